"""What a party does in their own line: write, answer, object, say how they see the resolution (R2, R3, D5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.db import transaction

from evenhand.casework import seats, uploads, words
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import NoSuchCaseError, PartySeat
from evenhand.casework.work import Work, act
from evenhand.outbox.texts import Text
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Party
from evenhand.record import ledger, parties, rooms
from evenhand.vault.invitation import BadTokenError, parse_token, token_keys
from evenhand.vault.phrase import Phrase, phrase_from_nonce, phrase_keys

SAME_CLICK = timedelta(minutes=10)
"""The same text within this time, with nothing between, is a form that was sent twice."""


def add_to_report(seat: PartySeat, occasion: Occasion, text: str, files: Sequence[uploads.StoredFile] = ()) -> None:
    """Send more to the same report (THREATS 4.8)."""
    with act(seat, occasion) as work:
        work.add(f.ReportAddedTo(seat.party, uploads.marks(files)), *_said(seat, text, files))
        claim(work, seat.party, files)
        tell_owner(work)


def write(seat: PartySeat, occasion: Occasion, text: str, files: Sequence[uploads.StoredFile] = ()) -> None:
    """Write to the committee in one's own line (V1)."""
    _say(seat, occasion, f.MessageReceived(seat.party, uploads.marks(files)), text, files)


def answer_question(
    seat: PartySeat, occasion: Occasion, question: int, text: str, files: Sequence[uploads.StoredFile] = ()
) -> None:
    """Answer something that was asked (R2). Not answering is not an admission."""
    _say(seat, occasion, f.QuestionAnswered(seat.party, question, uploads.marks(files)), text, files)


def answer_contact(seat: PartySeat, occasion: Occasion, contact: int, text: str, *, objects: bool) -> None:
    """Object to a contact, or say that one does not (R3)."""
    _say(seat, occasion, f.ContactAnswered(contact, seat.party, objects), text, ())


def give_feedback(seat: PartySeat, occasion: Occasion, proposal: int, feedback: f.Feedback, text: str) -> None:
    """Say whether the proposed resolution is acceptable (D5)."""
    _say(seat, occasion, f.FeedbackGiven(seat.party, proposal, feedback), text, ())


def describe_file(seat: PartySeat, occasion: Occasion, number: str, text: str) -> None:
    """Say in words what one's own file shows, for those who cannot see or hear it (R8)."""
    with act(seat, occasion) as work:
        work.add(f.FileDescribed(seat.party), rooms.line(seat.party), {"file": number, "shows": text})


def give_address(seat: PartySeat, occasion: Occasion, address: str) -> None:
    """Give an address, another one, or none any more: used for "something is waiting", never shown (K1)."""
    with act(seat, occasion) as work:
        work.add(f.AddressGiven(seat.party), rooms.line(seat.party), {"address": address.strip()})


def invitation_leads_somewhere(community: Community, token: str, occasion: Occasion) -> bool:
    """Whether this link can be used; unknown, used and ended ones are answered alike."""
    try:
        record = parties.find(community, token_keys(parse_token(token), community.place), occasion)
    except BadTokenError:
        return False
    return record is not None and record.is_invitation


def take_invitation(community: Community, token: str, nonce: bytes, language: str, occasion: Occasion) -> Phrase:
    """Use an invitation: the person's own phrase holds their line from now, the link opens nothing (THREATS 4.8).

    Where it was made because they had lost the words before, those open nothing any more from here.
    """
    phrase = phrase_from_nonce(nonce)
    own = phrase_keys(phrase, community.place)
    with transaction.atomic():
        if parties.exists(community, own):
            return phrase  # reload and double click: the same phrase, once
        ledger.require_no_recess(community)
        try:
            by_token = token_keys(parse_token(token), community.place)
        except BadTokenError:
            raise NoSuchCaseError from None
        record = parties.find(community, by_token, occasion)
        if record is None or not record.is_invitation or not parties.drop(community, by_token):
            if parties.exists(community, own):
                return phrase  # the other click was done between our two looks
            raise NoSuchCaseError
        seat = seats.party_seat(community, by_token, record)
        with act(seat, occasion) as work:
            had_words = work.state.parties[record.party].has_line
            work.add(f.InvitationTaken(record.party, language))
            if had_words:
                for lost in parties.forget(community, work.file.uid, record.party):
                    work.hold(work.file.keyring.without(lost))
            if work.keys is not None:
                work.hold(rooms.wrap_line(work.file.keyring, work.keys, record.party, own.box.public))
            work.hold(work.file.keyring.without(by_token.box.public))
            publics = f"{own.box.public.hex()}:{own.signing.public.hex()}"
            room = rooms.line(record.party)
            epoch = work.file.keyring.current_room_epoch(room) or 0
            work.add_as_clerk(f.KeysChanged(f"room:{room}", epoch, (publics,)))
            parties.keep(community, own, work.file.uid, record.party, occasion)
            tell_owner(work)
    return phrase


def _say(seat: PartySeat, occasion: Occasion, fact: f.Fact, text: str, files: Sequence[uploads.StoredFile]) -> None:
    """Lay what a party says in their line, once: a double click is one message."""
    with act(seat, occasion) as work:
        if _was_said(work, seat, fact, text, files):
            return
        work.add(fact, *_said(seat, text, files))
        claim(work, seat.party, files)
        tell_owner(work)


def claim(work: Work, party: Party, files: Sequence[uploads.StoredFile]) -> None:
    """Keep what a party sends; no files while an erasure waits, which names those that it takes along (K1)."""
    if files and work.state.parties[party].erasure is not None:
        raise RefusedError(
            Refused(
                say("You asked to be erased, so no more files are taken. To send one, take that back first."),
                Clause.IDENTITY,
            )
        )
    uploads.claim(files)


def _was_said(work: Work, seat: PartySeat, fact: f.Fact, text: str, files: Sequence[uploads.StoredFile]) -> bool:
    """Whether the newest thing that stands in this line is the same, from a moment ago."""
    newest = next((r for r in reversed(work.file.entries) if r.room == rooms.line(seat.party)), None)
    if (
        newest is None
        or _but_for_files(newest.happened.fact) != _but_for_files(fact)
        or work.now - newest.happened.at > SAME_CLICK
    ):
        return False
    opened = rooms.read(work.file, seat.keys, [newest])
    said = words.decode(opened[newest.entry]) if newest.entry in opened else {}
    there = [(file["name"], file["size"]) for file in said.get("files", ())]
    return bool(said.get("text") == text and there == [(file.name, file.size) for file in files])


def _but_for_files(fact: f.Fact) -> f.Fact:
    """A file that is sent twice is sealed twice, under another key."""
    return replace(fact, sealed=()) if isinstance(fact, f.MessageReceived | f.QuestionAnswered) else fact


def _said(seat: PartySeat, text: str, files: Sequence[uploads.StoredFile]) -> tuple[str, dict[str, object]]:
    said: dict[str, object] = {"text": text}
    if files:
        said["files"] = [file.as_words() for file in files]
    return rooms.line(seat.party), said


def tell_owner(work: Work) -> None:
    """The constant sentence to whoever is on duty in this case; the others read it in their digest."""
    on_duty = [m for m in work.team.order if m in work.state.readers and not work.team.is_away(m, work.now)]
    work.tell_members(on_duty[:1] or work.state.readers[:1], Text.DIGEST)


__all__ = [
    "add_to_report",
    "answer_contact",
    "answer_question",
    "claim",
    "describe_file",
    "give_address",
    "give_feedback",
    "invitation_leads_somewhere",
    "take_invitation",
    "tell_owner",
    "write",
]
