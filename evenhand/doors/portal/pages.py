"""What the pages of a party are made of: a letter that says where things stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from django.utils.translation import gettext as _

from evenhand.casework.conversation import Said
from evenhand.casework.seats import PartySeat
from evenhand.casework.uploads import StoredFile
from evenhand.doors.portal import asking, own_data
from evenhand.doors.portal.own_data import OwnData
from evenhand.doors.portal.standing import Broken, Stage, What
from evenhand.people.roster import Roster
from evenhand.procedure import facts as f
from evenhand.procedure.state import PartyState
from evenhand.shell import parts
from evenhand.shell.forms import Form
from evenhand.shell.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class PhrasePage(Page):
    """The ten words, and what came back unsent from an expired session."""

    is_parked: bool = False
    """Something waits, sealed to whoever had written it; it opens with their phrase."""
    unsent: str = ""
    """Where nobody knows any more whose it was: to be copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationPage(Page):
    """The way in for somebody whom the committee wrote to."""

    phrase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """A file of this line, to be fetched."""

    number: str
    name: str
    size: int
    beside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing that was said."""

    anchor: str
    heading: str
    at: datetime
    text: str
    is_own: bool
    more: tuple[tuple[str, str], ...]
    files: tuple[OwnFile, ...]
    translations: tuple[asking.Translated, ...] = ()
    until: datetime | None = None
    until_says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Something that this party may answer now, with the form for it."""

    act: str
    """Where it is sent: the address's name."""
    anchor: str
    title: str
    letter: str
    """What was asked, in the committee's words."""
    explains: str
    until: datetime | None
    button: str
    form: Form
    until_says: str = ""
    is_quiet: bool = False
    """Theirs to leave: it asks for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What stands at the head of the page while an erasure waits: when it is done, and whether it was held."""

    at: datetime
    held_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePage(Page):
    """A party's own page: where things stand, what was said, what they may do, what they can never be told."""

    lead: tuple[str, ...]
    steps: tuple[parts.Step, ...]
    broken: str
    outside: parts.Outside
    asked: tuple[Asked, ...]
    afterwards: tuple[Asked, ...]
    """What is open to them once it has ended; it stands below the last letter."""
    conversation: tuple[Message, ...]
    never: tuple[str, ...]
    write: Form
    address: Form
    has_address: bool
    wants_no_contact: bool
    is_closed: bool
    may_withdraw: bool
    """Whether the quiet way out stands among what they can do: a reporter's only."""
    pending: Pending | None
    own_data: OwnData
    leave: Form
    may_report: Form | None = None
    """Where somebody asked for advice, or told it for the record: the button that makes it a report (K3)."""
    refused: parts.ClauseText | None = None
    """The clause by which something was refused; the reason stands among the mistakes."""
    kept: tuple[str, ...] = ()
    """Files of the form that came back; they need not be chosen again."""
    came_back: bool = False
    """What had been written with an expired session stands in its box again."""
    not_taken: tuple[parts.NotTaken, ...] = ()


def lead(party: PartyState, way: Sequence[Stage], *, is_closed: bool, is_again: bool = False) -> tuple[str, ...]:
    """The first words of the letter, by what the reader is in this case."""
    if party.purpose is not f.Purpose.REPORT:
        return asking.lead(party.purpose, is_closed=is_closed)
    if is_again and not is_closed:
        again = _("This had come to its end, and we have taken it up again. What we decided then is looked at anew.")
        return (again, *lead(party, way, is_closed=False))
    if is_closed:
        return (
            _("This has come to its end. Everything that was said to you stays here, and you can still write to us."),
        )
    match party.role:
        case f.Role.REPORTER:
            return (
                _("You told us about something, and we are looking into it. This page says how far we are."),
                _("We do not say who told us, unless you agree."),
            )
        case f.Role.REPORTED:
            return _lead_to_reported({stage.what: stage for stage in way if stage.progress is parts.Progress.DONE})
        case f.Role.AFFECTED | f.Role.WITNESS:
            return (
                _("Somebody told us about something that may have affected you, or that you may have seen."),
                _("Tell us what you want to, in writing or on a call. You may also decline."),
            )
        case unknown:
            assert_never(unknown)


def _lead_to_reported(done: Mapping[What, Stage]) -> tuple[str, ...]:
    told = _("Somebody told us about something that concerns you.")
    begin = told if What.FOUND_OUT in done else told + " " + _("Nothing is decided.")
    side = _(
        "Please tell us how you see it, in writing or on a call; someone may support you. "
        "You may decline, and not answering is not an admission."
    )
    if What.YOUR_SIDE in done:
        has_written = done[What.YOUR_SIDE].at is not None
        thanks = _("Thank you for telling us how you see it.") + " " if has_written else ""
        side = thanks + _("You can still write to us here, or ask for a call; someone may support you.")
    return (begin, side, _("We do not say who told us; please do not try to find out."))


def never(party: PartyState) -> tuple[str, ...]:
    """What this reader is never told, and why."""
    told = [_("What others wrote to us, and who they are: they were promised the same as you.")]
    match party.role:
        case f.Role.REPORTER | f.Role.AFFECTED | f.Role.WITNESS:
            told.append(_("What we say among ourselves before we decide: it has to be possible to think aloud."))
            told.append(_("Everything that is done about a person: some of it is between them and us."))
        case f.Role.REPORTED:
            told.append(
                _("Who told us: people have to be able to come to us without fear. You would be protected alike.")
            )
            told.append(_("What we say among ourselves before we decide: it has to be possible to think aloud."))
        case unknown:
            assert_never(unknown)
    return tuple(told)


def steps(way: Sequence[Stage], party: PartyState) -> tuple[parts.Step, ...]:
    """The way, in words."""
    role, asked_only = party.role, party.purpose is not f.Purpose.REPORT
    return tuple(
        parts.Step(
            progress=stage.progress,
            label=asking.label(stage.what, party.purpose) if asked_only else _label(stage.what, role),
            at=stage.at,
            note=_note(stage.what, stage.progress, role),
        )
        for stage in way
    )


def broken(promise: Broken | None) -> str:
    """Which promise we did not keep, in words."""
    match promise:
        case None:
            return ""
        case Broken.RECEIPT:
            return _("We promised you a person's answer by now, and did not keep that. It is our failure.")
        case Broken.UPDATE:
            return _(
                "The date by which we wanted to be further has passed, and nobody has told you a new one. "
                "It is our failure."
            )
        case unknown:
            assert_never(unknown)


def messages(said: Sequence[Said], roster: Roster, contact: str) -> tuple[Message, ...]:
    """The conversation, oldest first. ``contact`` is outside the committee, for who gets less than they asked for."""
    return tuple(
        Message(
            anchor=f"said-{one.entry}",
            heading=heading(one.fact),
            at=one.at,
            text=own_data.text_of(one),
            is_own=one.is_own,
            translations=tuple(asking.translation(version, roster) for version in reversed(one.translations)),
            more=(*_more(one.words), *own_data.if_not_content(one, contact)),
            files=tuple(_own_file(one, file) for file in one.files),
            until=one.fact.until if isinstance(one.fact, f.LetterSent | f.WordsCarried) else None,
            until_says=_until(one.fact),
        )
        for one in said
    )


def _own_file(said: Said, file: StoredFile) -> OwnFile:
    number = file.uid.hex()
    return OwnFile(number=number, name=file.name, size=file.size, beside=said.besides.get(number, ""))


def readers(seat: PartySeat) -> parts.Readers:
    """Who can read what this party writes."""
    names = tuple(filter(None, (seat.roster.name_of(member) for member in seat.state.readers)))
    also = _("People who join the committee later may read it as well. A court may one day read it.")
    return parts.Readers(read_by=names, also=also)


def _label(what: What, role: f.Role) -> str:  # noqa: PLR0911 - one line a step
    match what:
        case What.RECEIVED:
            return _("We have your report")
        case What.ANSWERED:
            return _("A person answers")
        case What.CONTACTED:
            return _("We wrote to you")
        case What.YOUR_SIDE:
            return _("You tell us how you see it")
        case What.FOUND_OUT:
            return _("We find out what happened")
        case What.HEARD:
            return (
                _("You hear what we propose") if role is f.Role.REPORTED else _("You say how you see what we propose")
            )
        case What.ENDED:
            return _("A last letter to you")
        case unknown:
            assert_never(unknown)


def _note(what: What, progress: parts.Progress, role: f.Role) -> str:
    if progress is parts.Progress.DONE:
        return ""
    is_now = progress is parts.Progress.NOW
    match what:
        case What.ANSWERED:
            return _("at the latest") if is_now else ""
        case What.YOUR_SIDE:
            return _("by then, if you can; you may decline") if is_now else ""
        case What.FOUND_OUT:
            return (
                _("we aim at this date, and tell you if it takes longer") if role is f.Role.REPORTER and is_now else ""
            )
        case What.HEARD:
            return _("before anything is done")
        case What.RECEIVED | What.CONTACTED | What.ENDED:
            return ""
        case unknown:
            assert_never(unknown)


def heading(fact: f.Fact) -> str:  # noqa: C901, PLR0911 - one line a kind
    """What stands above a thing that was said."""
    match fact:
        case f.LetterSent(kind=kind) | f.WordsCarried(letter=f.LetterKind() as kind):
            return _letter(kind)
        case f.ReportReceived(purpose=purpose):
            return asking.heading(purpose)
        case f.WordsCarried(what=f.Carried.REPORT):
            return _("What you reported")
        case f.ReportAddedTo() | f.WordsCarried(what=f.Carried.ADDITION):
            return _("What you added")
        case f.QuestionAnswered() | f.WordsCarried(what=f.Carried.ANSWER):
            return _("Your answer")
        case f.ContactAnswered(objects=objects):
            return _("You objected") if objects else _("You did not object")
        case f.FeedbackGiven(feedback=feedback):
            return _feedback(feedback)
        case f.ReviewAsked():
            return _("You asked for a review")
        case f.FairnessAnswered(answer=answer):
            return _fairness(answer)
        case f.EvidenceFiled():
            return _("What came with your report")
        case f.AccessAsked() | f.AccessExtended() | f.AccessGiven() | f.AccessRefused():
            return own_data.heading(fact)
        case _:
            return _("You wrote")


def _letter(kind: f.LetterKind) -> str:  # noqa: C901, PLR0911 - one line a kind
    match kind:
        case f.LetterKind.ACKNOWLEDGEMENT:
            return _("The committee answered your report")
        case f.LetterKind.MESSAGE | f.LetterKind.FIRST_CONTACT:
            return _("The committee wrote")
        case f.LetterKind.CONTACT_NOTICE:
            return _("The committee wants to ask somebody, and tells you first")
        case f.LetterKind.QUESTION:
            return _("The committee asked you something")
        case f.LetterKind.UPDATE:
            return _("The committee told you how far it is")
        case f.LetterKind.CONSULTATION:
            return _("The committee proposes how this is to end")
        case f.LetterKind.REPRIMAND:
            return _("A private reprimand")
        case f.LetterKind.RECONNECTION:
            return _("The committee is about to give somebody access again")
        case f.LetterKind.CLOSING:
            return _("The committee's last letter")
        case f.LetterKind.AFTERCARE:
            return _("The committee asks how you are")
        case f.LetterKind.REVIEW_ANSWER:
            return _("The committee answered your wish for a review")
        case unknown:
            assert_never(unknown)


def _until(fact: f.Fact) -> str:
    match fact:
        case f.LetterSent(kind=f.LetterKind.QUESTION) | f.WordsCarried(letter=f.LetterKind.QUESTION):
            return _("An answer is hoped for by")
        case f.LetterSent(kind=f.LetterKind.CONTACT_NOTICE):
            return _("You can object until")
        case f.LetterSent(kind=f.LetterKind.UPDATE) | f.WordsCarried(letter=f.LetterKind.UPDATE):
            return _("A resolution is now expected by")
        case f.LetterSent(kind=f.LetterKind.CONSULTATION):
            return _("You can say how you see it until")
        case _:
            return ""


def _fairness(answer: f.Fairness) -> str:
    match answer:
        case f.Fairness.YES:
            return _("You said that you were treated fairly")
        case f.Fairness.PARTLY:
            return _("You said that you were treated fairly in part")
        case f.Fairness.NO:
            return _("You said that you were not treated fairly")
        case unknown:
            assert_never(unknown)


def _feedback(feedback: f.Feedback) -> str:
    match feedback:
        case f.Feedback.ACCEPTS:
            return _("You find it acceptable")
        case f.Feedback.IN_PART:
            return _("You find it acceptable in part")
        case f.Feedback.DOES_NOT_ACCEPT:
            return _("You do not find it acceptable")
        case f.Feedback.SILENT | f.Feedback.UNREACHABLE:
            return _("You wrote")
        case unknown:
            assert_never(unknown)


def _more(words: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """What was filled in beside the text of a report."""
    labels = {
        "when": _("When"),
        "where": _("Where"),
        "who": _("Who"),
        "links": _("Links"),
        "others_affected": _("Others affected"),
        "not_to_contact": _("Whom not to contact"),
        "left_out": _("What we keep back, and why"),
    }
    return tuple((label, str(words[name])) for name, label in labels.items() if words.get(name))
