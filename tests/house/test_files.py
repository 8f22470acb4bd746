"""What may stand in the files of the project, and how long they may be."""

import re
import subprocess
from pathlib import Path

from tools import lines

ROOT = Path(__file__).parents[2]
CSS = ROOT / "evenhand/shell/static/evenhand.css"


def ours() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_the_stylesheet_is_short() -> None:
    assert len(CSS.read_text(encoding="utf-8").splitlines()) < 600


def test_the_stylesheet_asks_for_nothing_from_elsewhere() -> None:
    assert not re.search(r"url\(|@import|http", CSS.read_text(encoding="utf-8"))


def test_every_class_that_a_template_uses_is_in_the_stylesheet() -> None:
    known = set(re.findall(r"\.([a-z][a-z-]*)", CSS.read_text(encoding="utf-8")))
    used = {
        (name, path.name)
        for path in (ROOT / "evenhand").rglob("*.html")
        for names in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8"))
        for name in re.sub(r"\{[{%].*?[%}]\}", " ", re.sub(r"\S*\{\{.*?\}\}\S*", " ", names)).split()
    }

    assert [] == sorted((name, template) for name, template in used if name not in known)


def test_no_template_carries_style_or_script_of_its_own() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style| style=| on[a-z]+=|javascript:")

    assert [] == [path.name for path in (ROOT / "evenhand").rglob("*.html") if inline.search(path.read_text("utf-8"))]


def test_no_file_says_where_packages_came_from() -> None:
    registries = re.compile("|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "npm" + r"js\.(org|com)"]))

    assert [] == [
        path.relative_to(ROOT).as_posix()
        for path in ours()
        if path.suffix in {".py", ".toml", ".txt", ".in", ".md", ".html", ""}
        and registries.search(path.read_text(encoding="utf-8", errors="replace"))
    ]


def test_every_pinned_requirement_has_a_hash() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        pinned = [line for line in path.read_text(encoding="utf-8").split("\n") if re.match(r"[a-z0-9]", line)]

        assert pinned, path.name
        assert all("==" in line and line.endswith("\\") for line in pinned), path.name


def test_lines_are_counted_without_comments_and_blanks(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("# why\n\nx = 1\n\n\ny = 2  # beside\n")

    assert 2 == lines.count(tmp_path / "one.py")


def test_the_table_of_lines_knows_every_package() -> None:
    packages = {package for package, _ in lines.table(ROOT)}

    assert {"evenhand/shell", "evenhand/config", "evenhand/doors/intake", "tests/shell"} <= packages
