"""What happened so far: facts in plain sentences, and the words that this reader has opened."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import seats, showing, words
from evenhand.casework.conversation import Translation, translations
from evenhand.casework.seats import Seat
from evenhand.casework.uploads import StoredFile
from evenhand.doors.desk import sentences, sentences_reports
from evenhand.doors.desk.names import Names, party_name, room_name
from evenhand.doors.desk.stretches import Stretch
from evenhand.procedure import facts as f
from evenhand.procedure.agreement import voters
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Fact
from evenhand.procedure.next_steps import Act
from evenhand.record import rooms
from evenhand.record.ledger import Recorded
from evenhand.shell.addresses import address, outside_link
from evenhand.shell.asking import Asking
from evenhand.vault.keyring import COMMITTEE

Opened = Mapping[bytes, Mapping[str, Any]]  # Any: words, as JSON has them

TOLD_ONCE = (f.ConflictAnswered,)
"""What several people say one after the other stands in one line."""

SILENT = (f.AddressGiven,)
"""Words that are used for sending and never shown (K1)."""

LABELS = {
    "title": gettext_lazy("Title"),
    "text": "",
    "when": gettext_lazy("When"),
    "where": gettext_lazy("Where"),
    "links": gettext_lazy("Links"),
    "link": gettext_lazy("Link"),
    "others_affected": gettext_lazy("Others affected, and whether they know"),
    "not_to_contact": gettext_lazy("Not to be contacted"),
    "origin": gettext_lazy("Where it comes from"),
    "reason": gettext_lazy("Reason"),
    "names": gettext_lazy("Names"),
    "what": gettext_lazy("What was said or done"),
    "told_originator": gettext_lazy("What the person was told"),
    "why_other_way": gettext_lazy("Which other way, and why"),
    "happened": gettext_lazy("What happened"),
    "violation": gettext_lazy("Whether it breaks the code"),
    "responsible": gettext_lazy("Who is responsible"),
    "ongoing": gettext_lazy("Whether it goes on, whether anybody is in danger"),
    "sections": gettext_lazy("Parts of the code"),
    "discrimination": gettext_lazy("Discrimination: what was considered"),
    "discussion": gettext_lazy("Where good discussion broke down"),
    "misunderstanding": gettext_lazy("What was misunderstood"),
    "why_unheard": gettext_lazy("Why somebody was not heard"),
    "why_despite": gettext_lazy("Why without the awaited answers"),
    "how": gettext_lazy("How they were told, and who"),
    "why_untold": gettext_lazy("Why those whom it concerns were not told before"),
    "beside": gettext_lazy("On what it rests beside the word of who withdrew, and who is at risk"),
    "comparable": gettext_lazy("Comparable earlier cases"),
    "nothing_lighter": gettext_lazy("Why nothing lighter would do"),
    "help_first": gettext_lazy("What was tried first: feedback, talk"),
    "path_back": gettext_lazy("The way back"),
    "no_path_back": gettext_lazy("No way back, because"),
    "where_settled": gettext_lazy("Where it was settled in public"),
    "other": gettext_lazy("The other response"),
    "why_not_help": gettext_lazy("Why help alone would not do"),
    "pointers": gettext_lazy("Pointers that go with it"),
    "why_named": gettext_lazy("Why the person is named"),
    "why_elsewhere": gettext_lazy("Why not where it happened"),
    "left_out": gettext_lazy("What is kept back, and why"),
}
"""What stands above each part of somebody's words; the order is the order of the page."""

CLAUSE_OF: Mapping[type[Fact], Clause] = {
    f.ConflictAnswered: Clause.CONFLICT_TOLD,
    f.ConflictQuestioned: Clause.CONFLICT_TOLD,
    f.ChairToldOfSilence: Clause.CONFLICT_TOLD,
    f.Recused: Clause.RECUSAL,
    f.Triaged: Clause.TRIAGE_FIRST,
    f.SignedOff: Clause.SIGN_OFF,
    f.ContactProposed: Clause.CONTACTING_ANYONE,
    f.EvidenceFiled: Clause.IN_WRITING,
    f.TalkSummarised: Clause.SUMMARISED_BACK,
    f.Rested: Clause.UPDATE,
    f.Determined: Clause.WHAT_HAPPENED,
    f.Proposed: Clause.CONSENSUS,
    f.PositionTaken: Clause.CONSENSUS,
    f.TurnedOver: Clause.DEADLOCK,
    f.AffectedDecided: Clause.CONSULTATION,
    f.FeedbackGiven: Clause.FEEDBACK,
    f.FeedbackWeighed: Clause.FEEDBACK,
    f.MeasureEnacted: Clause.RESPONSES,
    f.StatementDrafted: Clause.PUBLIC_VOICE,
    f.StatementChecked: Clause.PUBLIC_VOICE,
    f.StatementReviewed: Clause.PUBLIC_REPRIMAND,
    f.StatementMade: Clause.PUBLIC_VOICE,
    f.StatementWithdrawn: Clause.PUBLIC_VOICE,
    f.CoreTeamTold: Clause.COUNCIL_REPORT,
    f.CouncilReported: Clause.COUNCIL_REPORT,
    f.CouncilToldOfDelay: Clause.RECEIPT,
    f.ReopeningAsked: Clause.COUNCIL_REPORT,
    f.Reopened: Clause.COUNCIL_REPORT,
    f.ReopeningDeclined: Clause.COUNCIL_REPORT,
    f.ReviewAsked: Clause.DISCRIMINATION,
    f.FairnessAnswered: Clause.DISCRIMINATION,
    f.Withdrawn: Clause.IDENTITY,
    f.ErasureHeld: Clause.IDENTITY,
    f.IdentityErased: Clause.IDENTITY,
    f.ReportBrought: Clause.TRIAGE_FIRST,
    f.ReportMoved: Clause.TRIAGE_FIRST,
    f.CasesLinked: Clause.DISCRIMINATION,
    f.BroughtIn: Clause.TRIAGE_FIRST,
    f.ReportMade: Clause.ADVICE,
    f.LookedForDanger: Clause.ADVICE,
    f.Translated: Clause.MISUNDERSTANDINGS,
    f.Disclosed: Clause.IDENTITY,
    f.DisclosureSeconded: Clause.IDENTITY,
    f.DataNoticeGiven: Clause.CONTACTING_ANYONE,
    f.DataNoticeDeferred: Clause.CONTACTING_ANYONE,
    f.WorryMarked: Clause.ONGOING_OR_DANGER,
    f.WorrySettled: Clause.ONGOING_OR_DANGER,
    f.MinorsNamed: Clause.CONTACTING_ANYONE,
    f.MinorContactAgreed: Clause.CONTACTING_ANYONE,
    f.AccessAsked: Clause.IDENTITY,
    f.AccessExtended: Clause.IDENTITY,
    f.AccessPrepared: Clause.IDENTITY,
    f.AccessChecked: Clause.IDENTITY,
    f.AccessGiven: Clause.IDENTITY,
    f.AccessRefused: Clause.IDENTITY,
    f.AccessTakenBack: Clause.IDENTITY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One labelled piece of somebody's words."""

    label: str
    text: str
    link: str = ""
    """Where it leads outside, if it is an address of the web and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file, by its name; its own page shows what can be shown of it."""

    name: str
    size: str
    address: str
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One line of the story."""

    at: datetime
    what: str
    by: str = ""
    room: str = ""
    clause: str = ""
    parts: tuple[Part, ...] = ()
    files: tuple[FileLine, ...] = ()
    came_back: str = ""
    translate: str = ""
    """Where a translation of these words is written."""
    translations: tuple[Part, ...] = ()
    """The newest translation, then the earlier versions; who translated stands above each (V7)."""
    is_newest: bool = False


def readable(seat: Seat, now: datetime, entries: Iterable[Recorded] | None = None) -> list[Recorded]:
    """The entries whose words this member has opened, or may read first (C1, THREATS 4.2); of these, or of all."""
    opened = {room for room, member in seat.state.opened_rooms if member == seat.member}
    return [
        recorded
        for recorded in (seat.file.entries if entries is None else entries)
        if recorded.has_words
        and recorded.room in opened
        and (seat.may_open(recorded) or (seats.reads_first(seat, now) and recorded.room.startswith("line:")))
        and not isinstance(recorded.happened.fact, SILENT)
    ]


def open_words(seat: Seat, entries: Iterable[Recorded]) -> Opened:
    """Open words with this member's keys; one query."""
    return {entry: words.decode(raw) for entry, raw in rooms.read(seat.file, seat.keys, entries).items()}


def unopened_rooms(seat: Seat) -> tuple[str, ...]:
    """Rooms with words in them that this member can open and has not opened yet; the identity needs its reason."""
    opened = {room for room, member in seat.state.opened_rooms if member == seat.member}
    found = {
        room: None
        for room, epoch in seat.file.spoken
        if room not in opened and room != rooms.IDENTITY and seat.keys.key_of(room, epoch) is not None
    }
    erased = {rooms.line(handle) for handle, party in seat.state.parties.items() if party.erased}
    return tuple(room for room in found if room not in erased)


def beside(seat: Seat, part: Stretch, now: datetime) -> list[Recorded]:
    """The readable entries that a stretch shows, and those that say something about them: they all come later."""
    shown = {recorded.happened.entry for recorded in part.told}
    since = seat.file.entries[max(part.first - 1, 0) :]
    return [recorded for recorded in readable(seat, now, since) if _belongs(recorded, shown)]


def _belongs(recorded: Recorded, shown: Container[str]) -> bool:
    fact = recorded.happened.fact
    about = fact.entry if isinstance(fact, f.Translated) else recorded.happened.entry
    return about in shown or isinstance(fact, f.FileDescribed)


def story(
    request: Asking, seat: Seat, part: Stretch, opened: Opened, file_at: str = "desk:file"
) -> tuple[StoryLine, ...]:
    """A stretch of the case, oldest first; ``file_at`` names the address at which this reader finds a file."""
    names = Names(seat.roster, seat.member)
    translated = translations(seat.file.of(f.Translated), opened)
    besides = besides_of(seat.file.entries[max(part.first - 1, 0) :], opened)
    back = came_back(seat)
    translate_at = _translate_at(request, seat)
    lines: list[StoryLine] = []
    for recorded in part.told:
        line = _line(seat, names, recorded, opened.get(recorded.entry, {}), translate_at)
        line = replace(
            line,
            translations=versions(names, translated.get(recorded.happened.entry, ())),
            files=_files(request, seat, recorded, opened, besides, file_at) if recorded.has_words else (),
            came_back=_came_back(request, seat, recorded, back),
            is_newest=part.is_newest and recorded is part.told[-1],
        )
        if lines and isinstance(recorded.happened.fact, TOLD_ONCE) and _says_the_same(lines[-1], line):
            line = replace(line, at=lines[-1].at, by=f"{lines[-1].by}, {line.by}")
            lines.pop()
        lines.append(line)
    return tuple(lines)


def came_back(seat: Seat) -> frozenset[str]:
    """The letters that came back."""
    facts = (recorded.happened.fact for recorded in seat.file.of(f.LetterCameBack))
    return frozenset(fact.letter for fact in facts if isinstance(fact, f.LetterCameBack))


def _says_the_same(one: StoryLine, other: StoryLine) -> bool:
    return (one.what, one.parts) == (other.what, other.parts) and not one.parts


def text_of(opened: Mapping[str, Any], fact: Fact) -> tuple[Part, ...]:  # Any: as above
    """Somebody's words, each part under its label, line breaks kept."""
    parts = [
        Part(label=str(label), text=text, link=outside_link(text) if name == "link" else "")
        for name, label in LABELS.items()
        if (text := str(opened.get(name) or ""))
    ]
    if isinstance(fact, f.FileDescribed):
        parts.append(Part(label="", text=str(opened.get("shows", ""))))
    if isinstance(fact, f.Determined):
        parts = [*_determined(fact), *parts]
    if opened.get("minor"):
        parts.append(Part(label="", text=_("Somebody under 18 is concerned.")))
    if opened.get("could_tell") is not None:
        could = _("yes") if opened["could_tell"] else _("no")
        parts.append(Part(label=_("Could the reader tell from it who reported?"), text=could))
    return tuple(parts)


def size_words(size: int) -> str:
    """A file's size, roughly."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(size // 1000, 1)} kB"  # noqa: PLR2004


def _line(
    seat: Seat,
    names: Names,
    recorded: Recorded,
    said: Mapping[str, Any],  # Any: as above
    translate_at: str,
) -> StoryLine:
    fact = recorded.happened.fact
    clause = CLAUSE_OF.get(type(fact))
    parts = () if isinstance(fact, f.Translated) else text_of(said, fact)
    return StoryLine(
        at=recorded.happened.at,
        what=told_of(seat, recorded, names),
        by=names.actor(recorded.happened.by),
        room=room_name(recorded.room) if recorded.room != COMMITTEE else "",
        clause=clause or "",
        parts=parts,
        translate=translate_at.replace(_ABOUT, f"/{recorded.seq}/") if parts else "",
    )


_ABOUT = "/about/"
"""What stands in an address for the number of an entry; no case and no act is called so."""


def _translate_at(request: Asking, seat: Seat) -> str:
    """Where somebody who has answered the conflict question writes a translation of some words (V7)."""
    if not seat.has_answered or seat.member in seat.state.must_go:
        return ""
    about = _ABOUT.strip("/")
    return address(request, "desk:act-about", number=seat.file.number, act=Act.TRANSLATE.value, about=about)


def versions(names: Names, given: tuple[Translation, ...]) -> tuple[Part, ...]:
    """Translations as they stand beside their original, the newest first."""
    return tuple(
        Part(label=sentences_reports.translation_heading(one, names), text=one.text) for one in reversed(given)
    )


def told_of(seat: Seat, recorded: Recorded, names: Names) -> str:
    """What happened; of somebody else's position only that there is one, until one's own is taken (D1)."""
    fact = recorded.happened.fact
    if isinstance(fact, f.PositionTaken) and not seat.may_see(recorded):
        return sentences.position_kept(fact.proposal, is_asked=seat.member in voters(seat.state))
    entries = seat.file.entries
    before = (entries[seq - 1].happened.fact for seq in range(recorded.seq - 1, 0, -1))
    return sentences.tell(fact, names, before)


def besides_of(entries: Iterable[Recorded], opened: Opened) -> dict[str, dict[str, str]]:
    """The texts beside files, by room and file: words of another room say nothing about a file."""
    by_room: dict[str, list[Mapping[str, Any]]] = {}
    for recorded in entries:
        if recorded.entry in opened:
            by_room.setdefault(recorded.room, []).append(opened[recorded.entry])
    return {room: showing.besides(said) for room, said in by_room.items()}


def _files(
    request: Asking,
    seat: Seat,
    recorded: Recorded,
    opened: Opened,
    besides: Mapping[str, Mapping[str, str]],
    file_at: str,
) -> tuple[FileLine, ...]:
    found = (StoredFile.from_words(body) for body in opened.get(recorded.entry, {}).get("files", ()))
    return tuple(
        FileLine(
            name=file.name,
            size=size_words(file.size),
            address=address(request, file_at, number=seat.file.number, file=file.uid.hex()),
            beside=besides.get(recorded.room, {}).get(file.uid.hex(), ""),
        )
        for file in found
    )


def _came_back(request: Asking, seat: Seat, recorded: Recorded, back: Container[str]) -> str:
    """Where to say that a letter came back, for those that left the server."""
    fact = recorded.happened.fact
    left = isinstance(fact, f.LetterSent | f.Invited) and fact.via is not f.Via.LINE
    if not left or recorded.happened.entry in back or not seat.has_answered:
        return ""
    return address(request, "desk:came-back", number=seat.file.number, entry=recorded.happened.entry)


def _determined(fact: f.Determined) -> list[Part]:
    who = ", ".join(party_name(party) for party in fact.responsible) or _("nobody")
    parts = [
        Part(label=_("Happened"), text=sentences.answer_word(fact.happened)),
        Part(label=_("Breaks the code"), text=sentences.answer_word(fact.violation)),
        Part(label=_("Responsible"), text=who),
        Part(label=_("Goes on"), text=sentences.answer_word(fact.ongoing)),
        Part(label=_("Somebody in danger"), text=sentences.answer_word(fact.in_danger)),
    ]
    if fact.misunderstanding:
        parts.append(Part(label="", text=_("There was a misunderstanding.")))
    return parts
