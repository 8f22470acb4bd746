"""Pictures of every page, in both schemes, wide and narrow: `make screenshots`."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.chromium import LAUNCH
from tools.ports import free_port, wait_for
from tools.visit import Recipe, Visit

_PICTURES = Path(".screenshots")
_WIDTHS = (1280, 375)
_SCHEMES = ("light", "dark")


def main() -> int:
    """Take every picture that has a recipe and say where they are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    from tools.recipes import RECIPES  # noqa: PLC0415 - recipes may read settings

    _PICTURES.mkdir(exist_ok=True)
    with world() as (server, cast_file), sync_playwright() as playwright:
        browser = playwright.chromium.launch(**LAUNCH)
        for name, recipe in RECIPES.items():
            _take(browser, server, cast_file, name, recipe)
        browser.close()
    print(f"{len(RECIPES)} pages, {len(RECIPES) * len(_WIDTHS) * len(_SCHEMES)} pictures in {_PICTURES}/")
    return 0


def _take(browser: Browser, server: str, cast_file: Path, name: str, recipe: Recipe) -> None:
    for scheme in _SCHEMES:
        for width in _WIDTHS:
            context = browser.new_context(
                color_scheme="dark" if scheme == "dark" else "light",
                viewport={"width": width, "height": 900},
                java_script_enabled=False,
            )
            page = context.new_page()
            recipe(Visit(page, server, cast_file))
            page.screenshot(path=_PICTURES / f"{name.replace(':', '-')}-{scheme}-{width}.png", full_page=True)
            context.close()


@contextmanager
def world() -> Iterator[tuple[str, Path]]:
    """Run the demo in a folder of its own for a while; give its address and where its cast is written."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="evenhand-pictures-") as folder:
        command = [sys.executable, "-m", "evenhand", "demo", "--port", str(port), "--folder", folder]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "evenhand.config.settings", "EVENHAND_LOOK": "1"}
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
            try:
                wait_for(port, patience=300)
                yield f"http://127.0.0.1:{port}", Path(folder) / "cast.json"
            finally:
                server.terminate()


if __name__ == "__main__":
    sys.exit(main())
