"""What the public page is made of: days, words and for whom they were said; nothing finer, nothing else (D7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from evenhand.casework.hearing_us import Heard, Voice, is_indexed
from evenhand.people import communities
from evenhand.people.communities import Community
from evenhand.shell.addresses import address
from evenhand.shell.asking import Asking
from evenhand.shell.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What corrected a statement."""

    day: date
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One statement."""

    title: str
    text: str
    language: str
    day: date
    voice: str
    address: str
    corrections: tuple[Later, ...]
    corrects: Later | None
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsPage(Page):
    """All of them."""

    statements: tuple[Shown, ...]
    feed: str
    home: str
    is_indexed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage(Page):
    """One of them."""

    statement: Shown
    all: str
    feed: str
    is_indexed: bool


def statements_page(request: Asking, heard: Iterable[Heard]) -> StatementsPage:
    """The page of everything that was said."""
    return StatementsPage(
        title=_("Said in public"),
        statements=tuple(shown(request, one) for one in heard),
        feed=address(request, "public:feed"),
        home=address(request, "intake:front"),
        is_indexed=is_indexed(request.community),
    )


def statement_page(request: Asking, heard: Heard) -> StatementPage:
    """The page of one statement."""
    return StatementPage(
        title=_("Said in public"),
        statement=shown(request, heard),
        all=address(request, "public:statements"),
        feed=address(request, "public:feed"),
        is_indexed=is_indexed(request.community),
    )


def shown(request: Asking, heard: Heard) -> Shown:
    """A statement as it stands now."""
    said = heard.said
    return Shown(
        title=said.title,
        text=said.text,
        language=said.language,
        day=said.day,
        voice=voice_of(request.community, said.voice),
        address=address(request, "public:statement", uid=said.uid),
        corrections=tuple(_later(request, one.uid, one.day) for one in heard.corrected_by),
        corrects=None if heard.corrects is None else _later(request, heard.corrects.uid, heard.corrects.day),
        withdrawn_on=None if heard.withdrawn_by is None else heard.withdrawn_by.day,
    )


def voice_of(community: Community, voice: Voice) -> str:
    """For which body something was said, by its name in this community."""
    if not community.manual:
        return ""
    return communities.manual(community.pk, community.manual).bodies[voice.value].name


def _later(request: Asking, uid: bytes, day: date) -> Later:
    return Later(day=day, address=address(request, "public:statement", uid=uid))
