"""What a way out of the house promises, whatever it is: SMTP, or the demo's twin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from evenhand.outbox.queue import Leaving


class Came(StrEnum):
    """What came of trying to send a mail."""

    LEFT = "left"
    STAYED = "stayed"
    REFUSED = "refused"


Post = Callable[[Leaving, datetime], Came]
"""Try to send one mail, once. A refusal is for good; whatever can pass by itself, it stays."""
