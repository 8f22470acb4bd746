"""When a reporter withdraws (K1)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates.acts import Act, Candidate
from evenhand.procedure.withdrawing import longest_hold

__all__ = ["withdrawing"]


def withdrawing(asked: Asked) -> Iterator[Candidate]:
    """What a reporter said elsewhere, written down for them; and what two members do about an erasure (K1)."""
    for party in asked.state.reporters:
        handle, erasure = party.handle, party.erasure
        for way in f.Withdrawal:
            if way not in party.withdrawn:
                yield Candidate(Act.RECORD_WITHDRAWAL, f.Withdrawn(handle, way), handle)
        for way in sorted(party.withdrawn):
            yield Candidate(Act.TAKE_BACK_WITHDRAWAL, f.WithdrawalTakenBack(handle, way), handle)
        if erasure is None:
            continue
        if not erasure.stands:
            yield Candidate(Act.SECOND_ERASURE, f.ErasureSeconded(handle), handle)
        until = longest_hold(erasure, asked.policy, asked.now)
        yield Candidate(Act.HOLD_ERASURE, f.ErasureHeld(handle, until), handle)
        if erasure.held_until is not None:
            yield Candidate(Act.RELEASE_ERASURE, f.ErasureReleased(handle), handle)
