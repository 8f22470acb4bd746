"""A manual file while it is read: its tables, the line of each, and every problem found so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from evenhand.procedure.clauses import Clause
from evenhand.procedure.manual_file_lines import Path, line_of
from evenhand.procedure.manual_file_model import Kind, Problem
from evenhand.procedure.manual_file_values import TO_BE

Table = Mapping[str, object]


@dataclass(slots=True)
class Reader:
    """A document with its line numbers, and the problems found so far."""

    document: Table
    lines: Mapping[Path, int]
    problems: list[Problem] = field(default_factory=list)

    def note(self, kind: Kind, path: Path, sentence: str) -> None:
        """Keep one problem with the line of what it is about."""
        self.problems.append(Problem(line_of(self.lines, path), sentence, kind))

    def table(self, path: Path, within: Table, name: str) -> Table:
        """A table by its name; empty, and noted, where it is missing."""
        found = within.get(name)
        if isinstance(found, dict):
            return found
        self.note(Kind.SILENCE, path, f"The part [{name}] is missing.")
        return {}

    def text(self, path: Path, within: Table, name: str) -> str:
        """A text that has to be there; one still to be filled in is noted as such."""
        found = within.get(name)
        if not isinstance(found, str) or not found.strip():
            kind = Kind.SILENCE if found is None or found == "" else Kind.MISTAKE
            self.note(kind, (*path, name), f'"{_dotted(path, name)}" has to be a text.')
            return ""
        if TO_BE.match(found):
            self.note(Kind.PLACEHOLDER, (*path, name), f'"{_dotted(path, name)}" is still to be filled in.')
        return found

    def only(self, path: Path, within: Table, known: tuple[str, ...]) -> None:
        """Nothing stands here but what is known."""
        for name in within:
            if name not in known:
                self.note(Kind.MISTAKE, (*path, name), f'Nothing called "{name}" is known here.')

    def clause(self, path: Path, within: Table) -> Clause:
        """The clause that something is marked with."""
        written = within.get("clause")
        try:
            return Clause(str(written))
        except ValueError:
            said = "Say which clause this belongs to." if written is None else f'There is no clause "{written}".'
            self.note(Kind.MISTAKE, (*path, "clause"), said)
            return Clause.FAIRNESS

    def rows(self, name: str, known: tuple[str, ...]) -> Iterator[tuple[Path, Table]]:
        """The tables of an array, at least one."""
        found = self.document.get(name)
        if not isinstance(found, list) or not found:
            self.note(Kind.SILENCE, (name,), f"There is no [[{name}]].")
            return
        for index, row in enumerate(found):
            if isinstance(row, dict):
                self.only((name, index), row, known)
                yield (name, index), row
            else:
                self.note(Kind.MISTAKE, (name,), f"Write each as a table [[{name}]].")

    def no_id_twice(self, name: str, ids: list[str]) -> None:
        """Each row of an array has a short name of its own."""
        for index, one in enumerate(ids):
            if one and one in ids[:index]:
                self.note(Kind.CONTRADICTION, (name, index), f'"{one}" stands twice.')


def _dotted(path: Path, name: str) -> str:
    return ".".join((*(part for part in path if isinstance(part, str)), name))
