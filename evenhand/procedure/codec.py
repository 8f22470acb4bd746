"""Facts to and from bytes: the stored form of what happened.

One fact has one form: JSON with sorted keys and no spaces, every value by its declared
type, a field that has its default left out. ``decode`` accepts nothing but that form,
so two different strings of bytes never mean the same fact.

The form is stored for as long as a case is. So a fact, a field and a value of an enum keep
their name; a new field comes with a default, and a default never changes. The vectors in
``tests/procedure/vectors.json`` hold all of this.
"""

import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from evenhand.procedure.facts import Actor, Fact

__all__ = ["FACT_TYPES", "CodecError", "decode", "encode"]

VERSION = 1
"""The version of the form. A reader refuses one that it does not know."""

FACT_TYPES: dict[str, type[Fact]] = {kind.__name__: kind for kind in get_args(Fact)}
"""Every type of fact by its stored name."""

T = TypeVar("T")

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class CodecError(ValueError):
    """These bytes are not a fact in its one form, or this fact has none."""


def encode(happened_fact: Fact, by: Actor, at: datetime) -> bytes:
    """The one form of a fact, with who did it and when."""
    return _bytes(
        {
            "at": _plain(at),
            "by": _plain(by),
            "fact": {"type": type(happened_fact).__name__, **_fields(happened_fact)},
            "v": VERSION,
        }
    )


def decode(stored: bytes) -> tuple[Fact, Actor, datetime]:
    """The fact that these bytes hold, who did it and when; or ``CodecError``."""
    try:
        row = json.loads(stored)
    except (ValueError, RecursionError):
        raise CodecError("These bytes are not JSON.") from None
    if not isinstance(row, dict) or row.keys() != {"at", "by", "fact", "v"} or row["v"] != VERSION:
        raise CodecError("This is not a stored fact of a known version.")
    name = row["fact"].pop("type", None) if isinstance(row["fact"], dict) else None
    if not isinstance(name, str) or name not in FACT_TYPES:
        raise CodecError("This type of fact is not known.")
    fact = _typed(FACT_TYPES[name], row["fact"])
    by, at = _typed(Actor, row["by"]), _typed(datetime, row["at"])
    if encode(fact, by, at) != stored:
        raise CodecError("This is not the one form of this fact.")
    return fact, by, at


def _bytes(row: dict[str, object]) -> bytes:
    try:
        return _JSON.encode(row).encode()
    except UnicodeEncodeError:
        raise CodecError("This text cannot be stored.") from None


def _plain(value: object) -> object:
    """A value as JSON has it."""
    kind: type = type(value)
    return value if kind in _AS_THEY_ARE else _writer(kind)(value)


@cache
def _writer(kind: type) -> Callable[[Any], object]:
    """How values of a type are written: every fact that is written or read passes here, so it is asked once."""
    if issubclass(kind, datetime):
        return _moment
    if issubclass(kind, StrEnum):
        return attrgetter("value")
    if issubclass(kind, str | int):
        return lambda one: one
    if issubclass(kind, tuple):
        return lambda many: [_plain(one) for one in many]
    if is_dataclass(kind):
        return _fields
    raise CodecError("A fact holds no such value.")


def _moment(value: datetime) -> str:
    if value.utcoffset() is None:
        raise CodecError("A time without its zone is no time.")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _fields(value: object) -> dict[str, object]:
    """The fields that differ from their default, by name."""
    kind: Any = type(value)  # a class like any other, whatever the stubs say of its hash
    given = ((name, default, getattr(value, name)) for name, default in _defaults(kind))
    return {name: _plain(one) for name, default, one in given if default is MISSING or one != default}


_AS_THEY_ARE = frozenset({str, int, bool, NoneType})
"""Most values of facts; asked first, because every fact that is written or read passes here."""


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields of a dataclass, and what each is where nothing was said."""
    return tuple((field.name, field.default) for field in fields(cast("Any", kind)))  # is_dataclass narrows no union


@cache
def _types(kind: type) -> dict[str, Any]:
    """What types a dataclass declares; a declared type may be any form of annotation."""
    return get_type_hints(kind)


def _typed(kind: type[T], plain: object) -> T:
    """The value of a declared type that JSON holds."""
    return cast("T", _value(kind, plain))


def _value(kind: Any, plain: object) -> object:  # noqa: ANN401, PLR0911  an annotation; one arm a form of it
    if isinstance(kind, NewType):
        return _value(kind.__supertype__, plain)
    if get_origin(kind) is tuple and isinstance(plain, list):
        return tuple(_value(get_args(kind)[0], one) for one in plain)
    if get_origin(kind) in {Union, UnionType}:
        (some,) = (one for one in get_args(kind) if one is not NoneType)
        return None if plain is None else _value(some, plain)
    if is_dataclass(kind) and isinstance(plain, dict):
        return _built(cast("type", kind), plain)
    if kind in {str, int, bool} and type(plain) is kind:
        return plain
    if kind is datetime and isinstance(plain, str):
        return _parsed(datetime.fromisoformat, plain)
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(plain, str):
        return _parsed(kind, plain)
    raise CodecError("A value does not fit the field that it stands in.")


def _built(kind: type, plain: dict[str, object]) -> object:
    declared = _types(kind)
    if not plain.keys() <= declared.keys():
        raise CodecError("A field is not known.")
    try:
        return kind(**{name: _value(declared[name], one) for name, one in plain.items()})
    except TypeError:
        raise CodecError("A field is missing.") from None


def _parsed(parse: Any, plain: str) -> object:  # noqa: ANN401  a class or a function: whatever reads this string
    try:
        return parse(plain)
    except ValueError:
        raise CodecError("A value is not known.") from None
