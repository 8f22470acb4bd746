"""A report goes from one case to another: joined where it belongs, or split off again (T1, C1, C2, R12).

Words do not move by copying. The acting member's session opens them in the one case and seals them anew in the other,
in signed entries that name where they stood. Keys change before anything is sealed, so that nobody whom either report
bars ever holds it. The case that was left stays as it is, closed, for those who could read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, contextmanager
from dataclasses import fields, replace

from evenhand.casework import addresses, keychanges, words
from evenhand.casework.errors import RefusedError
from evenhand.casework.linking import other_seat
from evenhand.casework.opening import open_case
from evenhand.casework.seats import Seat
from evenhand.casework.talking import open_line
from evenhand.casework.work import Work, act, commit
from evenhand.outbox import queue
from evenhand.outbox.texts import Text
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Fact, Member, Party, Standing
from evenhand.procedure.seating import barred, everybody_with_a_key
from evenhand.record import parties, rooms
from evenhand.record.ledger import Recorded
from evenhand.vault.keyring import COMMITTEE

CARRIED: dict[type[Fact], f.Carried] = {
    f.ReportReceived: f.Carried.REPORT,
    f.ReportAddedTo: f.Carried.ADDITION,
    f.MessageReceived: f.Carried.MESSAGE,
    f.QuestionAnswered: f.Carried.ANSWER,
    f.ContactAnswered: f.Carried.ANSWER,
    f.FeedbackGiven: f.Carried.ANSWER,
    f.LetterSent: f.Carried.LETTER,
}
"""What was said in a line, and as what it is carried."""


def join(seat: Seat, occasion: Occasion, party: Party, number: str, seen: int | None = None) -> None:
    """Join the one report of this case to another case; both are read from now on by who may read both (C2)."""
    _require_all_left(seat, party)
    with _both(seat, other_seat(seat, number), occasion, seen) as (source, target):
        handle, urgent = _next_reporter(target), _cannot_wait(source, party)
        had = everybody_with_a_key(target.state)
        target.add(_brought(source, party, handle))
        out = sorted(had - everybody_with_a_key(target.state))
        if out:
            keychanges.after_leaving(target, out)
        _move(seat, source, target, party, handle)
        target.tell_members(target.others(), Text.URGENT if urgent else Text.DIGEST)


def split(seat: Seat, occasion: Occasion, party: Party, seen: int | None = None) -> str:
    """Make a case of its own of one of several reports again; answer its number."""
    _require_all_left(seat, party)
    with act(seat, occasion, seen) as source:
        target = _own_case(seat, source, party)
        _move(seat, source, target, party, handle=Party("reporter-1"))
        target.tell_members(target.others())
        commit(target)
    return target.file.number


@contextmanager
def _both(seat: Seat, other: Seat, occasion: Occasion, seen: int | None) -> Iterator[tuple[Work, Work]]:
    """Two cases in one transaction, locked in the order of their numbers, so that no two acts wait for each other."""
    with ExitStack() as stack:
        works = {
            one.file.uid: stack.enter_context(act(one, occasion, seen if one is seat else None))
            for one in sorted((seat, other), key=lambda one: one.file.uid)
        }
        yield works[seat.file.uid], works[other.file.uid]


def _require_all_left(seat: Seat, party: Party) -> None:
    """A letter that has not left may still come back, and then its duty stands again where it was written."""
    own = {ref.entry for ref in seat.state.letters if ref.sent.to == party}
    known = seat.state.parties.get(party)
    own |= {known.invitation} if known is not None and known.invitation else set()
    if any(one.mail.entry in own for one in queue.waiting(seat.community)):
        raise RefusedError(
            Refused(say("A letter to this reporter is still on its way. Wait until it has left."), Clause.RECEIPT)
        )


def _brought(source: Work, party: Party, handle: Party, left_out: Iterable[Member] | None = None) -> f.ReportBrought:
    """The report as the other case gets it: what was promised, who is barred, who was asked."""
    state = source.state
    known = state.parties.get(party)
    if known is None or known.reached_at is None:
        raise RefusedError(Refused(say("There is no such report in this case."), Clause.TRIAGE_FIRST))
    return f.ReportBrought(
        party=handle,
        origin=source.file.number,
        was=party,
        way=known.way or f.Way.WEB,
        reached_at=known.reached_at,
        reach=known.reach,
        language=known.language,
        promised=f.Promised(**{one.name: getattr(known, one.name) for one in fields(f.Promised)}),
        names_given=state.names_written,
        in_danger=state.said_in_danger or state.in_danger,
        left_out=tuple(sorted(state.left_out if left_out is None else left_out)),
        held_back=tuple(sorted(state.held_back - state.named_elsewhere)) if left_out is None else (),
        named_elsewhere=tuple(sorted(state.named_elsewhere)) if left_out is None else (),
        involved=tuple(sorted(state.involved)) if left_out is None else (),
        stepped_back=_stepped_back(source),
        answered=tuple(state.conflict_answers),
        stays=tuple(m for m, given in state.conflict_answers.items() if given is f.ConflictAnswer.STAYS),
        minor=known.says_minor or party in state.minors,
        not_meant=tuple(sorted(state.not_meant)),
    )


def _stepped_back(work: Work) -> tuple[Member, ...]:
    """Who stepped back here, or has to: the other case will hold what they have a conflict with."""
    gone = {m for m, cause in work.state.recused.items() if cause is not f.RecusalCause.LEFT}
    return tuple(sorted(gone | work.state.hard_since.keys()))


def _own_case(seat: Seat, source: Work, party: Party) -> Work:
    """A case of its own for one report: who reads on reads it; whom only another report barred waits for a look."""
    own = set(_left_out_by(source, party))
    declared = set(_stepped_back(source))
    waits = (source.state.left_out | source.state.held_back | source.state.involved) - own - declared
    held_back, named_elsewhere = _who_waits(source, waits)
    opened = f.CaseOpened(
        manual=source.state.manual,
        readers=source.state.readers,
        left_out=tuple(sorted(own)),
        held_back=held_back,
        named_elsewhere=named_elsewhere,
        with_council=source.state.with_council,
        operator_named=source.state.operator_named,
    )
    target = open_case(source.community, source.roster, opened, source.occasion, source.actor, source.signing)
    target.policy = source.policy
    target.add(_brought(source, party, Party("reporter-1"), own))
    target.add(f.ConflictAnswered(source.state.conflict_answers.get(seat.member, f.ConflictAnswer.NONE)))
    return target


def _who_waits(source: Work, waits: AbstractSet[Member]) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    """Who waits for a seat, and who for the word alone that it is not they: whoever would not sit there (C2)."""
    present = source.roster
    sits = {person.member for person in (*present.committee, *(present.council if source.state.with_council else ()))}
    sits -= source.state.named_elsewhere
    here = {person.member for person in (*present.committee, *present.alternates, *present.council)}
    return tuple(sorted(waits & sits)), tuple(sorted((waits & here) - sits))


def _left_out_by(work: Work, party: Party) -> tuple[Member, ...]:
    """Whom this reporter left out, where several have reported."""
    facts = [recorded.happened.fact for recorded in work.file.entries]
    brought = [fact.left_out for fact in facts if isinstance(fact, f.ReportBrought) and fact.party == party]
    opened = [fact.left_out for fact in facts if isinstance(fact, f.CaseOpened)]
    return (*brought, *opened)[0]


def _move(seat: Seat, source: Work, target: Work, party: Party, handle: Party) -> None:
    """Line, words and phrase into the other case; then the report is gone from this one."""
    target.keys = rooms.open_keys(target.file, seat.box)  # a new epoch may just have begun
    open_line(target, handle)
    _lead_there(source, target, party, handle)
    _carry(source, target, party, handle)
    out = tuple(sorted(everybody_with_a_key(source.state) & barred(target.state)))
    source.add(f.ReportMoved(party, target.file.number, out))
    source.hold(source.file.keyring.without_circle(f"room:{rooms.line(party)}"))
    if out:
        keychanges.lose_keys(source, out)


def _lead_there(source: Work, target: Work, party: Party, handle: Party) -> None:
    """The reporter's phrase, or an invitation not yet taken, leads to their line in the other case."""
    moved = parties.lead_to(source.community, (source.file.uid, party), (target.file.uid, handle), source.occasion)
    if target.keys is None or not moved:
        return
    for record in moved:
        target.hold(rooms.wrap_line(target.file.keyring, target.keys, handle, record.box))
    room = rooms.line(handle)
    epoch = target.file.keyring.current_room_epoch(room) or 0
    publics = tuple(f"{record.box.hex()}:{record.signing.hex()}" for record in moved)
    target.add_as_clerk(f.KeysChanged(f"room:{room}", epoch, publics))


def _carry(source: Work, target: Work, party: Party, handle: Party) -> None:
    """Every word of the report, opened with this member's keys and sealed anew, in the order in which it was said."""
    if source.keys is None:
        return
    address = addresses.newest(source.file, source.keys, party)
    stays = f.AddressGiven(party) if address is None or address.came_back else None  # it reaches nobody there either
    belonging = [recorded for recorded in source.file.entries if _belongs(recorded, party)]
    wanted = [recorded for recorded in belonging if recorded.happened.fact != stays]
    opened = rooms.read(source.file, source.keys, wanted)
    new: dict[str, str] = {}
    for recorded in wanted:
        if recorded.entry not in opened:
            continue
        said = words.decode(opened[recorded.entry])
        added = _add(target, recorded, handle, said, new)
        new[recorded.happened.entry] = added.happened.entry


def _belongs(recorded: Recorded, party: Party) -> bool:
    """Whether these words go along: the line, the names, the reporter's own name, and evidence."""
    fact = recorded.happened.fact
    match recorded.room:
        case rooms.NAMES:
            return True
        case rooms.IDENTITY:
            return isinstance(fact, f.IdentityGiven) and fact.party == party
        case room if room == COMMITTEE:
            return isinstance(fact, f.EvidenceFiled)
        case room:
            return room == rooms.line(party)


def _add(  # noqa: PLR0911 - one line a kind
    target: Work, recorded: Recorded, handle: Party, said: words.Words, new: dict[str, str]
) -> Recorded:
    """One entry in the other case; what is evidence, a name or an address stays what it is."""
    fact, entry = recorded.happened.fact, recorded.happened.entry
    room = rooms.line(handle) if recorded.room.startswith("line:") else recorded.room
    since = said.get("from_at") or recorded.happened.at.isoformat()
    said = {**said, "from_entry": entry, "from_at": since}
    match fact:
        case f.AddressGiven():
            return target.add(f.AddressGiven(handle), room, said)
        case f.IdentityGiven():
            return target.add(f.IdentityGiven(handle), room, {**said, "party": handle})
        case f.NamesWritten():  # what intake laid there is the reporter's own, and goes where they are erased
            from_form = recorded.happened.by.standing is Standing.CLERK
            return (target.add_as_clerk if from_form else target.add)(f.NamesWritten(), room, said)
        case f.EvidenceFiled():
            return target.add(fact, room, said)
        case f.Translated():
            of = new.get(fact.entry, fact.entry)
            version = target.state.translations.get(of, 0) + 1
            return target.add(f.Translated(of, fact.language, version, fact.translator), room, said)
        case f.WordsCarried():
            return target.add(replace(fact, party=handle, entry=entry), room, said)
        case _:
            return target.add(_carried(recorded, handle), room, said)


def _carried(recorded: Recorded, handle: Party) -> f.WordsCarried:
    happened = recorded.happened
    what = CARRIED.get(type(happened.fact), f.Carried.MESSAGE)
    carried = f.WordsCarried(handle, what, happened.entry, happened.at)
    if not isinstance(happened.fact, f.LetterSent):
        return carried
    sent = happened.fact
    return replace(carried, by=Member(happened.by.who), letter=sent.kind, until=sent.until)


def _cannot_wait(work: Work, party: Party) -> bool:
    """Whether the report says that somebody is in danger, or a member is worried about who wrote it (R7)."""
    known = work.state.parties.get(party)
    return work.state.said_in_danger or (known is not None and known.worried_since is not None)


def _next_reporter(work: Work) -> Party:
    """A handle that no reporter of this case has or had."""
    taken = {*work.state.parties, *work.state.moved}
    number = 1
    while f"reporter-{number}" in taken:
        number += 1
    return Party(f"reporter-{number}")


__all__ = ["join", "split"]
