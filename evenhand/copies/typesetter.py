"""The child that sets a record as a PDF: it reads our source, gives up what it will not need, then reads the record.

The text of a case is an input of the source, never a part of it: whatever somebody wrote is shown and not carried out.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import typst

from evenhand.copies.child import limit

MOST_MEMORY: Final = 768 * 1024 * 1024
MOST_SECONDS: Final = 60
_SOURCE: Final = Path(__file__).with_name("record.typ")


def main() -> None:
    """Set one record."""
    os.environ["RAYON_NUM_THREADS"] = "1"
    source, fonts = _SOURCE.read_bytes(), typst.Fonts(include_system_fonts=False)
    # Its threads have to be there before the limits are.
    typst.compile(b"", font_paths=fonts, ignore_system_fonts=True)
    limit(MOST_SECONDS, MOST_MEMORY)
    told = sys.stdin.buffer.read().decode()
    made = typst.compile(source, font_paths=fonts, ignore_system_fonts=True, sys_inputs={"told": told}, timestamp=0)
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    os._exit(0)  # no library gets the chance to fail while it tidies up


if __name__ == "__main__":
    main()
