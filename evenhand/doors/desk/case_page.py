"""The page of a case: before the conflict question only the names, after it what now, the story and the rooms."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from evenhand.casework import addresses, drafts, seats, summaries
from evenhand.casework.seats import Seat
from evenhand.doors.desk import elsewhere
from evenhand.doors.desk import what_now as now_column
from evenhand.doors.desk.acts.base import ActForm, Sitting, Subject
from evenhand.doors.desk.asked_notices import asked_notices
from evenhand.doors.desk.dates import day_words
from evenhand.doors.desk.earlier_page import Earlier, earlier
from evenhand.doors.desk.filling import act_address, blank
from evenhand.doors.desk.locked import shut
from evenhand.doors.desk.names import Names, party_name, room_name, who_reads
from evenhand.doors.desk.sentences import way_word
from evenhand.doors.desk.story import Opened, Part, StoryLine, beside, open_words, readable, story, unopened_rooms
from evenhand.doors.desk.stretches import stretch, whole
from evenhand.doors.desk.what_now import WhatNow
from evenhand.procedure import facts as f
from evenhand.procedure.agreement import agreement
from evenhand.procedure.clauses import Clause
from evenhand.procedure.minors import said_since
from evenhand.procedure.next_steps import Act
from evenhand.procedure.reviewing import was_refused
from evenhand.procedure.state import PartyState
from evenhand.procedure.withdrawing import is_erased
from evenhand.record import rooms
from evenhand.shell.addresses import address
from evenhand.shell.clauses import clause_text
from evenhand.shell.contact import outside
from evenhand.shell.pages import Page
from evenhand.shell.parts import ClauseText, Notice, Readers, Tone
from evenhand.shell.sessions import MemberAsking, hidden
from evenhand.vault.keyring import COMMITTEE, COUNCIL


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A party in a line: who, and what whoever writes to them should know."""

    name: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A room that was not opened yet: its button, and one line before it."""

    name: str
    says: str
    action: str
    hidden: dict[str, str]
    button: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLine:
    """A room, and who reads it."""

    name: str
    readers: Readers
    opened_by: str
    write: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage(Page):
    """A case, for a member who has answered the conflict question."""

    code_name: str
    about: tuple[str, ...]
    notices: tuple[Notice, ...]
    safety: tuple[str, ...]
    people: tuple[PersonLine, ...]
    now: WhatNow
    story: tuple[StoryLine, ...]
    earlier: Earlier | None
    openings: tuple[Opening, ...]
    identity: str
    rooms: tuple[RoomLine, ...]
    note: ActForm | None
    note_action: str
    recuse: str
    recusal: ClauseText
    zone: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPage(Page):
    """A case before the conflict question is answered: the names, and nothing else."""

    code_name: str
    openings: tuple[Opening, ...]
    names: tuple[Part, ...]
    waits: str
    reads_first: bool
    report: tuple[StoryLine, ...]
    write_names: ActForm | None
    write_names_action: str
    conflict: ActForm | None
    conflict_action: str
    clause: ClauseText
    must_go: str
    """Why this member cannot stay, where they cannot."""
    let_in: tuple[now_column.Item, ...]
    """Whom they can let in before they go, where nobody else is left to read."""
    recuse: str
    joins: str = ""
    """What somebody hears who joined later (R9)."""


def code_name(seat: Seat) -> str:
    """What people call the case outside its rooms."""
    return summaries.name_of(seat.file.uid)


def case_page(request: MemberAsking, seat: Seat) -> CasePage:
    """Everything that a member who has answered sees of a case."""
    part = stretch(seat)
    opened = open_words(seat, beside(seat, part, request.moment))
    state = seat.state
    unopened = unopened_rooms(seat)
    return CasePage(
        title=_("A case"),
        code_name=code_name(seat),
        about=_about(seat),
        notices=(*_notices(seat, request.moment), *elsewhere.notices(request, seat)),
        safety=_safety(seat),
        people=_people(request, seat),
        now=now_column.what_now(request, seat, has_read=not unopened),
        story=story(request, seat, part, opened),
        earlier=earlier(request, seat, part),
        openings=tuple(_opening(request, seat, room) for room in unopened),
        identity=_identity(request, seat),
        rooms=_rooms(request, seat),
        note=_form(request, seat, Act.WRITE_NOTE) if state.is_open and seat.member not in state.must_go else None,
        note_action=act_address(request, seat, Act.WRITE_NOTE, Subject()),
        recuse=act_address(request, seat, Act.RECUSE, Subject(member=seat.member)),
        recusal=clause_text(Clause.CONFLICT_TOLD),
        zone=request.moment,
    )


def first_page(request: MemberAsking, seat: Seat) -> FirstPage:
    """What a member sees before they answer: the names; or the report, if they are the one who writes the names."""
    now, state = request.moment, seat.state
    first = seats.reads_first(seat, now)
    opened = open_words(seat, readable(seat, now))
    closed = [room for room in unopened_rooms(seat) if room == rooms.NAMES or (first and room.startswith("line:"))]
    has_names = state.names_written
    looked = (rooms.NAMES, seat.member) in state.opened_rooms or (first and not closed)
    may_stay = seat.member not in state.must_go
    answered = seat.is_newcomer and seat.member in state.conflict_answers
    return FirstPage(
        title=_("A case"),
        code_name=code_name(seat),
        openings=tuple(_opening(request, seat, room) for room in closed),
        names=_names(seat, opened),
        waits=shut(seat) or (_waits_for(seat) if not has_names and not first else ""),
        reads_first=first,
        report=_report(request, seat, opened) if first else (),
        write_names=_form(request, seat, Act.WRITE_NAMES) if first and not closed and may_stay else None,
        write_names_action=act_address(request, seat, Act.WRITE_NAMES, Subject()),
        conflict=_form(request, seat, Act.ANSWER_CONFLICT) if looked and may_stay and not answered else None,
        conflict_action=act_address(request, seat, Act.ANSWER_CONFLICT, Subject()),
        clause=clause_text(_why_asked(seat)),
        must_go="" if may_stay else _cannot_stay(seat),
        let_in=() if may_stay else now_column.to_let_in(request, seat),
        recuse=act_address(request, seat, Act.RECUSE, Subject(member=seat.member)),
        joins=_joins(seat) if seat.is_newcomer else "",
    )


def _joins(seat: Seat) -> str:
    if seat.member in seat.state.conflict_answers:
        return _("You have answered. A member of this case lets you in next, and then all of it opens to you.")
    return _(
        "This case was there before you joined. You see who is named in it, and nothing else: so that you can say "
        "whether you have a conflict of interest. Then a member of the case lets you in."
    )


def _form(request: MemberAsking, seat: Seat, act: Act) -> ActForm:
    sitting = Sitting(seat, Subject(), request.moment)
    return blank(request, sitting, act, drafts.read(seat, now_column.draft_name(act, Subject())))


def _about(seat: Seat) -> tuple[str, ...]:
    state = seat.state
    parts = []
    if state.opened_at is not None:
        values = {
            "date": day_words(state.opened_at),
            "way": way_word(state.way) if state.way is not None else "",
        }
        parts.append(_("opened %(date)s %(way)s") % values)
    if state.reopened_at is not None and state.is_open:
        again = day_words(state.reopened_at)
        parts.append(_("open again since %(date)s") % {"date": again})
    parts.append(_severity(seat) if state.severe is not None else elsewhere.kind_word(state.purpose))
    parts.append(_("closed") if state.closed_at is not None else _("you are a member of this case"))
    return tuple(parts)


def _severity(seat: Seat) -> str:
    """What one took as severe, and what the others made of it (S7)."""
    if was_refused(seat.state, seat.policy):
        return _("taken as clear and severe, which the review did not uphold")
    return _("clear and severe")


def _notices(seat: Seat, now: datetime) -> tuple[Notice, ...]:
    found = []
    if seat.state.operator_named:
        says = _(
            "The reporter says that whoever runs the server is involved. They cannot open what is stored, but they "
            "could read what is sent after tampering with it. Talk about this case by voice."
        )
        found.append(Notice(says=says, title=_("The operator is named"), tone=Tone.LATE))
    closed = shut(seat)
    if closed:
        found.append(Notice(says=closed, title=_("Your new keys do not open all of it yet"), tone=Tone.SOON))
    if seat.state.council_decides and not seat.state.is_enacted:
        who = Names(seat.roster, seat.member).listed(seat.state.turned_over_to)
        says = _("%(who)s decide. What they write comes back here with its reasons, and you carry it out.")
        title = _("The council has this case")
        if agreement(seat.state, seat.policy, now) is not None:
            says = _("%(who)s have decided. Explain it to those concerned, hear them, and carry it out.")
            title = _("The council has decided this case")
        found.append(Notice(says=says % {"who": who}, title=title, tone=Tone.SOON))
    if seat.state.turned_over_at is not None and not seat.state.council_decides and not seat.state.is_enacted:
        says = _(
            "Nobody of the council may decide this case, so you decide in its place, by the rule that your manual sets "
            "for the council. An objection stays on record and does not hold the case up."
        )
        found.append(Notice(says=says, title=_("You decide in the council's place"), tone=Tone.SOON))
    if seat.state.minors or said_since(seat.state) is not None:
        found.append(_under_18(seat))
    if seat.member in seat.state.involved:
        found.append(Notice(says=_cannot_stay(seat), title=_("You are named"), tone=Tone.LATE))
    return (*found, *asked_notices(seat))


def _why_asked(seat: Seat) -> Clause:
    if seat.member in seat.state.involved:
        return Clause.INVOLVED_MEMBER
    return Clause.RECUSAL if seat.member in seat.state.hard_since else Clause.CONFLICT_TOLD


def _cannot_stay(seat: Seat) -> str:
    if seat.member in seat.state.involved:
        return _("The report names you as involved, so you cannot stay. Step back from this case.")
    return _("You declared a conflict of interest with which nobody stays, by your manual. Step back from this case.")


def _under_18(seat: Seat) -> Notice:
    """What holds where somebody under 18 is concerned, and whom the committee can ask (R3)."""
    safeguarding = seat.manual.safeguarding
    who = outside(seat.community, seat.manual)
    name, contact = (who.name, who.contact) if safeguarding is None else (safeguarding.name, safeguarding.address)
    says = _(
        "Nobody writes to somebody under 18 before another member has agreed. Ask before you do: "
        "%(name)s, %(contact)s. Say as little as they need."
    )
    return Notice(
        says=says % {"name": name, "contact": contact},
        title=_("Somebody under 18 is concerned"),
        tone=Tone.SOON,
    )


def _safety(seat: Seat) -> tuple[str, ...]:
    """What the manual file lists for when somebody's safety is threatened (R7)."""
    state = seat.state
    danger = state.in_danger or (state.triage is None and state.said_in_danger)
    if not danger or not state.is_open:
        return ()
    language = translation.get_language() or "en"
    return tuple(step.in_language(language) for step in seat.manual.safety_steps)


def _people(request: MemberAsking, seat: Seat) -> tuple[PersonLine, ...]:
    parties = seat.state.parties.values()
    told = addresses.told_by_mail(seat.file, seat.keys, parties)
    return tuple(_person(request, p, seat.state.minors, is_told=p.handle in told) for p in parties)


def _person(request: MemberAsking, party: PartyState, minors: Container[str], *, is_told: bool) -> PersonLine:
    if party.erased:
        return PersonLine(name=party_name(party.handle), notes=(_("was erased, as they wished"),))
    notes = [_("reads %(language)s") % {"language": dict(settings.LANGUAGES).get(party.language, party.language)}]
    if party.newcomer:
        notes.append(_("is new here"))
    if party.handle in minors:
        notes.append(_("is under 18"))
    if party.reach is f.Reach.NONE:
        notes.append(_("wants no contact"))
    elif party.has_line:
        mail = _("has a page of their own, and hears of letters by mail")
        notes.append(mail if is_told else _("has a page of their own"))
    elif party.not_reached:
        notes.append(_("could not be reached"))
    elif party.invited_until is not None and request.moment < party.invited_until:
        until = day_words(party.invited_until)
        notes.append(_("invited until %(date)s, has not come yet") % {"date": until})
    else:
        notes.append(_("has no page of their own yet"))
    return PersonLine(name=party_name(party.handle), notes=tuple(notes))


def _opening(request: MemberAsking, seat: Seat, room: str) -> Opening:
    action = address(request, "desk:open", number=seat.file.number, room=room.replace(":", "."))
    says = {
        rooms.NAMES: _("Who is said to be involved, and where. Nothing of what happened."),
        COMMITTEE: _("What the committee has written among itself."),
        COUNCIL: _("What the council was given, and what it decided and why."),
    }.get(
        room,
        _("What somebody wrote in distress may be hard to read. Take your time, and do not read it alone if you can."),
    )
    buttons = {
        rooms.NAMES: _("Open the names"),
        COMMITTEE: _("Open the committee's room"),
        COUNCIL: _("Open the council's room"),
    }
    line = _("Open what %(who)s and the committee wrote") % {"who": room_name(room)}
    return Opening(
        name=room_name(room),
        says=says,
        action=action,
        hidden=hidden(request, action),
        button=buttons.get(room, line),
    )


def _identity(request: MemberAsking, seat: Seat) -> str:
    """Where the identity can be opened for a reason, if there is one and this member has not opened it (K1)."""
    facts = [r.happened.fact for r in seat.file.of(f.IdentityGiven)]
    given = any(isinstance(fact, f.IdentityGiven) and not is_erased(seat.state, fact.party) for fact in facts)
    if not given or (rooms.IDENTITY, seat.member) in seat.state.opened_rooms:
        return ""
    return address(request, "desk:identity", number=seat.file.number)


def _rooms(request: MemberAsking, seat: Seat) -> tuple[RoomLine, ...]:
    names = Names(seat.roster, seat.member)

    def line(room: str, write: str = "") -> RoomLine:
        opened = names.listed(m for r, m in sorted(seat.state.opened_rooms) if r == room)
        return RoomLine(name=room_name(room), readers=who_reads(seat, room), opened_by=opened, write=write)

    lines = [line(COMMITTEE)]
    for handle, party in seat.state.parties.items():
        if party.erased:
            continue  # nobody writes there any more, and nothing is left to read
        write = act_address(request, seat, Act.WRITE_LETTER, Subject(party=handle)) if party.may_be_written_to else ""
        lines.append(line(rooms.line(handle), write))
    return tuple(lines)


def _names(seat: Seat, opened: Opened) -> tuple[Part, ...]:
    found = [r for r in seat.file.entries if r.room == rooms.NAMES and r.entry in opened]
    return tuple(Part(label="", text=str(opened[r.entry].get("text", ""))) for r in found)


def _report(request: MemberAsking, seat: Seat, opened: Opened) -> tuple[StoryLine, ...]:
    return tuple(line for line in story(request, seat, whole(seat), opened) if line.parts or line.files)


def _waits_for(seat: Seat) -> str:
    names = Names(seat.roster, seat.member)
    line = [m for m in seat.team.order if m in seat.state.readers] or list(seat.state.readers)
    who = names.member(line[0]) if line else _("Somebody")
    return _(
        "Nobody has written down yet who is said to be involved. %(who)s is on duty, reads the report first and writes "
        "the names; then you can see them and answer. If you know already that you have a conflict, step back now."
    ) % {"who": who}
