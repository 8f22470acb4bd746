"""The limited child: a file comes in, a cleaned copy goes out, and it can do nothing else.

It loads what parses, then gives up everything that it will not need: it can open no file and no connection, start no
program, write no core, take no more than 256 MiB of memory and ten seconds of work. Only then does it read the file.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from functools import partial
from typing import Final

from evenhand.copies.answers import Copy, NotCopiedError, Why
from evenhand.copies.kinds import PICTURES, Kind

MOST_MEMORY: Final = 256 * 1024 * 1024
MOST_SECONDS: Final = 10
_MAIL_SECONDS: Final = 2


def main() -> None:
    """Answer one file, whose kind was named."""
    copy = maker(Kind(sys.argv[1]))
    limit(_MAIL_SECONDS if sys.argv[1] == Kind.MAIL else MOST_SECONDS)
    try:
        made = copy(sys.stdin.buffer.read())
    except NotCopiedError as err:
        _say({"why": err.why})
    except MemoryError:
        _say({"why": Why.TOO_MUCH_WORK})
    except Exception:  # noqa: BLE001 - parsers of strange files raise whatever they like; each means the same to us
        _say({"why": Why.BROKEN})
    else:
        _say({"kind": made.kind, "notes": made.notes, "size": len(made.content)}, made.content)


def maker(kind: Kind) -> Callable[[bytes], Copy]:
    """What makes copies of such files; only what this one needs is loaded, and all of that is loaded now."""
    if kind in PICTURES:
        from evenhand.copies import pictures  # noqa: PLC0415 - as said

        return partial(pictures.painted_anew, kind)
    if kind is Kind.PDF:
        from evenhand.copies import pdf  # noqa: PLC0415

        return pdf.cleaned
    if kind is Kind.MAIL:
        from evenhand.copies import mail  # noqa: PLC0415

        return mail.as_text
    raise NotCopiedError(Why.BROKEN)


def limit(seconds: int, memory: int = MOST_MEMORY) -> None:
    """Give up what a copy does not need. What is limited here stays limited."""
    for name, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(name, (most, most))


def _say(head: dict[str, object], content: bytes = b"") -> None:
    out = sys.stdout.buffer
    out.write(json.dumps(head).encode() + b"\n")
    out.write(content)
    out.flush()
    os._exit(0)  # no library gets the chance to fail while it tidies up


if __name__ == "__main__":
    main()
