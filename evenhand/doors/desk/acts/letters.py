"""Letters: every one written and signed by a person, each shown once more before it goes (V1, R1, R2, R12, D4, D6)."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import addresses, asking, closing, deciding, talking
from evenhand.casework.talking import Letter
from evenhand.doors.desk.acts.base import (
    CHOOSE,
    LINE,
    WRITE,
    ActForm,
    CouldTell,
    Done,
    Entry,
    Filled,
    OneOf,
    Writing,
    until_field,
)
from evenhand.doors.desk.acts.beginnings import Filling, begun, blank_left, carried
from evenhand.doors.desk.acts.time_left import time_left
from evenhand.doors.desk.names import party_name
from evenhand.outbox.beginnings import Beginning
from evenhand.procedure import facts as f
from evenhand.procedure.next_steps import Act
from evenhand.procedure.policy import Policy
from evenhand.procedure.promised import sees_it_otherwise, weighed_objections
from evenhand.procedure.recognising import could_recognise
from evenhand.procedure.state import Contact, PartyState
from evenhand.shell.forms import At, Choices, Tick

TO_READ_ONCE_MORE = timedelta(minutes=30)


class LetterForm(ActForm):
    """A letter to one party: the question about the reporter's identity, the words, the way."""

    text = Writing(label=gettext_lazy("Your letter"), room=LINE, rows=10)
    via = forms.ChoiceField(label=gettext_lazy("How it goes"), widget=Choices)
    why_other_way = forms.CharField(
        label=gettext_lazy("Which other way, and why"), required=False, max_length=1000, widget=forms.TextInput
    )
    could_tell = CouldTell()

    def prepare(self) -> None:
        """The ways are those that reach this party; the question is not asked of a letter to the only reporter (V1)."""
        party = self.party
        via = self.fields["via"]
        if isinstance(via, forms.ChoiceField):
            via.choices = ways(self)
            via.initial = via.choices[0][0]
        self.ask_only("why_other_way", "via", lambda way: way == f.Via.OTHER)
        if not could_recognise(self.sitting.seat.state, party):
            del self.fields["could_tell"]
        language = dict(settings.LANGUAGES).get(party.language, party.language) if party is not None else ""
        if party is not None:
            self.fields["text"].initial = self.beginning(party)
        if language:
            says = _("Their language is %(language)s. Sign it with your name.") % {"language": language}
            self.fields["text"].help_text = " ".join((says, *self.promised()))

    def beginning(self, party: PartyState) -> str:  # noqa: ARG002 - what a letter of another kind begins with
        """How the letter begins; most begin with nothing."""
        return ""

    def promised(self) -> tuple[str, ...]:
        """What their page promises them to hear of their own words, and they have not heard yet (R3)."""
        party = self.party
        weighed = () if party is None else weighed_objections(self.sitting.seat.state, party.handle)
        return tuple(_objection_words(contact) for contact in weighed)

    @property
    def reading(self) -> timedelta:
        """How long a date has to bear that the letter is read once more, so that it is not refused when it is sent."""
        return timedelta(0) if "send" in self.data else TO_READ_ONCE_MORE

    @property
    def party(self) -> PartyState | None:
        """Whom the letter is to."""
        subject = self.sitting.subject.party
        return None if subject is None else self.sitting.seat.state.parties.get(subject)

    def clean(self) -> dict[str, object]:
        """Another way has a reason."""
        if self.cleaned_data.get("via") == f.Via.OTHER:
            self.require("why_other_way", _("Say which way, and why not on their page."))
        left = blank_left(str(self.cleaned_data.get("text") or ""))
        if left:
            self.add_error("text", left)
        return self.cleaned_data


class AnswerForm(LetterForm):
    """The first reply of a person; where advice was asked it can end it (K3)."""

    ends = forms.BooleanField(
        label=gettext_lazy("This answer ends it"),
        help_text=gettext_lazy("They can still write here, and only they can make it a report."),
        required=False,
        widget=Tick,
    )

    def prepare(self) -> None:
        """Only advice is ended by its answer."""
        super().prepare()
        if self.party is None or self.party.purpose is not f.Purpose.ADVICE:
            del self.fields["ends"]


class ReprimandForm(LetterForm):
    """A private reprimand begins as its template does, with the way back and the pointers that were agreed on."""

    def promised(self) -> tuple[str, ...]:
        """They may still have time to say how they see it."""
        return (*super().promised(), *filter(None, (time_left(self.sitting),)))

    def beginning(self, party: PartyState) -> str:
        """In the language of the person."""
        return begun(self.sitting, Filling(Beginning.PRIVATE_REPRIMAND, party.language)).text


class LastLetterForm(LetterForm):
    """It says whether there is a review (V4); to the person concerned also the way back and pointers (V2, V5)."""

    def beginning(self, party: PartyState) -> str:
        """What was agreed on for them to see, and the sentence about a review, in their language."""
        return carried(self.sitting, party) + "\n\n" + review_sentence(self.sitting.seat.policy, party.language)

    def promised(self) -> tuple[str, ...]:
        """Whoever did not agree was promised to read here what was made of it (D5)."""
        party = self.party
        if party is None or not sees_it_otherwise(self.sitting.seat.state, party.handle):
            return super().promised()
        feedback = _("They did not agree with what you proposed: say what you made of that, their page promises it.")
        return (*super().promised(), feedback)


class AskForm(LetterForm):
    """A question, with the date by which an answer is hoped for."""

    until = At(required=False)
    field_order = ("text", "until")

    def prepare(self) -> None:
        """The date may stay empty."""
        super().prepare()
        policy = self.sitting.seat.policy
        self.fields["until"] = until_field(_("An answer is hoped for by"), policy.answers_within, self.sitting.now)


class NoticeForm(LetterForm):
    """Told before anybody else is asked: who, when and what, with time to object."""

    until = At(required=False)
    field_order = ("text", "until")

    def prepare(self) -> None:
        """The date may stay empty."""
        super().prepare()
        policy = self.sitting.seat.policy
        self.fields["until"] = until_field(
            _("They can object until"), policy.objection_within, self.sitting.now, is_least=True, to_read=self.reading
        )


class UpdateForm(LetterForm):
    """An update has a projected date."""

    until = At(
        label=gettext_lazy("By when you now expect a resolution"),
        error_messages={"required": gettext_lazy("Give a date. It becomes the promise that the case is held to.")},
    )
    field_order = ("text", "until")


class ConsultForm(LetterForm):
    """The agreed resolution explained, and whether it is acceptable."""

    until = At(required=False)
    field_order = ("text", "until")

    def prepare(self) -> None:
        """The date may stay empty."""
        super().prepare()
        policy = self.sitting.seat.policy
        self.fields["until"] = until_field(
            _("An answer is hoped for by"),
            policy.feedback_within,
            self.sitting.now,
            is_least=True,
            to_read=self.reading,
        )

    def beginning(self, party: PartyState) -> str:
        """The person concerned sees the way back and the pointers (V2, V5)."""
        return carried(self.sitting, party)


class SupportForm(LetterForm):
    """Support for somebody who is new, in a letter to them; or why not, for the committee."""

    offered = OneOf(
        label=gettext_lazy("Do you offer support?"),
        choices=[
            ("yes", gettext_lazy("Yes, in a letter to them")),
            ("no", gettext_lazy("No, for a reason")),
        ],
    )
    reason = Writing(
        label=gettext_lazy("Why not"),
        help_text=gettext_lazy("They asked for none, or somebody looks after them already: whatever it is."),
        required=False,
    )
    field_order = ("offered", "text")

    def prepare(self) -> None:
        """The letter is asked for with the offer only, and the reason without it."""
        super().prepare()
        for name in _OF_A_LETTER:
            if name in self.fields:
                self.fields[name].required = False
                self.ask_only(name, "offered", "yes".__eq__)
        self.ask_only("reason", "offered", "no".__eq__)

    def clean(self) -> dict[str, object]:
        """A letter is whole, or there is a reason."""
        if self.cleaned_data.get("offered") == "no":
            self.require("reason", str(WRITE))
            return self.cleaned_data
        if self.cleaned_data.get("offered") == "yes":
            self.require("text", str(WRITE))
            self.require("via", str(CHOOSE))
            if "could_tell" in self.fields:
                self.require("could_tell", str(CHOOSE))
        return super().clean()

    @property
    def is_a_letter(self) -> bool:
        """A reason is for the committee and goes to nobody else."""
        return self.cleaned_data.get("offered") == "yes"

    @property
    def first_button(self) -> str:
        """It leads to the letter, or settles it with a reason."""
        return _("Go on")


_OF_A_LETTER = ("text", "via", "could_tell")
"""What is asked of a letter, whoever it is to."""


def _objection_words(contact: Contact) -> str:
    """What to tell whoever objected to a contact, once it was weighed."""
    values = {"number": contact.number}
    if contact.weighed:
        return (
            _(
                "They objected to contact %(number)s, and you go on with it: say what you made of what they said, and "
                "what happens next, before the person hears from you."
            )
            % values
        )
    return _("They objected to contact %(number)s, and you heeded it: say that it will not be made.") % values


def review_sentence(policy: Policy, language: str) -> str:
    """Whether a review can be asked for, and where; the committee may change the words (V4)."""
    with translation.override(language):
        if policy.review_within is None:
            return _("Our manual foresees no review. If you feel unfairly treated, you can complain on your page.")
        return _("Once this case is closed you can ask for a review on your page, for %(days)s days.") % {
            "days": policy.review_within.days
        }


def ways(form: ActForm) -> list[tuple[str, str]]:
    """By which ways a letter can reach this party."""
    subject, seat = form.sitting.subject.party, form.sitting.seat
    party = seat.state.parties.get(subject) if subject is not None else None
    told = party is not None and party.handle in addresses.told_by_mail(seat.file, seat.keys, [party])
    invited = party is not None and party.invited_until is not None and form.sitting.now < party.invited_until
    found = []
    if party is None or party.has_line or invited:
        says = _("On their page; a mail says only that something is waiting") if told else _("On their page")
        found.append((f.Via.LINE.value, says))
    if party is not None and party.reach is not f.Reach.NONE:
        found += _by_mail(addresses.newest(seat.file, seat.keys, party.handle))
    found.append((f.Via.OTHER.value, _("Another way, by my own hand")))
    return found


def _by_mail(address: addresses.Address | None) -> list[tuple[str, str]]:
    """The whole letter by mail; an address that was not reached may be reached again, and its writer decides."""
    if address is None:
        return []
    if address.came_back:
        says = _("On their page, and the whole letter by mail; but the last mail to them came back")
    else:
        says = _("On their page, and the whole letter by mail, which others may read")
    return [(f.Via.MAIL.value, says)]


def letter_of(done: Filled) -> Letter:
    """The letter as it was written."""
    told = done.values.get("could_tell")
    return Letter(
        done.text(),
        f.Via(done.values["via"]),
        could_tell=None if told is None else told == "yes",
        why_other_way=done.text("why_other_way"),
    )


def readers_of_copies(form: ActForm) -> int:
    """How many members get a copy of a reprimand."""
    return len(form.sitting.seat.state.readers)


def _acknowledge(done: Filled) -> Done:
    if done.values.get("ends"):
        asking.answer_and_end(done.seat, done.occasion, done.party, letter_of(done), done.seen)
        return Done()
    talking.write(done.seat, done.occasion, f.LetterKind.ACKNOWLEDGEMENT, done.party, letter_of(done), seen=done.seen)
    return Done()


def _write(done: Filled) -> Done:
    talking.write(done.seat, done.occasion, f.LetterKind.MESSAGE, done.party, letter_of(done), seen=done.seen)
    return Done()


def _ask(done: Filled) -> Done:
    until = done.until(done.seat.policy.answers_within)
    talking.ask(done.seat, done.occasion, done.party, letter_of(done), until, done.seen)
    return Done()


def _update(done: Filled) -> Done:
    until = done.values["until"]
    kind = f.LetterKind.UPDATE
    talking.write(done.seat, done.occasion, kind, done.party, letter_of(done), until=until, seen=done.seen)
    return Done()


def _tell_of_contact(done: Filled) -> Done:
    until = done.until(done.seat.policy.objection_within)
    talking.tell_of_contact(done.seat, done.occasion, done.party, done.number, letter_of(done), until, done.seen)
    return Done()


def _tell_of_reconnection(done: Filled) -> Done:
    kind = f.LetterKind.RECONNECTION
    talking.write(done.seat, done.occasion, kind, done.party, letter_of(done), seen=done.seen)
    return Done()


def _consult(done: Filled) -> Done:
    until = done.until(done.seat.policy.feedback_within)
    deciding.consult(done.seat, done.occasion, done.party, done.number, letter_of(done), until, done.seen)
    return Done()


def _deliver(done: Filled) -> Done:
    closing.deliver_reprimand(done.seat, done.occasion, done.number, letter_of(done), done.seen)
    return Done()


def _last_letter(done: Filled) -> Done:
    talking.write(done.seat, done.occasion, f.LetterKind.CLOSING, done.party, letter_of(done), seen=done.seen)
    return Done()


def _aftercare(done: Filled) -> Done:
    talking.write(done.seat, done.occasion, f.LetterKind.AFTERCARE, done.party, letter_of(done), seen=done.seen)
    return Done()


def _review_answer(done: Filled) -> Done:
    talking.write(done.seat, done.occasion, f.LetterKind.REVIEW_ANSWER, done.party, letter_of(done), seen=done.seen)
    return Done()


def _support(done: Filled) -> Done:
    if done.yes("offered"):
        talking.offer_support(done.seat, done.occasion, done.party, letter_of(done), done.seen)
    else:
        talking.offer_no_support(done.seat, done.occasion, done.party, done.text("reason"))
    return Done()


def to_whom(form: ActForm) -> str:
    """The party, by name."""
    subject = form.sitting.subject.party
    return party_name(subject) if subject is not None else _("nobody")


_SEND = gettext_lazy("Send it to %(who)s")

ENTRIES = {
    Act.ACKNOWLEDGE: Entry(
        AnswerForm,
        _acknowledge,
        _SEND,
        is_letter=True,
        explains=gettext_lazy(
            "Say that a person has read the report, who you are, what happens next and by when. Promise nothing else."
        ),
    ),
    Act.WRITE_LETTER: Entry(LetterForm, _write, _SEND, is_letter=True),
    Act.ASK_QUESTION: Entry(
        AskForm,
        _ask,
        _SEND,
        is_letter=True,
        explains=gettext_lazy(
            "Ask what you need to understand, one thing at a time. Say that they may decline, that somebody may "
            "support them, and that they can ask for a call instead."
        ),
    ),
    Act.UPDATE: Entry(
        UpdateForm,
        _update,
        _SEND,
        is_letter=True,
        explains=gettext_lazy("Say where things stand, why it takes longer, and by when you now expect a resolution."),
    ),
    Act.TELL_OF_CONTACT: Entry(
        NoticeForm,
        _tell_of_contact,
        _SEND,
        is_letter=True,
        explains=gettext_lazy(
            "Say who will be asked, when, and in which words. Say that an objection will be weighed, and is no veto."
        ),
    ),
    Act.TELL_OF_RECONNECTION: Entry(LetterForm, _tell_of_reconnection, _SEND, is_letter=True),
    Act.CONSULT: Entry(
        ConsultForm,
        _consult,
        _SEND,
        is_letter=True,
        explains=gettext_lazy(
            "Explain what the committee means to do and why, and ask whether it is acceptable. Say that the answer "
            "is weighed and does not bind the committee. From this letter on the positions stand."
        ),
    ),
    Act.DELIVER_REPRIMAND: Entry(
        ReprimandForm,
        _deliver,
        gettext_lazy("Send the reprimand to 1 person, copy to %(count)s"),
        is_letter=True,
        explains=gettext_lazy(
            "Name the act, not the person: what was said or done, why it hurts, what is expected, and the way back. "
            "Every member in this case gets a copy of their own."
        ),
    ),
    Act.WRITE_LAST_LETTER: Entry(
        LastLetterForm,
        _last_letter,
        _SEND,
        is_letter=True,
        explains=gettext_lazy("Say how it ended, as far as this reader may know, and whom they can turn to from now."),
    ),
    Act.CHECK_RETALIATION: Entry(
        LetterForm,
        _aftercare,
        _SEND,
        is_letter=True,
        explains=gettext_lazy(
            "Ask how they are, and whether anybody has made them pay for reporting. "
            "What they answer can be taken up: reopen this case, or it becomes a report of its own."
        ),
    ),
    Act.ANSWER_REVIEW: Entry(
        LetterForm,
        _review_answer,
        _SEND,
        is_letter=True,
        explains=gettext_lazy(
            "Say what the review came to, and why. If the case is to be decided anew, reopen it instead."
        ),
    ),
    Act.OFFER_SUPPORT: Entry(
        SupportForm,
        _support,
        _SEND,
        is_letter=True,
        explains=gettext_lazy(
            "Somebody who is new knows few people here. Offer what you can keep: somebody to turn to, or an hour."
        ),
    ),
}
