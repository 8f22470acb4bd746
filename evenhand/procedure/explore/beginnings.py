"""How far a case has come where a walk begins: what lies before is walked in other worlds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from evenhand.procedure import facts as f
from evenhand.procedure.facts import Actor, Fact, Happened, Member, Party
from evenhand.procedure.policy import Policy

START = datetime(2026, 3, 2, 10, tzinfo=UTC)
"""Any Monday; only spans from here on matter."""

REPORTER = Party("reporter-1")

LASTING = f.Measure(f.MeasureKind.OTHER, lasts=True)
"""A response that somebody has to uphold (D6)."""


def receipt(at: datetime, by: Member) -> Happened:
    """The report was acknowledged by a person (R1)."""
    return Happened(at, Actor.member(by), f.LetterSent(f.LetterKind.ACKNOWLEDGEMENT, REPORTER, f.Via.LINE))


def begun(readers: Sequence[Member]) -> list[Happened]:
    """The first days: acknowledged, and triaged as regular."""
    triaged = f.Triaged(severe=False, kind=None, in_danger=False, ongoing=False)
    return [receipt(START, readers[0]), _by(readers[0], triaged)]


def named_by_mistake(readers: Sequence[Member]) -> list[Happened]:
    """The chair was written down as involved, and is out of the case (K4)."""
    chair, other = readers[:2]
    return [_by(other, f.NamesWritten((chair,))), _by(other, f.Recused(chair, f.RecusalCause.NAMED))]


def agreed_on(measure: f.Measure, policy: Policy, readers: Sequence[Member]) -> list[Happened]:
    """It was determined that nobody broke the code; one measure was proposed, and the others consent (D1)."""
    chair, yes, no = readers[0], f.Answer.YES, f.Answer.NO
    return [
        _by(chair, f.Determined(1, yes, no, (), no, no)),
        _by(chair, f.Proposed(1, 1, (measure,), START + policy.positions_within)),
        *(_by(member, f.PositionTaken(1, f.Position.CONSENT)) for member in readers[1:]),
    ]


def found_responsible(policy: Policy, readers: Sequence[Member]) -> list[Happened]:
    """Who reported did something themselves: they were asked, and answered, and are to be reprimanded (R6, D3d)."""
    chair, yes, no = readers[0], f.Answer.YES, f.Answer.NO
    question = f.LetterSent(f.LetterKind.QUESTION, REPORTER, f.Via.LINE, 1, START + policy.answers_within)
    reprimand = f.Measure(f.MeasureKind.PRIVATE_REPRIMAND, REPORTER)
    return [
        _by(chair, question),
        Happened(START, Actor.party(REPORTER), f.QuestionAnswered(REPORTER, 1)),
        _by(chair, f.LetterSent(f.LetterKind.MESSAGE, REPORTER, f.Via.LINE)),
        _by(chair, f.Determined(1, yes, yes, (REPORTER,), no, no, beyond_statement=True)),
        _by(chair, f.Proposed(1, 1, (reprimand,), START + policy.positions_within)),
        *(_by(member, f.PositionTaken(1, f.Position.CONSENT)) for member in readers[1:]),
    ]


def ended(policy: Policy, readers: Sequence[Member], council: tuple[Member, ...] = ()) -> list[Happened]:
    """The shortest way to the end: no violation, no further action, agreed, explained, reported, closed."""
    chair = readers[0]
    no_action = f.Measure(f.MeasureKind.NO_ACTION, None, f.Ground.NO_VIOLATION)
    explained = f.LetterSent(f.LetterKind.CONSULTATION, REPORTER, f.Via.LINE, 1, START + policy.feedback_within, "00")
    return [
        *agreed_on(no_action, policy, readers),
        _by(chair, explained),
        Happened(START, Actor.party(REPORTER), f.FeedbackGiven(REPORTER, 1, f.Feedback.ACCEPTS)),
        _by(chair, f.FeedbackWeighed(1, (f.Outcome(REPORTER, f.Feedback.ACCEPTS),))),
        _by(chair, f.MeasureEnacted(1, 0)),
        _by(chair, f.CouncilReported(1, council)),
        _by(chair, f.LetterSent(f.LetterKind.CLOSING, REPORTER, f.Via.LINE)),
        _by(chair, f.Closed()),
    ]


def _by(member: Member, fact: Fact) -> Happened:
    return Happened(START, Actor.member(member), fact)
