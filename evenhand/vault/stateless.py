"""Fields of a form that come back as they went out, without a cookie and without a row."""

import base64
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from evenhand.vault.clerk import Clerk, Clerks
from evenhand.vault.domains import Domain
from evenhand.vault.errors import MisuseError, VaultError
from evenhand.vault.place import Place
from evenhand.vault.primitives import (
    KEY_BYTES,
    PREFIX_BYTES,
    Entropy,
    derive,
    framed,
    prefix,
    require_prefix,
    require_server_secret,
)
from evenhand.vault.reader import Reader
from evenhand.vault.suites import Kind, Suite

_TIME_BYTES: Final = 8


class BadFormError(VaultError):
    """The field did not come from here, was changed, or belongs to another form."""


class FormExpiredError(VaultError):
    """The form is too old; its payload can still be read."""

    def __init__(self, payload: bytes) -> None:
        super().__init__("the form is too old")
        self.payload = payload


@dataclass(frozen=True, slots=True)
class CheckedForm:
    """What a form carried, and when it was made."""

    payload: bytes
    made_at: datetime


def mac_form(server_secret: bytes, purpose: Domain, payload: bytes, at: datetime, *, place: Place) -> str:
    """Return a field that anybody can read and nobody else can make."""
    if at.tzinfo is None:
        raise MisuseError("a time without a zone is no time")
    body = prefix(Suite.HKDF_CHACHA) + int(at.timestamp()).to_bytes(_TIME_BYTES) + payload
    return _written(body + _mac(server_secret, purpose, place, body))


def check_form(
    server_secret: bytes, purpose: Domain, field: str, now: datetime, *, within: timedelta, place: Place
) -> CheckedForm:
    """Return what the field carries where it is ours, of this form, and not older than `within`."""
    raw = _read(field)
    body, mac = raw[:-KEY_BYTES], raw[-KEY_BYTES:]
    if not hmac.compare_digest(mac, _mac(server_secret, purpose, place, body)):
        raise BadFormError("the form's field does not fit")
    require_prefix(body, Suite.HKDF_CHACHA)
    reader = Reader(body[PREFIX_BYTES:])
    made_at = datetime.fromtimestamp(reader.number(_TIME_BYTES), UTC)
    payload = body[PREFIX_BYTES + _TIME_BYTES :]
    if not timedelta(0) <= now - made_at <= within:
        raise FormExpiredError(payload)
    return CheckedForm(payload, made_at)


def seal_handle(clerk: Clerk | Clerks, place: Place, payload: bytes, entropy: Entropy) -> str:
    """Return a hidden field that only the clerk can read."""
    return _written(clerk.seal(Domain.HANDLE, place, payload, entropy))


def open_handle(clerk: Clerk | Clerks, place: Place, field: str) -> bytes:
    """Open a hidden field."""
    return clerk.open(Domain.HANDLE, place, _read(field))


def _mac(server_secret: bytes, purpose: Domain, place: Place, body: bytes) -> bytes:
    purpose.require(Kind.MACED)
    info = place.info(purpose)
    return hmac.digest(_key(server_secret, info), framed(info, body), "sha256")


@lru_cache(maxsize=64)
def _key(server_secret: bytes, info: bytes) -> bytes:
    """One key for each kind of form of a community; every page of a form asks for it twice."""
    return derive(require_server_secret(server_secret), info)


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _read(field: str) -> bytes:
    """Read the one way to write bytes as text; base64 has several and a field has one."""
    try:
        raw = base64.urlsafe_b64decode(field + "=" * (-len(field) % 4))
    except ValueError:
        raise BadFormError("the form's field is not one of ours") from None
    if _written(raw) != field:
        raise BadFormError("the form's field is not one of ours")
    return raw
