"""Pages that are the same for everybody but in a few places: rendered once for as long as nothing on them changes.

The empty form, which most who open it never send, and the receipt. What is kept holds nobody's words and nobody's
phrase: they are put into their places anew for each answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock

from django.utils.html import escape
from django.utils.translation import get_language

from evenhand.shell.asking import Asking
from evenhand.shell.pages import PageResponse

_MOST = 64
_PLACE = "here-stands-{name}-of-this-page"
_kept: OrderedDict[Hashable, str] = OrderedDict()
_lock = Lock()


def key(request: Asking, *stands_on_it: Hashable) -> Hashable:
    """Everything that a page depends on: what its frame shows, and what stands on it.

    Communities are compared by all that they say, so that a page with an older text is not found any more.
    """
    return (
        request.community,
        get_language(),
        request.chosen_language,
        request.host,
        *stands_on_it,
    )


def answer(
    wanted: Hashable, values: Mapping[str, str], make: Callable[[Mapping[str, str]], PageResponse]
) -> PageResponse:
    """The page with these values in their places; `make` renders it with the places where it is not kept yet."""
    places = {name: _PLACE.format(name=name) for name in values}
    with _lock:
        page = _kept.get(wanted)
    if page is None:
        page = make(places).content.decode()
        _keep(wanted, page)
    for name, place in places.items():
        page = page.replace(place, escape(values[name]))
    return PageResponse(page)


def _keep(wanted: Hashable, page: str) -> None:
    with _lock:
        _kept[wanted] = page
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
