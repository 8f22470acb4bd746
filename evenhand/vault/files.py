"""Files in numbered chunks of one size, each file under a key of its own.

The nonce is the chunk's number and a flag on the last, as in age's STREAM, so that a chunk cannot be dropped, moved,
doubled or cut off. Each chunk says how much of it is file; the rest is zeros, and whole chunks of zeros fill the file
up to a bucket.
"""

import hashlib
from collections.abc import Iterable
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from evenhand.vault.domains import Domain
from evenhand.vault.errors import MisuseError, SealBrokenError
from evenhand.vault.keys import Secret
from evenhand.vault.padding import KIB, LENGTH_BYTES, pad_to, padme, unpad
from evenhand.vault.place import Place
from evenhand.vault.primitives import PREFIX_BYTES, TAG_BYTES, Entropy, derive, draw, prefix, require_prefix
from evenhand.vault.suites import Suite

CHUNK_BYTES: Final = 64 * KIB
_ROOM: Final = CHUNK_BYTES - LENGTH_BYTES
_SEALED_BYTES: Final = CHUNK_BYTES + TAG_BYTES
_SALT_BYTES: Final = 16
_HEADER_BYTES: Final = PREFIX_BYTES + _SALT_BYTES
_COUNTER_BYTES: Final = 11


class FileKey(Secret):
    """The key of one file; it lies among the words that name the file."""

    __slots__ = ()


class _Chunks:
    """What sealer and opener share: the key of this file, and the number of the next chunk."""

    __slots__ = ("_cipher", "_closed", "_number", "_waiting")

    def __init__(self) -> None:
        self._number = 0
        self._waiting = b""
        self._closed = False

    def _set_key(self, key: FileKey, place: Place, salt: bytes) -> None:
        info = place.whole_community(place.entry).info(Domain.FILE)
        self._cipher = ChaCha20Poly1305(derive(key.raw(), info, salt=salt))

    def _nonce(self, *, last: bool) -> bytes:
        nonce = self._number.to_bytes(_COUNTER_BYTES) + bytes((last,))
        self._number += 1
        return nonce

    def _require_open(self) -> None:
        if self._closed:
            raise MisuseError("this file is finished")


class FileSealer(_Chunks):
    """Seals one file as it arrives: write `header`, each `update`, then `finish`; `digest` is the hash of all that."""

    __slots__ = ("_hash", "header")

    def __init__(self, key: FileKey, place: Place, entropy: Entropy) -> None:
        super().__init__()
        salt = draw(entropy, _SALT_BYTES)
        self.header = prefix(Suite.CHUNKS_CHACHA) + salt
        self._hash = hashlib.sha256(self.header)
        self._set_key(key, place, salt)

    def update(self, data: bytes) -> bytes:
        """Take more of the file; return the chunks that are full."""
        self._require_open()
        waiting = self._waiting + data
        # One chunk is held back, because the last one must say that it is.
        full = max(0, len(waiting) - 1) // _ROOM * _ROOM
        self._waiting = waiting[full:]
        return b"".join(self._seal(waiting[at : at + _ROOM], last=False) for at in range(0, full, _ROOM))

    def finish(self) -> bytes:
        """Return the rest, filled up to a bucket."""
        self._require_open()
        self._closed = True
        fillers = padme(self._number + 1) - self._number - 1
        contents = [self._waiting, *[b""] * fillers]
        return b"".join(self._seal(content, last=place == fillers) for place, content in enumerate(contents))

    def digest(self) -> bytes:
        """Return `sealed_hash` of everything that was sealed, once it is finished."""
        if not self._closed:
            raise MisuseError("this file goes on")
        return self._hash.digest()

    def _seal(self, content: bytes, *, last: bool) -> bytes:
        sealed = self._cipher.encrypt(self._nonce(last=last), pad_to(content, CHUNK_BYTES), None)
        self._hash.update(sealed)
        return sealed


class FileOpener(_Chunks):
    """Opens one file as it is read. What `update` returned counts only once `finish` has not raised."""

    __slots__ = ("_filling", "_key", "_place", "_started")

    def __init__(self, key: FileKey, place: Place) -> None:
        super().__init__()
        self._key = key
        self._place = place
        self._started = False
        self._filling = False

    def update(self, data: bytes) -> bytes:
        """Take more of the sealed file; return what can be opened."""
        self._require_open()
        self._waiting += data
        if not self._started:
            if len(self._waiting) < _HEADER_BYTES:
                return b""
            self._start()
        waiting = self._waiting
        full = max(0, len(waiting) - 1) // _SEALED_BYTES * _SEALED_BYTES
        self._waiting = waiting[full:]
        return b"".join(
            self._open(waiting[at : at + _SEALED_BYTES], last=False) for at in range(0, full, _SEALED_BYTES)
        )

    def finish(self) -> bytes:
        """Return the rest, or refuse a file that was cut off."""
        self._require_open()
        self._closed = True
        if not self._started:
            raise SealBrokenError("the file ends too early")
        return self._open(self._waiting, last=True)

    def _start(self) -> None:
        header, self._waiting = self._waiting[:_HEADER_BYTES], self._waiting[_HEADER_BYTES:]
        require_prefix(header, Suite.CHUNKS_CHACHA)
        self._set_key(self._key, self._place, header[PREFIX_BYTES:])
        self._started = True

    def _open(self, sealed: bytes, *, last: bool) -> bytes:
        try:
            content = unpad(self._cipher.decrypt(self._nonce(last=last), sealed, None))
        except InvalidTag:
            raise SealBrokenError("the file is broken, cut off or out of order") from None
        if content and self._filling:
            raise SealBrokenError("a file does not go on after its end")
        self._filling = len(content) < _ROOM
        return content


def sealed_hash(parts: Iterable[bytes]) -> bytes:
    """Return the hash by which a fact names a file as it is sealed: whoever has no key of it can check it too."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part)
    return whole.digest()


def new_file_key(entropy: Entropy) -> FileKey:
    """Draw a file's key."""
    return FileKey.generate(entropy)


def seal_file(content: bytes, key: FileKey, place: Place, entropy: Entropy) -> bytes:
    """Seal a file that is in memory."""
    sealer = FileSealer(key, place, entropy)
    return sealer.header + sealer.update(content) + sealer.finish()


def open_file(sealed: bytes, key: FileKey, place: Place) -> bytes:
    """Open a whole file in memory."""
    opener = FileOpener(key, place)
    return opener.update(sealed) + opener.finish()
