"""What the report form carries instead of a cookie: who was shown as reader, and the nonce of its phrase (4.4, 4.8)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings

from evenhand.casework.reported import Readers
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.procedure.facts import Member
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.phrase import new_nonce
from evenhand.vault.stateless import FormExpiredError, check_form, mac_form

LIVES = timedelta(hours=24)
SHOWN, NONCE = "shown", "nonce"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What came back with a form."""

    shown: Readers
    nonce: bytes = field(repr=False)
    is_fresh: bool
    """The list of readers is ours and not too old: what the reporter saw is what holds."""


def fresh(community: Community, shown: Readers, occasion: Occasion, nonce: bytes | None = None) -> Mapping[str, str]:
    """The hidden fields of a form that is shown now; a form that comes back keeps its nonce."""
    drawn = new_nonce(occasion.entropy) if nonce is None else nonce
    listed = json.dumps([shown.committee, shown.council, shown.alternates]).encode()
    return {
        SHOWN: _write(Domain.INTAKE_FORM, listed, community, occasion),
        NONCE: _write(Domain.RECEIPT_NONCE, drawn, community, occasion),
    }


def read(community: Community, posted: Mapping[str, str], occasion: Occasion) -> Tokens | None:
    """What a sent form carries; None where it is not ours or was altered. An old one is still read."""
    try:
        listed, listed_is_fresh = _check(Domain.INTAKE_FORM, posted.get(SHOWN, ""), community, occasion)
        nonce, _ = _check(Domain.RECEIPT_NONCE, posted.get(NONCE, ""), community, occasion)
    except VaultError:
        return None
    shown = Readers(*(tuple(Member(m) for m in people) for people in json.loads(listed)))
    return Tokens(shown, nonce, listed_is_fresh)


def read_nonce(community: Community, posted: Mapping[str, str], occasion: Occasion) -> bytes | None:
    """The nonce that a receipt's page carries, for as long as a form lives."""
    try:
        nonce, is_fresh = _check(Domain.RECEIPT_NONCE, posted.get(NONCE, ""), community, occasion)
    except VaultError:
        return None
    return nonce if is_fresh else None


def nonce_field(community: Community, nonce: bytes, occasion: Occasion) -> Mapping[str, str]:
    """The hidden field with which a typed phrase is compared."""
    return {NONCE: _write(Domain.RECEIPT_NONCE, nonce, community, occasion)}


def _write(purpose: Domain, payload: bytes, community: Community, occasion: Occasion) -> str:
    return mac_form(settings.EVENHAND_SECRET, purpose, payload, occasion.now, place=community.place)


def _check(purpose: Domain, field: str, community: Community, occasion: Occasion) -> tuple[bytes, bool]:
    secret, place = settings.EVENHAND_SECRET, community.place
    try:
        checked = check_form(secret, purpose, field, occasion.now, within=LIVES, place=place)
    except FormExpiredError as err:
        return err.payload, False
    return checked.payload, True
