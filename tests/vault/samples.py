"""What the vault's tests share: randomness that repeats, places, and one sample of every sealed format."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from evenhand.vault.chain import EntryHeader, check_fact, pack_fact, sign_fact, unpack_fact, words_hash
from evenhand.vault.clerk import (
    Clerk,
    new_clerk,
    new_sheet,
    unwrap_clerk,
    unwrap_clerk_under_sheet,
    wrap_clerk,
    wrap_clerk_under_sheet,
)
from evenhand.vault.domains import Domain
from evenhand.vault.files import FileKey, open_file, seal_file
from evenhand.vault.keyring import (
    Keyring,
    Wrap,
    open_keyring,
    open_room_key,
    open_seed,
    seal_keyring,
    wrap_room_key,
    wrap_seed,
)
from evenhand.vault.keys import BoxKey, SigningKey
from evenhand.vault.member_keys import (
    FLOOR,
    MemberKeys,
    open_member_keys,
    open_with_recovery,
    seal_for_recovery,
    seal_member_keys,
)
from evenhand.vault.place import Place
from evenhand.vault.rooms import new_seed
from evenhand.vault.sealing import open_for_member, open_words, seal_for_member, seal_words
from evenhand.vault.session import new_cookie, open_session, seal_session
from evenhand.vault.stateless import check_form, mac_form, open_handle, seal_handle

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WITHIN = timedelta(hours=2)
SERVER_SECRET = b"server secret of thirty-two byte"
PASSPHRASE = "a long and friendly passphrase"
MEMBER = b"member-id-16-byt"
PLACE = Place(b"instance-16-byte", b"community-16-byt", b"case-id-16-bytes", "committee", 1, b"entry-id-16-byte")


def repeating(seed: str = "evenhand") -> Callable[[int], bytes]:
    """Return a source of bytes that gives the same ones every time."""
    counter = iter(range(1 << 32))

    def draw(size: int) -> bytes:
        return hashlib.shake_256(f"{seed} {next(counter)}".encode()).digest(size)

    return draw


def elsewhere() -> Iterator[tuple[str, Place]]:
    """Yield places that differ from `PLACE` in one thing each."""
    yield "another instance", Place(b"x" * 16, PLACE.community, PLACE.case, PLACE.room, PLACE.epoch, PLACE.entry)
    yield "another community", Place(PLACE.instance, b"x" * 16, PLACE.case, PLACE.room, PLACE.epoch, PLACE.entry)
    yield "another case", Place(PLACE.instance, PLACE.community, b"x" * 16, PLACE.room, PLACE.epoch, PLACE.entry)
    yield "another room", PLACE.at(room="names")
    yield "another epoch", PLACE.at(epoch=2)
    yield "another entry", PLACE.at(entry=b"x" * 16)


@dataclass(frozen=True)
class Sample:
    """One sealed thing, and how it is opened at a place."""

    blob: bytes
    opens_at: Callable[[bytes, Place], object]
    binds: frozenset[str] = frozenset({"another instance", "another community", "another case"})

    def open(self, blob: bytes) -> object:
        """Open a blob as this sample is opened, where it belongs."""
        return self.opens_at(blob, PLACE)


EVERYWHERE = frozenset(name for name, _ in elsewhere())
CASE = frozenset({"another instance", "another community", "another case"})
COMMUNITY = frozenset({"another instance", "another community"})
INSTANCE = frozenset({"another instance"})


def samples() -> dict[str, Sample]:
    """Seal one sample of every format, for one place and one set of keys."""
    entropy = repeating()
    box, clerk, sheet = BoxKey.generate(entropy), new_clerk(entropy), new_sheet(entropy)
    keys, seed, cookie = MemberKeys.generate(entropy), new_seed(entropy), new_cookie(entropy)
    seed_wrap = wrap_seed(seed, box.public, PLACE, "committee")
    room_wrap = wrap_room_key(keys.box, box.public, PLACE.at(room="line:reporter-1"))
    keyring = Keyring((seed_wrap, room_wrap), {("committee", 1): keys.box.public})
    return {
        "words": Sample(seal_words(b"some words", box.public, PLACE), lambda b, p: open_words(b, box, p), EVERYWHERE),
        "draft": Sample(
            seal_for_member(Domain.DRAFT, b"a draft", box.public, PLACE),
            lambda b, p: open_for_member(Domain.DRAFT, b, box, p),
            EVERYWHERE,
        ),
        "seed wrap": Sample(
            seed_wrap.sealed, lambda b, p: open_seed(Wrap("committee", 1, box.public, b), box, p), CASE
        ),
        "room wrap": Sample(
            room_wrap.sealed, lambda b, p: open_room_key(Wrap(room_wrap.circle, 1, box.public, b), box, p), CASE
        ),
        "keyring": Sample(seal_keyring(keyring, clerk, PLACE, entropy), lambda b, p: open_keyring(b, clerk, p), CASE),
        "fact": Sample(_sealed_fact(clerk), lambda b, p: _open_fact(clerk, b, p), EVERYWHERE),
        "summary": Sample(
            clerk.seal(Domain.SUMMARY, PLACE, b"a summary", entropy, size=1024),
            lambda b, p: clerk.open(Domain.SUMMARY, p, b),
            EVERYWHERE,
        ),
        "handle": Sample(
            seal_handle(clerk, PLACE, b"file keys", entropy).encode(),
            lambda b, p: open_handle(clerk, p, b.decode("latin-1")),
            EVERYWHERE,
        ),
        "clerk under the secret": Sample(
            wrap_clerk(clerk, SERVER_SECRET, PLACE, entropy), lambda b, p: unwrap_clerk(b, SERVER_SECRET, p), INSTANCE
        ),
        "clerk under the sheet": Sample(
            wrap_clerk_under_sheet(clerk, sheet, PLACE, entropy),
            lambda b, p: unwrap_clerk_under_sheet(b, sheet, p),
            INSTANCE,
        ),
        "recovery": Sample(
            seal_for_recovery(keys, sheet, PLACE, MEMBER, entropy),
            lambda b, p: open_with_recovery(b, sheet, p, MEMBER),
            COMMUNITY,
        ),
        "session": Sample(
            seal_session(keys.to_bytes(), cookie, SERVER_SECRET, PLACE, entropy),
            lambda b, p: open_session(b, cookie, SERVER_SECRET, p),
            COMMUNITY,
        ),
        "form": Sample(
            mac_form(SERVER_SECRET, Domain.INTAKE_FORM, b"readers", NOW, place=PLACE).encode(),
            lambda b, p: check_form(
                SERVER_SECRET, Domain.INTAKE_FORM, b.decode("latin-1"), NOW, within=WITHIN, place=p
            ),
            EVERYWHERE,
        ),
    }


def slow_samples() -> dict[str, Sample]:
    """Seal the formats that cost too much to be opened thousands of times."""
    entropy = repeating("slow")
    keys, file_key = MemberKeys.generate(entropy), FileKey.generate(entropy)
    return {
        "member keys": Sample(
            seal_member_keys(keys, PASSPHRASE, PLACE, MEMBER, FLOOR, entropy),
            lambda b, p: open_member_keys(b, PASSPHRASE, p, MEMBER),
            COMMUNITY,
        ),
        "file": Sample(
            seal_file(b"a file", file_key, PLACE, entropy),
            lambda b, p: open_file(b, file_key, p),
            COMMUNITY | {"another entry"},
        ),
    }


def _sealed_fact(clerk: Clerk) -> bytes:
    author = SigningKey.generate(repeating("author"))
    signature = sign_fact(header(), b"fact", author)
    return clerk.seal(Domain.FACT, PLACE, pack_fact(b"fact", signature), repeating("fact"))


def _open_fact(clerk: Clerk, blob: bytes, place: Place) -> bytes:
    fact, signature = unpack_fact(clerk.open(Domain.FACT, place, blob))
    check_fact(SigningKey.generate(repeating("author")).public, header(), fact, signature)
    return fact


def header() -> EntryHeader:
    """Return the header of a second entry."""
    return EntryHeader(PLACE.case, 2, bytes(range(32)), words_hash(b"sealed words"))
