"""Lines of code per package, without blank lines and comments: a lamp, not a limit."""

import sys
from collections import Counter
from pathlib import Path

_KINDS = {".py": "#", ".html": None, ".css": None, ".toml": "#"}


def count(path: Path) -> int:
    """Count the lines of a file that say something."""
    comment = _KINDS[path.suffix]
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return sum(1 for line in lines if line and not (comment and line.startswith(comment)))


def table(root: Path) -> Counter[tuple[str, str]]:
    """Count by package and by kind of file, migrations aside."""
    counts: Counter[tuple[str, str]] = Counter()
    for top in ("evenhand", "tests", "tools", "benchmarks"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in _KINDS and "migrations" not in path.parts:
                inside = path.relative_to(root).parts
                package = "/".join(inside[: 3 if inside[1] == "doors" else 2][: -1 if len(inside) < 3 else None])  # noqa: PLR2004
                counts[package, path.suffix.lstrip(".")] += count(path)
    return counts


def main() -> int:
    """Print the table."""
    counts = table(Path(__file__).resolve().parent.parent)
    kinds = [kind.lstrip(".") for kind in _KINDS]
    print(f"{'':28}" + "".join(f"{kind:>8}" for kind in kinds))
    for package in sorted({package for package, _ in counts}):
        print(f"{package:28}" + "".join(f"{counts[package, kind] or '':>8}" for kind in kinds))
    product = sum(lines for (package, kind), lines in counts.items() if package.startswith("evenhand") and kind == "py")
    print(f"\n{product} lines of Python in the product.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
