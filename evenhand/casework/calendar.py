"""The dates of a member's list for a calendar program: code names and times, nothing of what is owed (THREATS 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand.casework import listing
from evenhand.people import calendars
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.procedure.facts import Member
from evenhand.vault.domains import Domain


@dataclass(frozen=True, slots=True)
class DueDate:
    """A date in one case: its code name, when, and a name of its own from which nothing can be read."""

    uid: str
    code_name: str
    at: datetime


def due_dates(community: Community, secret: str, now: datetime) -> tuple[DueDate, ...] | None:
    """The dates of the member whose secret this is, soonest first; nothing where it is nobody's.

    They are those of the member's list: what is owed there, until when a case waits for
    others, and until when it rests. Two duties of a case at one time are one date.
    """
    member = calendars.whose(community, secret)
    if member is None:
        return None
    told = listing.owed_to(community, member, now)
    dates = {(row.number, row.code_name, row.duty.due) for row in told.owed}
    quiet = (*told.waiting, *told.resting)
    dates |= {(case.number, case.code_name, case.until) for case in quiet if case.until is not None}
    ordered = sorted(dates, key=lambda date: (date[2], date[1]))
    return tuple(DueDate(_uid(community, member, number, at), name, at) for number, name, at in ordered)


def _uid(community: Community, member: Member, number: str, at: datetime) -> str:
    """The same for the same date, and another for every member, so that two calendars cannot be laid side by side."""
    parts = (community.uid, bytes.fromhex(member), bytes.fromhex(number), at.isoformat().encode())
    return clerks().mac(Domain.CALENDAR_ENTRY, *parts).hex()[:32]


def give_address(signed_in: SignedIn, occasion: Occasion) -> str:
    """A new secret address for this member's calendar; the one before ends."""
    return calendars.give(signed_in.community, signed_in.member, occasion)


def end_address(signed_in: SignedIn) -> None:
    """End this member's secret address."""
    calendars.take(signed_in.member)


def has_address(signed_in: SignedIn) -> bool:
    """Whether this member has one."""
    return calendars.has(signed_in.member)
