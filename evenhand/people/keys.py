"""The clerk's key and the installation's id, opened once per process with the server secret."""

from functools import lru_cache

from django.conf import settings
from django.db import transaction

from evenhand.people.models import ClerkKey, Instance
from evenhand.vault.clerk import Clerk, Clerks, Sheet, new_clerk, unwrap_clerk, unwrap_clerk_under_sheet, wrap_clerk
from evenhand.vault.clerk import wrap_clerk_under_sheet as wrap_under_sheet
from evenhand.vault.errors import VaultError
from evenhand.vault.place import NOWHERE, Place
from evenhand.vault.primitives import Entropy


class WrongSecretError(Exception):
    """The server secret does not open this database."""


class NotInitialisedError(Exception):
    """`evenhand init` has not been run on this database."""


def set_up_clerk(sheet: Sheet, entropy: Entropy) -> None:
    """Draw the installation's id and the first generation of the clerk, under the secret and the sheet."""
    place = Place(entropy(16), NOWHERE)
    clerk = new_clerk(entropy)
    Instance.objects.create(uid=place.instance)
    _store(clerk, sheet, place, entropy)
    forget()


def rewrap_with_sheet(sheet: Sheet, entropy: Entropy) -> None:
    """Put every generation under the present server secret; raise `VaultError` if this is not the printed sheet."""
    place = Place(instance_id(), NOWHERE)
    with transaction.atomic():  # killed midway, all generations open under the old secret, or all under the new one
        for row in ClerkKey.objects.order_by("generation"):
            clerk = unwrap_clerk_under_sheet(bytes(row.under_sheet), sheet, place)
            row.under_secret = wrap_clerk(clerk, settings.EVENHAND_SECRET, place, entropy)
            row.save(update_fields=("under_secret",))
    forget()


def start_generation(sheet: Sheet, entropy: Entropy) -> int:
    """Begin a new generation of the clerk; what older ones sealed stays as it is."""
    place = Place(instance_id(), NOWHERE)
    unwrap_clerk_under_sheet(bytes(ClerkKey.objects.latest("generation").under_sheet), sheet, place)
    clerk = new_clerk(entropy, clerks().generation + 1)
    _store(clerk, sheet, place, entropy)
    forget()
    return clerk.generation


@lru_cache(maxsize=1)
def instance_id() -> bytes:
    """This installation's random id."""
    row = Instance.objects.first()
    if row is None:
        message = "This database has no installation yet. Run `evenhand init`."
        raise NotInitialisedError(message)
    return bytes(row.uid)


@lru_cache(maxsize=1)
def clerks() -> Clerks:
    """All generations of the clerk, the newest first in use."""
    place = Place(instance_id(), NOWHERE)
    rows = ClerkKey.objects.order_by("generation")
    try:
        opened = [unwrap_clerk(bytes(row.under_secret), settings.EVENHAND_SECRET, place) for row in rows]
    except VaultError:
        message = (
            "EVENHAND_SECRET is not the secret of this database. Nothing was changed. "
            "Put the right secret back, or run `evenhand init --with-sheet` with the printed server sheet."
        )
        raise WrongSecretError(message) from None
    if not opened:
        message = "This database has no server keys yet. Run `evenhand init`."
        raise NotInitialisedError(message)
    return Clerks(opened[-1], opened[:-1])


def forget() -> None:
    """Drop what was opened, so that it is read again."""
    instance_id.cache_clear()
    clerks.cache_clear()


def _store(clerk: Clerk, sheet: Sheet, place: Place, entropy: Entropy) -> None:
    ClerkKey.objects.create(
        generation=clerk.generation,
        under_secret=wrap_clerk(clerk, settings.EVENHAND_SECRET, place, entropy),
        under_sheet=wrap_under_sheet(clerk, sheet, place, entropy),
    )
