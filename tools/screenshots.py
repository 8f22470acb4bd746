"""Pictures of every page, in both schemes, wide and narrow: `make screenshots`."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.chromium import LAUNCH
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
    """Run Evenhand on an empty database for a while; give its address and where a cast would be."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    with tempfile.TemporaryDirectory(prefix="evenhand-pictures-") as data:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "evenhand.config.settings",
            "EVENHAND_SECRET": secrets.token_hex(32),
            "EVENHAND_DATA": data,
            "EVENHAND_DEMO": "1",
            "EVENHAND_LOOK": "1",
            "EVENHAND_WORKERS": "1",
        }
        evenhand = [sys.executable, "-m", "evenhand"]
        subprocess.run([*evenhand, "manage", "migrate", "--verbosity", "0"], env=environment, check=True)
        with subprocess.Popen([*evenhand, "web", "--bind", bind], env=environment) as server:
            try:
                _wait_for(bind)
                yield f"http://{bind}", Path(data) / "cast.json"
            finally:
                server.terminate()


def _wait_for(bind: str) -> None:
    host, _, port = bind.rpartition(":")
    for _ in range(200):
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing answers at {bind}")


if __name__ == "__main__":
    sys.exit(main())
