"""The one cast: Lattice, its committee and council, and those who write to them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from evenhand.casework import intake, opening, portal, reported, seats, staging
from evenhand.casework.receiving import SealedFiles
from evenhand.casework.seats import PartySeat, Seat
from evenhand.casework.staging import Stage
from evenhand.casework.uploads import StoredFile
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.procedure.facts import Member, Party
from evenhand.procedure.manual_file import builtin
from evenhand.record import cases
from evenhand.vault.invitation import Token
from evenhand.vault.phrase import Phrase, new_nonce, phrase_keys

START = datetime(2026, 3, 2, 10, 2, tzinfo=UTC)
WATCH: list[Path] = []


@dataclass(slots=True)
class Dice:
    """Randomness that is the same in every run; a copy goes on as the first would have gone on."""

    seed: str
    drawn: int = 0

    def __call__(self, size: int) -> bytes:
        self.drawn += 1
        return hashlib.shake_256(f"{self.seed}/{self.drawn}".encode()).digest(size)


def dice(seed: str = "lattice") -> Callable[[int], bytes]:
    """Randomness that is the same in every run: nothing else in a test may differ by chance."""
    return Dice(seed)


def found_lattice(watch: Path) -> Stage:
    """Found Lattice in the database at hand; its founder's fingerprint goes into this folder."""
    WATCH[:] = [watch]
    settings.EVENHAND_WATCH = watch
    occasion = Occasion(START - timedelta(days=30), dice("founding"))
    staging.set_up(occasion)
    return staging.stage(staging.LATTICE, builtin("numpy"), occasion)


@dataclass(slots=True)
class Walk:
    """Walks a case as people do: each verb is somebody doing something, the clock moved by hand."""

    stage: Stage
    now: datetime = START
    draw: Callable[[int], bytes] = field(default_factory=lambda: dice("walk"))
    number: str = ""
    phrases: dict[str, Phrase] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)

    @property
    def occasion(self) -> Occasion:
        """Now, and this walk's randomness."""
        return Occasion(self.now, self.draw)

    @property
    def community(self) -> Community:
        """Lattice."""
        return self.stage.community

    def again(self) -> Walk:
        """The same walk, to go on from here without moving this one."""
        return replace(self, draw=copy(self.draw), phrases=dict(self.phrases), tokens=dict(self.tokens))

    def wait(self, **span: float) -> Walk:
        """Let time pass."""
        self.now += timedelta(**span)
        return self

    def report(self, what: str = "Sarcastic review comments on the issue tracker.", **more: object) -> Walk:
        """Somebody reports through the form."""
        report = replace(reported.Report(what), **more)  # type: ignore[arg-type]  # the fields of a report
        before = set(cases.everything(self.community))
        nonce = new_nonce(self.draw)
        receipt = intake.receive_report(
            self.community, report, opening.readers_shown(self.community), nonce, self.occasion
        )
        self.phrases["reporter-1"] = receipt.phrase
        new = set(cases.everything(self.community)) - before
        self.number = new.pop().hex() if new else self.number
        return self

    def file(self, name: str = "picture.png", content: bytes = b"\x89PNG" + bytes(70_000)) -> StoredFile:
        """A file that somebody uploads with their form, sealed into the spool as it arrives."""
        arriving = SealedFiles(self.community, self.occasion)
        arriving.new_file("files", name, "application/octet-stream", None)
        arriving.receive_data_chunk(content, 0)
        arriving.file_complete(len(content))
        return arriving.taken[0]

    def member(self, name: str) -> Member:
        """The id of somebody of the cast."""
        return self.stage.player(name).member

    def seat(self, name: str) -> Seat:
        """Somebody's seat at the case."""
        return seats.admit(self.stage.signed_in(name, self.occasion), self.number)

    def party(self, handle: str = "reporter-1") -> PartySeat:
        """A party's seat, by their phrase."""
        keys = phrase_keys(self.phrases[handle], self.community.place)
        return seats.admit_party(self.community, keys, self.occasion)

    def accept(self, handle: str) -> PartySeat:
        """An invited person opens their line."""
        phrase = portal.take_invitation(self.community, self.tokens[handle], new_nonce(self.draw), "en", self.occasion)
        self.phrases[handle] = phrase
        return self.party(handle)


REPORTER = Party("reporter-1")
REPORTED = Party("reported-1")
Play = Callable[[Stage], Walk]
"""What leads from the founded community into the middle of something."""
