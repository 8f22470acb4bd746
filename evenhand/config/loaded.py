"""Everything that a request may need is there before the web server forks.

Django reads the addresses, and with them every view and form, at the first request. Left at
that, each process would read them for itself: the first person whom a fresh one answers waits
for it, again whenever a process has done its share and is followed by another, and what they
read is not shared. Read before, it is there once.
"""

import gc
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation


def load_all() -> None:
    """Read every address, text and template of the program; from then on the collector leaves them alone.

    A page that the collector never looks at is never written to, and stays shared.
    """
    for _ in _patterns(get_resolver().url_patterns):
        pass
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("")
    for name in templates():
        get_template(name)
    gc.collect()
    gc.freeze()


def templates() -> Iterator[str]:
    """The name of every template of our own."""
    for app in apps.get_app_configs():
        if app.name.startswith(f"{__package__.partition('.')[0]}."):
            folder = Path(app.path) / "templates"
            yield from sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def _patterns(found: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns)
        else:
            yield one
