"""The manual as a file: numbers, bodies, spaces and wording, each with its clause.

A file is read into a ``Manual`` or refused with every problem it has, each a sentence
with its line. What a community has still to fill in is no problem for reading, but
as long as ``Manual.placeholders`` holds anything its intake cannot be published. A
version with a number that no community could live by is read, for cases opened under
it, but not taken anew.
A case keeps the file it was opened under by ``manual_hash`` of its bytes (decision 4).
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from functools import cache
from importlib import resources

from evenhand.procedure.manual_file_lines import line_numbers
from evenhand.procedure.manual_file_model import Kind, Manual, ManualError, Problem, Wording
from evenhand.procedure.manual_file_reader import manual_of
from evenhand.procedure.manual_file_reading import Reader

__all__ = [
    "Kind",
    "Manual",
    "ManualError",
    "Problem",
    "builtin",
    "builtin_names",
    "find_problems",
    "manual_hash",
    "read_manual",
    "read_new_manual",
    "wording_of",
]

LARGEST = 256 * 1024
"""A manual file has a few hundred lines; more bytes than this are not read."""


def manual_hash(file: bytes) -> str:
    """What a case's first fact carries: SHA-256 of the file's bytes, in hex (decision 4)."""
    return hashlib.sha256(file).hexdigest()


def builtin(name: str) -> bytes:
    """The bytes of a manual that comes with Evenhand; ``LookupError`` where there is none."""
    if name not in builtin_names():
        raise LookupError(name)
    return resources.files("evenhand.manuals").joinpath(f"{name}.toml").read_bytes()


def builtin_names() -> tuple[str, ...]:
    """The manuals that come with Evenhand."""
    found = (entry.name for entry in resources.files("evenhand.manuals").iterdir())
    names = (name.removesuffix(".toml") for name in found if name.endswith(".toml"))
    return tuple(sorted(name for name in names if name != "clauses"))


def read_manual(file: bytes) -> Manual:
    """Read a manual file, or raise ``ManualError`` with every problem it has."""
    manual, problems = _read(file)
    if manual is None:
        raise ManualError(problems)
    return manual


def read_new_manual(file: bytes) -> Manual:
    """Read a file that is about to be put in force: a number that nobody could live by is a problem here too."""
    manual = read_manual(file)
    if manual.unfit:
        raise ManualError(manual.unfit)
    return manual


def wording_of(manual: Manual, name: str) -> Wording:
    """A text of this manual; ours where its version is older than the text."""
    return manual.texts.get(name) or _ours().texts[name]


@cache
def _ours() -> Manual:
    return read_manual(builtin("numpy"))


def find_problems(file: bytes) -> tuple[Problem, ...]:
    """Everything to mend before intake can be published: problems, and what is to be filled in."""
    return _read(file)[1]


def _read(file: bytes) -> tuple[Manual | None, tuple[Problem, ...]]:
    reader = _open(file)
    if isinstance(reader, Problem):
        return None, (reader,)
    manual = manual_of(reader)
    problems = tuple(sorted(set(reader.problems)))
    if manual is None or any(p.kind not in {Kind.PLACEHOLDER, Kind.UNFIT} for p in problems):
        return None, problems
    return manual, problems


def _open(file: bytes) -> Reader | Problem:
    if len(file) > LARGEST:
        return Problem(1, "This file is too large to be a manual.", Kind.UNREADABLE)
    try:
        text = file.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as err:
        line = file[: err.start].count(b"\n") + 1
        return Problem(line, "This is not text in UTF-8.", Kind.UNREADABLE)
    try:
        return Reader(tomllib.loads(text), line_numbers(text))
    except ValueError as err:  # a TOMLDecodeError, or a number with thousands of digits
        return _unreadable(str(err), text)
    except RecursionError:
        return Problem(1, "Lists or tables stand too deep inside each other.", Kind.UNREADABLE)


def _unreadable(said: str, text: str) -> Problem:
    """A problem from what ``tomllib`` says, which ends in "(at line 3, column 5)"."""
    where = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", said)
    line = int(where[1]) if where is not None and where[1] else text.count("\n") + 1
    what = said[: where.start()] if where is not None else said
    return Problem(line, f"This is not readable as TOML: {what}.", Kind.UNREADABLE)
