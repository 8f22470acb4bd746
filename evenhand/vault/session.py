"""A session: a member's opened keys under a cookie that is stored nowhere and the server secret."""

from evenhand.vault.domains import Domain
from evenhand.vault.padding import pad, unpad
from evenhand.vault.place import Place
from evenhand.vault.primitives import (
    KEY_BYTES,
    PREFIX_BYTES,
    Entropy,
    aead_open,
    aead_seal,
    derive,
    draw,
    framed,
    labelled_hash,
    prefix,
    require_length,
    require_prefix,
    require_server_secret,
)
from evenhand.vault.suites import Suite


def new_cookie(entropy: Entropy) -> bytes:
    """Draw the cookie of a new session."""
    return draw(entropy, KEY_BYTES)


def cookie_hash(cookie: bytes) -> bytes:
    """Return what is stored of a cookie."""
    return labelled_hash(Domain.COOKIE_HASH, cookie)


def seal_session(keys: bytes, cookie: bytes, server_secret: bytes, place: Place, entropy: Entropy) -> bytes:
    """Seal opened keys under the cookie and the server secret together."""
    info = _info(cookie, place)
    return aead_seal(_key(cookie, server_secret, info), prefix(Suite.HKDF_CHACHA), pad(keys), info, entropy)


def open_session(blob: bytes, cookie: bytes, server_secret: bytes, place: Place) -> bytes:
    """Open a session's keys; neither the cookie nor the server secret does it alone."""
    require_prefix(blob, Suite.HKDF_CHACHA)
    info = _info(cookie, place)
    return unpad(aead_open(_key(cookie, server_secret, info), PREFIX_BYTES, blob, info))


def _info(cookie: bytes, place: Place) -> bytes:
    return place.whole_community(cookie_hash(cookie)).info(Domain.SESSION)


def _key(cookie: bytes, server_secret: bytes, info: bytes) -> bytes:
    require_length("a cookie", cookie, KEY_BYTES)
    return derive(framed(cookie, require_server_secret(server_secret)), info)
