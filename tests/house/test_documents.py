"""What the operator can set and call is written down, all of it and nothing else."""

import re
from pathlib import Path

from evenhand.config.command import COMMANDS
from evenhand.config.environment import SETTINGS

RUNNING = Path(__file__).parents[2].joinpath("docs/running.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[tuple[str, ...]]:
    section = RUNNING.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    table = re.findall(r"^\| `(.*?)` \| (.*) \|$", section, re.MULTILINE)
    return [(name, *(cell.strip() for cell in rest.split(" | "))) for name, rest in table]


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    expected = [
        (setting.name, f"`{setting.default}`" if setting.default else "–", setting.says) for setting in SETTINGS
    ]

    assert expected == rows("Settings")


def test_every_command_stands_in_the_table() -> None:
    assert [(command.name, command.says) for command in COMMANDS] == rows("Commands")
