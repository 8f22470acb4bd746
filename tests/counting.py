"""How often a function of ours is called, and which queries are asked: what cannot be timed is counted."""

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, FunctionType

from django.db import connection
from django.test.utils import CaptureQueriesContext


def calls(of: Callable[..., object], during: Callable[[], object]) -> int:
    """Count the calls of one function while another runs; what it raises is not ours to judge."""
    assert isinstance(of, FunctionType)
    counted = 0

    def watch(frame: FrameType, event: str, arg: object) -> None:
        nonlocal counted
        counted += event == "call" and frame.f_code is of.__code__

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        _let(during)
    finally:
        sys.setprofile(before)
    return counted


def queries(during: Callable[[], object]) -> list[str]:
    """What is asked of the database, each by its first two words and its table."""
    with CaptureQueriesContext(connection) as asked:
        _let(during)
    told = (re.sub(r"s\d+_x\d+", "one", query["sql"]) for query in asked.captured_queries)
    return [one.split(" WHERE ")[0][:60] for one in told]


def _let(during: Callable[[], object]) -> None:
    with suppress(Exception):  # refusals are what is compared
        during()
