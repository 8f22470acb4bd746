"""A report becomes a case: who sits at it, its rooms, its first facts (C2, THREATS 4.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime

from evenhand.casework import naming, uploads
from evenhand.casework.reported import REPORTER, NobodyCanReadError, Readers, Report, more_of
from evenhand.casework.work import Work
from evenhand.outbox import texts
from evenhand.people import communities, roster
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.people.roster import Person, Roster
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Actor, Member, Party, Standing
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState
from evenhand.record import ledger, rooms
from evenhand.vault.keyring import COMMITTEE, Keyring
from evenhand.vault.keys import SigningKey
from evenhand.vault.place import Place

_BEGINNING = 8
"""Bytes with which the ids of the entries begin that open a case together; as many again are each one's own."""


def readers_shown(community: Community, people: Roster | None = None) -> Readers:
    """Who reads a report that is sent now: the form shows them, and the wraps go to them only (4.4)."""
    present = people or roster.load(community)
    return Readers(
        tuple(p.member for p in present.committee if p.is_seconded),
        tuple(p.member for p in present.council if p.is_seconded),
        present.team().alternates if policy_of(community).alternates else (),
    )


@dataclass(frozen=True, slots=True)
class Seating:
    """Who sits at a new case, who waits until somebody has looked, and whether the council had to come in (C2)."""

    readers: tuple[Person, ...]
    held_back: tuple[Member, ...]
    with_council: bool
    named_elsewhere: tuple[Member, ...] = ()
    """Named in the text, of the council or alternates, who would not sit here: told nothing before a look (C2)."""


def seating_of(
    community: Community, present: Roster, report: Report, shown: Readers, filer: Member | None = None
) -> Seating:
    """Shown and still current and not ticked; whoever joined in between or is named in the text waits (4.4)."""
    policy = policy_of(community)
    mentioned = _mentioned(community, present, report) - ({filer} if filer else set())
    seating = _who_sits(policy, present, shown, mentioned, set(report.left_out))
    standing_by = present.alternates if policy.alternates else ()
    outside = dict.fromkeys(p.member for p in (*present.committee, *standing_by, *present.council))
    settled = {*(p.member for p in seating.readers), *seating.held_back, *report.left_out}
    return replace(seating, named_elsewhere=tuple(m for m in outside if m in mentioned and m not in settled))


def _mentioned(community: Community, present: Roster, report: Report) -> set[Member]:
    """Members whose name stands in the report; the words of the constant test name nobody."""
    if report.is_test:
        return set()
    told = (report.what, report.who, report.where, report.links, report.others_affected, report.not_to_contact)
    return naming.members_named(community, present, told)


def _who_sits(
    policy: Policy, present: Roster, shown: Readers, mentioned: AbstractSet[Member], ticked: AbstractSet[Member]
) -> Seating:
    """The committee; where they are fewer than the floor, alternates; where those are not enough, the council (C2)."""

    def able(people: Iterable[Person], seen: tuple[Member, ...]) -> tuple[list[Person], list[Member]]:
        current = [p for p in people if p.is_seconded and p.member not in ticked]
        held = [p.member for p in current if p.member in mentioned or p.member not in seen]
        return [p for p in current if p.member not in held], held

    readers, held = able(present.committee, shown.committee)
    if len(readers) >= policy.floor:
        return Seating(tuple(readers), tuple(held), with_council=False)
    standing_by, alternates_held = able(present.alternates if policy.alternates else (), shown.alternates)
    readers, held = [*readers, *standing_by[: policy.floor - len(readers)]], [*held, *alternates_held]
    if len(readers) >= policy.floor:
        return Seating(tuple(readers), tuple(held), with_council=False)
    council, council_held = able(present.council, shown.council)
    joined = {p.member: p for p in (*readers, *council)}
    everybody_held = tuple(dict.fromkeys((*held, *council_held)))
    if not joined:
        raise NobodyCanReadError
    return Seating(tuple(joined.values()), everybody_held, with_council=True)


def open_for(
    community: Community,
    present: Roster,
    report: Report,
    seating: Seating,
    occasion: Occasion,
    actor: Actor,
    signing: SigningKey,
) -> Work:
    """Open a case for a report, for exactly those who are seated; the caller records the report and writes it."""
    opened = f.CaseOpened(
        manual=community.manual,
        readers=tuple(person.member for person in seating.readers),
        left_out=report.left_out,
        held_back=seating.held_back,
        named_elsewhere=seating.named_elsewhere,
        with_council=seating.with_council,
        operator_named=report.operator_named,
        is_test=report.is_test,
    )
    together = occasion.new_id()[:_BEGINNING]
    return open_case(community, present, opened, occasion, actor, signing, together=together)


def open_case(
    community: Community,
    present: Roster,
    opened: f.CaseOpened,
    occasion: Occasion,
    actor: Actor,
    signing: SigningKey,
    *,
    together: bytes = b"",
) -> Work:
    """A case with its first fact, and its rooms wrapped to its readers; the caller writes it.

    For ``together`` see `ledger.start`.
    """
    uid = occasion.new_id()
    place = Place(community.place.instance, community.uid, uid)
    readers = [present.people[member] for member in opened.readers]
    boxes, lines = [person.box for person in readers], [rooms.line(REPORTER)]
    keyring, keys = rooms.new_epoch(Keyring(), place, COMMITTEE, boxes, lines, occasion.entropy)
    file = ledger.start(community, uid, keyring, together=together)
    work = Work(community, occasion, file, CaseState(), present, policy_of(community), actor, signing, keys)
    work.add(opened)
    work.rekey(COMMITTEE, [person.fingerprint.hex() for person in readers])
    return work


def record_report(
    work: Work, report: Report, way: f.Way, reached_at: datetime, marks: Mapping[str, str] | None = None
) -> None:
    """The report itself, in its reporter's line: what stands in the fact, and what is words (R1)."""
    reach = f.Reach.NONE if report.no_contact else f.Reach.MAIL if report.address else f.Reach.PHRASE
    text: dict[str, object] = {"text": report.what, **more_of(report)}
    if report.files:
        text["files"] = [file.as_words() for file in report.files]
    if marks:
        text["marks"] = dict(marks)
    received = f.ReportReceived(
        party=REPORTER,
        way=way,
        reached_at=reached_at,
        reach=reach,
        language=report.language,
        newcomer=report.newcomer,
        in_danger=report.in_danger,
        may_be_named=report.may_be_named,
        names_given=bool(report.who),
        about_handling=report.about_handling,
        purpose=report.purpose,
        sealed=uploads.marks(report.files),
        minor=report.minor,
    )
    work.add(received, rooms.line(REPORTER), text)


def record_extras(work: Work, report: Report, party: Party = REPORTER) -> None:
    """Names to the names room, the reporter's own to the identity room, the address to their line."""
    if report.who.strip():
        # A party has no part in the names room; anybody can seal into it, and intake does so for them.
        add = work.add_as_clerk if work.actor.standing is Standing.PARTY else work.add
        add(f.NamesWritten(), rooms.NAMES, {"text": report.who})
    if report.name.strip():
        work.add(f.IdentityGiven(party), rooms.IDENTITY, {"party": party, "text": report.name})
    if report.address.strip():
        work.add(f.AddressGiven(party), rooms.line(party), {"address": report.address.strip()})


def tell_readers(work: Work, report: Report, told: AbstractSet[Member] = frozenset()) -> None:
    """The other readers hear that something waits; of danger at once (R1). ``told`` are those who know today's."""
    others = [m for m in work.state.readers if m != work.actor.who]
    if report.in_danger:
        work.tell_members(others, texts.Text.URGENT)
    else:
        work.tell_members([m for m in others if m not in told])


def policy_of(community: Community) -> Policy:
    """The rules of the manual that is in force."""
    return communities.manual(community.pk, community.manual).policy
