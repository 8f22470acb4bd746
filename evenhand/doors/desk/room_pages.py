"""Small pages about one room or one letter."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import Seat
from evenhand.doors.desk.case_page import code_name
from evenhand.procedure.clauses import Clause
from evenhand.shell.addresses import address
from evenhand.shell.clauses import clause_text
from evenhand.shell.pages import Page
from evenhand.shell.parts import ClauseText
from evenhand.shell.sessions import MemberAsking


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPage(Page):
    """One question with one button."""

    case: str
    code_name: str
    heading: str
    says: str
    clause: ClauseText
    button: str
    refused: str = ""


def identity_page(request: MemberAsking, seat: Seat) -> RoomPage:
    """Who reported, for a reason."""
    return RoomPage(
        title=_("The identity room"),
        case=address(request, "desk:case", number=seat.file.number),
        code_name=code_name(seat),
        heading=_("Open who reported"),
        says=_(
            "The names of reporters stand in a room of their own. Most cases are handled without it. "
            "That you opened it, and why, is recorded where the others can read it."
        ),
        clause=clause_text(Clause.IDENTITY),
        button=_("Open the identity"),
    )


def came_back_page(request: MemberAsking, seat: Seat, problem: RefusedError | None) -> RoomPage:
    """A letter that did not arrive."""
    return RoomPage(
        title=_("A letter that came back"),
        case=address(request, "desk:case", number=seat.file.number),
        code_name=code_name(seat),
        heading=_("This letter came back"),
        says=_("What the letter was for is owed again, so that somebody tries another way."),
        clause=clause_text(Clause.PERSONAL if problem is None else problem.clause),
        button=_("It came back"),
        refused="" if problem is None else _(problem.reason),
    )
