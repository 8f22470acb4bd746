"""Run every benchmark, or those that are named: `make bench`, `python -m benchmarks vault`."""

import importlib
import os
import pkgutil
import sys
from pathlib import Path

import benchmarks
from benchmarks.results import Result, table, write

_FRAME = frozenset({"bare", "bulk", "database", "load", "results", "__main__"})


def main(chosen: list[str]) -> int:
    """Measure, print the table, write .bench/results.json; 1 where a bar does not hold."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    importlib.import_module("django").setup()
    found = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name not in _FRAME]
    results: list[Result] = []
    for name in chosen or found:
        print(f"── {name}", flush=True)
        results += importlib.import_module(f"benchmarks.{name}").measure()
    print(table(results))
    write(results, Path(".bench/results.json"))
    return 0 if all(result.holds for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
