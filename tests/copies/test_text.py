"""Long texts in parts: nothing lost, nothing doubled, every letter whole."""

import pytest

from evenhand.copies import text
from evenhand.copies.text import PART_BYTES, part_of


def parts(content: bytes) -> list[str]:
    first = part_of(content, 1)
    assert first is not None
    found = [part_of(content, number) for number in range(1, first.parts + 1)]
    return [one.text for one in found if one is not None]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "one line",
        "".join(f"[10:{n:05}] Kim: grüße 👋\n" for n in range(200_000)),
        "é" * 500_001,
        "👋" * 100_001,
        "x" * PART_BYTES,
        "x" * (PART_BYTES - 1) + "\n" + "y" * 5,
    ],
    ids=["nothing", "a line", "a chat of 5 MB", "one line of accents", "one line of pictures", "a part", "an end"],
)
def test_all_parts_together_are_the_text(content: str) -> None:
    assert content == "".join(parts(content.encode()))


def test_parts_end_at_the_end_of_a_line() -> None:
    chat = "".join(f"[10:{n:05}] Kim: something\n" for n in range(20_000))

    assert all(part.endswith("\n") for part in parts(chat.encode()))


@pytest.mark.parametrize("alphabet", ["utf-16-le", "utf-16-be"])
def test_a_text_in_two_bytes_a_letter_is_whole(alphabet: str) -> None:
    chat = "\ufeff" + "grüße\n" * 50_000

    assert chat.removeprefix("\ufeff") == "".join(parts(chat.encode(alphabet)))


def test_an_old_alphabet_is_read() -> None:
    assert ["Grüße"] == parts("Grüße".encode("cp1252"))


@pytest.mark.parametrize("number", [0, -1, 2, 10**9])
def test_a_part_that_is_not_there_is_none(number: int) -> None:
    assert part_of(b"short", number) is None


def test_a_part_is_as_large_as_it_says() -> None:
    assert all(len(one.encode()) <= PART_BYTES + text._LONGEST_LINE for one in parts(b"word word\n" * 100_000))
