"""Days and times within sentences of the record: read for years, so each says its year.

The zone is the reader's, and stands once on a page, in its last line; what is taken out says it in its first file.
"""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

__all__ = ["day_words", "time_words"]


def day_words(at: datetime) -> str:
    """The day of a time in the reader's zone, as in "2 Mar 2026"."""
    return date_format(localtime(at), _("j M Y"))


def time_words(at: datetime) -> str:
    """A time in the reader's zone, as in "2 Mar 2026, 11:02"."""
    return f"{day_words(at)}, {date_format(localtime(at), 'H:i')}"
