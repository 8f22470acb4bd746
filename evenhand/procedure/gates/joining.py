"""A newcomer: the names alone, the conflict question, then everything (R9)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member
from evenhand.procedure.seating import able, unseated

__all__ = ["BY_NEWCOMER", "found_not_meant", "let_in", "look_for_names", "show_names", "stays_outside"]

BY_NEWCOMER = (f.ConflictAnswered, f.Recused, f.KeysChanged, f.RoomOpened)
"""What somebody may add who holds the names alone: their answer, or that they step back."""


def show_names(asked: Asked, fact: f.NamesShown) -> Refused | None:
    """A member of the committee for whom two have signed sees who is named, and nothing else of the case."""
    state = asked.state
    if fact.member in state.held_back:
        return Refused(say("This member is held back. Look at the report first, then let them in."), Clause.RECUSAL)
    if not state.names_written:
        return Refused(say("First write down who is said to be involved."), Clause.CONFLICT_TOLD)
    if fact.member in state.shown_names:
        return Refused(say("They have the names already, and are asked about them."), Clause.ARCHIVE)
    return stays_outside(asked, fact.member) or _no_newcomer(asked, fact.member)


def let_in(asked: Asked, member: Member) -> Refused | None:
    """A newcomer has answered the conflict question before they read; where nobody able is left, they answer inside."""
    refused = _no_newcomer(asked, member)
    if refused is not None or not able(asked.state):
        return refused
    if member in asked.state.shown_names and member in asked.state.conflict_answers:
        return None
    return Refused(
        say("First show them the names alone: they say whether they have a conflict of interest before they read."),
        Clause.ARCHIVE,
    )


def found_not_meant(asked: Asked, fact: f.FoundNotMeant) -> Refused | None:
    """Whoever is named here and would not sit here waits for a look, unless they are written down as involved (C2)."""
    if fact.member in asked.state.named_elsewhere:
        return stays_outside(asked, fact.member)
    return Refused(say("This person does not wait for somebody to look whether they are meant."), Clause.RECUSAL)


def look_for_names(asked: Asked, fact: f.NamesLookedFor) -> Refused | None:
    """A name makes only those wait who have no key yet: nobody loses a seat because somebody writes a word (C2)."""
    if set(fact.found) <= unseated(asked.state, asked.policy, asked.team):
        return None
    return Refused(say("Only somebody who has no key of this case waits because of a name."), Clause.RECUSAL)


def stays_outside(asked: Asked, member: Member) -> Refused | None:
    """Whoever must not read this case is never let in, nor shown who is named in it (C2, K4)."""
    state = asked.state
    if member in state.left_out:
        return Refused(say("The reporter asked that this person not see the report."), Clause.RECUSAL)
    if member in state.involved:
        return Refused(say("The report names this person as involved."), Clause.INVOLVED_MEMBER)
    if member in state.recused or member in state.must_go:
        return Refused(say("This member has stepped back from the case."), Clause.RECUSAL)
    if member in state.readers:
        return Refused(say("This member is in the case already."), Clause.RECUSAL)
    return None


def _no_newcomer(asked: Asked, member: Member) -> Refused | None:
    """The council has other ways in: where too few are left, or where it decides."""
    if member in asked.team.committee:
        return None
    return Refused(
        say("Only a member of the committee for whom a second member has signed is let in to existing cases."),
        Clause.ARCHIVE,
    )
