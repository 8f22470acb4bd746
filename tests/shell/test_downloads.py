"""Names of files on their way out: whatever a sender called it, it is a plain name of an attachment."""

import pytest

from evenhand.shell.downloads import attachment, disposition


@pytest.mark.parametrize(
    ("called", "plain", "whole"),
    [
        ("picture.png", "picture.png", "picture.png"),
        ("Resumé.pdf", "Resume.pdf", "Resum%C3%A9.pdf"),
        ("写真.png", "png", "%E5%86%99%E7%9C%9F.png"),
        ("写真", "file", "%E5%86%99%E7%9C%9F"),
        ("../../etc/passwd", "_.._etc_passwd", "_.._etc_passwd"),
        ("a\r\nSet-Cookie: b", "aSet-Cookie_ b", "aSet-Cookie_%20b"),
        ('a"; filename="b.exe', "a__ filename=_b.exe", "a__%20filename%3D_b.exe"),
        ("\u202egnp.exe", "gnp.exe", "gnp.exe"),
        ("", "file", "file"),
        (" . ", "file", "file"),
        ("x" * 500, "x" * 120, "x" * 120),
    ],
)
def test_a_name_is_plain_and_says_what_it_was(called: str, plain: str, whole: str) -> None:
    assert disposition(called) == f"attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"


def test_a_file_is_saved_and_never_shown() -> None:
    response = attachment(iter([b"<svg", b"/>"]), "x.svg", 6)

    assert response.getvalue() == b"<svg/>"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Length"] == "6"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_what_cannot_be_opened_fails_before_anything_is_sent() -> None:
    def broken() -> object:
        raise ValueError("sealed otherwise")

    with pytest.raises(ValueError, match="sealed otherwise"):
        attachment(iter(broken, None), "x.svg", 6)  # type: ignore[arg-type]  # never gives a part
