"""Addresses of pages inside the asked community, keeping the language that somebody chose by hand."""

from urllib.parse import urlencode

from django.urls import reverse

from evenhand.shell.asking import Asking

LANGUAGE_FIELD = "lang"


def address(request: Asking, name: str, fragment: str = "", **parts: object) -> str:
    """Answer the address of a page by its name, as `address(request, "desk:case", number=number)`."""
    path = reverse(name, kwargs={"slug": request.community.slug, **parts})
    query = urlencode({LANGUAGE_FIELD: request.chosen_language}) if request.chosen_language else ""
    return path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
