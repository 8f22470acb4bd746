"""A case's summary: the one stored digest of it, sealed, of one size, rebuilt at every act and by the clock.

The desk's list opens the summaries of open cases and filters by seat; it never folds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.procedure.afterwards import fairness_given
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Duty, Owed, duties, next_boundary
from evenhand.procedure.facts import Fairness, MeasureKind, Member, Party, RecusalCause
from evenhand.procedure.handover import Force, InForce, Promise, Promised, in_force, promises
from evenhand.procedure.policy import Policy, Team
from evenhand.procedure.resting import in_sight
from evenhand.procedure.state import CaseState
from evenhand.record.cases import LONGEST_SLEEP
from evenhand.vault.domains import Domain
from evenhand.vault.padding import LENGTH_BYTES
from evenhand.vault.phrase import code_name
from evenhand.vault.place import Place

SIZE = 6144
MOST_DUTIES = 40


OWN_WORD = (RecusalCause.DECLARED, RecusalCause.HARD)
"""Causes that a member gave themselves: who declared a hard conflict and did not go was taken out on their own word."""


def name_of(uid: bytes) -> str:
    """A case's code name: two kind words, drawn with its random number."""
    return code_name(lambda size: uid[:size])


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list needs to know of a case."""

    opened_at: datetime
    is_open: bool
    in_danger: bool
    readers: tuple[Member, ...]
    unanswered: tuple[Member, ...]
    """Readers who have not answered the conflict question, or have to go: they see nothing but that."""
    council_told: tuple[Member, ...]
    """Council members who may read the committee's report about this case."""
    stepped_back: tuple[Member, ...]
    """Members who stepped back by their own word: their own account page says so, and nothing else does."""
    duties: tuple[Duty, ...]
    next_at: datetime | None
    length: int
    rests_until: datetime | None = None
    shown_names: tuple[Member, ...] = ()
    """Newcomers who hold the names alone: they see that question, and nothing else of the case (R9)."""
    fairness: tuple[tuple[datetime, Fairness], ...] = ()
    """Whether parties felt treated fairly, and when they said so: summed up over cases, five answers at a time (V4)."""
    promises: tuple[Promise, ...] = ()
    in_force: tuple[InForce, ...] = ()
    """What somebody who takes the case over has to know; as many as there is room for."""
    is_cut: bool = False
    """Whether there was no room for all of these."""

    def in_sight(self, now: datetime) -> tuple[Duty, ...]:
        """What list, digest and calendar tell as owed: the same for all of them (R12)."""
        return in_sight(self.duties, self.rests_until, now)


def summarise(
    state: CaseState, policy: Policy, team: Team, now: datetime, council_told: tuple[Member, ...] = ()
) -> Summary:
    """The summary of a state at a time."""
    opened = state.opened_at or now
    if state.is_test:
        return _of_a_test(state, opened)
    owed = duties(state, policy, team, now)
    return Summary(
        opened_at=opened,
        is_open=state.is_open,
        in_danger=state.in_danger or (state.triage is None and state.said_in_danger),
        readers=state.readers,
        unanswered=tuple(m for m in state.readers if m not in state.conflict_answers or m in state.hard_since),
        council_told=council_told,
        stepped_back=tuple(m for m, cause in state.recused.items() if cause in OWN_WORD),
        duties=owed[:MOST_DUTIES],
        next_at=next_boundary(state, policy, team, now, owed),
        length=state.length,
        rests_until=state.rests_until,
        shown_names=tuple(state.shown_names),
        fairness=fairness_given(state),
        promises=promises(state, policy, now),
        in_force=in_force(state, policy, now),
    )


def _of_a_test(state: CaseState, opened: datetime) -> Summary:
    """A test of the form names nobody: so it stands in no list and nobody has a seat at it."""
    return replace(_names_nobody(opened), is_open=state.is_open, length=state.length)


def timeless(summary: Summary) -> Summary:
    """What of a summary does not change by time alone: verifying compares it with the facts."""
    return replace(summary, duties=(), next_at=None, promises=(), in_force=(), is_cut=False)


def wake_on(summary: Summary, occasion: Occasion) -> datetime | None:
    """The hour in which the clock looks again: when something is due, or at random before (THREATS 6).

    Only a case in which nothing is owed or awaited any more has none: that is what the lists take for closed.
    """
    if not summary.is_open and not summary.duties and summary.next_at is None:
        return None
    drawn = 1 + int.from_bytes(occasion.entropy(2)) % (LONGEST_SLEEP // timedelta(hours=1))
    latest = occasion.now + timedelta(hours=drawn)
    at = latest if summary.next_at is None else min(latest, summary.next_at)
    return at.replace(minute=0, second=0, microsecond=0)


def seal(summary: Summary, place: Place, occasion: Occasion) -> bytes:
    """Seal a summary to its one size; what does not fit are its last lines, which the case page still shows."""
    raw = _encode(summary)
    while len(raw) > SIZE - LENGTH_BYTES and (smaller := _without_last(summary)) is not None:
        summary = smaller
        raw = _encode(summary)
    return clerks().seal(Domain.SUMMARY, place.whole_case(), raw, occasion.entropy, size=SIZE)


def _without_last(summary: Summary) -> Summary | None:
    """A little less of it: first of what only a handover wants, then of its duties."""
    if summary.promises:
        return replace(summary, promises=summary.promises[:-1], is_cut=True)
    if summary.in_force:
        return replace(summary, in_force=summary.in_force[:-1], is_cut=True)
    return replace(summary, duties=summary.duties[:-1]) if summary.duties else None


def of_no_case(place: Place) -> bytes:
    """A sealed summary that names nobody, for where there is no case.

    It is never stored. Its nonce comes from the clerk and the place, so the same bytes are sealed each time.
    """
    names_nobody = _names_nobody(datetime.fromtimestamp(0, UTC))
    drawn = clerks().mac(Domain.LOOKUP_CASE, b"nobody's summary", place.community, place.case)
    return clerks().seal(
        Domain.SUMMARY, place.whole_case(), _encode(names_nobody), lambda size: drawn[:size], size=SIZE
    )


def _names_nobody(opened: datetime) -> Summary:
    return Summary(
        opened_at=opened,
        is_open=False,
        in_danger=False,
        readers=(),
        unanswered=(),
        council_told=(),
        stepped_back=(),
        duties=(),
        next_at=None,
        length=0,
    )


def unseal(blob: bytes, place: Place) -> Summary:
    """Open a summary."""
    return _decode(clerks().open(Domain.SUMMARY, place.whole_case(), blob))


def _encode(summary: Summary) -> bytes:
    people = list(dict.fromkeys(_mentioned(summary)))
    number = {member: index for index, member in enumerate(people)}
    body = {
        "v": 1,
        "o": _time(summary.opened_at),
        "i": summary.is_open,
        "d": summary.in_danger,
        "p": people,
        "r": [number[m] for m in summary.readers],
        "u": [number[m] for m in summary.unanswered],
        "c": [number[m] for m in summary.council_told],
        "s": [number[m] for m in summary.stepped_back],
        "w": [number[m] for m in summary.shown_names],
        "x": _time(summary.next_at),
        "n": summary.length,
        "f": [[_time(at), answer] for at, answer in summary.fairness],
        "z": _time(summary.rests_until),
        "l": [_row(duty, number) for duty in summary.duties],
        "h": [[one.kind, _time(one.at), one.party] for one in summary.promises],
        "m": [[one.kind, _time(one.since), one.measure, one.party, one.number] for one in summary.in_force],
        "g": summary.is_cut,
    }
    return json.dumps(body, separators=(",", ":")).encode()


def _mentioned(summary: Summary) -> list[Member]:
    found = [*summary.readers, *summary.unanswered, *summary.council_told, *summary.stepped_back, *summary.shown_names]
    for duty in summary.duties:
        found += [m for m in (duty.owner, duty.member) if m is not None]
        found += duty.then
    return found


def _row(duty: Duty, number: dict[Member, int]) -> list[object]:
    owner = None if duty.owner is None else number[duty.owner]
    member = None if duty.member is None else number[duty.member]
    flags = int(duty.personal) + 2 * int(duty.urgent)
    times = (_time(duty.since), _time(duty.due))
    return [
        duty.owed,
        duty.clause,
        *times,
        owner,
        [number[m] for m in duty.then],
        duty.party,
        member,
        duty.number,
        flags,
    ]


def _decode(raw: bytes) -> Summary:
    body = json.loads(raw)
    people = [Member(m) for m in body["p"]]

    def members(numbers: list[int]) -> tuple[Member, ...]:
        return tuple(people[n] for n in numbers)

    def duty(row: list[object]) -> Duty:
        owed, clause, since, due, owner, then, party, member, about, flags = row
        return Duty(
            owed=Owed(str(owed)),
            clause=Clause(str(clause)),
            since=_read(since),
            due=_read(due),
            owner=people[owner] if isinstance(owner, int) else None,
            then=members(then) if isinstance(then, list) else (),
            party=Party(party) if isinstance(party, str) else None,
            member=people[member] if isinstance(member, int) else None,
            number=about if isinstance(about, int) else None,
            personal=isinstance(flags, int) and bool(flags & 1),
            urgent=isinstance(flags, int) and bool(flags & 2),
        )

    return Summary(
        opened_at=_read(body["o"]),
        is_open=body["i"],
        in_danger=body["d"],
        readers=members(body["r"]),
        unanswered=members(body["u"]),
        council_told=members(body["c"]),
        stepped_back=members(body["s"]),
        duties=tuple(duty(row) for row in body["l"]),
        next_at=None if body["x"] is None else _read(body["x"]),
        length=body["n"],
        fairness=tuple((_read(at), Fairness(answer)) for at, answer in body.get("f", ())),
        promises=tuple(_promise(*row) for row in body.get("h", ())),
        in_force=tuple(_in_force(*row) for row in body.get("m", ())),
        is_cut=body.get("g", False),
        shown_names=members(body.get("w", [])),  # one sealed before newcomers were shown names has none
        rests_until=None if body.get("z") is None else _read(body["z"]),  # one sealed before cases could rest has none
    )


def _promise(kind: str, at: float, party: str) -> Promise:
    return Promise(Promised(kind), _read(at), Party(party))


def _in_force(kind: str, since: float, measure: str | None, party: str | None, number: int | None) -> InForce:
    return InForce(
        Force(kind),
        _read(since),
        None if measure is None else MeasureKind(measure),
        None if party is None else Party(party),
        number,
    )


def _time(at: datetime | None) -> float | None:
    return None if at is None else at.timestamp()


def _read(seconds: object) -> datetime:
    if not isinstance(seconds, int | float):
        message = "a summary's time is a number"
        raise TypeError(message)
    return datetime.fromtimestamp(seconds, UTC)
