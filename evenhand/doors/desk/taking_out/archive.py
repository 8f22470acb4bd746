"""The archive that is sealed: of each case a folder with its record as text, PDF and table, and its files as they came.

It is made in memory and goes nowhere but into the seal; no part of it is ever a file of its own.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import gettext as _

from evenhand.casework import uploads
from evenhand.copies import typesetting
from evenhand.doors.desk.taking_out.records import CaseRecord, Line
from evenhand.people.communities import Community
from evenhand.shell.templatetags.evenhand import zone_name
from evenhand.vault.errors import VaultError

MOST_BYTES = 256 * 1024 * 1024
"""So much may the files weigh together: everything is held in memory, and twice while it is sealed."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONGEST_NAME = 80
_STORED_AT = (1980, 1, 1, 0, 0, 0)
"""The archive says nothing of when it was made; its README does, inside."""


class TooLargeError(Exception):
    """The files are too large to be held in memory."""


@dataclass(frozen=True, slots=True)
class Occasioned:
    """For whom an archive is made, and when."""

    who: str
    community: str
    at: datetime


def archive(community: Community, records: Iterable[CaseRecord], made: Occasioned, *, with_files: bool) -> bytes:
    """Everything in one archive; raise `TooLargeError` before a single file is opened."""
    kept = list(records)
    if with_files and sum(file.size for record in kept for file in record.files) > MOST_BYTES:
        raise TooLargeError
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as out:
        told = []
        for folder, record in zip(_folders(kept), kept, strict=True):
            missing = _case(out, folder, record, made)
            missing += _files(out, folder, record, community) if with_files else []
            told += [f"{folder}: {' '.join(record.about)}", *(f"    {one}" for one in missing)]
        _put(out, "README.txt", _readme(made, told, with_files=with_files).encode())
    return whole.getvalue()


def _folders(records: Iterable[CaseRecord]) -> Iterator[str]:
    """Code names; the second case of the same name gets a number."""
    seen: Counter[str] = Counter()
    for record in records:
        seen[record.code_name] += 1
        number = seen[record.code_name]
        yield record.code_name if number == 1 else f"{record.code_name}-{number}"


def _case(out: zipfile.ZipFile, folder: str, record: CaseRecord, made: Occasioned) -> list[str]:
    _put(out, f"{folder}/record.txt", _text(record).encode("utf-8", "replace"))
    _put(out, f"{folder}/record.csv", table(record).encode("utf-8", "replace"))
    pdf = typesetting.as_pdf(_for_pdf(record, made))
    if pdf is None:
        return [_("Its record could not be set as a PDF; record.txt has all of it.")]
    _put(out, f"{folder}/record.pdf", pdf)
    return []


def _files(out: zipfile.ZipFile, folder: str, record: CaseRecord, community: Community) -> list[str]:
    missing = []
    for number, file in enumerate(record.files, start=1):
        name = f"{number:03}-{safe_name(file.name)}"
        try:
            _put(out, f"{folder}/files/{name}", b"".join(uploads.read(community, file)))
        except VaultError:
            missing.append(_("The file %s is broken or gone.") % name)
    return missing


def _put(out: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _STORED_AT)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    out.writestr(entry, content)


def safe_name(name: str) -> str:
    """A file's name as every system can keep it: no folders, nothing that is not seen, no hidden file, its ending kept.

    What is not a letter, digit, dot, hyphen or space becomes an underscore.
    """
    seen = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] != "C")
    plain = re.sub(r"[^\w.\- ]", "_", seen).strip(" .") or "file"
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > _LONGEST_NAME // 4:
        return plain[:_LONGEST_NAME]
    return f"{stem[: _LONGEST_NAME - len(ending)]}.{ending}"


def cell(text: str) -> str:
    """A cell of the table that no spreadsheet takes for a formula (HARDENING 3)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def table(record: CaseRecord) -> str:
    """The record as a table, a line each."""
    out = io.StringIO()
    rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(["number", "at", "what", "by", "room", "clause", "words", "files"])
    for number, line in enumerate(record.lines, start=1):
        told = "\n\n".join(f"{p.label}: {p.text}" if p.label else p.text for p in line.parts)
        files = ", ".join(file.name for file in line.files)
        cells = (line.what, line.by, line.room, line.clause, told, files)
        rows.writerow([str(number), line.at.isoformat(), *(cell(one) for one in cells)])
    return out.getvalue()


def _text(record: CaseRecord) -> str:
    lines = [record.code_name, *record.about, ""]
    for line in record.lines:
        lines += [" · ".join(one for one in (_moment(line.at), line.by, line.room, line.clause) if one), line.what]
        for part in line.parts:
            lines += [f"  {part.label}:"] if part.label else []
            lines += [f"  | {one}" for one in part.text.splitlines()]
        lines += [f"  {_('File')}: {file.name}" for file in line.files]
        lines.append("")
    return "\n".join(lines)


def _for_pdf(record: CaseRecord, made: Occasioned) -> dict[str, object]:
    return {
        "title": record.code_name,
        "about": list(record.about),
        "made": _moment(made.at),
        "who": _("%(community)s · taken out by %(who)s") % {"community": made.community, "who": made.who},
        "lines": [_line(line) for line in record.lines],
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "at": _moment(line.at),
        "what": line.what,
        "by": line.by,
        "room": line.room,
        "clause": line.clause,
        "parts": [{"label": part.label, "text": part.text.splitlines()} for part in line.parts],
        "files": [file.name for file in line.files],
    }


def _moment(at: datetime) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M %Z}"


def _readme(made: Occasioned, told: Iterable[str], *, with_files: bool) -> str:
    values = {"who": made.who, "community": made.community, "at": _moment(made.at)}
    lines = [
        _("What %(who)s may read at %(community)s, taken out on %(at)s.") % values,
        "",
        _("This holds what people said in confidence. Keep it sealed, and delete it when you no longer need it."),
        _("record.txt has everything; record.pdf is for printing, and lacks the signs of some scripts."),
        _("In record.csv an apostrophe stands before what a spreadsheet could take for a formula."),
        _("Every time is in %(zone)s.") % {"zone": zone_name(get_current_timezone_name())},
        _("The files are as they came: they may hold anything, so open them with care."),
        "" if with_files else _("The files were left out."),
        _("Drafts are not in it, nor the addresses to which letters go, nor a case that you may not read."),
        "",
        *(told or [_("There is no case that you may read.")]),
    ]
    return "\n".join(lines) + "\n"
