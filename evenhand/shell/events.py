"""What the log may say: an event of this list and facts that are safe by their type; never text from outside.

No address, query, body, name, phrase or key has a way in: a fact is a number, a clause-like code or a random reference.
"""

import json
import logging
import re
import time
from collections.abc import Mapping
from enum import StrEnum

_log = logging.getLogger("evenhand")
_SAFE = re.compile(r"[A-Za-z0-9_.:\-]{1,100}")


class Event(StrEnum):
    """Everything that Evenhand ever logs."""

    STARTED = "started"
    STOPPED = "stopped"
    REQUEST_FAILED = "request-failed"
    REQUEST_UNSERVED = "request-unserved"
    CLOCK_TICK_FAILED = "clock-tick-failed"
    CLOCK_JUMPED = "clock-jumped"
    LETTER_DELAYED = "letter-delayed"
    SPOOL_SWEPT = "spool-swept"
    RECORD_BEHIND = "record-behind"
    MARK_UNWRITTEN = "mark-unwritten"


class UnsafeFactError(ValueError):
    """Somebody tried to log a text that is not a plain code; the text is not repeated here."""


def log(event: Event, *, level: int = logging.INFO, **facts: str | int) -> None:
    """Write one line: the event and its facts."""
    for name, fact in facts.items():
        if isinstance(fact, str) and not _SAFE.fullmatch(fact):
            raise UnsafeFactError(f"the fact {name} of {event} is not a plain code")
    _log.log(level, event.value, extra={"facts": facts})


class Line(logging.Formatter):
    """One JSON object a line; of a foreign record only its logger and level, because its message may hold anything."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        """Write the time, the level, the event and its facts."""
        facts = getattr(record, "facts", None)
        told: Mapping[str, str | int] = facts if isinstance(facts, dict) else {"logger": record.name}
        event = record.getMessage() if isinstance(facts, dict) else "foreign"
        at = self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ")
        return json.dumps({"at": at, "level": record.levelname.lower(), "event": event, **told})
