"""What a web process has before it answers: everything, so that the first person whom it answers waits for nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import evenhand
from evenhand.config import loaded

_SAYS = """
import gc, json, sys
from django.template import engines
import evenhand.config.wsgi
kept = engines["django"].engine.template_loaders[0].get_template_cache
print(json.dumps([list(sys.modules), list(kept), gc.get_freeze_count()]))
"""

_OTHERS = {"cli", "taking_out"}  # commands, and what a member runs on their own machine


def test_a_web_process_has_read_every_door_and_every_template_before_it_answers() -> None:
    package = Path(evenhand.__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", _SAYS],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(package.parent)},
    )
    modules, templates, frozen = json.loads(done.stdout)

    doors = package / "doors"
    wanted = {
        ".".join(("evenhand", "doors", *file.relative_to(doors).with_suffix("").parts))
        for file in doors.rglob("*.py")
        if _OTHERS.isdisjoint(file.parts) and file.name != "__init__.py"
    }
    assert sorted(wanted - set(modules)) == []
    assert sorted(set(loaded.templates()) - set(templates)) == []
    assert "desk/case.html" in loaded.templates()
    assert frozen > len(modules)  # the collector leaves them alone, so their memory stays shared
