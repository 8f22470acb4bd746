"""`evenhand export`: what a member may read and nothing else, sealed with age (HARDENING 3, 54, 56; K1, C1, R8)."""

import argparse
import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pyrage
import pytest

from evenhand import starting
from evenhand.casework import keychanges, linking, recording, signing, uploads
from evenhand.casework.recording import Evidence
from evenhand.casework.staging import Stage
from evenhand.copies import typesetting
from evenhand.doors.desk.taking_out import archive, command
from evenhand.doors.desk.taking_out.command import AnswerError, Terminal
from evenhand.people import throttle
from evenhand.procedure import facts as f
from evenhand.record import rooms
from evenhand.vault.errors import SealBrokenError
from evenhand.vault.totp import totp_code, totp_step
from tests.cast import Play, Walk

SAID = 'They mocked my accent. #read("/etc/passwd") *bold* =1+1'
FILES = b"a plain text that somebody sent"
OF_THE_FILE = "seven quiet lanterns over water"


OWN = pyrage.x25519.Identity.generate()


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """Where the sealed file goes."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def reported(stage: Stage) -> Walk:
    """A report with a file and a name, read by Bo and Chidi; nobody else has answered."""
    walk = Walk(stage)
    walk.report(SAID, who="Mo", name="Nia Mensah", address="nia@mail.example", files=(walk.file("=a/../b.txt", FILES),))
    for name in ("bo", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
        for room in (rooms.NAMES, "line:reporter-1", "committee"):
            keychanges.open_room(walk.seat(name), walk.occasion, room)
    recording.write_note(walk.seat("bo"), walk.occasion, "=HYPERLINK(1)")
    return walk


@pytest.fixture
def walk(played: Callable[[Play], Walk]) -> Walk:
    """What `reported` plays."""
    return played(reported)


def terminal(walk: Walk, name: str, *asked_first: str, wrong: str = "") -> Terminal:
    """Somebody who types what they are asked for; the file's passphrase first, because a code soon ends."""
    player = walk.stage.player(name)
    unseen = iter((*asked_first, wrong or player.passphrase))
    shown = iter((player.login, totp_code(player.totp, totp_step(walk.now))))
    return Terminal(lambda _: next(shown), lambda _: next(unseen))


def options(into: Path, **more: object) -> argparse.Namespace:
    given = {"community": None, "case": None, "without_files": False, "to": [str(OWN.to_public())], "into": into}
    return argparse.Namespace(**{**given, **more})


def taken_out(walk: Walk, name: str, into: Path, **more: object) -> zipfile.ZipFile:
    """What somebody exports to their own key of age, opened again with it."""
    walk.wait(minutes=1)
    path = command.export(options(into, **more), terminal(walk, name), walk.occasion)
    return zipfile.ZipFile(io.BytesIO(pyrage.decrypt(path.read_bytes(), [OWN])))


def text_of(taken: zipfile.ZipFile) -> str:
    """Everything in it that is text."""
    return "\n".join(
        taken.read(n).decode() for n in taken.namelist() if n.endswith((".txt", ".csv")) and "/files/" not in n
    )


def test_an_export_opens_with_age_and_holds_what_its_member_reads(walk: Walk, into: Path) -> None:
    taken = taken_out(walk, "bo", into)

    (folder,) = {name.partition("/")[0] for name in taken.namelist() if "/" in name}
    assert {
        "README.txt",
        *(f"{folder}/{n}" for n in ("record.txt", "record.csv", "record.pdf", "files/001-_a_.._b.txt")),
    } == set(taken.namelist())
    assert "They mocked my accent." in taken.read(f"{folder}/record.txt").decode()
    assert FILES == taken.read(f"{folder}/files/001-_a_.._b.txt")
    assert len(pikepdf.open(io.BytesIO(taken.read(f"{folder}/record.pdf"))).pages) >= 1


def test_neither_the_name_nor_the_bytes_of_the_sealed_file_tell_of_a_case(walk: Walk, into: Path) -> None:
    path = command.export(options(into, to=[]), terminal(walk, "bo", OF_THE_FILE, OF_THE_FILE), walk.occasion)

    opened = pyrage.passphrase.decrypt(path.read_bytes(), OF_THE_FILE)
    assert "README.txt" in zipfile.ZipFile(io.BytesIO(opened)).namelist()
    assert [path] == list(into.iterdir())
    assert path.suffix == ".age"
    assert 16 == len(path.stem) == len(bytes.fromhex(path.stem)) * 2
    assert 0o600 == path.stat().st_mode & 0o777
    assert path.read_bytes().startswith(b"age-encryption.org/v1\n-> scrypt ")


def test_an_address_and_an_unopened_identity_are_in_no_export(walk: Walk, into: Path) -> None:
    said = text_of(taken_out(walk, "bo", into))

    assert "nia@mail.example" not in said
    assert "Nia Mensah" not in said
    assert walk.stage.player("bo").name in said


def test_whoever_stepped_back_takes_out_no_case(walk: Walk, into: Path) -> None:
    before = text_of(taken_out(walk, "chidi", into))
    keychanges.recuse(walk.seat("chidi"), walk.occasion, "A friend.")

    after = taken_out(walk, "chidi", into)

    assert "They mocked my accent." in before
    assert ["README.txt"] == after.namelist()
    assert "There is no case that you may read." in text_of(after)


def test_before_the_conflict_question_there_are_only_the_names(walk: Walk, into: Path) -> None:
    keychanges.open_room(walk.seat("dara"), walk.occasion, rooms.NAMES)

    said = text_of(taken_out(walk, "dara", into))

    assert "Mo" in said
    assert "accent" not in said
    assert "Only the names are here" in said


def test_a_link_is_taken_out_only_by_who_sits_in_both_cases(walk: Walk, into: Path) -> None:
    first = walk.number
    walk.report("Another thing.", left_out=(walk.member("chidi"),))
    second = walk.number
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    walk.number = first
    linking.link(walk.seat("bo"), walk.occasion, second)

    of_bo, of_chidi = (text_of(taken_out(walk, name, into)) for name in ("bo", "chidi"))

    assert "Linked" in of_bo
    assert "Linked" not in of_chidi


def test_no_cell_of_a_table_begins_a_formula(walk: Walk, into: Path) -> None:
    taken = taken_out(walk, "bo", into)

    (name,) = (name for name in taken.namelist() if name.endswith(".csv"))
    cells = [cell for row in csv.reader(io.StringIO(taken.read(name).decode())) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert [] == [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.once
@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_could_be_a_formula_is_a_text(first: str) -> None:
    assert f"'{first}1" == archive.cell(f"{first}1")


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("C:\\x\\y.png", "C__x_y.png"),
        (".hidden", "hidden"),
        ("\0\n", "file"),
        ("x" * 300 + ".png", "x" * 77 + ".png"),
        ("Straße 1.pdf", "Straße 1.pdf"),
    ],
)
def test_a_file_keeps_a_name_that_harms_nobody(name: str, expected: str) -> None:
    assert expected == archive.safe_name(name)


def wrong_passphrase(walk: Walk, into: Path) -> None:
    command.export(options(into), terminal(walk, "bo", wrong="not this one at all"), walk.occasion)


def used_code(walk: Walk, into: Path) -> None:
    player = walk.stage.player("bo")
    code = totp_code(player.totp, totp_step(walk.now))
    signing.prove_to_export(walk.community, "bo", player.passphrase, code, walk.occasion)
    command.export(options(into), terminal(walk, "bo"), walk.occasion)


def two_passphrases(walk: Walk, into: Path) -> None:
    command.export(options(into, to=[]), terminal(walk, "bo", OF_THE_FILE, "something else entirely"), walk.occasion)


def ones_own_passphrase(walk: Walk, into: Path) -> None:
    own = walk.stage.player("bo").passphrase
    command.export(options(into, to=[]), terminal(walk, "bo", own, own), walk.occasion)


def no_key_of_age(walk: Walk, into: Path) -> None:
    command.export(options(into, to=["age1nonsense"]), terminal(walk, "bo"), walk.occasion)


def no_such_case(walk: Walk, into: Path) -> None:
    command.export(options(into, case="no-case"), terminal(walk, "bo"), walk.occasion)


def another_at_work(walk: Walk, into: Path) -> None:
    with throttle.one_export():
        command.export(options(into), terminal(walk, "bo"), walk.occasion)


def no_community(walk: Walk, into: Path) -> None:
    command.export(options(into, community="nowhere"), terminal(walk, "bo"), walk.occasion)


@pytest.mark.parametrize(
    "how",
    [
        wrong_passphrase,
        used_code,
        two_passphrases,
        ones_own_passphrase,
        no_key_of_age,
        no_such_case,
        another_at_work,
        no_community,
    ],
)
def test_what_is_refused_is_a_sentence_and_leaves_no_file(how: Any, walk: Walk, into: Path) -> None:
    with pytest.raises(AnswerError) as refused:
        how(walk, into)

    assert str(refused.value).endswith((".", "age1…", "with."))
    assert [] == list(into.iterdir())


def test_files_that_are_too_large_are_refused_before_one_is_opened(
    walk: Walk, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 10)
    with pytest.raises(AnswerError, match="--without-files"):
        taken_out(walk, "bo", into)

    without = taken_out(walk, "bo", into, without_files=True)

    assert [] == [name for name in without.namelist() if "/files/" in name]
    assert "The files were left out." in text_of(without)


def test_a_broken_file_is_said_to_be_broken(walk: Walk, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(*_: object) -> Iterator[bytes]:
        raise SealBrokenError("the file ends too early")

    monkeypatch.setattr(uploads, "read", cut_off)

    assert "is broken or gone" in text_of(taken_out(walk, "bo", into))


def test_what_somebody_wrote_is_data_to_the_pdf_and_never_source() -> None:
    record = {
        "title": "otter",
        "about": [],
        "made": "",
        "who": "",
        "lines": [
            {
                "at": "",
                "what": "#panic()",
                "by": "",
                "room": "",
                "clause": "",
                "parts": [{"label": "$", "text": ['#read("/etc/passwd")', "]" * 3, "x" * 2000, "漢字 😀 \0"]}],
                "files": ["#x"],
            }
        ],
    }

    made = typesetting.as_pdf(record)

    assert made is not None
    assert made.startswith(b"%PDF")
    assert typesetting.as_pdf({"title": "no lines"}) is None


def test_a_record_that_is_too_much_work_has_no_pdf(walk: Walk, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: object, **__: object) -> bytes:
        raise starting.ChildError

    monkeypatch.setattr(starting, "ask", ended)

    taken = taken_out(walk, "bo", into)

    assert [] == [name for name in taken.namelist() if name.endswith(".pdf")]
    assert "could not be set as a PDF" in text_of(taken)


def test_what_a_file_shows_is_taken_out_with_it(walk: Walk, into: Path) -> None:
    files = (walk.file("chat.txt", b"hello"),)
    evidence = Evidence(f.EvidenceKind.CHAT, "From the list.", files=files, beside="A chat of two people.")
    recording.file_evidence(walk.seat("bo"), walk.occasion, evidence)

    assert "A chat of two people." in text_of(taken_out(walk, "bo", into))
