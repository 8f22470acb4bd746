"""On which line of a TOML file each key stands, which ``tomllib`` does not say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]
"""A key's place: names of tables and keys, and the index in an array of tables."""

_TOKEN = re.compile(
    r"""
    \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5}  # texts over several lines
    | "(?:\\.|[^"\\\n])*" | '[^'\n]*'            # texts on one line
    | \#[^\n]* | (?P<open>[\[{]) | (?P<close>[\]}]) | (?P<end>\n)
    """,
    re.VERBOSE | re.DOTALL,
)
_HEADER = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<name>[^\]]+?)\s*\]")


def line_numbers(text: str) -> dict[Path, int]:
    """The line of every table and key, for a text that ``tomllib`` can read."""
    found: dict[Path, int] = {}
    counts: dict[str, int] = {}
    table: Path = ()
    for line, statement in _statements(text):
        header = _HEADER.match(statement)
        if header is not None:
            table = _table(header["name"], counts, repeated=header["open"] == "[[")
            found.setdefault(table, line)
            continue
        for key in _keys(tomllib.loads(statement), ()):
            found.setdefault((*table, *key), line)
    return found


def line_of(found: Mapping[Path, int], path: Path) -> int:
    """The line of a key, or of the nearest table around it, or the first."""
    while path:
        if path in found:
            return found[path]
        path = path[:-1]
    return 1


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each statement with its line: a line, or several where a list or a text goes on."""
    start, line, depth = 0, 1, 0
    for token in _TOKEN.finditer(text + "\n"):
        depth += (token["open"] is not None) - (token["close"] is not None)
        if token["end"] is None or depth > 0:
            continue
        statement = text[start : token.start()]
        yield line, statement
        line += statement.count("\n") + 1
        start = token.end()


def _table(name: str, counts: dict[str, int], *, repeated: bool) -> Path:
    names = tuple(part.strip().strip("\"'") for part in name.split("."))
    if not repeated:
        return names
    counts[name] = counts.get(name, -1) + 1
    return (*names, counts[name])


def _keys(read: Mapping[str, object], above: Path) -> Iterator[Path]:
    for key, value in read.items():
        yield (*above, key)
        if isinstance(value, dict):
            yield from _keys(value, (*above, key))
