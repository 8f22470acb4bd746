"""What one thing costs: seal, open, fold, append, verify. For scale; no bars."""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.database import throwaway
from benchmarks.results import Result
from evenhand.casework import keychanges, recording, staging
from evenhand.casework.intake import receive_report
from evenhand.casework.opening import readers_shown
from evenhand.casework.reported import Report
from evenhand.casework.seats import admit
from evenhand.people.occasion import Occasion
from evenhand.procedure.manual_file import builtin
from evenhand.procedure.state import fold
from evenhand.record import cases, ledger, rooms
from evenhand.vault.keys import BoxKey
from evenhand.vault.phrase import new_nonce
from evenhand.vault.place import Place
from evenhand.vault.sealing import open_words, seal_words

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def measure() -> list[Result]:
    """Seal and open words; then, on a real case: append, load and fold, open a room."""
    return [*_vault(), *_case()]


def _vault() -> list[Result]:
    key, place = (
        BoxKey.generate(os.urandom),
        Place(bytes(16), bytes(16), os.urandom(16), "committee", 1, os.urandom(16)),
    )
    words = b"x" * 1500
    sealed = seal_words(words, key.public, place)
    return [
        _rate("seal 1,500 characters to a room", lambda: seal_words(words, key.public, place)),
        _rate("open them", lambda: open_words(sealed, key, place)),
    ]


def _case() -> list[Result]:
    with tempfile.TemporaryDirectory() as folder, throwaway(Path(folder)):
        occasion = Occasion(NOW, os.urandom)
        staging.set_up(occasion)
        stage = staging.stage(staging.LATTICE, builtin("numpy"), occasion)
        community = stage.community
        receive_report(community, Report("x" * 1500), readers_shown(community), new_nonce(os.urandom), occasion)
        number = cases.everything(community)[0].hex()
        bo = stage.signed_in("bo", occasion)
        keychanges.answer_conflict(admit(bo, number), occasion)
        notes = 200
        began = time.perf_counter()
        for index in range(notes):
            later = Occasion(NOW + timedelta(minutes=index), os.urandom)
            recording.write_note(admit(bo, number), later, "x" * 1500)
        acts = notes / (time.perf_counter() - began)
        uid = bytes.fromhex(number)
        file = ledger.load(community, uid)
        happened = [recorded.happened for recorded in file.entries]
        keys = rooms.open_keys(file, bo.keys.box)
        return [
            Result("acts on a case of up to 200 entries", acts, "per s"),
            _rate("load a case of 207 entries, facts opened", lambda: ledger.load(community, uid)),
            _rate("fold it", lambda: fold(happened)),
            _rate("open all its words", lambda: rooms.read(file, keys, file.entries)),
        ]


def _rate(name: str, once: Callable[[], object], seconds: float = 0.5) -> Result:
    """How often a thing can be done in a second, by doing it for half of one."""
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        once()
        done += 1
    return Result(name, done / (time.perf_counter() - began), "per s")
