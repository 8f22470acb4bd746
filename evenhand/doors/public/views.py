"""The public page: no account, no cookie, and nothing of any case (D7)."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from evenhand.casework import hearing_us
from evenhand.doors.public import pages
from evenhand.doors.public.feed import atom
from evenhand.shell.asking import Asking
from evenhand.shell.pages import PageResponse, render


@require_safe
def statements(request: HttpRequest) -> PageResponse:
    """Everything that was said in public, newest first."""
    asking = cast("Asking", request)
    return render(asking, "public/statements.html", pages.statements_page(asking, hearing_us.heard(asking.community)))


@require_safe
def statement(request: HttpRequest, uid: bytes) -> PageResponse:
    """One statement, with what has followed it."""
    asking = cast("Asking", request)
    found = hearing_us.one(asking.community, uid)
    if found is None:
        raise Http404
    return render(asking, "public/statement.html", pages.statement_page(asking, found))


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The same as a feed, for whoever follows it without visiting."""
    asking = cast("Asking", request)
    return HttpResponse(atom(asking, hearing_us.heard(asking.community)), content_type="application/atom+xml")
