"""Rooms: what one's own key opens, and nothing else (decision 2)."""

import pytest

from evenhand.casework.staging import Stage
from evenhand.record import ledger, rooms
from evenhand.vault.errors import VaultError
from evenhand.vault.keyring import COMMITTEE, COUNCIL, Keyring, open_room_key, open_seed
from evenhand.vault.keys import BoxKey
from evenhand.vault.place import Place
from tests.cast import Walk, dice

PLACE = Place(b"i" * 16, b"c" * 16, b"a" * 16)
LINE = rooms.line("reporter-1")


def boxes(number: int) -> list[BoxKey]:
    draw = dice("boxes")
    return [BoxKey.generate(draw) for _ in range(number)]


def keys(keyring: Keyring, box: BoxKey) -> rooms.Keys:
    """What this key opens, without a database."""
    seeds = {(w.circle, w.epoch): open_seed(w, box, PLACE) for w in keyring.wraps_for(box.public) if not w.room}
    singles = {
        (w.room, w.epoch): open_room_key(w, box, PLACE.at(room=w.room, epoch=w.epoch))
        for w in keyring.wraps_for(box.public)
        if w.room
    }
    return rooms.Keys(PLACE, seeds, singles)


def begun(*holders: BoxKey) -> Keyring:
    recipients = [box.public for box in holders]
    return rooms.new_epoch(Keyring(), PLACE, COMMITTEE, recipients, [LINE], dice("one"))[0]


def next_epoch(keyring: Keyring, *holders: BoxKey) -> Keyring:
    recipients = [box.public for box in holders]
    return rooms.new_epoch(keyring, PLACE, COMMITTEE, recipients, [LINE], dice("two"))[0]


def test_a_holder_opens_every_room_of_the_circle_and_a_stranger_none() -> None:
    holder, stranger = boxes(2)
    keyring = begun(holder)

    for room in (*rooms.CIRCLE_ROOMS[COMMITTEE], LINE):
        key = keys(keyring, holder).key_of(room, 1)
        assert key is not None
        assert keyring.public_of(room) == key.public
        assert keys(keyring, stranger).key_of(room, 1) is None


def test_the_committees_circle_does_not_open_the_councils_room() -> None:
    (holder,) = boxes(1)

    assert keys(begun(holder), holder).key_of(COUNCIL, 1) is None


def test_whoever_is_left_out_of_a_new_epoch_opens_the_old_one_only() -> None:
    stays, goes = boxes(2)
    keyring = next_epoch(begun(stays, goes), stays)

    opened = [
        (box is stays, epoch) for box in (stays, goes) for epoch in (1, 2) if keys(keyring, box).key_of(LINE, epoch)
    ]

    assert [(True, 1), (True, 2), (False, 1)] == opened


def test_an_epoch_is_never_counted_twice_where_its_holders_are_gone() -> None:
    goes, comes = boxes(2)
    keyring = begun(goes).without(goes.public)

    after = next_epoch(keyring, comes)

    assert 2 == after.current_epoch(COMMITTEE)
    assert after.public_of(LINE, 1) != after.public_of(LINE, 2)


def test_a_newcomer_gets_every_epoch_or_none() -> None:
    old, late, newcomer = boxes(3)
    keyring = next_epoch(begun(old), old, late)

    all_of_them = rooms.admit(keyring, keys(keyring, old), COMMITTEE, newcomer.public)

    assert {1, 2} == {wrap.epoch for wrap in all_of_them.wraps_for(newcomer.public)}
    with pytest.raises(VaultError):
        rooms.admit(keyring, keys(keyring, late), COMMITTEE, newcomer.public)


def test_letting_somebody_in_twice_changes_nothing() -> None:
    old, newcomer = boxes(2)
    keyring = begun(old)
    once = rooms.admit(keyring, keys(keyring, old), COMMITTEE, newcomer.public)

    assert once == rooms.admit(once, keys(once, old), COMMITTEE, newcomer.public)


def test_an_epoch_that_only_somebody_outside_holds_keeps_nobody_from_coming_in() -> None:
    gone, present, newcomer = boxes(3)
    keyring = next_epoch(begun(gone), present)

    after = rooms.admit(keyring, keys(keyring, present), COMMITTEE, newcomer.public)

    assert frozenset({2}) == rooms.held_epochs(keyring, COMMITTEE)
    assert {2} == {wrap.epoch for wrap in after.wraps_for(newcomer.public)}


def test_a_party_opens_their_line_and_no_other_room() -> None:
    holder, party = boxes(2)
    keyring = begun(holder)
    keyring = rooms.wrap_line(keyring, keys(keyring, holder), "reporter-1", party.public)

    own = keys(keyring, party)

    assert own.key_of(LINE, 1) is not None
    for room in (*rooms.CIRCLE_ROOMS[COMMITTEE], rooms.line("reported-1"), COUNCIL):
        assert own.key_of(room, 1) is None
    assert keyring == rooms.wrap_line(keyring, keys(keyring, holder), "reporter-1", party.public)


def test_a_wrap_of_another_case_opens_nothing(stage: Stage) -> None:
    walk = Walk(stage).report()
    first = ledger.load(walk.community, bytes.fromhex(walk.number))
    walk.report("Another.")
    second = ledger.load(walk.community, bytes.fromhex(walk.number))
    swapped = ledger.CaseFile(second.community, second.uid, second.seq, second.head, first.keyring)

    with pytest.raises(VaultError):
        rooms.open_keys(swapped, stage.player("bo").keys.box)
