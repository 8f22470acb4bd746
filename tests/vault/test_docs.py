"""docs/vault.md says what the code does."""

import ast
import re
from pathlib import Path

from evenhand.vault.domains import Domain, table
from evenhand.vault.suites import Suite

HOUSE = Path(__file__).parents[2]
VAULT = HOUSE / "evenhand" / "vault"
DOCUMENT = (HOUSE / "docs" / "vault.md").read_text(encoding="utf-8")


def crypto_names(source: Path) -> set[tuple[str, str]]:
    found = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] == "cryptography":
                found |= {(source.name, alias.name) for alias in node.names}
            case ast.Attribute(value=ast.Name(id="hashlib" | "hmac" as module), attr=name):
                found.add((source.name, f"{module}.{name}"))
    return found


def test_the_table_of_purposes_is_the_codes() -> None:
    assert DOCUMENT.endswith(table() + "\n")


def test_the_inventory_names_every_use_of_cryptography_and_no_other() -> None:
    used = {pair for source in VAULT.glob("*.py") for pair in crypto_names(source)}
    rows = [line.split("`") for line in DOCUMENT.splitlines() if line.startswith("| `") and ".py`" in line]

    assert used == {(row[1], row[3]) for row in rows}


def test_every_suite_is_documented() -> None:
    for suite in Suite:
        assert f"| `{suite:02x}` |" in DOCUMENT


WAITS = {
    Domain.ORDER: "orders to channels leave by the outbox once the severe path is built",
    Domain.CASE_HEAD: "what those seated are handed to prove their case in the log",
    Domain.CHECKPOINT: "a signed note names itself in its first line; this is its place in the table",
    Domain.FORM_TOKEN: "its vector is frozen",
}
"""Purposes that nothing uses by name, and why each has a line all the same."""


def test_every_purpose_has_a_caller_or_a_reason_to_wait_for_one() -> None:
    told = "\n".join(
        path.read_text(encoding="utf-8") for path in (HOUSE / "evenhand").rglob("*.py") if path.name != "domains.py"
    )

    assert set(WAITS) == {domain for domain in Domain if not re.search(rf"Domain\.{domain.name}\b", told)}
