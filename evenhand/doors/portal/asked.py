"""What a party may answer now: open questions, contacts to object to, a proposed resolution (R2, R3, D5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from evenhand.casework.conversation import Said
from evenhand.casework.seats import PartySeat
from evenhand.doors.portal import pages
from evenhand.doors.portal.forms import AnswerForm, ContactForm, FairnessForm, FeedbackForm, ReviewForm, SaidForm
from evenhand.procedure import facts as f
from evenhand.procedure.afterwards import review_until
from evenhand.procedure.consulting import is_consulted
from evenhand.procedure.state import PartyState

ANSWER, CONTACT, FEEDBACK, WRITE, ADDRESS = "answer", "contact", "feedback", "write", "address"
REPORT = "report"
"""The act by which what was asked becomes a report (K3)."""
REVIEW, FAIRNESS = "review", "fairness"


Make = Callable[[str, int, type[SaidForm]], SaidForm]
"""Makes the form of an act about a number: bound where it was refused, else empty or with what came back."""


def everything(seat: PartySeat, said: Sequence[Said], make: Make) -> tuple[pages.Asked, ...]:
    """All that waits for this party, what is asked first."""
    if seat.state.closed_at is not None:
        return ()
    party = seat.state.parties[seat.party]
    return (*_questions(seat, said, make), *_contacts(seat, said, make), *_proposal(seat, party, said, make))


def in_time(open_now: Sequence[pages.Asked], now: datetime) -> frozenset[tuple[f.LetterKind, int]]:
    """Which letters ask something that can still be answered by its date: kind, and what they are about."""
    kinds = {
        ANSWER: f.LetterKind.QUESTION,
        CONTACT: f.LetterKind.CONTACT_NOTICE,
        FEEDBACK: f.LetterKind.CONSULTATION,
    }
    found = (one.anchor.rpartition("-") for one in open_now if one.until is not None and now < one.until)
    return frozenset((kinds[act], int(number)) for act, _dash, number in found)


def _questions(seat: PartySeat, said: Sequence[Said], make: Make) -> Iterator[pages.Asked]:
    for question in seat.state.questions.values():
        if question.party == seat.party and question.answered_at is None and not question.came_back:
            yield pages.Asked(
                act=f"portal:{ANSWER}",
                anchor=f"{ANSWER}-{question.number}",
                title=_("Answer what you were asked"),
                explains=_("You may decline, and not answering is not an admission."),
                letter=_letter(said, f.LetterKind.QUESTION, question.number),
                until=question.until,
                button=_("Send the answer"),
                form=make(ANSWER, question.number, AnswerForm),
            )


def _contacts(seat: PartySeat, said: Sequence[Said], make: Make) -> Iterator[pages.Asked]:
    for contact in seat.state.contacts.values():
        is_open = seat.party in contact.told and contact.party not in seat.state.parties
        if is_open and not contact.taken_back and seat.party not in contact.answers:
            yield pages.Asked(
                act=f"portal:{CONTACT}",
                anchor=f"{CONTACT}-{contact.number}",
                title=_("Say whether you object to a contact"),
                explains=_("We weigh an objection with care. It is no veto, and we tell you what we make of it."),
                letter=_letter(said, f.LetterKind.CONTACT_NOTICE, contact.number),
                until=contact.told[seat.party],
                button=_("Send my answer"),
                form=make(CONTACT, contact.number, ContactForm),
            )


def _proposal(seat: PartySeat, party: PartyState, said: Sequence[Said], make: Make) -> Iterator[pages.Asked]:
    proposal = seat.state.proposal
    if proposal is None or party.told_of != proposal.version or proposal.enacted or party.feedback is not None:
        return
    yield pages.Asked(
        act=f"portal:{FEEDBACK}",
        anchor=f"{FEEDBACK}-{proposal.version}",
        title=_("Say how you see what we propose"),
        explains=_noted(party),
        letter=_letter(said, f.LetterKind.CONSULTATION, proposal.version),
        until=party.told_until,
        button=_("Send how you see it"),
        form=make(FEEDBACK, proposal.version, FeedbackForm),
    )


def _noted(party: PartyState) -> str:
    """What becomes of an answer: some are waited for; the person concerned is told, and not waited for (D4, D5)."""
    if is_consulted(party):
        return _(
            "Your answer is noted before anything is done. It does not bind us. "
            "If you see it otherwise, our last letter to you says what we made of that."
        )
    return _(
        "We read what you say, and note it if it comes before we go on. We need not wait for it, and it does not bind "
        "us. If you see it otherwise, our last letter to you says what we made of that."
    )


def after_the_end(seat: PartySeat, make: Make, now: datetime) -> tuple[pages.Asked, ...]:
    """A review where there is one, and whether they felt fairly treated: both are theirs to leave (V4)."""
    party = seat.state.parties[seat.party]
    return (*_review(seat, party, make, now), *_fairness(party, make))


def _review(seat: PartySeat, party: PartyState, make: Make, now: datetime) -> Iterator[pages.Asked]:
    until = review_until(seat.state, seat.policy)
    if until is not None and now < until and party.review_asked_at is None:
        yield pages.Asked(
            act=f"portal:{REVIEW}",
            anchor=REVIEW,
            title=_("Ask for a review"),
            explains=_("The committee looks at it again and answers you. It may also decide it anew."),
            letter="",
            until=until,
            until_says=_("You can do so until"),
            button=_("Ask for a review"),
            form=make(REVIEW, 0, ReviewForm),
            is_quiet=True,
        )


def _fairness(party: PartyState, make: Make) -> Iterator[pages.Asked]:
    if party.closing_sent and party.fairness is None:
        yield pages.Asked(
            act=f"portal:{FAIRNESS}",
            anchor=FAIRNESS,
            title=_("How we treated you"),
            explains=_(
                "You may leave this. Your yes, partly or no is only counted: the committee is shown numbers, "
                "five answers more at a time, and never who said what. The server has to know your answer to count it. "
                "What you write below is read by those named there, who see that it is from you."
            ),
            letter="",
            until=None,
            button=_("Send how it was"),
            form=make(FAIRNESS, 0, FairnessForm),
            is_quiet=True,
        )


def _letter(said: Sequence[Said], kind: f.LetterKind, number: int) -> str:
    """The newest letter of a kind about this: what is asked stands right above the box for the answer."""
    for one in reversed(said):
        if isinstance(one.fact, f.LetterSent) and (one.fact.kind, one.fact.refers) == (kind, number):
            return one.text
    return ""
