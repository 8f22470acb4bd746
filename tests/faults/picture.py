"""All that a database holds of a community's cases, opened: two pictures are equal if nothing differs but chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evenhand.casework import summaries
from evenhand.casework.staging import Stage
from evenhand.casework.summaries import Summary
from evenhand.outbox.models import Waiting
from evenhand.people import models as people
from evenhand.people import watch
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.procedure.facts import Happened
from evenhand.record import cases, ledger, models, rooms
from evenhand.record.ledger import CaseFile
from evenhand.vault import chain
from evenhand.vault.domains import Domain
from evenhand.vault.keys import BoxKey


@dataclass(frozen=True, slots=True)
class CasePicture:
    """One case: its entries, who opens what, what is owed."""

    happened: tuple[Happened, ...]
    rooms: tuple[tuple[str, int], ...]
    read: Mapping[str, tuple[bytes, ...]]
    """What each person's own key opens."""
    wraps: tuple[tuple[str, int, bytes], ...]
    publics: tuple[tuple[str, int], ...]
    summary: Summary
    wakes: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that an act can change."""

    acts: int
    cases: Mapping[bytes, CasePicture]
    words: int
    parts: tuple[tuple[bytes, int], ...]
    parties: frozenset[bytes]
    outbox: tuple[tuple[bytes, bytes], ...]
    drafts: int
    throttles: int


def taken(stage: Stage, boxes: Mapping[str, BoxKey] | None = None) -> Picture:
    """Open all that is there; raise where a chain does not hold or the mark is above what is there."""
    community = stage.community
    members = {name: stage.player(name).keys.box for name in ("bo", "ines") if name in stage.players}
    readers = members | dict(boxes or {})
    acts = people.Community.objects.values_list("acts", flat=True).get(pk=community.pk)
    assert watch.high_water(community.uid) <= acts
    waiting = Waiting.objects.filter(community_id=community.pk)
    return Picture(
        acts=acts,
        cases={uid: _case(ledger.load(community, uid), readers) for uid in sorted(cases.everything(community))},
        words=models.Words.objects.count(),
        parts=tuple((bytes(file), number) for file, number in models.FilePart.objects.values_list("file", "number")),
        parties=frozenset(bytes(row) for row in models.PartyKey.objects.values_list("lookup", flat=True)),
        outbox=tuple(sorted(_mail(community, bytes(row.uid), bytes(row.blob)) for row in waiting)),
        drafts=people.Draft.objects.count(),
        throttles=people.Throttle.objects.count(),
    )


def _mail(community: Community, uid: bytes, blob: bytes) -> tuple[bytes, bytes]:
    return uid, clerks().open(Domain.LETTER, community.place.whole_community(uid), blob)


def _case(file: CaseFile, readers: Mapping[str, BoxKey]) -> CasePicture:
    row = models.Case.objects.get(uid=file.uid)
    require_whole_chain(file, bytes(row.head))
    keyring = file.keyring
    return CasePicture(
        happened=tuple(r.happened for r in file.entries),
        rooms=tuple((r.room, r.epoch) for r in file.entries),
        read={
            name: tuple(rooms.read(file, rooms.open_keys(file, box), file.entries).values())
            for name, box in readers.items()
        },
        wraps=tuple((w.circle, w.epoch, w.recipient) for w in keyring.wraps),
        publics=tuple(keyring.publics),
        summary=summaries.unseal(bytes(row.summary), file.place),
        wakes=row.wake_on is not None,
    )


def require_whole_chain(file: CaseFile, head: bytes) -> None:
    """Raise unless every stored entry, with its words, is what the one after it and the case's head say."""
    rows = list(models.Entry.objects.filter(case_id=file.uid).order_by("seq"))
    assert [row.seq for row in rows] == list(range(1, file.seq + 1))
    words = {bytes(row.entry): bytes(row.blob) for row in models.Words.objects.filter(entry__in=[r.uid for r in rows])}
    erased = {bytes(row) for row in models.Tombstone.objects.values_list("erased", flat=True)}
    assert {bytes(row.uid) for row in rows} - set(words) <= erased
    heads = [*(bytes(row.previous) for row in rows), head]
    assert heads[0] == chain.genesis(file.uid)
    for row, after in zip(rows, heads[1:], strict=True):
        header = chain.EntryHeader(file.uid, row.seq, bytes(row.previous), bytes(row.words_hash))
        chain.check_entry(header, bytes(row.fact), words.get(bytes(row.uid)), after)
