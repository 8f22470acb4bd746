"""The ledger: appended in order, opened by the clerk, in a constant number of queries (decision 5)."""

import pytest

from evenhand.casework import keychanges, recording
from evenhand.casework.seats import NoSuchCaseError
from evenhand.casework.staging import Stage
from evenhand.people.keys import clerks
from evenhand.procedure import facts as f
from evenhand.record import cases, ledger, models, rooms
from evenhand.vault import chain
from evenhand.vault.domains import Domain
from evenhand.vault.errors import SealBrokenError, VaultError
from tests.cast import Walk
from tests.counting import queries


def noted(walk: Walk, notes: int) -> Walk:
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    for number in range(notes):
        recording.write_note(walk.seat("bo"), walk.occasion, f"Note {number}.")
    return walk


def loaded(walk: Walk) -> ledger.CaseFile:
    return ledger.load(walk.community, bytes.fromhex(walk.number))


def test_entries_come_back_in_the_order_in_which_they_were_added(stage: Stage) -> None:
    walk = noted(Walk(stage).report(), 3)

    file = loaded(walk)

    assert list(range(1, file.seq + 1)) == [recorded.seq for recorded in file.entries]
    assert isinstance(file.entries[0].happened.fact, f.CaseOpened)
    assert [f.NoteWritten()] * 3 == [recorded.happened.fact for recorded in file.entries[-3:]]


def test_every_entry_names_the_one_before_and_the_case_names_the_last(stage: Stage) -> None:
    file = loaded(noted(Walk(stage).report(), 2))
    stored = list(models.Entry.objects.filter(case_id=file.uid).order_by("seq"))

    heads = [bytes(entry.previous) for entry in stored[1:]] + [file.head]

    assert chain.genesis(file.uid) == bytes(stored[0].previous)
    for entry, recorded, head in zip(stored, file.entries, heads, strict=True):
        words = bytes(models.Words.objects.get(entry=bytes(entry.uid)).blob)
        assert chain.check_entry(recorded.header, bytes(entry.fact), words, head)


def test_members_sign_their_acts_and_the_clerk_signs_intakes(stage: Stage) -> None:
    walk = noted(Walk(stage).report(), 1)

    note = loaded(walk).entries[-1]

    assert chain.check_fact(stage.player("bo").keys.signing.public, note.header, note.raw, note.signature)
    with pytest.raises(VaultError):
        chain.check_fact(stage.player("dara").keys.signing.public, note.header, note.raw, note.signature)


def test_a_case_costs_two_queries_however_long_it_is(stage: Stage) -> None:
    walk = noted(Walk(stage).report(), 1)
    short = queries(lambda: loaded(walk))
    for number in range(10):
        recording.write_note(walk.seat("bo"), walk.occasion, f"More {number}.")

    long = queries(lambda: loaded(walk))

    assert 2 == len(short) == len(long)


def test_an_act_costs_the_same_queries_however_long_the_case_is(stage: Stage) -> None:
    walk = noted(Walk(stage).report(), 1)
    short = queries(lambda: recording.write_note(walk.seat("bo"), walk.occasion, "One."))
    for number in range(10):
        recording.write_note(walk.seat("bo"), walk.occasion, f"More {number}.")

    assert len(short) == len(queries(lambda: recording.write_note(walk.seat("bo"), walk.occasion, "Two.")))


def test_there_is_no_case_of_another_number_nor_of_another_community(stage: Stage) -> None:
    walk = Walk(stage).report()

    with pytest.raises(NoSuchCaseError):
        ledger.load(walk.community, bytes(16))
    assert (bytes.fromhex(walk.number),) == cases.everything(walk.community)


def test_a_fact_in_another_entrys_place_is_refused(stage: Stage) -> None:
    walk = noted(Walk(stage).report(), 2)
    first, second = (bytes(e.fact) for e in models.Entry.objects.order_by("-seq")[:2])
    assert first != second
    place, entry = loaded(walk).place, loaded(walk).entries[-1].entry

    with pytest.raises(SealBrokenError):
        clerks().open(Domain.FACT, place.at(entry=entry), second)


def test_nothing_is_written_under_a_keyring_that_was_put_back(stage: Stage) -> None:
    walk = noted(Walk(stage).report(), 1)
    earlier = models.Case.objects.get().keyring
    keychanges.recuse(walk.seat("dara"), walk.occasion)
    models.Case.objects.update(keyring=earlier)

    with pytest.raises(SealBrokenError):
        loaded(walk)


def test_words_that_were_erased_are_missing_and_the_rest_opens(stage: Stage) -> None:
    walk = noted(Walk(stage).report(), 2)
    erased = loaded(walk).entries[-1].entry
    models.Tombstone.objects.create(erased=erased, entry=erased)
    models.Words.objects.filter(entry=erased).delete()

    file = loaded(walk)
    opened = rooms.read(file, rooms.open_keys(file, stage.player("bo").keys.box), file.entries)

    assert erased not in opened
    assert 2 == len(opened)
