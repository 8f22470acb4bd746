"""What must hold where the law asks something (K1)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.explore.invariants.step import Said, Step


def another_looks_at_what_was_told_outside(step: Step) -> Said:
    """Who decided a disclosure is not the one who looks at it, and it had happened when it was written down."""
    match step.fact:
        case f.Disclosed(disclosed_at=at) if at > step.before.now:
            return "Something was written down before it was told."
        case f.DisclosureSeconded(disclosure=number):
            one = step.before.state.disclosures.get(number)
            return "One member decided and looked." if one is None or one.decided_by == step.member else None
        case _:
            return None
