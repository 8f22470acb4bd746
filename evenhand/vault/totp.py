"""Sign-in codes (RFC 6238: SHA-1, six digits, thirty seconds, which every authenticator reads)."""

import base64
import hmac
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

from evenhand.vault.errors import MisuseError, VaultError
from evenhand.vault.primitives import Entropy, draw

_SECRET_BYTES: Final = 20
_DIGITS: Final = 6
_STEP_SECONDS: Final = 30
_DRIFT_STEPS: Final = 1


class WrongCodeError(VaultError):
    """This is not the code of this moment."""


def new_totp_secret(entropy: Entropy) -> bytes:
    """Draw the secret that an authenticator keeps."""
    return draw(entropy, _SECRET_BYTES)


def totp_step(now: datetime) -> int:
    """Return the number of the half minute."""
    if now.tzinfo is None:
        raise MisuseError("a time without a zone is no time")
    return int(now.timestamp()) // _STEP_SECONDS


def totp_code(secret: bytes, step: int) -> str:
    """Return the six digits of a step."""
    # SHA-1 is what authenticators speak; HMAC does not lean on its collision resistance (RFC 6238, RFC 6151).
    return HOTP(secret, _DIGITS, SHA1()).generate(step).decode()  # noqa: S303


def check_totp(secret: bytes, code: str, now: datetime) -> int:
    """Return the step of a right code, one step early or late allowed; the caller claims that step once."""
    typed = "".join(code.split()).encode()
    step = totp_step(now)
    right: int | None = None
    # All three are computed whatever matches, so that time does not tell which.
    for near in range(step - _DRIFT_STEPS, step + _DRIFT_STEPS + 1):
        if hmac.compare_digest(totp_code(secret, near).encode(), typed):
            right = near
    if right is None:
        raise WrongCodeError("this is not the code of this moment")
    return right


def totp_printed(secret: bytes) -> str:
    """Return the secret in groups of four, to be typed into an authenticator."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def otpauth_address(secret: bytes, account: str, issuer: str) -> str:
    """Return the address that an authenticator reads from a code or a link."""
    label = quote(f"{issuer}:{account}", safe="")
    fields = {"secret": base64.b32encode(secret).decode(), "issuer": issuer}
    return f"otpauth://totp/{label}?{urlencode(fields, quote_via=quote)}"
