"""`evenhand manual`: show a manual to people, check a file, explore what its rules allow."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from evenhand.procedure import manual_file
from evenhand.procedure.explore import report, walk_all, worlds
from evenhand.procedure.manual_file import ManualError
from evenhand.procedure.manual_page import page

_MOST_DIGITS = 9


def main(arguments: Sequence[str]) -> int:
    """Answer 0 where all is well, 1 where a file or a rule has a problem, 2 where the call is wrong."""
    asked = _parser().parse_args(list(arguments))
    try:
        file = _bytes(asked.manual)
    except OSError as err:
        names = ", ".join(manual_file.builtin_names())
        why = "there is no file" if isinstance(err, FileNotFoundError) else f"{err.strerror}:"
        print(f"evenhand manual: {why} {asked.manual}. Built in: {names}.", file=sys.stderr)
        return 2
    match asked.do:
        case "check":
            return _check(asked.manual, file)
        case "explore":
            return _explore(asked.manual, file, asked.deeper, asked.states, asked.processes)
        case _:
            return _show(asked.manual, file)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evenhand manual", description="The manual as a file.")
    subparsers = parser.add_subparsers(dest="do", required=True)
    for name, says in (
        ("show", "print a manual for people, its rules and the local choices apart"),
        ("check", "list contradictions, silences and placeholders with their lines"),
        ("explore", "walk all orders of acts and check what must always hold"),
    ):
        sub = subparsers.add_parser(name, help=says, description=says)
        sub.add_argument("manual", metavar="NAME|FILE", help="a built-in manual, or a file")
        if name == "explore":
            sub.add_argument("--deeper", type=_at_least(0), default=0, metavar="N", help="so many more aspects at once")
            sub.add_argument("--states", type=_at_least(1), default=20_000, metavar="N", help="at most, in each world")
            sub.add_argument(
                "--processes", type=_at_least(1), metavar="N", help="so many at a time, else one for each core"
            )
    return parser


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and int(text) >= least):
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {least} up.")
        return int(text)

    return number


def _bytes(name: str) -> bytes:
    if name in manual_file.builtin_names():
        return manual_file.builtin(name)
    if not name:
        raise FileNotFoundError
    return Path(name).read_bytes()


def _show(name: str, file: bytes) -> int:
    try:
        manual = manual_file.read_manual(file)
    except ManualError as err:
        return _print_problems(name, err.problems)
    print("\n".join(page(manual, manual_file.manual_hash(file))))
    return 0


def _check(name: str, file: bytes) -> int:
    problems = manual_file.find_problems(file)
    if not problems:
        print(f"{name}: nothing to mend.")
    return _print_problems(name, problems)


def _print_problems(name: str, problems: tuple[manual_file.Problem, ...]) -> int:
    for problem in problems:
        print(f"{name}:{problem.line}: {problem.sentence}")
    return 1 if problems else 0


def _explore(name: str, file: bytes, deeper: int, most: int, processes: int | None) -> int:
    try:
        manual = manual_file.read_manual(file)
    except ManualError as err:
        return _print_problems(name, err.problems)
    print(report.HEAD)
    walks = []
    for found in walk_all(worlds(manual.policy, deeper), most, processes):
        walks.append(found)
        print(report.row(found), flush=True)
    print("\n".join(report.summary(walks)))
    return 1 if any(found.broken for found in walks) else 0
