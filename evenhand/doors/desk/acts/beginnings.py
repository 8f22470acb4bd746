"""How a letter or a public text begins in a form: its template, what the proposal says, what is still to be filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from evenhand.casework import words
from evenhand.casework.seats import Seat
from evenhand.doors.desk.acts.base import Sitting
from evenhand.outbox.beginnings import Beginning, Begun, begin, blanks
from evenhand.procedure import facts as f
from evenhand.procedure.state import PartyState
from evenhand.record import rooms
from evenhand.shell.addresses import home
from evenhand.shell.contact import outside

MOST_NAMED = 3
"""So many blanks are named in a sentence; the others stand in the text anyway."""


@dataclass(frozen=True, slots=True)
class Filling:
    """Which template, and in which language; the community's first where nothing is said."""

    which: Beginning
    language: str = ""
    until: str = ""
    """A date that the text gives, as its reader writes dates."""


def begun(sitting: Sitting, filling: Filling) -> Begun:
    """A template with the way back and the pointers that were agreed on, as its reader is to see them."""
    seat = sitting.seat
    language = filling.language or seat.manual.languages[0]
    agreed = proposal_words(seat)
    return begin(
        filling.which,
        language,
        path_back=str(agreed.get("path_back") or ""),
        pointers=pointer_lines(seat, agreed, language),
        contact=outside(seat.community, seat.manual).in_a_line,
        until=filling.until,
        report=seat.community.says("address").rstrip("/") + home(seat.community.slug),
    )


def example(sitting: Sitting, filling: Filling) -> tuple[str, str] | None:
    """The same template in the community's next language, to copy from: the language's name, and the text."""
    others = [one for one in sitting.seat.manual.languages[1:] if one in dict(settings.LANGUAGES)]
    if not others:
        return None
    first = begun(sitting, Filling(filling.which, others[0]))
    title = f"{first.title}\n\n" if first.title else ""
    return dict(settings.LANGUAGES)[others[0]], title + first.text


def blank_left(text: str) -> str:
    """A sentence that names what is still to be filled in, or nothing."""
    found = blanks(text)
    if not found:
        return ""
    named = "; ".join(found[:MOST_NAMED]) or "⟦⟧"
    return _("Still to be filled in: %(blanks)s. What you wrote is kept.") % {"blanks": named}


def carried(sitting: Sitting, party: PartyState) -> str:
    """The way back and the pointers, in a letter to the person concerned; to others nothing (V2, V5)."""
    if party.role is not f.Role.REPORTED:
        return ""
    agreed = proposal_words(sitting.seat)
    parts = (str(agreed.get("path_back") or ""), pointer_lines(sitting.seat, agreed, party.language))
    return "".join(f"\n\n{part.strip()}" for part in parts if part.strip())


def proposal_words(seat: Seat) -> Mapping[str, Any]:
    """What was written with the newest proposal, as this member's keys open it."""
    proposals = [r for r in seat.file.entries if isinstance(r.happened.fact, f.Proposed)]
    if not proposals or not seat.has_answered:
        return {}
    opened = rooms.read(seat.file, seat.keys, proposals[-1:])
    raw = opened.get(proposals[-1].entry)
    return {} if raw is None else words.decode(raw)


def pointer_lines(seat: Seat, agreed: Mapping[str, Any], language: str) -> str:
    """The agreed pointers, a line each, titled in the reader's language (V5)."""
    chosen = set(agreed.get("pointer_ids") or ())
    return "\n".join(f"{r.title.in_language(language)}: {r.link}" for r in seat.manual.resources if r.id in chosen)
