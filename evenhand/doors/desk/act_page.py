"""The page of one act: its form, the letter once more before it goes, and what a refusal says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.casework.errors import ChangedError, RefusedError
from evenhand.casework.once import SentOtherwiseError
from evenhand.casework.publishing import Draft
from evenhand.casework.receiving import Skipped, Why
from evenhand.casework.seats import Seat
from evenhand.casework.uploads import StoredFile
from evenhand.doors.desk import sentences
from evenhand.doors.desk.acts.base import ActForm, Sitting, ToRead
from evenhand.doors.desk.acts.ending import lapses
from evenhand.doors.desk.acts.letters import ways
from evenhand.doors.desk.acts.public import ENTRIES as PUBLIC_ACTS
from evenhand.doors.desk.acts.public import SPEAKING, speakers
from evenhand.doors.desk.acts.table import ENTRIES
from evenhand.doors.desk.case_page import code_name
from evenhand.doors.desk.names import Names, party_name
from evenhand.doors.desk.story import StoryLine
from evenhand.doors.desk.what_now import button, steps_of
from evenhand.doors.desk.wording import title
from evenhand.outbox.wording import Remark, remarks
from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.next_steps import CLAUSE_OF, Act, Standing, Step
from evenhand.shell.addresses import address
from evenhand.shell.clauses import clause_text
from evenhand.shell.forms import At
from evenhand.shell.pages import Page
from evenhand.shell.parts import ClauseText
from evenhand.shell.sessions import MemberAsking
from evenhand.shell.templatetags.evenhand import moment, moment_words

Problem = RefusedError | ChangedError | SentOtherwiseError
"""What can come of a form that was filled in as it should be."""

NAMED = 10
"""So many files that were left out are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPage(Page):
    """One act. ``refused`` reads like advice, ``changed`` says what others did meanwhile."""

    case: str
    code_name: str
    heading: str
    clause: ClauseText
    explains: str
    action: str
    button: str
    is_letter: bool
    takes_files: bool
    refused: str = ""
    was_sent: bool = False
    changed: tuple[str, ...] = ()
    has_draft: bool = False
    files: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    context: tuple[StoryLine, ...] = ()
    shown: Draft | None = None
    remarks: tuple[Remark, ...] = ()
    to_read: tuple[tuple[ToRead, str], ...] = ()
    """Files that the act is about, and where each can be opened."""
    example: tuple[str, str] | None = None
    who_can: str = ""
    is_plain: bool = False
    is_shut: bool = False
    is_done: bool = False
    """Whether what is refused was done already, and can be done once only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage(Page):
    """A letter as its reader will see it, with everything that goes with it."""

    case: str
    code_name: str
    heading: str
    action: str
    to: str
    how: str
    by_hand: str
    letter: str
    facts: tuple[tuple[str, str], ...]
    warning: str
    remarks: tuple[Remark, ...]
    button: str
    fields: tuple[tuple[str, str], ...]
    hidden: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage(Page):
    """A link that is shown once."""

    case: str
    code_name: str
    link: str
    to: str


def act_page(  # noqa: PLR0913 - what a page after a form may have to say
    request: MemberAsking,
    form: ActForm,
    act: Act,
    action: str,
    *,
    problem: Problem | None = None,
    has_draft: bool = False,
    files: tuple[StoredFile, ...] = (),
    skipped: tuple[Skipped, ...] = (),
    context: tuple[StoryLine, ...] = (),
) -> ActPage:
    """The page of an act, whatever has come of it so far."""
    sitting, entry = form.sitting, ENTRIES[act]
    refused, clause = _refusal(request, sitting, act, problem)
    refused = refused or ("" if form.is_bound else form.unopened)
    return ActPage(
        title=_("An act in a case"),
        case=address(request, "desk:case", number=sitting.seat.file.number),
        code_name=code_name(sitting.seat),
        heading=form.heading or heading(act, sitting),
        clause=clause,
        explains=form.explains or str(entry.explains),
        action=action,
        button=form.first_button if entry.is_letter else form.button or button(act, sitting),
        is_letter=entry.is_letter,
        takes_files=entry.takes_files,
        refused=refused,
        was_sent=isinstance(problem, SentOtherwiseError),
        changed=_changes(sitting.seat, problem),
        has_draft=has_draft,
        files=tuple(file.name for file in files),
        skipped=why_skipped(skipped),
        context=context,
        shown=form.shown,
        remarks=_remarks_on(form.shown, sitting),
        to_read=_to_read(request, form),
        example=form.example,
        who_can=_who_can(sitting, clause) if refused and act in PUBLIC_ACTS else "",
        is_plain=not form.fields,
        is_shut=(bool(refused) and problem is None and not form.is_bound) or not may_be_seen(sitting.seat, act),
        is_done=bool(refused) and _is_done(request, sitting, act),
    )


def _who_can(sitting: Sitting, clause: ClauseText) -> str:
    """Who could do what this member may not because they do not speak in public; nothing under another clause."""
    if clause.id not in SPEAKING:
        return ""
    is_reprimand = clause.id == Clause.PUBLIC_REPRIMAND
    return speakers(sitting, f.MeasureKind.PUBLIC_REPRIMAND if is_reprimand else None)


def _remarks_on(shown: Draft | None, sitting: Sitting) -> tuple[Remark, ...]:
    """What could be worded in another way in a text for the public, before it is said."""
    return () if shown is None else remarks(shown.text, sitting.seat.manual)


def may_be_seen(seat: Seat, act: Act) -> bool:
    """Before the answer only what leads to it; who has to go may see whom to let in before (C1, C2)."""
    hands_over = act in {Act.ADMIT, Act.LOOK_WHETHER_MEANT} and seat.member in seat.state.must_go
    return seat.has_answered or hands_over or act in {Act.ANSWER_CONFLICT, Act.WRITE_NAMES, Act.RECUSE}


def _to_read(request: MemberAsking, form: ActForm) -> tuple[tuple[ToRead, str], ...]:
    number = form.sitting.seat.file.number

    def where(one: ToRead) -> str:
        return "" if one.file is None else address(request, "desk:file", number=number, file=one.file.uid.hex())

    return tuple((one, where(one)) for one in form.to_read)


def letter_page(request: MemberAsking, form: ActForm, act: Act, action: str, typed: dict[str, list[str]]) -> LetterPage:
    """A letter once more, before it goes (LOOK: nothing surprises)."""
    sitting, values = form.sitting, form.cleaned_data
    rows: list[tuple[str, str]] = []
    party = sitting.subject.party
    to, how = form.goes_to or (party_name(party) if party is not None else "", _how(form))
    if "names" in form.fields:
        rows.append((str(form.fields["names"].label), str(values["names"])))
    if "until" in form.fields and values.get("asks", "yes") == "yes":
        rows.append((str(form.fields["until"].label), _date_given(form)))
    if act is Act.DELIVER_REPRIMAND:
        count = len(sitting.seat.state.readers)
        said = ngettext(
            "%(count)s member, a mail of their own each", "%(count)s members, a mail of their own each", count
        )
        rows.append((_("Copy"), said % {"count": count}))
    could = _(
        "You say that this reader could tell from it who reported. Change what gives it away, or have a reason for it."
    )
    return LetterPage(
        title=_("A letter before it goes"),
        case=address(request, "desk:case", number=sitting.seat.file.number),
        code_name=code_name(sitting.seat),
        heading=form.heading or heading(act, sitting),
        action=action,
        to=to,
        how=how,
        by_hand=form.by_hand,
        letter=str(values.get("text", "")),
        facts=tuple(rows),
        warning=could if values.get("could_tell") == "yes" else "",
        remarks=remarks(str(values.get("text", "")), sitting.seat.manual),
        button=form.button or button(act, sitting),
        fields=tuple((name, value) for name, several in typed.items() for value in several),
        hidden=form.hidden,
    )


def _date_given(form: ActForm) -> str:
    """The date in the letter; where it was left empty, the one that it gets if it goes now."""
    given, field = form.cleaned_data.get("until"), form.fields["until"]
    if given:
        return moment(given)
    whole = _("the whole time of your manual, counted from sending")
    if isinstance(field, At) and field.left_empty is not None:
        return _("%(date)s: %(whole)s") % {"date": moment_words(field.left_empty), "whole": whole}
    return whole


def heading(act: Act, sitting: Sitting) -> str:
    """The act with what it is about."""
    subject = sitting.subject
    clause = None if sitting.seat.state.is_report else Clause.ADVICE
    if act is Act.ENACT and lapses(sitting):
        clause = Clause.PRIVATE_REPRIMAND
    return title(act, sitting.names, party=subject.party, member=subject.member, number=subject.number, clause=clause)


def step_for(request: MemberAsking, sitting: Sitting, act: Act) -> Step | None:
    """How this act stands for this member, if the page would show it."""
    wanted = sitting.subject
    for step in steps_of(sitting.seat, request):
        if step.act is act and (step.party, step.member, step.number) == (wanted.party, wanted.member, wanted.number):
            return step
    return None


def is_refused(request: MemberAsking, sitting: Sitting, act: Act) -> bool:
    """Whether the manual does not let this member do it now, whatever is filled in."""
    step = step_for(request, sitting, act)
    return step is not None and step.refused is not None


def _refusal(request: MemberAsking, sitting: Sitting, act: Act, problem: Problem | None) -> tuple[str, ClauseText]:
    if isinstance(problem, RefusedError):
        return _(problem.reason), clause_text(problem.clause)
    step = step_for(request, sitting, act)
    if step is not None and step.refused is not None:
        return _(step.refused.reason), clause_text(step.refused.clause)
    return "", clause_text(CLAUSE_OF[act] if step is None else step.clause)


def _is_done(request: MemberAsking, sitting: Sitting, act: Act) -> bool:
    step = step_for(request, sitting, act)
    return step is not None and step.standing is Standing.DONE


def _changes(seat: Seat, problem: Problem | None) -> tuple[str, ...]:
    if not isinstance(problem, ChangedError):
        return ()
    names = Names(seat.roster, seat.member)
    facts = [one.fact for one in problem.since]
    told = (sentences.tell(fact, names, reversed(facts[:before])) for before, fact in enumerate(facts))
    return tuple(f"{names.actor(one.by)}: {what}" for one, what in zip(problem.since, told, strict=True))


def _how(form: ActForm) -> str:
    values = form.cleaned_data
    if "via" in form.fields:
        said = dict(ways(form))[values["via"]]
        return f"{said} ({values['why_other_way']})" if values["via"] == f.Via.OTHER else said
    if values.get("address"):
        return _("By mail to %(address)s, with a link that works once") % {"address": values["address"]}
    return _("With a link that is shown to you once, to hand over another way")


def why_skipped(skipped: Sequence[Skipped]) -> tuple[str, ...]:
    """Why files were not taken, the first few by name; whoever sent two thousand reads a sentence, not a list."""
    if not skipped:
        return ()
    told = [_why(one) for one in skipped[:NAMED]]
    if len(skipped) > NAMED:
        told.append(_("And %(count)s more were left out.") % {"count": len(skipped) - NAMED})
    return (*told, _("Everything else is here, and nothing is filed yet. Press the button to file it without them."))


def _why(one: Skipped) -> str:
    reasons = {
        Why.TOO_LARGE: _("%(name)s is larger than 25 MB and was left out."),
        Why.TOO_MANY: _("%(name)s was left out: 20 files are taken at once."),
        Why.EMPTY: _("%(name)s is empty and was left out."),
    }
    return reasons[one.why] % {"name": one.name or _("A file")}
