"""What every request passes through, outermost first.

Headers, language, strictness, own origin, whole address, moment, community.
"""

import errno
from collections.abc import Callable
from functools import cache
from typing import Any, cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.urls import is_valid_path
from django.utils import timezone, translation
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from evenhand.people import communities
from evenhand.shell import errors, origin
from evenhand.shell.addresses import LANGUAGE_FIELD
from evenhand.shell.asking import Answer, Asking

METHODS = ("GET", "HEAD", "POST")
FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
MOST_REQUEST_BYTES = (
    1024 * 1024 * 1024
)  # files too large are skipped by their handler, so that the text beside them lives
MOST_ENCODED_BYTES = 16 * 1024 * 1024

_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    # no-referrer would make Chromium send "Origin: null" with our own forms (THREATS 7.15)
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "autoplay",
            "browsing-topics",
            "camera",
            "display-capture",
            "encrypted-media",
            "fullscreen",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "screen-wake-lock",
            "usb",
            "xr-spatial-tracking",
        )
    ),
}
_YEAR = 365 * 24 * 60 * 60


@cache
def content_policy(*, scripts: bool) -> str:
    """Answer the content security policy: nothing but our own style and pictures; our own scripts where a page asks."""
    parts = ["default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'", "base-uri 'none'"]
    if scripts:
        parts.append("script-src 'self'")
    return "; ".join([*parts, "frame-ancestors 'none'"])


def headers(get_response: Answer) -> Answer:
    """Put the security headers on every answer, and forbid keeping any page."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in _SECURITY.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault(
            "Content-Security-Policy", content_policy(scripts=getattr(response, "needs_scripts", False))
        )
        if isinstance(response, HttpResponse):  # and no stream
            response.headers.setdefault("Content-Length", str(len(response.content)))
            if request.method == "HEAD":  # the length stays the page's; of words beside it a server complains
                response.content = b""
        if not request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            response.headers["Cache-Control"] = "no-store"
        if not _speaks_plain_http(request):
            response.headers["Strict-Transport-Security"] = f"max-age={2 * _YEAR}; includeSubDomains"
        return response

    return answer


def strictness(get_response: Answer) -> Answer:
    """Refuse methods, kinds of bodies and sizes that no page of ours sends; give refusals their designed page."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        refusal = _refusal(request)
        if refusal is not None:
            return refusal
        response = get_response(request)
        return errors.method_not_allowed(request, response["Allow"]) if response.status_code == 405 else response  # noqa: PLR2004

    return answer


def _refusal(request: HttpRequest) -> HttpResponseBase | None:
    try:
        cast("Asking", request).host = request.get_host()
    except DisallowedHost:
        return errors.bad_request(request)
    if request.method not in METHODS:
        return errors.method_not_allowed(request, ", ".join(METHODS))
    if request.method != "POST":
        return None
    if request.content_type not in FORM_TYPES or (request.encoding or "utf-8").lower() not in {"utf-8", "utf8"}:
        return errors.unsupported_type(request)
    most = MOST_REQUEST_BYTES if request.content_type == "multipart/form-data" else MOST_ENCODED_BYTES
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        return errors.too_large(request)
    return None


def own_origin(get_response: Answer) -> Answer:
    """Refuse a request that would change something and that no page of ours sent."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        own = origin.is_own(
            method=request.method or "",
            host=cast("Asking", request).host,
            plain_http=_speaks_plain_http(request),
            site=request.headers.get("Sec-Fetch-Site"),
            origin=request.headers.get("Origin"),
        )
        return get_response(request) if own else errors.foreign_form(request)

    return answer


def whole_address(get_response: Answer) -> Answer:
    """Lead an address without its last slash to the page that has it, as people type it and as links lose it.

    Whether there is such a page, the patterns of the addresses say alone: nothing is looked up, so it tells nobody
    which community lives here. 307 keeps the method, so a browser that had sent a form sends the same form once more,
    to us; the answer itself carries the path and the language that was asked for, and no word.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path.endswith("/") or is_valid_path(path) or not is_valid_path(f"{path}/"):
            return get_response(request)
        language = request.GET.get(LANGUAGE_FIELD)
        query = f"?{urlencode({LANGUAGE_FIELD: language})}" if language in dict(settings.LANGUAGES) else ""
        # Two slashes at the beginning would be another host; no pattern of ours has them, and none ever may.
        return HttpResponseRedirect(
            f"{escape_leading_slashes(escape_uri_path(request.path))}/{query}", preserve_request=True
        )

    return answer


def moment(get_response: Answer) -> Answer:
    """Read the clock once."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        cast("Asking", request).moment = settings.EVENHAND_NOW()
        return get_response(request)

    return answer


def language(get_response: Answer) -> Answer:
    """Speak the language that the address asks for, else the one that the browser prefers. No cookie is set."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        chosen = request.GET.get(LANGUAGE_FIELD)
        known = chosen if chosen in dict(settings.LANGUAGES) else None
        cast("Asking", request).chosen_language = known
        with translation.override(known or translation.get_language_from_request(request)):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
            return response

    return answer


class CommunityMiddleware:
    """Find the community that the address begins with; an unknown one is a page that does not exist."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],  # noqa: ARG002 - Django's signature
        args: tuple[object, ...],  # noqa: ARG002
        parts: dict[str, Any],  # Any: what the path converters made
    ) -> HttpResponseBase | None:
        """Take the slug out of the parts of the address, so that views get a community instead."""
        slug = parts.pop("slug", None)
        if slug is None:
            return None
        try:
            community = communities.by_slug(slug)
        except (OperationalError, InterfaceError) as err:  # what is raised here reaches no process_exception
            return errors.unavailable(request, err)
        if community is None:
            raise Http404
        cast("Asking", request).community = community
        timezone.activate(ZoneInfo(community.zone))
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Give the accidents that a person can do something about their own page."""
        match exception:
            case RequestDataTooBig() | TooManyFieldsSent() | TooManyFilesSent():
                return errors.too_large(request)
            case OperationalError() | InterfaceError():
                return errors.unavailable(request, exception)
            case OSError(errno=errno.ENOSPC | errno.EDQUOT | errno.EFBIG | errno.EIO | errno.EROFS):
                # A sealed file that found no room in the spool: the same to whoever sent it.
                return errors.unavailable(request, exception)
            case _:
                return None


def _speaks_plain_http(request: HttpRequest) -> bool:
    # The raw header will do: strictness has refused every host that is not ours, and its refusal passes here too.
    return bool(settings.EVENHAND_DEMO) or origin.is_onion(request.META.get("HTTP_HOST", ""))
