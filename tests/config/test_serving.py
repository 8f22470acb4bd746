import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from evenhand.clock.run import ALIVE
from evenhand.config.serving import is_loopback
from tools.ports import free_port


@pytest.mark.parametrize("bind", ["127.0.0.1:8000", "127.9.9.9:1", "localhost:80", "[::1]:8000"])
def test_this_machine_is_known_by_its_own_addresses(bind: str) -> None:
    assert is_loopback(bind)


@pytest.mark.parametrize("bind", ["0.0.0.0:8000", ":8000", "[::]:8000", "192.168.1.2:80", "evil.example:80", "8000"])
def test_any_other_address_is_not_this_machine(bind: str) -> None:
    assert not is_loopback(bind)


def environment(data: Path, **more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "EVENHAND_SECRET": "5a" * 32, "EVENHAND_DATA": str(data), **more}


@contextmanager
def running(data: Path, port: int, command: str = "web") -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "evenhand", command, "--bind", f"127.0.0.1:{port}"],
        env=environment(data, EVENHAND_WORKERS="1"),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)


def ask(port: int, address: str) -> http.client.HTTPResponse:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", address, headers={"Host": "localhost", "User-Agent": "canary-browser"})
            response = connection.getresponse()
            response.read()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            connection.close()
            return response
    pytest.fail("the web server did not start")


def migrate(data: Path) -> None:
    command = [sys.executable, "-m", "evenhand", "manage", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=environment(data), check=True)


@pytest.mark.once
def test_a_database_without_tables_is_refused_in_a_sentence(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "evenhand", "web", "--bind", f"127.0.0.1:{free_port()}"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )

    assert 2 == told.returncode
    assert "evenhand init" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.once
def test_the_web_server_answers_and_its_log_says_nothing_of_who_asked_what(tmp_path: Path) -> None:
    port = free_port()
    migrate(tmp_path)
    with running(tmp_path, port) as process:
        assert 200 == ask(port, "/?canary-query").status
        assert 404 == ask(port, "/canary-page/").status
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=30)

    assert '"event": "started"' in told
    assert "canary" not in told
    assert "127.0.0.1" not in told


@pytest.mark.once
def test_the_demo_does_not_listen_to_the_world(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evenhand", "web", "--bind", "0.0.0.0:8000"],
        env=environment(tmp_path, EVENHAND_DEMO="1"),
        check=False,
        capture_output=True,
        text=True,
    )

    assert 2 == done.returncode
    assert "own address only" in done.stderr


def refused(*command: str, **more: str) -> str:
    """What a command says that ends at once, in sentences and without a trace."""
    done = subprocess.run(
        [sys.executable, "-m", "evenhand", *command],
        env={"PATH": os.environ["PATH"], **more},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (2, "") == (done.returncode, done.stdout)
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.once
@pytest.mark.parametrize("command", ["web", "serve"])
def test_a_port_that_is_taken_is_named_and_another_one_too_before_anything_starts(tmp_path: Path, command: str) -> None:
    migrate(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as there:
        port = there.getsockname()[1]
        said = refused(command, "--bind", f"127.0.0.1:{port}", **environment(tmp_path))

    assert f"Port {port} of 127.0.0.1 cannot be used: another program listens there already." in said
    assert "such as --bind 127.0.0.1:" in said
    assert '"event"' not in said


@pytest.mark.once
@pytest.mark.parametrize(
    ("bind", "says"),
    [
        ("8000", "--bind is '8000'; it has to be an address and a port"),
        ("", "--bind is ''; it has to be an address and a port"),
        ("127.0.0.1:99999", "a port from 1 to 65535"),
        ("127.0.0.1:-1", "a port from 1 to 65535"),
        ("127.0.0.1:abc", "a port from 1 to 65535"),
        ("http://127.0.0.1:8000", "it has to be an address and a port"),
        ("münchen:8000", "it has to be an address and a port"),
        ("203.0.113.77:8000", "this machine has no such address"),
    ],
)
def test_a_place_where_nobody_can_listen_is_refused_in_a_sentence(tmp_path: Path, bind: str, says: str) -> None:
    assert says in refused("web", "--bind", bind, **environment(tmp_path))


@pytest.mark.once
def test_every_setting_that_cannot_be_what_it_says_is_named_whatever_is_started(tmp_path: Path) -> None:
    wrong = {
        "EVENHAND_WORKERS": "many",
        "EVENHAND_THREADS": "0",
        "EVENHAND_BIND": "here",
        "EVENHAND_HOSTS": "https://conduct.example.org",
    }
    for command in ("doctor", "serve", "web", "clock", "verify"):
        said = refused(command, **environment(tmp_path, **wrong))

        assert set(wrong) == {line.split()[1] for line in said.splitlines()}


@pytest.mark.once
def test_a_data_folder_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    for data in (tmp_path / "file", tmp_path / "file" / "below"):
        assert "cannot be its folder" in refused("doctor", **environment(data))


@pytest.mark.once
def test_a_folder_of_marks_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    said = refused("serve", **environment(tmp_path / "data", EVENHAND_WATCH=str(tmp_path / "file")))

    assert said.startswith("evenhand: EVENHAND_WATCH names ")


AT_A_DATABASE = (["serve"], ["web"], ["clock", "--once"], ["verify"], ["export"], ["invite-again", "ada"])


@pytest.mark.once
@pytest.mark.parametrize("command", AT_A_DATABASE, ids=lambda command: command[0])
def test_a_database_that_is_none_of_ours_is_refused_in_a_sentence(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "evenhand.sqlite3").write_bytes(b"no database at all" * 100)
    nowhere = "postgres://eve:p4ss@127.0.0.1:1/hand"

    empty = refused(*command, **environment(tmp_path / "empty"))
    broken = refused(*command, **environment(tmp_path / "broken"))
    away = refused(*command, **environment(tmp_path / "data", EVENHAND_DATABASE_URL=nowhere))

    assert "The database has no tables yet" in empty
    assert "The database does not answer." in broken
    assert "The database does not answer." in away
    assert "p4ss" not in away


def children_of(process: subprocess.Popen[str]) -> dict[str, int]:
    """The programs that this one has started, by what they are."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    said = {int(pid): Path(f"/proc/{pid}/cmdline").read_text() for pid in found}
    return {"web" if "gunicorn" in words else "clock": pid for pid, words in said.items()}


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def wait_for_both(process: subprocess.Popen[str], data: Path) -> dict[str, int]:
    """Until the clock has ticked: then it answers signals too."""
    for _ in range(200):
        if (data / ALIVE).exists():
            return children_of(process)
        time.sleep(0.1)
    pytest.fail("the clock did not tick")


@pytest.mark.once
@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_whoever_stops_evenhand_stops_both_of_its_parts(tmp_path: Path, name: signal.Signals) -> None:
    port = free_port()
    migrate(tmp_path)
    with running(tmp_path, port, "serve") as process:
        assert 200 == ask(port, "/").status
        parts = wait_for_both(process, tmp_path)
        process.send_signal(name)
        _, told = process.communicate(timeout=60)

    assert {"web", "clock"} == set(parts)
    assert 0 == process.returncode
    assert not any(is_alive(pid) for pid in parts.values())
    assert '"event": "stopped", "part": "serve"' in told


@pytest.mark.once
@pytest.mark.parametrize("ended", ["web", "clock"])
def test_half_a_server_does_not_go_on(tmp_path: Path, ended: str) -> None:
    port = free_port()
    migrate(tmp_path)
    with running(tmp_path, port, "serve") as process:
        assert 200 == ask(port, "/").status
        parts = wait_for_both(process, tmp_path)
        os.kill(parts[ended], signal.SIGKILL)
        process.communicate(timeout=60)

    assert 1 == process.returncode
    assert not any(is_alive(pid) for pid in parts.values())


@pytest.mark.once
def test_what_waits_for_both_parts_knows_no_django() -> None:
    """It would take a third of the memory of the whole."""
    told = "import sys, evenhand.config.beside; print('django' in sys.modules)"

    assert "False" == subprocess.check_output([sys.executable, "-c", told], text=True).strip()
