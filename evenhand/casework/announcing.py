"""Speaking in public of no case: by the chair or the council, after a second member's check, at a day (D7).

What belongs to a case is said in that case (``publishing``). Here nothing of any case is
known: who wrote, who checked and who said it is kept sealed, the words stand in public.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from evenhand.casework.errors import RefusedError
from evenhand.casework.filled import require_filled
from evenhand.casework.publishing import Draft
from evenhand.casework.work import tell_members
from evenhand.outbox import texts
from evenhand.people import roster
from evenhand.people.communities import Community
from evenhand.people.daily import not_told_today
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member
from evenhand.record import ledger, statements
from evenhand.record.statements import Statement, Voice

__all__ = ["Waiting", "check", "draft", "drop", "said_here", "say_it", "speakers", "take_back", "voice_of", "waiting"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A text that was not said yet: who wrote it, and who has found what in it."""

    uid: bytes
    writer: Member
    written: Draft
    earlier: bytes | None
    passed: frozenset[Member]
    faults: Mapping[Member, str]

    def is_checked(self, speaker: Member) -> bool:
        """Whether a second member, neither writer nor speaker, found nothing, and nobody found a fault."""
        return not self.faults and bool(self.passed - {self.writer, speaker})


def speakers(community: Community, now: datetime) -> Mapping[Member, Voice]:
    """Who speaks for the committee, its chair or whoever stands in for an absent one; and the council (D7)."""
    people = roster.load(community)
    team = people.team()
    ranked = [m for m in (team.chair, *team.deputies) if m is not None]
    present = [m for m in ranked if not team.is_away(m, now)]
    return dict.fromkeys(team.council, Voice.COUNCIL) | dict.fromkeys((present or ranked)[:1], Voice.COMMITTEE)


def voice_of(signed_in: SignedIn, now: datetime) -> Voice:
    """For whom this member speaks; refused, with the clause, to everybody else."""
    voice = speakers(signed_in.community, now).get(signed_in.member)
    if voice is None:
        raise RefusedError(
            Refused(say("Only the chair, or the Steering Council, speaks in public."), Clause.PUBLIC_VOICE)
        )
    return voice


def draft(signed_in: SignedIn, occasion: Occasion, written: Draft, earlier: bytes | None = None) -> bytes:
    """Write a text for the public down, for a second member to check; answer its random id."""
    voice_of(signed_in, occasion.now)
    require_filled(Clause.PUBLIC_VOICE, written.title, written.text)
    uid = occasion.entropy(16)
    record = {
        "writer": signed_in.member,
        "title": written.title,
        "text": written.text,
        "language": written.language,
        "earlier": "" if earlier is None else earlier.hex(),
        "checks": {},
    }
    with transaction.atomic():
        ledger.require_no_recess(signed_in.community)
        statements.keep_announcement(signed_in.community, uid, record, occasion)
        _tell_others(signed_in, occasion)
    return uid


def check(signed_in: SignedIn, occasion: Occasion, uid: bytes, digest: str, fault: str = "") -> None:
    """Say, as a second member, that these exact words name nobody and lead to nobody, or what is the matter."""
    with transaction.atomic():
        ledger.require_no_recess(signed_in.community)
        record, text = _known(signed_in.community, uid)
        _require_the_words(text, digest)
        if text.writer == signed_in.member:
            raise RefusedError(Refused(say("Somebody other than the one who wrote it checks it."), Clause.PUBLIC_VOICE))
        checks = {**record["checks"], signed_in.member: {"digest": digest, "fault": fault}}
        statements.keep_announcement(signed_in.community, uid, {**record, "checks": checks}, occasion)


def say_it(signed_in: SignedIn, occasion: Occasion, uid: bytes, digest: str) -> None:
    """Say it in public, word for word as it was checked."""
    with transaction.atomic():
        ledger.require_no_recess(signed_in.community)
        voice = voice_of(signed_in, occasion.now)
        record, text = _known(signed_in.community, uid)
        _require_the_words(text, digest)
        if not text.is_checked(signed_in.member):
            reason = say("First a second member reads exactly these words and finds nobody in them.")
            raise RefusedError(Refused(reason, Clause.PUBLIC_VOICE))
        said = _new(signed_in.community, occasion, voice, text.written.language)
        spoken = Statement(
            uid=said.uid,
            day=said.day,
            voice=voice,
            language=said.language,
            title=text.written.title,
            text=text.written.text,
            earlier=text.earlier,
        )
        statements.publish(signed_in.community, spoken)
        known = {**record, "said": said.uid.hex(), "by": signed_in.member, "day": said.day.isoformat()}
        statements.keep_announcement(signed_in.community, uid, known, occasion)


def drop(signed_in: SignedIn, uid: bytes) -> None:
    """Forget a text that nobody said; only its writer can."""
    with transaction.atomic():
        _, text = _known(signed_in.community, uid)
        if text.writer != signed_in.member:
            raise RefusedError(Refused(say("Only the one who wrote it can drop it."), Clause.PUBLIC_VOICE))
        statements.drop_announcement(signed_in.community, uid)


def take_back(signed_in: SignedIn, occasion: Occasion, public: bytes) -> None:
    """Take back what was said here: at once, as nothing is said by it that needs a check."""
    with transaction.atomic():
        ledger.require_no_recess(signed_in.community)
        voice = voice_of(signed_in, occasion.now)
        said = said_here(signed_in.community, public)
        gone = any(one.withdraws for one in statements.followers(signed_in.community, public))
        if said is None or gone:
            raise RefusedError(Refused(say("No such statement stands in public."), Clause.PUBLIC_VOICE))
        taken_back = _new(signed_in.community, occasion, voice, said.language, earlier=public)
        statements.publish(signed_in.community, taken_back)


def waiting(community: Community) -> tuple[Waiting, ...]:
    """Texts that wait for their check, or to be said."""
    found = statements.announcements(community)
    return tuple(_waiting(uid, record) for uid, record in found.items() if not record.get("said"))


def waits_for(community: Community, member: Member) -> bool:
    """Whether a text waits for a check by this member: another wrote it, and nobody has checked it."""
    return any(one.writer != member and not one.passed and not one.faults for one in waiting(community))


def said_here(community: Community, public: bytes) -> Statement | None:
    """A statement of no case by its public id; one of a case is corrected and taken back in its case."""
    said = {record.get("said") for record in statements.announcements(community).values()}
    return statements.find(community, public) if public.hex() in said else None


def _known(community: Community, uid: bytes) -> tuple[dict[str, Any], Waiting]:
    record = statements.announcement(community, uid)
    if record is None or record.get("said"):
        raise RefusedError(Refused(say("There is no such text."), Clause.PUBLIC_VOICE))
    return record, _waiting(uid, record)


def _waiting(uid: bytes, record: Mapping[str, Any]) -> Waiting:
    written = Draft(record["title"], record["text"], record["language"])
    checks = {m: c for m, c in record["checks"].items() if c["digest"] == written.digest}
    return Waiting(
        uid=uid,
        writer=Member(record["writer"]),
        written=written,
        earlier=bytes.fromhex(record["earlier"]) or None,
        passed=frozenset(Member(m) for m, c in checks.items() if not c["fault"]),
        faults={Member(m): c["fault"] for m, c in checks.items() if c["fault"]},
    )


def _require_the_words(text: Waiting, digest: str) -> None:
    if text.written.digest != digest:
        reason = say("These are not the words that were written down. A changed text is a new one.")
        raise RefusedError(Refused(reason, Clause.PUBLIC_VOICE))


def _new(
    community: Community, occasion: Occasion, voice: Voice, language: str, earlier: bytes | None = None
) -> Statement:
    day = statements.today(community, occasion)
    withdraws = earlier is not None
    return Statement(
        uid=occasion.entropy(16), day=day, voice=voice, language=language, earlier=earlier, withdraws=withdraws
    )


def _tell_others(signed_in: SignedIn, occasion: Occasion) -> None:
    """Whoever could check it hears, at most once a day, that something is to be done."""
    everybody = [p.member for p in roster.load(signed_in.community).present if p.member != signed_in.member]
    fresh = not_told_today(signed_in.community, everybody, occasion.now)
    tell_members(signed_in.community, fresh, texts.Text.DIGEST, occasion)
