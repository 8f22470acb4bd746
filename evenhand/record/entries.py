"""One entry of a case, as the clerk opens it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from evenhand.people.keys import clerks
from evenhand.procedure import codec
from evenhand.procedure.facts import Fact, Happened
from evenhand.record import models
from evenhand.vault import chain
from evenhand.vault.domains import Domain
from evenhand.vault.errors import SealBrokenError
from evenhand.vault.place import Place
from evenhand.vault.reader import Reader


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry as the clerk opens it: its place in the chain, its fact, the room of its words."""

    seq: int
    entry: bytes
    happened: Happened
    room: str
    epoch: int
    header: chain.EntryHeader
    raw: bytes
    signature: bytes

    @property
    def has_words(self) -> bool:
        """Whether somebody's words were sealed with it."""
        return bool(self.room)


@dataclass(frozen=True, slots=True)
class Index:
    """A case's entries by what is asked of them: a page of a long case does not read all of it through."""

    kinds: Mapping[type[Fact], tuple[Recorded, ...]] = field(default_factory=dict)
    """The entries of each kind of fact, in their order."""
    spoken: Mapping[tuple[str, int], None] = field(default_factory=dict)
    """Rooms and their epochs in which words were said, in the order in which they came."""

    def with_more(self, entries: Iterable[Recorded]) -> Index:
        """The same with entries that come after."""
        kinds: dict[type[Fact], list[Recorded]] = {}
        spoken = dict(self.spoken)
        for recorded in entries:
            kinds.setdefault(type(recorded.happened.fact), []).append(recorded)
            if recorded.has_words:
                spoken[recorded.room, recorded.epoch] = None
        more = {kind: (*self.kinds.get(kind, ()), *new) for kind, new in kinds.items()}
        return Index({**self.kinds, **more}, spoken)


def opened_entry(place: Place, row: models.Entry) -> Recorded:
    """An entry as the clerk opens it; raises `VaultError` where it is not what was sealed."""
    entry = bytes(row.uid)
    packed = clerks().open(Domain.FACT, place.at(entry=entry), bytes(row.fact))
    raw, signature = chain.unpack_fact(packed)
    header = chain.EntryHeader(place.case, row.seq, bytes(row.previous), bytes(row.words_hash))
    return _recorded(raw, signature, header, entry)


def _recorded(raw: bytes, signature: bytes, header: chain.EntryHeader, entry: bytes) -> Recorded:
    reader = Reader(raw)
    encoded, room, epoch = reader.framed(), reader.text(), reader.framed_number()
    reader.end()
    fact, by, at = codec.decode(encoded)
    if header.seq < 1:
        raise SealBrokenError("an entry has a number from one")
    happened = Happened(at, by, fact, entry.hex())
    return Recorded(header.seq, entry, happened, room, epoch, header, raw, signature)
