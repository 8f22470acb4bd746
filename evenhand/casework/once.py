"""A form counts once: a double click, or "back" and "send" again, does not act twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction

from evenhand.people import throttle
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.people.throttle import UsedAlreadyError

__all__ = ["UsedAlreadyError", "once", "was_done"]

REMEMBERED = timedelta(hours=24)
_FORM = "form"


@contextmanager
def once(signed_in: SignedIn, number: str, occasion: Occasion) -> Iterator[None]:
    """Act once for this form's random number; an act that is refused leaves the number free.

    The number is used up in the transaction of the act, so that neither stands without the other.
    """
    with transaction.atomic():
        throttle.use_once(_FORM, _own(signed_in, number), occasion.now, REMEMBERED)
        yield


def was_done(signed_in: SignedIn, number: str, occasion: Occasion) -> bool:
    """Whether this form of this member was carried out: what it asks for may not be offered any more."""
    return bool(number) and throttle.was_used(_FORM, _own(signed_in, number), occasion.now)


def _own(signed_in: SignedIn, number: str) -> bytes:
    return bytes.fromhex(signed_in.member) + number.encode()
