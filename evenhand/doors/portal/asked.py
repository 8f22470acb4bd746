"""What a party may answer now: open questions, contacts to object to, a proposed resolution (R2, R3, D5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from evenhand.casework.conversation import Said
from evenhand.casework.seats import PartySeat
from evenhand.doors.portal import pages
from evenhand.doors.portal.forms import AnswerForm, ContactForm, FeedbackForm, SaidForm
from evenhand.procedure import facts as f
from evenhand.procedure.state import PartyState

ANSWER, CONTACT, FEEDBACK, WRITE, ADDRESS = "answer", "contact", "feedback", "write", "address"
REPORT = "report"
"""The act by which what was asked becomes a report (K3)."""


Make = Callable[[str, int, type[SaidForm]], SaidForm]
"""Makes the form of an act about a number: bound where it was refused, else empty or with what came back."""


def everything(seat: PartySeat, said: Sequence[Said], make: Make) -> tuple[pages.Asked, ...]:
    """All that waits for this party, what is asked first."""
    if seat.state.closed_at is not None:
        return ()
    party = seat.state.parties[seat.party]
    return (*_questions(seat, said, make), *_contacts(seat, said, make), *_proposal(seat, party, said, make))


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
        if is_open and seat.party not in contact.answers:
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
        explains=_(
            "Your answer is noted before anything is done. It does not bind us, and we tell you what we made of it."
        ),
        letter=_letter(said, f.LetterKind.CONSULTATION, proposal.version),
        until=party.told_until,
        button=_("Send how you see it"),
        form=make(FEEDBACK, proposal.version, FeedbackForm),
    )


def _letter(said: Sequence[Said], kind: f.LetterKind, number: int) -> str:
    """The newest letter of a kind about this: what is asked stands right above the box for the answer."""
    for one in reversed(said):
        if isinstance(one.fact, f.LetterSent) and (one.fact.kind, one.fact.refers) == (kind, number):
            return one.text
    return ""
