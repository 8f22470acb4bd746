"""Speaking in public: the chair or the council only, and never an unchecked text (D3c, D3e, D7)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.gates.deciding import needs_agreement
from evenhand.procedure.hearing import was_heard
from evenhand.procedure.lapsing import has_nowhere_to_go
from evenhand.procedure.speaking_up import (
    PUBLIC,
    clause_of,
    is_checked,
    is_past,
    lacks_review,
    may_speak,
    measure_of,
    newest_for,
    only_says_it,
)
from evenhand.procedure.state import Statement

__all__ = ["check", "draft", "is_said", "make", "not_a_speaker", "review", "withdraw"]

GONE = say("The identity of the person whom this is about was erased, so nothing is said of them in public.")

CHANGED = say("The case has changed since you looked: there is a newer text.")


def draft(asked: Asked, fact: f.StatementDrafted) -> Refused | None:
    """A text for the public is written by whoever may say it, for an agreed measure or for none (D7)."""
    refused = not_a_speaker(asked)
    if refused is not None:
        return refused
    if fact.measure is not None:
        return _for_a_measure(asked, fact, fact.measure) or _next_number(asked, fact)
    if fact.names_somebody:
        return Refused(say("A public statement names nobody. Only a reprimand may, for a reason."), Clause.PUBLIC_VOICE)
    return _next_number(asked, fact) or _corrects(asked, fact.corrects)


def _for_a_measure(asked: Asked, fact: f.StatementDrafted, index: int) -> Refused | None:
    refused = needs_agreement(asked, fact.proposal, Clause.PUBLIC_VOICE)
    if refused is not None:
        return refused
    proposal = asked.state.proposals[fact.proposal - 1]
    kind = proposal.measures[index].kind if 0 <= index < len(proposal.measures) else None
    if kind is None or kind not in PUBLIC:
        return Refused(say("Nothing was agreed that is said in public."), Clause.PUBLIC_VOICE)
    if has_nowhere_to_go(asked.state, proposal.measures[index]):
        return Refused(GONE, Clause.IDENTITY)
    if index in proposal.enacted:
        return Refused(say("This was said in public already. You can correct it or withdraw it."), PUBLIC[kind])
    if fact.names_somebody and kind is f.MeasureKind.PUBLIC_REMINDER:
        return Refused(say("A public reminder names nobody."), Clause.PUBLIC_REMINDER)
    return not_a_speaker(asked, kind)


def not_a_speaker(asked: Asked, kind: f.MeasureKind | None = None) -> Refused | None:
    """Who may not speak hears who can (D7); a public reprimand is the chair's (D3e)."""
    if may_speak(asked, kind):
        return None
    if kind is f.MeasureKind.PUBLIC_REPRIMAND:
        return Refused(
            say("Only the chair, or whoever is acting chair of this case, delivers a public reprimand."),
            Clause.PUBLIC_REPRIMAND,
        )
    return Refused(
        say(
            "The committee does not discuss a case in public. "
            "Only the chair of this case, or the Steering Council, speaks in public."
        ),
        Clause.PUBLIC_VOICE,
    )


def _next_number(asked: Asked, fact: f.StatementDrafted) -> Refused | None:
    if fact.statement != len(asked.state.statements) + 1:
        return Refused(CHANGED, Clause.PUBLIC_VOICE)
    return None


def _corrects(asked: Asked, number: int | None) -> Refused | None:
    """Only what stands in public can be set right."""
    return None if number is None else _stands(asked, number)


def _stands(asked: Asked, number: int) -> Refused | None:
    earlier = asked.state.statements.get(number)
    if earlier is None or earlier.made_at is None or earlier.withdrawn_at is not None:
        return Refused(say("No such statement stands in public."), Clause.PUBLIC_VOICE)
    return None


def check(asked: Asked, fact: f.StatementChecked) -> Refused | None:
    """A second member, on the exact text; what the record does not show cannot be confirmed (D3e, D7)."""
    statement = asked.state.statements.get(fact.statement)
    refused = _waiting(asked, statement, fact.digest)
    if refused is not None or statement is None:
        return refused
    if asked.member == statement.writer:
        return Refused(say("Somebody other than the one who wrote it checks it."), clause_of(asked.state, statement))
    if only_says_it(asked, statement):
        return Refused(
            say("You are the one who says it in public, so any other member who did not write it checks it."),
            clause_of(asked.state, statement),
        )
    return _heard(asked, statement) if fact.was_heard else None


def _waiting(asked: Asked, statement: Statement | None, digest: str) -> Refused | None:
    """A text that was written, as it stands, with none after it, and not said yet."""
    if statement is None:
        return Refused(say("There is no such text."), Clause.PUBLIC_VOICE)
    if is_past(asked.state, statement):
        return Refused(CHANGED, Clause.PUBLIC_VOICE)
    if statement.digest != digest:
        return Refused(
            say("These are not the words that were written down. A changed text is a new one."), Clause.PUBLIC_VOICE
        )
    if statement.made_at is not None:
        return Refused(say("It has been said in public already."), Clause.PUBLIC_VOICE)
    return None


def _heard(asked: Asked, statement: Statement) -> Refused | None:
    measure = measure_of(asked.state, statement)
    if measure is None or measure.to is None or was_heard(asked, measure.to):
        return None
    return Refused(
        say("The record does not show that this person was asked and had time to answer. Ask them first."),
        Clause.PUBLIC_REPRIMAND,
    )


def review(asked: Asked, fact: f.StatementReviewed) -> Refused | None:
    """The exact text was read by somebody who knows the law (D3e, local)."""
    return _waiting(asked, asked.state.statements.get(fact.statement), fact.digest)


def make(asked: Asked, fact: f.StatementMade) -> Refused | None:
    """Said by who may, word for word as it was checked, where it belongs (D3c, D3e, D7).

    Whether the measure may be carried out at all, ``enacting`` has asked before.
    """
    statement = asked.state.statements.get(fact.statement)
    refused = _waiting(asked, statement, fact.digest)
    if refused is not None or statement is None:
        return refused
    measure = measure_of(asked.state, statement)
    if measure is not None and has_nowhere_to_go(asked.state, measure):
        return Refused(GONE, Clause.IDENTITY)
    kind = None if measure is None else measure.kind
    return (
        not_a_speaker(asked, kind)
        or _corrects(asked, statement.corrects)
        or _cleared(asked, statement)
        or _heard(asked, statement)
        or _where(asked, measure, fact)
    )


def _cleared(asked: Asked, statement: Statement) -> Refused | None:
    clause = clause_of(asked.state, statement)
    if not is_checked(asked.state, statement, asked.member):
        return Refused(
            say(
                "First a second member reads exactly these words and confirms that nobody who reported, "
                "and no third person, can be recognised in them."
            ),
            clause,
        )
    if lacks_review(asked, statement):
        return Refused(
            say("Your community wants somebody who knows the law to read it first. Write down what they said."), clause
        )
    return None


def _where(asked: Asked, measure: f.Measure | None, fact: f.StatementMade) -> Refused | None:
    if fact.space and fact.space not in asked.policy.spaces:
        return Refused(say("Your community has no such space."), Clause.PUBLIC_VOICE)
    if measure is None or measure.kind is not f.MeasureKind.PUBLIC_REPRIMAND:
        return None if fact.on_page else _belongs_on_the_page()
    if (fact.space == measure.space) is fact.elsewhere:
        return Refused(
            say("A public reprimand goes to the place where it happened. Another place needs a reason."),
            Clause.PUBLIC_REPRIMAND,
        )
    return None


def _belongs_on_the_page() -> Refused:
    return Refused(say("A public statement stands on the community's public page."), Clause.PUBLIC_VOICE)


def withdraw(asked: Asked, fact: f.StatementWithdrawn) -> Refused | None:
    """Taken back at once, by who may speak: nothing is said by it that needs a check (D7)."""
    return _stands(asked, fact.statement) or not_a_speaker(asked)


def is_said(asked: Asked, index: int) -> Refused | None:
    """A measure that is carried out in public is carried out once its text was said (D3c, D3e)."""
    statement = newest_for(asked.state, index)
    if statement is not None and statement.made_at is not None:
        return None
    kind = asked.state.proposals[-1].measures[index].kind
    return Refused(say("First write the text, have it checked, and say it in public."), PUBLIC[kind])
