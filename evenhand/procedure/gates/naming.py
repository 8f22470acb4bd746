"""Somebody was named as involved by mistake: the way back, by two members (K4)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member
from evenhand.procedure.seating import everybody_with_a_key

__all__ = ["find_not_involved"]


def find_not_involved(asked: Asked, fact: f.FoundNotInvolved) -> Refused | None:
    """Only a mistake of the committee, and never what a reporter asked for, a party, or whoever went of their own."""
    state, named = asked.state, fact.member
    if named not in state.involved:
        return Refused(say("Nobody has written down that this person is involved."), Clause.INVOLVED_MEMBER)
    return _stays_outside(asked, named) or _alone(asked, named)


def _stays_outside(asked: Asked, named: Member) -> Refused | None:
    state = asked.state
    if named in state.left_out:
        return Refused(say("The reporter asked that this person not see the report."), Clause.RECUSAL)
    if _is_party(asked, named):
        return Refused(
            say("This person is a party, or is to be contacted. If that is the mistake, take the contact back first."),
            Clause.INVOLVED_MEMBER,
        )
    if named in everybody_with_a_key(state):
        return Refused(say("First somebody who has no way to stay has to step back."), Clause.INVOLVED_MEMBER)
    if state.recused.get(named, f.RecusalCause.NAMED) is not f.RecusalCause.NAMED:
        return Refused(say("This member has stepped back from the case."), Clause.RECUSAL)
    return None


def _alone(asked: Asked, named: Member) -> Refused | None:
    first, _ = asked.state.found_not_involved.get(named, (None, None))
    if first == asked.member:
        return Refused(say("You said so yourself, so another member has to agree."), Clause.INVOLVED_MEMBER)
    return None


def _is_party(asked: Asked, member: Member) -> bool:
    """Whether they speak with the committee in this case, or are proposed to (R3)."""
    state = asked.state
    proposed = any(c.member == member and not c.taken_back for c in state.contacts.values())
    return proposed or any(party.member == member for party in state.parties.values())
