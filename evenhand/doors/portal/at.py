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
from evenhand.people import lines
from evenhand.people.lines import OpenLine
from evenhand.people.occasion import Occasion
from evenhand.record.ledger import RecessError
from evenhand.shell import addresses, errors, forms_token
from evenhand.shell.asking import Asking
from evenhand.shell.occasions import occasion
from evenhand.shell.sessions import see_other

View = Callable[..., HttpResponseBase]

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
        return {TOKEN: forms_token.issue(self.line.cookie, act, self.now.entropy), **more}

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
                return errors.foreign_form(request)
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
    kept = uploads.from_handle(request.community, request.POST.get(KEPT, ""))
    arrived = kept if files is None else files.fill_up(kept)
    more = {KEPT: uploads.handle(request.community, arrived, now)} if arrived else {}
    fields = parking.typed(request.POST, more)
    parked = parking.park(request.community, cookie.read(request), now.now, Parked(act, fields))
    form = PhraseForm(hidden=phrase_page.hidden(request.community, now, parked))
    response = phrase_page.show(request, form, parked=parked, unsent="" if parked else parking.words(fields))
    response.status_code = 401
    return response


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
