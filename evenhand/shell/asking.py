"""A request after the middleware has seen it: when it came, which community it asks, in which language."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from evenhand.people.communities import Community

Answer = Callable[[HttpRequest], HttpResponseBase]


class Asking(HttpRequest):
    """What a view of a door gets. Set by the middleware, in this order; never made by hand."""

    host: str  # as the browser asked for it, once it was looked at whether it is ours
    moment: datetime  # the one reading of the clock for this request
    chosen_language: str | None  # asked for by name, so that links and forms keep it; None: as the browser prefers
    community: Community  # absent outside a community's prefix
