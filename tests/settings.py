"""The product's own settings with an invented secret: for the tests, the type checker and the pictures."""

import os
import tempfile

os.environ.setdefault("EVENHAND_SECRET", "e" * 64)
os.environ.setdefault("EVENHAND_DATA", os.path.join(tempfile.gettempdir(), "evenhand-tests"))  # noqa: PTH118 - before Django
# A folder for each worker of a run: those that share one wait for each other's Argon2, and the last one gives up.
_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if _worker and not os.environ["EVENHAND_DATA"].endswith(f"-{_worker}"):
    os.environ["EVENHAND_DATA"] += f"-{_worker}"
os.makedirs(os.environ["EVENHAND_DATA"], mode=0o700, exist_ok=True)  # noqa: PTH103 - before Django
os.environ.setdefault("EVENHAND_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("EVENHAND_LOOK", "1")
# Playwright keeps a loop in the thread of the test, which makes Django take that thread for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from evenhand.config.settings import *  # noqa: E402, F403 - the environment comes first
