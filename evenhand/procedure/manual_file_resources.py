"""The community's library of resources, which a resolution can point to (V5)."""

from __future__ import annotations

import re

from evenhand.procedure.manual_file_lines import Path
from evenhand.procedure.manual_file_model import Kind, Resource, Wording
from evenhand.procedure.manual_file_reading import Reader, Table

__all__ = ["resources_of"]

_WEB = re.compile(r"https://[^\s<>\"'\\]{1,500}")


def resources_of(reader: Reader, languages: tuple[str, ...]) -> tuple[Resource, ...]:
    """The community's library of resources; a file may have none (V5)."""
    if "resource" not in reader.document:
        return ()
    found = []
    for path, row in reader.rows("resource", ("id", "link", "languages", *languages)):
        titles = {language: reader.text(path, row, language) for language in languages}
        title = Wording(reader.text(path, row, "id"), titles)
        found.append(Resource(title, _link(reader, path, row), _read_in(reader, path, row)))
    reader.no_id_twice("resource", [one.id for one in found])
    return tuple(found)


def _link(reader: Reader, path: Path, row: Table) -> str:
    """A web address that a letter can carry: nothing else is ever put where somebody may follow it."""
    link = reader.text(path, row, "link")
    if link and not _WEB.fullmatch(link):
        reader.note(Kind.MISTAKE, (*path, "link"), 'A link begins with "https://" and holds no spaces.')
    return link


def _read_in(reader: Reader, path: Path, row: Table) -> tuple[str, ...]:
    written = row.get("languages")
    if isinstance(written, list) and written and all(isinstance(one, str) and one for one in written):
        return tuple(dict.fromkeys(written))
    reader.note(Kind.SILENCE, (*path, "languages"), 'Say in which languages it can be read, such as ["en"].')
    return ()
