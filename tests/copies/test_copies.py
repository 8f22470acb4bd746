"""Cleaned copies (P12, HARDENING 5, 11, 24 to 27): what is shown, what is gone, and what is refused by the child."""

import io
import subprocess
import sys
import textwrap
import time

import pikepdf
import pytest
from PIL import Image

from evenhand import starting
from evenhand.copies import asking, child, embedded, pictures
from evenhand.copies.answers import Copy, NotCopiedError, Note, Why
from evenhand.copies.asking import copy_of
from evenhand.copies.kinds import HEAD_BYTES, PICTURES, Kind, kind_of
from tests.copies import made


def copied(content: bytes) -> Copy:
    """As the child makes it, made here: starting one takes half a second."""
    return child.maker(kind_of(content[:HEAD_BYTES]))(content)


def refused(content: bytes, kind: Kind | None = None) -> Why:
    """As the child refuses it."""
    with pytest.raises(NotCopiedError) as failed:
        copy_of(kind or kind_of(content[:HEAD_BYTES]), content)
    return failed.value.why


@pytest.mark.parametrize("name", made.METADATA)
def test_nothing_that_a_maker_wrote_is_in_a_copy(name: str) -> None:
    content = made.METADATA[name]()
    assert made.CANARY in content or made.CANARY in b"".join(_opened(content))

    copy = copied(content)

    assert not any(made.CANARY in one for one in (copy.content, *_opened(copy.content)))


def _opened(content: bytes) -> list[bytes]:
    """Everything in a PDF unpacked; of a picture all that Pillow finds beside it."""
    if kind_of(content[:HEAD_BYTES]) in PICTURES:
        image = Image.open(io.BytesIO(content))
        return [str((image.info, dict(image.getexif()), image.getexif().get_ifd(0x8825))).encode()]
    document = pikepdf.open(io.BytesIO(content))
    streams = [one for one in document.objects if isinstance(one, pikepdf.Stream)]
    return [*(one.read_raw_bytes() for one in streams), *(one.unparse(resolved=True) for one in document.objects)]


@pytest.mark.parametrize("name", ["photo.jpg", "drawing.png", "moving.gif", "photo.webp"])
def test_a_copy_of_a_picture_has_no_field_but_those_that_paint_it(name: str) -> None:
    image = Image.open(io.BytesIO(copied(made.METADATA[name]()).content))

    assert {} == dict(image.getexif())
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert (40, 20) == image.size


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_its_camera_was_held(orientation: int) -> None:
    """Red stands where it stands when the camera's note is followed."""
    content = made.jpeg(orientation)
    from PIL import ImageOps  # noqa: PLC0415 - the library's own answer, to compare with

    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))

    found = Image.open(io.BytesIO(copied(content).content))

    assert expected.size == found.size
    corners = [(1, 1), (found.width - 2, 1), (1, found.height - 2)]
    assert [_is_red(expected, at) for at in corners] == [_is_red(found, at) for at in corners]


def _is_red(image: Image.Image, at: tuple[int, int]) -> bool:
    red, _, blue = image.convert("RGB").getpixel(at)  # type: ignore[misc]  # of an RGB picture it is a triple
    return bool(red > blue)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_every_way_of_painting_a_png_is_shown(mode: str) -> None:
    copy = copied(made.picture("PNG", mode=mode))

    assert (Kind.PNG, (40, 20)) == (copy.kind, Image.open(io.BytesIO(copy.content)).size)


def test_a_picture_for_printing_is_shown() -> None:
    assert Image.open(io.BytesIO(copied(made.picture("JPEG", mode="CMYK")).content)).mode == "RGB"


def test_only_the_first_frame_of_what_moves_is_shown_and_that_is_said() -> None:
    copy = copied(made.gif())

    assert (Note.FIRST_FRAME,) == copy.notes
    assert _is_red(Image.open(io.BytesIO(copy.content)), (1, 1))


def test_a_large_photograph_is_shown_smaller_and_that_is_said() -> None:
    copy = copied(made.jpeg(size=(8000, 6000)))

    size = Image.open(io.BytesIO(copy.content)).size
    assert (Note.SMALLER,) == copy.notes
    assert size[0] * size[1] <= pictures.SHOWN_PIXELS


def test_the_largest_picture_that_is_taken_fits_into_the_memory() -> None:
    content = made.picture("PNG", (6000, 4000), "RGBA")

    copy = copy_of(Kind.PNG, content)

    assert child.MOST_MEMORY <= 256 * 2**20
    assert (Note.SMALLER,) == copy.notes


def test_900_megapixels_are_refused_by_their_header_alone() -> None:
    assert refused(made.claimed(30_000, 30_000)) is Why.TOO_MANY_PIXELS


def test_a_photograph_that_grows_sharper_is_held_to_the_smaller_size() -> None:
    with pytest.raises(NotCopiedError, match=Why.TOO_MANY_PIXELS):
        copied(made.picture("JPEG", (6000, 5000), progressive=True))


def test_what_only_begins_like_a_picture_is_refused() -> None:
    assert {Why.BROKEN} == {refused(made.jpeg()[:400]), refused(b"%PDF-1.7\n" + b"x" * 100)}


def test_a_file_is_only_read_as_what_it_was_asked_as() -> None:
    """A parser of another kind is never tried (HARDENING 5)."""
    assert refused(made.png(), Kind.JPEG) is Why.BROKEN
    assert refused(b"<svg/>", Kind.MARKUP) is Why.TOO_MUCH_WORK


def test_a_pdf_keeps_its_pages_and_what_its_notes_say() -> None:
    document = pikepdf.open(io.BytesIO(copied(made.pdf()).content))

    (page,) = document.pages
    (note,) = page.obj.Annots
    assert "What the note says" == str(note.Contents)
    assert {"/Type", "/Pages"} == set(document.Root.keys())
    assert "/Info" not in document.trailer
    photograph = page.obj.Resources.XObject.Im0
    assert isinstance(photograph, pikepdf.Stream)
    assert (40, 20) == pikepdf.PdfImage(photograph).as_pil_image().size


def test_a_pdf_that_unpacks_to_too_much_is_refused() -> None:
    assert refused(made.bomb()) is Why.UNPACKS_TOO_LARGE
    with pytest.raises(NotCopiedError, match=Why.UNPACKS_TOO_LARGE):
        copied(made.twice_packed())


def test_a_pdf_that_runs_in_lengths_is_held_by_the_memory_of_the_child() -> None:
    runs = made.pdf_with(b"\x81x" * 4_000_000 + b"\x80", pikepdf.Name.RunLengthDecode)

    assert refused(runs) is Why.TOO_MUCH_WORK


def test_a_locked_pdf_is_refused() -> None:
    assert refused(made.locked()) is Why.LOCKED


def test_a_mail_is_read_with_its_headers() -> None:
    mail = (
        b"From: =?utf-8?q?K=C3=AFm?= <kim@mail.example>\r\nSubject: =?x-nowhere?q?hi?=\r\nX-Odd: 1\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=x-nobody\r\n"
        b"\r\nHello"
        b"\r\n--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=p.png\r\n\r\nxx\r\n--b--\r\n"
    )

    read = copied(mail).content.decode()

    assert "From: Kïm <kim@mail.example>\nSubject: =?x-nowhere?q?hi?=\nX-Odd: 1\n" in read
    assert "\nHello" in read
    assert "[image/png: p.png]" in read


def test_a_mail_that_is_a_web_page_gives_its_words_alone() -> None:
    page = b"<style>x{}</style><p>Caf\xe9</p><script>alert(1)</script><img src='https://a.example/'><p>bye"

    copy = copied(b"From: a@b.example\nSubject: x\nContent-Type: text/html; charset=windows-1252\n\n" + page)

    assert copy.content.decode().endswith("\n\nCafé\nbye")
    assert (Note.TEXT_OF_HTML,) == copy.notes


def test_of_two_forms_of_a_text_the_plain_one_is_read() -> None:
    kinds = (b"text/plain", b"text/html")
    both = b"".join(b"--b\nContent-Type: %s\n\nas %s\n" % (kind, kind) for kind in kinds)

    head = b"From: a@b.example\nSubject: x\nContent-Type: multipart/alternative; boundary=b\n\n"

    read = copied(head + both).content.decode()
    assert ("as text/plain" in read, "as text/html" in read) == (True, False)


def test_a_mail_without_a_bottom_ends_the_child_and_nothing_else() -> None:
    assert refused(made.deep_mail()) in {Why.BROKEN, Why.TOO_MUCH_WORK}


# --- the child ------------------------------------------------------------------------------------


def test_the_child_can_open_no_file_no_connection_and_no_program() -> None:
    """HARDENING 26 and 9: what parses strange files can reach nothing, by the kernel's word."""
    script = """
        import os, socket, subprocess, sys
        from evenhand.copies.child import limit
        limit(5)
        def tried(what):
            try:
                what()
            except OSError:
                return "refused"
            return "done"
        print(tried(lambda: open("/tmp/x", "w")), tried(lambda: open("/etc/passwd")), tried(socket.socket),
              tried(os.pipe), tried(lambda: bytearray(300 * 2**20)) if False else "refused")
        try:
            bytearray(300 * 2**20)
        except MemoryError:
            print("refused")
    """
    said = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True)

    assert ["refused"] * 6 == said.stdout.split()


def test_nothing_that_the_server_knows_travels_with_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENHAND_SECRET", made.TOLD)

    said = starting.ask(("tests.copies.environment",), b"", seconds=20, most=10_000)

    assert b"PYTHONPATH" in said
    assert b"EVENHAND" not in said


def test_a_child_that_says_too_much_or_nothing_is_ended() -> None:
    with pytest.raises(starting.ChildError):
        starting.ask(("tests.copies.environment",), b"", seconds=20, most=10)
    began = time.monotonic()

    assert starting.ask(("tests.copies.sleeping",), b"", seconds=1, most=10) == b""
    assert time.monotonic() - began < 15


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"no line",
        b"{}\n",
        b"[]\n",
        b"not json\n",
        b'{"why": "because"}\n',
        b'{"kind": "markup", "notes": [], "size": 6}\n<svg/>',
        b'{"kind": "png", "notes": [], "size": 6}\n<svg/>',
        b'{"kind": "png", "notes": ["odd"], "size": 0}\n',
        b'{"kind": "png", "notes": [], "size": 99}\n\x89PNG',
        b'{"kind": "pdf", "notes": [], "size": 5}\n%PDF-',
    ],
)
def test_a_child_that_was_taken_over_can_hand_back_no_other_thing(answer: bytes) -> None:
    with pytest.raises(NotCopiedError):
        asking._read(Kind.JPEG, answer)


def test_the_server_itself_loads_no_parser() -> None:
    script = "import evenhand.copies.asking, sys; print([m for m in ('PIL', 'pikepdf', 'lxml') if m in sys.modules])"

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


def test_while_the_child_is_busy_the_answer_is_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_PATIENCE", 0.01)
    with asking._AT_ONCE:
        assert refused(made.png()) is Why.BUSY

    assert copy_of(Kind.PNG, made.png()).kind is Kind.PNG


# --- photographs inside a PDF ---------------------------------------------------------------------


def test_a_photograph_inside_keeps_its_picture_and_loses_the_rest() -> None:
    content = made.jpeg()

    clean = embedded.jpeg(content + made.CANARY)

    assert made.CANARY not in clean
    assert Image.open(io.BytesIO(content)).tobytes() == Image.open(io.BytesIO(clean)).tobytes()


def test_a_jpeg_2000_keeps_its_picture_and_loses_the_rest() -> None:
    content = made.picture("JPEG2000")
    box = (len(made.CANARY) + 8).to_bytes(4) + b"xml " + made.CANARY
    at = content.index(b"jp2c") - 4

    clean = embedded.jpeg2000(content[:at] + box + content[at:])

    assert made.CANARY not in clean
    assert Image.open(io.BytesIO(content)).tobytes() == Image.open(io.BytesIO(clean)).tobytes()


@pytest.mark.parametrize("raw", [b"", b"\xff\xd8", b"\xff\xd8xx00", b"\xff\xd8\xff\xe1\x00\x02" * 3])
def test_what_is_no_photograph_is_said(raw: bytes) -> None:
    with pytest.raises(embedded.NotAPictureError):
        embedded.jpeg(raw)


@pytest.mark.parametrize("raw", [b"", b"\x00\x00\x00\x02abcd", b"\x00\x00\x00\x08abcd"])
def test_what_is_no_jpeg_2000_is_said(raw: bytes) -> None:
    with pytest.raises(embedded.NotAPictureError):
        embedded.jpeg2000(raw)
