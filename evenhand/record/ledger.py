"""The ledger: a case's entries, appended under its lock, chained and signed (decision 5).

Everything outside this package gets frozen values, never rows. The clerk opens facts;
words are opened by whoever holds the room, elsewhere (`rooms`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from evenhand.people import watch
from evenhand.people.communities import Community
from evenhand.people.keys import clerks, instance_id
from evenhand.people.models import Community as CommunityRow
from evenhand.people.occasion import Occasion
from evenhand.people.rows import add_one, hold, insert, pick
from evenhand.procedure import codec
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Actor, Fact, Happened, KeysChanged
from evenhand.procedure.state import CaseState, fold
from evenhand.record import models
from evenhand.record.entries import Index, Recorded, opened_entry
from evenhand.record.shelf import SHELF, Kept
from evenhand.vault import chain
from evenhand.vault.domains import Domain
from evenhand.vault.errors import SealBrokenError
from evenhand.vault.keyring import COMMITTEE, COUNCIL, Keyring, open_keyring, seal_keyring
from evenhand.vault.keys import SigningKey
from evenhand.vault.place import Place
from evenhand.vault.primitives import framed
from evenhand.vault.sealing import filler_words, seal_words

__all__ = [
    "FACT_BUCKETS",
    "CaseFile",
    "NewEntry",
    "NoSuchCaseError",
    "Ready",
    "RecessError",
    "Recorded",
    "Unwritten",
    "acts",
    "append",
    "count_act",
    "count_ahead",
    "folded",
    "is_behind",
    "keep",
    "keep_summary",
    "load",
    "opened_entry",
    "ready",
    "require_no_recess",
    "sealed_words",
    "start",
    "summary_of",
    "write",
]

FACT_BUCKETS = (2048, 8192, 32768)
"""Sealed facts are this long, so that a row's size does not say what kind of act it was (THREATS 6)."""


class RecessError(Exception):
    """The database is behind what was acknowledged: nothing is written until two members have signed what was lost."""


class NoSuchCaseError(Exception):
    """There is no such case, or it is not for you: nobody can tell which."""


@dataclass(frozen=True, slots=True)
class Unwritten:
    """An entry that was appended and is not in the database yet: its sealed fact and its sealed words."""

    recorded: Recorded
    fact: bytes
    words: bytes


@dataclass(frozen=True)  # without slots, so that `replace` is quick: every fact makes another one
class CaseFile:
    """A case as the ledger gives it out: its chain's head, its keyring, its entries."""

    community: Community
    uid: bytes
    seq: int
    head: bytes
    keyring: Keyring
    entries: tuple[Recorded, ...] = ()
    unwritten: tuple[Unwritten, ...] = field(default=(), repr=False)
    """Rows of an act under way: `keep` writes them all at once."""
    is_new: bool = False
    together: bytes = field(default=b"", repr=False)
    """How the ids of the entries begin with which one person's report opens a case: `start` says why."""
    index: Index | None = None
    """Where each entry is found, for who only looks; whoever acts adds entries, and reads them through."""

    def of(self, *kinds: type[Fact]) -> tuple[Recorded, ...]:
        """The entries with facts of these kinds, in their order."""
        if self.index is None:
            return tuple(r for r in self.entries if isinstance(r.happened.fact, kinds))
        found = [recorded for kind in kinds for recorded in self.index.kinds.get(kind, ())]
        return tuple(sorted(found, key=lambda r: r.seq))

    @property
    def spoken(self) -> tuple[tuple[str, int], ...]:
        """Rooms and their epochs in which words were said, in the order in which they came."""
        return tuple((self.index or Index().with_more(self.entries)).spoken)

    @property
    def place(self) -> Place:
        """Where things of this case are sealed."""
        return Place(instance_id(), self.community.uid, self.uid)

    @property
    def number(self) -> str:
        """The case's random number, as addresses have it."""
        return self.uid.hex()


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What an act wants to add: a fact, and words for one room if there are any."""

    fact: Fact
    by: Actor
    room: str = ""
    words: bytes = field(default=b"", repr=False)
    entry: bytes = b""
    """The entry's id where the caller had to know it before; else a new one."""


def start(community: Community, uid: bytes, keyring: Keyring, *, together: bytes = b"") -> CaseFile:
    """A case without entries; `keep` writes it. Nothing here needs the database, so no lock is held meanwhile.

    Entries whose ids begin ``together`` lie side by side in every index: then a report touches nine pages of the
    database less, while everybody waits for its lock (ADR 9). Only where all that is written opens one case for one
    person: a party sees the ids of what was said to them, and two who compare theirs must find nothing in common.
    """
    return CaseFile(community, uid, 0, chain.genesis(uid), keyring, is_new=True, together=together)


def load(community: Community, uid: bytes, *, lock: bool = False) -> CaseFile:
    """A case with its entries, facts opened; `lock` holds it until the transaction ends. Two queries.

    Whoever locks a case holds its community already: see `require_no_recess`. Whoever only
    looks opens what has come since this process looked last.
    """
    found = models.Case.objects.filter(community_id=community.pk, uid=uid)
    row = (found.select_for_update() if lock else found).first()
    if row is None:
        raise NoSuchCaseError
    place = Place(community.place.instance, community.uid, uid)
    keyring = open_keyring(bytes(row.keyring), clerks(), place)
    file = CaseFile(community, uid, row.seq, bytes(row.head), keyring)
    file = replace(file, entries=_read(file, 0)) if lock else _since_last(file)
    _require_newest_keys(file)
    return file


def folded(file: CaseFile) -> CaseState:
    """The state that the entries of a case lead to."""
    kept = SHELF.find(file.uid)
    if kept is not None and (kept.seq, kept.head) == (file.seq, file.head):
        return kept.state
    return fold(recorded.happened for recorded in file.entries)


def _read(file: CaseFile, after: int) -> tuple[Recorded, ...]:
    rows = models.Entry.objects.filter(case_id=file.uid, seq__gt=after, seq__lte=file.seq).order_by("seq")
    return tuple(opened_entry(file.place, row) for row in rows)


def _since_last(file: CaseFile) -> CaseFile:
    """The case with what lies on the shelf, if the chain goes on from there, and what has come since."""
    kept = SHELF.find(file.uid)
    if kept is not None and kept.seq <= file.seq:
        new = _read(file, kept.seq)
        if (new[0].header.previous if new else file.head) == kept.head:
            state = fold((one.happened for one in new), kept.state)
            return _laid_down(file, kept.entries + new, state, kept.index.with_more(new) if new else kept.index)
    entries = _read(file, 0)
    return _laid_down(file, entries, fold(one.happened for one in entries), Index().with_more(entries))


def _laid_down(file: CaseFile, entries: tuple[Recorded, ...], state: CaseState, index: Index) -> CaseFile:
    SHELF.keep(file.uid, Kept(file.seq, file.head, entries, state, index))
    return replace(file, entries=entries, index=index)


def append(file: CaseFile, new: NewEntry, signing: SigningKey, occasion: Occasion) -> CaseFile:
    """Add an entry at the end of the chain, inside the caller's transaction and lock; `keep` writes it.

    Words are sealed to the newest epoch of their room and bound to the entry's random id,
    so that they never depend on the number under which they end up.
    """
    entry = new.entry or file.together + occasion.new_id()[len(file.together) :]
    epoch = file.keyring.current_room_epoch(new.room) or 0 if new.room else 0
    place = file.place.at(room=new.room, epoch=epoch, entry=entry)
    sealed = (
        seal_words(new.words, file.keyring.public_of(new.room), place) if new.room else filler_words(occasion.entropy)
    )
    header = chain.EntryHeader(file.uid, file.seq + 1, file.head, chain.words_hash(sealed))
    raw = framed(codec.encode(new.fact, new.by, occasion.now), new.room.encode(), epoch.to_bytes(4))
    signature = chain.sign_fact(header, raw, signing)
    fact_place = file.place.at(entry=entry)
    packed = chain.pack_fact(raw, signature)
    sealed_fact = clerks().seal(Domain.FACT, fact_place, packed, occasion.entropy, buckets=FACT_BUCKETS)
    head = chain.next_hash(file.uid, header.seq, file.head, header.to_bytes(), sealed_fact, header.words_hash)
    happened = Happened(occasion.now, new.by, new.fact, entry.hex())
    recorded = Recorded(header.seq, entry, happened, new.room, epoch, header, raw, signature)
    return replace(
        file,
        seq=header.seq,
        head=head,
        entries=(*file.entries, recorded),
        index=None,
        unwritten=(*file.unwritten, Unwritten(recorded, sealed_fact, sealed)),
    )


def keep(file: CaseFile, summary: bytes, wake_on: datetime | None, occasion: Occasion) -> None:
    """Write an act at its end: its entries and words, then the case row with head, keyring, summary and waking hour."""
    write(ready(file, summary, wake_on, occasion))


@dataclass(frozen=True, slots=True)
class Ready:
    """An act with everything sealed that is to be written: nothing is left to do while others wait for the lock."""

    file: CaseFile
    row: Mapping[str, Any] = field(repr=False)  # Any: what each column takes
    hour: datetime


def ready(file: CaseFile, summary: bytes, wake_on: datetime | None, occasion: Occasion) -> Ready:
    """Seal the keyring of an act at its end; nothing is written yet."""
    row = {
        "seq": file.seq,
        "head": file.head,
        "keyring": seal_keyring(file.keyring, clerks(), file.place, occasion.entropy),
        "summary": summary,
        "wake_on": wake_on,
        "touched_on": occasion.now.date(),
    }
    return Ready(file, row, occasion.hour)


def write(done: Ready) -> None:
    """Write an act inside the caller's transaction: the case's row, its entries, their words."""
    file = done.file
    if file.is_new:
        insert(models.Case, {"uid": file.uid, "community": file.community.pk, **done.row})
    else:
        models.Case.objects.filter(uid=file.uid).update(**done.row)
    _write_entries(file, done.hour)


def _write_entries(file: CaseFile, hour: datetime) -> None:
    """Insert the entries of an act and their words, in two statements however many they are."""
    new = file.unwritten
    insert(
        models.Entry,
        *(
            {
                "case": file.uid,
                "seq": one.recorded.seq,
                "uid": one.recorded.entry,
                "previous": one.recorded.header.previous,
                "words_hash": one.recorded.header.words_hash,
                "fact": one.fact,
                "hour": hour,
            }
            for one in new
        ),
    )
    insert(models.Words, *({"entry": one.recorded.entry, "blob": one.words} for one in new))


def keep_summary(file: CaseFile, summary: bytes, wake_on: datetime | None) -> None:
    """Write what the clock worked out anew; the case itself was not touched."""
    models.Case.objects.filter(uid=file.uid, seq=file.seq).update(summary=summary, wake_on=wake_on)


def summary_of(file: CaseFile) -> bytes:
    """The summary that is stored for this case."""
    return bytes(models.Case.objects.values_list("summary", flat=True).get(uid=file.uid))


def require_no_recess(community: Community) -> None:
    """Hold the community until the transaction ends; raise where this database is behind its mark (THREATS 5, traps 4).

    Every transaction that writes begins here. So there is one order in which things are
    held, the community and then its cases, and nobody waits for somebody who waits for
    them; and the roster that is loaded after this is the one that stands at the commit.
    """
    mark = watch.high_water(community.uid)  # before the database is asked: see `watch`
    held = hold(CommunityRow, ("acts",), id=community.pk)
    if held is None:
        raise CommunityRow.DoesNotExist
    _require_caught_up(held[0], mark)


def count_ahead(community: Community) -> int:
    """`require_no_recess` and `count_act` in one statement, for an act that is sealed already; raise as they do.

    Whoever writes nothing after this rolls back.
    """
    mark = watch.high_water(community.uid)  # before the database is asked: see `watch`
    counted = count_act(community)
    _require_caught_up(counted - 1, mark)
    return counted


def _require_caught_up(held: int, mark: int) -> None:
    if held < mark:
        message = (
            "This database is older than what was already acknowledged, so nothing is written. "
            "What you can read is what it holds. Two members sign at the office what was lost; then work goes on."
        )
        raise RecessError(message)


def is_behind(community: Community) -> bool:
    """Whether a recess stands, for those who only look and hold nothing."""
    mark = watch.high_water(community.uid)  # before the database is asked: see `watch`
    return acts(community) < mark


def count_act(community: Community) -> int:
    """Count one committed act of this community; the caller raises the high-water mark after the commit."""
    counted = add_one(CommunityRow, "acts", id=community.pk)
    if counted is None:
        raise CommunityRow.DoesNotExist
    return counted


def acts(community: Community) -> int:
    """How many acts of this community the database holds."""
    found = pick(CommunityRow, ("acts",), id=community.pk)
    if found is None:
        raise CommunityRow.DoesNotExist
    return int(found[0])


def sealed_words(file: CaseFile, entries: Iterable[Recorded]) -> Mapping[bytes, bytes]:
    """The sealed words of these entries, by entry, in one query; erased ones are missing."""
    unwritten = {one.recorded.entry: one.words for one in file.unwritten}
    wanted = [recorded.entry for recorded in entries if recorded.has_words]
    rows = models.Words.objects.filter(entry__in=[entry for entry in wanted if entry not in unwritten])
    return {entry: words for entry, words in unwritten.items() if entry in wanted} | {
        bytes(row.entry): bytes(row.blob) for row in rows
    }


def _require_newest_keys(file: CaseFile) -> None:
    """Raise where an earlier keyring was put back: what is written next would open to somebody who was taken out."""
    epochs: dict[str, int] = {}
    for recorded in file.of(KeysChanged):
        if isinstance(recorded.happened.fact, KeysChanged):
            epochs[recorded.happened.fact.circle] = recorded.happened.fact.epoch
    for circle in (COMMITTEE, COUNCIL):
        if (file.keyring.current_epoch(circle) or 0) < epochs.get(circle, 0):
            raise SealBrokenError("the keyring is older than the newest change of keys")
