"""Files in chunks."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.vault import MisuseError, SealBrokenError
from evenhand.vault.files import CHUNK_BYTES, FileOpener, FileSealer, new_file_key, open_file, seal_file, sealed_hash
from evenhand.vault.padding import LENGTH_BYTES
from evenhand.vault.primitives import TAG_BYTES
from tests.vault.samples import PLACE, repeating

KEY = new_file_key(repeating("file"))
ROOM = CHUNK_BYTES - LENGTH_BYTES
SEALED = CHUNK_BYTES + TAG_BYTES
HEADER = 18


def sealed(size: int) -> bytes:
    return seal_file(b"x" * size, KEY, PLACE, repeating())


def chunks(blob: bytes) -> list[bytes]:
    return [blob[at : at + SEALED] for at in range(HEADER, len(blob), SEALED)]


@pytest.mark.parametrize(
    ("size", "count"),
    [(0, 1), (1, 1), (ROOM, 1), (ROOM + 1, 2), (2 * ROOM, 2), (8 * ROOM + 1, 10), (17 * ROOM, 18), (40 * ROOM, 40)],
)
def test_a_file_fills_a_bucket_of_whole_chunks_and_comes_back(size: int, count: int) -> None:
    blob = sealed(size)

    assert HEADER + count * SEALED == len(blob)
    assert open_file(blob, KEY, PLACE) == b"x" * size


@settings(max_examples=20)
@given(st.lists(st.binary(max_size=9).map(lambda part: part * 9_000), max_size=8), st.integers(1_000, 200_000))
def test_a_file_may_arrive_and_be_read_in_any_pieces(parts: list[bytes], step: int) -> None:
    sealer = FileSealer(KEY, PLACE, repeating())
    blob = sealer.header + b"".join(sealer.update(part) for part in parts) + sealer.finish()
    opener = FileOpener(KEY, PLACE)

    opened = b"".join(opener.update(blob[at : at + step]) for at in range(0, len(blob), step)) + opener.finish()

    assert b"".join(parts) == opened
    assert blob == seal_file(b"".join(parts), KEY, PLACE, repeating())


@pytest.mark.parametrize("step", [1_000, SEALED, 10**9])
def test_the_hash_of_a_sealed_file_is_the_same_in_any_pieces_and_as_it_is_sealed(step: int) -> None:
    sealer = FileSealer(KEY, PLACE, repeating())
    blob = sealer.header + sealer.update(b"x" * 200_000) + sealer.finish()

    pieces = [blob[at : at + step] for at in range(0, len(blob), step)]

    assert hashlib.sha256(blob).digest() == sealed_hash(pieces) == sealer.digest()


def test_a_file_that_goes_on_has_no_hash_yet() -> None:
    with pytest.raises(MisuseError):
        FileSealer(KEY, PLACE, repeating()).digest()


def test_a_file_read_byte_by_byte_waits_for_its_header() -> None:
    blob = sealed(5)
    opener = FileOpener(KEY, PLACE)

    for at in range(HEADER + 3):
        assert opener.update(blob[at : at + 1]) == b""
    assert opener.update(blob[HEADER + 3 :]) + opener.finish() == b"x" * 5


def test_a_file_with_a_chunk_dropped_doubled_moved_or_cut_off_is_refused() -> None:
    blob = sealed(2 * ROOM + 1)
    head, (one, two, three) = blob[:HEADER], chunks(blob)

    for changed in (
        [one, two],
        [one, three],
        [two, three],
        [two, one, three],
        [one, one, two, three],
        [one, two, three, three],
        [one, two, three[:-1]],
        [one, two, three + b"\0"],
        [],
    ):
        with pytest.raises(SealBrokenError):
            open_file(head + b"".join(changed), KEY, PLACE)


def test_a_chunk_of_another_file_under_the_same_key_is_refused() -> None:
    mine = seal_file(b"x" * 2 * ROOM, KEY, PLACE, repeating("one"))
    theirs = seal_file(b"y" * 2 * ROOM, KEY, PLACE, repeating("two"))

    with pytest.raises(SealBrokenError):
        open_file(mine[:HEADER] + chunks(mine)[0] + chunks(theirs)[1], KEY, PLACE)


def test_another_files_key_does_not_open_it() -> None:
    with pytest.raises(SealBrokenError):
        open_file(sealed(1), new_file_key(repeating("other")), PLACE)


def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(SealBrokenError):
        open_file(b"", KEY, PLACE)


def test_a_file_does_not_go_on_after_its_end() -> None:
    sealer = FileSealer(KEY, PLACE, repeating())
    blob = sealer.header + sealer._seal(b"short", last=False) + sealer._seal(b"more", last=True)

    with pytest.raises(SealBrokenError):
        open_file(blob, KEY, PLACE)


def test_a_finished_file_takes_no_more() -> None:
    sealer, opener = FileSealer(KEY, PLACE, repeating()), FileOpener(KEY, PLACE)
    opener.update(sealer.header + sealer.finish())
    opener.finish()

    for again in (sealer.finish, lambda: sealer.update(b""), opener.finish, lambda: opener.update(b"")):
        with pytest.raises(MisuseError):
            again()
