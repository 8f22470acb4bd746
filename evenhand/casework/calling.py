"""Whom an act calls in where too few are left to read a case: nobody who is named, was left out, or went (4.4, 4.5)."""

from __future__ import annotations

from evenhand.casework.work import Work
from evenhand.people.roster import Person
from evenhand.procedure.seating import able, alternates
from evenhand.record import rooms
from evenhand.vault.keyring import COMMITTEE

__all__ = [
    "alternates_to_seat",
    "council_to_seat",
    "eligible_council",
    "look_where_too_few",
    "looked_for_council",
    "reaches",
]


def look_where_too_few(work: Work) -> None:
    """Before anybody is called in: whoever is named in what was said waits, as far as the keys open it (4.4, 4.5)."""
    if len(able(work.state)) < work.policy.floor:
        work.look_for_names_in_all()


def alternates_to_seat(work: Work) -> list[Person]:
    """Whom the act calls in: in the roster's order, as many as are missing, nobody whom the report names (4.4, 4.5)."""
    there = alternates(work.state, work.policy, work.team)
    if not there or not _may_let_in(work):
        return []
    missing = work.policy.floor - len(able(work.state))
    return [work.roster.people[m] for m in there[:missing]]


def _may_let_in(work: Work) -> bool:
    """Whether this act can give keys: it holds them all, or nobody is left who does (4.5)."""
    return not work.state.readers or reaches(work, COMMITTEE)


def council_to_seat(work: Work) -> list[Person]:
    """Whom the act lets in because too few are left; who does not hold all keys cannot, and a member owes it (4.5)."""
    if len(work.state.readers) >= work.policy.floor or not _may_let_in(work):
        return []
    return looked_for_council(work) or eligible_council(work)


def looked_for_council(work: Work) -> list[Person]:
    """Those of them for whom names were looked for in all that was said: of who came later nobody knows yet (C2).

    Without keys nobody can look. Where only such people are left they come in all the same, to read what is written
    from then on: a case that nobody reads would be worse.
    """
    since = work.state.names_looked_for_at
    return [p for p in eligible_council(work) if since is not None and p.new_since <= since]


def eligible_council(work: Work) -> list[Person]:
    """Council members who may get a key of this case: nobody who was ticked, named, held back or has stepped back."""
    state = work.state
    barred = {*state.left_out, *state.held_back, *state.involved, *state.recused, *state.readers}
    barred |= {p.member for p in state.parties.values() if p.member is not None}
    return [p for p in work.roster.council if p.member not in barred and p.is_seconded]


def reaches(work: Work, circle: str) -> bool:
    """Whether the acting member holds everything that is held of a circle."""
    epochs = rooms.held_epochs(work.file.keyring, circle)
    return bool(epochs) and work.keys is not None and epochs <= {e for name, e in work.keys.seeds if name == circle}
