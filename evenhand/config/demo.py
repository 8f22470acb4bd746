"""`evenhand demo`: a fictional community on this machine, made anew or taken up again, and served."""

from __future__ import annotations

import argparse
import fcntl
import os
import secrets
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from evenhand.config import listening
from evenhand.config.environment import SettingError
from evenhand.doors.cli import throwaway

HOST = "127.0.0.1"
READY = "ready"
LOCK = "lock"
KEPT_HOURS = 12
"""After so many hours everything in it would be late, so it is made anew."""


def main(arguments: Sequence[str]) -> int:
    """Prepare the demo, say who is who, and serve it."""
    parser = argparse.ArgumentParser(
        prog="evenhand demo",
        description="Serve a fictional community on this machine alone, and say whom to sign in as. "
        "Nothing of it is secret, and no letter leaves.",
    )
    parser.add_argument(
        "--port", type=listening.port, default=8000, help="at which port of this machine; 8000 where nothing is said"
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(".demo"),
        help="where it is kept and taken up again, at most for half a day; else .demo. "
        "A folder of its own: what is in it is thrown away",
    )
    parser.add_argument("--prepare-only", action="store_true", help="make it and end, for scripts")
    options = parser.parse_args(arguments)
    folder = options.folder.resolve()
    if not options.prepare_only:
        listening.require_free(HOST, options.port, "--port {}")
    _require_its_own(folder)
    address = f"http://{HOST}:{options.port}"
    print(_prepared(folder, address, datetime.now(UTC)), flush=True)
    if options.prepare_only:
        return 0
    from evenhand.config.serving import serve  # noqa: PLC0415 - as above

    print("\nCtrl-C ends it.", flush=True)
    return serve(["--bind", f"{HOST}:{options.port}"])


def _require_its_own(folder: Path) -> None:
    """Raise `SettingError` for a folder that cannot be made, or that is somebody's: ours has a lock in it.

    Whatever lies in the demo's folder is thrown away when the demo is made anew.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / LOCK).is_file():
            raise SettingError(
                f"{folder} holds something that is no demo. Name a new or an empty folder with --folder."
            )
        (folder / LOCK).open("a").close()
    except OSError as err:
        raise SettingError(
            f"The demo cannot be kept in {folder}: {err.strerror}. Name another folder with --folder."
        ) from None


def _prepared(folder: Path, address: str, now: datetime) -> str:
    """Make the demo in this folder, or take it up as it was left, if that was today and by this very Evenhand."""
    with (folder / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two starts at once: the second takes what the first has made
        if not _is_ready(folder, now):
            _empty(folder)
            (folder / "secret").write_text(secrets.token_hex(32), "ascii")
        _settle(folder)
        from evenhand.doors.cli import demo  # noqa: PLC0415 - only now there are settings

        if not _is_ready(folder, now):
            throwaway.migrate()
            demo.prepare(folder, address, now, os.urandom)
            (folder / READY).write_text(_version(), "ascii")
        return demo.described(demo.at_address(folder, address), now)


def _settle(folder: Path) -> None:
    secret = (folder / "secret").read_text("ascii")
    look = os.environ.get("EVENHAND_LOOK", "0")  # the pictures of every page want that one too
    throwaway.settle(folder, EVENHAND_SECRET=secret, EVENHAND_DEMO="1", EVENHAND_WORKERS="1", EVENHAND_LOOK=look)


def _is_ready(folder: Path, now: datetime) -> bool:
    ready = folder / READY
    if not ready.is_file() or ready.read_text("ascii") != _version():
        return False
    return now.timestamp() - ready.stat().st_mtime < KEPT_HOURS * 3600


def _version() -> str:
    """A hash of everything that makes the demo what it is."""
    package = Path(__file__).resolve().parent.parent
    found = sha256()
    for path in sorted((*package.rglob("*.py"), *package.rglob("*.toml"))):
        found.update(path.read_bytes())
    return found.hexdigest()


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LOCK:
            path.unlink()
