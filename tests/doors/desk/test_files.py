"""Files at the desk: what is shown, what is only saved, what is said about it, and what somebody sends to do harm."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils.html import escape

from evenhand.casework import keychanges, portal, recording, uploads
from evenhand.casework.uploads import StoredFile
from evenhand.procedure import facts as f
from evenhand.shell.addresses import outside_link
from tests.cast import Walk
from tests.copies import made
from tests.member_browser import MemberBrowser
from tests.reading import text
from tests.record.test_verifying import drop_triggers

BrowserOf = Callable[[str], MemberBrowser]


@pytest.fixture
def bo(walk: Walk, browser_of: BrowserOf) -> MemberBrowser:
    """Bo, who has answered and opened the committee's room."""
    walk.report(who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    keychanges.open_room(walk.seat("bo"), walk.occasion, "committee")
    return browser_of("bo")


def filed(walk: Walk, name: str, content: bytes, **more: object) -> StoredFile:
    """Evidence with one file, filed by Bo."""
    file = walk.file(name, content)
    evidence = recording.Evidence(f.EvidenceKind.DOCUMENT, "Found.", files=[file], **more)  # type: ignore[arg-type]
    recording.file_evidence(walk.seat("bo"), walk.occasion, evidence)
    return file


def page_of(bo: MemberBrowser, file: StoredFile, more: str = "") -> str:
    answer = bo.get(f"{bo.case}file/{file.uid.hex()}/{more}")
    assert answer.status_code == 200
    return str(answer.content.decode())


NEVER = {
    "page.html": b"<!doctype html><script>alert(1)</script><img src=https://a.example/x>",
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "no-ending": b"<html><body onload=alert(1)>",
    "bomb.xml": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><x>&b;</x>",
    "really.png": b"<svg onload='alert(1)'/>",
    "letter.pdf": b"MZ\x90\x00 a program",
    "program.exe": b"MZ\x90\x00 a program",
}


@pytest.mark.parametrize("name", NEVER)
def test_what_could_run_is_never_shown_and_says_why(walk: Walk, bo: MemberBrowser, name: str) -> None:
    file = filed(walk, name, NEVER[name])

    page = page_of(bo, file)
    original = bo.get(f"{bo.case}file/{file.uid.hex()}/original/")

    misnamed = "This file is not what its name says" in page
    assert (name in {"really.png", "letter.pdf"}) == misnamed
    assert misnamed or "run programs" in page or "no safe way" in page
    assert "alert(1)" not in page
    assert "<img" not in page
    assert bo.get(f"{bo.case}file/{file.uid.hex()}/copy/").status_code == 404
    assert NEVER[name] == b"".join(original)
    assert (original["Content-Type"], original["Content-Disposition"][:11]) == (
        "application/octet-stream",
        "attachment;",
    )


def test_a_picture_is_blurred_until_somebody_shows_it_and_needs_no_script(walk: Walk, bo: MemberBrowser) -> None:
    file = filed(walk, "photo.jpg", made.jpeg(), beside="A red and a blue half.")

    page = page_of(bo, file)
    shown = bo.get(f"{bo.case}file/{file.uid.hex()}/copy/")

    assert re.search(r'<input type="checkbox" id="uncover">\s*<label for="uncover">', page)
    assert re.search(r'<img src="[^"]*/copy/" alt="A red and a blue half.">', page)
    assert "<script" not in page
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")


def test_what_cannot_be_cleaned_says_so_and_can_still_be_saved(walk: Walk, bo: MemberBrowser) -> None:
    for name, content, sentence in (
        ("large.png", made.claimed(30_000, 30_000), "more points than can safely be opened"),
        ("bomb.pdf", made.bomb(), "unpacks to far more"),
        ("broken.jpg", made.jpeg()[:300], "damaged"),
        ("locked.pdf", made.locked(), "locked with a password"),
    ):
        page = page_of(bo, filed(walk, name, content))

        assert sentence in page, name
        assert "Save the original" in page
        assert "<img" not in page
        assert "Save the cleaned copy" not in page


def test_a_file_that_the_disk_has_changed_is_neither_shown_nor_given_out(walk: Walk, bo: MemberBrowser) -> None:
    file = filed(walk, "chat.txt", b"hello")
    drop_triggers()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE record_filepart SET blob = %s", [bytes(70_000)])

    page = page_of(bo, file)

    assert "not what was sent" in text(page)
    assert "Save the original" not in page


def test_a_chat_of_five_megabytes_is_read_in_parts(walk: Walk, bo: MemberBrowser) -> None:
    lines = [f"[10:{n:06}] <b>Kim</b>: grüße 👋\n" for n in range(140_000)]
    chat = "".join(lines).encode()
    assert len(chat) > 5_000_000
    file = filed(walk, "chat.txt", chat)

    first, last = page_of(bo, file), page_of(bo, file, f"part/{-(-len(chat) // 100_000)}/")

    assert escape(lines[0].strip()) in first
    assert escape(lines[-1].strip()) in last
    assert "After this" in first
    assert "After this" not in last
    assert "Before this" in last
    assert len(first) < 250_000
    assert {404} == {bo.get(f"{bo.case}file/{file.uid.hex()}/part/{n}/").status_code for n in (0, 9_999)}


def test_a_mail_is_read_with_its_headers_and_a_broken_one_as_it_came(walk: Walk, bo: MemberBrowser) -> None:
    whole = b"From: =?utf-8?q?K=C3=AFm?= <kim@mail.example>\r\nSubject: hi\r\nReceived: by a.example\r\n\r\nHello."

    page, raw = page_of(bo, filed(walk, "mail.eml", whole)), page_of(bo, filed(walk, "deep.eml", made.deep_mail()))

    assert "From: Kïm &lt;kim@mail.example&gt;\nSubject: hi\nReceived: by a.example" in page
    assert "Content-Type: multipart/mixed; boundary=b7\n" in raw


ODD_NAMES = {
    "../../etc/passwd": "passwd",
    "..\\..\\windows\\system.ini": "system.ini",
    "\u202egnp.exe": "gnp.exe",
    "nul\0.txt": "nul.txt",
    "<b>bold</b>.txt": "b>.txt",
}


def test_names_that_steer_a_path_a_terminal_or_the_writing_are_only_names(walk: Walk, bo: MemberBrowser) -> None:
    files = [SimpleUploadedFile("x", b"text") for _ in ODD_NAMES]
    for file, name in zip(files, ODD_NAMES, strict=True):
        file._name = name  # type: ignore[attr-defined]  # what a client other than a browser can send

    sent = bo.post(
        f"{bo.case}file-evidence/",
        {**fields(bo), "kind": "chat", "origin": "x", "attached": files},
    )

    assert sent.status_code == 303
    page = bo.get(bo.case).content.decode()
    assert set(ODD_NAMES.values()) == {text(one) for one in re.findall(r'/file/[0-9a-f]{32}/">([^<]*)<', page)}
    for link in re.findall(r'href="([^"]*/file/[0-9a-f]{32}/)"', page):
        assert re.fullmatch(r"[\x20-\x7e]+", bo.get(f"{link}original/")["Content-Disposition"])


def fields(bo: MemberBrowser) -> dict[str, object]:
    page = f"{bo.case}file-evidence/"
    return {"token": bo.token(page), "once": "1"}


def test_of_two_thousand_files_twenty_are_taken_and_a_sentence_says_so_before_anything_is_filed(
    walk: Walk, bo: MemberBrowser
) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", b"" if n == 3 else b"text") for n in range(2_000)]
    before = walk.seat("bo").file.seq

    refused = bo.post(
        f"{bo.case}file-evidence/", {**fields(bo), "kind": "chat", "origin": "The channel", "attached": files}
    )

    page = refused.content.decode()
    assert (422, before) == (refused.status_code, walk.seat("bo").file.seq)
    assert "3.txt is empty and was left out." in text(page)
    assert "And 1970 more were left out." in text(page)
    assert "nothing is filed yet" in text(page)
    assert "The channel" in page
    handle = re.search(r'name="kept_files" value="([^"]+)"', page)
    assert handle is not None

    again = bo.post(
        f"{bo.case}file-evidence/", {**fields(bo), "kind": "chat", "origin": "The channel", "kept_files": handle[1]}
    )

    assert again.status_code == 303
    assert len(set(re.findall(r"/file/([0-9a-f]{32})/", bo.get(bo.case).content.decode()))) == uploads.MOST_FILES


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("https://issues.example/5#c3", True),
        (" http://issues.example/ ", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)//https://a.example", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("https://kim@evil.example/", False),
        ("https:evil.example", False),
        ("https://a.example/ and more", False),
        ("https://a.example/\u202egnp", False),
        ("https://[broken", False),
        ("//a.example/", False),
        ("mailto:a@b.example", False),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(typed: str, *, leads: bool) -> None:
    assert leads == bool(outside_link(typed))


def test_a_link_outside_warns_and_carries_no_referrer_and_a_script_stays_text(walk: Walk, bo: MemberBrowser) -> None:
    for link in ("https://issues.example/5", "javascript:alert(1)"):
        evidence = recording.Evidence(f.EvidenceKind.LINK, "The tracker", "What it showed.", link)
        recording.file_evidence(walk.seat("bo"), walk.occasion, evidence)

    page = bo.get(bo.case).content.decode()

    outside = 'rel="noreferrer noopener external" referrerpolicy="no-referrer">https://issues.example/5</a>'
    assert f'<a href="https://issues.example/5" {outside}' in page
    assert "leads outside" in page
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page.casefold()


@pytest.mark.parametrize("kind", list(f.EvidenceKind))
def test_every_kind_of_evidence_has_its_origin_its_time_and_who_filed_it(
    walk: Walk, bo: MemberBrowser, kind: f.EvidenceKind
) -> None:
    """R8. It is shown as it was written, spaces and lines kept."""
    words = "10:02 <Kim> hello\n    10:03 <Mo> go away"
    evidence = recording.Evidence(kind, "Saved from #dev", words, dated=walk.now - timedelta(days=3))
    recording.file_evidence(walk.seat("bo"), walk.occasion, evidence)

    page = bo.get(bo.case).content.decode()

    assert escape(words) in page
    assert "Where it comes from: Saved from #dev" in text(page)
    assert re.search(r"Evidence filed: [^·]*, from 27 Feb 2026, [^·]*· you", text(page))


# --- words beside a file ------------------------------------------------------------------------


def test_a_member_says_what_a_file_shows_and_everybody_who_reads_it_reads_that(
    walk: Walk, bo: MemberBrowser, browser_of: BrowserOf
) -> None:
    portal.write(walk.party(), walk.occasion, "See.", [walk.file("photo.png", made.png())])
    keychanges.open_room(walk.seat("bo"), walk.occasion, "line:reporter-1")
    (link,) = set(re.findall(r'href="([^"]*/file/[0-9a-f]{32}/)"', bo.get(bo.case).content.decode()))
    assert "Read by" in bo.get(link).content.decode()

    said = bo.send(link, f"{link}words/", text="A red half, a blue half.")

    assert (303, f.FileDescribed(f.Party("reporter-1"))) == (
        said.status_code,
        walk.seat("bo").file.entries[-1].happened.fact,
    )
    assert 'alt="A red half, a blue half."' in bo.get(link).content.decode()
    assert bo.get(bo.case).content.decode().count("A red half, a blue half.") == 2


def test_an_empty_text_beside_a_file_is_refused_and_the_page_stays(walk: Walk, bo: MemberBrowser) -> None:
    file = filed(walk, "chat.txt", b"hello")
    link = f"{bo.case}file/{file.uid.hex()}/"

    refused = bo.send(link, f"{link}words/", text=" ")

    assert refused.status_code == 422
    assert "Write a sentence or two." in refused.content.decode()
    assert "hello" in refused.content.decode()


def test_somebody_who_stepped_back_finds_no_file_and_describes_none(
    walk: Walk, bo: MemberBrowser, browser_of: BrowserOf
) -> None:
    file = filed(walk, "chat.txt", b"hello")
    link = f"{bo.case}file/{file.uid.hex()}/"
    token = bo.token(link)
    keychanges.recuse(walk.seat("bo"), walk.occasion)

    answers = [bo.get(f"{link}{more}").status_code for more in ("", "copy/", "original/", "part/1/")]
    described = bo.post(f"{link}words/", {"text": "x", "token": token})

    assert {404} == set(answers)
    assert described.status_code in {403, 404}
    assert not isinstance(walk.seat("chidi").file.entries[-1].happened.fact, f.FileDescribed)
