"""`evenhand demo`: made through the acts, taken up again on a second start, and a script can drive it."""

import base64
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from evenhand.doors.cli.demo import CASES
from evenhand.vault.totp import totp_code, totp_step
from tools.ports import free_port, wait_for

pytestmark = pytest.mark.once
ROOT = Path(__file__).parents[3]


def evenhand(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": os.environ["PATH"], **environment}
    command = [sys.executable, "-m", "evenhand", *arguments]
    return subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    made = evenhand("demo", "--prepare-only", "--folder", str(folder), "--port", "8123")
    assert 0 == made.returncode, made.stderr
    assert "http://127.0.0.1:8123/lattice/" in made.stdout
    return folder


def cast(folder: Path) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((folder / "cast.json").read_text("utf-8"))
    return body


def test_nine_people_can_sign_in_and_two_of_them_sit_on_committee_and_council(folder: Path) -> None:
    people = cast(folder)["people"]

    assert 9 == len(people)
    assert {"name", "roles", "login", "passphrase", "totp"} == set(people[0])
    assert ["ada", "lena"] == [p["login"] for p in people if {"committee", "council"} <= set(p["roles"])]


def test_there_are_a_dozen_cases_and_every_phrase_says_what_it_opens(folder: Path) -> None:
    receipts = cast(folder)["receipts"]

    assert len(CASES) >= 12
    assert len(receipts) >= len(CASES)
    assert all(10 == len(one["phrase"].split()) and one["opens"] for one in receipts)


def test_the_demo_verifies_and_its_mail_has_left(folder: Path) -> None:
    own = {"EVENHAND_SECRET_FILE": str(folder / "secret"), "EVENHAND_DATA": str(folder), "EVENHAND_DEMO": "1"}

    verified = evenhand("verify", **own)

    assert (0, "Everything is as it was written.\n") == (verified.returncode, verified.stdout)
    assert len(list((folder / "letters").glob("*.json"))) > 30


def test_a_script_signs_in_and_ctrl_c_ends_it_as_asked(folder: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "evenhand", "demo", "--folder", str(folder), "--port", str(port)]
    bare = {"PATH": os.environ["PATH"]}
    with subprocess.Popen(command, cwd=ROOT, env=bare, stdout=subprocess.PIPE, text=True, process_group=0) as demo:
        try:
            wait_for(port)
            one = cast(folder)["people"][0]
            code = totp_code(base64.b32decode(one["totp"]), totp_step(datetime.now(UTC)))
            known = {"login": one["login"], "passphrase": one["passphrase"], "code": code}
            at_desk = posted(port, "/lattice/desk/sign-in/", known)
        finally:
            os.killpg(demo.pid, signal.SIGINT)  # as a terminal does it: each process of the group gets it
            told, _ = demo.communicate(timeout=30)

    assert (303, "/lattice/desk/") == at_desk
    assert 0 == demo.returncode
    assert told.rstrip().endswith("Ctrl-C ends it.")
    with pytest.raises(ProcessLookupError):
        os.killpg(demo.pid, 0)


def posted(port: int, address: str, fields: dict[str, str]) -> tuple[int, str]:
    """How a form that was sent from its own page is answered, and where that leads."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    connection.request("POST", address, urlencode(fields), kind)
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.headers.get("Location", "")


def test_a_port_that_is_taken_is_said_before_anything_is_made_or_printed(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as there:
        port = there.getsockname()[1]
        refused = evenhand("demo", "--folder", str(tmp_path / "demo"), "--port", str(port))

    assert (2, "") == (refused.returncode, refused.stdout)
    assert refused.stderr.startswith(f"evenhand: Port {port} of 127.0.0.1 cannot be used: another program listens")
    assert "Choose another port, such as --port " in refused.stderr
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("port", ["99999", "0", "-1", "abc", "", "٣", "9" * 5000])
def test_a_port_that_is_none_is_refused_in_a_sentence(tmp_path: Path, port: str) -> None:
    refused = evenhand("demo", "--folder", str(tmp_path / "demo"), f"--port={port}")

    assert (2, "") == (refused.returncode, refused.stdout)
    assert "is no port; a port is a whole number from 1 to 65535." in refused.stderr
    assert "Traceback" not in refused.stderr
    assert [] == list(tmp_path.iterdir())


def test_a_folder_of_somebody_is_never_emptied_for_a_demo(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "thesis.txt").write_text("Three years of work.")

    refused = evenhand("demo", "--prepare-only", "--folder", str(tmp_path))

    assert 2 == refused.returncode
    assert "holds something that is no demo" in refused.stderr
    assert {"letters", "thesis.txt"} == {path.name for path in tmp_path.iterdir()}


def test_a_file_in_the_place_of_the_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    refused = evenhand("demo", "--prepare-only", "--folder", str(tmp_path / "file"))

    assert 2 == refused.returncode
    assert "Name another folder with --folder." in refused.stderr
    assert "Traceback" not in refused.stderr


def test_starting_twice_takes_up_what_is_there_at_the_new_address(folder: Path) -> None:
    before = cast(folder)

    again = evenhand("demo", "--prepare-only", "--folder", str(folder), "--port", "8124")

    assert 0 == again.returncode
    assert "http://127.0.0.1:8124/lattice/" == cast(folder)["url"]
    assert before["people"] == cast(folder)["people"]
