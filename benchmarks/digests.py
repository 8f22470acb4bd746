"""A year of mornings: what the daily digest costs a community that has had many cases."""

import os
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.bulk import NOW, Size, community_of
from benchmarks.results import Result, at_most
from evenhand.casework import clockwork
from evenhand.people.occasion import Occasion

MANY, FEW, FEWER_OPEN = Size(10_000, 500), Size(600, 500), Size(200, 100)
DAYS = 365


def measure() -> list[Result]:
    """365 digests with 10,000 cases against 600, 500 open in both; and per open case, with 500 open against 100."""
    many, few, fewer = _year(MANY), _year(FEW), _year(FEWER_OPEN)
    per_case = (few / FEW.opened) / (fewer / FEWER_OPEN.opened)
    return [
        Result("a year's digests, 10,000 cases (500 open)", many, "CPU s"),
        Result("a year's digests, 600 cases (500 open)", few, "CPU s"),
        Result("a year's digests, 200 cases (100 open)", fewer, "CPU s"),
        at_most("a year's digests, 10,000 cases against 600", many / few, "times", 1.5),
        at_most("a year's digests per open case, 500 open against 100", per_case, "times", 1.2),
    ]


def _year(size: Size) -> float:
    """Every morning of a year, one after the other: the log's leaf, and one mail to whoever owes something."""
    with tempfile.TemporaryDirectory() as folder, community_of(size, Path(folder)) as stage:
        began = time.process_time()  # what else the machine does makes a year longer, but not dearer
        for day in range(1, DAYS + 1):
            if not clockwork.begin_day(stage.community, Occasion(NOW + timedelta(days=day), os.urandom)):
                raise AssertionError(day)
        return time.process_time() - began
