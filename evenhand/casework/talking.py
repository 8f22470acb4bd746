"""Speaking with the parties: letters, questions, contacting anyone, invitations (R1 to R3, R12, V1, V6)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from evenhand.casework import keychanges
from evenhand.casework.errors import RefusedError
from evenhand.casework.filled import require_filled
from evenhand.casework.seats import Seat
from evenhand.casework.work import Work, act, link
from evenhand.outbox import queue, texts
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member, Party
from evenhand.procedure.recognising import could_recognise
from evenhand.procedure.state import PartyState
from evenhand.record import parties, rooms
from evenhand.vault.invitation import Token, new_token, token_keys
from evenhand.vault.keyring import COMMITTEE

INVITE = "/{slug}/portal/invitation/{token}/"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a member writes to a party. ``could_tell`` answers V1's question, where it is asked of this reader."""

    text: str
    via: f.Via = f.Via.LINE
    could_tell: bool | None = None
    why_other_way: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that was made for somebody: mailed, or shown once to hand over another way."""

    token: Token = field(repr=False)
    mailed: bool


def write(  # noqa: PLR0913 - to whom, what, about what, by when
    seat: Seat,
    occasion: Occasion,
    kind: f.LetterKind,
    to: Party,
    letter: Letter,
    *,
    refers: int | None = None,
    until: datetime | None = None,
    seen: int | None = None,
) -> None:
    """Write a letter of any kind that needs nothing else: acknowledgement, message, update, last letter."""
    with act(seat, occasion, seen) as work:
        send(work, kind, to, letter, refers=refers, until=until)


def send(  # noqa: PLR0913 - as above, and whether a mail tells of it
    work: Work,
    kind: f.LetterKind,
    to: Party,
    letter: Letter,
    *,
    refers: int | None = None,
    until: datetime | None = None,
    digest: str = "",
    tells: bool = True,
) -> None:
    """Lay a letter in a party's line, and mail it too where its writer chose that (THREATS 4.12).

    ``tells`` is off where what carries the letter tells of it: an invitation.
    """
    party = work.state.parties.get(to)
    could_tell = None if party is None else answered(work, party, letter.could_tell)
    require_filled(Clause.PERSONAL, letter.text)
    fact = f.LetterSent(kind, to, letter.via, refers, until, digest)
    text = {"text": letter.text, "could_tell": could_tell, "why_other_way": letter.why_other_way}
    recorded = work.add(fact, rooms.line(to), text)
    if letter.via is f.Via.MAIL:
        _mail(work, to, letter.text, recorded.entry)
    elif tells:
        work.tell_party(to)


def answered(work: Work, reader: PartyState | None, could_tell: bool | None) -> bool | None:  # noqa: FBT001 - an answer
    """What of the answer whether this reader could tell who reported stands beside the letter (V1).

    Nothing in a reporter's own line, where it would say that there is another reporter (K1). Raises `RefusedError`
    where it was not answered and has to be.
    """
    if could_tell is None and could_recognise(work.state, reader):
        raise RefusedError(Refused(say("First answer: could this reader tell from it who reported?"), Clause.PERSONAL))
    return None if reader is not None and reader.role is f.Role.REPORTER else could_tell


def ask(seat: Seat, occasion: Occasion, to: Party, letter: Letter, until: datetime, seen: int | None = None) -> None:
    """Ask a party something, with the date by which an answer is hoped for (R2)."""
    with act(seat, occasion, seen) as work:
        send(work, f.LetterKind.QUESTION, to, letter, refers=len(work.state.questions) + 1, until=until)


def settle_message(seat: Seat, occasion: Occasion, party: Party, reason: str) -> None:
    """A party's message was read and needs no reply, for a reason (V1)."""
    with act(seat, occasion) as work:
        work.add(f.MessageSettled(party), COMMITTEE, {"text": reason})


def propose_contact(
    seat: Seat,
    occasion: Occasion,
    role: f.Role,
    plan: str,
    *,
    member: Member | None = None,
    seen: int | None = None,
) -> Party:
    """Propose to contact somebody: who, when and what will be said (R3). Answer their handle in this case."""
    with act(seat, occasion, seen) as work:
        handle = _next_handle(work, role)
        number = len(work.state.contacts) + 1
        work.add(f.ContactProposed(number, handle, role, member), COMMITTEE, {"text": plan})
        if member is not None:
            keychanges.take_out_named(work, [member])
        work.tell_members(work.others())
    return handle


def tell_of_contact(
    seat: Seat,
    occasion: Occasion,
    reporter: Party,
    contact: int,
    letter: Letter,
    until: datetime,
    seen: int | None = None,
) -> None:
    """Tell a reporter who will be asked, when and what, and until when they may object (R3)."""
    with act(seat, occasion, seen) as work:
        send(work, f.LetterKind.CONTACT_NOTICE, reporter, letter, refers=contact, until=until)


def record_objection(
    seat: Seat, occasion: Occasion, reporter: Party, contact: int, text: str, *, objects: bool
) -> None:
    """Write down what a reporter said another way about a contact of which they were told (R3)."""
    with act(seat, occasion) as work:
        work.add(f.ContactAnswered(contact, reporter, objects), COMMITTEE, {"text": text})


def record_answer(seat: Seat, occasion: Occasion, party: Party, question: int, text: str) -> None:
    """Write down what somebody answered another way than on their page, so that nobody waits for it (R2)."""
    with act(seat, occasion) as work:
        work.add(f.QuestionAnswered(party, question), COMMITTEE, {"text": text})


def take_back_contact(seat: Seat, occasion: Occasion, contact: int, reason: str) -> None:
    """Take back a contact that was proposed by mistake, and say what the mistake was (R3)."""
    with act(seat, occasion) as work:
        work.add(f.ContactTakenBack(contact), COMMITTEE, {"text": reason})
        work.tell_members(work.others())


def weigh_objection(seat: Seat, occasion: Occasion, contact: int, reason: str, *, go_on: bool) -> None:
    """Weigh a reporter's objection; it is no veto (R3)."""
    with act(seat, occasion) as work:
        work.add(f.ObjectionWeighed(contact, go_on), COMMITTEE, {"text": reason})


def second_contact(seat: Seat, occasion: Occasion, contact: int) -> None:
    """Agree to a contact, as a second member (R3)."""
    with act(seat, occasion) as work:
        work.add(f.ContactSeconded(contact))


def invite(
    seat: Seat,
    occasion: Occasion,
    party: Party,
    letter: Letter,
    *,
    address: str = "",
    answer_by: datetime | None = None,
    seen: int | None = None,
) -> Invitation:
    """Invite somebody to their own line by a personal letter; the letter may ask them something (R3, THREATS 4.8)."""
    token = new_token(occasion.entropy)
    until = occasion.now + seat.policy.invitation_lives
    with act(seat, occasion, seen) as work:
        keys = token_keys(token, work.community.place)
        via = f.Via.MAIL if address.strip() else f.Via.OTHER
        before = work.state.parties.get(party)
        invited = work.add(f.Invited(party, until, via))
        open_line(work, party)
        if before is not None and before.invited_until is not None:
            parties.drop_invitations(work.community, work.file.uid, party)
        if work.keys is not None:
            # An earlier invitation of the same person opens nothing any more.
            work.hold(work.file.keyring.without_circle(f"room:{rooms.line(party)}"))
            work.hold(rooms.wrap_line(work.file.keyring, work.keys, party, keys.box.public))
        publics = f"{keys.box.public.hex()}:{keys.signing.public.hex()}"
        epoch = work.file.keyring.current_room_epoch(rooms.line(party)) or 0
        work.add_as_clerk(f.KeysChanged(f"room:{rooms.line(party)}", epoch, (publics,)))
        if address.strip():
            work.add(f.AddressGiven(party), rooms.line(party), {"address": address.strip()})
        kind, number = f.LetterKind.FIRST_CONTACT, None
        if answer_by is not None:
            kind, number = f.LetterKind.QUESTION, len(work.state.questions) + 1
        quiet = Letter(letter.text, f.Via.OTHER, letter.could_tell, letter.why_other_way)
        send(work, kind, party, quiet, refers=number, until=answer_by, tells=False)
        parties.keep(work.community, keys, work.file.uid, party, occasion, invitation_until=until)
        if address.strip():
            _mail_invitation(work, party, letter.text, token, address.strip(), invited.entry)
    return Invitation(token, mailed=bool(address.strip()))


def invite_anew(
    seat: Seat,
    occasion: Occasion,
    party: Party,
    letter: Letter,
    how_known: str,
    *,
    address: str = "",
    seen: int | None = None,
) -> Invitation:
    """A link for somebody who was invited and has lost their words; the old ones last until it is used (THREATS 4.8).

    What a member's keys open of the line is wrapped to it, no more. The others of the case hear at once.
    """
    token = new_token(occasion.entropy)
    until = occasion.now + seat.policy.invitation_lives
    with act(seat, occasion, seen) as work:
        keys, room = token_keys(token, work.community.place), rooms.line(party)
        via = f.Via.MAIL if address.strip() else f.Via.OTHER
        work.add(f.InvitedAnew(party, until, via), COMMITTEE, {"text": how_known})
        require_filled(Clause.PERSONAL, how_known)
        for earlier in parties.drop_invitations(work.community, work.file.uid, party):
            work.hold(work.file.keyring.without(earlier))
        if work.keys is not None:
            work.hold(rooms.wrap_line(work.file.keyring, work.keys, party, keys.box.public))
        publics = f"{keys.box.public.hex()}:{keys.signing.public.hex()}"
        epoch = work.file.keyring.current_room_epoch(room) or 0
        work.add_as_clerk(f.KeysChanged(f"room:{room}", epoch, (publics,)))
        if address.strip():
            work.add(f.AddressGiven(party), room, {"address": address.strip()})
        quiet = Letter(letter.text, f.Via.OTHER, letter.could_tell, how_known)
        send(work, f.LetterKind.MESSAGE, party, quiet, tells=False)
        parties.keep(work.community, keys, work.file.uid, party, occasion, invitation_until=until)
        if address.strip():
            _mail_invitation(work, party, letter.text, token, address.strip())
        work.tell_members(work.others(), at_once=True)
    return Invitation(token, mailed=bool(address.strip()))


def not_reached(seat: Seat, occasion: Occasion, party: Party, tried: str) -> None:
    """Record that somebody could not be reached, and what was tried (R4, D4)."""
    with act(seat, occasion) as work:
        work.add(f.NotReached(party), COMMITTEE, {"text": tried})


def came_back(seat: Seat, occasion: Occasion, entry: str) -> None:
    """Record that a mailed letter came back: the duty that it met stands again (THREATS 4.12)."""
    with act(seat, occasion) as work:
        work.add_as_clerk(f.LetterCameBack(entry))


def mark_newcomer(seat: Seat, occasion: Occasion, party: Party) -> None:
    """Note that a party is new to the community (V6)."""
    with act(seat, occasion) as work:
        work.add(f.NewcomerMarked(party))


def offer_support(seat: Seat, occasion: Occasion, party: Party, letter: Letter, seen: int | None = None) -> None:
    """Offer support to somebody who is new, in a letter to them (V6)."""
    with act(seat, occasion, seen) as work:
        send(work, f.LetterKind.MESSAGE, party, letter)
        work.add(f.SupportSettled(party, offered=True))


def offer_no_support(seat: Seat, occasion: Occasion, party: Party, reason: str) -> None:
    """Record why somebody who is new is offered no support (V6)."""
    with act(seat, occasion) as work:
        work.add(f.SupportSettled(party, offered=False), COMMITTEE, {"text": reason})


def open_line(work: Work, party: Party) -> None:
    """Publish the key of a party's line in the newest epoch, if it has none yet."""
    room = rooms.line(party)
    epoch = work.file.keyring.current_epoch(COMMITTEE) or 0
    if work.keys is None or (room, epoch) in work.file.keyring.publics:
        return
    work.hold(rooms.with_rooms(work.file.keyring, work.keys, epoch, [room]))


def _next_handle(work: Work, role: f.Role) -> Party:
    taken = {*work.state.parties, *(c.party for c in work.state.contacts.values())}
    number = 1
    while f"{role}-{number}" in taken:
        number += 1
    return Party(f"{role}-{number}")


def _mail(work: Work, to: Party, letter: str, entry: bytes) -> None:
    address = work.address_of(to)
    if not address:
        raise RefusedError(
            Refused(
                say("There is no address for this person. Send the letter to their page, or another way."),
                Clause.PERSONAL,
            )
        )
    language = work.state.parties[to].language
    text = texts.write(texts.Text.LETTER, language, link=link(work.community), letter=letter)
    _queue(work, to, address, text, entry)


def _mail_invitation(work: Work, party: Party, letter: str, token: Token, address: str, entry: bytes = b"") -> None:
    base = work.community.says("address").rstrip("/")
    where = base + INVITE.format(slug=work.community.slug, token=token)
    language = work.state.parties[party].language
    text = texts.write(texts.Text.INVITATION, language, link=where, letter=letter, span=work.policy.invitation_lives)
    _queue(work, party, address, text, entry)


def _queue(work: Work, to: Party, address: str, text: texts.Written, entry: bytes) -> None:
    number = work.file.number
    mail = queue.Mail(queue.Kind.LETTER, address, text.subject, text.body, case=number, entry=entry.hex(), party=to)
    queue.put(work.community, mail, work.occasion)


def digest_of(text: str) -> str:
    """The hash by which a letter names the exact text it explains (D1)."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
