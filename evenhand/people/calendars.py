"""Secret addresses for calendar programs: one for each member, kept as a MAC, renewable, dead once they have left."""

from __future__ import annotations

from django.db import transaction

from evenhand.people import models, roster
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.procedure.facts import Member
from evenhand.vault.domains import Domain

SECRET_BYTES = 20


def give(community: Community, member: Member, occasion: Occasion) -> str:
    """A new secret for this member; the one before is dead from now on. It is told once and not kept."""
    secret = occasion.entropy(SECRET_BYTES).hex()
    with transaction.atomic():
        take(member)
        models.Calendar.objects.create(
            community_id=community.pk,
            lookup=clerks().mac(Domain.LOOKUP_CALENDAR, community.uid, secret.encode()),
            owner=clerks().mac(Domain.LOOKUP_MEMBER, b"calendar", bytes.fromhex(member)),
        )
    return secret


def take(member: Member) -> None:
    """End this member's address, if there is one."""
    models.Calendar.objects.filter(owner__in=_owner(member)).delete()


def has(member: Member) -> bool:
    """Whether this member has an address."""
    return models.Calendar.objects.filter(owner__in=_owner(member)).exists()


def whose(community: Community, secret: str) -> Member | None:
    """The member whose address this is, while they sit on the committee or the council; else nobody."""
    lookups = clerks().macs(Domain.LOOKUP_CALENDAR, community.uid, secret.encode())
    row = models.Calendar.objects.filter(community_id=community.pk, lookup__in=lookups).first()
    if row is None:
        return None
    owner = bytes(row.owner)
    seated = (p.member for p in roster.load(community).present if p.on_committee or p.on_council)
    return next((member for member in seated if owner in _owner(member)), None)


def _owner(member: Member) -> list[bytes]:
    return list(clerks().macs(Domain.LOOKUP_MEMBER, b"calendar", bytes.fromhex(member)))
