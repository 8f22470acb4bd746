"""How we start Debian's Chromium: for tests and pictures, without any of its own traffic."""

import os
import shutil
from collections.abc import Mapping
from typing import Any

# Without a window it shows the same and takes half the time (ADR 8).
_BROWSER = shutil.which("chromium-headless-shell") or shutil.which("chromium") or "chromium"

LAUNCH: Mapping[str, Any] = {  # Any: what Playwright's launch takes
    "executable_path": os.environ.get("CHROMIUM", _BROWSER),
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",  # a container has little of it
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ],
}
