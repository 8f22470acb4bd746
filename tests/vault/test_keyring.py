"""Circles, wraps and the keyring."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.vault import MisuseError, SealBrokenError, UnknownFormatError, VaultError
from evenhand.vault.clerk import CLERK_OVERHEAD, new_clerk
from evenhand.vault.keyring import (
    COMMITTEE,
    COUNCIL,
    Keyring,
    Wrap,
    open_keyring,
    open_room_key,
    open_seed,
    seal_keyring,
    wrap_room_key,
    wrap_seed,
)
from evenhand.vault.keys import BoxKey
from evenhand.vault.primitives import framed
from evenhand.vault.rooms import new_seed, room_key
from tests.vault.samples import PLACE, repeating

ADA, BEN, CLEO = (BoxKey.generate(repeating(name)) for name in ("ada", "ben", "cleo"))
CLERK = new_clerk(repeating("clerk"))
FIRST, SECOND = new_seed(repeating("first")), new_seed(repeating("second"))


def circle_of(*holders: BoxKey) -> Keyring:
    wraps = (wrap_seed(FIRST, holder.public, PLACE, COMMITTEE) for holder in holders)
    return Keyring().with_wraps(*wraps).with_publics(1, {"committee": room_key(FIRST, PLACE).public})


def test_each_holder_opens_the_same_seed() -> None:
    keyring = circle_of(ADA, BEN)

    for holder in (ADA, BEN):
        (wrap,) = keyring.wraps_for(holder.public)
        assert open_seed(wrap, holder, PLACE) == FIRST


def test_somebody_elses_wrap_does_not_open() -> None:
    (wrap,) = circle_of(ADA).wraps

    with pytest.raises(SealBrokenError):
        open_seed(wrap, BEN, PLACE)


@pytest.mark.parametrize(
    "claimed",
    [Wrap("council", 1, ADA.public, b""), Wrap("committee", 2, ADA.public, b""), Wrap("committee", 1, BEN.public, b"")],
)
def test_a_wrap_under_another_circle_epoch_or_recipient_is_refused(claimed: Wrap) -> None:
    sealed = wrap_seed(FIRST, ADA.public, PLACE, COMMITTEE).sealed

    with pytest.raises(SealBrokenError):
        open_seed(Wrap(claimed.circle, claimed.epoch, claimed.recipient, sealed), ADA, PLACE)


def test_a_single_rooms_key_is_wrapped_to_somebody_outside_its_circle() -> None:
    line = PLACE.at(room="line:reporter-1")
    key = room_key(FIRST, line)

    wrap = wrap_room_key(key, CLEO.public, line)

    assert wrap.circle == "room:line:reporter-1"
    assert wrap.room == "line:reporter-1"
    assert open_room_key(wrap, CLEO, PLACE) == key
    with pytest.raises(SealBrokenError):
        open_seed(wrap, CLEO, PLACE)


def test_a_recused_member_keeps_the_old_epoch_and_never_gets_the_new_one() -> None:
    later = PLACE.at(epoch=2)
    keyring = circle_of(ADA, BEN).with_wraps(wrap_seed(SECOND, ADA.public, later, COMMITTEE))
    after = keyring.without(BEN.public)

    assert keyring.current_epoch(COMMITTEE) == 2
    assert keyring.recipients(COMMITTEE, 2) == (ADA.public,)
    assert after.wraps_for(BEN.public) == ()
    assert set(after.wraps_of(COMMITTEE, 1)) == set(after.wraps_for(ADA.public)) - set(after.wraps_of(COMMITTEE, 2))


def test_a_member_can_be_taken_out_of_one_circle_only() -> None:
    both = circle_of(ADA).with_wraps(wrap_seed(SECOND, ADA.public, PLACE, COUNCIL))

    assert both.without(ADA.public, COUNCIL) == circle_of_same(both, COMMITTEE)
    assert both.circles() == (COMMITTEE, COUNCIL)
    assert both.wraps_of(COMMITTEE)[0].room is None


def circle_of_same(keyring: Keyring, circle: str) -> Keyring:
    return Keyring(keyring.wraps_of(circle), keyring.publics)


def test_the_key_to_seal_to_is_the_newest_unless_an_epoch_is_named() -> None:
    keyring = circle_of(ADA).with_publics(2, {"committee": ADA.public})

    assert keyring.public_of("committee") == ADA.public
    assert keyring.public_of("committee", 1) == room_key(FIRST, PLACE).public
    assert keyring.current_room_epoch("committee") == 2


def test_a_keyring_says_when_it_has_no_such_room_or_circle() -> None:
    empty = Keyring()

    assert empty.current_epoch(COMMITTEE) is None
    assert empty.current_room_epoch("names") is None
    with pytest.raises(MisuseError):
        empty.public_of("names")
    with pytest.raises(MisuseError):
        circle_of(ADA).public_of("committee", 9)


def test_a_rooms_public_key_never_changes_within_an_epoch() -> None:
    keyring = circle_of(ADA)

    assert keyring.with_publics(1, {"committee": keyring.public_of("committee")}) == keyring
    with pytest.raises(MisuseError):
        keyring.with_publics(1, {"committee": ADA.public})
    with pytest.raises(MisuseError):
        keyring.with_publics(1, {"names": b"short"})


def test_a_circles_epoch_is_wrapped_to_each_recipient_once() -> None:
    with pytest.raises(MisuseError):
        circle_of(ADA).with_wraps(wrap_seed(SECOND, ADA.public, PLACE, COMMITTEE))


RAW = st.builds(
    Keyring,
    st.lists(
        st.builds(Wrap, st.text(max_size=5), st.integers(0, 3), st.binary(max_size=4), st.binary(max_size=4)),
        unique_by=lambda wrap: (wrap.circle, wrap.epoch, wrap.recipient),
        max_size=5,
    ).map(tuple),
    st.dictionaries(st.tuples(st.text(max_size=5), st.integers(0, 3)), st.binary(max_size=4), max_size=5),
)


@given(RAW)
def test_a_keyring_is_read_back_from_its_one_form(keyring: Keyring) -> None:
    raw = keyring.to_bytes()

    assert keyring == Keyring.from_bytes(raw)
    assert raw == Keyring.from_bytes(raw).to_bytes()


def test_the_order_of_adding_leaves_no_trace() -> None:
    one, two = circle_of(ADA).wraps[0], circle_of(BEN).wraps[0]

    assert Keyring((one, two)).to_bytes() == Keyring((two, one)).to_bytes()


def test_a_keyring_in_another_form_is_refused() -> None:
    one, two = sorted(circle_of(ADA, BEN).wraps)
    parts = [framed(w.circle.encode(), w.epoch.to_bytes(4), w.recipient, w.sealed) for w in (two, one)]

    with pytest.raises(SealBrokenError):
        Keyring.from_bytes(b"\1" + framed(b"".join(parts), b""))
    with pytest.raises(SealBrokenError):
        Keyring.from_bytes(Keyring().to_bytes() + b"\0")
    with pytest.raises(UnknownFormatError):
        Keyring.from_bytes(b"\2" + Keyring().to_bytes()[1:])


def test_sealed_keyrings_of_a_small_committee_have_one_size() -> None:
    small = seal_keyring(circle_of(ADA), CLERK, PLACE, repeating())
    large = seal_keyring(circle_of(ADA, BEN, CLEO), CLERK, PLACE, repeating())

    assert len(small) == len(large) == 4096 + CLERK_OVERHEAD
    assert open_keyring(large, CLERK, PLACE.at(room="any", entry=b"")) == circle_of_same(
        open_keyring(large, CLERK, PLACE), COMMITTEE
    )


def test_another_clerk_does_not_open_a_keyring() -> None:
    sealed = seal_keyring(circle_of(ADA), CLERK, PLACE, repeating())

    with pytest.raises(VaultError):
        open_keyring(sealed, new_clerk(repeating("other")), PLACE)


def test_a_line_that_is_invited_anew_keeps_no_earlier_wrap() -> None:
    line = room_key(FIRST, PLACE.at(room="line:reported-1"))
    keyring = circle_of(ADA).with_wraps(wrap_room_key(line, CLEO.public, PLACE.at(room="line:reported-1")))

    left = keyring.without_circle("room:line:reported-1")

    assert left.wraps_for(CLEO.public) == ()
    assert len(left.wraps_for(ADA.public)) == 1
