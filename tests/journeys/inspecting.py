"""What every page that a journey comes by has to stand up to: axe in both schemes, a narrow screen, the Tab key."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

NARROW = {"width": 375, "height": 800}
WIDE = {"width": 1280, "height": 900}
_NUMBERS = re.compile(r"[0-9a-f]{32}|(?<=/)[\w-]{40,}(?=/)")
_PASSED_OVER = """[...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter(one => one.type !== "hidden" && one.tabIndex !== 0).map(one => one.outerHTML.slice(0, 160))"""
_OPENED = "document.querySelectorAll('main details').forEach(one => { one.open = true })"
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(slots=True)
class Inspector:
    """Looks at each kind of page once, in all journeys that share its kinds.

    Axe runs in a copy of the page: it needs scripts, and the page has none. In the dark it
    looks at contrast alone: nothing else of a page depends on the scheme. What is folded is
    opened there first, and has to fit a narrow screen as well.
    """

    browser: Browser
    axe: Callable[[Page], None]
    kinds: set[tuple[str, str]] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    _mirror: Page | None = None

    def look(self, page: Page, *, again: bool = False) -> None:
        """Look at a page as it stands, unless one of its kind was looked at and it shows nothing new."""
        self.titles.add(page.title())
        kind = (_NUMBERS.sub("…", urlsplit(page.url).path), page.locator("h1").first.inner_text())
        if kind in self.kinds and not again:
            return
        self.kinds.add(kind)
        passed_over = page.evaluate(_PASSED_OVER)
        assert not passed_over, f"{page.url}: the Tab key passes over, or comes out of order to {passed_over}"
        self._axe_finds_nothing(page)

    def _axe_finds_nothing(self, page: Page) -> None:
        html = page.content()
        if self._mirror is None:
            self._mirror = self.browser.new_context(bypass_csp=True).new_page()

        def answer(route: Route) -> None:
            if route.request.is_navigation_request():
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            else:
                route.continue_()

        self._mirror.route("**/*", answer)
        self._mirror.emulate_media(color_scheme="light")
        self._mirror.goto(page.url.partition("#")[0])
        self._mirror.evaluate(_OPENED)
        self._is_narrow_enough(self._mirror)
        self.axe(self._mirror)
        self._mirror.emulate_media(color_scheme="dark")
        found = self._mirror.evaluate("axe.run(document, {runOnly: ['color-contrast']})")["violations"]
        assert not found, f"{page.url} in the dark: {[node['html'] for one in found for node in one['nodes']]}"
        self._mirror.unroute("**/*")

    def _is_narrow_enough(self, page: Page) -> None:
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a dictionary of its two numbers
        too_wide = page.evaluate(_TOO_WIDE)
        assert too_wide <= 0, f"{page.url} scrolls sideways by {too_wide} px on a narrow screen"
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
