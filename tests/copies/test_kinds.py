"""What a file is, by its bytes; what its name says counts for nothing but a warning."""

import time

import pytest

from evenhand.copies.kinds import Kind, encoding_of, is_as_named, kind_by, kind_of
from tests.copies import made

KINDS = {
    "jpeg": (made.jpeg(), Kind.JPEG),
    "png": (made.png(), Kind.PNG),
    "gif": (made.gif(), Kind.GIF),
    "webp": (made.picture("WEBP"), Kind.WEBP),
    "pdf": (made.pdf(), Kind.PDF),
    "a chat": ("[10:02] Kim: héllo 👋\n".encode(), Kind.TEXT),
    "a chat of nicknames": (b"<ada> hi\n<bo> hi\n", Kind.TEXT),
    "a text with a mark": ("\ufeffKim: hi".encode("utf-16-le"), Kind.TEXT),
    "an old text": ("Grüße".encode("cp1252"), Kind.TEXT),
    "a text that is cut in a letter": (("x" * 8190 + "é").encode()[:8191], Kind.TEXT),
    "a mail": (b"Received: by x\r\nFrom: a@b.example\r\nSubject: hi\r\n\r\nText", Kind.MAIL),
    "a mail of a mailbox": (b"From a@b.example Mon Mar 2\nFrom: a@b.example\nDate: today\n\nText", Kind.MAIL),
    "a text that begins like one": (b"Subject: a poem\n\nFrom: here to there", Kind.TEXT),
    "html": (b"\n <!DOCTYPE html><p>x", Kind.MARKUP),
    "html without a head": (b"<script>alert(1)</script>", Kind.MARKUP),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", Kind.MARKUP),
    "svg behind a mark": (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", Kind.MARKUP),
    "svg in another alphabet": ("\ufeff<svg onload='alert(1)'/>".encode("utf-16-be"), Kind.MARKUP),
    "a program": (b"MZ\x90\x00\x03", Kind.OTHER),
    "an archive": (b"PK\x03\x04\x14\x00", Kind.OTHER),
    "another RIFF": (b"RIFF\x00\x00\x00\x00WAVE", Kind.OTHER),
    "nothing": (b"", Kind.TEXT),
}


@pytest.mark.parametrize(("content", "kind"), KINDS.values(), ids=KINDS)
def test_the_first_bytes_say_what_a_file_is(content: bytes, kind: Kind) -> None:
    assert kind is kind_of(content[:8192])


@pytest.mark.parametrize(
    ("name", "kind", "fits"),
    [
        ("a.png", Kind.PNG, True),
        ("a.jpg", Kind.PNG, True),
        ("A.JPEG", Kind.JPEG, True),
        ("a.png", Kind.MARKUP, False),
        ("a.png", Kind.OTHER, False),
        ("a.pdf", Kind.TEXT, False),
        ("a.txt", Kind.MAIL, True),
        ("a.txt", Kind.PDF, False),
        ("a.eml", Kind.TEXT, True),
        ("a.svg", Kind.PNG, False),
        ("a", Kind.PNG, True),
        ("a.docx", Kind.OTHER, True),
        ("a.png.", Kind.OTHER, True),
    ],
)
def test_a_name_fits_or_it_does_not(name: str, kind: Kind, *, fits: bool) -> None:
    assert fits == is_as_named(name, kind)


def test_a_text_that_calls_itself_a_web_page_is_one() -> None:
    assert (Kind.MARKUP, Kind.TEXT) == (kind_by("a.html", b"hello"), kind_by("a.txt", b"hello"))


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.xml", "a.htm", "a.xhtml"])
def test_no_web_page_or_drawing_is_taken_for_a_text_of_its_name(name: str) -> None:
    assert all(kind_by(name, content) is not Kind.TEXT for content, _ in KINDS.values())


@pytest.mark.parametrize("attack", [b"a" * 50_000, b"<" * 50_000, b"a:" * 25_000, b"From:\n" * 8_000, b"\n" * 50_000])
def test_no_pattern_is_slow(attack: bytes) -> None:
    """HARDENING 7. Counted in work of this thread, with room for a busy machine."""
    began = time.thread_time()

    kind_of(attack)

    assert time.thread_time() - began < 0.25


def test_controls_make_no_text() -> None:
    assert not any(encoding_of(b"text" + bytes((sign,)), is_whole=True) for sign in (0, 1, 8, 14, 31, 127))
    assert encoding_of(b"tab\tline\r\nescape\x1b[0m", is_whole=True) == "utf-8"
