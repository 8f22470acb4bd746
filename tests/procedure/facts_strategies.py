"""Any fact at all: what hypothesis may draw for the codec."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args, get_type_hints

from hypothesis import strategies as st

from evenhand.procedure.facts import Actor, Fact, Standing

FACT_TYPES: tuple[type[Fact], ...] = get_args(Fact)

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
times = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]),
)
st.register_type_strategy(datetime, times)
actors = st.builds(Actor, st.sampled_from(Standing), names)

for newtype in {
    hint
    for kind in FACT_TYPES
    for hint in (*get_type_hints(kind).values(), *(a for h in get_type_hints(kind).values() for a in get_args(h)))
    if hasattr(hint, "__supertype__")
}:
    st.register_type_strategy(newtype, names)


def a_fact(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    """Any fact of this type, with and without its defaults."""
    return _FACTS[kind.__name__]


def _built(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    hints: dict[str, Any] = get_type_hints(kind)
    return st.builds(
        kind,
        **{
            field.name: times
            if hints[field.name] is datetime
            else (st.none() | times if datetime in get_args(hints[field.name]) else st.from_type(hints[field.name]))
            for field in fields(kind)
        },
    )


_FACTS = {kind.__name__: _built(kind) for kind in FACT_TYPES}  # made once: hypothesis draws from it each example
