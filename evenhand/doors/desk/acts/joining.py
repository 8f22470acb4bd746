"""Who sits at the case: the conflict question, the names, stepping back, letting in (C1, C2, K4)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import conflicts, joining, keychanges
from evenhand.doors.desk.acts.base import ActForm, Done, Entry, Filled, OneOf, Plain, Writing
from evenhand.procedure.facts import Member
from evenhand.procedure.next_steps import Act
from evenhand.procedure.seating import able, unseated
from evenhand.record import rooms
from evenhand.shell import conflicts as question
from evenhand.shell.forms import Boxes
from evenhand.vault.keyring import COMMITTEE


class ConflictForm(ActForm):
    """Asked on the names alone, before any other word."""

    answer = OneOf(
        label=gettext_lazy("Do you have a conflict of interest?"), help_text=question.HELP, choices=question.CHOICES
    )
    text = Writing(
        label=gettext_lazy("What the others should know about it, if you want to say"), required=False, rows=3
    )

    def prepare(self) -> None:
        """What counts as which, in the words of the manual; words only where somebody says that there is a conflict."""
        question.explain(self.fields["answer"], self.sitting.seat.manual)
        self.ask_only("text", "answer", lambda answer: answer in {"stays", "hard"})


class RecuseForm(ActForm):
    """One step, from anywhere in the case."""

    how = OneOf(
        label=gettext_lazy("You have a conflict of interest"),
        help_text=question.HELP,
        choices=question.CHOICES[1:],
        initial="leaves",
    )
    text = Writing(
        label=gettext_lazy("What the others should know about it, if you want to say"), required=False, rows=3
    )

    def prepare(self) -> None:
        """Who has no way to stay is not asked how (K4, C2); another one is taken out, not asked."""
        seat, subject = self.sitting.seat, self.sitting.subject
        question.explain(self.fields["how"], seat.manual)
        if subject.member not in {None, seat.member} or seat.member in seat.state.must_go:
            del self.fields["how"]
        if subject.member not in {None, seat.member}:
            del self.fields["text"]


class AnswerForm(ConflictForm):
    """The same, asked by another member: whatever one answers, one may say more."""

    def prepare(self) -> None:
        """The box is in sight with every answer; what silence costs stands beside the question."""
        seat = self.sitting.seat
        question.explain(self.fields["answer"], seat.manual)
        self.fields["answer"].help_text = (
            _("If the date passes without an answer, the chair may take you out of this case.")
            if seat.policy.silence_takes_out
            else _("Nothing waits for it, and nobody loses their seat by being silent.")
        )


class QuestionForm(ActForm):
    """One member asks another."""

    text = Writing(
        label=gettext_lazy("Why you ask, if you want to say"),
        help_text=gettext_lazy("They read it too, and so do the other members of this case."),
        required=False,
        rows=3,
    )


class NamesForm(ActForm):
    """What the others need to answer the conflict question."""

    text = Writing(
        label=gettext_lazy("Who is said to be involved, and where?"),
        help_text=gettext_lazy(
            "Names and handles only, and the space where it happened. The others see this before anything else."
        ),
        room=rooms.NAMES,
    )
    involved = forms.MultipleChoiceField(
        label=gettext_lazy("Is one of you among them, or one of the council?"),
        help_text=gettext_lazy(
            "Whoever you tick loses their key to this case at once, or never gets one (K4), and their positions and "
            "signatures here go with it. Look twice: they come back only if two of you say that it was a mistake."
        ),
        required=False,
        widget=Boxes,
    )

    def prepare(self) -> None:
        """Whoever has a key can be ticked, and whoever could get one: a nickname holds nobody back by itself (C2)."""
        seat, names = self.sitting.seat, self.sitting.names
        could = unseated(seat.state, seat.policy, seat.team)
        members = (*seat.state.readers, *sorted(seat.state.held_back), *seat.state.shown_names)
        others = [p.member for p in seat.roster.present if p.member in could]
        field = self.fields["involved"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(m, names.member(m)) for m in dict.fromkeys((*members, *others)) if m != seat.member]


class MistakeForm(ActForm):
    """Why somebody should not have been named as involved."""

    text = Writing(
        label=gettext_lazy("What was the mistake, and how do you know?"),
        help_text=gettext_lazy("It stays in the record of this case, with your name."),
        rows=3,
    )

    @property
    def _first(self) -> str:
        """Who has said so already; empty for whoever is the first to say it."""
        state, member = self.sitting.seat.state, self.sitting.subject.member
        said = None if member is None else state.found_not_involved.get(member)
        return self.sitting.names.member(said[0]) if said is not None and said[0] in able(state) else ""

    @property
    def heading(self) -> str:
        """A second one agrees."""
        names = {"who": self.sitting.names.member(self.sitting.subject.member or "")}
        return _("Agree that %(who)s was named by mistake") % names if self._first else ""

    @property
    def explains(self) -> str:
        """What the second word does, and where the first one stands."""
        if not self._first:
            return ""
        return _(
            "%(first)s says so; what they wrote stands below, under what happened so far. Look for yourself before "
            "you agree: with your word the person can be shown the names alone, and come in once they have answered "
            "whether they have a conflict of interest. If it is about them, or close to them, do nothing here."
        ) % {"first": self._first}

    @property
    def button(self) -> str:
        """What the second one presses."""
        return _("Agree") if self._first else ""


def _answer(done: Filled) -> Done:
    return _declare(done, done.values["answer"])


def _recuse(done: Filled) -> Done:
    who = done.subject.member
    if who is not None and who != done.seat.member:
        keychanges.take_out(done.seat, done.occasion, who)
        return Done()
    return _declare(done, done.values.get("how", "leaves"))


def _declare(done: Filled, answer: str) -> Done:
    """What somebody says of their own conflict of interest: none, soft, hard, or nothing but that they go."""
    match answer:
        case "leaves":
            keychanges.recuse(done.seat, done.occasion, done.text() if done.seat.has_answered else "")
            return Done(left=True)
        case "hard":
            return Done(left=conflicts.declare_hard(done.seat, done.occasion, done.text()))
        case _:
            keychanges.answer_conflict(done.seat, done.occasion, stays=answer == "stays", text=done.text())
            return Done()


def _question(done: Filled) -> Done:
    conflicts.question(done.seat, done.occasion, done.subject.member or Member(""), done.text())
    return Done()


def _write_names(done: Filled) -> Done:
    involved = [Member(m) for m in done.values["involved"]]
    keychanges.write_names(done.seat, done.occasion, done.text(), involved)
    return Done()


def _find_not_involved(done: Filled) -> Done:
    keychanges.find_not_involved(done.seat, done.occasion, done.subject.member or Member(""), done.text())
    return Done()


def _admit(done: Filled) -> Done:
    keychanges.admit_held_back(done.seat, done.occasion, done.subject.member or Member(""))
    return Done()


def _clear(done: Filled) -> Done:
    keychanges.clear(done.seat, done.occasion, done.subject.member or Member(""))
    return Done()


def _show_names(done: Filled) -> Done:
    joining.show_names(done.seat, done.occasion, done.subject.member or Member(""))
    return Done()


def _let_in(done: Filled) -> Done:
    joining.let_in(done.seat, done.occasion, done.subject.member or Member(""))
    return Done()


def _seat_alternates(done: Filled) -> Done:
    keychanges.seat_alternates(done.seat, done.occasion)
    return Done()


def _seat_council(done: Filled) -> Done:
    keychanges.seat_council(done.seat, done.occasion)
    return Done()


ENTRIES = {
    Act.ANSWER_CONFLICT: Entry(ConflictForm, _answer, gettext_lazy("Answer"), in_place=True),
    Act.RECUSE: Entry(
        RecuseForm,
        _recuse,
        gettext_lazy("Do this now"),
        explains=gettext_lazy(
            "The others hear at once that somebody stepped back. What you have read so far stays on record."
        ),
    ),
    Act.ANSWER_QUESTIONED: Entry(
        AnswerForm,
        _answer,
        gettext_lazy("Answer"),
        in_place=True,
        explains=gettext_lazy(
            "Another member asks; their question stands in the story. The others see your answer. Nobody has "
            "to say why."
        ),
    ),
    Act.QUESTION_CONFLICT: Entry(
        QuestionForm,
        _question,
        gettext_lazy("Ask %(who)s"),
        explains=gettext_lazy(
            "They hear at once that something waits, without content, and answer by a date. Ask as you would like "
            "to be asked: most conflicts of interest are nobody's fault."
        ),
    ),
    Act.WRITE_NAMES: Entry(NamesForm, _write_names, gettext_lazy("Write the names down"), in_place=True),
    Act.ADMIT: Entry(
        Plain,
        _admit,
        gettext_lazy("Let %(who)s in"),
        explains=gettext_lazy(
            "They wait because their name occurs in the report, or because they joined while it was sent. "
            "Read the report first. If it is not about them, let them in; they will be asked whether they have "
            "a conflict. If it is about them, do nothing here: write their name down as involved."
        ),
    ),
    Act.LOOK_WHETHER_MEANT: Entry(
        Plain,
        _clear,
        gettext_lazy("It is not %(who)s who is meant"),
        explains=gettext_lazy(
            "Their name occurs in what was said here, so nothing of this case reaches them before one of you has "
            "looked. Read first where it stands. If it is not about them, say so here: they get no key by it, and are "
            "passed over no more; a name in a later message is asked about again. If it is about them, do nothing "
            "here: write their name down as involved."
        ),
    ),
    Act.FIND_NOT_INVOLVED: Entry(
        MistakeForm,
        _find_not_involved,
        gettext_lazy("%(who)s was named by mistake"),
        explains=gettext_lazy(
            "Whoever is named as involved has no way to stay (K4), so only two of you together can say that it was a "
            "mistake: one says so, and another who has looked for themselves agrees. Then they can be shown the names "
            "alone, and come in once they have answered whether they have a conflict of interest. If it is about them, "
            "or close to them, do nothing here."
        ),
    ),
    Act.SHOW_NAMES: Entry(
        Plain,
        _show_names,
        gettext_lazy("Show %(who)s the names"),
        explains=gettext_lazy(
            "They joined after this case began. They get the key of the names and of nothing else, and are asked "
            "whether they have a conflict of interest. Think first whether this case is about them, or close to them: "
            "if so, do nothing here."
        ),
    ),
    Act.LET_IN: Entry(
        Plain,
        _let_in,
        gettext_lazy("Let %(who)s in"),
        explains=gettext_lazy(
            "They have seen the names and answered the conflict question; the answer stands in the story, with what "
            "they told of a conflict. From now on all of this case opens to them, also what was written before."
        ),
    ),
    Act.SEAT_ALTERNATES: Entry(
        Plain,
        _seat_alternates,
        gettext_lazy("Call alternates in"),
        explains=gettext_lazy(
            "Fewer members are left than your manual asks for. As many alternates as are missing get the keys of this "
            "case and act in it as you do; whoever is named, was left out or has stepped back is passed over. Where "
            "none can come, it goes to the council."
        ),
    ),
    Act.SEAT_COUNCIL: Entry(
        Plain,
        _seat_council,
        gettext_lazy("Let the council in"),
        explains=gettext_lazy(
            "Fewer members are left than your manual asks for. The members of the council who were not left out "
            "get the keys of this case, and act in it as you do."
        ),
    ),
}

__all__ = ["COMMITTEE", "ENTRIES", "ConflictForm", "NamesForm", "RecuseForm"]
