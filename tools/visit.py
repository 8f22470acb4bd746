"""A browser at a running Evenhand, for the recipes of pictures."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody's browser, the address of the server, and where the demo wrote its cast."""

    page: Page
    server: str
    cast_file: Path

    def open(self, address: str) -> None:
        """Go to an address of the server."""
        self.page.goto(self.server + address)

    def cast(self) -> dict[str, Any]:  # Any: JSON
        """Answer the cast of the demo: people with their passphrases, receipts with their phrases."""
        cast: dict[str, Any] = json.loads(self.cast_file.read_text(encoding="utf-8"))
        return cast


Recipe = Callable[[Visit], None]
