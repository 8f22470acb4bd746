"""Habits of ours that no linter knows, as tests: each ban names where it does not hold."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

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


class Module(NamedTuple):
    """What a file calls and imports."""

    name: str
    calls: frozenset[str]
    imports: frozenset[str]


@cache
def modules(top: Path) -> tuple[Module, ...]:
    """Every file below a folder, parsed once for all bans."""
    trees = [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(top.rglob("*.py"))]
    return tuple(
        Module(path.relative_to(top).as_posix(), frozenset(calls(tree)), frozenset(imports(tree)))
        for path, tree in trees
    )


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


@pytest.mark.parametrize("banned", CALLS)
def test_a_banned_call_is_made_only_where_it_may(banned: str) -> None:
    found = [one.name for one in modules(PACKAGE) if banned in one.calls and not one.name.startswith(CALLS[banned])]

    assert [] == found


@pytest.mark.parametrize("banned", IMPORTS)
def test_a_banned_module_is_imported_only_where_it_may(banned: str) -> None:
    found = [
        one.name
        for one in modules(PACKAGE)
        if any(name == banned or name.startswith(f"{banned}.") for name in one.imports)
        and not one.name.startswith(IMPORTS[banned])
    ]

    assert [] == found


def test_nothing_of_ours_is_mocked() -> None:
    assert [] == [one.name for one in modules(ROOT / "tests") if "unittest.mock" in one.imports]


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


@pytest.mark.parametrize(
    ("source", "expected"),
    [("import os, random", "random"), ("from unittest import mock", "unittest.mock"), ("import yaml.x", "yaml.x")],
)
def test_the_search_for_imports_finds_them(source: str, expected: str) -> None:
    assert expected in set(imports(ast.parse(source)))
