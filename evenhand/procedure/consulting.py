"""Who is told of a proposed resolution and asked about it, and what came of it (D4, D5)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.contacting import is_open
from evenhand.procedure.state import CaseState, PartyState, Proposal

__all__ = [
    "MAY_COUNT",
    "consulted_parties",
    "informed_parties",
    "is_consulted",
    "is_weighed",
    "outcome_of",
    "outcomes",
    "told_and_heard",
]

CONSULTED_ROLES = (f.Role.REPORTER, f.Role.AFFECTED)
"""Who is asked whether a proposed resolution is acceptable, where nothing else was decided (D4)."""

MAY_COUNT = (f.Role.AFFECTED, f.Role.WITNESS)
"""Of whom the committee decides whether they count as affected (D4)."""


def consulted_parties(state: CaseState) -> tuple[PartyState, ...]:
    """The reporters and whoever counts as affected, reachable or not (D4)."""
    return tuple(p for p in state.parties.values() if is_consulted(p))


def is_consulted(party: PartyState) -> bool:
    """Whether a party is asked: reporters always; others as the committee decided, or else by their part (D4)."""
    if party.counts is None or party.role not in MAY_COUNT:
        return party.role in CONSULTED_ROLES
    return party.counts


def informed_parties(state: CaseState) -> tuple[PartyState, ...]:
    """The reported persons who were reached: told as well, though their answer is not waited for (D4).

    Who answered by mail or by phone was reached too, without a line of their own.
    """
    reported = (p for p in state.parties.values() if p.role is f.Role.REPORTED)
    return tuple(p for p in reported if p.has_line or (p.wrote_at is not None and p.is_reachable))


def outcome_of(party: PartyState, proposal: Proposal, asked: Asked) -> f.Feedback | None:
    """What came of consulting a party, or nothing while it is still to be waited for (D5)."""
    if party.told_of == proposal.version and party.feedback is not None:
        return party.feedback
    if not party.is_reachable:
        return f.Feedback.UNREACHABLE
    if party.told_of != proposal.version or party.told_until is None or asked.now < party.told_until:
        return None
    return f.Feedback.SILENT


def outcomes(asked: Asked) -> tuple[f.Outcome, ...]:
    """The outcome of consulting each party, as it stands now (D5)."""
    proposal = asked.state.proposal
    if proposal is None:
        return ()
    rows = [(p.handle, outcome_of(p, proposal, asked)) for p in consulted_parties(asked.state)]
    return tuple(f.Outcome(handle, outcome) for handle, outcome in rows if outcome is not None)


def told_and_heard(asked: Asked) -> Refused | None:
    """Reporters and affected parties were told and answered, or had the time; the reported was told (D4, D5)."""
    proposal = asked.state.proposal
    if proposal is None:
        return Refused(say("There is no proposal yet."), Clause.CONSENSUS)
    if _affected_not_contacted(asked.state):
        return Refused(
            say(
                "Somebody who is affected is still to be contacted. Contact them and explain the proposed resolution "
                "to them as well, or take that contact back and write down why."
            ),
            Clause.CONSULTATION,
        )
    parties = consulted_parties(asked.state)
    if any(p.is_reachable and p.told_of != proposal.version for p in parties):
        return Refused(
            say("First explain the proposed resolution to the reporter and to everybody affected."),
            Clause.CONSULTATION,
        )
    if any(p.told_of != proposal.version for p in informed_parties(asked.state)):
        return Refused(
            say("First tell the person concerned as well. Their answer is noted if it comes, and not waited for."),
            Clause.CONSULTATION,
        )
    if any(outcome_of(p, proposal, asked) is None for p in parties):
        return Refused(say("Wait for the answer, or for the date that you gave."), Clause.FEEDBACK)
    return None


def _affected_not_contacted(state: CaseState) -> bool:
    """Whether somebody is known to be affected and not invited yet: they are told before anything is enacted (D4)."""
    return any(one.role is f.Role.AFFECTED and is_open(state, one) for one in state.contacts.values())


def is_weighed(asked: Asked) -> bool:
    """Whether the feedback was noted as it stands now: an answer, or a party, that came since is noted too (D5)."""
    proposal = asked.state.proposal
    return proposal is not None and proposal.weighed_at is not None and proposal.outcomes == outcomes(asked)
