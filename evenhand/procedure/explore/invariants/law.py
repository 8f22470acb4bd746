"""What must hold where the law asks something (K1, R3)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.explore.invariants.step import Said, Step, about


@about(f.Disclosed, f.DisclosureSeconded)
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


@about(f.MinorsNamed, f.MinorContactAgreed, f.LetterSent, f.Invited)
def nobody_under_18_is_written_to_by_one_member_alone(step: Step) -> Said:
    """Who wrote down that they are under 18 and who agrees to write to them are two members who sit here (R3)."""
    match step.fact:
        case f.MinorsNamed(parties=parties):
            people = {*step.before.state.parties, *(c.party for c in step.before.state.contacts.values())}
            return None if people.issuperset(parties) else "Somebody was named who is not in the case."
        case f.MinorContactAgreed(party=party):
            named = step.before.state.minors.get(party)
            return "One member named and agreed." if named is None or named.named_by == step.member else None
        case f.LetterSent(to=party) | f.Invited(party=party):
            minor = step.before.state.minors.get(party)
            alone = minor is not None and minor.agreed_by not in step.before.state.readers
            return "Somebody under 18 was written to on the word of one member." if alone else None
        case _:
            return None
