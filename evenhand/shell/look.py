"""A sample of every component, with invented people: the page at which the look is judged and checked.

It is there only where EVENHAND_LOOK says so, and its words are samples, not promises.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django import forms

from evenhand.shell.forms import Boxes, Choices, Form, Tick, Words
from evenhand.shell.pages import Link, Page
from evenhand.shell.parts import ClauseText, DutyRow, Notice, PageTurn, Progress, Readers, Step, Told, Tone, Urgency

_AT = datetime(2026, 3, 5, 13, 0, tzinfo=UTC)
_READERS = Readers(
    read_by=("Bo", "Chidi", "Dara"),
    not_by=("Ada (recused)",),
    also="A court, or the person concerned, may one day read this.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage(Page):
    """Everything at once."""

    at: datetime
    duties: tuple[DutyRow, ...]
    turn: PageTurn
    clauses: tuple[ClauseText, ...]
    story: tuple[Told, ...]
    readers: Readers
    steps: tuple[Step, ...]
    notices: tuple[Notice, ...]
    phrase: str
    letter: str


class LookForm(Form):
    """Every kind of box."""

    what_happened = forms.CharField(
        label="What happened?",
        help_text="All we need; you need not be sure that it breaks the code.",
        widget=Words(readers=_READERS),
        error_messages={"required": "Tell us what happened, in a sentence or two."},
    )
    left_out = forms.MultipleChoiceField(
        label="Who must not see it?",
        help_text="They get no key and no notice.",
        choices=[(name, name) for name in ("Ada", "Bo", "Chidi", "Dara")],
        required=False,
        widget=Boxes(in_row=True),
    )
    said = forms.ChoiceField(
        label="May we say that it was you?",
        choices=[("no", "No"), ("ask", "Ask me first"), ("yes", "Yes")],
        widget=Choices,
        error_messages={"required": "Choose one of the answers."},
    )
    address = forms.EmailField(label="Your mail address", required=False)
    heard = forms.BooleanField(label="I have read who will see this", required=False, widget=Tick)


def sample() -> LookPage:
    """Answer the sample page."""
    return LookPage(
        title="Every component",
        nav=(
            Link(label="Owed now", address="#", here=True),
            Link(label="Everything", address="#"),
            Link(label="Your account", address="#"),
        ),
        at=_AT,
        duties=(
            _duty(Urgency.LATE, "late 3 h", "otter-lantern", "Acknowledge the report", "R1", "Bo, then Chidi"),
            _duty(Urgency.SOON, "today", "birch-comet", "Two-week update to reporter 1", "R12", "Bo"),
            _duty(Urgency.OPEN, "Thursday", "sable-tide", "Your position on proposal 2", "D1", "you"),
            _duty(Urgency.DONE, "done", "maple-kite", "Summary of the talk of 3 March", "R10", "Dara"),
        ),
        turn=PageTurn(number=2, newer="#", older="#"),
        clauses=(
            ClauseText("C1", "Say whether you have a conflict of interest before you read any further."),
            ClauseText("R1", "Confirm receipt to the reporter in time; a person does it, not a machine."),
            ClauseText("R4", "Settle what happened before anybody proposes what to do."),
        ),
        story=(
            Told(
                at=_AT,
                what="Report received",
                by="web",
                room="line: reporter 1",
                words="He kept on after I asked him\nto stop.",
            ),
            Told(at=_AT, what="One member left out by the reporter"),
            Told(at=_AT + timedelta(hours=3), what="Clear and severe: no", by="Bo", clause="T1"),
        ),
        readers=_READERS,
        steps=(
            Step(progress=Progress.DONE, label="We have your report", at=_AT),
            Step(progress=Progress.NOW, label="A person answers", at=_AT + timedelta(hours=72), note="at the latest"),
            Step(progress=Progress.NEXT, label="We find out what happened", note="we write every two weeks"),
            Step(progress=Progress.NEXT, label="A decision, and a letter to you"),
        ),
        notices=(
            Notice(
                says="We are volunteers, not on call. In danger, ring your local number first.", title="Are you safe?"
            ),
            Notice(says="Nobody has answered you yet; that is due today.", tone=Tone.SOON),
            Notice(says="We promised you an answer by Thursday 14:00, and did not keep that.", tone=Tone.LATE),
        ),
        phrase="amber basket canyon drift ember fable garden harbor island jigsaw",
        letter="Hello,\n\nthank you for writing to us. We take your report up now.\n\nBo, for the committee",
    )


def _duty(urgency: Urgency, due: str, case: str, owed: str, clause: str, by: str) -> DutyRow:
    return DutyRow(urgency=urgency, due=due, case=case, address="#", owed=owed, clause=clause, by=by)
