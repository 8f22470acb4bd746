"""A party at their line: the seat that every view of the line begins with, and the way back for whoever has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from evenhand.casework import seats, uploads
from evenhand.casework.receiving import SealedFiles
from evenhand.casework.seats import NoSuchCaseError, PartySeat
from evenhand.casework.uploads import StoredFile
from evenhand.doors.portal import cookie, parking, phrase_page
from evenhand.doors.portal.fields import KEPT, TOKEN
from evenhand.doors.portal.forms import PhraseForm
from evenhand.doors.portal.own_data import TAKE_ACCESS_BACK
from evenhand.doors.portal.parking import Parked
from evenhand.people import lines, writers
from evenhand.people.lines import OpenLine
from evenhand.people.occasion import Occasion
from evenhand.record.ledger import RecessError
from evenhand.shell import addresses, errors, forms_token
from evenhand.shell.asking import Asking
from evenhand.shell.forms import CAME_BACK
from evenhand.shell.occasions import occasion
from evenhand.shell.sessions import see_other

View = Callable[..., HttpResponseBase]

COME_IN_FIRST, FORBIDDEN = 401, 403

NOTHING_TYPED = ("leave", "withdraw", "take-back", TAKE_ACCESS_BACK)
"""Forms in which nobody writes anything, so that nothing has to wait for its writer."""


@dataclass(frozen=True, slots=True)
class At:
    """A party at their line, for one request."""

    request: Asking
    now: Occasion
    line: OpenLine = field(repr=False)
    seat: PartySeat
    files: SealedFiles | None = None

    def hidden(self, act: str, **more: str) -> dict[str, str]:
        """The hidden fields of a form: its token for this session and act, and what it is about."""
        writer = writers.seal(self.seat.community, self.line.phrase.box.public, act, self.now.entropy)
        return {TOKEN: forms_token.issue(self.line.cookie, act, self.now.entropy, writer), **more}

    def taken(self) -> tuple[StoredFile, ...]:
        """The files of this form, those from before first."""
        kept = uploads.from_handle(self.seat.community, self.request.POST.get(KEPT, ""))
        return kept if self.files is None else self.files.fill_up(kept)


def seated(act: str) -> Callable[[View], View]:
    """Only for whoever has typed their phrase; a form must come from this session's own page."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: Asking, **parts: str) -> HttpResponseBase:
            now = occasion(request)
            files = _receive(request, now)
            opened = lines.resume(request.community, cookie.read(request), now.now)
            if opened is None:
                return _come_back(request, now, act, files)
            if request.method == "POST" and not _is_from_our_page(request, opened, act):
                if _writer(request, act) != opened.phrase.box.public or act in NOTHING_TYPED:
                    return _not_theirs(request, now, act, files)
                _mark_as_come_back(request)
            try:
                seat = seats.admit_party(request.community, opened.phrase, now)
                return view(At(request, now, opened, seat, files), **parts)
            except NoSuchCaseError:
                return errors.not_found(request)
            except (OSError, RecessError) as err:
                return errors.unavailable(request, err)

        return answer

    return wrap


def _come_back(request: Asking, now: Occasion, act: str, files: SealedFiles | None) -> HttpResponseBase:
    """Nobody is in: ask for the phrase again. What was sent too late waits, sealed to whoever wrote it."""
    if request.method != "POST" or act in NOTHING_TYPED:
        return see_other(addresses.address(request, "portal:phrase"))
    box = lines.box_of_expired(request.community, cookie.read(request), now.now) or _writer(request, act)
    return _keep(request, now, act, files, box, COME_IN_FIRST)


def _not_theirs(request: Asking, now: Occasion, act: str, files: SealedFiles | None) -> HttpResponseBase:
    """Somebody else is in by now, on this machine: what was written before waits for its own writer."""
    box = _writer(request, act)
    if box is None or act in NOTHING_TYPED:
        return errors.foreign_form(request, unsent=parking.words(parking.typed(request.POST, {})))
    return _keep(request, now, act, files, box, FORBIDDEN)


def _keep(
    request: Asking, now: Occasion, act: str, files: SealedFiles | None, box: bytes | None, status: int
) -> HttpResponseBase:
    """The page that asks for the phrase, with what was sent, sealed to whoever has this key."""
    kept = uploads.from_handle(request.community, request.POST.get(KEPT, ""))
    arrived = kept if files is None else files.fill_up(kept)
    more = {KEPT: uploads.handle(request.community, arrived, now)} if arrived else {}
    fields = parking.typed(request.POST, more)
    parked = "" if box is None else parking.park(request.community, box, Parked(act, fields))
    form = PhraseForm(hidden=phrase_page.hidden(request.community, now, parked))
    response = phrase_page.show(
        request,
        form,
        parked=parked,
        unsent="" if parked else parking.words(fields),
        of_somebody_else=status == FORBIDDEN,
    )
    response.status_code = status
    return response


def _writer(request: Asking, act: str) -> bytes | None:
    """The public key of whom the page of this form was made for, as its token says; nothing where it is none of ours.

    Whoever closed their page in another tab has left no session behind (4.9), and who came back since has another one.
    """
    return writers.unseal(request.community, forms_token.writer_of(request.POST.get(TOKEN, "")), act)


def _mark_as_come_back(request: Asking) -> None:
    """Their own form, from before they came back: it is shown as it was filled in, and carries nothing out."""
    marked = request.POST.copy()
    marked[CAME_BACK] = "1"
    request.POST = marked  # type: ignore[assignment]  # a copy is as good; nothing writes into it


def _receive(request: Asking, now: Occasion) -> SealedFiles | None:
    """Take the files of a form, before anything reads it."""
    if request.method != "POST" or request.content_type != "multipart/form-data":
        return None
    files = SealedFiles(request.community, now)
    request.upload_handlers = [files]
    return files


def _is_from_our_page(request: HttpRequest, opened: OpenLine, act: str) -> bool:
    try:
        return forms_token.check(opened.cookie, act, request.POST.get(TOKEN, ""))
    except forms_token.FormTokenError:
        return False
