"""What every test may ask for: a database, a client, a server, a browser.

The database is SQLite, or what EVENHAND_DATABASE_URL names (`python -m tools.postgres` shows one). Tests that only need
the database mark `django_db` and are rolled back. Tests whose commits must be real, or that run threads, ask for
`committed_db`: a copy of the migrated template, because the ledger's triggers refuse to be emptied. Tests that all
begin in the middle of the same case ask for `played`: each worker plays it once.
"""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from django.utils.translation import trans_real
from django.utils.translation.trans_real import DjangoTranslation
from playwright.sync_api import Page, Playwright, sync_playwright
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from evenhand.casework.staging import Stage
from evenhand.config.wsgi import application
from evenhand.people import daily
from evenhand.vault import member_keys
from tests import cast, stretching
from tests.cast import Play, Walk
from tests.pseudo import PseudoTranslation
from tools.chromium import LAUNCH

PURE = ("procedure", "vault", "copies", "house", "shell", "outbox", "people", "casework")
"""Folders whose tests start no process of their own: one that asks for no database shows nothing new on a second."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `once` what is pure: everything else runs on both databases, but what says `once` itself."""
    here = Path(__file__).parent
    for item in items:
        folder = item.path.relative_to(here).parts[0]
        asks = {"db", "committed_db", "played"} & set(getattr(item, "fixturenames", ()))
        if folder in PURE and not asks and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.once)


hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.load_profile("dev")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Keep SQLite's test database in a file: a database in memory has no journal, and no second thread."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "template.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> Iterator[None]:
    """Make the template database, whichever tests were chosen; the plugin's own looks for its own marks only."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        template = str(connection.settings_dict["NAME"])
        connections.close_all()
        if connection.vendor != "sqlite":
            with connection._nodb_cursor() as cursor:
                _leave_alone(cursor, template)
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def cheap_passphrases() -> Iterator[None]:
    """Let a try at a passphrase cost next to nothing; see `tests.stretching`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(member_keys, "Argon2id", stretching.cheap)
        yield


@pytest.fixture
def real_argon2(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch as the product does."""
    monkeypatch.setattr(member_keys, "Argon2id", stretching.REAL)


@pytest.fixture(scope="session")
def staged(
    cheap_passphrases: None,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Stage:
    """Put the cast into the template database, once: each test begins with Lattice as it was founded."""
    with django_db_blocker.unblock():
        return cast.found_lattice(tmp_path_factory.mktemp("watch"))


@pytest.fixture
def own_folders(staged: Stage, settings: Settings, tmp_path: Path) -> None:
    """Give the test folders of its own: data, and what lies beside the server secret; nobody is known to be told."""
    _own(settings, shutil.copytree(cast.WATCH[0], tmp_path / "watch"))


@pytest.fixture
def stage(staged: Stage, own_folders: None, db: None) -> Stage:
    """Lattice, in a database whose changes are rolled back."""
    return staged


@pytest.fixture
def committed_stage(staged: Stage, own_folders: None, committed_db: None) -> Stage:
    """Lattice, in a database of the test's own in which commits are real."""
    return staged


@pytest.fixture
def committed_db(
    request: pytest.FixtureRequest, staged: Stage, own_folders: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[None]:
    """Give the test a database of its own in which commits are real, copied from the migrated template."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        pytest.fail("a test is rolled back (db, django_db) or commits (committed_db, server): not both")
    with django_db_blocker.unblock():
        copy = _copy("committed", tmp_path)
        try:
            with _using(copy):
                yield
        finally:
            _drop(copy)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was played: in which database, with which folders, and the walk as it stood at its end."""

    database: str
    folders: Path
    walk: Walk


@pytest.fixture(scope="session")
def kept(staged: Stage, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[Play, Kept]]:
    """What this worker has played so far."""
    found: dict[Play, Kept] = {}
    yield found
    with django_db_blocker.unblock():
        connections.close_all()
        for one in found.values():
            _drop(one.database)


@pytest.fixture
def played(
    request: pytest.FixtureRequest,
    staged: Stage,
    kept: dict[Play, Kept],
    settings: Settings,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Callable[[Play], Walk]]:
    """Begin a test where something was played to: the first of a worker plays it, and each is rolled back to it."""
    if {"db", "committed_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        pytest.fail("a test that begins in the middle (played) has its database from there: no db, django_db, server")
    settings.EVENHAND_NOW = settings.EVENHAND_NOW  # and so it is put back, however a browser of the test moves it
    with django_db_blocker.unblock(), ExitStack() as after:

        def begin(play: Play) -> Walk:
            if play not in kept:
                folder = tmp_path_factory.mktemp("played")
                _own(settings, shutil.copytree(cast.WATCH[0], folder / "own/watch"))
                database = _copy(f"played_{len(kept)}", folder)
                with _using(database), transaction.atomic():
                    kept[play] = Kept(database, folder / "own", play(staged))
                    connection.run_on_commit.clear()  # as in a test, in which nothing is committed
            one = kept[play]
            shutil.copytree(one.folders, tmp_path, dirs_exist_ok=True)
            _own(settings, tmp_path / "watch")
            after.enter_context(_using(one.database))
            after.enter_context(_rolled_back())
            return one.walk.again()

        yield begin


def _own(settings: Settings, watch: Path) -> None:
    daily.forget()
    settings.EVENHAND_WATCH, settings.EVENHAND_DATA = watch, watch.parent


@contextmanager
def _rolled_back() -> Iterator[None]:
    """What Django's own test case does around a test."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # so that a durable block may stand in it
    with block:
        yield
        if not connection.needs_rollback and connection.is_usable():
            connection.check_constraints()
        transaction.set_rollback(True)


@contextmanager
def _using(database: str) -> Iterator[None]:
    """Let the connection be one to this database."""
    template = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = template


def _copy(name: str, folder: Path) -> str:
    """Copy the migrated template, to which no connection may be open meanwhile."""
    template = str(connection.settings_dict["NAME"])
    connections.close_all()
    if connection.vendor == "sqlite":
        return str(shutil.copy(template, folder / f"{name}.sqlite3"))
    copy = f"{template}_{name}"
    with connection._nodb_cursor() as cursor:
        _leave_alone(cursor, template)
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
    return copy


def _leave_alone(cursor: CursorWrapper, database: str) -> None:
    """End what a thread of an earlier test left open: PostgreSQL copies and drops only what nobody uses."""
    cursor.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
        [database],
    )


def _drop(copy: str) -> None:
    if connection.vendor != "sqlite":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


@pytest.fixture
def client() -> Client:
    """Ask like a browser does from a page of ours: a POST says that it is same-origin."""
    return Client(headers={"sec-fetch-site": "same-origin"})


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Say nothing; pytest shows what failed."""


@pytest.fixture
def server(committed_db: None, settings: Settings) -> Iterator[str]:
    """Serve the product in threads, with commits that are real, and give its address.

    It is the demo's plain http: a browser sends no `__Host-` cookie and no https to 127.0.0.1.
    """
    settings.EVENHAND_DEMO = True
    listening = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    listening.daemon_threads = True
    listening.set_app(application)
    serving = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{listening.server_port}"
    finally:
        listening.shutdown()
        listening.server_close()
        serving.join()


@pytest.fixture
def pseudo_locale(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak a language in which every text that went through gettext can be told from one that did not."""
    loaded: dict[str, DjangoTranslation] = vars(trans_real)["_translations"]
    monkeypatch.setitem(loaded, "en", PseudoTranslation("en"))
    monkeypatch.setattr(trans_real, "_default", None)
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start what drives the browser, with no connection open.

    While its loop runs, Django keeps other connections for this thread: one of before could be
    closed by nobody, and every process that a test forks would inherit it.
    """
    connections.close_all()
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Launch Debian's Chromium; playwright's own is never downloaded."""
    return dict(LAUNCH)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fail with a readable list where axe finds something on the page as it stands."""

    def check(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        told = [
            f"{one['id']}: {node['html'][:160]} ({node['failureSummary']})" for one in found for node in one["nodes"]
        ]
        assert not told, "\n".join([page.url, *told])

    return check
