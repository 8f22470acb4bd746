"""Pages for what went wrong: what happened, what is kept, what to do. Unknown and forbidden look the same."""

import logging
import secrets
import sys
from dataclasses import dataclass, field
from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _

from evenhand.shell import coming_back
from evenhand.shell.addresses import address
from evenhand.shell.asking import Asking
from evenhand.shell.events import Event, log
from evenhand.shell.pages import Page, PageResponse, render


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage(Page):
    """One sentence each; the reference is random and leads to one line of the log."""

    happened: str
    kept: str
    todo: str
    reference: str = ""
    unsent: str = field(default="", repr=False)
    """What somebody had typed, to be copied: for them alone, who have sent it just now."""
    onward: str = ""
    """Where a member who is signed in goes on: to what is owed now."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> PageResponse:  # noqa: ARG001 - Django's signature
    """Answer what cannot be read."""
    return _answer(
        request,
        400,
        title=_("We could not read that"),
        happened=_("What your browser sent did not arrive in one piece, or not in a form that we know."),
        kept=_("Nothing was changed and nothing was saved."),
        todo=_("Go back, where what you wrote should still be, and send it once more."),
    )


def foreign_form(request: HttpRequest, *, unsent: str = "") -> PageResponse:
    """Answer a form that no page of ours sent; where nobody can be told as its writer, their words are on the page."""
    page = ErrorPage(
        title=_("We did not take that"),
        happened=_("This form does not seem to come from a page of ours, or your browser hides where it comes from."),
        kept=_("Nothing was changed and nothing was saved."),
        todo=_("Go back, reload the page, and send it once more. If that fails, another browser will do."),
        unsent=unsent,
        holds_a_text=bool(unsent),
    )
    return render(request, "error.html", page, status=403)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> PageResponse:  # noqa: ARG001
    """Answer somebody who knows that the page exists and may not do this. Strangers get `not_found`."""
    page = ErrorPage(
        title=_("This is not open to you"),
        happened=_("You are signed in, but your part in this does not include this page."),
        kept=_("Nothing was changed."),
        todo=_("If you think that this is wrong, ask the person who chairs the committee."),
        onward=address(cast("Asking", request), "desk:list") if hasattr(request, "community") else "",
    )
    return render(request, "error.html", page, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> PageResponse:  # noqa: ARG001
    """Answer the same for what does not exist and for what this reader may not know of."""
    return _answer(
        request,
        404,
        title=_("There is nothing here for you"),
        happened=_("The address may be mistyped or old, or it may belong to somebody else."),
        kept=_("Nothing was changed."),
        todo=_("Check the address, or begin again at the page that you know."),
        unsent=coming_back.to_copy(request),
    )


def method_not_allowed(request: HttpRequest, allow: str) -> PageResponse:
    """Answer a way of asking that this page does not have."""
    response = _answer(
        request,
        405,
        title=_("This page cannot be used that way"),
        happened=_("The page exists only to be read, or only to take a form."),
        kept=_("Nothing was changed and nothing was saved."),
        todo=_("Go back and use the buttons of the page."),
    )
    response["Allow"] = allow
    return response


def too_large(request: HttpRequest) -> PageResponse:
    """Answer more than the server takes at once. Of what was not read whole, the texts before the files are shown."""
    unsent = coming_back.beginning_to_copy(request)
    return _answer(
        request,
        413,
        title=_("That was too much at once"),
        happened=_("The text or the files together are larger than we can take in one go."),
        kept=_("Nothing was saved.")
        if unsent
        else _("Nothing was saved, and we did not read it. Go back at once: most browsers still have what you wrote."),
        todo=_("Send the text first, without files or in two parts. You can add the rest afterwards."),
        unsent=unsent,
    )


def unsupported_type(request: HttpRequest) -> PageResponse:
    """Answer a body that is not a form."""
    return _answer(
        request,
        415,
        title=_("We could not read that"),
        happened=_("What arrived is not a form of ours."),
        kept=_("Nothing was changed and nothing was saved."),
        todo=_("Go back and use the buttons of the page."),
    )


def failed(request: HttpRequest) -> PageResponse:
    """Answer a fault of ours: Django's last resort, called while the exception is being handled."""
    return _answer(
        request,
        500,
        title=_("Something broke on our side"),
        happened=_("It is our fault and not yours."),
        kept=_("If you were sending something, it was not accepted. Your browser still has it: go back to it."),
        todo=_("Try again in a few minutes. If it goes on, tell the committee the reference below."),
        reference=_report(request, Event.REQUEST_FAILED, sys.exc_info()[1]),
        unsent=coming_back.to_copy(request),
    )


def unavailable(request: HttpRequest, exception: Exception) -> PageResponse:
    """Answer while the store cannot be written or read; nothing is ever acknowledged that is not kept."""
    response = _answer(
        request,
        503,
        title=_("Not accepted: we cannot store anything right now"),
        happened=_("The server is full, busy or being mended."),
        kept=_("What you sent was not accepted. Your browser still has it: go back to it."),
        todo=_(
            "Try again in a few minutes. If it cannot wait, reach the committee or its outside contact another way."
        ),
        reference=_report(request, Event.REQUEST_UNSERVED, exception),
        unsent=coming_back.to_copy(request),
    )
    response["Retry-After"] = "120"
    return response


def recess(request: HttpRequest) -> PageResponse:
    """Answer while the database is older than what was acknowledged: it can be read, and nothing is written."""
    return _answer(
        request,
        503,
        title=_("Nothing can be written right now"),
        happened=_("This server holds an older state than the one that it had already confirmed."),
        kept=_("What you sent was not accepted. Your browser still has it: go back to it. Reading works."),
        todo=_("Two members sign at the office what was lost; then work goes on. Tell another member today."),
        unsent=coming_back.to_copy(request),
    )


def _answer(  # noqa: PLR0913 - what a page of an error can say
    request: HttpRequest,
    status: int,
    *,
    title: str,
    happened: str,
    kept: str,
    todo: str,
    reference: str = "",
    unsent: str = "",
) -> PageResponse:
    page = ErrorPage(
        title=title,
        happened=happened,
        kept=kept,
        todo=todo,
        reference=reference,
        unsent=unsent,
        holds_a_text=bool(unsent),
    )
    return render(request, "error.html", page, status=status)


def _report(request: HttpRequest, event: Event, exception: BaseException | None) -> str:
    """Log the kind of exception and the route, and answer the reference that stands on the page."""
    reference = secrets.token_hex(8)
    route = request.resolver_match.view_name if request.resolver_match else "none"
    log(event, level=logging.ERROR, kind=type(exception).__name__, route=route or "none", reference=reference)
    return reference
