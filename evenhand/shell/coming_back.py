"""A form that was sent with an ended session comes back filled, sealed to its writer until they sign in (THREATS 4.9).

One way for all doors of members: the form is sealed into the page to sign in; after
signing in, one button sends it to its own address once more, marked as having come
back. There `Form` takes the mark for a refusal, so every view answers as it answers any
form that it refuses: filled, with its files, and nothing carried out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Protocol, cast, runtime_checkable
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from evenhand.people import roster, sessions
from evenhand.people.communities import Community
from evenhand.people.sessions import SignedIn
from evenhand.shell import forms_token
from evenhand.shell.addresses import home
from evenhand.shell.asking import Asking
from evenhand.shell.forms import CAME_BACK
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import Page, PageResponse, render
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.sealing import open_for_member, seal_for_member

TOKEN = "token"  # noqa: S105 - the name of a field
MADE_ANEW = (TOKEN, "once", CAME_BACK, "session")
"""Fields that a page makes anew; passphrases and codes are never kept either."""
SECRET = ("passphrase", "code")
"""How the names of fields begin whose values are kept nowhere."""


@runtime_checkable
class CarriesFiles(Protocol):
    """An upload handler that can name what it took in a field of the form, so that the form has it again."""

    def as_field(self, sent: QueryDict) -> dict[str, list[str]]:
        """The field, with the files that the form had before and those that came now."""


@dataclass(frozen=True, slots=True)
class Parked:
    """What somebody sent with a session that had ended: where to, and what they had typed."""

    path: str
    fields: dict[str, list[str]] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBackPage(Page):
    """Signed in again, and what was written is one button away."""

    action: str
    fields: tuple[tuple[str, str], ...] = field(repr=False)


def typed(sent: QueryDict) -> dict[str, list[str]]:
    """What somebody typed, without what the page itself makes anew and without secrets."""
    return {
        name: [str(value) for value in sent.getlist(name)]
        for name in sent
        if name not in MADE_ANEW and not name.startswith(SECRET)
    }


def park(request: HttpRequest, cookie: str | None) -> str:
    """Seal a form that came too late to the member whose session had ended; nobody else can open it.

    Whose session it was is asked first: a stranger's form is not read, and no file of theirs touches the disk.
    """
    asked = cast("Asking", request)
    if request.method != "POST" or cookie is None:
        return ""
    owner = sessions.owner_of_expired(asked.community, cookie, asked.moment)
    person = None if owner is None else roster.load(asked.community).people.get(owner)
    if person is None or person.has_left:
        return ""
    fields = typed(request.POST) | _files(request)
    if not fields:
        return ""  # a button and nothing else: whoever signs in again presses it again
    body = json.dumps({"path": request.path, "fields": fields}).encode("utf-8", "replace")
    place = asked.community.place.whole_community(bytes.fromhex(person.member))
    return seal_for_member(Domain.PARKED_POST, body, person.box, place).hex()


def unpark(member: SignedIn, sealed: str) -> Parked | None:
    """What was sent with the ended session, if it was this member's and is one of our pages; else nothing."""
    try:
        place = member.community.place.whole_community(bytes.fromhex(member.member))
        body = json.loads(open_for_member(Domain.PARKED_POST, bytes.fromhex(sealed), member.keys.box, place))
    except (VaultError, ValueError):
        return None
    return Parked(own_path(member.community, body["path"]), body["fields"])


def page(request: HttpRequest, member: SignedIn, parked: Parked) -> PageResponse:
    """Signed in again: nothing was sent, and one button brings the form back as it was."""
    now = occasion(request)
    made_anew = {
        TOKEN: forms_token.issue(member.cookie, parked.path, now.entropy),
        "once": now.new_id().hex(),
        CAME_BACK: "1",
    }
    kept = tuple((name, value) for name, values in parked.fields.items() for value in values)
    shown = CameBackPage(
        title=_("You are signed in again"),
        holds_a_text=True,
        action=parked.path,
        fields=(*made_anew.items(), *kept),
    )
    return render(request, "came_back.html", shown)


def page_before(request: HttpRequest) -> str:
    """Where to go after signing in: the page that was asked for, or the one on which the sent form stood.

    A form's own address may take forms only, so it is the page before it that is led back to.
    """
    if request.method != "POST":
        return request.path
    came_from = urlsplit(request.headers.get("Referer", ""))
    is_ours = came_from.netloc == request.get_host()
    return own_path(cast("Asking", request).community, came_from.path if is_ours else "")


def own_path(community: Community, path: str) -> str:
    """This path, if it is a page of members of this community; else where members begin."""
    begin = home(community.slug)
    ours = any(path.startswith(f"{begin}{door}/") for door in ("desk", "council", "office"))
    plain = urlsplit(path) == ("", "", path, "", "") and "\\" not in path
    return path if ours and plain else f"{begin}desk/"


def _files(request: HttpRequest) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for handler in request.upload_handlers:
        if isinstance(handler, CarriesFiles):
            found |= handler.as_field(request.POST)
    return found
