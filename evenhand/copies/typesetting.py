"""The record of a case as a PDF: what people wrote goes in as data, and the source is ours and always the same."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from evenhand import starting
from evenhand.copies.kinds import HEAD_BYTES, Kind, kind_of

MOST_BYTES: Final = 64 * 1024 * 1024
_SECONDS: Final = 90.0
_MODULE: Final = "evenhand.copies.typesetter"
_UNBROKEN: Final = re.compile(r"\S{40}")
_MAY_BREAK: Final = "\u200b"

Record = Mapping[str, Any]  # Any: texts and lists of texts, as JSON has them


def as_pdf(record: Record) -> bytes | None:
    """The record set by a limited child; nothing where that is more work than it may spend."""
    said = json.dumps(_breakable(record), ensure_ascii=False).encode("utf-8", "replace")
    try:
        answer = starting.ask((_MODULE,), said, seconds=_SECONDS, most=MOST_BYTES)
    except starting.ChildError:
        return None
    return answer if kind_of(answer[:HEAD_BYTES]) is Kind.PDF and answer.rstrip().endswith(b"%%EOF") else None


def _breakable(said: object) -> object:
    """Texts in their lines, and in each line places where a long word may break, so that none runs off the page."""
    if isinstance(said, str):
        return _UNBROKEN.sub(lambda found: found.group() + _MAY_BREAK, said)
    if isinstance(said, Mapping):
        return {name: _breakable(value) for name, value in said.items()}
    return [_breakable(one) for one in said] if isinstance(said, list) else said
