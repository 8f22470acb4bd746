"""Hidden fields of pages before anybody is in: ours, and not too old (THREATS 4.8)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.stateless import check_form, mac_form

TOKEN, KEPT, PARKED, NONCE, NUMBER = "token", "kept", "parked", "nonce", "number"
LIVES = timedelta(hours=24)


def write(purpose: Domain, payload: bytes, community: Community, now: Occasion) -> str:
    """A field that nobody else can make."""
    return mac_form(settings.EVENHAND_SECRET, purpose, payload, now.now, place=community.place)


def read(purpose: Domain, text: str, community: Community, now: Occasion) -> bytes | None:
    """What a field carries; nothing where it is not ours, or too old."""
    secret, place = settings.EVENHAND_SECRET, community.place
    try:
        return check_form(secret, purpose, text, now.now, within=LIVES, place=place).payload
    except VaultError:
        return None
