"""All worlds of a run, each walked in a process of its own: they have nothing to do with each other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from evenhand.procedure.explore.walk import MOST_STATES, Found, walk
from evenhand.procedure.explore.world import World

__all__ = ["walk_all"]


def walk_all(worlds: Sequence[World], most: int = MOST_STATES, processes: int | None = None) -> Iterator[Found]:
    """What was found in each world, in their order; in as many processes as there are cores.

    The processes are started anew rather than forked, so that this works everywhere and
    copies no lock of the caller's. What a test has replaced is therefore not replaced in
    them: with one process the walk stays in the caller's own.
    """
    one = partial(_found, most=most)
    processes = min(processes or os.cpu_count() or 1, len(worlds))
    if processes <= 1:
        yield from map(one, worlds)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(one, worlds)


def _found(world: World, most: int) -> Found:
    return walk(world, most).in_short()
