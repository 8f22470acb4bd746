"""Collect the texts to translate and compile the translations: `make messages`.

Texts stand in evenhand/locale/<language>/LC_MESSAGES/django.po; the compiled files beside them are part of the product,
so that running it needs no gettext. tests/house/test_translations.py holds the two together.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
LOCALE = _ROOT / "evenhand" / "locale"
# The procedure knows no Django: it marks its sentences with `say`, and the doors translate them.
_MAKE = """
import sys
from django.core.management import execute_from_command_line
from django.core.management.commands.makemessages import Command
Command.xgettext_options = [*Command.xgettext_options, "--keyword=say"]
execute_from_command_line(sys.argv)
"""


def main() -> int:
    """Update every language's texts from the code, then compile them."""
    languages = [folder.name for folder in sorted(LOCALE.iterdir()) if folder.is_dir()]
    collect(languages)
    for language in languages:
        compile_catalogue(catalogue(language), catalogue(language).with_suffix(".mo"))
    return 0


def collect(languages: Sequence[str]) -> None:
    """Bring the texts of the code into the files of these languages."""
    chosen = [part for language in languages for part in ("--locale", language)]
    subprocess.run(
        [
            *(sys.executable, "-c", _MAKE, "makemessages", "--verbosity", "0", *chosen),
            *("--no-obsolete", "--add-location", "file"),
            *("--ignore", "look.*"),  # samples, which nobody translates
        ],
        cwd=LOCALE.parent,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(_ROOT)},
        check=True,
    )
    for language in languages:
        _forget_dates(catalogue(language))


def catalogue(language: str) -> Path:
    """Answer where the texts of a language stand."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _forget_dates(source: Path) -> None:
    """Take out the date of the collection, which would change with every run."""
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    source.write_text("".join(line for line in lines if "POT-Creation-Date" not in line), encoding="utf-8")


def compile_catalogue(source: Path, target: Path) -> None:
    """Compile texts, and refuse those with mistakes in their placeholders."""
    subprocess.run(["msgfmt", "--check", "--no-hash", "--output-file", str(target), str(source)], check=True)


if __name__ == "__main__":
    sys.exit(main())
