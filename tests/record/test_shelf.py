"""What a process keeps of a case is only ever the beginning of what the database holds."""

from dataclasses import replace

import pytest
from django.db import transaction

from evenhand.casework import keychanges, recording
from evenhand.casework.staging import Stage
from evenhand.casework.verification import verify_number
from evenhand.procedure import facts as f
from evenhand.procedure.state import fold
from evenhand.record import ledger, models
from evenhand.record.entries import Index
from evenhand.record.ledger import CaseFile
from evenhand.record.shelf import SHELF, Kept, Shelf
from evenhand.vault.errors import VaultError
from tests.cast import Walk
from tests.record.test_verifying import changed, drop_triggers


@pytest.fixture
def walk(stage: Stage) -> Walk:
    """A case in which Bo may write."""
    SHELF.clear()
    walk = Walk(stage).report(who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    return walk


def loaded(walk: Walk) -> CaseFile:
    return ledger.load(walk.community, bytes.fromhex(walk.number))


def noted(walk: Walk, text: str = "A note.") -> None:
    recording.write_note(walk.seat("bo"), walk.occasion, text)


def anew(walk: Walk) -> CaseFile:
    """As a process loads it that has never seen it."""
    SHELF.clear()
    return loaded(walk)


def test_what_comes_is_added_to_what_lies_there_and_the_state_is_the_same(walk: Walk) -> None:
    before = loaded(walk)
    noted(walk)

    after = loaded(walk)

    assert before.entries[0] is after.entries[0]
    assert fold(r.happened for r in after.entries) == ledger.folded(after)
    assert anew(walk) == after


def test_what_was_rolled_back_is_not_shown(walk: Walk) -> None:
    before = loaded(walk)
    with transaction.atomic():
        here = transaction.savepoint()
        noted(walk, "Never.")
        assert len(before.entries) + 1 == len(loaded(walk).entries)
        transaction.savepoint_rollback(here)

    assert before.entries == loaded(walk).entries
    noted(walk, "Instead.")
    assert anew(walk) == loaded(walk)


def test_of_two_databases_with_a_case_of_one_number_each_shows_its_own(walk: Walk) -> None:
    here = loaded(walk)
    kept = SHELF.find(here.uid)
    assert kept is not None
    SHELF.keep(here.uid, replace(kept, head=bytes(32), entries=kept.entries[:1]))

    assert here == loaded(walk)


def test_whoever_writes_reads_what_the_database_holds_and_so_does_verify(walk: Walk) -> None:
    noted(walk)
    uid = loaded(walk).uid
    row = models.Entry.objects.filter(case_id=uid).order_by("seq")[1]
    damaged = bytes(row.fact)[:-1] + bytes((bytes(row.fact)[-1] ^ 1,))
    drop_triggers()

    with changed(("UPDATE record_entry SET fact = %s WHERE id = %s", [damaged, row.pk])):
        assert list(verify_number(walk.community, uid))
        with pytest.raises(VaultError), transaction.atomic():
            ledger.load(walk.community, uid, lock=True)


def test_the_shelf_holds_no_more_than_it_may_and_gives_up_what_was_not_looked_at(walk: Walk) -> None:
    file = loaded(walk)
    kept = Kept(file.seq, file.head, file.entries, ledger.folded(file), Index())
    shelf = Shelf(most=2 * len(file.entries))

    for uid in (b"one", b"two", b"one", b"three"):
        if shelf.find(uid) is None:
            shelf.keep(uid, kept)

    assert [True, False, True] == [shelf.find(uid) is not None for uid in (b"one", b"two", b"three")]


def test_nobodys_words_lie_there(walk: Walk) -> None:
    noted(walk, "What nobody else may read")

    lies_there = repr(SHELF.find(loaded(walk).uid))

    assert f.NoteWritten.__name__ in lies_there
    assert "nobody else may read" not in lies_there
