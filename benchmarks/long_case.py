"""What the page of a case costs that has become long: its newest part, with 2,000 entries and 300 files against 20."""

import tempfile
import time
from pathlib import Path

from benchmarks.bulk import Size, community_of
from benchmarks.lists import best, bos_browser, get, queries
from benchmarks.results import Result, at_most
from evenhand.record import cases
from evenhand.record.shelf import SHELF

LONG, SHORT = Size(1, 1, entries=2_000, files=300), Size(1, 1, entries=20, files=3)


def measure() -> list[Result]:
    """The newest part and one in the middle, as a process shows them that knows the case; then the first time."""
    long, short = _pages(LONG), _pages(SHORT)
    return [
        Result("page of a case, 2,000 entries and 300 files", long["page"] * 1000, "CPU ms"),
        Result("page of a case, 20 entries and 3 files", short["page"] * 1000, "CPU ms"),
        at_most("page of a case, 2,000 entries against 20", long["page"] / short["page"], "times", 1.5),
        at_most("page of a case, queries more with 2,000 entries", long["queries"] - short["queries"], "queries", 0),
        Result("an earlier part, in the middle of 2,000 entries", long["middle"] * 1000, "CPU ms"),
        Result("page of a case, 2,000 entries, after a restart", long["first"] * 1000, "CPU ms"),
    ]


def _pages(size: Size) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder, community_of(size, Path(folder)) as stage:
        client = bos_browser(stage)
        uid = cases.open_summaries(stage.community)[0].uid
        page = f"/{stage.community.slug}/desk/case/{uid.hex()}/"
        get(client, page)
        SHELF.clear()
        began = time.process_time()
        get(client, page)
        first = time.process_time() - began
        return {
            "first": first,
            "page": best(lambda: get(client, page), time.process_time),
            "queries": queries(lambda: get(client, page)),
            "middle": best(lambda: get(client, f"{page}earlier/{size.entries // 2}/"), time.process_time),
        }
