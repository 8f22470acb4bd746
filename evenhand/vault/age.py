"""Sealing for people who have the stock `age` and nothing of ours: what a member takes out (THREATS 3).

The format is age's, so it binds no place and no domain of ours, and draws its own randomness. Whoever calls this
guarantees that the content is for one person and that the file's name says nothing. Nothing of ours opens it again.
`pyrage` is loaded when something is sealed: the server, which never does, spends no memory on it.
"""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.vault.errors import VaultError


class NoRecipientError(VaultError):
    """This is no public key of age."""


def seal_with_passphrase(content: bytes, passphrase: str) -> bytes:
    """Seal content so that `age --decrypt` asks for this passphrase; it takes a second and a quarter GiB of scrypt."""
    from pyrage import passphrase as by_passphrase  # noqa: PLC0415 - as said above

    sealed: bytes = by_passphrase.encrypt(content, passphrase)
    return sealed


def seal_to_keys(content: bytes, keys: Sequence[str]) -> bytes:
    """Seal content to public keys as `age-keygen` prints them (`age1…`)."""
    import pyrage  # noqa: PLC0415 - as said above

    if not keys:
        raise NoRecipientError("sealed to nobody")
    try:
        recipients = [pyrage.x25519.Recipient.from_str(key) for key in keys]
    except pyrage.RecipientError:
        raise NoRecipientError("this is no public key of age") from None
    sealed: bytes = pyrage.encrypt(content, recipients)
    return sealed


def require_keys(keys: Sequence[str]) -> None:
    """Raise `NoRecipientError` unless each of these is a public key of age."""
    seal_to_keys(b"", keys)
