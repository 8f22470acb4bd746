"""Determination, proposal, positions (R4 to R7, D1, D3)."""

from __future__ import annotations

from typing import assert_never

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import agreement
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.gates.council import not_theirs
from evenhand.procedure.gates.severe import needs_triage
from evenhand.procedure.hearing import open_requests, role_of, was_heard
from evenhand.procedure.withdrawing import is_erased, rests_on_word_alone, word_alone

__all__ = ["determine", "needs_agreement", "propose", "take_position"]

CHANGED = say("The case has changed since you looked: there is a newer version.")


ERASED = Refused(
    say("This person's identity was erased, as they wished. No reprimand can be delivered to them, or said of them."),
    Clause.IDENTITY,
)

BEING_CARRIED_OUT = say("The resolution is being carried out already.")


def determine(asked: Asked, fact: f.Determined) -> Refused | None:
    """Four parts, in writing; nobody is found responsible who was not asked, without a reason (R4 to R7)."""
    state = asked.state
    refused = needs_triage(state) or not_theirs(asked)
    if refused is not None:
        return refused
    if fact.version != len(state.determinations) + 1:
        return Refused(CHANGED, Clause.WHAT_HAPPENED)
    if state.proposal is not None and state.proposal.enacted:
        return Refused(BEING_CARRIED_OUT, Clause.WHAT_HAPPENED)
    if open_requests(asked) and not fact.despite_requests:
        return Refused(
            say("An answer is still awaited. Wait for it, or write down why you determine without it."),
            Clause.ENOUGH_INFORMATION,
        )
    return _rests_on_more(asked, fact) or _responsible(asked, fact) or _heard(asked, fact)


def _rests_on_more(asked: Asked, fact: f.Determined) -> Refused | None:
    """Where every reporter has withdrawn, a finding rests on more than their word, and says on what (R4)."""
    finds = fact.violation is f.Answer.YES or fact.responsible
    if finds and not fact.beyond_statement and word_alone(asked.state):
        return Refused(
            say(
                "Everybody who reported has withdrawn. Write down on what this rests beside their word, "
                "and who is at risk; or determine that it cannot be told."
            ),
            Clause.WHAT_HAPPENED,
        )
    return None


def _responsible(asked: Asked, fact: f.Determined) -> Refused | None:
    """Any party, several, or nobody, and only where there was a violation (R5, R6)."""
    if any(role_of(asked, party) is None for party in fact.responsible):
        return Refused(say("Name a responsible person by their part in this case."), Clause.WHO_IS_RESPONSIBLE)
    if fact.responsible and fact.violation is not f.Answer.YES:
        return Refused(
            say("Where no violation was determined, nobody is responsible for one."), Clause.WHO_IS_RESPONSIBLE
        )
    return None


def _heard(asked: Asked, fact: f.Determined) -> Refused | None:
    """Asked, or tried to be reached; a reporter or bystander without exception (R4, R6)."""
    for party in fact.responsible:
        if was_heard(asked, party):
            continue
        if role_of(asked, party) is not f.Role.REPORTED:
            return Refused(
                say("Somebody who reported or stood by is first told and heard before being found responsible."),
                Clause.WHO_IS_RESPONSIBLE,
            )
        if party not in fact.unheard:
            return Refused(
                say("This person was neither asked nor tried to be reached. Ask them, or write down why not."),
                Clause.WHAT_HAPPENED,
            )
    return None


def propose(asked: Asked, fact: f.Proposed) -> Refused | None:
    """A proposal cites the newest determination; its measures fit what was determined (D1, D3)."""
    refused = needs_triage(asked.state) or not_theirs(asked) or _cites_newest(asked, fact)
    refused = refused or _carried_by_more(asked, fact)
    return refused or _measures(asked, fact) or _help_first(asked, fact)


def _carried_by_more(asked: Asked, fact: f.Proposed) -> Refused | None:
    """No measure rests on the word of reporters who have all withdrawn since (R4)."""
    acts = any(measure.kind is not f.MeasureKind.NO_ACTION for measure in fact.measures)
    if acts and rests_on_word_alone(asked.state):
        return Refused(
            say(
                "Everybody who reported has withdrawn since you determined. "
                "Determine anew, and write down on what it rests beside their word; or propose no further action."
            ),
            Clause.WHAT_HAPPENED,
        )
    return None


def _cites_newest(asked: Asked, fact: f.Proposed) -> Refused | None:
    state = asked.state
    if state.determination is None:
        return Refused(
            say(
                "First determine what happened, whether it breaks the code, "
                "who is responsible, and whether it is ongoing."
            ),
            Clause.WHAT_HAPPENED,
        )
    if fact.version != len(state.proposals) + 1 or fact.determination != len(state.determinations):
        return Refused(CHANGED, _deciding(asked))
    if state.proposal is not None and state.proposal.enacted:
        return Refused(BEING_CARRIED_OUT, Clause.CONSENSUS)
    if fact.positions_until < asked.now + asked.policy.positions_within:
        return Refused(say("Leave everybody the whole time that your manual gives for positions."), Clause.CONSENSUS)
    return None


def _measures(asked: Asked, fact: f.Proposed) -> Refused | None:
    """One or more measures, each of them once; no further action stands alone (D3, D3a)."""
    if not fact.measures:
        return Refused(say("A proposal has at least one measure."), Clause.RESPONSES)
    if len({(measure.kind, measure.to) for measure in fact.measures}) < len(fact.measures):
        return Refused(say("The same measure stands twice."), Clause.RESPONSES)
    kinds = {measure.kind for measure in fact.measures}
    if any(measure.lasts and measure.kind is not f.MeasureKind.OTHER for measure in fact.measures):
        return Refused(say("Only another response can last. The others are done once."), Clause.RESPONSES)
    if f.MeasureKind.NO_ACTION in kinds and len(fact.measures) > 1:
        return Refused(say("No further action stands alone."), Clause.NO_ACTION)
    refused = (_measure(asked, measure) for measure in fact.measures)
    return next((one for one in refused if one is not None), None)


def _measure(asked: Asked, measure: f.Measure) -> Refused | None:
    match measure.kind:
        case f.MeasureKind.NO_ACTION:
            return _no_action(asked, measure)
        case f.MeasureKind.PRIVATE_REPRIMAND:
            return _reprimand(asked, measure)
        case f.MeasureKind.PUBLIC_REMINDER:
            return _reminder(measure)
        case f.MeasureKind.PUBLIC_REPRIMAND:
            return _public_reprimand(asked, measure)
        case f.MeasureKind.OTHER:
            return _other(asked, measure)
        case unknown:
            assert_never(unknown)


def _no_action(asked: Asked, measure: f.Measure) -> Refused | None:
    """No violation, or settled in public meanwhile (D3a)."""
    determination = asked.state.determination
    if measure.ground is None:
        return Refused(say("Say on which ground no further action is taken."), Clause.NO_ACTION)
    violation = determination is not None and determination.violation is f.Answer.YES
    if violation and measure.ground is f.Ground.NO_VIOLATION:
        return Refused(say("You determined a violation. Take another ground, or determine anew."), Clause.NO_ACTION)
    return None


def _reprimand(asked: Asked, measure: f.Measure) -> Refused | None:
    """A reprimand goes to somebody who was found responsible and can be written to (D3d)."""
    determination = asked.state.determination
    if measure.to is None or determination is None or measure.to not in determination.responsible:
        return Refused(
            say("A reprimand goes to somebody whom the determination finds responsible."),
            Clause.PRIVATE_REPRIMAND,
        )
    party = asked.state.parties.get(measure.to)
    if party is None:
        return Refused(
            say("This person has not been contacted, so nothing can be delivered to them."),
            Clause.PRIVATE_REPRIMAND,
        )
    if party.erased:
        return ERASED
    if not party.has_line and party.reach is f.Reach.NONE:
        return Refused(
            say("This person does not want to be contacted, so nothing can be delivered to them."),
            Clause.PRIVATE_REPRIMAND,
        )
    return None


def _reminder(measure: f.Measure) -> Refused | None:
    """A public reminder speaks of behaviour, to everybody (D3c)."""
    if measure.to is not None:
        return Refused(say("A public reminder names nobody."), Clause.PUBLIC_REMINDER)
    return None


def _public_reprimand(asked: Asked, measure: f.Measure) -> Refused | None:
    """To somebody found responsible who was heard; where it happened is recorded with it (D3e)."""
    determination = asked.state.determination
    if measure.to is None or determination is None or measure.to not in determination.responsible:
        return Refused(
            say("A public reprimand goes to somebody whom the determination finds responsible."),
            Clause.PUBLIC_REPRIMAND,
        )
    if is_erased(asked.state, measure.to):
        return ERASED
    if not was_heard(asked, measure.to):
        return Refused(
            say("This person was not asked, or still has time to answer. In public nobody is reprimanded unheard."),
            Clause.PUBLIC_REPRIMAND,
        )
    if measure.space not in asked.policy.spaces:
        return Refused(say("Say in which of your spaces it happened."), Clause.PUBLIC_REPRIMAND)
    return None


def _other(asked: Asked, measure: f.Measure) -> Refused | None:
    """Another response is for everybody, or for somebody found responsible; what it is stands in the words (D3)."""
    determination = asked.state.determination
    if measure.to is not None and (determination is None or measure.to not in determination.responsible):
        return Refused(say("A response to one person goes to somebody found responsible."), Clause.RESPONSES)
    return None


LIGHT = (f.MeasureKind.NO_ACTION, f.MeasureKind.PUBLIC_REMINDER, f.MeasureKind.OTHER)
"""What does not fall on one person as a sanction; help goes as "other", in words."""


def _help_first(asked: Asked, fact: f.Proposed) -> Refused | None:
    """After an honest misunderstanding help comes first; something heavier has a reason (V7, K5)."""
    determination = asked.state.determination
    if determination is None or not determination.misunderstanding or fact.despite_misunderstanding:
        return None
    if all(measure.kind in LIGHT for measure in fact.measures):
        return None
    return Refused(
        say("You noted an honest misunderstanding, so help comes first. Propose it, or write why it is not enough."),
        Clause.MISUNDERSTANDINGS,
    )


def take_position(asked: Asked, fact: f.PositionTaken) -> Refused | None:
    """On the newest version, until the first letter of consultation is out, by those who decide (D1, D2)."""
    proposal = asked.state.proposal
    refused = not_theirs(asked)
    if refused is not None:
        return refused
    if proposal is None or proposal.version <= asked.state.turned_over_from:
        return Refused(say("There is no proposal yet."), Clause.CONSENSUS)
    if fact.proposal != proposal.version or proposal.determination != len(asked.state.determinations):
        return Refused(CHANGED, _deciding(asked))
    if proposal.consulted_at is not None or proposal.enacted:
        return Refused(
            say("The proposal has been explained to those concerned, so positions stand."),
            Clause.CONSENSUS,
        )
    return None


def _deciding(asked: Asked) -> Clause:
    """By which clause it is decided here: by consensus, or by the council once it was turned over (D1, D2)."""
    return Clause.DEADLOCK if asked.state.council_decides else Clause.CONSENSUS


def needs_agreement(asked: Asked, version: int | None, clause: Clause) -> Refused | None:
    """The newest proposal is agreed by consensus (D1)."""
    proposal = asked.state.proposal
    if proposal is None or agreement(asked.state, asked.policy, asked.now) is None:
        if asked.state.council_decides:
            return Refused(say("The council has not decided yet."), Clause.DEADLOCK)
        return Refused(say("The committee has not agreed on a resolution yet."), Clause.CONSENSUS)
    if version != proposal.version:
        return Refused(CHANGED, clause)
    return None
