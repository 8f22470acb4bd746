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

__all__ = ["UsedAlreadyError", "once"]

REMEMBERED = timedelta(hours=24)


@contextmanager
def once(signed_in: SignedIn, number: str, occasion: Occasion) -> Iterator[None]:
    """Act once for this form's random number; an act that is refused leaves the number free.

    The number is used up in the transaction of the act, so that neither stands without the other.
    """
    with transaction.atomic():
        throttle.use_once("form", bytes.fromhex(signed_in.member) + number.encode(), occasion.now, REMEMBERED)
        yield
