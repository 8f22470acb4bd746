"""Habits of ours that no linter knows, as tests: each ban names where it does not hold."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "evenhand"

CALLS = {
    # call: folders or files of the package that may make it
    "datetime.now": ("doors/", "clock/", "shell/", "config/"),
    "datetime.utcnow": (),
    "datetime.today": (),
    "date.today": (),
    "timezone.now": (),
    "time.time": ("clock/",),
    "os.system": (),
    "os.popen": (),
    "eval": (),
    "exec": (),
    "get_object_or_404": (),
    "mark_safe": (),
}
IMPORTS = {
    "random": (),
    "pickle": (),
    "marshal": (),
    "shelve": (),
    "yaml": (),
    "subprocess": ("starting.py",),
    "django.dispatch": (),
    "django.db.models.signals": (),
    "django.contrib.admin": (),
    "django.contrib.auth": (),
    "django.contrib.contenttypes": (),
    "django.contrib.sessions": (),
    "unittest.mock": (),
}


def modules(top: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(top.rglob("*.py")):
        yield path.relative_to(top).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.Module) -> Iterator[str]:
    """Every called name, with the one before it: `django.utils.timezone.now()` gives `timezone.now` and `now`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Attribute(value=ast.Name(id=before) | ast.Attribute(attr=before), attr=name):
                    yield f"{before}.{name}"
                case ast.Name(id=name):
                    yield name


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield module
                yield from (f"{module}.{name.name}" for name in names)


@pytest.mark.once
@pytest.mark.parametrize("banned", CALLS)
def test_a_banned_call_is_made_only_where_it_may(banned: str) -> None:
    found = [
        name for name, tree in modules(PACKAGE) if banned in set(calls(tree)) and not name.startswith(CALLS[banned])
    ]

    assert [] == found


@pytest.mark.once
@pytest.mark.parametrize("banned", IMPORTS)
def test_a_banned_module_is_imported_only_where_it_may(banned: str) -> None:
    found = [
        name
        for name, tree in modules(PACKAGE)
        if any(one == banned or one.startswith(f"{banned}.") for one in imports(tree))
        and not name.startswith(IMPORTS[banned])
    ]

    assert [] == found


@pytest.mark.once
def test_nothing_of_ours_is_mocked() -> None:
    assert [] == [name for name, tree in modules(ROOT / "tests") if "unittest.mock" in set(imports(tree))]


@pytest.mark.once
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from django.utils import timezone\ntimezone.now()", "timezone.now"),
        ("import datetime\ndatetime.datetime.now()", "datetime.now"),
        ("eval('1')", "eval"),
    ],
)
def test_the_search_for_calls_finds_them(source: str, expected: str) -> None:
    assert expected in set(calls(ast.parse(source)))


@pytest.mark.once
@pytest.mark.parametrize(
    ("source", "expected"),
    [("import os, random", "random"), ("from unittest import mock", "unittest.mock"), ("import yaml.x", "yaml.x")],
)
def test_the_search_for_imports_finds_them(source: str, expected: str) -> None:
    assert expected in set(imports(ast.parse(source)))
