"""A first installation by hand, as an operator does it: init, doctor, and the sheet when the secret is lost."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
ROOT = Path(__file__).parents[3]
FIRST = ("--slug", "lattice", "--name", "Lattice", "--zone", "Europe/Berlin", "--login", "ada", "--person", "Ada")
GIVEN = (*FIRST, "--email", "ada@lattice.example")


class Installation:
    """A machine on which somebody sets Evenhand up."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.secret = folder, folder / "secret"

    def runs(
        self, *arguments: str, typed: str = "", secret: Path | None = None, hosts: str = "conduct.lattice.example"
    ) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "EVENHAND_DATA": str(self.folder / "data"),
            "EVENHAND_WATCH": str(self.folder / "watch"),
            "EVENHAND_SECRET_FILE": str(secret or self.secret),
            **({"EVENHAND_HOSTS": hosts} if hosts else {}),
        }
        command = [sys.executable, "-m", "evenhand", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=environment, input=typed, capture_output=True, text=True, check=False
        )


@pytest.fixture
def machine(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


def sheet_in(said: str) -> str:
    found = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}", said)
    assert found is not None
    return found[0]


def test_nothing_is_made_before_the_sheet_was_retyped(machine: Installation) -> None:
    refused = machine.runs("init", *GIVEN, typed="WRONG\n")
    after = machine.runs("doctor")

    assert 1 == refused.returncode
    assert "That is not this group. Nothing was made" in refused.stdout
    assert "Run `evenhand init`." in after.stdout


def test_an_installation_is_made_and_the_first_link_can_be_made_again(machine: Installation) -> None:
    made = machine.runs("init", "--sheet-confirmed", *GIVEN)
    again = machine.runs("init", "--slug", "lattice")
    doctor = machine.runs("doctor")

    assert (0, 0) == (made.returncode, again.returncode)
    assert 0o600 == machine.secret.stat().st_mode & 0o777
    links = [
        re.findall(r"https://conduct\.lattice\.example/lattice/desk/enrol/\S+/", one.stdout) for one in (made, again)
    ]
    assert [1, 1] == [len(found) for found in links]
    assert links[0] != links[1]
    assert "they open with this secret" in again.stdout
    assert "WRONG: EVENHAND_SMTP_HOST is not set" in doctor.stdout
    assert "RISKY: Lattice: nobody has used the first link yet" in doctor.stdout
    assert 1 == doctor.returncode


def test_the_sheet_puts_a_new_secret_in_the_place_of_a_lost_one(machine: Installation) -> None:
    made = machine.runs("init", "--sheet-confirmed", *GIVEN)
    other = machine.folder / "other"

    with_another = machine.runs("init", "--slug", "lattice", secret=other)
    with_a_typo = machine.runs("init", "--with-sheet", typed="AAAA-BBBB\n", secret=other)
    recovered = machine.runs("init", "--with-sheet", typed=sheet_in(made.stdout) + "\n", secret=other)
    verified = machine.runs("verify", secret=other)

    assert "EVENHAND_SECRET is not the secret of this database" in with_another.stdout
    assert (1, 1, 0, 0) == tuple(one.returncode for one in (with_another, with_a_typo, recovered, verified))
    assert "This sheet does not open the database" in with_a_typo.stdout
    assert "Everything is as it was written." in verified.stdout


def test_what_is_not_given_is_asked_and_what_is_not_answered_is_said(machine: Installation) -> None:
    asked = machine.runs("init", "--sheet-confirmed", typed="lattice\nLattice\n\nada\nAda\nada@lattice.example\n")
    silent = Installation(machine.folder / "silent").runs("init", "--sheet-confirmed")

    assert 0 == asked.returncode
    assert "/lattice/desk/enrol/" in asked.stdout
    assert 1 == silent.returncode
    assert "This was not answered: What is the community called?" in silent.stdout


def test_the_link_follows_the_name_of_the_server_until_somebody_has_joined(machine: Installation) -> None:
    unnamed = machine.runs("init", "--sheet-confirmed", *GIVEN, hosts="")
    named = machine.runs("init", "--slug", "lattice")
    onion = machine.runs("init", "--slug", "lattice", hosts="evenhand.onion")

    assert "EVENHAND_HOSTS is not set" in unnamed.stdout
    assert "https://localhost/lattice/desk/enrol/" in unnamed.stdout
    assert "EVENHAND_HOSTS is not set" not in named.stdout
    assert "https://conduct.lattice.example/lattice/desk/enrol/" in named.stdout
    assert "http://evenhand.onion/lattice/desk/enrol/" in onion.stdout


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"--slug": "La Ttice"}, "Addresses cannot begin with 'La Ttice'."),
        ({"--slug": "../x"}, "Addresses cannot begin with '../x'."),
        ({"--slug": "static"}, "Addresses cannot begin with 'static'."),
        ({"--slug": "l" * 51}, "at most fifty small letters"),
        ({"--zone": "Nowhere"}, "'Nowhere' is no time zone."),
        ({"--email": "ada"}, "'ada' is no mail address."),
        ({"--name": "Lat\u202eecit"}, "is a sign that nobody sees"),
        ({"--manual": "ours"}, "There is no manual 'ours'. Built in: django, numpy."),
    ],
)
def test_what_cannot_be_so_is_said_before_a_sheet_is_shown(
    machine: Installation, changed: dict[str, str], says: str
) -> None:
    given = dict(zip(GIVEN[::2], GIVEN[1::2], strict=True)) | changed

    refused = machine.runs("init", "--sheet-confirmed", *(part for pair in given.items() for part in pair))

    assert (1, "") == (refused.returncode, refused.stderr)
    assert says in refused.stdout
    assert "server sheet" not in refused.stdout


def test_what_cannot_be_so_is_said_where_it_was_asked_too(machine: Installation) -> None:
    typed = "La Ttice\n"

    refused = machine.runs("init", "--sheet-confirmed", "--name", "Lattice", "--zone", "UTC", typed=typed)

    assert (1, "") == (refused.returncode, refused.stderr)
    assert "Addresses cannot begin with 'La Ttice'." in refused.stdout


def test_a_secret_that_cannot_lie_there_is_refused_in_a_sentence(machine: Installation) -> None:
    (machine.folder / "file").write_text("")

    refused = machine.runs("init", *GIVEN, secret=machine.folder / "file" / "below")

    assert (1, "") == (refused.returncode, refused.stderr)
    assert "The server's secret cannot lie in" in refused.stdout
