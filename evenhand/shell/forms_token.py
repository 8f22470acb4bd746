"""A form's token: proof that the page with this form was made for this session and this purpose.

It is masked with fresh randomness each time, so that no two pages hold the same bytes. Behind the proof stands for
whom the page was made, sealed: nothing is accepted for it, but what was typed finds its way back to them.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from typing import Literal

_SIZE = hashlib.sha256().digest_size
_DOMAIN = b"evenhand/v1/form"


class FormTokenError(Exception):
    """The token is missing, broken, or of another session or purpose."""


def issue(session_key: bytes, purpose: str, entropy: Callable[[int], bytes], writer: bytes = b"") -> str:
    """Make a token that `check` accepts for the same session key and purpose."""
    mask = entropy(_SIZE)
    return base64.urlsafe_b64encode(mask + _xor(mask, _proof(session_key, purpose)) + writer).decode()


def check(session_key: bytes, purpose: str, token: str) -> Literal[True]:
    """Accept a token of this session and purpose, or raise FormTokenError."""
    mask, masked, _writer = _parts(token)
    if not hmac.compare_digest(_xor(mask, masked), _proof(session_key, purpose)):
        raise FormTokenError("the form's token is of another session or purpose")
    return True


def writer_of(token: str) -> bytes:
    """Answer what the token carries of its writer, sealed as it was; empty where it cannot be read."""
    try:
        return _parts(token)[2]
    except FormTokenError:
        return b""


def _parts(token: str) -> tuple[bytes, bytes, bytes]:
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as err:
        raise FormTokenError("the form's token cannot be read") from err
    if len(raw) < 2 * _SIZE:
        raise FormTokenError("the form's token cannot be read")
    return raw[:_SIZE], raw[_SIZE : 2 * _SIZE], raw[2 * _SIZE :]


def _proof(session_key: bytes, purpose: str) -> bytes:
    return hmac.new(session_key, _DOMAIN + b"\0" + purpose.encode(), hashlib.sha256).digest()


def _xor(mask: bytes, masked: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(mask, masked, strict=True))
