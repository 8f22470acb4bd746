"""Requests for the data kept about somebody: what waits, until when, and whether files may be given (K1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from evenhand.procedure.facts import Member, Party
from evenhand.procedure.policy import Policy
from evenhand.procedure.seating import had_a_conflict
from evenhand.procedure.state import Access, CaseState

__all__ = [
    "ASKING",
    "askers",
    "counted_checks",
    "due_at",
    "has_fault",
    "is_asker",
    "is_checked",
    "is_prepared",
    "next_asker",
    "waiting",
]

ASKING = "asking"
"""What the handle begins with of somebody who asks and is no party of the case."""


def is_asker(party: Party) -> bool:
    """Whether this is somebody who only asked: no party, without a page here."""
    return party.rpartition("-")[0] == ASKING


def askers(state: CaseState) -> tuple[Party, ...]:
    """Everybody who asked and is no party of the case."""
    return tuple(party for party in state.accesses if is_asker(party))


def next_asker(state: CaseState) -> Party:
    """The handle of who asks next, and is no party of the case."""
    return Party(f"{ASKING}-{len(askers(state)) + 1}")


def waiting(state: CaseState) -> Iterator[tuple[Party, Access]]:
    """Requests without an answer."""
    yield from ((party, one) for party, one in state.accesses.items() if one.answered_at is None)


def due_at(access: Access, policy: Policy) -> datetime:
    """By when they are answered: the time of the law, longer where they were told so within it."""
    first = access.asked_at + policy.access_within
    return first + policy.access_extension if access.extended and policy.access_extension is not None else first


def is_prepared(state: CaseState, access: Access) -> bool:
    """Whether there are files, put together by somebody who had no conflict of interest (C1)."""
    return access.prepared_by is not None and not had_a_conflict(state, access.prepared_by)


def counted_checks(state: CaseState, access: Access) -> dict[Member, bool]:
    """What others than the writer found in the newest files, without members who had a conflict of interest."""
    return {
        member: sound
        for member, sound in access.checks.items()
        if member != access.prepared_by and not had_a_conflict(state, member)
    }


def has_fault(state: CaseState, access: Access) -> bool:
    """Whether somebody who read the newest files recognised a person in them."""
    return not all(counted_checks(state, access).values())


def is_checked(state: CaseState, access: Access) -> bool:
    """Whether a second member read exactly these files, and nobody found fault with them."""
    return is_prepared(state, access) and bool(counted_checks(state, access)) and not has_fault(state, access)
