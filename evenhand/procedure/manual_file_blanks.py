"""What a manual file still leaves open, and the same file with it filled in: for people who do not edit TOML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evenhand.procedure.manual_file_lines import line_numbers
from evenhand.procedure.manual_file_model import Kind, Problem
from evenhand.procedure.manual_file_values import VALUES

_KEY = re.compile(r"\s*(?P<key>[\w-]+)\s*=")
_TABLE = re.compile(r"\s*\[+\s*(?P<table>[\w.-]+)")
_OPEN = re.compile(r"""(["'])\s*to be (?:chosen|filled in|named)\b[^"']*\1""", re.IGNORECASE)

_CHOICE = re.compile(r"\bis\s*=\s*(.*?),\s*clause\s*=")

_SAYS = {one.name: one.says for one in VALUES}


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing to fill in: its line, the table and key it stands under, and what the file says of it."""

    line: int
    table: str
    key: str
    about: str
    """The remark above it, in the file's own words; above its table, for the first key of one."""

    @property
    def name(self) -> str:
        """Table and key, as the file has them."""
        return f"{self.table}.{self.key}" if self.table else self.key

    @property
    def says(self) -> str:
        """What a value is for, as the manual is printed; of anything else its key."""
        return _SAYS.get(self.key, self.key.replace("_", " "))


def blanks(file: bytes, placeholders: Iterable[Problem]) -> tuple[Blank, ...]:
    """What can be filled in line by line: ``placeholders`` are those of this file, as it was read."""
    lines = _lines(file)
    numbers = sorted({one.line for one in placeholders if one.kind is Kind.PLACEHOLDER})
    return tuple(found for number in numbers if (found := _blank(lines, number)) is not None)


def filled_in(file: bytes, values: Mapping[int, str]) -> bytes:
    """The file with these values in the blanks of these lines; the rest of it stays as it is, byte for byte.

    Whether the values fit is for ``read_manual`` to say. Raises ``LookupError`` for a line without a blank.
    """
    lines = _lines(file)
    for number, value in values.items():
        before, open_, after = _parts(lines[number - 1]) if 0 < number <= len(lines) else ("", "", "")
        if not open_:
            raise LookupError(number)
        lines[number - 1] = before + _quoted(value) + after
    return "\n".join(lines).encode()


def chosen(file: bytes, choices: Mapping[str, object]) -> bytes:
    """The file with other local choices, by name; each stands on a line of its own, as in the files that come along.

    Whether the values fit is for ``read_manual`` to say. Raises ``LookupError`` with a name it does not have.
    """
    lines = _lines(file)
    found = line_numbers(file.decode())
    for name, value in choices.items():
        number = found.get(("choice", name, "is"))
        if number is None:
            raise LookupError(name)
        line = lines[number - 1]
        stands = _CHOICE.search(line)
        if stands is None:
            raise LookupError(name)
        lines[number - 1] = line[: stands.start(1)] + _quoted(value) + line[stands.end(1) :]
    return "\n".join(lines).encode()


def _parts(line: str) -> tuple[str, str, str]:
    """A line around its first blank."""
    found = _OPEN.search(line)
    return ("", "", line) if found is None else (line[: found.start()], found[0], line[found.end() :])


def _quoted(value: object) -> str:
    """What JSON writes of such a value is TOML too, but for one sign of texts that TOML wants written out."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _lines(file: bytes) -> list[str]:
    return file.decode().split("\n")


def _blank(lines: list[str], number: int) -> Blank | None:
    line = lines[number - 1]
    key = _KEY.match(line)
    if key is None or _OPEN.search(line) is None:
        return None
    headers = (found["table"] for before in reversed(lines[: number - 1]) if (found := _TABLE.match(before)))
    return Blank(number, next(headers, ""), key["key"], _remark(lines, number - 1))


def _remark(lines: list[str], at: int) -> str:
    """The lines of remark right above a line, or right above the table that it begins."""
    if at > 0 and _TABLE.match(lines[at - 1]):
        at -= 1
    said: list[str] = []
    while at > 0 and lines[at - 1].lstrip().startswith("#"):
        at -= 1
        said.insert(0, lines[at].lstrip("# ").rstrip())
    return " ".join(said)
