"""A reporter withdraws: no contact, the identity erased, the report kept for a pattern (K1, THREATS 4.16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from evenhand.casework import portal, words
from evenhand.casework.seats import PartySeat, Seat
from evenhand.casework.work import Work, act, commit
from evenhand.outbox import queue
from evenhand.people import communities
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.facts import CLERK, Party
from evenhand.procedure.state import fold
from evenhand.procedure.withdrawing import erasures
from evenhand.record import erasing, ledger, parties, rooms
from evenhand.vault.keyring import COMMITTEE, SINGLE_ROOM

__all__ = ["erase_what_is_due", "hold", "record", "record_taken_back", "release", "second", "take_back", "withdraw"]


def withdraw(seat: PartySeat, occasion: Occasion, way: f.Withdrawal, text: str = "") -> None:
    """Withdraw in one of the three ways; why is nobody's business, and can be said (K1)."""
    with act(seat, occasion) as work:
        if way in work.state.parties[seat.party].withdrawn:
            return  # a double click
        _add(work, _withdrawn(work, seat.party, way), rooms.line(seat.party), text)
        portal.tell_owner(work)


def take_back(seat: PartySeat, occasion: Occasion, way: f.Withdrawal, text: str = "") -> None:
    """Take it back: an erasure until it was done (K1)."""
    with act(seat, occasion) as work:
        if way not in work.state.parties[seat.party].withdrawn:
            return
        _add(work, f.WithdrawalTakenBack(seat.party, way), rooms.line(seat.party), text)
        portal.tell_owner(work)


def record(seat: Seat, occasion: Occasion, party: Party, way: f.Withdrawal, text: str) -> None:
    """Write down what a reporter said another way; an erasure waits for a second member (K1)."""
    with act(seat, occasion) as work:
        work.add(_withdrawn(work, party, way), COMMITTEE, {"text": text})
        work.tell_members(work.others())


def record_taken_back(seat: Seat, occasion: Occasion, party: Party, way: f.Withdrawal, text: str) -> None:
    """Write down that a reporter took it back (K1)."""
    with act(seat, occasion) as work:
        work.add(f.WithdrawalTakenBack(party, way), COMMITTEE, {"text": text})
        work.tell_members(work.others())


def second(seat: Seat, occasion: Occasion, party: Party) -> None:
    """Confirm, as a second member, that the reporter asked to be erased (K1)."""
    with act(seat, occasion) as work:
        work.add(f.ErasureSeconded(party))
        erase_what_is_due(work)


def hold(seat: Seat, occasion: Occasion, party: Party, until: datetime, reason: str) -> None:
    """Ask to wait with an erasure, for a reason; from the second member on it waits (K1)."""
    with act(seat, occasion) as work:
        work.add(f.ErasureHeld(party, until), COMMITTEE, {"text": reason})
        work.tell_members(work.others())


def release(seat: Seat, occasion: Occasion, party: Party, reason: str) -> None:
    """See no reason to wait any longer; from the second member on nothing holds it (K1)."""
    with act(seat, occasion) as work:
        work.add(f.ErasureReleased(party), COMMITTEE, {"text": reason})
        if not erase_what_is_due(work):
            work.tell_members(work.others())


def erase_what_is_due(work: Work) -> int:
    """Erase whose time has come: the clerk needs no key for it, and signs what follows from a signed wish (4.16).

    Their words, name, address and files, what leads to their line, and what waits to be sent to them.
    """
    due = erasures(work.state, work.policy, work.now)
    for erasure in due:
        party = erasure.party
        wish = work.state.parties[party].erasure
        files = () if wish is None else wish.files
        recorded = work.add_as_clerk(erasure)
        erasing.erase(work.file, party, recorded, files)
        work.hold(work.file.keyring.without_circle(f"{SINGLE_ROOM}{rooms.line(party)}"))
        parties.forget(work.community, work.file.uid, party)
        queue.drop_for(work.community, work.file.number, party)
        _erase_where_it_was(work, party, files)
    if due:
        work.tell_members(work.state.readers)
    return len(due)


def _erase_where_it_was(work: Work, party: Party, files: tuple[str, ...]) -> None:
    """The same words stand in the case from which the report came: they go there too, and in every one before it."""
    for brought in [recorded.happened.fact for recorded in work.file.entries]:
        if not isinstance(brought, f.ReportBrought) or brought.party != party:
            continue
        file = ledger.load(work.community, bytes.fromhex(brought.origin), lock=True)
        state = fold(recorded.happened for recorded in file.entries)
        policy = communities.manual(work.community.pk, state.manual).policy
        there = Work(work.community, work.occasion, file, state, work.roster, policy, CLERK, clerks().signing)
        erasing.erase(there.file, brought.was, there.add_as_clerk(f.IdentityErased(brought.was)), files)
        commit(there)
        _erase_where_it_was(there, brought.was, files)


def _add(work: Work, fact: f.Fact, room: str, text: str) -> None:
    if text.strip():
        work.add(fact, room, {"text": text})
    else:
        work.add(fact)


def _withdrawn(work: Work, party: Party, way: f.Withdrawal) -> f.Withdrawn:
    files = tuple(_files_of_line(work, party)) if way is f.Withdrawal.ERASURE else ()
    return f.Withdrawn(party, way, files)


def _files_of_line(work: Work, party: Party) -> Iterator[str]:
    """The ids of all files in a line: who asks holds the line, and the clerk who erases does not."""
    if work.keys is None:
        return
    entries = [one for one in work.file.entries if one.room == rooms.line(party)]
    opened = rooms.read(work.file, work.keys, entries)
    found = (uid for raw in opened.values() for uid in _ids(words.decode(raw)))
    yield from sorted(set(found))


def _ids(body: object) -> Iterator[str]:
    """A file stands in words as an id with its key, wherever it stands."""
    match body:
        case {"id": str(uid), "key": str()}:
            yield uid
        case dict():
            for value in body.values():
                yield from _ids(value)
        case list():
            for value in body:
                yield from _ids(value)
