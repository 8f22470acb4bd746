"""Statements as an Atom feed: each with its day, and nothing that the page does not say (D7)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _

from evenhand.casework.hearing_us import Heard
from evenhand.doors.public.pages import voice_of
from evenhand.people.communities import Community
from evenhand.shell.asking import Asking

_TURNS_AROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that nobody sees and that turn a line around, or end what keeps one apart (UAX 9)."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Feed(Atom1Feed):
    """A feed that says nothing of the time at which it was asked for: two who ask read the same."""

    def latest_post_date(self) -> datetime:
        """The day of the newest statement; before the first there is a day long ago."""
        days = [item["updateddate"] for item in self.items]
        return max(days, default=datetime(2000, 1, 1, tzinfo=UTC))


def atom(request: Asking, heard: Iterable[Heard]) -> str:
    """The feed, in the language of whoever asks for it."""
    community = request.community
    feed = _Feed(
        title=_("%(community)s: said in public") % {"community": _in_a_line(community.name)},
        link=_where(community, "public:statements"),
        description="",
        feed_url=_where(community, "public:feed"),
    )
    for one in heard:
        _add(feed, community, one)
    return feed.writeString("utf-8")


def _add(feed: Atom1Feed, community: Community, heard: Heard) -> None:
    said, last = heard.said, heard.withdrawn_by or (heard.corrected_by or (heard.said,))[-1]
    withdrawn = _("This statement was taken back.")
    text = _apart(linebreaks(escape(_plain(said.text)))) if heard.withdrawn_by is None else escape(withdrawn)
    where = _where(community, "public:statement", uid=said.uid)
    feed.add_item(
        title=_in_a_line(said.title) if heard.withdrawn_by is None and said.title else withdrawn,
        link=where,
        description=text,
        author_name=_in_a_line(voice_of(community, said.voice) or community.name),
        unique_id=where,
        pubdate=datetime.combine(said.day, time(), UTC),
        updateddate=datetime.combine(last.day, time(), UTC) + _changes(heard),
    )


def _changes(heard: Heard) -> timedelta:
    """A second for each change: what is set right or taken back on its own day is news to a reader of feeds as well.

    Nothing finer than days is told of when it was.
    """
    return timedelta(seconds=len(heard.corrected_by) + (heard.withdrawn_by is not None))


def _where(community: Community, name: str, **parts: object) -> str:
    """An address that a feed reader can follow from anywhere."""
    return community.says("address").rstrip("/") + reverse(name, kwargs={"slug": community.slug, **parts})


def _apart(html: str) -> str:
    """Words that keep their direction to themselves, whatever stands around them in a reader of feeds."""
    return f'<div dir="auto">{html}</div>'


def _in_a_line(text: str) -> str:
    """A title, which has no marks around it that could keep it apart: without the signs that turn a line around."""
    return _TURNS_AROUND.sub("", _plain(text))


def _plain(text: str) -> str:
    """A text without the signs that no XML may hold."""
    return _NOT_IN_XML.sub(" ", text)
