"""Speaking in public of a case: the text, its check, the law, the saying of it, taking it back (D3c, D3e, D7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from evenhand.casework import naming, words
from evenhand.casework.errors import RefusedError
from evenhand.casework.filled import require_filled
from evenhand.casework.seats import Seat
from evenhand.casework.talking import digest_of
from evenhand.casework.work import Work, act
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.agreement import acting_chair
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Fact
from evenhand.record import rooms, statements
from evenhand.record.ledger import CaseFile
from evenhand.record.statements import Statement, Voice
from evenhand.vault.keyring import COMMITTEE

__all__ = ["Check", "Draft", "Where", "check", "draft", "make", "names_in", "review", "text_of", "withdraw"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text for the public, exactly as it will be said."""

    title: str
    text: str
    language: str
    why_named: str = ""
    """Why the person is named, where a reprimand names them."""

    @property
    def digest(self) -> str:
        """What a check is bound to: title and text, nothing of it changed."""
        return digest_of(f"{self.language}\n{self.title}\n{self.text}")


@dataclass(frozen=True, slots=True)
class Check:
    """What a second member found in a text."""

    nobody_recognised: bool
    only_behaviour: bool
    was_heard: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a text was said: a space of the community, another place for a reason, the public page."""

    space: str = ""
    why_elsewhere: str = ""
    link: str = ""
    on_page: bool = True


def draft(
    seat: Seat,
    occasion: Occasion,
    written: Draft,
    *,
    measure: int | None = None,
    corrects: int | None = None,
    seen: int | None = None,
) -> None:
    """Write a text for the public, for an agreed measure or for none (D7). A changed text is a new one."""
    with act(seat, occasion, seen) as work:
        version = 0 if measure is None else len(work.state.proposals)
        number = len(work.state.statements) + 1
        named = bool(written.why_named.strip())
        fact = f.StatementDrafted(number, written.digest, measure, version, corrects, named)
        body = {"title": written.title, "text": written.text, "language": written.language}
        work.add(fact, COMMITTEE, {**body, "why_named": written.why_named})
        require_filled(Clause.PUBLIC_VOICE, written.title, written.text)
        work.tell_members(work.others())


def check(seat: Seat, occasion: Occasion, number: int, found: Check) -> None:
    """Say, as a second member, what these exact words would tell whom (D3e, D7)."""
    with act(seat, occasion) as work:
        written = _read(work, number)
        fact = f.StatementChecked(
            statement=number,
            digest=written.digest,
            nobody_recognised=found.nobody_recognised,
            only_behaviour=found.only_behaviour,
            was_heard=found.was_heard,
        )
        work.add(fact, COMMITTEE, {"text": found.text})
        work.tell_members(work.others())


def review(seat: Seat, occasion: Occasion, number: int, text: str) -> None:
    """Write down who read these words for the law, and what they said (D3e, local)."""
    with act(seat, occasion) as work:
        work.add(f.StatementReviewed(number, _read(work, number).digest), COMMITTEE, {"text": text})
        work.tell_members(work.others())


def make(seat: Seat, occasion: Occasion, number: int, where: Where, seen: int | None = None) -> None:
    """Say it in public, word for word as it was checked; what carries a measure out is carried out by it (D3c, D3e)."""
    with act(seat, occasion, seen) as work:
        written = _read(work, number)
        known = work.state.statements.get(number)
        said = _said_in_public(work, written, known.corrects if known is not None else None)
        elsewhere = bool(where.why_elsewhere.strip())
        fact = f.StatementMade(number, written.digest, where.space, elsewhere, where.on_page)
        body = {
            "title": written.title,
            "text": written.text,
            "link": where.link,
            "why_elsewhere": where.why_elsewhere,
            "public": said.uid.hex() if where.on_page else "",
        }
        work.add(fact, COMMITTEE, body)
        if known is not None and known.measure is not None:
            work.add(f.MeasureEnacted(known.proposal, known.measure))
        if where.on_page:
            statements.publish(work.community, said)
        work.tell_members(work.others())


def withdraw(seat: Seat, occasion: Occasion, number: int, reason: str) -> None:
    """Take a statement back: the page says so, and no longer shows its words (D7)."""
    with act(seat, occasion) as work:
        work.add(f.StatementWithdrawn(number), COMMITTEE, {"text": reason})
        earlier = _public_uid(work, number)
        if earlier is not None:
            taken_back = _new(work, language=work.community.language)
            statements.publish(work.community, replace(taken_back, earlier=earlier, withdraws=True))
        work.tell_members(work.others())


def text_of(file: CaseFile, keys: rooms.Keys, number: int) -> Draft | None:
    """The exact words of a text, as these keys open them."""
    said = _words(file, keys, f.StatementDrafted, number)
    if said is None:
        return None
    return Draft(str(said["title"]), str(said["text"]), str(said["language"]), str(said.get("why_named") or ""))


def names_in(seat: Seat, text: str, kinds: Iterable[type[Fact]] = (f.NamesWritten, f.IdentityGiven)) -> tuple[str, ...]:
    """Words of a text for the public that stand among the names of its case, in rooms that this member has opened.

    Whoever has not opened a room is told nothing that stands there: no guess leads to a name (K1).

    Whoever reported gave theirs (`IdentityGiven`), and everybody wrote down who was involved; some of it is no name,
    so nothing is refused for it: people say what it is.
    """
    found = (recorded for kind in kinds for recorded in seat.file.of(kind))
    kept = [one for one in found if seat.may_open(one) and (one.room, seat.member) in seat.state.opened_rooms]
    opened = rooms.read(seat.file, seat.keys, kept)
    return naming.standing_in(text, (str(words.decode(raw).get("text") or "") for raw in opened.values()))


def _read(work: Work, number: int) -> Draft:
    found = None if work.keys is None else text_of(work.file, work.keys, number)
    if found is None:
        raise RefusedError(Refused(say("There is no such text."), Clause.PUBLIC_VOICE))
    return found


def _words(file: CaseFile, keys: rooms.Keys, kind: type[Fact], number: int) -> Mapping[str, Any] | None:
    """The words of the fact of this kind about this statement, if there is one that opens."""
    for recorded in file.entries:
        fact = recorded.happened.fact
        if isinstance(fact, kind) and getattr(fact, "statement", None) == number:
            opened = rooms.read(file, keys, [recorded])
            return words.decode(opened[recorded.entry]) if recorded.entry in opened else None
    return None


def _public_uid(work: Work, number: int) -> bytes | None:
    """Under which random id a statement stands on the public page, if it stands there."""
    said = None if work.keys is None else _words(work.file, work.keys, f.StatementMade, number)
    return bytes.fromhex(str(said["public"])) if said is not None and said.get("public") else None


def _said_in_public(work: Work, written: Draft, corrects: int | None) -> Statement:
    said = _new(work, language=written.language)
    earlier = None if corrects is None else _public_uid(work, corrects)
    return replace(said, title=written.title, text=written.text, earlier=earlier)


def _new(work: Work, *, language: str) -> Statement:
    """A new statement of today; its id comes from nothing in the case."""
    chair = acting_chair(work.state, work.team, work.now)
    voice = Voice.COMMITTEE if chair == work.actor.who else Voice.COUNCIL
    day = statements.today(work.community, work.occasion)
    return Statement(uid=work.occasion.entropy(16), day=day, voice=voice, language=language)
