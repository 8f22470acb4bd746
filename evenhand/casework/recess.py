"""A database older than what was acknowledged: read-only until two members have signed what was lost (THREATS 5)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from evenhand.casework.errors import RefusedError
from evenhand.people import roster, watch
from evenhand.people import roster_facts as rf
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member
from evenhand.record import ledger

SIGNATURES = 2


@dataclass(frozen=True, slots=True)
class Recess:
    """How many acts were acknowledged, how many the database has, and who has signed so far."""

    expected: int
    found: int
    signed: frozenset[Member]

    @property
    def lost(self) -> int:
        """So many acts were acknowledged and are gone. Their words are with nobody but those who wrote them."""
        return self.expected - self.found


def recess(community: Community) -> Recess | None:
    """The recess that this community is in, if it is in one."""
    expected = watch.high_water(community.uid)  # before the database is asked: see `watch`
    found = ledger.acts(community)
    if found >= expected:
        return None
    return Recess(expected, found, roster.load(community).rewound.get((expected, found), frozenset()))


def sign_loss(by: SignedIn, occasion: Occasion) -> Recess | None:
    """Sign, as a member, that so much was lost. With the second signature work goes on; answer what still holds."""
    standing = recess(by.community)
    if standing is None:
        raise _refused(say("This database is as new as what was acknowledged. There is nothing to sign."))
    if by.member in standing.signed:
        raise _refused(say("You have signed already. A second member signs too."))
    with transaction.atomic():
        fact = rf.Rewound(standing.expected, standing.found)
        after = roster.append(by.community, fact, by.member, by.keys.signing, occasion)
        signed = after.rewound[standing.expected, standing.found]
        if len(signed) >= SIGNATURES:
            uid, found = by.community.uid, standing.found
            transaction.on_commit(lambda: watch.lower_high_water(uid, found))
            return None
    return Recess(standing.expected, standing.found, signed)


def _refused(reason: str) -> RefusedError:
    return RefusedError(Refused(reason, Clause.ARCHIVE))
