"""Reads wordings from files: those that come with Evenhand, and a community's own in its manual file (V2)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TypeVar

from evenhand.procedure.manual_file_lines import Path, line_numbers
from evenhand.procedure.manual_file_model import Kind
from evenhand.procedure.manual_file_reading import Reader, Table
from evenhand.procedure.wording import GAP, Entry, Grammar, Phrase, SaidOf, Slot, WordFile, WordKind, fold

__all__ = ["community_wording", "shipped", "shipped_languages"]

LONGEST = 12
MOST_GAPS = 2
S = TypeVar("S", bound=StrEnum)
_WORD = re.compile(r"\*?[^\W\d_']+(?:'[^\W\d_]+)*")


@cache
def shipped_languages() -> tuple[str, ...]:
    """The languages for which words come with Evenhand; English first, as it is the fallback."""
    names = sorted(one.name.removesuffix(".toml") for one in _folder().iterdir() if one.name.endswith(".toml"))
    return tuple(sorted(names, key=lambda name: name != "en"))


@cache
def shipped(language: str) -> WordFile:
    """The words of a language, as they come with Evenhand."""
    text = _folder().joinpath(f"{language}.toml").read_text("utf-8")
    reader = Reader(tomllib.loads(text), line_numbers(text))
    entries = entries_of(reader)
    if reader.problems:
        message = f"{language}.toml: {reader.problems[0].line}: {reader.problems[0].sentence}"
        raise ValueError(message)
    return WordFile(language, _grammar(reader), entries)


def _folder() -> Traversable:
    return resources.files("evenhand.manuals").joinpath("wording")


def _grammar(reader: Reader) -> Grammar:
    table = reader.table((), reader.document, "grammar")
    lists = {name: frozenset(map(fold, found)) for name, found in table.items() if isinstance(found, list)}
    short = table.get("contractions")
    contractions = {str(k): str(v) for k, v in short.items()} if isinstance(short, dict) else {}
    return Grammar(table.get("adjective") == "before", lists, contractions)


# --- what a community writes into its manual file ------------------------------------------


def community_wording(reader: Reader) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """A community's own wordings, and the ids of those that it switched off; a file may have neither."""
    entries = entries_of(reader)
    known = {entry.id for language in shipped_languages() for entry in shipped(language).entries}
    for index, entry in enumerate(entries):
        if "." in entry.id:
            says = f'"{entry.id}": a dot stands only in the ids of wordings that come with Evenhand.'
            reader.note(Kind.MISTAKE, ("wording", index, "id"), says)
    return entries, tuple(_switched_off(reader, known))


def _switched_off(reader: Reader, known: set[str]) -> Iterator[str]:
    written = reader.document.get("wording_off", [])
    if not isinstance(written, list):
        reader.note(Kind.MISTAKE, ("wording_off",), 'Write a list of ids, such as ["en.victim"].')
        return
    for one in written:
        if one in known:
            yield str(one)
        else:
            reader.note(Kind.MISTAKE, ("wording_off",), f'No wording "{one}" comes with Evenhand.')


def entries_of(reader: Reader) -> tuple[Entry, ...]:
    """Every [[wording]] of a file that can be read; what cannot be is noted with its line."""
    if "wording" not in reader.document:
        return ()
    known = ("id", "language", "kind", "words", "said_of", "unless", "says", "instead")
    found: list[Entry] = []
    for path, row in reader.rows("wording", known):
        entry = _entry(reader, path, row)
        if entry.id in {one.id for one in found}:
            reader.note(Kind.CONTRADICTION, path, f'"{entry.id}" stands twice.')
        found.append(entry)
    return tuple(found)


def _entry(reader: Reader, path: Path, row: Table) -> Entry:
    own = reader.document.get("language")  # a file of one language says so once, at its top
    named = reader.text(path, row, "id")
    kind = _one_of(reader, path, "kind", row.get("kind"), WordKind, WordKind.LABEL)
    said_of = _one_of(reader, path, "said_of", row.get("said_of", "anything"), SaidOf, SaidOf.ANYTHING)
    return Entry(
        id=named,
        language=own if isinstance(own, str) else reader.text(path, row, "language"),
        kind=kind,
        words=_phrases(reader, path, row, "words"),
        said_of=said_of,
        unless=_phrases(reader, path, row, "unless") if "unless" in row else (),
        says=reader.text(path, row, "says"),
        instead=reader.text(path, row, "instead"),
    )


def _one_of(reader: Reader, path: Path, name: str, written: object, known: type[S], otherwise: S) -> S:
    try:
        return known(str(written))
    except ValueError:
        choice = ", ".join(f'"{one}"' for one in known)
        reader.note(Kind.MISTAKE, (*path, name), f'"wording.{name}" is one of {choice}.')
        return otherwise


def _phrases(reader: Reader, path: Path, row: Table, name: str) -> tuple[Phrase, ...]:
    written = row.get(name)
    if not isinstance(written, list) or not written or not all(isinstance(one, str) for one in written):
        reader.note(Kind.MISTAKE, (*path, name), f'"wording.{name}" has to be a list of words, each in quotes.')
        return ()
    found: list[Phrase] = []
    for one in written:
        slots = [_slot(part) for part in fold(one).split()]
        phrase = tuple(slot for slot in slots if slot is not None)
        if len(phrase) == len(slots) and _is_plain(phrase):
            found.append(phrase)
        else:
            says = f'"{one}" cannot be looked for. Write up to {LONGEST} words, with "|" between two that both do.'
            reader.note(Kind.MISTAKE, (*path, name), says)
    return tuple(found)


def _slot(written: str) -> Slot | None:
    if written == GAP:
        return Slot(frozenset())
    words = written.split("|")
    if not all(map(_WORD.fullmatch, words)):
        return None
    endings = tuple(word[1:] for word in words if word[0] == "*")
    return Slot(frozenset(word for word in words if word[0] != "*"), endings)


def _is_plain(phrase: Sequence[Slot]) -> bool:
    """A few words, of which the first and the last are there; nothing that could take long to look for."""
    if not 0 < len(phrase) <= LONGEST or phrase[-1].is_gap:
        return False
    return bool(phrase[0].words) and not phrase[0].endings and sum(slot.is_gap for slot in phrase) <= MOST_GAPS
