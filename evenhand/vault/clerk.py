"""The clerk: the key that the running service has, and the database, a backup or a stolen disk does not."""

import hmac
from collections.abc import Iterable, Sequence
from typing import Final

from evenhand.vault.domains import Domain
from evenhand.vault.errors import MisuseError, VaultError
from evenhand.vault.keys import Secret, SigningKey
from evenhand.vault.padding import WORDS_BUCKETS, pad, pad_to, unpad
from evenhand.vault.place import Place
from evenhand.vault.primitives import (
    KEY_BYTES,
    NONCE_BYTES,
    PREFIX_BYTES,
    TAG_BYTES,
    Entropy,
    aead_open,
    aead_seal,
    derive,
    draw,
    framed,
    prefix,
    require_prefix,
    require_server_secret,
)
from evenhand.vault.sheet import Sheet, SheetTypoError, new_sheet
from evenhand.vault.suites import Kind

__all__ = [
    "CLERK_OVERHEAD",
    "Clerk",
    "Clerks",
    "Sheet",
    "SheetTypoError",
    "UnknownGenerationError",
    "new_clerk",
    "new_sheet",
    "unwrap_clerk",
    "unwrap_clerk_under_sheet",
    "wrap_clerk",
    "wrap_clerk_under_sheet",
]

_GENERATION_BYTES: Final = 4
_HEADER_BYTES: Final = PREFIX_BYTES + _GENERATION_BYTES

CLERK_OVERHEAD: Final = _HEADER_BYTES + NONCE_BYTES + TAG_BYTES
"""How much longer a blob is than its padded plaintext."""


class UnknownGenerationError(VaultError):
    """The blob was sealed by a generation of the clerk that is not at hand."""


class Clerk(Secret):
    """One generation of the clerk."""

    __slots__ = ("_case_keys", "_mac_keys", "generation", "signing")

    def __init__(self, raw: bytes, generation: int = 1) -> None:
        super().__init__(raw)
        if not 0 < generation < 1 << 8 * _GENERATION_BYTES:
            raise MisuseError("generations are counted from one")
        self.generation = generation
        self._mac_keys: dict[Domain, bytes] = {}
        self._case_keys: dict[Domain, tuple[tuple[bytes, bytes, bytes], bytes]] = {}
        # The last case's key for each purpose: an act seals, and a page opens, many things of one case in a row.
        self.signing = SigningKey.from_raw(self._derive(Domain.CLERK_SIGNING, b""))

    def seal(
        self,
        domain: Domain,
        place: Place,
        plaintext: bytes,
        entropy: Entropy,
        *,
        size: int | None = None,
        buckets: Sequence[int] = WORDS_BUCKETS,
    ) -> bytes:
        """Seal for one purpose and place, padded to `size` or to a bucket; refuse what is too long for `size`."""
        domain.require(Kind.BY_THE_CLERK)
        padded = pad(plaintext, buckets) if size is None else pad_to(plaintext, size)
        return aead_seal(
            self._case_key(domain, place), _header(domain, self.generation), padded, place.info(domain), entropy
        )

    def open(self, domain: Domain, place: Place, blob: bytes) -> bytes:
        """Open what this generation sealed for this purpose and place, or refuse."""
        domain.require(Kind.BY_THE_CLERK)
        if _generation_of(domain, blob) != self.generation:
            raise UnknownGenerationError
        return unpad(aead_open(self._case_key(domain, place), _HEADER_BYTES, blob, place.info(domain)))

    def mac(self, domain: Domain, *parts: bytes) -> bytes:
        """Return 32 bytes that only the clerk can compute from these parts."""
        domain.require(Kind.MACED)
        key = self._mac_keys.get(domain)
        if key is None:
            key = self._mac_keys[domain] = self._derive(domain, b"")
        return hmac.digest(key, framed(*parts), "sha256")

    def _case_key(self, domain: Domain, place: Place) -> bytes:
        case = (place.instance, place.community, place.case)
        last = self._case_keys.get(domain)
        if last is None or last[0] != case:
            last = self._case_keys[domain] = (case, self._derive(domain, place.whole_case().info(domain)))
        return last[1]

    def _derive(self, domain: Domain, where: bytes) -> bytes:
        return derive(self.raw(), framed(domain.label, self.generation.to_bytes(_GENERATION_BYTES), where))


class Clerks:
    """The current generation, which seals, and the older ones, which still open."""

    __slots__ = ("_by_generation", "current")

    def __init__(self, current: Clerk, older: Iterable[Clerk] = ()) -> None:
        self.current = current
        self._by_generation = {clerk.generation: clerk for clerk in (current, *older)}
        if max(self._by_generation) != current.generation:
            raise MisuseError("the current generation is the newest")

    def __repr__(self) -> str:
        return "<sealed>"

    @property
    def generation(self) -> int:
        """Return the current generation's number."""
        return self.current.generation

    @property
    def signing(self) -> SigningKey:
        """Return the current generation's signing key."""
        return self.current.signing

    @property
    def signing_publics(self) -> dict[int, bytes]:
        """Return each generation's public signing key, to check older signatures."""
        return {number: clerk.signing.public for number, clerk in self._by_generation.items()}

    def seal(
        self,
        domain: Domain,
        place: Place,
        plaintext: bytes,
        entropy: Entropy,
        *,
        size: int | None = None,
        buckets: Sequence[int] = WORDS_BUCKETS,
    ) -> bytes:
        """Seal with the current generation."""
        return self.current.seal(domain, place, plaintext, entropy, size=size, buckets=buckets)

    def open(self, domain: Domain, place: Place, blob: bytes) -> bytes:
        """Open with the generation that the blob names."""
        clerk = self._by_generation.get(_generation_of(domain, blob))
        if clerk is None:
            raise UnknownGenerationError
        return clerk.open(domain, place, blob)

    def mac(self, domain: Domain, *parts: bytes) -> bytes:
        """Return the current generation's MAC."""
        return self.current.mac(domain, *parts)

    def macs(self, domain: Domain, *parts: bytes) -> tuple[bytes, ...]:
        """Return every generation's MAC, newest first, to find rows that an older one keyed."""
        newest_first = sorted(self._by_generation.values(), key=lambda clerk: -clerk.generation)
        return tuple(clerk.mac(domain, *parts) for clerk in newest_first)


def new_clerk(entropy: Entropy, generation: int = 1) -> Clerk:
    """Draw a new generation of the clerk."""
    return Clerk(draw(entropy, KEY_BYTES), generation)


def wrap_clerk(clerk: Clerk, secret: bytes, place: Place, entropy: Entropy) -> bytes:
    """Wrap a generation under the server secret."""
    return _wrap(Domain.CLERK_UNDER_SECRET, clerk, require_server_secret(secret), place, entropy)


def unwrap_clerk(blob: bytes, secret: bytes, place: Place) -> Clerk:
    """Open a generation with the server secret."""
    return _unwrap(Domain.CLERK_UNDER_SECRET, blob, require_server_secret(secret), place)


def wrap_clerk_under_sheet(clerk: Clerk, sheet: Sheet, place: Place, entropy: Entropy) -> bytes:
    """Wrap a generation under the printed sheet."""
    return _wrap(Domain.CLERK_UNDER_SHEET, clerk, sheet.raw(), place, entropy)


def unwrap_clerk_under_sheet(blob: bytes, sheet: Sheet, place: Place) -> Clerk:
    """Open a generation with the printed sheet."""
    return _unwrap(Domain.CLERK_UNDER_SHEET, blob, sheet.raw(), place)


def _wrap(domain: Domain, clerk: Clerk, secret: bytes, place: Place, entropy: Entropy) -> bytes:
    info = place.whole_instance().info(domain)
    return aead_seal(derive(secret, info), _header(domain, clerk.generation), clerk.raw(), info, entropy)


def _unwrap(domain: Domain, blob: bytes, secret: bytes, place: Place) -> Clerk:
    generation = _generation_of(domain, blob)
    info = place.whole_instance().info(domain)
    return Clerk(aead_open(derive(secret, info), _HEADER_BYTES, blob, info), generation)


def _header(domain: Domain, generation: int) -> bytes:
    return prefix(domain.binding.suite) + generation.to_bytes(_GENERATION_BYTES)


def _generation_of(domain: Domain, blob: bytes) -> int:
    require_prefix(blob, domain.binding.suite)
    return int.from_bytes(blob[PREFIX_BYTES:_HEADER_BYTES])
