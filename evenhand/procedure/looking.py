"""How far a look has come: asked for, granted by one, agreed to by another, in force, past its time (R9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from evenhand.procedure.facts import Member
from evenhand.procedure.seating import barred
from evenhand.procedure.state import CaseState, Look

__all__ = ["ending_times", "holds_keys", "in_force", "is_granted", "is_past", "lookers", "newest_of", "waits"]


def is_granted(look: Look, now: datetime) -> bool:
    """Whether one member would grant it, and another can still agree."""
    granted = look.granted_by is not None and look.agreed_by is None and not look.is_over
    return granted and look.until is not None and now < look.until


def waits(look: Look, now: datetime) -> bool:
    """Whether nobody has granted or declined it, or what one would have granted has run out."""
    return not look.is_over and look.agreed_by is None and not is_granted(look, now)


def holds_keys(look: Look) -> bool:
    """Whether keys were given for it, and not changed since."""
    return look.agreed_by is not None and not look.is_over


def in_force(look: Look, now: datetime) -> bool:
    """Whether the door is open: by two members, and before its time is up, which ends it by itself."""
    return holds_keys(look) and look.until is not None and now < look.until


def is_past(look: Look, now: datetime) -> bool:
    """Whether its time is up and the keys were not changed yet."""
    return holds_keys(look) and not in_force(look, now)


def lookers(state: CaseState, now: datetime) -> tuple[Member, ...]:
    """Who may look at this case now."""
    return tuple(
        dict.fromkeys(
            look.member for look in state.looks.values() if in_force(look, now) and look.member not in barred(state)
        )
    )


def newest_of(state: CaseState, member: Member) -> Look | None:
    """The newest look that somebody asked for."""
    own = [look for look in state.looks.values() if look.member == member]
    return own[-1] if own else None


def ending_times(state: CaseState) -> Iterator[datetime]:
    """When looks end by themselves."""
    yield from (look.until for look in state.looks.values() if look.until is not None and not look.is_over)
