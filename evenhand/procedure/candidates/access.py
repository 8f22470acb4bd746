"""What somebody who asked for the data kept about them is told and given (K1)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.access import askers, is_prepared, next_asker, waiting
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates.acts import Act, Candidate
from evenhand.procedure.minors import known_people

__all__ = ["access"]


def access(asked: Asked) -> Iterator[Candidate]:
    """That they asked; and while it waits its files, their check, the giving, more time, a refusal."""
    state = asked.state
    open_now = dict(waiting(state))
    for party in (*known_people(state), *askers(state)):
        if party not in open_now:
            yield Candidate(Act.RECORD_ACCESS, f.AccessAsked(party, asked.now), party)
    yield Candidate(Act.RECORD_ASKER, f.AccessAsked(next_asker(state), asked.now))
    for party, one in open_now.items():
        by_hand = party not in state.parties or not state.parties[party].has_line
        yield Candidate(Act.PREPARE_ACCESS, f.AccessPrepared(party, one.version + 1, "00"), party)
        if is_prepared(state, one):
            checked = f.AccessChecked(party, one.version, one.digest, nobody_recognised=True)
            yield Candidate(Act.CHECK_ACCESS, checked, party)
            yield Candidate(Act.GIVE_ACCESS, f.AccessGiven(party, one.version, one.digest, by_hand), party)
        yield Candidate(Act.EXTEND_ACCESS, f.AccessExtended(party, by_hand), party)
        yield Candidate(Act.REFUSE_ACCESS, f.AccessRefused(party, by_hand), party)
        if by_hand:
            yield Candidate(Act.TAKE_BACK_ACCESS, f.AccessTakenBack(party), party)
