"""The pages of speaking in public of no case, as frozen values (D7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from evenhand.casework import announcing, hearing_us
from evenhand.casework.announcing import Waiting
from evenhand.casework.errors import RefusedError
from evenhand.casework.hearing_us import Heard, Voice
from evenhand.doors.desk.names import Names
from evenhand.outbox.wording import Remark, remarks
from evenhand.people import communities, roster
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member
from evenhand.shell.addresses import address
from evenhand.shell.clauses import clause_text
from evenhand.shell.pages import Page
from evenhand.shell.parts import ClauseText
from evenhand.shell.sessions import MemberAsking


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """A text that was not said yet."""

    title: str
    by: str
    stands: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """A statement that was said, and where it can be set right by who may."""

    title: str
    day: date
    address: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakPage(Page):
    """Who speaks, what waits, what was said."""

    clause: ClauseText
    who: str
    may_speak: bool
    waiting: tuple[WaitingRow, ...]
    said: tuple[SaidRow, ...]
    public: str
    action: str
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage(Page):
    """One text that waits, word for word, and what this member can do with it."""

    clause: ClauseText
    heading: str
    text: str
    language: str
    by: str
    stands: str
    remarks: tuple[Remark, ...]
    faults: tuple[str, ...]
    may_check: bool
    may_say: bool
    may_drop: bool
    all: str
    action: str
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage(Page):
    """A statement that was said: a correction, or taking it back."""

    clause: ClauseText
    heading: str
    text: str
    language: str
    all: str
    action: str
    refused: str = ""


def speak_page(request: MemberAsking, problem: RefusedError | None = None) -> SpeakPage:
    """The whole page."""
    community, names = request.community, names_for(request)
    speakers = announcing.speakers(community, request.moment)
    return SpeakPage(
        title=_("Speak in public"),
        clause=clause_text(Clause.PUBLIC_VOICE),
        who=who_speaks(speakers, names),
        may_speak=request.signed_in.member in speakers,
        waiting=tuple(_row(request, text, names) for text in announcing.waiting(community)),
        said=tuple(_said(request, one, speakers) for one in hearing_us.heard(community)),
        public=address(request, "public:statements"),
        action=address(request, "desk:speak"),
        refused="" if problem is None else _(problem.reason),
    )


def text_page(request: MemberAsking, text: Waiting, problem: RefusedError | None = None) -> TextPage:
    """One text, for this member."""
    me, names = request.signed_in.member, names_for(request)
    speaks = me in announcing.speakers(request.community, request.moment)
    return TextPage(
        title=_("A text for the public"),
        clause=clause_text(Clause.PUBLIC_VOICE),
        heading=text.written.title,
        text=text.written.text,
        language=text.written.language,
        by=names.you_or(text.writer),
        stands=stands(text, names),
        remarks=remarks(text.written.text, communities.manual(request.community.pk, request.community.manual)),
        faults=tuple(f"{names.you_or(member)}: {fault}" for member, fault in text.faults.items()),
        may_check=me != text.writer,
        may_say=speaks and text.is_checked(me),
        may_drop=me == text.writer,
        all=address(request, "desk:speak"),
        action=address(request, "desk:speak-text", text=text.uid.hex()),
        refused="" if problem is None else _(problem.reason),
    )


def change_page(request: MemberAsking, heard: Heard, problem: RefusedError | None = None) -> ChangePage:
    """A statement that was said."""
    said = heard.said
    return ChangePage(
        title=_("Correct or take back"),
        clause=clause_text(Clause.PUBLIC_VOICE),
        heading=said.title,
        text=said.text,
        language=said.language,
        all=address(request, "desk:speak"),
        action=address(request, "desk:speak-said", said=said.uid.hex()),
        refused="" if problem is None else _(problem.reason),
    )


def names_for(request: MemberAsking) -> Names:
    """Names for this member."""
    return Names(roster.load(request.community), request.signed_in.member)


def who_speaks(speakers: Mapping[Member, Voice], names: Names) -> str:
    """Everybody who can speak in public, each with for whom."""
    council = names.listed(m for m, voice in speakers.items() if voice is Voice.COUNCIL)
    chair = names.listed(m for m, voice in speakers.items() if voice is Voice.COMMITTEE)
    parts = [
        _("for the committee %(who)s") % {"who": chair} if chair else "",
        _("for the council %(who)s") % {"who": council} if council else "",
    ]
    return "; ".join(part for part in parts if part)


def stands(text: Waiting, names: Names) -> str:
    """How far a text has come."""
    if text.faults:
        return _("has to be changed")
    if text.passed:
        return _("checked by %(who)s, and not said yet") % {"who": names.listed(sorted(text.passed))}
    return _("waits for somebody to check it")


def _row(request: MemberAsking, text: Waiting, names: Names) -> WaitingRow:
    return WaitingRow(
        title=text.written.title,
        by=names.you_or(text.writer),
        stands=stands(text, names),
        address=address(request, "desk:speak-text", text=text.uid.hex()),
    )


def _said(request: MemberAsking, heard: Heard, speakers: Mapping[Member, Voice]) -> SaidRow:
    """Where to set it right is shown to who may, for what was said here; nobody else sees a difference."""
    said, may = heard.said, request.signed_in.member in speakers and heard.withdrawn_by is None
    here = may and announcing.said_here(request.community, said.uid) is not None
    return SaidRow(
        title=said.title or _("A statement that was taken back"),
        day=said.day,
        address=address(request, "public:statement", uid=said.uid),
        change=address(request, "desk:speak-said", said=said.uid.hex()) if here else "",
    )
