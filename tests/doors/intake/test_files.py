"""Files of a report: sealed before they touch the disk, kept by a refused form, skipped without loss when too large."""

import http.client
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from evenhand.casework import seats, uploads, words
from evenhand.casework.seats import PartySeat
from evenhand.casework.staging import Stage
from evenhand.casework.uploads import StoredFile
from evenhand.people import communities
from evenhand.people.occasion import Occasion
from evenhand.record import cases, rooms
from evenhand.vault.phrase import parse_phrase, phrase_keys
from tests import cast
from tests.reading import Moved, send, sheet, text

ADDRESS = "/lattice/report/"
CANARY = b"canary-in-a-picture-" * 50


def a_file(name: str = "picture.png", content: bytes = CANARY) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def seat_of(stage: Stage, html: str) -> PartySeat:
    phrase = parse_phrase(text(html.split('<ol class="phrase"', 1)[1].split(">", 1)[1].split("</ol>", maxsplit=1)[0]))
    keys = phrase_keys(phrase, stage.community.place)
    return seats.admit_party(stage.community, keys, Occasion(cast.START, cast.dice("seat")))


def files_of(stage: Stage, html: str) -> list[StoredFile]:
    seat = seat_of(stage, html)
    said = [words.decode(raw) for raw in rooms.read(seat.file, seat.keys, seat.file.entries).values()]
    return [StoredFile.from_words(one) for body in said for one in body.get("files", ())]


def everything_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_file_arrives_whole_and_never_in_clear(client: Client, form: str, lattice: Stage, settings: Settings) -> None:
    answered = send(client, ADDRESS, form, "what", what="See the picture.", attached=[a_file()])

    (kept,) = files_of(lattice, answered.content.decode())
    assert ("picture.png", len(CANARY), "image/png") == (kept.name, kept.size, kept.kind)
    assert b"".join(uploads.read(lattice.community, kept)) == CANARY
    assert b"canary-in-a-picture" not in everything_on_disk(settings.EVENHAND_DATA)


def test_names_on_the_disk_are_random(client: Client, form: str, lattice: Stage) -> None:
    send(client, ADDRESS, form, "what", what="", attached=[a_file("../../etc/passwd")])

    (spooled,) = uploads.spool().iterdir()
    assert len(spooled.name) == 32
    assert int(spooled.name, 16)


def test_a_refused_form_gives_its_files_back(client: Client, form: str, lattice: Stage) -> None:
    first = send(client, ADDRESS, form, "what", what="", attached=[a_file()])
    page = first.content.decode()

    second = send(client, ADDRESS, page, "what", what="Now with a text.")

    assert "Leave out picture.png" in text(page)
    assert ["picture.png"] == [file.name for file in files_of(lattice, second.content.decode())]


def test_a_file_that_was_chosen_by_mistake_can_be_left_out(client: Client, form: str, lattice: Stage) -> None:
    page = send(client, ADDRESS, form, "what", what="", attached=[a_file("wrong.png"), a_file("right.png")])
    handles = page.content.decode().split('name="drop" value="')[1:]
    wrong = handles[0].split('"')[0]

    answered = send(client, ADDRESS, page.content.decode(), "what", what="See.", drop=[wrong])

    assert ["right.png"] == [file.name for file in files_of(lattice, answered.content.decode())]


def test_a_handle_that_was_altered_gives_nothing_back(client: Client, form: str, lattice: Stage) -> None:
    page = send(client, ADDRESS, form, "what", what="", attached=[a_file()]).content.decode()
    handle = sheet(page, "what").fields["kept"][0]
    altered = handle[:-1] + ("A" if handle[-1] != "A" else "B")

    answered = send(client, ADDRESS, page, "what", what="See.", kept=altered)

    assert files_of(lattice, answered.content.decode()) == []


def test_files_too_large_too_many_or_empty_are_skipped_and_named(
    client: Client, form: str, lattice: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 2000)
    monkeypatch.setattr(uploads, "MOST_FILES", 2)
    sent = [
        a_file("large.png", b"x" * 2001),
        a_file("a.png"),
        a_file("empty.png", b""),
        a_file("b.png"),
        a_file("c.png"),
    ]

    answered = send(client, ADDRESS, form, "what", what="See.", attached=sent)

    receipt = answered.content.decode()
    assert ["a.png", "b.png"] == [file.name for file in files_of(lattice, receipt)]
    for sentence in ("“large.png” is larger than", "“empty.png” is empty.", "“c.png” was one more than we take"):
        assert sentence in text(receipt)
    assert len(list(uploads.spool().iterdir())) == 2


@pytest.mark.parametrize(("size", "in_parts"), [(0, False), (2001, True)])
def test_only_a_file_that_is_too_large_is_said_to_be_sent_in_parts(
    client: Client, form: str, lattice: Stage, monkeypatch: pytest.MonkeyPatch, size: int, in_parts: bool
) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 2000)

    answered = send(client, ADDRESS, form, "what", what="See.", attached=[a_file("one.png", b"x" * size)])

    assert in_parts == ("send it in parts" in text(answered.content.decode()))


def test_the_same_file_again_is_not_kept_twice_and_a_new_one_is_added(
    client: Client, form: str, lattice: Stage
) -> None:
    send(client, ADDRESS, form, "what", what="See.", attached=[a_file()])

    answered = send(client, ADDRESS, form, "what", what="See.", attached=[a_file(), a_file("more.png", b"more")])

    assert ["picture.png", "more.png"] == [file.name for file in files_of(lattice, answered.content.decode())]


def test_what_nobody_claimed_is_swept_after_two_hours(client: Client, form: str, lattice: Stage) -> None:
    send(client, ADDRESS, form, "what", what="", attached=[a_file()])
    (spooled,) = uploads.spool().iterdir()
    written = spooled.stat().st_mtime

    uploads.sweep(written + timedelta(hours=1, minutes=59).total_seconds())
    stays = spooled.exists()
    uploads.sweep(written + timedelta(hours=2, seconds=1).total_seconds())

    assert stays
    assert not spooled.exists()


@pytest.fixture
def served(committed_stage: Stage, moment: Moved, server: str) -> str:
    communities.change(committed_stage.community, is_published=True)
    return server


def _post(server: str, body: Iterator[bytes], length: int, kind: str) -> tuple[int, str]:
    where = urlsplit(server)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=120)
    headers = {"Content-Type": kind, "Content-Length": str(length), "Sec-Fetch-Site": "same-origin"}
    connection.request("POST", ADDRESS, body=body, headers=headers)
    answered = connection.getresponse()
    page = answered.read().decode()
    connection.close()
    return answered.status, page


def _form_of(server: str) -> dict[str, list[str]]:
    where = urlsplit(server)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
    connection.request("GET", ADDRESS)
    fields = sheet(connection.getresponse().read().decode(), "what").fields
    connection.close()
    return fields


@pytest.mark.once
def test_300_mb_among_good_files_lose_nothing_else(committed_stage: Stage, served: str, settings: Settings) -> None:
    huge, part = 300 * 1024 * 1024, b"\0" * (1024 * 1024)
    edge = "----edge"

    def field(name: str, value: str) -> bytes:
        return f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()

    def begin(name: str) -> bytes:
        kind = "Content-Type: application/octet-stream"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="attached"; filename="{name}"\r\n{kind}\r\n\r\n'
        return head.encode()

    fields = {**_form_of(served), "what": ["The text before the files."]}
    head = b"".join(field(name, value) for name, values in fields.items() for value in values)
    before = head + begin("good.txt") + b"good" + b"\r\n" + begin("huge.bin")
    after = b"\r\n" + begin("also-good.txt") + b"also good" + f"\r\n--{edge}--\r\n".encode()

    def body() -> Iterator[bytes]:
        yield before
        for _ in range(huge // len(part)):
            yield part
        yield after

    status, page = _post(served, body(), len(before) + huge + len(after), f"multipart/form-data; boundary={edge}")

    assert status == 200
    assert "“huge.bin” is larger than 25.0 MB." in text(page)
    assert ["good.txt", "also-good.txt"] == [file.name for file in files_of(committed_stage, page)]
    assert sum(path.stat().st_size for path in Path(settings.EVENHAND_DATA, "spool").iterdir()) < 1024 * 1024


def test_a_double_click_is_one_report(committed_stage: Stage, served: str) -> None:
    fields = {**_form_of(served), "what": ["Once."]}
    edge = "----edge"
    parts = (
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, values in fields.items()
        for value in values
    )
    body = ("".join(parts) + f"--{edge}--\r\n").encode()
    pages: list[str] = []

    def click() -> None:
        status, page = _post(served, iter([body]), len(body), f"multipart/form-data; boundary={edge}")
        pages.append(page if status == 200 else json.dumps(status))

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    phrases = {page.split('<ol class="phrase"')[1].split("</ol>")[0] for page in pages}
    assert len(phrases) == 1
    assert len(cases.everything(committed_stage.community)) == 1
    assert len(seat_of(committed_stage, pages[0]).state.parties) == 1


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("what %22he%22 said.png", 'what "he" said.png'),
        ("two%0D%0Alines.png", "two  lines.png"),
        ("100%.png", "100%.png"),
        ("a%20b.png", "a%20b.png"),
    ],
)
def test_a_file_is_called_as_its_sender_calls_it(
    client: Client, form: str, lattice: Stage, sent: str, meant: str
) -> None:
    answered = send(client, ADDRESS, form, "what", what="See the picture.", attached=[a_file(sent)])

    assert [meant] == [file.name for file in files_of(lattice, answered.content.decode())]
