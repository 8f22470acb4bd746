"""Files: sealed at their first chunk, spooled under a random name, claimed by the act that names their key (4.11)."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Entropy, Occasion
from evenhand.record import files as kept
from evenhand.vault.errors import VaultError
from evenhand.vault.files import FileKey, FileOpener, FileSealer, new_file_key, sealed_hash
from evenhand.vault.stateless import open_handle, seal_handle

LARGEST = 25 * 1024 * 1024
"""The largest file that is taken, in bytes. A larger one is skipped and named; the text is kept."""
MOST_FILES = 20
SPOOL_KEPT_SECONDS = 2 * 60 * 60
PART = 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as its words name it: where it lies, the key that opens it, what its sender called it."""

    uid: bytes
    key: bytes = field(repr=False)
    name: str = field(repr=False)
    size: int
    kind: str = ""
    sealed: bytes = b""
    """The hash of its sealed parts; files of before it was recorded have none."""

    def as_words(self) -> dict[str, object]:
        """As it stands in sealed words."""
        found = {"id": self.uid.hex(), "key": self.key.hex(), "name": self.name, "size": self.size, "kind": self.kind}
        return found | ({"sealed": self.sealed.hex()} if self.sealed else {})

    @classmethod
    def from_words(cls, body: dict[str, object]) -> StoredFile:
        """From opened words."""
        return cls(
            bytes.fromhex(str(body["id"])),
            bytes.fromhex(str(body["key"])),
            str(body["name"]),
            int(str(body["size"])),
            str(body.get("kind", "")),
            bytes.fromhex(str(body.get("sealed", ""))),
        )


def spool() -> Path:
    """The folder of sealed files that no act has claimed yet."""
    folder = Path(settings.EVENHAND_DATA) / "spool"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def marks(files: Sequence[StoredFile]) -> tuple[str, ...]:
    """How a fact names the files that came with it, so that `evenhand verify` can check them without a key (P3)."""
    return tuple(kept.mark(file.uid, file.sealed) for file in files if file.sealed)


def claim(files: Sequence[StoredFile]) -> None:
    """Move spooled files into the record, inside the act's transaction."""
    for file in files:
        with (spool() / file.uid.hex()).open("rb") as sealed:
            if file.sealed and sealed_hash(iter(lambda: sealed.read(PART), b"")) != file.sealed:
                raise OSError(errno.EIO, "a spooled file is not what was written")
            sealed.seek(0)
            kept.keep(file.uid, iter(lambda: sealed.read(PART), b""))


def seal(community: Community, name: str, content: Iterable[bytes], occasion: Occasion) -> StoredFile:
    """Seal a file of our own making into the spool, part by part; an act claims it like any other."""
    uid, key = occasion.new_id(), new_file_key(occasion.entropy)
    sealer = FileSealer(key, community.place.whole_community(uid), occasion.entropy)
    size = 0
    with os.fdopen(os.open(spool() / uid.hex(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(sealer.header)
        for part in content:
            size += len(part)
            out.write(sealer.update(part))
        out.write(sealer.finish())
        os.fsync(out.fileno())
    return StoredFile(uid, key.raw(), name, size, sealed=sealer.digest())


def is_whole(file: StoredFile) -> bool:
    """Whether the parts that are kept are those that were sealed."""
    return sealed_hash(kept.parts_of(file.uid)) == file.sealed


def read(community: Community, file: StoredFile) -> Iterator[bytes]:
    """A kept file, opened part by part; a broken or missing one raises, at its end at the latest."""
    opener = FileOpener(FileKey.from_raw(file.key), community.place.whole_community(file.uid))
    for part in kept.parts_of(file.uid):
        yield opener.update(part)
    yield opener.finish()


def has_room() -> bool:
    """Whether the disk can take one more form with its largest file, and half as much again (HARDENING, fault 3)."""
    return shutil.disk_usage(settings.EVENHAND_DATA).free >= LARGEST * 3 // 2


def handle(community: Community, files: Iterable[StoredFile], occasion: Occasion) -> str:
    """A hidden field that gives a refused form its files back."""
    raw = json.dumps([file.as_words() for file in files]).encode()
    return seal_handle(clerks(), community.place, raw, occasion.entropy)


def from_handle(community: Community, text: str) -> tuple[StoredFile, ...]:
    """The files of a form that came back; those whose two hours are over are gone."""
    if not text:
        return ()
    try:
        files = [StoredFile.from_words(body) for body in json.loads(open_handle(clerks(), community.place, text))]
    except VaultError:
        return ()  # changed or of another place: as if there had been none
    return tuple(file for file in files if (spool() / file.uid.hex()).exists())


def sweep(now: float) -> None:
    """Drop spooled files that nobody claimed for two hours; the time is a timestamp, as files have it."""
    for path in spool().iterdir():
        if path.stat().st_mtime < now - SPOOL_KEPT_SECONDS:
            path.unlink(missing_ok=True)


__all__ = ["Entropy", "StoredFile", "claim", "from_handle", "handle", "has_room", "marks", "read", "spool", "sweep"]
