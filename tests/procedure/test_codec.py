"""The stored form of facts: one form each, for ever."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.procedure import facts as f
from evenhand.procedure.codec import FACT_TYPES, CodecError, decode, encode
from tests.procedure.facts_strategies import a_fact, actors, times

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ADA = f.Actor.member(f.Member("ada"))


@pytest.mark.parametrize("kind", FACT_TYPES.values(), ids=FACT_TYPES)
@given(data=st.data(), by=actors, at=times)
@settings(max_examples=30)  # of each of some seventy kinds
def test_every_fact_comes_back_as_it_was(kind: type[f.Fact], data: st.DataObject, by: f.Actor, at: datetime) -> None:
    fact = data.draw(a_fact(kind))

    assert (fact, by, at) == decode(encode(fact, by, at))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["shows"]))
def test_a_fact_that_was_stored_once_reads_the_same_for_ever(vector: dict[str, Any]) -> None:
    stored = vector["stored"].encode()

    fact, by, at = decode(stored)

    assert json.loads(stored)["fact"]["type"] == type(fact).__name__
    assert stored == encode(fact, by, at)


def test_every_type_of_fact_and_every_one_of_its_fields_has_a_vector() -> None:
    shown: dict[str, set[str]] = {}
    for vector in VECTORS:
        row = json.loads(vector["stored"])["fact"]
        shown.setdefault(row.pop("type"), set()).update(row)

    assert {name: set(kind.__dataclass_fields__) for name, kind in FACT_TYPES.items()} == shown


def test_the_form_is_sorted_json_without_spaces_and_without_defaults() -> None:
    fact = f.ContactProposed(1, f.Party("reported-1"), f.Role.REPORTED)

    stored = encode(fact, ADA, NOON)

    assert stored == (
        b'{"at":"2026-03-02T12:00:00.000000+00:00","by":{"standing":"member","who":"ada"},'
        b'"fact":{"contact":1,"party":"reported-1","role":"reported","type":"ContactProposed"},"v":1}'
    )


def test_times_are_stored_in_utc() -> None:
    in_madrid = datetime.fromisoformat("2026-03-02T13:00:00+01:00")

    assert encode(f.Closed(), ADA, NOON) == encode(f.Closed(), ADA, in_madrid)


def _changed(**changes: object) -> bytes:
    row = {
        "at": "2026-03-02T12:00:00.000000+00:00",
        "by": {"standing": "member", "who": "ada"},
        "fact": {"type": "Closed"},
        "v": 1,
    }
    return json.dumps(row | changes, sort_keys=True, separators=(",", ":")).encode()


def test_the_unchanged_form_is_read() -> None:
    assert (f.Closed(), ADA, NOON) == decode(_changed())


TRIAGED = {"type": "Triaged", "severe": False, "kind": None, "in_danger": False, "ongoing": False}

REFUSED = {
    "no JSON": b"{",
    "not text": b"\xff",
    "a list": b"[]",
    "nested too deeply": b"[" * 200_000,
    "a number too long to read": b"1" * 5000,
    "twice the same key": _changed().replace(b'"v":1', b'"v":1,"v":1'),
    "spaces": _changed().replace(b",", b", "),
    "an unknown version": _changed(v=2),
    "a version of another type": _changed(v=True),
    "another key": _changed(why="because"),
    "no fact": _changed(fact=None),
    "a fact without its type": _changed(fact={}),
    "a type that is no text": _changed(fact={"type": ["Closed"]}),
    "an unknown type": _changed(fact={"type": "Happened"}),
    "an unknown field": _changed(fact={"type": "Closed", "reason": ""}),
    "a missing field": _changed(fact={"type": "Recused", "member": "ada"}),
    "an unknown value of an enum": _changed(fact={"type": "SignedOff", "outcome": "perhaps"}),
    "a number for a yes": _changed(fact=TRIAGED | {"severe": 0}),
    "a yes for a number": _changed(fact={"type": "TalkSummarised", "talk": True}),
    "a fraction for a number": _changed(fact={"type": "TalkSummarised", "talk": 1.0}),
    "nothing for a number": _changed(fact={"type": "TalkSummarised", "talk": None}),
    "a text for a list": _changed(fact={"type": "CouncilSeated", "members": "ada"}),
    "a text for an outcome": _changed(fact={"type": "FeedbackWeighed", "proposal": 1, "outcomes": ["x"]}),
    "a default written out": _changed(fact={"type": "NamesWritten", "involved": []}),
    "no time": _changed(at="yesterday"),
    "a time without its zone": _changed(at="2026-03-02T12:00:00.000000"),
    "a time in another zone": _changed(at="2026-03-02T13:00:00.000000+01:00"),
    "a time without its fraction": _changed(at="2026-03-02T12:00:00+00:00"),
    "a number for a time": _changed(at=0),
    "nobody": _changed(by=None),
    "an unknown standing": _changed(by={"standing": "operator"}),
    "half a letter": _changed(by={"standing": "member", "who": "\ud800"}),
}


@pytest.mark.parametrize("stored", REFUSED.values(), ids=REFUSED)
def test_anything_but_the_one_form_is_refused(stored: bytes) -> None:
    with pytest.raises(CodecError):
        decode(stored)


def test_a_time_without_its_zone_is_not_stored() -> None:
    naive = NOON.replace(tzinfo=None)

    with pytest.raises(CodecError, match="zone"):
        encode(f.Closed(), ADA, naive)


def test_a_value_that_no_fact_holds_is_not_stored() -> None:
    fact = f.TalkSummarised(talk=1.5)  # type: ignore[arg-type]  # what a caller without types might pass

    with pytest.raises(CodecError, match="no such value"):
        encode(fact, ADA, NOON)


def test_half_a_letter_is_not_stored() -> None:
    with pytest.raises(CodecError, match="cannot be stored"):
        encode(f.RoomOpened("\ud800"), ADA, NOON)
