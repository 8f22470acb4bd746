"""A form that was sent with an ended session comes back filled, sealed to its writer until they sign in (THREATS 4.9).

One way for all doors of members: the form is sealed into the page to sign in; after
signing in, one button sends it to its own address once more, marked as having come
back. There `Form` takes the mark for a refusal, so every view answers as it answers any
form that it refuses: filled, with its files, and nothing carried out.

Who the writer is, the session knows for a day after it went idle. One that was ended on
purpose has left nothing, and who has signed in anew brings another cookie: then the
form's own token says for whom its page was made. Sealed to them it is kept nowhere but
in the page that answers, and opens for nobody else who sits down there. Sealed rather
than shown: somebody signed out there, and may have left the machine to others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Protocol, cast, runtime_checkable
from urllib.parse import urlsplit

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _

from evenhand.people import roster, sessions, writers
from evenhand.people.communities import Community
from evenhand.people.occasion import Entropy
from evenhand.people.roster import Person
from evenhand.people.sessions import SignedIn
from evenhand.procedure.facts import Member
from evenhand.shell import forms_token
from evenhand.shell.addresses import home
from evenhand.shell.asking import Asking
from evenhand.shell.forms import CAME_BACK, chosen_names
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import Page, PageResponse, render
from evenhand.shell.uploads import NoFiles
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.sealing import open_for_member, seal_for_member

TOKEN = "token"  # noqa: S105 - the name of a field
MADE_ANEW = (TOKEN, "once", CAME_BACK, "session")
"""Fields that a page makes anew; passphrases and codes are never kept either."""
SECRET = ("passphrase", "code")
"""How the names of fields begin whose values are kept nowhere."""
_MOST_TEXT_BYTES = 4 * 1024 * 1024
"""So much of a form that is too large is read, for the texts at its beginning: a megabyte of signs in any script."""
_MACHINE_MADE = re.compile(r"[\w=-]{24,}")
"""Handles and tokens, which nobody typed and nobody wants to copy."""


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
    without_files: bool = False
    """Files were chosen too, and could not be taken: there was no session that let anybody put files on our disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What the page to sign in holds of a form that came too late."""

    sealed: str = ""
    unsent: str = field(default="", repr=False)
    """Where nobody can be told as its writer any more: the words, to be copied by whoever has sent them just now."""
    without_files: bool = False
    of_somebody_else: bool = False
    """Another member is signed in by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBackPage(Page):
    """Signed in again, and what was written is one button away."""

    without_files: bool
    action: str
    fields: tuple[tuple[str, str], ...] = field(repr=False)


def typed(sent: QueryDict) -> dict[str, list[str]]:
    """What somebody typed, without what the page itself makes anew and without secrets."""
    return {
        name: [str(value) for value in sent.getlist(name)]
        for name in sent
        if name not in MADE_ANEW and not name.startswith(SECRET)
    }


def token(member: SignedIn, path: str, entropy: Entropy) -> str:
    """Make the token of a member's form that is sent to this path."""
    writer = writers.seal(member.community, bytes.fromhex(member.member), path, entropy)
    return forms_token.issue(member.cookie, path, entropy, writer)


def park(request: HttpRequest, cookie: str | None) -> Waiting:
    """Seal a form that came too late to the member who wrote it; nobody else can open it.

    Whose session it was is asked first: where no session says that somebody may put files on our disk, none is taken.
    """
    if request.method != "POST":
        return Waiting()
    asked = cast("Asking", request)
    owner = None if cookie is None else sessions.owner_of_expired(asked.community, cookie, asked.moment)
    if owner is None:
        request.upload_handlers = [NoFiles()]
        owner = writer(request)
    return wait_for(request, owner)


def writer(request: HttpRequest) -> Member | None:
    """The member for whom the page of this form was made, as its token says; nobody where it is none of ours."""
    sealed = forms_token.writer_of(request.POST.get(TOKEN, ""))
    whom = writers.unseal(cast("Asking", request).community, sealed, request.path)
    return None if whom is None else Member(whom.hex())


def wait_for(request: HttpRequest, owner: Member | None, *, of_somebody_else: bool = False) -> Waiting:
    """What was sent, sealed to its writer; to be copied where there is none who could open it."""
    community = cast("Asking", request).community
    kept = sent(request)
    if not kept.fields:  # a button and nothing else: whoever signs in again presses it again
        return Waiting(without_files=kept.without_files, of_somebody_else=of_somebody_else)
    person = None if owner is None else roster.load(community).people.get(owner)
    if person is None or person.has_left:
        return Waiting(unsent=words(kept.fields), without_files=kept.without_files)
    return Waiting(
        sealed=_sealed(community, person, kept), without_files=kept.without_files, of_somebody_else=of_somebody_else
    )


def sent(request: HttpRequest) -> Parked:
    """The form as it was sent, with the files that were taken."""
    fields = typed(request.POST) | _files(request)
    without = any(isinstance(handler, NoFiles) and handler.has_skipped for handler in request.upload_handlers)
    return Parked(request.path, fields, without)


def words(fields: Mapping[str, Sequence[str]]) -> str:
    """What somebody wrote, to be copied; which answers they chose is known to the form alone, by codes."""
    chosen = chosen_names()
    every = (value for name, values in fields.items() if name not in chosen for value in values)
    return "\n\n".join(value for value in every if value.strip() and not _MACHINE_MADE.fullmatch(value))


def to_copy(request: HttpRequest) -> str:
    """What somebody wrote into a form that ends at an error page: it stands there, for them to copy.

    Browsers keep no form of a page that must not be stored, so "go back" alone could lose it. It is their own
    request that is shown to them again, whoever they are and whatever they may know; nothing of ours comes with it,
    and nothing is read from the network or written to a disk for it that was not before.
    """
    if request.method != "POST":
        return ""
    try:
        if not hasattr(request, "_files"):  # what was not read yet is read without its files
            request.upload_handlers = [NoFiles()]
        return words(typed(request.POST))
    except (OSError, SuspiciousOperation, MultiPartParserError, RawPostDataException):
        return ""


def beginning_to_copy(request: HttpRequest) -> str:
    """What somebody wrote into a form that is too large to be read whole: its texts precede its files.

    No more than a form of texts alone may have is read, and no file. Where no file has begun by then, a text
    might be cut off in its middle, so nothing is shown.
    """
    if request.content_type != "multipart/form-data":
        return ""
    skipping = NoFiles()
    try:
        head = request.read(_MOST_TEXT_BYTES)
        meta = {**request.META, "CONTENT_LENGTH": str(len(head))}
        sent, _files = MultiPartParser(meta, BytesIO(head), [skipping], "utf-8").parse()
    except (OSError, SuspiciousOperation, MultiPartParserError, ValueError):
        return ""
    return words(typed(sent)) if skipping.has_skipped else ""


def _sealed(community: Community, person: Person, kept: Parked) -> str:
    said = {"path": kept.path, "fields": kept.fields, "without_files": kept.without_files}
    place = community.place.whole_community(bytes.fromhex(person.member))
    return seal_for_member(Domain.PARKED_POST, json.dumps(said).encode("utf-8", "replace"), person.box, place).hex()


def unpark(member: SignedIn, sealed: str) -> Parked | None:
    """What was sent with the ended session, if it was this member's and is one of our pages; else nothing."""
    try:
        place = member.community.place.whole_community(bytes.fromhex(member.member))
        body = json.loads(open_for_member(Domain.PARKED_POST, bytes.fromhex(sealed), member.keys.box, place))
    except (VaultError, ValueError):
        return None
    return Parked(own_path(member.community, body["path"]), body["fields"], bool(body.get("without_files")))


def page(request: HttpRequest, member: SignedIn, parked: Parked, *, status: int = 200) -> PageResponse:
    """Signed in again: nothing was sent, and one button brings the form back as it was."""
    now = occasion(request)
    made_anew = {
        TOKEN: token(member, parked.path, now.entropy),
        "once": now.new_id().hex(),
        CAME_BACK: "1",
    }
    kept = tuple((name, value) for name, values in parked.fields.items() for value in values)
    shown = CameBackPage(
        title=_("You are signed in again"),
        holds_a_text=True,
        without_files=parked.without_files,
        action=parked.path,
        fields=(*made_anew.items(), *kept),
    )
    return render(request, "came_back.html", shown, status=status)


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
