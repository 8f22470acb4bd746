"""Addresses of pages inside the asked community, keeping the language that somebody chose by hand."""

from urllib.parse import urlencode, urlsplit

from django.urls import get_script_prefix, reverse

from evenhand.shell.asking import Asking

LANGUAGE_FIELD = "lang"


def home(slug: str) -> str:
    """Answer where a community's pages begin; everything that is the community's stands below it."""
    return f"{get_script_prefix()}{slug}/"


def outside_link(text: str) -> str:
    """Answer the text if it is one address of the web and nothing else; a script or anything odd is only text."""
    wanted = text.strip()
    try:
        parts = urlsplit(wanted)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
    except ValueError:
        return ""
    return wanted if is_web and wanted.isprintable() and " " not in wanted else ""


def address(request: Asking, name: str, fragment: str = "", **parts: object) -> str:
    """Answer the address of a page by its name, as `address(request, "desk:case", number=number)`."""
    path = reverse(name, kwargs={"slug": request.community.slug, **parts})
    query = urlencode({LANGUAGE_FIELD: request.chosen_language}) if request.chosen_language else ""
    return path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
