"""What a member has in hand over all the cases at which they sit: for joining, leaving and being away (R9).

From the sealed summaries alone, with as many queries for one case as for thirty. Nothing is folded, no word is opened,
and a case at which the member has no seat leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from evenhand.casework import listing, summaries
from evenhand.casework.summaries import Summary
from evenhand.people.sessions import SignedIn
from evenhand.procedure.duties import Duty
from evenhand.procedure.facts import Member
from evenhand.procedure.handover import InForce, Promise
from evenhand.procedure.policy import Team
from evenhand.record.cases import SealedSummary

__all__ = ["InHand", "in_hand"]

_AT_ONCE = 2000
"""So many closed cases are read in one query: more than a community has."""


@dataclass(frozen=True, slots=True)
class InHand:
    """One case: what this member owes there, what was promised, what is in force, who of the others is away."""

    number: str
    code_name: str
    is_open: bool
    is_of_the_council: bool
    duties: tuple[Duty, ...] = ()
    promises: tuple[Promise, ...] = ()
    in_force: tuple[InForce, ...] = ()
    away: tuple[tuple[Member, datetime], ...] = ()
    rests_until: datetime | None = None
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to hand over."""
        return not (self.duties or self.promises or self.in_force)


def in_hand(signed_in: SignedIn, team: Team, now: datetime) -> tuple[InHand, ...]:
    """Every case at which this member sits: open ones first, then by what is due soonest."""
    found = list(_cases(signed_in, team, now))
    last = datetime.max.replace(tzinfo=now.tzinfo)
    found.sort(key=lambda case: (not case.is_open, min((d.due for d in case.duties), default=last), case.code_name))
    return tuple(found)


def _cases(signed_in: SignedIn, team: Team, now: datetime) -> Iterator[InHand]:
    member = signed_in.member
    for sealed, summary in listing.everything(signed_in.community, _AT_ONCE):
        if member in summary.readers:
            yield _of_the_committee(sealed, summary, member, team, now)
        elif member in summary.council_told:
            owed = listing.of_the_council(summary, member)
            yield InHand(sealed.uid.hex(), summaries.name_of(sealed.uid), summary.is_open, True, owed)


def _of_the_committee(sealed: SealedSummary, summary: Summary, member: Member, team: Team, now: datetime) -> InHand:
    """Before the conflict question is answered there is nothing but that question (C1)."""
    may_see = member not in summary.unanswered
    owed = tuple(duty for duty in listing.duties_for(summary, member) if duty.owner == member)
    others = [m for m in summary.readers if m != member and team.is_away(m, now)]
    return InHand(
        number=sealed.uid.hex(),
        code_name=summaries.name_of(sealed.uid),
        is_open=summary.is_open,
        is_of_the_council=False,
        duties=owed,
        promises=tuple(one for one in summary.promises if may_see and one.at > now),
        in_force=summary.in_force if may_see else (),
        away=tuple((m, team.away[m]) for m in others) if may_see else (),
        rests_until=summary.rests_until if may_see else None,
        is_cut=summary.is_cut and may_see,
    )
