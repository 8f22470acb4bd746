"""Many cases, appended through the record: what a community has after years. Kept in .bench/ between runs."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connections, transaction

from benchmarks.database import throwaway
from evenhand.casework import staging, summaries
from evenhand.casework.staging import Stage
from evenhand.casework.uploads import StoredFile
from evenhand.casework.work import Work
from evenhand.people import communities, roster
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.facts import CLERK, Actor, Party
from evenhand.procedure.manual_file import builtin
from evenhand.procedure.state import CaseState
from evenhand.record import ledger, rooms
from evenhand.vault.keyring import COMMITTEE, Keyring
from evenhand.vault.member_keys import MemberKeys
from evenhand.vault.place import Place

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
REPORTER = Party("reporter-1")
_KEPT = Path(".bench/bulk")
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Size:
    """How many cases, how many of them open, and how many entries an open and a closed one has."""

    cases: int
    opened: int
    entries: int = 30
    closed_entries: int = 6
    files: int = 0
    """How many of the entries of an open case are evidence with a file, spread over it."""

    @property
    def name(self) -> str:
        """What a kept database of this size is called; another code makes another one."""
        source = b"".join(path.read_bytes() for path in sorted(Path("evenhand/record").rglob("*.py")))
        return f"{self.cases}-{self.opened}-{self.entries}-{self.files}-{hashlib.sha256(source).hexdigest()[:8]}"


@contextmanager
def community_of(size: Size, folder: Path) -> Iterator[Stage]:
    """A throwaway copy of a community of this size."""
    kept = _KEPT / size.name
    secret = kept / "secret"
    with throwaway(folder, bytes.fromhex(secret.read_text()) if secret.exists() else None, kept) as key:
        if secret.exists():
            yield _read(kept)
            return
        occasion = Occasion(NOW, os.urandom)
        staging.set_up(occasion)
        stage = staging.stage(staging.LATTICE, builtin("numpy"), occasion)
        _fill(stage, size)
        _keep(stage, folder, kept, key)
        yield stage


def _fill(stage: Stage, size: Size) -> None:
    for start in range(0, size.cases, _BATCH):
        with transaction.atomic():
            for number in range(start, min(start + _BATCH, size.cases)):
                is_open = number < size.opened
                entries, files = (size.entries, size.files) if is_open else (size.closed_entries, 0)
                _case(stage, entries, files, is_open=is_open)


def _case(stage: Stage, entries: int, files: int, *, is_open: bool) -> None:
    """A case of so many entries; every fact asks the gate as it would in an act."""
    community, occasion = stage.community, Occasion(NOW, os.urandom)
    people = roster.load(community)
    readers = people.committee
    uid = occasion.new_id()
    place = Place(community.place.instance, community.uid, uid)
    boxes = [person.box for person in readers]
    keyring, keys = rooms.new_epoch(Keyring(), place, COMMITTEE, boxes, [rooms.line(REPORTER)], os.urandom)
    file = ledger.start(community, uid, keyring)
    policy = communities.manual(community.pk, community.manual).policy
    work = Work(community, occasion, file, CaseState(), people, policy, CLERK, clerks().signing, keys)
    work.add(f.CaseOpened(community.manual, tuple(person.member for person in readers)))
    work.rekey(COMMITTEE, [person.fingerprint.hex() for person in readers])
    text = {"text": "x" * 1500}
    received = f.ReportReceived(REPORTER, f.Way.WEB, NOW - timedelta(days=1), f.Reach.PHRASE, "en")
    work.add(received, rooms.line(REPORTER), text)
    work.add(f.ReceiptGiven(REPORTER, mailed=False))
    bo = stage.player("bo")
    work.actor, work.signing = Actor.member(bo.member), bo.keys.signing
    work.add(f.ConflictAnswered(f.ConflictAnswer.NONE))
    work.add(f.RoomOpened(COMMITTEE))
    while len(work.file.entries) < entries:
        if files and len(work.file.entries) % (entries // files) == 0:
            work.add(f.EvidenceFiled(f.EvidenceKind.PICTURE, NOW), COMMITTEE, text | {"files": [_file()]})
        else:
            work.add(f.NoteWritten(), COMMITTEE, text)
    summary = summaries.summarise(work.state, policy, work.team, NOW)
    wakes = summaries.wake_on(summary, occasion) if is_open else None
    ledger.keep(work.file, summaries.seal(summary, place, occasion), wakes, occasion)


def _file() -> dict[str, object]:
    return StoredFile(os.urandom(16), os.urandom(32), "picture.png", 70_000, "image/png").as_words()


def _keep(stage: Stage, folder: Path, kept: Path, key: bytes) -> None:
    kept.mkdir(parents=True, exist_ok=True)
    connections.close_all()
    shutil.copy(folder / "evenhand.sqlite3", kept / "evenhand.sqlite3")
    shutil.copytree(folder / "watch", kept / "watch", dirs_exist_ok=True)
    people = [
        {
            "name": player.name,
            "login": player.login,
            "roles": player.roles,
            "member": player.member,
            "keys": player.keys.to_bytes().hex(),
        }
        for player in stage.players.values()
    ]
    (kept / "people.json").write_text(json.dumps({"community": stage.community.pk, "people": people}))
    (kept / "secret").write_text(key.hex())


def _read(kept: Path) -> Stage:
    body = json.loads((kept / "people.json").read_text())
    players = {
        row["login"]: staging.Player(
            row["name"],
            row["login"],
            tuple(row["roles"]),
            row["member"],
            "",
            b"",
            MemberKeys.from_bytes(bytes.fromhex(row["keys"])),
        )
        for row in body["people"]
    }
    return Stage(communities.by_pk(body["community"]), players)
