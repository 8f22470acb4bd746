"""Erasing what a reporter wrote and who they are: rows go, entries stay, a signed entry says so (K1, THREATS 4.16).

Which entries' words belong to a party follows from the facts alone, so that whoever
verifies works it out again: a tombstone covers nothing but these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evenhand.people.communities import Community
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Actor, Fact, Party, Standing
from evenhand.record import files as kept
from evenhand.record import models
from evenhand.record.ledger import CaseFile, Recorded
from evenhand.record.rooms import IDENTITY, NAMES, line

__all__ = ["erase", "erased_of", "words_of"]

OF_ACCESS = (
    f.AccessAsked,
    f.AccessExtended,
    f.AccessPrepared,
    f.AccessChecked,
    f.AccessGiven,
    f.AccessRefused,
    f.AccessTakenBack,
)
"""What a request for the data kept about somebody leaves in the record."""


def words_of(party: Party, entries: Iterable[Recorded]) -> Iterator[Recorded]:
    """The entries whose words are this party's: their whole line, their name, and what their form said of others."""
    reporting: Party | None = None
    entries = list(entries)
    given = {(g.party, g.version) for g in (r.happened.fact for r in entries) if isinstance(g, f.AccessGiven)}
    for recorded in entries:
        fact = recorded.happened.fact
        if isinstance(fact, f.ReportReceived | f.ReportAddedTo | f.ReportBrought):
            reporting = fact.party
        about = _is_of(party, recorded, reporting) or _may_show(party, fact, given)
        if recorded.has_words and about:
            yield recorded


def _may_show(party: Party, fact: Fact, given: set[tuple[Party, int]]) -> bool:
    """What was written down to answer their own request; and files that others were not given, with what was found.

    A second member found nobody in the files that others have: those stay theirs.
    """
    if isinstance(fact, OF_ACCESS) and fact.party == party:
        return True
    if isinstance(fact, f.AccessPrepared):
        return (fact.party, fact.version) not in given
    return isinstance(fact, f.AccessChecked)


def _is_of(party: Party, recorded: Recorded, reporting: Party | None) -> bool:
    """In the names room only what intake laid there from this party's form; what members wrote is their own."""
    happened = recorded.happened
    if recorded.room == line(party) or happened.by == Actor.party(party):
        return True
    if recorded.room == IDENTITY:
        return isinstance(happened.fact, f.IdentityGiven) and happened.fact.party == party
    return recorded.room == NAMES and happened.by.standing is Standing.CLERK and reporting == party


def erase(file: CaseFile, party: Party, by: Recorded, files: Iterable[str]) -> None:
    """Delete a party's words and the parts of their files, each under a tombstone that names the signed entry.

    Inside the caller's transaction. The entries themselves never change, so the chain goes on.
    """
    found = [recorded for recorded in words_of(party, file.entries) if recorded.seq < by.seq]
    words = [recorded.entry for recorded in found]
    parts = list({*(bytes.fromhex(uid) for uid in files), *_put_together(found)})
    gone = [*words, *parts]
    known = {bytes(e) for e in models.Tombstone.objects.filter(erased__in=gone).values_list("erased", flat=True)}
    models.Tombstone.objects.bulk_create(
        models.Tombstone(erased=one, entry=by.entry) for one in gone if one not in known
    )
    models.Words.objects.filter(entry__in=words).delete()
    models.FilePart.objects.filter(file__in=parts).delete()


def _put_together(found: Iterable[Recorded]) -> Iterator[bytes]:
    """The ids of the files that were put together to answer a request: each is a copy of its own."""
    for recorded in found:
        if isinstance(recorded.happened.fact, f.AccessPrepared):
            yield from (kept.read_mark(mark)[0] for mark in recorded.happened.fact.sealed)


def erased_of(community: Community, uid: bytes) -> int:
    """How many entries of a case have lost their words in this way."""
    entries = models.Entry.objects.filter(case__community_id=community.pk, case_id=uid).values("uid")
    return models.Tombstone.objects.filter(erased__in=entries).count()
