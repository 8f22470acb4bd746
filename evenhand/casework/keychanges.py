"""Recusal, admission and leaving are key events (decision 2, THREATS 4.4 to 4.6)."""

from __future__ import annotations

from collections.abc import Iterable

from evenhand.casework import drafts
from evenhand.casework.calling import alternates_to_seat, council_to_seat, look_where_too_few, reaches
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import Seat
from evenhand.casework.work import Work, act
from evenhand.outbox.texts import Text
from evenhand.people.occasion import Occasion
from evenhand.people.roster import Person
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member, Party
from evenhand.procedure.looking import holds_keys, is_past, lookers
from evenhand.procedure.seating import everybody_with_a_key
from evenhand.record import rooms
from evenhand.vault.errors import VaultError
from evenhand.vault.keyring import COMMITTEE, COUNCIL, SINGLE_ROOM

NAMES_ALONE = SINGLE_ROOM + rooms.NAMES
"""The circle of those who hold the names and nothing else (THREATS 4.2)."""

LOOK = "look"
"""What the record calls those who hold single rooms because a look was granted to them (R9)."""


def answer_conflict(seat: Seat, occasion: Occasion, *, stays: bool = False, text: str = "") -> None:
    """Answer the conflict question: none, or declared and stays. The others hear at once, without content (C1)."""
    answer = f.ConflictAnswer.STAYS if stays else f.ConflictAnswer.NONE
    with act(seat, occasion) as work:
        if not seat.is_council_reader and text.strip():
            work.add(f.ConflictAnswered(answer), COMMITTEE, {"text": text})
        else:
            work.add(f.ConflictAnswered(answer))
        if stays or seat.is_newcomer:
            work.tell_members(work.others(), at_once=stays)


def open_room(seat: Seat, occasion: Occasion, room: str, reason: str = "") -> None:
    """Open a room for the first time: recorded, the identity with its reason (K1)."""
    if (room, seat.member) in seat.state.opened_rooms:
        return
    if room == rooms.IDENTITY and not reason.strip():
        raise RefusedError(Refused(say("Say for what you need to know who reported."), Clause.IDENTITY))
    if room == rooms.IDENTITY and not seat.has_answered:
        raise RefusedError(
            Refused(say("First answer whether you have a conflict of interest in this case."), Clause.CONFLICT_TOLD)
        )
    with act(seat, occasion) as work:
        if reason.strip() and seat.has_answered and not seat.is_council_reader:
            work.add(f.RoomOpened(room), COMMITTEE, {"reason": reason})
        else:
            work.add(f.RoomOpened(room))


def write_names(seat: Seat, occasion: Occasion, text: str, involved: Iterable[Member] = ()) -> None:
    """Write down who is said to be involved; members among them are taken out at once (K4)."""
    named = tuple(dict.fromkeys(involved))
    with act(seat, occasion) as work:
        work.add(f.NamesWritten(named), rooms.NAMES, {"text": text})
        take_out_named(work, named)
        work.look_for_names([text])


def take_out_named(work: Work, named: Iterable[Member]) -> None:
    """Take the keys of those who turn out to be involved, in the act that says so: they read no word after it (K4)."""
    taken_out = [m for m in named if m in everybody_with_a_key(work.state)]
    for member in taken_out:
        work.add(f.Recused(member, f.RecusalCause.NAMED))
    if taken_out:
        after_leaving(work, taken_out)


def recuse(seat: Seat, occasion: Occasion, text: str = "") -> None:
    """Step back: from this moment nothing new of the case opens to this member (C2)."""
    with act(seat, occasion) as work:
        work.tell_members(step_back(work, text))


def step_back(work: Work, text: str = "") -> tuple[Member, ...]:
    """Step back as part of an act; answer the others, who are to hear of it."""
    member = Member(work.actor.who)
    if text.strip() and member in work.state.readers:
        work.add(f.Recused(member, f.RecusalCause.DECLARED), COMMITTEE, {"text": text})
    else:
        work.add(f.Recused(member, f.RecusalCause.DECLARED))
    others = work.others()  # whoever comes in now hears of it with another sentence
    # Who goes as the last one hands the case on in the same act: whatever the floor, fewer than it are left then.
    after_leaving(work, [member])
    return others


def take_out(seat: Seat, occasion: Occasion, member: Member) -> None:
    """Take somebody out who has no way to stay and has not stepped back, or who was silent (K4, C2)."""
    with act(seat, occasion) as work:
        work.add(f.Recused(member, _why_taken_out(work, member)))
        after_leaving(work, [member])
        work.tell_members(work.others())


def _why_taken_out(work: Work, member: Member) -> f.RecusalCause:
    if member in work.state.involved or member not in {*work.state.hard_since, *work.state.questioned}:
        return f.RecusalCause.NAMED
    return f.RecusalCause.HARD if member in work.state.hard_since else f.RecusalCause.SILENT


def seat_council(seat: Seat, occasion: Occasion) -> None:
    """Let the council in, because fewer members are left than the manual's floor (C2)."""
    with act(seat, occasion) as work:
        look_where_too_few(work)
        _seat_council(work)


def seat_alternates(seat: Seat, occasion: Occasion) -> None:
    """Call alternates in, because fewer are left than the floor; where none can come, the council (C2)."""
    with act(seat, occasion) as work:
        look_where_too_few(work)
        _hand_on(work)


def admit_held_back(seat: Seat, occasion: Occasion, member: Member) -> None:
    """Let somebody in who was held back, or a newcomer for whom two members signed, after having looked (C2, R9)."""
    person = _person(seat, member)
    with act(seat, occasion) as work:
        work.add(f.Admitted(member))
        _let_in(work, [person])
        work.tell_members([member])


def clear(seat: Seat, occasion: Occasion, member: Member) -> None:
    """Somebody outside who is named here is not who is meant: no key changes, and nobody is mailed (C2)."""
    with act(seat, occasion) as work:
        work.add(f.FoundNotMeant(member))


def find_not_involved(seat: Seat, occasion: Occasion, member: Member, text: str) -> None:
    """Say that somebody was named by mistake, and why; nobody gets a key by it (K4)."""
    with act(seat, occasion) as work:
        work.add(f.FoundNotInvolved(member), COMMITTEE, {"text": text})


def leave(work: Work, member: Member) -> None:
    """Take somebody out who is not on the committee any more: a new epoch, signed by the clerk (4.6)."""
    work.add_as_clerk(f.Recused(member, f.RecusalCause.LEFT))
    after_leaving(work, [member])


def after_leaving(work: Work, gone: Iterable[Member]) -> None:
    """New epochs without those who are gone; alternates or the council where too few are left; drafts deleted.

    Where the last reader was taken off the roster by somebody else, nobody's keys are at
    hand: the council begins with the new epoch, and the old ones stay wrapped to whoever
    left, because nobody else could ever open them again (4.5).
    """
    gone = tuple(gone)
    came = _fill_up(work)
    if not work.state.readers:
        raise RefusedError(
            Refused(
                say("Nobody would be left who can read this case. Let somebody else in first."),
                Clause.RECUSAL,
            )
        )
    lose_keys(work, gone, keep_old=came and work.keys is None)


def lose_keys(work: Work, gone: Iterable[Member], *, keep_old: bool = False) -> None:
    """New epochs without those who are gone; their wraps and drafts go, unless nobody else had the old ones."""
    for member in gone:
        if not keep_old:
            work.hold(work.file.keyring.without(work.roster.people[member].box))
        drafts.drop_of_case(work.community, member, work.file.uid)
    _new_committee_epoch(work)
    if work.state.shown_names:
        rekey_names(work)
    _name_lookers(work)
    if work.file.keyring.circles().count(COUNCIL):
        _new_council_epoch(work)


def _fill_up(work: Work) -> bool:
    """Alternates where too few are left, then the council where they are not enough: whether anybody came (4.5)."""
    before = work.state.readers
    look_where_too_few(work)
    for fact, people in ((f.AlternatesSeated, alternates_to_seat), (f.CouncilSeated, council_to_seat)):
        called = people(work)
        if called:
            for person in called if work.keys is not None else ():
                _wrap_all(work, COMMITTEE, person)
                if reaches(work, COUNCIL):
                    _wrap_all(work, COUNCIL, person)
            work.add_as_clerk(fact(tuple(p.member for p in called)))
            work.tell_members([p.member for p in called], Text.URGENT)
    return work.state.readers != before


def _hand_on(work: Work) -> None:
    """The same as the act of a member who stays for now: alternates, or else the council."""
    called = alternates_to_seat(work)
    if not called:
        _seat_council(work)
        return
    work.add(f.AlternatesSeated(tuple(p.member for p in called)))
    _let_in(work, called)
    work.tell_members([p.member for p in called], Text.URGENT)


def _seat_council(work: Work) -> None:
    council = council_to_seat(work)
    work.add(f.CouncilSeated(tuple(p.member for p in council)))
    _let_in(work, council)
    work.tell_members([p.member for p in council], Text.URGENT)


def open_rooms_to(work: Work, member: Member, names: Iterable[str]) -> None:
    """Every epoch of these single rooms for somebody who is granted a look; named in the record (R9, THREATS 4.2)."""
    if work.keys is None or not reaches(work, COMMITTEE):
        message = "only somebody who holds every epoch can open a room to another"
        raise VaultError(message)
    for room in names:
        work.hold(rooms.wrap_room(work.file.keyring, work.keys, room, work.roster.people[member].box))
    _name_lookers(work)


def close_rooms_to(work: Work, member: Member) -> None:
    """Take the single rooms of a look away again: a new epoch, in which they have no part (R9)."""
    _drop_single_rooms(work, work.roster.people[member].box)
    lose_keys(work, ())


def _drop_single_rooms(work: Work, box: bytes) -> None:
    for wrap in work.file.keyring.wraps_for(box):
        if wrap.room is not None:
            work.hold(work.file.keyring.without(box, wrap.circle))


def _name_lookers(work: Work) -> None:
    """Name in the record who holds single rooms by a look, as the keyring now has them."""
    holders = [look.member for look in work.state.looks.values() if holds_keys(look)]
    if holders:
        epoch = work.file.keyring.current_epoch(COMMITTEE) or 0
        work.add_as_clerk(f.KeysChanged(LOOK, epoch, tuple(sorted(set(_fingerprints(work, holders))))))


def _new_committee_epoch(work: Work) -> None:
    """A new epoch of the committee's rooms and of every line; whoever holds one room alone gets its new key."""
    lines = sorted({name for name, _ in work.file.keyring.publics if name.startswith("line:")})
    boxes = _boxes(work, work.state.readers)
    keyring, fresh = rooms.new_epoch(work.file.keyring, work.file.place, COMMITTEE, boxes, lines, work.occasion.entropy)
    holders: dict[str, set[bytes]] = {}
    past = _boxes(work, (look.member for look in work.state.looks.values() if is_past(look, work.now)))
    for wrap in keyring.wraps:
        if wrap.room is not None and wrap.recipient not in past:  # a look that has ended reads nothing new
            holders.setdefault(wrap.room, set()).add(wrap.recipient)
    for room, recipients in sorted(holders.items()):
        for recipient in sorted(recipients):
            keyring = rooms.wrap_room(keyring, fresh, room, recipient)
    work.hold(keyring)
    work.rekey(COMMITTEE, _fingerprints(work, work.state.readers))


def _new_council_epoch(work: Work) -> None:
    """A new epoch of the council's room, for its readers and the members of the case."""
    holders = [*work.state.readers, *work.state.council_readers]
    boxes = _boxes(work, holders)
    keyring, _ = rooms.new_epoch(work.file.keyring, work.file.place, COUNCIL, boxes, (), work.occasion.entropy)
    work.hold(keyring)
    work.rekey(COUNCIL, _fingerprints(work, holders))


def open_council_room(work: Work, council: Iterable[Person]) -> None:
    """Make the council's room, held by its unticked members and the members of the case (4.2)."""
    holders = [*work.state.readers, *(p.member for p in council)]
    keyring, _ = rooms.new_epoch(
        work.file.keyring, work.file.place, COUNCIL, _boxes(work, holders), (), work.occasion.entropy
    )
    work.hold(keyring)
    work.rekey(COUNCIL, _fingerprints(work, holders))


def _wrap_all(work: Work, circle: str, person: Person) -> None:
    """Every epoch of a circle for one more person, as far as the actor's own keys reach."""
    if work.keys is None:
        message = "nobody's keys are open"
        raise VaultError(message)
    work.hold(rooms.admit(work.file.keyring, work.keys, circle, person.box))


def _let_in(work: Work, people: Iterable[Person]) -> None:
    """Every epoch of the committee's rooms, and of the council's where the actor holds it, for these people too."""
    people = tuple(people)
    for person in people:
        _wrap_all(work, COMMITTEE, person)
        work.hold(work.file.keyring.without(person.box, NAMES_ALONE))  # their seed opens it as well
    work.rekey(COMMITTEE, _fingerprints(work, work.state.readers))
    if reaches(work, COUNCIL):
        for person in people:
            _wrap_all(work, COUNCIL, person)
        work.rekey(COUNCIL, _fingerprints(work, [*work.state.readers, *work.state.council_readers]))


def wrap_single(work: Work, room: str, member: Member) -> None:
    """Every epoch of one room for somebody outside its circle, named in the record (THREATS 4.2)."""
    if work.keys is None or not reaches(work, COMMITTEE):
        message = "only somebody who holds every epoch can open a room to another"
        raise VaultError(message)
    work.hold(rooms.wrap_room(work.file.keyring, work.keys, room, work.roster.people[member].box))
    rekey_names(work)


def rekey_names(work: Work) -> None:
    """Name those who hold the names alone, as the keyring now has them."""
    work.rekey(NAMES_ALONE, _fingerprints(work, work.state.shown_names))


def wrap_again(work: Work, person: Person) -> bool:
    """Wrap to somebody's new keys what they hold a seat in, and drop what was wrapped to their old ones.

    Answers whether there was anything that the acting member's keys reach.
    """
    circles = {COMMITTEE: work.state.readers, COUNCIL: (*work.state.readers, *work.state.council_readers)}
    changed = False
    for circle, holders in circles.items():
        if person.member not in holders or not reaches(work, circle) or work.keys is None:
            continue
        keyring = rooms.admit(work.file.keyring, work.keys, circle, person.box)
        if keyring != work.file.keyring:
            boxes = _boxes(work, holders)
            for old in keyring.recipients(circle, keyring.current_epoch(circle) or 0):
                keyring = keyring if old in boxes else keyring.without(old, circle)
            work.hold(keyring)
            work.rekey(circle, _fingerprints(work, holders))
            changed = True
    return _names_again(work, person) or _look_again(work, person) or changed


def _names_again(work: Work, person: Person) -> bool:
    """The same for a newcomer who holds the names alone."""
    if person.member not in work.state.shown_names or not reaches(work, COMMITTEE):
        return False
    if person.box in {wrap.recipient for wrap in work.file.keyring.wraps_of(NAMES_ALONE)}:
        return False
    wrap_single(work, rooms.NAMES, person.member)
    boxes = _boxes(work, work.state.shown_names)
    for wrap in work.file.keyring.wraps_of(NAMES_ALONE):
        if wrap.recipient not in boxes:
            work.hold(work.file.keyring.without(wrap.recipient, NAMES_ALONE))
    return True


def _look_again(work: Work, person: Person) -> bool:
    """A look that is in force opens to somebody's new keys as it did to their old ones."""
    held = any(wrap.room == COMMITTEE for wrap in work.file.keyring.wraps_for(person.box))
    if held or person.member not in lookers(work.state, work.now) or not reaches(work, COMMITTEE):
        return False
    current = _boxes(work, (look.member for look in work.state.looks.values() if holds_keys(look)))
    for wrap in work.file.keyring.wraps_of(SINGLE_ROOM + COMMITTEE):
        if wrap.recipient not in current:
            _drop_single_rooms(work, wrap.recipient)
    lines = (rooms.line(party) for party in lines_of(work))
    open_rooms_to(work, person.member, (COMMITTEE, rooms.NAMES, *lines))
    return True


def _boxes(work: Work, members: Iterable[Member]) -> list[bytes]:
    return [work.roster.people[m].box for m in members]


def _fingerprints(work: Work, members: Iterable[Member]) -> list[str]:
    return [work.roster.people[m].fingerprint.hex() for m in members]


def _person(seat: Seat, member: Member) -> Person:
    person = seat.roster.people.get(member)
    if person is None or person.has_left:
        raise RefusedError(Refused(say("There is no such member."), Clause.RECUSAL))
    if not person.is_seconded:
        raise RefusedError(
            Refused(say("A second member has to sign for them first, who heard the six words too."), Clause.ARCHIVE)
        )
    return person


def lines_of(work: Work) -> tuple[Party, ...]:
    """The parties whose line has a room."""
    found = {name.removeprefix("line:") for name, _ in work.file.keyring.publics if name.startswith("line:")}
    return tuple(Party(name) for name in sorted(found))


__all__ = [
    "admit_held_back",
    "after_leaving",
    "answer_conflict",
    "clear",
    "close_rooms_to",
    "leave",
    "lines_of",
    "lose_keys",
    "open_council_room",
    "open_room",
    "open_rooms_to",
    "recuse",
    "seat_alternates",
    "seat_council",
    "step_back",
    "take_out",
    "take_out_named",
    "write_names",
]
