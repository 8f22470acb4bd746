"""Answering with a page: a frozen page object, a template, and the frame around both."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from evenhand.people.communities import Community
from evenhand.shell.addresses import LANGUAGE_FIELD, home
from evenhand.shell.forms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to go; `here` marks the one at which the reader is."""

    label: str
    address: str
    here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page object has; each template has its own subclass, of primitives and parts only.

    The title stands in the browser's history: no name, no code name, no word of a case.
    """

    title: str
    nav: tuple[Link, ...] = ()
    holds_a_text: bool = False
    """Whether something stands on it that a link to the same page in another language would lose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the page: whose it is, in which language, and the way out."""

    community: str
    home: str
    leave_to: str
    language: str
    languages: tuple[Link, ...]
    request: HttpRequest  # for the tag `address` only


class PageResponse(HttpResponse):
    """An answer whose content security policy follows what its page needs."""

    needs_scripts = False


def render(
    request: HttpRequest, template: str, page: Page, *, status: int = 200, needs_scripts: bool = False, **forms: Form
) -> PageResponse:
    """Answer with a page; a template reads `page`, `frame` and the forms by their names."""
    has_errors = any(form.is_bound and form.errors for form in forms.values())
    context = {**forms, "page": page, "frame": frame_of(request), "has_errors": has_errors}
    response = PageResponse(render_to_string(template, context), status=status)
    response.needs_scripts = needs_scripts
    return response


def frame_of(request: HttpRequest) -> Frame:
    """Answer the frame of this request's community, or a bare one where no community is asked."""
    community: Community | None = getattr(request, "community", None)
    return Frame(
        community=community.name if community else "Evenhand",
        home=home(community.slug) if community else "",
        leave_to=community.leave_to if community else "",
        language=translation.get_language() or settings.LANGUAGE_CODE,
        languages=_languages(),
        request=request,
    )


def _languages() -> tuple[Link, ...]:
    spoken = translation.get_language()
    return tuple(
        Link(
            label=name,
            # A relative query: it keeps the page, and nothing else of the address.
            address="?" + urlencode({LANGUAGE_FIELD: code}),
            here=code == spoken,
        )
        for code, name in settings.LANGUAGES
    )
