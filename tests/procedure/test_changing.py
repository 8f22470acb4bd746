"""A copy of a frozen thing is the library's, made faster."""

import dataclasses
from datetime import UTC, datetime

import pytest

from evenhand.procedure.changing import quickly
from evenhand.procedure.state import CaseState, PartyState
from evenhand.procedure.state.model import Erasure

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize("one", [CaseState(), CaseState(length=7, with_council=True)])
def test_it_is_the_copy_that_the_library_makes(one: CaseState) -> None:
    assert dataclasses.replace(one, with_council=False, length=3) == quickly(one, with_council=False, length=3)
    assert one == quickly(one)


def test_the_first_one_stays_as_it_was() -> None:
    state = CaseState()
    quickly(state, length=9)
    assert CaseState() == state


def test_a_name_that_it_lacks_is_refused() -> None:
    with pytest.raises(TypeError, match="CaseState has no lenght"):
        quickly(CaseState(), lenght=3)


def test_nothing_can_be_set_on_the_copy() -> None:
    copied = quickly(CaseState(), length=3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        copied.length = 4  # type: ignore[misc]


@pytest.mark.parametrize("kind", [CaseState, PartyState])
def test_what_is_large_has_no_slots_so_that_it_is_quick(kind: type) -> None:
    assert not hasattr(kind, "__slots__")


def test_what_has_slots_goes_the_librarys_way() -> None:
    erasure = Erasure(asked_at=NOON)
    assert hasattr(Erasure, "__slots__")
    assert quickly(erasure, asked_at=NOON) == erasure
