"""What the doctor says of an installation that runs: nothing where all is well, a sentence where it is not."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from evenhand.casework import clockwork, staging
from evenhand.casework.health import MAIL
from evenhand.casework.staging import Stage
from evenhand.clock import run
from evenhand.doors.cli.doctor import Found, How, examine
from evenhand.people import communities, watch
from evenhand.people.occasion import Occasion
from evenhand.procedure.manual_file import builtin
from tests.cast import dice

NOW = datetime(2026, 3, 2, 10, 2, tzinfo=UTC)


@pytest.fixture
def well(stage: Stage, settings: Settings, tmp_path: Path) -> Stage:
    """Lattice as it should be run."""
    filled = builtin("numpy").replace(b'"to be chosen"', b'"7 years"', 1).replace(b"to be filled in", b"the foundation")
    communities.adopt_manual(stage.community, filled.replace(b'"to be chosen"', b'"7 years"'))
    public = {**stage.community.public, "replies_to": "r@x.example", "checkpoints_to": "log@else.example"}
    communities.change(stage.community, public=public)
    staging.rehearse(stage, Occasion(NOW, dice("rehearsal")))
    data = tmp_path / "data"
    for folder in (data, Path(settings.EVENHAND_WATCH)):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)
    settings.EVENHAND_DATA = data
    (data / run.ALIVE).write_text(NOW.isoformat(), "ascii")
    (data / MAIL).write_text(NOW.isoformat(), "ascii")
    settings.ALLOWED_HOSTS, settings.EVENHAND_UNKNOWN = ["conduct.lattice.example"], ()
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "smtp.lattice.example", "evenhand@lattice.example"
    clockwork.begin_day(stage.fresh().community, Occasion(NOW, dice("doctor")))
    return stage.fresh()


def said() -> list[str]:
    return [one.sentence for one in examine(NOW)]


def test_an_installation_as_it_should_be_is_not_talked_about(well: Stage) -> None:
    assert [] == said()


def _no_trigger(_: Stage, __: Settings) -> None:
    with connection.cursor() as cursor:
        suffix = " ON record_entry" if connection.vendor == "postgresql" else ""
        cursor.execute("DROP TRIGGER record_entry_no_update" + suffix)


def _says_nothing(well: Stage, _: Settings) -> None:
    communities.change(well.community, public={})


def _behind(well: Stage, _: Settings) -> None:
    watch.raise_high_water(well.community.uid, 10_000)


def _blank(well: Stage, _: Settings) -> None:
    communities.adopt_manual(well.community, builtin("numpy"))


def _alone(well: Stage, _: Settings) -> None:
    source = communities.manual_source(well.community.pk, well.community.manual)
    communities.adopt_manual(well.community, source.replace(b'{ is = ["chair", "deputies"]', b'{ is = ["chair"]'))


def _open_to_all(_: Stage, settings: Settings) -> None:
    Path(settings.EVENHAND_DATA).chmod(0o755)


def _silent_clock(_: Stage, settings: Settings) -> None:
    Path(settings.EVENHAND_DATA, run.ALIVE).unlink()


def _jumped(_: Stage, settings: Settings) -> None:
    Path(settings.EVENHAND_DATA, run.JUMPED).write_text(f"{NOW.isoformat()} -3600", "ascii")


def _no_host(_: Stage, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]


def _no_smtp(_: Stage, settings: Settings) -> None:
    settings.EMAIL_HOST = ""


def _mistyped(_: Stage, settings: Settings) -> None:
    settings.EVENHAND_UNKNOWN = ("EVENHAND_WORKER",)


def _from_here(_: Stage, settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "evenhand@localhost"


def _watch_inside(_: Stage, settings: Settings) -> None:
    settings.EVENHAND_WATCH = Path(settings.EVENHAND_WATCH).rename(Path(settings.EVENHAND_DATA) / "watch")


@pytest.mark.parametrize(
    ("breaks", "how", "sentence"),
    [
        (_no_trigger, How.WRONG, "record_entry_no_update is missing"),
        (_says_nothing, How.RISKY, "nobody has said who runs the server"),
        (_behind, How.WRONG, "older than what was acknowledged"),
        (_blank, How.RISKY, "its manual has a blank in line"),
        (_alone, How.RISKY, "one person alone holds the office"),
        (_open_to_all, How.RISKY, "Others on this machine can look into"),
        (_silent_clock, How.WRONG, "no clock has ticked here lately"),
        (_jumped, How.RISKY, "clock jumped by -3600 seconds"),
        (_no_host, How.WRONG, "EVENHAND_HOSTS names no host"),
        (_no_smtp, How.WRONG, "EVENHAND_SMTP_HOST is not set"),
        (_mistyped, How.RISKY, "EVENHAND_WORKER is set, and Evenhand knows no such setting"),
        (_from_here, How.RISKY, "an address at localhost"),
        (_watch_inside, How.RISKY, "high-water marks lie in the data folder"),
    ],
)
def test_what_is_broken_is_said(
    well: Stage, settings: Settings, breaks: Callable[[Stage, Settings], None], how: How, sentence: str
) -> None:
    breaks(well, settings)

    found: list[Found] = [one for one in examine(NOW) if sentence in one.sentence]

    assert {how} == {one.how for one in found}
