"""What a passphrase costs, in the tests: next to nothing.

Each try at a passphrase takes half a second and 64 MiB by design (RFC 9106), and the tests sign in hundreds of times.
So they stretch with the same function at the least cost that it takes; another cost in a header still gives another
key. `tests/vault`, one sign-in, and everything that runs in a process of its own pay the whole price.
"""

import hashlib

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

REAL = Argon2id


def cheap(*, salt: bytes, length: int, iterations: int, lanes: int, memory_cost: int) -> Argon2id:
    """Argon2id as cheap as it goes, for one salt and one cost."""
    told = hashlib.sha256(salt + f"{iterations} {lanes} {memory_cost}".encode()).digest()
    return Argon2id(salt=told[: len(salt)], length=length, iterations=1, lanes=1, memory_cost=8)
