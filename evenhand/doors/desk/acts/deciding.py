"""Determination, proposal, positions, feedback (R4 to R7, D1, D3, D5)."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from evenhand.casework import deciding as acts
from evenhand.doors.desk.acts.base import (
    YES_NO_UNDETERMINED,
    ActForm,
    Done,
    Entry,
    Filled,
    OneOf,
    Writing,
    until_field,
)
from evenhand.doors.desk.acts.beginnings import Filling, begun, blank_left
from evenhand.doors.desk.acts.measures import (
    HELP_FIRST,
    measure_choices,
    measure_of_choice,
    pointer_choices,
    proposed_words,
)
from evenhand.doors.desk.acts.time_left import time_left
from evenhand.doors.desk.locked import unread_proposal
from evenhand.doors.desk.names import party_name
from evenhand.outbox.beginnings import Beginning
from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.facts import Actor, Party
from evenhand.procedure.gates.deciding import LIGHT
from evenhand.procedure.hearing import open_requests, was_heard
from evenhand.procedure.minors import known_people
from evenhand.procedure.next_steps import Act
from evenhand.procedure.withdrawing import word_alone
from evenhand.shell.forms import At, Boxes, Tick
from evenhand.shell.lasting import Lasts


class DetermineForm(ActForm):
    """Four parts, each to the best of the committee's ability."""

    needed = {
        "violation_text": gettext_lazy("needed if it breaks the code"),
        "why_unheard": gettext_lazy("needed then"),
        "beside": gettext_lazy("needed if it breaks the code"),
    }
    happened = OneOf(label=gettext_lazy("1. Did it happen? (R4)"), choices=YES_NO_UNDETERMINED)
    happened_text = Writing(
        label=gettext_lazy("What happened, and how you know"),
        help_text=gettext_lazy("Where you could not tell, say what you tried."),
    )
    violation = OneOf(label=gettext_lazy("2. Does it break the code of conduct? (R5)"), choices=YES_NO_UNDETERMINED)
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("Parts of the code that it concerns"), required=False, widget=Boxes
    )
    violation_text = Writing(label=gettext_lazy("Why"), required=False, rows=3)
    responsible = forms.MultipleChoiceField(
        label=gettext_lazy("3. Who is responsible? (R6)"),
        help_text=gettext_lazy("Any party, several, or nobody. Not answering is not an admission."),
        required=False,
        widget=Boxes,
    )
    why_unheard = Writing(
        label=gettext_lazy("If one of them was neither asked nor tried to be reached: why?"), required=False, rows=2
    )
    ongoing = OneOf(label=gettext_lazy("4. Does it go on? (R7)"), choices=YES_NO_UNDETERMINED)
    in_danger = OneOf(label=gettext_lazy("Is anybody's physical safety threatened?"), choices=YES_NO_UNDETERMINED)
    discrimination = Writing(
        label=gettext_lazy("Did subtle or unconscious discrimination play a part, in your own reading too? (V4)"),
        help_text=gettext_lazy("A sentence on what you looked at is enough."),
        rows=3,
    )
    discussion = Writing(label=gettext_lazy("Where did the discussion break down? (V5)"), required=False, rows=3)
    misunderstanding = forms.BooleanField(
        label=gettext_lazy("There was an honest misunderstanding (V7)"), required=False, widget=Tick
    )
    misunderstanding_text = Writing(
        label=gettext_lazy("What was misunderstood, and what would help"), required=False, rows=2
    )
    why_despite = Writing(
        label=gettext_lazy("An answer is still awaited. Why do you determine without it? (R2)"), rows=2
    )

    beside = Writing(
        label=gettext_lazy("Everybody who reported has withdrawn. On what does it rest beside their word? (R4)"),
        help_text=gettext_lazy("And who is at risk, so that you go on. Without it no violation can be determined."),
        required=False,
        rows=3,
    )

    def prepare(self) -> None:
        """Parties, sections and open questions are those of the case."""
        seat, asked = self.sitting.seat, self.sitting.asked
        language = get_language() or "en"
        sections, responsible = self.fields["sections"], self.fields["responsible"]
        if isinstance(sections, forms.MultipleChoiceField):
            sections.choices = [(one.id, one.in_language(language)) for one in seat.manual.code_sections]
        if isinstance(responsible, forms.MultipleChoiceField):
            responsible.choices = [(handle, party_name(handle)) for handle in known_people(seat.state)]
        if not open_requests(asked):
            del self.fields["why_despite"]
        if not word_alone(seat.state):
            del self.fields["beside"]
        self.ask_only("misunderstanding_text", "misunderstanding", bool)

    def clean(self) -> dict[str, object]:
        """A violation has a reason; so has a misunderstanding."""
        if self.cleaned_data.get("violation") == "yes":
            self.require("violation_text", _("Write down why it breaks the code."))
        if self.cleaned_data.get("misunderstanding"):
            self.require("misunderstanding_text", _("Write down what was misunderstood."))
        return self.cleaned_data


class ProposeForm(ActForm):
    """A resolution, with what fairness asks to be written beside it."""

    measures = forms.MultipleChoiceField(
        label=gettext_lazy("What do you propose?"),
        widget=Boxes,
        error_messages={"required": gettext_lazy("Choose at least one measure.")},
    )
    where_settled = Writing(label=gettext_lazy("If it was settled in public: where, and how"), required=False, rows=2)
    other = Writing(
        label=gettext_lazy("If it is another response: which"),
        help_text=gettext_lazy("Each part between ⟦ and ⟧ is a blank: write in its place, or take it out."),
        required=False,
        rows=6,
    )
    lasts = Lasts()
    space = OneOf(label=gettext_lazy("If it is a public reprimand: where did it happen?"), required=False)
    why_not_help = Writing(
        label=gettext_lazy("If it is more than help: why would help alone not do? (V7)"), required=False, rows=3
    )
    text = Writing(label=gettext_lazy("The resolution, as the others are to agree to it"))
    nothing_lighter = Writing(label=gettext_lazy("Why would nothing lighter do? (V0)"), rows=3)
    comparable = Writing(
        label=gettext_lazy("Comparable earlier cases, once there are any (V0)"),
        help_text=gettext_lazy("By what happened and what was done. Write “none yet” where there is none."),
        rows=3,
    )
    help_first = Writing(label=gettext_lazy("What was tried first: feedback, a talk? If nothing, why? (K5)"), rows=3)
    path_back = Writing(
        label=gettext_lazy("The way back for the person concerned, or why there is none (V2)"),
        help_text=gettext_lazy(
            "They will see a way back: their letters begin with it, and the text of a public reprimand as well."
        ),
        rows=3,
    )
    no_way_back = forms.BooleanField(
        label=gettext_lazy("There is none; what I wrote says why"), required=False, widget=Tick
    )
    pointers = forms.MultipleChoiceField(
        label=gettext_lazy("Pointers from your library that would help (V5)"),
        help_text=gettext_lazy("They go into the letter to the person concerned."),
        required=False,
        widget=Boxes,
    )
    until = At(required=False)

    def prepare(self) -> None:
        """Measures fit what was determined; what is not built is not offered."""
        seat, policy = self.sitting.seat, self.sitting.seat.policy
        found = seat.state.determination
        measures, pointers, space = self.fields["measures"], self.fields["pointers"], self.fields["space"]
        if isinstance(measures, forms.MultipleChoiceField):
            measures.choices = measure_choices(found)
        if isinstance(pointers, forms.MultipleChoiceField):
            pointers.choices = pointer_choices(seat.manual)
        if isinstance(space, forms.ChoiceField):
            space.choices = [(one.id, one.name) for one in seat.manual.spaces]
        self.fields["other"].initial = begun(self.sitting, Filling(Beginning.OTHER)).text
        self.fields["until"] = until_field(
            _("Positions can be taken until"), policy.positions_within, self.sitting.now, is_least=True
        )
        if found is None or not found.misunderstanding:
            del self.fields["why_not_help"]
        else:
            self.fields["measures"].help_text = HELP_FIRST
        for name in self._not_asked(found):
            del self.fields[name]
        self._ask_only_what_a_measure_asks()

    def _ask_only_what_a_measure_asks(self) -> None:
        def kind(choice: str) -> f.MeasureKind:
            return measure_of_choice(choice).kind

        self.ask_only("where_settled", "measures", lambda one: one == f.Ground.SETTLED_IN_PUBLIC)
        self.ask_only("other", "measures", lambda one: kind(one) is f.MeasureKind.OTHER)
        self.ask_only("lasts", "measures", lambda one: kind(one) is f.MeasureKind.OTHER)
        self.ask_only("space", "measures", lambda one: kind(one) is f.MeasureKind.PUBLIC_REPRIMAND)
        self.ask_only("why_not_help", "measures", lambda one: kind(one) not in LIGHT)

    def _not_asked(self, found: f.Determined | None) -> tuple[str, ...]:
        """What no measure of this case, or no library, makes necessary."""
        venue = () if found is not None and found.responsible else ("space",)
        return venue if self.sitting.seat.manual.resources else (*venue, "pointers")

    def clean(self) -> dict[str, object]:
        """What a measure asks to be said with it (D3, D3a, D3e, V7)."""
        chosen = [measure_of_choice(one) for one in self.cleaned_data.get("measures", ())]
        kinds = {measure.kind for measure in chosen}
        if any(measure.ground is f.Ground.SETTLED_IN_PUBLIC for measure in chosen):
            self.require("where_settled", _("Say where it was settled in public."))
        if f.MeasureKind.OTHER in kinds:
            self._other_is_said()
        if f.MeasureKind.PUBLIC_REPRIMAND in kinds:
            self.require("space", _("Say in which of your spaces it happened."))
        if "why_not_help" in self.fields and kinds - set(LIGHT):
            self.require("why_not_help", _("Say why help alone would not do, or propose help."))
        return self.cleaned_data

    def _other_is_said(self) -> None:
        self.require("other", _("Say what the other response is."))
        left = blank_left(str(self.cleaned_data.get("other") or ""))
        if left:
            self.add_error("other", left)


class PositionForm(ActForm):
    """On an exact version."""

    needed = {"text": gettext_lazy("needed if you object")}
    position = OneOf(
        label=gettext_lazy("Your position"),
        choices=[
            (f.Position.CONSENT.value, gettext_lazy("I consent")),
            (f.Position.STAND_ASIDE.value, gettext_lazy("I stand aside: I would not do it, and do not block it")),
            (f.Position.OBJECT.value, gettext_lazy("I object")),
        ],
    )
    text = Writing(label=gettext_lazy("Why"), required=False, rows=3)

    @property
    def unopened(self) -> str:
        """A position is one on exact words: whoever has not opened them takes none (D1)."""
        return unread_proposal(self.sitting.seat)

    def clean(self) -> dict[str, object]:
        """An objection has a reason, so that the others can answer it."""
        if self.unopened:
            self.add_error(None, self.unopened)
        if self.cleaned_data.get("position") == f.Position.OBJECT:
            self.require("text", _("Say why you object, so that the others can answer it."))
        return self.cleaned_data


class FeedbackForm(ActForm):
    """An answer that came another way, written down."""

    feedback = OneOf(
        label=gettext_lazy("Is the resolution acceptable to them?"),
        choices=[
            (f.Feedback.ACCEPTS.value, gettext_lazy("Yes")),
            (f.Feedback.IN_PART.value, gettext_lazy("In part")),
            (f.Feedback.DOES_NOT_ACCEPT.value, gettext_lazy("No")),
        ],
    )
    text = Writing(label=gettext_lazy("What they said, when and how"))


class WeighFeedbackForm(ActForm):
    """Each answer or its absence is noted; it does not bind."""

    text = Writing(
        label=gettext_lazy("What you make of the answers"),
        help_text=gettext_lazy("They do not bind the committee, which says what it made of them."),
    )

    def prepare(self) -> None:
        """Somebody may still have time who is told and not waited for."""
        text = self.fields["text"]
        text.help_text = " ".join(filter(None, (str(text.help_text), time_left(self.sitting))))


def _determine(done: Filled) -> Done:
    asked = Asked(done.seat.state, done.seat.policy, done.seat.team, done.occasion.now, Actor.member(done.seat.member))
    responsible = tuple(Party(handle) for handle in done.values["responsible"])
    unheard = tuple(p for p in responsible if not was_heard(asked, p)) if done.text("why_unheard").strip() else ()
    language = get_language() or "en"
    sections = [s.in_language(language) for s in done.seat.manual.code_sections if s.id in done.values["sections"]]
    texts = {
        "happened": done.text("happened_text"),
        "violation": done.text("violation_text"),
        "sections": "\n".join(sections),
        "discrimination": done.text("discrimination"),
        "discussion": done.text("discussion"),
        "misunderstanding": done.text("misunderstanding_text"),
        "why_unheard": done.text("why_unheard"),
        "why_despite": done.text("why_despite"),
        "beside": done.text("beside"),
    }
    found = acts.Determination(
        happened=f.Answer(done.values["happened"]),
        violation=f.Answer(done.values["violation"]),
        responsible=responsible,
        ongoing=f.Answer(done.values["ongoing"]),
        in_danger=f.Answer(done.values["in_danger"]),
        texts={name: text for name, text in texts.items() if text},
        misunderstanding=done.yes("misunderstanding"),
        unheard=unheard,
        despite_requests=bool(done.text("why_despite").strip()),
        beyond_statement=bool(done.text("beside").strip()),
    )
    acts.determine(done.seat, done.occasion, found, _version_at(done, f.Determined) + 1)
    return Done()


def _propose(done: Filled) -> Done:
    space, lasts = done.text("space"), done.yes("lasts")
    measures = tuple(measure_of_choice(choice, space, lasts=lasts) for choice in done.values["measures"])
    proposal = acts.Proposal(
        measures=measures,
        texts=proposed_words(done, measures),
        positions_until=done.until(done.seat.policy.positions_within),
    )
    acts.propose(done.seat, done.occasion, proposal, _version_at(done, f.Proposed) + 1)
    return Done()


def _take(done: Filled) -> Done:
    version = _version_at(done, f.Proposed)
    acts.take_position(done.seat, done.occasion, version, f.Position(done.values["position"]), done.text())
    return Done()


def _record(done: Filled) -> Done:
    feedback = f.Feedback(done.values["feedback"])
    acts.record_feedback(done.seat, done.occasion, done.party, done.number, feedback, done.text())
    return Done()


def _weigh(done: Filled) -> Done:
    acts.weigh_feedback(done.seat, done.occasion, done.text(), done.seen)
    return Done()


def _version_at(done: Filled, kind: type[f.Determined | f.Proposed]) -> int:
    """The newest version that the page showed: an answer is to what somebody read."""
    return sum(isinstance(r.happened.fact, kind) for r in done.seat.file.entries if r.seq <= done.seen)


ENTRIES = {
    Act.DETERMINE: Entry(
        DetermineForm,
        _determine,
        gettext_lazy("Write the determination"),
        explains=gettext_lazy(
            "Four parts, each to the best of your ability. It can be written anew later; a proposal cites the newest."
        ),
    ),
    Act.PROPOSE: Entry(
        ProposeForm,
        _propose,
        gettext_lazy("Propose it"),
        explains=gettext_lazy("Proposing is consenting. The others take a position on exactly these words."),
    ),
    Act.TAKE_POSITION: Entry(PositionForm, _take, gettext_lazy("Take this position"), in_place=True),
    Act.RECORD_FEEDBACK: Entry(FeedbackForm, _record, gettext_lazy("Write it down")),
    Act.WEIGH_FEEDBACK: Entry(WeighFeedbackForm, _weigh, gettext_lazy("Note it"), in_place=True),
}
