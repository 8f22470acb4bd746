"""The column "What now": what is owed, what may be done, what not yet and why, as the manual orders it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import drafts
from evenhand.casework.seats import Seat
from evenhand.doors.desk import wording
from evenhand.doors.desk.acts.base import ActForm, Sitting, Subject
from evenhand.doors.desk.acts.public import speakers
from evenhand.doors.desk.acts.table import ENTRIES
from evenhand.doors.desk.filling import act_address, blank
from evenhand.doors.desk.names import Names, party_name
from evenhand.procedure.alone import Way, is_alone, whom_to_ask
from evenhand.procedure.awaited import Hoped, awaited
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Owed
from evenhand.procedure.next_steps import Act, Standing, Step, next_steps, owed_by_others_alone
from evenhand.procedure.resting import in_sight, rests
from evenhand.shell.clauses import clause_text
from evenhand.shell.parts import ClauseText, Urgency
from evenhand.shell.sessions import MemberAsking

GROUPS = (
    (
        gettext_lazy("Speak with the people in this case"),
        (
            Act.ACKNOWLEDGE,
            Act.WRITE_LETTER,
            Act.SETTLE_MESSAGE,
            Act.ASK_QUESTION,
            Act.RECORD_ANSWER,
            Act.UPDATE,
            Act.OFFER_SUPPORT,
            Act.MARK_NEWCOMER,
        ),
    ),
    (
        gettext_lazy("Reach somebody else"),
        (
            Act.PROPOSE_CONTACT,
            Act.TELL_OF_CONTACT,
            Act.RECORD_OBJECTION,
            Act.WEIGH_OBJECTION,
            Act.SECOND_CONTACT,
            Act.TAKE_BACK_CONTACT,
            Act.INVITE,
            Act.INVITE_ANEW,
            Act.NOT_REACHED,
        ),
    ),
    (gettext_lazy("Add to the record"), (Act.FILE_EVIDENCE, Act.LOG_TALK, Act.SUMMARISE_TALK, Act.WRITE_NAMES)),
    (
        gettext_lazy("Decide"),
        (
            Act.TRIAGE,
            Act.LOOK_FOR_DANGER,
            Act.WRITE_DOWN_BY_HAND,
            Act.SIGN_OFF,
            Act.TELL_OF_RECONNECTION,
            Act.RECONNECT,
            Act.DETERMINE,
            Act.PROPOSE,
            Act.TAKE_POSITION,
            Act.TURN_OVER,
            Act.DECIDE,
        ),
    ),
    (
        gettext_lazy("Carry out and end"),
        (
            Act.DECIDE_AFFECTED,
            Act.CONSULT,
            Act.RECORD_FEEDBACK,
            Act.WEIGH_FEEDBACK,
            Act.ENACT,
            Act.DELIVER_REPRIMAND,
            Act.DRAFT_STATEMENT,
            Act.CHECK_STATEMENT,
            Act.REVIEW_STATEMENT,
            Act.MAKE_STATEMENT,
            Act.TELL_CORE_TEAM,
            Act.REPORT_TO_COUNCIL,
            Act.WRITE_LAST_LETTER,
            Act.CLOSE,
        ),
    ),
    (gettext_lazy("Leave it for a while"), (Act.REST, Act.WAKE)),
    (
        gettext_lazy("After the end"),
        (Act.CHECK_RETALIATION, Act.ANSWER_REVIEW, Act.ASK_REOPENING, Act.REOPEN, Act.DECLINE_REOPENING),
    ),
    (
        gettext_lazy("When a reporter withdraws"),
        (
            Act.RECORD_WITHDRAWAL,
            Act.TAKE_BACK_WITHDRAWAL,
            Act.SECOND_ERASURE,
            Act.HOLD_ERASURE,
            Act.RELEASE_ERASURE,
        ),
    ),
    (gettext_lazy("When you are worried about somebody"), (Act.MARK_WORRY, Act.REACH_OUT, Act.SETTLE_WORRY)),
    (
        gettext_lazy("When the law asks"),
        (
            Act.DISCLOSE,
            Act.SECOND_DISCLOSURE,
            Act.NAME_MINORS,
            Act.AGREE_TO_MINOR,
            Act.GIVE_DATA_NOTICE,
            Act.DEFER_DATA_NOTICE,
        ),
    ),
    (
        gettext_lazy("When somebody asks for their data"),
        (
            Act.RECORD_ACCESS,
            Act.PREPARE_ACCESS,
            Act.CHECK_ACCESS,
            Act.GIVE_ACCESS,
            Act.EXTEND_ACCESS,
            Act.REFUSE_ACCESS,
            Act.TAKE_BACK_ACCESS,
            Act.RECORD_ASKER,
        ),
    ),
    (gettext_lazy("Reports and cases"), (Act.JOIN_REPORT, Act.SPLIT_REPORT, Act.LINK_CASE)),
    (
        gettext_lazy("Speak in public"),
        (Act.SPEAK_IN_PUBLIC, Act.CORRECT_STATEMENT, Act.WITHDRAW_STATEMENT),
    ),
    (
        gettext_lazy("When the council asks to look"),
        (Act.GRANT_LOOK, Act.AGREE_TO_LOOK, Act.DECLINE_LOOK, Act.END_LOOK),
    ),
    (
        gettext_lazy("Who sits here"),
        (
            Act.ADMIT,
            Act.LOOK_WHETHER_MEANT,
            Act.SHOW_NAMES,
            Act.FIND_NOT_INVOLVED,
            Act.LET_IN,
            Act.SEAT_ALTERNATES,
            Act.SEAT_COUNCIL,
            Act.QUESTION_CONFLICT,
            Act.ANSWER_QUESTIONED,
            Act.RECUSE,
        ),
    ),
)
"""What may be done, by chapter; a chapter opens when somebody wants it."""

ELSEWHERE = (Act.WRITE_NOTE, Act.TRANSLATE)
"""What has its own place on the page: the box beneath the story, and a link beside each text."""

NO_STEP = (Act.REST, Act.WAKE, Act.QUESTION_CONFLICT)
"""What no step of the manual leads to: it is there when it is possible, and nothing waits for it."""

NEAREST = 2
"""So many reasons why something is not possible yet stand in sight; the rest opens."""

AGAIN = {
    Act.TRIAGE: gettext_lazy("Decide anew whether it is clear and severe"),
    Act.WRITE_NAMES: gettext_lazy("Add to the names"),
    Act.WRITE_DOWN_BY_HAND: gettext_lazy("Correct what was done by hand"),
    Act.DETERMINE: gettext_lazy("Determine anew"),
    Act.PROPOSE: gettext_lazy("Propose anew"),
    Act.TAKE_POSITION: gettext_lazy("Change your position"),
    Act.DECIDE_AFFECTED: gettext_lazy("Decide anew whether they count as affected"),
    Act.RECORD_OBJECTION: gettext_lazy("Write down another answer to the plan of a contact"),
    Act.WEIGH_OBJECTION: gettext_lazy("Weigh the objection anew"),
    Act.RECORD_FEEDBACK: gettext_lazy("Write down another answer"),
    Act.WEIGH_FEEDBACK: gettext_lazy("Note the answers again"),
    Act.DRAFT_STATEMENT: gettext_lazy("Change the text that is said in public"),
    Act.CHECK_STATEMENT: gettext_lazy("Say something else about the text for the public"),
    Act.NAME_MINORS: gettext_lazy("Correct who is under 18"),
    Act.INVITE: gettext_lazy("Invite again, with a new link"),
}
"""What may be done again after it was done."""


AWAITED = {
    Owed.TAKE_POSITION: gettext_lazy("A position on the proposal"),
    Owed.SIGN_OFF: gettext_lazy("A review of how the severe path was used"),
    Owed.ANSWER_QUESTIONED: gettext_lazy("An answer whether they have a conflict of interest"),
}
"""What only others can do, said to those who wait for it."""

HOPED = {
    Hoped.ANSWER: gettext_lazy("An answer to what was asked, or the date"),
    Hoped.WORD_ON_CONTACT: gettext_lazy("An objection to contacting somebody, or the date"),
    Hoped.FEEDBACK: gettext_lazy("How they see the proposed resolution, or the date"),
}
"""What people were asked for: the case goes on with their answer, or when the date has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One act as it stands for this reader."""

    title: str
    clause: ClauseText
    address: str
    button: str = ""
    urgency: Urgency | None = None
    due: str = ""
    by: str = ""
    advice: str = ""
    explains: str = ""
    is_mine: bool = False
    is_next: bool = False
    """The one that stands out: first of what is owed by this reader, once they have read."""
    is_open: bool = False
    form: ActForm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What may be done, of one chapter."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYet:
    """What has to come first, with its clause, and the acts that wait for it."""

    reason: str
    clause: ClauseText
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """What others owe that nobody can do for them: once for all who have the same time for it."""

    title: str
    clause: ClauseText
    urgency: Urgency
    due: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatNow:
    """The whole column. ``not_yet`` is what is nearest, ``later`` the rest of the way."""

    alone: str
    """Whom somebody can ask who is the only one left, where another has to agree."""
    owed: tuple[Item, ...]
    awaited: tuple[Awaited, ...]
    rests_until: datetime | None
    folded: tuple[Item, ...]
    """What is due only after the case has rested."""
    wake: str
    possible: tuple[Group, ...]
    not_yet: tuple[NotYet, ...]
    later: tuple[NotYet, ...]
    done: tuple[Item, ...]


def steps_of(seat: Seat, request: MemberAsking) -> tuple[Step, ...]:
    """Every act with its standing for this member now."""
    return next_steps(seat.state, seat.policy, seat.team, request.moment, seat.member)


def what_now(request: MemberAsking, seat: Seat, *, has_read: bool) -> WhatNow:
    """The column of a case page; kept texts of its forms are read in one query. Nobody decides before reading."""
    steps = [step for step in steps_of(seat, request) if step.act not in ELSEWHERE and not _is_own_exit(seat, step)]
    all_owed = sorted((s for s in steps if s.standing is Standing.OWED), key=lambda s: _order(seat, s))
    owed, folded = _folded(request, seat, all_owed)
    kept = drafts.read_all(seat, tuple(draft_name(s.act, Subject.of(s)) for s in owed))
    items = [_owed(request, seat, step, kept) for step in owed]
    mine = [n for n, item in enumerate(items) if item.is_mine and not item.advice]
    first = next((n for n in mine if items[n].form is not None), None)
    not_yet = _not_yet(request, seat, steps)
    return WhatNow(
        alone=_alone(seat),
        owed=tuple(
            replace(item, is_next=has_read and n in mine[:1], is_open=has_read and n == first)
            for n, item in enumerate(items)
        ),
        awaited=_awaited(request, seat),
        rests_until=seat.state.rests_until if rests(seat.state.rests_until, request.moment) else None,
        folded=tuple(_item(request, seat, step) for step in folded),
        wake=act_address(request, seat, Act.WAKE, Subject()),
        possible=tuple(group for group in _groups(request, seat, steps) if group.items),
        not_yet=not_yet[:NEAREST],
        later=not_yet[NEAREST:],
        done=tuple(_item(request, seat, s) for s in steps if s.standing is Standing.DONE),
    )


def _folded(request: MemberAsking, seat: Seat, owed: list[Step]) -> tuple[list[Step], list[Step]]:
    """What is owed now, and what a case that rests has folded away."""
    duties = [step.duty for step in owed if step.duty is not None]
    seen = set(in_sight(duties, seat.state.rests_until, request.moment))
    return [s for s in owed if s.duty in seen], [s for s in owed if s.duty not in seen]


def _awaited(request: MemberAsking, seat: Seat) -> tuple[Awaited, ...]:
    """Whose position or sign-off is waited for, whose answer, and until when; answers once one may read (C1)."""
    now, names = request.moment, Names(seat.roster, seat.member)
    others = owed_by_others_alone(seat.state, seat.policy, seat.team, now, seat.member)
    found: dict[tuple[str, Clause, datetime], list[str]] = {}
    for duty in in_sight(others, seat.state.rests_until, now):
        if duty.owner is not None:
            found.setdefault((str(AWAITED[duty.owed]), duty.clause, duty.due), []).append(names.member(duty.owner))
    for one in awaited(seat.state, now) if seat.has_answered else ():
        found.setdefault((str(HOPED[one.hoped]), one.clause, one.until), []).append(party_name(one.party))
    lines = []
    for (title, clause, due_at), people in found.items():
        urgency, due = wording.when(due_at, now)
        by = ", ".join(people)
        lines.append(Awaited(title=title, clause=clause_text(clause), urgency=urgency, due=due, by=by))
    return tuple(lines)


def button(act: Act, sitting: Sitting) -> str:
    """What the button says: what it does, to whom."""
    subject = sitting.subject
    who = (
        party_name(subject.party)
        if subject.party is not None
        else sitting.names.member(subject.member)
        if subject.member is not None
        else ""
    )
    values = {"who": who, "number": subject.number, "count": len(sitting.seat.state.readers)}
    return str(ENTRIES[act].button) % values


def draft_name(act: Act, subject: Subject) -> str:
    """Under which name a form's text is kept."""
    return f"{act}/{subject.about}"


def to_let_in(request: MemberAsking, seat: Seat) -> tuple[Item, ...]:
    """Whom somebody who has to go can let in, because nobody else would be left who can read."""
    wanted = {Act.ADMIT, Act.LOOK_WHETHER_MEANT}
    steps = [step for step in steps_of(seat, request) if step.act in wanted and step.refused is None]
    return tuple(_item(request, seat, step) for step in steps)


ALONE = {
    Way.ALTERNATES: gettext_lazy("Call alternates in: %(who)s can come."),
    Way.COUNCIL: gettext_lazy("Let the Steering Council in: %(who)s can come."),
    Way.HELD_BACK: gettext_lazy("Look whether %(who)s may come in, who was held back because of a name."),
    Way.COMMITTEE: gettext_lazy("Show the names to %(who)s, and let them in once they have answered."),
    Way.ROSTER: gettext_lazy(
        "Nobody is left whom you can let in. Ask whoever keeps the roster to add somebody to the committee, without "
        "telling them about the case; you can let that person in."
    ),
}
"""By which way another member comes in, said to the only one who is left."""


def _alone(seat: Seat) -> str:
    if not is_alone(seat.state, seat.member):
        return ""
    asking = whom_to_ask(seat.state, seat.policy, seat.team)
    who = Names(seat.roster, seat.member).listed(asking.members)
    waits = _("Nobody else in this case can act, so what another member has to agree to waits.")
    return f"{waits} {ALONE[asking.way] % {'who': who}}"


def _is_own_exit(seat: Seat, step: Step) -> bool:
    """Stepping back stands at the foot of every page of the case."""
    return step.act is Act.RECUSE and step.member == seat.member and step.standing is not Standing.OWED


def _order(seat: Seat, step: Step) -> tuple[bool, bool, float]:
    duty = step.duty
    if duty is None:
        return True, True, 0.0
    return not duty.urgent, duty.owner != seat.member, duty.due.timestamp()


def _owed(request: MemberAsking, seat: Seat, step: Step, kept: Mapping[str, object]) -> Item:
    entry, subject = ENTRIES[step.act], Subject.of(step)
    form = None
    if entry.in_place and step.refused is None:
        draft = kept.get(draft_name(step.act, subject))
        form = blank(request, Sitting(seat, subject, request.moment), step.act, draft)
    item = _item(request, seat, step, form)
    return item if form is None or not form.unopened else replace(item, form=None, advice=form.unopened)


def _item(request: MemberAsking, seat: Seat, step: Step, form: ActForm | None = None, *, again: bool = False) -> Item:
    names, duty, is_done = Names(seat.roster, seat.member), step.duty, step.standing is Standing.DONE
    urgency, due = (None, "") if duty is None else wording.when(duty.due, request.moment)
    title = wording.title(step.act, names, party=step.party, member=step.member, number=step.number, clause=step.clause)
    if duty is not None and duty.owed is Owed.REPLY:
        title = wording.duty_title(duty, names)
    return Item(
        title=str(AGAIN[step.act]) if again else title,
        clause=clause_text(step.refused.clause if step.refused is not None and not is_done else step.clause),
        address=act_address(request, seat, step.act, Subject.of(step)),
        button=button(step.act, Sitting(seat, Subject.of(step), request.moment)),
        urgency=urgency,
        due=due,
        by="" if duty is None else wording.by_whom(duty, names),
        advice="" if step.refused is None else _(step.refused.reason),
        explains=str(ENTRIES[step.act].explains),
        is_mine=duty is not None and duty.owner == seat.member,
        form=form,
    )


def _groups(request: MemberAsking, seat: Seat, steps: list[Step]) -> list[Group]:
    able = [s for s in steps if s.refused is None and _may_be_taken(s)]
    return [
        Group(label=str(label), items=tuple(_item(request, seat, s) for s in able if s.act in acts))
        for label, acts in GROUPS
    ]


def _may_be_taken(step: Step) -> bool:
    return step.standing is Standing.POSSIBLE or (step.standing is Standing.DONE and step.act in AGAIN)


def _not_yet(request: MemberAsking, seat: Seat, steps: list[Step]) -> tuple[NotYet, ...]:
    """Each reason once, in the manual's order, with every act that waits for it."""
    names = Names(seat.roster, seat.member)
    found: dict[str, tuple[ClauseText, dict[Act, str]]] = {}
    for step in steps:
        if step.standing is Standing.NOT_YET and step.refused is not None and step.act not in NO_STEP:
            said = found.setdefault(step.refused.reason, (clause_text(step.refused.clause), {}))
            one = wording.title(step.act, names, party=step.party, member=step.member, number=step.number)
            said[1].setdefault(step.act, one)
    return tuple(
        NotYet(reason=_(r) + _who_can(request, seat, acts), clause=c, acts=tuple(acts.values()))
        for r, (c, acts) in found.items()
    )


def _who_can(request: MemberAsking, seat: Seat, acts: Mapping[Act, str]) -> str:
    """Who speaks in public, to those who do not (D7)."""
    if Act.SPEAK_IN_PUBLIC not in acts:
        return ""
    who = speakers(Sitting(seat, Subject(), request.moment))
    return " " + _("In this case that is %(who)s.") % {"who": who} if who else ""
