"""Names that come up after the report, and people who come after it: who waits until a member has looked (C2).

A report is searched as it arrives (`opening`), and so is what a party says later. Where somebody has joined the
committee, the council or the alternates since, a member's next act searches all that was said: nobody but the members
has the keys. Letters, notes and what the committee decided are not searched: whoever wrote them knows whom they meant.
"""

from __future__ import annotations

from collections.abc import Iterable

from evenhand.casework import naming
from evenhand.casework.words import Words
from evenhand.people.communities import Community
from evenhand.people.roster import Roster
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Member, Standing
from evenhand.procedure.policy import Policy
from evenhand.procedure.seating import unseated
from evenhand.procedure.state import CaseState
from evenhand.record.ledger import Recorded

__all__ = ["came_since", "named", "speaks_of_others", "texts_of"]

OF_ONESELF = (f.IdentityGiven, f.AddressGiven)
"""Who somebody is themselves names nobody else."""

WRITTEN_DOWN = (
    f.ReportReceived,
    f.ReportAddedTo,
    f.NamesWritten,
    f.EvidenceFiled,
    f.QuestionAnswered,
    f.ContactAnswered,
    f.FeedbackGiven,
    f.FileDescribed,
    f.Withdrawn,
    f.AccessAsked,
)
"""What a member writes down that others said, or that names somebody."""


def named(
    community: Community, roster: Roster, state: CaseState, policy: Policy, told: Iterable[str]
) -> tuple[Member, ...]:
    """Who is named in these words, and could get a key of this case without having one."""
    texts, could_be = tuple(told), unseated(state, policy, roster.team())
    if not could_be or not any(texts):
        return ()
    return tuple(sorted(could_be & naming.members_named(community, roster, texts)))


def came_since(roster: Roster, state: CaseState, policy: Policy) -> bool:
    """Whether somebody without a key is here, or has their name, since names were last looked for."""
    since = state.names_looked_for_at
    if since is None or state.is_test:
        return False
    return any(roster.people[m].new_since > since for m in unseated(state, policy, roster.team()))


def speaks_of_others(recorded: Recorded) -> bool:
    """Whether these are words by which somebody may be named: a party's, the names, evidence."""
    fact, by = recorded.happened.fact, recorded.happened.by
    if not recorded.room or isinstance(fact, OF_ONESELF):
        return False
    if isinstance(fact, f.WordsCarried):
        return fact.by is None
    return by.standing is not Standing.MEMBER or isinstance(fact, WRITTEN_DOWN)


def texts_of(said: Words) -> tuple[str, ...]:
    """What was written into the boxes of one form."""
    return tuple(text for text in said.values() if isinstance(text, str))
