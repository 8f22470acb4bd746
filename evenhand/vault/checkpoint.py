"""Checkpoints: the log's head as a signed note (C2SP tlog-checkpoint and signed-note), for somebody outside."""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Final

from evenhand.vault.errors import MisuseError, VaultError
from evenhand.vault.keys import BadSignatureError, SigningKey, check_note_signature

_ED25519: Final = b"\x01"
_KEY_ID_BYTES: Final = 4
_HASH_BYTES: Final = 32
_SIGNATURE_LINE: Final = "\N{EM DASH} "
_NAME: Final = re.compile(r"[^\s+]+")
_SIZE: Final = re.compile(r"0|[1-9][0-9]*")
_LINES: Final = 3


class BadCheckpointError(VaultError):
    """This is not a checkpoint of this log under this key."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Whose log, how many days, and the root over them."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        """Refuse what could not be read back."""
        if not _NAME.fullmatch(self.origin) or self.size < 0 or len(self.root) != _HASH_BYTES:
            raise MisuseError("a checkpoint has an origin without spaces, a size and a root")

    @property
    def text(self) -> str:
        """Return the note's text, which is what is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> str:
    """Return the signed note; the key's name is the log's origin."""
    signature = key.sign_note(checkpoint.text.encode())
    return f"{checkpoint.text}\n{_signature_line(checkpoint.origin, key.public, signature)}\n"


def parse_checkpoint(note: str) -> Checkpoint:
    """Read a note's text without believing it; `verify_checkpoint` believes."""
    text, _, _ = note.partition("\n\n")
    lines = text.split("\n")
    if len(lines) != _LINES or not _SIZE.fullmatch(lines[1]):
        raise BadCheckpointError
    try:
        checkpoint = Checkpoint(lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True))
    except (ValueError, MisuseError):
        raise BadCheckpointError from None
    if checkpoint.text != text + "\n":
        raise BadCheckpointError
    return checkpoint


def verify_checkpoint(note: str, origin: str, public: bytes) -> Checkpoint:
    """Return the checkpoint where the log of this origin signed it with this key; raise otherwise."""
    checkpoint = parse_checkpoint(note)
    name = f"{_SIGNATURE_LINE}{origin} "
    _, _, signatures = note.partition("\n\n")
    # Witnesses add lines of their own, so ours is looked for; every line ends, ours is written in one way.
    ours = [line for line in signatures.split("\n")[:-1] if line.startswith(name)]
    if checkpoint.origin != origin or len(ours) != 1:
        raise BadCheckpointError
    try:
        signature = base64.b64decode(ours[0].removeprefix(name), validate=True)[_KEY_ID_BYTES:]
        check_note_signature(public, checkpoint.text.encode(), signature)
    except (ValueError, BadSignatureError):
        raise BadCheckpointError from None
    if ours[0] != _signature_line(origin, public, signature):
        raise BadCheckpointError
    return checkpoint


def verifier_key(origin: str, public: bytes) -> str:
    """Return the key as others' tools take it: name, key id, type and key."""
    return f"{origin}+{_key_id(origin, public).hex()}+{base64.b64encode(_ED25519 + public).decode()}"


def _signature_line(origin: str, public: bytes, signature: bytes) -> str:
    return f"{_SIGNATURE_LINE}{origin} {base64.b64encode(_key_id(origin, public) + signature).decode()}"


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:_KEY_ID_BYTES]
