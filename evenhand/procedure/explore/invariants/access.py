"""What must hold of the data that somebody is given about themselves (K1)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.explore.invariants.step import Said, Step, about
from evenhand.procedure.facts import Party

ANSWERS = (
    f.AccessExtended,
    f.AccessPrepared,
    f.AccessChecked,
    f.AccessGiven,
    f.AccessRefused,
    f.AccessTakenBack,
)


@about(f.AccessGiven, f.AccessChecked)
def nothing_is_given_that_a_second_member_has_not_read(step: Step) -> Said:
    """Exactly the newest files, put together by one and found sound by another (K1)."""
    match step.fact:
        case f.AccessGiven(party=party, version=version, digest=digest):
            known = step.before.state.accesses.get(party)
            if known is None or (version, digest) != (known.version, known.digest):
                return "Other files were given than the newest."
            read = {sound for member, sound in known.checks.items() if member != known.prepared_by}
            return None if read == {True} else "Files were given that no second member had found sound."
        case f.AccessChecked(party=party):
            known = step.before.state.accesses.get(party)
            own = known is None or known.prepared_by == step.member
            return "One member put files together and checked them." if own else None
        case _:
            return None


@about(f.IdentityErased, f.AccessAsked, *ANSWERS)
def nothing_is_given_of_or_to_who_was_erased(step: Step) -> Said:
    """After an erasure no files go to that person, and none that were put together before it to anybody (K1)."""
    if isinstance(step.fact, f.IdentityErased):
        left = step.after.state.accesses.values()
        stale = any(one.answered_at is None and one.prepared_by is not None for one in left)
        return "Files that were put together before an erasure still wait to be given." if stale else None
    party = _about(step.fact)
    known = None if party is None else step.before.state.parties.get(party)
    return "Something was given to who was erased." if known is not None and known.erased else None


@about(f.AccessAsked, *ANSWERS)
def a_request_is_answered_once_and_in_its_own_time(step: Step) -> Said:
    """Asked for before it is written down, once at a time; put off once, and within the first time (K1)."""
    party = _about(step.fact)
    known = None if party is None else step.before.state.accesses.get(party)
    waits = known is not None and known.answered_at is None
    if isinstance(step.fact, ANSWERS) and not waits:
        return "What nobody waits for was answered."
    match step.fact:
        case f.AccessAsked(asked_at=at) if at > step.before.now or waits:
            return "It was asked for in the future, or twice."
        case f.AccessExtended() if known is not None and known.extended:
            return "It was put off twice."
        case f.AccessExtended() if known is not None:
            first = known.asked_at + step.world.policy.access_within
            return "It was put off when it was late." if step.before.now >= first else None
        case _:
            return None


@about(f.AccessTakenBack, f.AccessExtended, f.AccessGiven, f.AccessRefused)
def only_the_person_takes_a_request_back_and_only_their_own_page_tells_them(step: Step) -> Said:
    """Who has a page takes it back there, themselves; who has none is never told on a page (K1)."""
    party = _about(step.fact)
    known = None if party is None else step.before.state.parties.get(party)
    has_page = known is not None and known.has_line
    match step.fact:
        case f.AccessTakenBack() if has_page and step.member is not None:
            return "A member took back what somebody else asked for."
        case f.AccessExtended(by_hand=False) | f.AccessGiven(by_hand=False) | f.AccessRefused(by_hand=False) if (
            not has_page
        ):
            return "Somebody without a page was told on it."
        case _:
            return None


def _about(fact: object) -> Party | None:
    return fact.party if isinstance(fact, (f.AccessAsked, *ANSWERS)) else None
