"""Files as they arrive: sealed at their first chunk, so that none touches the disk in clear (THREATS 4.11)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from io import FileIO
from pathlib import Path

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import QueryDict

from evenhand.casework import uploads
from evenhand.casework.uploads import StoredFile
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.vault.files import FileKey, FileSealer, new_file_key

KEPT_FILES = "kept_files"
"""The hidden field in which a member's form has the files that came before."""


class Why(StrEnum):
    """Why a file was not taken."""

    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not taken; everything beside it was."""

    name: str = field(repr=False)
    why: Why


@dataclass(slots=True)
class _Arriving:
    """One file on its way into the spool."""

    uid: bytes
    key: FileKey = field(repr=False)
    sealer: FileSealer = field(repr=False)
    path: Path
    out: FileIO

    def drop(self) -> None:
        """Forget what has arrived so far."""
        self.out.close()
        self.path.unlink(missing_ok=True)


class SealedFiles(FileUploadHandler):
    """Takes the files of one form. A file that cannot be taken is skipped and named; fields and other files go on."""

    def __init__(self, community: Community, occasion: Occasion) -> None:
        super().__init__()
        self.taken: list[StoredFile] = []
        self.skipped: list[Skipped] = []
        self._community = community
        self._occasion = occasion
        self._now: _Arriving | None = None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal a chunk into the spool."""
        if len(self.taken) >= uploads.MOST_FILES:
            self._skip(Why.TOO_MANY)
        if start + len(raw_data) > uploads.LARGEST:
            self._skip(Why.TOO_LARGE)
        if self._now is None:
            self._now = self._begin()
        self._now.out.write(self._now.sealer.update(raw_data))

    def file_complete(self, file_size: int) -> None:
        """Finish a file; on the disk it is before anything names it."""
        arriving, self._now = self._now, None
        if arriving is None:
            self.skipped.append(Skipped(self._name, Why.EMPTY))
            return
        arriving.out.write(arriving.sealer.finish())
        os.fsync(arriving.out.fileno())
        arriving.out.close()
        key, digest = arriving.key.raw(), arriving.sealer.digest()
        name, kind = self._name, self.content_type or ""
        self.taken.append(StoredFile(arriving.uid, key, name, file_size, kind, digest))

    @property
    def _name(self) -> str:
        """What the file is called at its sender's: a browser writes ``%22`` for a quotation mark in a name.

        Ends of a line are the other two that it writes so; they become spaces.
        https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
        """
        name = self.file_name or ""
        for written, meant in (("%22", '"'), ("%0D", " "), ("%0A", " ")):
            name = name.replace(written, meant)
        return name.strip()

    def upload_interrupted(self) -> None:
        """Forget a file whose sender went away."""
        if self._now is not None:
            self._now.drop()
            self._now = None

    def fill_up(self, kept: Sequence[StoredFile]) -> tuple[StoredFile, ...]:
        """The files of a form that had some before: these first, then what has arrived, as many as we take."""
        room = max(0, uploads.MOST_FILES - len(kept))
        self.skipped += [Skipped(file.name, Why.TOO_MANY) for file in self.taken[room:]]
        self.taken = self.taken[:room]
        return (*kept, *self.taken)

    def as_field(self, sent: QueryDict) -> dict[str, list[str]]:
        """What the form has by now, in its own hidden field: for a form that comes back (THREATS 4.11)."""
        files = self.fill_up(uploads.from_handle(self._community, sent.get(KEPT_FILES, "")))
        return {KEPT_FILES: [uploads.handle(self._community, files, self._occasion)]} if files else {}

    def _begin(self) -> _Arriving:
        uid, key = self._occasion.new_id(), new_file_key(self._occasion.entropy)
        sealer = FileSealer(key, self._community.place.whole_community(uid), self._occasion.entropy)
        path = uploads.spool() / uid.hex()
        out = FileIO(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w")
        out.write(sealer.header)
        return _Arriving(uid, key, sealer, path, out)

    def _skip(self, why: Why) -> None:
        if self._now is not None:
            self._now.drop()
            self._now = None
        self.skipped.append(Skipped(self._name, why))
        raise SkipFile
