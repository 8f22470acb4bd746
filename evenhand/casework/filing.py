"""A report that reached a member is filed by them, with the original; the clocks run from then (T1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from evenhand.casework import keychanges, uploads
from evenhand.casework.errors import RefusedError
from evenhand.casework.opening import open_for, readers_shown, record_extras, record_report, seating_of, tell_readers
from evenhand.casework.reported import REPORTER, Report
from evenhand.casework.work import commit
from evenhand.people import roster
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.people.turns import taking_turns
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Actor
from evenhand.record import ledger, rooms


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the reporter was told where their case began: the first answer, and the date that was promised (R1, R12)."""

    answered_at: datetime | None = None
    promised_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """A report that reached a member by mail, chat, call or in person (T1)."""

    way: f.Way
    reached_at: datetime
    report: Report
    original: Sequence[uploads.StoredFile] = ()
    conflict: f.ConflictAnswer = f.ConflictAnswer.NONE
    steps_back: bool = False
    elsewhere: Elsewhere | None = None
    """Its case began elsewhere, and is brought in with its dates."""


def file_report(signed_in: SignedIn, reached: Reached, occasion: Occasion) -> str:
    """File a report that reached this member, with the original; the clocks run from then. Answer the case's number."""
    community, member = signed_in.community, signed_in.member
    if member in reached.report.left_out:
        raise RefusedError(Refused(say("You cannot file a report that you must not see."), Clause.RECUSAL))
    with taking_turns():
        ledger.require_no_recess(community)
        present = roster.load(community)
        seated = seating_of(community, present, reached.report, readers_shown(community, present), filer=member)
        actor = Actor.member(member)
        work = open_for(community, present, reached.report, seated, occasion, actor, signed_in.keys.signing)
        work.add(f.ConflictAnswered(reached.conflict))
        record_report(work, reached.report, reached.way, reached.reached_at)
        if reached.elsewhere is not None:
            told = reached.elsewhere
            work.add(f.BroughtIn(REPORTER, told.answered_at, told.promised_until))
        uploads.claim(reached.report.files)
        record_extras(work, reached.report)
        if reached.original:
            kind = f.EvidenceKind.MAIL if reached.way is f.Way.MAIL else f.EvidenceKind.DOCUMENT
            text = {"origin": reached.way.value, "text": "", "files": [file.as_words() for file in reached.original]}
            marks = uploads.marks(reached.original)
            filed = f.EvidenceFiled(kind, reached.reached_at, len(reached.original), marks)
            work.add(filed, rooms.line(REPORTER), text)
            uploads.claim(reached.original)
        if reached.steps_back:
            work.add(f.Recused(member, f.RecusalCause.DECLARED))
            keychanges.after_leaving(work, [member])
        tell_readers(work, reached.report)
        commit(work)
    return work.file.number
