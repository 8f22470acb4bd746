"""What was said in a party's line, as they read it there: what stands above each thing, and beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import assert_never

from django.utils.translation import gettext as _

from evenhand.casework.conversation import GivenApart, Said
from evenhand.casework.uploads import StoredFile
from evenhand.doors.portal import asking, own_data
from evenhand.doors.portal.pages import Message, OwnFile
from evenhand.people.roster import Roster
from evenhand.procedure import facts as f

__all__ = ["heading", "kept_apart", "messages"]


def messages(
    said: Sequence[Said],
    roster: Roster,
    contact: str,
    apart: tuple[tuple[str, str], ...] = (),
    *,
    open_now: Collection[tuple[f.LetterKind, int]] = (),
) -> tuple[Message, ...]:
    """The conversation, oldest first.

    ``contact`` is outside the committee, for who gets less than they asked for; ``apart`` is what is said, beside the
    report, of what came with it and does not stand here. ``open_now``: which letters ask something that can still be
    answered in time; the date of any other is over.
    """
    report = next((one.entry for one in said if _is_report(one.fact)), "")
    return tuple(
        Message(
            anchor=f"said-{one.entry}",
            heading=heading(one.fact),
            at=one.at,
            text=own_data.text_of(one),
            is_own=one.is_own,
            translations=tuple(asking.translation(version, roster) for version in reversed(one.translations)),
            more=(*_more(one.words), *(apart if one.entry == report else ()), *own_data.if_not_content(one, contact)),
            files=tuple(_own_file(one, file) for file in one.files),
            until=one.fact.until if isinstance(one.fact, f.LetterSent | f.WordsCarried) else None,
            until_says=_until(one.fact, is_open=isinstance(one.fact, f.WordsCarried) or _asks(one.fact) in open_now),
        )
        for one in said
    )


def _is_report(fact: f.Fact) -> bool:
    return isinstance(fact, f.ReportReceived) or (isinstance(fact, f.WordsCarried) and fact.what is f.Carried.REPORT)


def kept_apart(given: GivenApart, readers: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What came with a report and does not stand beside it, and who can read it: their own words do not open it."""
    names = _(
        "You told us. These names lie apart, so that a friend of somebody whom you named can step back before reading "
        "anything else. Your ten words do not open them. They can be read by: %(readers)s."
    ) % {"readers": ", ".join(readers)}
    name = _(
        "You told us. It lies apart, and your ten words do not open it: whoever finds them does not learn from this "
        "page who you are. Of those who read your report, whoever opens it leaves a record that they did, and why."
    )
    return (
        *([(_("Who was involved"), names)] if given.names else ()),
        *([(_("Your name, or what to call you"), name)] if given.name else ()),
    )


def _own_file(said: Said, file: StoredFile) -> OwnFile:
    number = file.uid.hex()
    return OwnFile(number=number, name=file.name, size=file.size, beside=said.besides.get(number, ""))


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
        case f.AccessAsked() | f.AccessExtended() | f.AccessGiven() | f.AccessRefused() | f.AccessTakenBack():
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


def _asks(fact: f.Fact) -> tuple[f.LetterKind, int] | None:
    return (fact.kind, fact.refers) if isinstance(fact, f.LetterSent) and fact.refers is not None else None


def _until(fact: f.Fact, *, is_open: bool) -> str:
    match fact:
        case f.LetterSent(kind=f.LetterKind.QUESTION) | f.WordsCarried(letter=f.LetterKind.QUESTION):
            return _("An answer is hoped for by") if is_open else _("An answer was hoped for by")
        case f.LetterSent(kind=f.LetterKind.CONTACT_NOTICE):
            return _("You can object until") if is_open else _("You could object until")
        case f.LetterSent(kind=f.LetterKind.UPDATE) | f.WordsCarried(letter=f.LetterKind.UPDATE):
            return _("A resolution is now expected by")
        case f.LetterSent(kind=f.LetterKind.CONSULTATION):
            return _("You can say how you see it until") if is_open else _("You could say how you see it until")
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
