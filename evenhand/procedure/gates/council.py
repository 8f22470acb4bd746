"""Turning a deadlock over to the council, and who decides from then on (D2)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import agreement, has_taken_position, may_turn_over_at
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.seating import council_for, unlooked

__all__ = ["LOOK_FIRST", "decide_affected", "look_first", "not_theirs", "turn_over"]

LOOK_FIRST = say("First look whether somebody of the council or an alternate is meant by a name in the report.")


def turn_over(asked: Asked, fact: f.TurnedOver) -> Refused | None:
    """No consensus for more than a week: the council decides, without whoever must not see the case (D2, C2)."""
    if asked.state.council_decides:
        return Refused(say("The council has this case already."), Clause.DEADLOCK)
    return _too_early(asked) or look_first(asked) or _not_the_council(asked, fact)


def look_first(asked: Asked) -> Refused | None:
    """What goes to the whole council once waits for those who are named: else who is not meant never gets it (C2)."""
    return Refused(LOOK_FIRST, Clause.RECUSAL) if unlooked(asked.state, asked.team) else None


def _too_early(asked: Asked) -> Refused | None:
    at = may_turn_over_at(asked.state, asked.policy)
    if not has_taken_position(asked.state, asked.member) and (at is None or asked.now < at):
        return Refused(
            say("First take your own position. Then you see what the others say, and what follows from it."),
            Clause.CONSENSUS,
        )
    if at is None:
        return Refused(say("Nobody objects, so the committee goes on by itself."), Clause.DEADLOCK)
    if agreement(asked.state, asked.policy, asked.now) is not None:
        return Refused(say("Your manual lets this proposal pass as it stands."), Clause.CONSENSUS)
    if asked.now < at:
        return Refused(
            say("Keep looking for consensus. The council decides once an objection has stood for the whole week."),
            Clause.DEADLOCK,
        )
    return None


def _not_the_council(asked: Asked, fact: f.TurnedOver) -> Refused | None:
    able = council_for(asked.state, asked.team)
    if not able:
        return _to_nobody(asked, fact)
    if not fact.readers or not set(fact.readers) <= set(able):
        return Refused(say("Somebody who must not see this case, or sits at it, would decide it."), Clause.RECUSAL)
    return None


def _to_nobody(asked: Asked, fact: f.TurnedOver) -> Refused | None:
    """Where nobody of the council may decide, that is written down once, and the committee decides in its place."""
    if fact.readers:
        return Refused(say("Nobody of the council is left who could decide this case."), Clause.RECUSAL)
    if asked.state.turned_over_at is not None:
        return Refused(
            say(
                "Nobody of the council may decide this case, and that is on record. You decide in its place, by the "
                "rule that your manual sets for the council: propose again. Where too few of you agree, whoever keeps "
                "the roster can add somebody to the council, and then it can be turned over."
            ),
            Clause.DEADLOCK,
        )
    return None


def not_theirs(asked: Asked) -> Refused | None:
    """Once it was turned over nobody but the council decides (D2)."""
    if asked.state.council_decides and asked.member not in asked.state.turned_over_to:
        return Refused(say("This case was turned over to the council, which decides it now."), Clause.DEADLOCK)
    return None


def decide_affected(asked: Asked, fact: f.AffectedDecided) -> Refused | None:
    """Whether somebody counts as affected is decided before the resolution is carried out (D4)."""
    party = asked.state.parties.get(fact.party)
    if party is None:
        return Refused(say("There is no such person in this case."), Clause.CONSULTATION)
    if party.role is f.Role.REPORTER:
        return Refused(say("Whoever reported is always asked."), Clause.CONSULTATION)
    if party.role is f.Role.REPORTED:
        return Refused(say("The person concerned is always told, and their answer is noted."), Clause.CONSULTATION)
    if asked.state.is_enacted:
        return Refused(say("The resolution has been carried out already."), Clause.CONSULTATION)
    return None
