"""Who sits at a case, and who never may (C2, K4)."""

from __future__ import annotations

from evenhand.procedure.facts import Member, RecusalCause
from evenhand.procedure.policy import Policy, Team
from evenhand.procedure.state import CaseState

__all__ = [
    "able",
    "alternates",
    "barred",
    "council_for",
    "deciders",
    "everybody_with_a_key",
    "had_a_conflict",
    "newcomers",
    "nobody_decides",
    "nobody_reads_report",
    "seatable",
    "unlooked",
    "unseated",
]


def able(state: CaseState) -> tuple[Member, ...]:
    """Who holds the committee room and may act: nobody who has no way to stay (K4, C2)."""
    gone = state.must_go
    return tuple(m for m in state.readers if m not in gone)


def barred(state: CaseState) -> frozenset[Member]:
    """Who gets no key of this case: left out, waiting to be looked at, with no way to stay, or recused (C2)."""
    return state.left_out | state.held_back | state.must_go | frozenset(state.recused)


def _seatless(state: CaseState, members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Those of them who have no key of the committee room, and may get one."""
    out = {*state.readers, *barred(state)}
    return tuple(m for m in members if m not in out)


def seatable(state: CaseState, team: Team) -> tuple[Member, ...]:
    """Council members who could read this case where too few others are left (C2)."""
    return _seatless(state, team.council)


def council_for(state: CaseState, team: Team) -> tuple[Member, ...]:
    """Who of the council decides a deadlock: those who are not in the case, or else those who came in (D2).

    Where the whole council sits there because too few others were left, nobody is outside to turn to; the manual
    still lets the council decide, by its own rule and without the committee.
    """
    outside = seatable(state, team)
    return outside or tuple(m for m in team.council if m in able(state) and state.with_council)


def nobody_decides(state: CaseState, team: Team) -> bool:
    """Whether nobody of the council is left who could decide, nor anybody of whom that is not known yet (D2, C2)."""
    return not council_for(state, team) and not unlooked(state, team)


def nobody_reads_report(state: CaseState, team: Team) -> bool:
    """Whether nobody of the council may read how it ended: none outside the case, and none who sits there (D6, C2)."""
    return not seatable(state, team) and not set(team.council) & set(able(state))


def unlooked(state: CaseState, team: Team) -> tuple[Member, ...]:
    """Those of the council who are named here, and of whom nobody knows yet whether they are meant (C2)."""
    return tuple(m for m in team.council if m in state.held_back and m not in state.involved)


def unseated(state: CaseState, policy: Policy, team: Team) -> frozenset[Member]:
    """Who could get a key of this case one day, and has none: a name in new words may be theirs (C2)."""
    there = {*team.order, *team.committee, *team.council} - set(team.alternates)
    there |= set(team.alternates) if policy.alternates else set(team.alternates) & set(team.council)
    out = state.left_out | state.held_back | state.involved | frozenset(state.recused)
    return frozenset(there - out - everybody_with_a_key(state))


def everybody_with_a_key(state: CaseState) -> frozenset[Member]:
    """Whoever holds a key of any room of this case: its readers, the council's, a newcomer who has the names (R9)."""
    return frozenset({*state.readers, *state.council_readers, *state.shown_names})


def alternates(state: CaseState, policy: Policy, team: Team) -> tuple[Member, ...]:
    """Who could come in where fewer are left than the floor, before the council does, if the manual has them (C2)."""
    if not policy.alternates or len(able(state)) >= policy.floor:
        return ()
    return _seatless(state, team.alternates)


def newcomers(state: CaseState, team: Team) -> tuple[Member, ...]:
    """Members of the committee without a seat here who may be shown the names, and then be let in (R9)."""
    return _seatless(state, team.committee)


def deciders(state: CaseState) -> tuple[Member, ...]:
    """Members of the council who decide a case that was turned over, and answered the conflict question (D2, C1)."""
    return tuple(m for m in state.turned_over_to if m in state.conflict_answers)


def had_a_conflict(state: CaseState, member: Member) -> bool:
    """Whether a member stepped back or has no way to stay; who simply left the committee had none (C1)."""
    cause = state.recused.get(member)
    return member in state.must_go or (cause is not None and cause is not RecusalCause.LEFT)
