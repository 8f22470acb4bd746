"""What holds of every sealed format alike: P3 and P4 of the threat model, at the level of the vault."""

from itertools import permutations

import pytest

from evenhand.vault import UnknownFormatError, VaultError
from evenhand.vault.clerk import new_clerk
from evenhand.vault.domains import BINDINGS, Domain
from evenhand.vault.member_keys import open_with_key, passphrase_key
from evenhand.vault.place import Place
from evenhand.vault.primitives import Entropy
from evenhand.vault.suites import VERSION, Kind, Suite
from tests.vault.samples import MEMBER, PASSPHRASE, PLACE, elsewhere, repeating, samples, slow_samples

SAMPLES = samples()
SLOW = slow_samples()
BINARY = [name for name in SAMPLES if name not in {"form", "handle"}]
PLACES = dict(elsewhere())


def flipped(blob: bytes, bit: int) -> bytes:
    changed = bytearray(blob)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_single_flipped_bit_is_refused(name: str) -> None:
    sample = SAMPLES[name]
    sample.open(sample.blob)

    for bit in range(8 * len(sample.blob)):
        with pytest.raises(VaultError):
            sample.open(flipped(sample.blob, bit))


def test_every_single_flipped_bit_of_member_keys_is_refused() -> None:
    blob = SLOW["member keys"].blob
    info = PLACE.whole_community(MEMBER).info(Domain.MEMBER_KEYS)
    key = passphrase_key(PASSPHRASE, blob, info)
    open_with_key(blob, key, info)

    # The stretched key is computed once: were it computed anew, a changed header would only fail earlier.
    for bit in range(8 * len(blob)):
        with pytest.raises(VaultError):
            open_with_key(flipped(blob, bit), key, info)


@pytest.mark.parametrize("byte", [0, 1, 2, 5, 6, 7, 8, 23, 24, 56, 87, 88, 100, -1])
def test_member_keys_changed_in_any_field_do_not_open_with_the_passphrase(byte: int) -> None:
    sample = SLOW["member keys"]

    with pytest.raises(VaultError):
        sample.open(flipped(sample.blob, 8 * (byte % len(sample.blob))))


def test_flipped_bits_of_a_file_are_refused() -> None:
    sample = SLOW["file"]
    size = 8 * len(sample.blob)
    near_the_ends = [*range(8 * 64), *range(size - 8 * 64, size)]

    for bit in [*near_the_ends, *range(8 * 64, size, 1009)]:
        with pytest.raises(VaultError):
            sample.open(flipped(sample.blob, bit))


@pytest.mark.faults
def test_every_single_flipped_bit_of_a_file_is_refused() -> None:
    sample = SLOW["file"]

    for bit in range(8 * len(sample.blob)):
        with pytest.raises(VaultError):
            sample.open(flipped(sample.blob, bit))


@pytest.mark.parametrize(("here", "there"), [*permutations(SAMPLES | SLOW, 2)])
def test_a_blob_of_one_format_is_never_taken_for_another(here: str, there: str) -> None:
    every = SAMPLES | SLOW

    with pytest.raises(VaultError):
        every[there].open(every[here].blob)


@pytest.mark.parametrize("name", SAMPLES | SLOW)
@pytest.mark.parametrize("where", PLACES)
def test_a_blob_opens_only_at_the_places_that_its_format_does_not_bind(name: str, where: str) -> None:
    sample = (SAMPLES | SLOW)[name]

    if where in sample.binds:
        with pytest.raises(VaultError):
            sample.opens_at(sample.blob, PLACES[where])
    else:
        sample.opens_at(sample.blob, PLACES[where])


@pytest.mark.parametrize("name", [*BINARY, *SLOW])
@pytest.mark.parametrize("length", [0, 1, 2, 6, 17, 18, 33, 40])
def test_a_blob_that_was_cut_off_is_refused(name: str, length: int) -> None:
    sample = (SAMPLES | SLOW)[name]

    with pytest.raises(VaultError):
        sample.open(sample.blob[:length])


@pytest.mark.parametrize("name", [*BINARY, *SLOW])
def test_an_unknown_version_is_refused_by_name(name: str) -> None:
    sample = (SAMPLES | SLOW)[name]

    for version in (0, VERSION + 1, 255):
        with pytest.raises(UnknownFormatError):
            sample.open(bytes((version,)) + sample.blob[1:])


@pytest.mark.parametrize("name", [*BINARY, *SLOW])
def test_an_unknown_or_swapped_suite_is_refused_by_name(name: str) -> None:
    sample = (SAMPLES | SLOW)[name]
    own = sample.blob[1]

    for suite in {0, 2, 255, *Suite} - {own}:
        with pytest.raises(UnknownFormatError):
            sample.open(sample.blob[:1] + bytes((suite,)) + sample.blob[2:])


def test_ten_thousand_seals_draw_ten_thousand_nonces() -> None:
    clerk, drawn = new_clerk(repeating()), _Recording(repeating("nonces"))
    blobs = {clerk.seal(Domain.TOTP_STEP, PLACE, b"same", drawn, size=16) for _ in range(10_000)}

    assert len(blobs) == 10_000
    assert len(drawn.seen) == 10_000
    assert drawn.sizes == {12}


def test_every_purpose_has_a_line_of_its_own_and_a_label_of_its_own() -> None:
    assert set(Domain) == set(BINDINGS)
    assert len(Domain) == len({domain.label for domain in Domain})
    assert set(Kind) == {row.kind for row in BINDINGS.values()}


class _Recording:
    """An entropy that remembers what it gave."""

    def __init__(self, inner: Entropy) -> None:
        self.inner = inner
        self.seen: set[bytes] = set()
        self.sizes: set[int] = set()

    def __call__(self, size: int) -> bytes:
        drawn = self.inner(size)
        self.seen.add(drawn)
        self.sizes.add(size)
        return drawn


def test_two_places_never_share_their_bytes() -> None:
    one = Place(PLACE.instance, PLACE.community, room="ab", entry=b"c")
    other = Place(PLACE.instance, PLACE.community, room="a", entry=b"bc")

    assert one.info(Domain.WORDS) != other.info(Domain.WORDS)
    assert one.info(Domain.WORDS) != one.info(Domain.DRAFT)
