"""How we start Debian's Chromium: for tests and pictures, without any of its own traffic."""

import os
from collections.abc import Mapping
from typing import Any

LAUNCH: Mapping[str, Any] = {  # Any: what Playwright's launch takes
    "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
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
