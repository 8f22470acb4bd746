"""Contacting anybody but the reporter, step by step; and what is noted about a party (R3, R4, V1, V6)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import talking
from evenhand.casework.talking import Letter
from evenhand.doors.desk.acts.base import (
    LINE,
    ActForm,
    CouldTell,
    Done,
    Entry,
    Filled,
    LinkAddress,
    OneOf,
    Plain,
    Writing,
    until_field,
)
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Member
from evenhand.procedure.next_steps import Act
from evenhand.procedure.recognising import could_recognise
from evenhand.shell.forms import At, Choices


class ContactForm(ActForm):
    """Who, when and what will be said."""

    role = OneOf(
        label=gettext_lazy("What is this person's part?"),
        choices=[
            (f.Role.REPORTED.value, gettext_lazy("The report is about what they said or did")),
            (f.Role.AFFECTED.value, gettext_lazy("It was done to them")),
            (f.Role.WITNESS.value, gettext_lazy("They may have seen it")),
        ],
    )
    text = Writing(
        label=gettext_lazy("Who it is, when you would write to them, and what you would say"),
        help_text=gettext_lazy(
            "The reporter is told first and may object; a second member agrees; then you write to them."
        ),
    )
    member = forms.ChoiceField(
        label=gettext_lazy("Is it one of the committee or the council?"),
        help_text=gettext_lazy(
            "A member who becomes a party loses their key to this case at once, and reads only their own line. Look "
            "twice: after a mistake they come back only if the contact is taken back and two of you say so."
        ),
        required=False,
        widget=Choices,
    )

    def prepare(self) -> None:
        """Anybody on the roster but the writer can be meant."""
        seat, names = self.sitting.seat, self.sitting.names
        field = self.fields["member"]
        others = [p.member for p in seat.roster.present if p.member != seat.member]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("No")), *((m, names.member(m)) for m in others)]
            field.initial = ""


class ObjectionForm(ActForm):
    """What a reporter said in a call or a chat, written down."""

    objects = OneOf(
        label=gettext_lazy("Do they object to this contact?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
    )
    text = Writing(label=gettext_lazy("What they said, when and how"))


class WeighForm(ActForm):
    """An objection is weighed and recorded, and is no veto."""

    go_on = OneOf(
        label=gettext_lazy("Will you make this contact?"),
        choices=[("yes", gettext_lazy("Yes, for the reason below")), ("no", gettext_lazy("No"))],
    )
    text = Writing(
        label=gettext_lazy("What you make of the objection"),
        help_text=gettext_lazy("Then you write to whoever objected: their page promises that they are told."),
    )


class TakeBackForm(ActForm):
    """Why a contact is not to be made after all."""

    text = Writing(
        label=gettext_lazy("What the mistake was"),
        help_text=gettext_lazy(
            "The wrong person, or the wrong part. Whoever is a member and was named with it stays out of this case. A "
            "reporter who was told of it reads that it will not be made in the letter that you write them next."
        ),
        rows=3,
    )


class InviteForm(ActForm):
    """A personal letter with a link that opens a line of their own."""

    text = Writing(
        label=gettext_lazy("Your first letter to them"),
        room=LINE,
        rows=12,
        help_text=gettext_lazy(
            "Say for whom you write, what it is about by the act and not the person, that nothing is decided, what "
            "you need to understand, that somebody may support them, that they may decline, and that not answering "
            "is not an admission. Do not say who reported. Sign it with your name."
        ),
    )
    could_tell = CouldTell()
    address = LinkAddress()
    asks = OneOf(
        label=gettext_lazy("Does the letter ask them something?"),
        choices=[("yes", gettext_lazy("Yes, and gives a date")), ("no", gettext_lazy("No"))],
        initial="yes",
    )
    until = At(required=False)

    def prepare(self) -> None:
        """What the manual wants said stands ready; the date may stay empty."""
        seat, subject = self.sitting.seat, self.sitting.subject
        self.fields["until"] = until_field(_("An answer is hoped for by"), seat.policy.answers_within, self.sitting.now)
        party = seat.state.parties.get(subject.party) if subject.party is not None else None
        if not could_recognise(seat.state, party):
            del self.fields["could_tell"]
        if party is not None and party.role is f.Role.REPORTER:
            self.fields["asks"].initial = "no"


class InviteAnewForm(ActForm):
    """A letter with a link that makes other words, and for the committee how one knows that it is them."""

    known = Writing(
        label=gettext_lazy("How do you know that it is them who lost their words?"),
        help_text=gettext_lazy(
            "Whoever uses the link reads all that was said in their line, and the words that they had open nothing any "
            "more. Ask by a way by which you reached them before."
        ),
    )
    text = Writing(
        label=gettext_lazy("Your letter to them"),
        room=LINE,
        rows=6,
        help_text=gettext_lazy("Say what the link is for. Sign it with your name."),
    )
    could_tell = CouldTell()
    address = LinkAddress()


class TextForm(ActForm):
    """One box, for the committee."""

    text = Writing(label=gettext_lazy("Why"))


class AnswerForm(ActForm):
    """What somebody answered by mail, by phone or in person."""

    text = Writing(
        label=gettext_lazy("What they answered, and when and how it reached you"),
        help_text=gettext_lazy("In their own words where you have them. From then on nobody waits for this answer."),
        rows=6,
    )


class TriedForm(ActForm):
    """What was tried, and when."""

    text = Writing(label=gettext_lazy("How you tried to reach them, and when"))


def _answered(done: Filled) -> Done:
    talking.record_answer(done.seat, done.occasion, done.party, done.number, done.text())
    return Done()


def _propose(done: Filled) -> Done:
    member = Member(done.values["member"]) if done.values["member"] else None
    role = f.Role(done.values["role"])
    talking.propose_contact(done.seat, done.occasion, role, done.text(), member=member, seen=done.seen)
    return Done()


def _record(done: Filled) -> Done:
    objects = done.yes("objects")
    talking.record_objection(done.seat, done.occasion, done.party, done.number, done.text(), objects=objects)
    return Done()


def _weigh(done: Filled) -> Done:
    talking.weigh_objection(done.seat, done.occasion, done.number, done.text(), go_on=done.yes("go_on"))
    return Done()


def _take_back(done: Filled) -> Done:
    talking.take_back_contact(done.seat, done.occasion, done.number, done.text())
    return Done()


def _second(done: Filled) -> Done:
    talking.second_contact(done.seat, done.occasion, done.number)
    return Done()


def _invite(done: Filled) -> Done:
    told = done.values.get("could_tell")
    letter = Letter(done.text(), f.Via.OTHER, could_tell=None if told is None else told == "yes")
    invitation = talking.invite(
        done.seat,
        done.occasion,
        done.party,
        letter,
        address=done.text("address"),
        answer_by=done.until(done.seat.policy.answers_within) if done.yes("asks") else None,
        seen=done.seen,
    )
    if invitation.mailed:
        return Done()
    return Done(link=talking.INVITE.format(slug=done.seat.community.slug, token=invitation.token))


def _invite_anew(done: Filled) -> Done:
    letter = Letter(done.text(), f.Via.OTHER, could_tell=done.values.get("could_tell") == "yes")
    invitation = talking.invite_anew(
        done.seat, done.occasion, done.party, letter, done.text("known"), address=done.text("address"), seen=done.seen
    )
    if invitation.mailed:
        return Done()
    return Done(link=talking.INVITE.format(slug=done.seat.community.slug, token=invitation.token))


def _not_reached(done: Filled) -> Done:
    talking.not_reached(done.seat, done.occasion, done.party, done.text())
    return Done()


def _settle(done: Filled) -> Done:
    talking.settle_message(done.seat, done.occasion, done.party, done.text())
    return Done()


def _newcomer(done: Filled) -> Done:
    talking.mark_newcomer(done.seat, done.occasion, done.party)
    return Done()


ENTRIES = {
    Act.RECORD_ANSWER: Entry(AnswerForm, _answered, gettext_lazy("Write it down")),
    Act.PROPOSE_CONTACT: Entry(ContactForm, _propose, gettext_lazy("Propose it")),
    Act.RECORD_OBJECTION: Entry(ObjectionForm, _record, gettext_lazy("Write it down")),
    Act.WEIGH_OBJECTION: Entry(WeighForm, _weigh, gettext_lazy("Write it down"), in_place=True),
    Act.SECOND_CONTACT: Entry(
        Plain,
        _second,
        gettext_lazy("Agree to contact %(number)s"),
        in_place=True,
        explains=gettext_lazy("Read the plan in the story first: who, when, and what will be said."),
    ),
    Act.TAKE_BACK_CONTACT: Entry(TakeBackForm, _take_back, gettext_lazy("Take it back")),
    Act.INVITE: Entry(
        InviteForm,
        _invite,
        gettext_lazy("Send the letter to %(who)s"),
        is_letter=True,
        explains=gettext_lazy("The link works once. Whoever has it can open their line, so mind where you send it."),
    ),
    Act.INVITE_ANEW: Entry(
        InviteAnewForm,
        _invite_anew,
        gettext_lazy("Send the letter to %(who)s"),
        is_letter=True,
        explains=gettext_lazy(
            "The link works once. Until it is used the words that they had open their page as ever, and the page says "
            "that a link was made. What you cannot open yourself, the new words do not open either."
        ),
    ),
    Act.NOT_REACHED: Entry(TriedForm, _not_reached, gettext_lazy("Write it down")),
    Act.SETTLE_MESSAGE: Entry(TextForm, _settle, gettext_lazy("It needs no reply")),
    Act.MARK_NEWCOMER: Entry(
        Plain,
        _newcomer,
        gettext_lazy("%(who)s is new here"),
        explains=gettext_lazy("Then somebody offers them support, or writes down why not."),
    ),
}
