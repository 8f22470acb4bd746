"""What happened before: of a long case the page shows the newest part, and the earlier ones stand here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from evenhand.casework import summaries
from evenhand.casework.seats import Seat
from evenhand.doors.desk.lists import case_address
from evenhand.doors.desk.story import StoryLine, beside, open_words, story
from evenhand.doors.desk.stretches import Stretch, stretch
from evenhand.shell.addresses import address
from evenhand.shell.asking import Asking
from evenhand.shell.pages import Page
from evenhand.shell.sessions import MemberAsking


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where what happened before stands, and how much it is."""

    count: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPage(Page):
    """An earlier part of the story, and the ways on and back."""

    code_name: str
    case: str
    story: tuple[StoryLine, ...]
    earlier: Earlier | None
    later: str


def earlier(request: Asking, seat: Seat, part: Stretch) -> Earlier | None:
    """The link to what happened before a stretch."""
    return Earlier(part.earlier, _address(request, seat, part.first)) if part.earlier else None


def earlier_page(request: MemberAsking, seat: Seat, before: int) -> EarlierPage:
    """The stretch of the story that ends before this entry."""
    part = stretch(seat, before)
    case = case_address(request, seat.file.number)
    return EarlierPage(
        title=_("A case"),
        code_name=summaries.name_of(seat.file.uid),
        case=case,
        story=story(request, seat, part, open_words(seat, beside(seat, part, request.moment))),
        earlier=earlier(request, seat, part),
        later=_address(request, seat, part.next_ends_before) if part.next_ends_before else f"{case}#story",
    )


def _address(request: Asking, seat: Seat, before: int) -> str:
    return address(request, "desk:earlier", number=seat.file.number, before=before)
