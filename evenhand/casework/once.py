"""A form counts once: a double click, or "back" and "send" again, does not act twice, and loses no word either."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction

from evenhand.casework.errors import RefusedError
from evenhand.people import throttle
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.people.throttle import UsedAlreadyError
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause

__all__ = ["Said", "SentOtherwiseError", "UsedAlreadyError", "once", "was_done"]

_SENT_OTHERWISE = say(
    "This form was sent already, and something else stood in it then. If this is to be sent as well, press the button."
)
REMEMBERED = timedelta(hours=24)
_FORM = "form"
_SAID = "form-said"

Said = Mapping[str, Sequence[str]]
"""What was typed into a form, by its fields."""


class SentOtherwiseError(Exception):
    """This form was carried out already, and something else stood in it then: what stands in it now is not sent."""

    def as_refusal(self, clause: Clause) -> RefusedError:
        """The same, for a page that says why something was not done beside a clause of the manual."""
        return RefusedError(Refused(_SENT_OTHERWISE, clause))


@contextmanager
def once(signed_in: SignedIn, number: str, occasion: Occasion, said: Said | None = None) -> Iterator[None]:
    """Act once for this form's random number; an act that is refused leaves the number free.

    The number is used up in the transaction of the act, so that neither stands without the other. Raises
    `UsedAlreadyError` where it was used with the same words, `SentOtherwiseError` where they were other ones.
    """
    with transaction.atomic():
        try:
            throttle.use_once(_FORM, _own(signed_in, number), occasion.now, REMEMBERED)
        except UsedAlreadyError:
            _require_the_same(signed_in, number, occasion, said)
            raise
        if said is not None:
            throttle.use_once(_SAID, _own(signed_in, number, said), occasion.now, REMEMBERED)
        yield


def was_done(signed_in: SignedIn, number: str, occasion: Occasion, said: Said | None = None) -> bool:
    """Whether this form of this member was carried out: what it asks for may not be offered any more.

    Raises `SentOtherwiseError` where it was, with other words.
    """
    if not number or not throttle.was_used(_FORM, _own(signed_in, number), occasion.now):
        return False
    _require_the_same(signed_in, number, occasion, said)
    return True


def _require_the_same(signed_in: SignedIn, number: str, occasion: Occasion, said: Said | None) -> None:
    if said is not None and not throttle.was_used(_SAID, _own(signed_in, number, said), occasion.now):
        raise SentOtherwiseError


def _own(signed_in: SignedIn, number: str, said: Said | None = None) -> bytes:
    """What is remembered, as a MAC only: whoever has the database can try no words, because the number is in no row."""
    own = bytes.fromhex(signed_in.member) + number.encode()
    if said is None:
        return own
    words = json.dumps({name: list(said[name]) for name in said}, sort_keys=True)
    return own + hashlib.sha256(words.encode()).digest()
