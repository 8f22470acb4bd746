"""What stands around every page of members: the doors that are open to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from django.utils.translation import gettext as _

from evenhand.shell.addresses import address
from evenhand.shell.pages import Link, Page
from evenhand.shell.sessions import MemberAsking, holds_office

AnyPage = TypeVar("AnyPage", bound=Page)


def around(request: MemberAsking, page: AnyPage) -> AnyPage:
    """The page with the links that this member has; nothing in them depends on any case."""
    return replace(page, nav=member_nav(request))


def member_nav(request: MemberAsking) -> tuple[Link, ...]:
    """The doors that are open to this member, by their part in the community."""
    person = request.signed_in.person
    doors = [
        ("desk:list", _("Owed now"), True),
        ("desk:closed", _("Closed cases"), True),
        ("desk:file-report", _("File a report"), person.on_committee),
        ("desk:speak", _("Speak in public"), True),
        ("council:list", _("Council"), person.on_council),
        ("office:home", _("Office"), holds_office(request.signed_in)),
        ("desk:account", _("Your account"), True),
    ]
    return tuple(
        Link(label=label, address=where, here=_is_here(request.path, name, where.partition("?")[0]))
        for name, label, is_open in doors
        if is_open
        for where in (address(request, name),)
    )


def _is_here(path: str, name: str, where: str) -> bool:
    """A door of few pages is marked on all of them; at the desk each page has its own link."""
    return path == where or (not name.startswith("desk:") and path.startswith(where))
