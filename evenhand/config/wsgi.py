"""What the web server calls, with a last resort below Django's: an answer that promises nothing and tells nothing."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

from evenhand.config import loaded
from evenhand.shell.events import Event, log

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand.config.settings")

_django = get_wsgi_application()
loaded.load_all()
_LAST_RESORT = b"Something broke on our side. If you were sending something, it was not accepted.\n"


def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Answer a request, whatever happens."""
    try:
        return _django(environ, start_response)
    except Exception as err:  # noqa: BLE001 - fail closed: no trace reaches a log or a reader
        log(Event.REQUEST_FAILED, kind=type(err).__name__, route="none")
        start_response(
            "500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
        )
        return [_LAST_RESORT]
