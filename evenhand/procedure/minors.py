"""People who are under 18: nobody writes to them on the word of one member (R3)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Party, Role
from evenhand.procedure.state import CaseState

__all__ = ["agreed", "known_people", "not_alone", "said_since"]


def said_since(state: CaseState) -> datetime | None:
    """Since when a report says that somebody is under 18 and nobody has written down who."""
    times = [p.reached_at for p in state.reporters if p.says_minor and p.reached_at is not None]
    return None if state.minors_named else min(times, default=None)


def known_people(state: CaseState) -> tuple[Party, ...]:
    """Whom the committee could write to: the parties, and those whose contact was proposed."""
    return tuple(dict.fromkeys((*state.parties, *(contact.party for contact in state.contacts.values()))))


def agreed(state: CaseState, party: Party) -> bool:
    """Whether another member than the one who named them agrees to write to them, and still sits here."""
    minor = state.minors.get(party)
    return minor is None or minor.agreed_by in state.readers


def not_alone(state: CaseState, party: Party) -> Refused | None:
    """What a letter or an invitation to somebody waits for; who reported is answered before it is said who is meant."""
    known = state.parties.get(party)
    reported = known is not None and known.role is Role.REPORTER
    if said_since(state) is not None and not reported:
        return Refused(
            say("The report says that somebody is under 18. First write down who that is."), Clause.CONTACTING_ANYONE
        )
    if not agreed(state, party):
        return Refused(
            say("This person is under 18. Another member has to agree before you write to them."),
            Clause.CONTACTING_ANYONE,
        )
    return None
