"""`evenhand verify [CASE]`: is the record what was written? It ends with 1, and says where, if it is not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from evenhand.casework.verification import Wrong, erased, verify, verify_number, verify_triggers
from evenhand.people import communities
from evenhand.record import cases

NO_SUCH_CASE = 2


def main(arguments: Sequence[str]) -> int:
    """Verify everything, or one case by its number."""
    parser = argparse.ArgumentParser(
        prog="evenhand verify",
        description="Check that the record is what was written: every entry, signature and day. It changes nothing. "
        "The exit status is 1 where something is not as it was written.",
    )
    parser.add_argument("case", nargs="?", help="the number of a case; everything where none is given")
    wanted = parser.parse_args(arguments).case
    if wanted is None:
        return _say(_everything(), (line for one in communities.everyone() for line in erased(one)))
    for community in communities.everyone():
        for uid in cases.everything(community):
            if uid.hex() == wanted:
                return _say(verify_number(community, uid), erased(community, uid))
    sys.stderr.write("evenhand verify: there is no case with this number.\n")
    return NO_SUCH_CASE


def _everything() -> Iterator[Wrong]:
    yield from verify_triggers()
    for community in communities.everyone():
        yield from verify(community)


def _say(found: Iterator[Wrong], gone: Iterator[str]) -> int:
    wrong = list(found)
    for line in gone:
        sys.stdout.write(f"{line}\n")
    for one in wrong:
        sys.stdout.write(f"{one}\n")
    if not wrong:
        sys.stdout.write("Everything is as it was written.\n")
    return 1 if wrong else 0
