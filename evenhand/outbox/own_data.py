"""The file that holds what somebody told the committee and what they were told, in their own language (K1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

__all__ = ["Own", "about_name", "own_name", "write"]

LABELS = {
    "when": gettext_lazy("When"),
    "where": gettext_lazy("Where"),
    "who": gettext_lazy("Who"),
    "names": gettext_lazy("Who"),
    "links": gettext_lazy("Links"),
    "others_affected": gettext_lazy("Others affected"),
    "not_to_contact": gettext_lazy("Whom not to contact"),
    "left_out": gettext_lazy("What we keep back, and why"),
}
"""What stands beside a text, with what it is called on the person's own page."""


@dataclass(frozen=True, slots=True)
class Own:
    """One thing that was said: by them or to them, when, in which words, with which files."""

    at: datetime
    is_own: bool
    words: Mapping[str, object] = field(repr=False)
    files: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    """Files that can no longer be opened."""


def about_name(language: str) -> str:
    """How the file is called in which the committee says what else it keeps."""
    with translation.override(language):
        return _("what-we-keep-about-you") + ".txt"


def own_name(language: str) -> str:
    """How the file with both sides of the conversation is called."""
    with translation.override(language):
        return _("what-you-told-us-and-we-told-you") + ".txt"


def write(said: Iterable[Own], language: str) -> str:
    """Oldest first, each under its day and who said it."""
    with translation.override(language):
        kept = _(
            "Your name, if you gave it, and the address for our mails are kept apart, and are not copied here. "
            "We use the address for nothing else."
        )
        return "\n\n".join((kept, *(_one(one) for one in said))) + "\n"


def _one(one: Own) -> str:
    local = localtime(one.at)
    head = _("You wrote") if one.is_own else _("The committee wrote")
    lines = [f"{date_format(local, _('l j F Y'))} {local:%H:%M %Z} · {head}"]
    text = str(one.words.get("text") or "")
    lines += [text] if text else []
    lines += [f"{label}: {one.words[name]}" for name, label in LABELS.items() if one.words.get(name)]
    lines += [f"{_('File')}: {name}" for name in one.files]
    lines += [_("The file %(name)s is broken or gone.") % {"name": name} for name in one.lost]
    return "\n".join(lines)
