"""`evenhand play FILE…`: scenario files, played through the real acts in a database that is thrown away."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from evenhand.doors.cli import throwaway

FOUNDED_AT = datetime(2020, 1, 1, tzinfo=UTC)
"""Long before any scene: who is staged has been there for ever."""
FAILED, MALFORMED = 1, 2


def main(arguments: Sequence[str]) -> int:
    """Play the files; 1 where an expectation fails, 2 where a file cannot be played as it stands."""
    parser = argparse.ArgumentParser(prog="evenhand play", description="Play scenario files (docs/scenarios.md).")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="scenarios, played one after the other")
    parser.add_argument("--quiet", action="store_true", help="tell only what is otherwise than expected")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="evenhand-play-") as folder:
        throwaway.settle(Path(folder) / "house")
        return _play(options.files, Path(folder), quiet=options.quiet)


def _play(files: Sequence[Path], folder: Path, *, quiet: bool) -> int:
    # Everything below needs the settings that were just made.
    from evenhand.doors.cli.keys import MalformedError  # noqa: PLC0415
    from evenhand.doors.cli.playing import perform  # noqa: PLC0415
    from evenhand.doors.cli.scene import Scene, read_scene  # noqa: PLC0415
    from evenhand.doors.cli.staged import cast_of, lattice  # noqa: PLC0415
    from evenhand.doors.cli.verbs import VERBS  # noqa: PLC0415

    status = 0
    scenes: list[tuple[Path, Scene]] = []
    for path in files:
        try:
            scenes.append((path, read_scene(path, VERBS)))
        except MalformedError as err:
            _say(f"{path}: {err}", error=True)
            status = MALFORMED
    if status:
        return status
    throwaway.migrate()
    stage = lattice(FOUNDED_AT, os.urandom)
    for number, (path, scene) in enumerate(scenes):
        with throwaway.copied(folder, str(number)):
            try:
                players = cast_of(scene, stage, FOUNDED_AT, os.urandom)
                keeper = throwaway.SqliteKeeper(folder)
                failures = perform(scene, players, os.urandom, _nothing if quiet else _say, keeper)
            except MalformedError as err:
                _say(f"{path}: {err}", error=True)
                return MALFORMED
        for failure in failures:
            _say(f"{path}: step {failure.step}: {failure.sentence}", error=True)
            status = FAILED
        if not failures:
            _say(f"{path}: as expected, {len(scene.steps)} steps.\n")
    return status


def _say(line: str, *, error: bool = False) -> None:
    stream = sys.stderr if error else sys.stdout
    stream.write(f"{line}\n")


def _nothing(_: str) -> None:
    """Say nothing."""
