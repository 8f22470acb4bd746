"""The empty form, rendered once for as long as nothing that stands on it changes.

Most who open the form never send it, and everything on it is the same for everybody
but its two hidden fields. What is kept is a public page: nobody's words, nobody's choice.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock

from django.utils.html import escape
from django.utils.translation import get_language

from evenhand.people.roster import Roster
from evenhand.shell.asking import Asking
from evenhand.shell.pages import PageResponse

_MOST = 64
_PLACE = "here-stands-{name}-of-this-form"
_kept: OrderedDict[Hashable, str] = OrderedDict()
_lock = Lock()


def key(request: Asking, people: Roster, *, about_handling: bool) -> Hashable:
    """Everything that the empty form depends on."""
    community = request.community
    return (
        community,
        json.dumps(community.public, sort_keys=True),
        people.head,
        get_language(),
        request.chosen_language,
        request.get_host(),
        about_handling,
    )


def answer(
    wanted: Hashable, hidden: Mapping[str, str], make: Callable[[Mapping[str, str]], PageResponse]
) -> PageResponse:
    """The empty form with these hidden fields; `make` renders it where it is not kept yet."""
    places = {name: _PLACE.format(name=name) for name in hidden}
    with _lock:
        page = _kept.get(wanted)
    if page is None:
        page = make(places).content.decode()
        _keep(wanted, page)
    for name, place in places.items():
        page = page.replace(place, escape(hidden[name]))
    return PageResponse(page)


def _keep(wanted: Hashable, page: str) -> None:
    with _lock:
        _kept[wanted] = page
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
