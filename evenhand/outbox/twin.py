"""SMTP's twin for the demo: letters go into a folder, where the office's page of letters finds them. Demo only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evenhand.outbox.posting import Came
from evenhand.outbox.queue import Leaving

FOLDER = "letters"
"""Under the demo's data folder."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that would have left."""

    at: datetime
    community: str
    to: str
    subject: str
    body: str
    message_id: str


def post(folder: Path, leaving: Leaving, now: datetime) -> Came:
    """Lay a mail down, once for each Message-ID, as a mailbox would show it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mail = leaving.mail
    body = {
        "at": now.isoformat(),
        "community": leaving.community.slug,
        "to": mail.to,
        "subject": mail.subject,
        "body": mail.body,
        "message_id": leaving.message_id,
    }
    new = folder / f"{leaving.uid.hex()}.new"
    new.write_text(json.dumps(body, ensure_ascii=False), "utf-8")
    new.replace(folder / f"{leaving.uid.hex()}.json")
    return Came.LEFT


def letters(folder: Path, community: str) -> tuple[Letter, ...]:
    """The mails of a community, newest first."""
    found = [_read(path) for path in folder.glob("*.json")] if folder.is_dir() else []
    return tuple(sorted((one for one in found if one.community == community), key=lambda one: one.at, reverse=True))


def _read(path: Path) -> Letter:
    body = json.loads(path.read_text("utf-8"))
    return Letter(**{**body, "at": datetime.fromisoformat(body["at"])})
