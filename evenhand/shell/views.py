"""Two pages that belong to no door: the root, and the sample of every component."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from evenhand.shell.look import LookForm, sample
from evenhand.shell.pages import Page, PageResponse, render


@require_safe
def root(request: HttpRequest) -> PageResponse:
    """Answer the same to everybody: which communities live here is not told."""
    return render(request, "root.html", Page(title=_("Nothing is listed here")))


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> PageResponse:
    """Show every component once, for tests and pictures (EVENHAND_LOOK); the form is checked and goes nowhere."""
    form = LookForm(request.POST or None)
    return render(request, "look.html", sample(), status=422 if form.errors else 200, form=form)
