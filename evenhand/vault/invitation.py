"""Invitations: a one-time token in a link, and the keys that come from it."""

import base64
from typing import Final, NewType

from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.phrase import PhraseKeys, keys_from_secret
from evenhand.vault.place import Place
from evenhand.vault.primitives import Entropy, draw

Token = NewType("Token", str)

_TOKEN_BYTES: Final = 16


class BadTokenError(VaultError):
    """This text is not a token."""


def new_token(entropy: Entropy) -> Token:
    """Draw a token of 128 bits, as text for a link."""
    return _written(draw(entropy, _TOKEN_BYTES))


def parse_token(text: str) -> Token:
    """Read a token from a link; there is one way to write it."""
    try:
        raw = base64.urlsafe_b64decode(text + "==")
    except ValueError:
        raw = b""
    if len(raw) != _TOKEN_BYTES or _written(raw) != text:
        raise BadTokenError("this is not a token")
    return Token(text)


def token_keys(token: Token, place: Place) -> PhraseKeys:
    """Derive what a token stands for in a community."""
    raw = base64.urlsafe_b64decode(parse_token(token) + "==")
    return keys_from_secret(raw, place, (Domain.TOKEN_LOOKUP, Domain.TOKEN_BOX, Domain.TOKEN_SIGNING))


def _written(raw: bytes) -> Token:
    return Token(base64.urlsafe_b64encode(raw).decode().rstrip("="))
