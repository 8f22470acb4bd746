"""A PostgreSQL of our own for a while: private folder, free port on 127.0.0.1, gone afterwards.

It trades durability for speed, which is right for tests and for nothing else.
"""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tools.ports import free_port


class NoPostgresError(Exception):
    """PostgreSQL is not installed."""


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster, give its address as EVENHAND_DATABASE_URL wants it, and stop it."""
    programs = _programs()
    port, password = free_port(), secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="evenhand-postgres-", ignore_cleanup_errors=True) as folder:
        _give_away(Path(folder))
        data, word = Path(folder) / "data", Path(folder) / "password"
        word.write_text(password)
        _give_away(word)
        _run(
            [
                *(str(programs / "initdb"), "--pgdata", str(data), "--username", "evenhand", "--auth", "scram-sha-256"),
                *("--pwfile", str(word), "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
            ]
        )
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= "
            "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
        )
        control = [str(programs / "pg_ctl"), "--pgdata", str(data), "--wait", "--silent"]
        _run([*control, "--log", str(Path(folder) / "log"), "--options", options, "start"])
        try:
            yield f"postgres://evenhand:{password}@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "--mode", "immediate", "stop"])


def main() -> int:
    """Run a cluster until somebody presses Ctrl-C: `EVENHAND_DATABASE_URL=… pytest` can use it meanwhile."""
    with cluster() as url, suppress(KeyboardInterrupt):
        print(f"EVENHAND_DATABASE_URL={url}", flush=True)
        signal.pause()
    return 0


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    here = shutil.which("initdb")
    if here is None:
        raise NoPostgresError("PostgreSQL is not installed; on Debian: sudo apt install postgresql")
    return Path(here).resolve().parent


def _other_account() -> str | None:
    """PostgreSQL refuses to run as root; Debian's package makes an account for it."""
    return "postgres" if os.geteuid() == 0 else None


def _give_away(path: Path) -> None:
    account = _other_account()
    if account is not None:
        owner = pwd.getpwnam(account)
        os.chown(path, owner.pw_uid, owner.pw_gid)


def _run(command: Sequence[str]) -> None:
    # Output to nowhere and not to a pipe: the server inherits it and would keep the pipe open.
    subprocess.run(
        command, check=True, user=_other_account(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd="/"
    )


if __name__ == "__main__":
    sys.exit(main())
