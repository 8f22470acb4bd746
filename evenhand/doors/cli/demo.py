"""The demo's community: nine people and a baker's dozen of cases, all played through the acts with a moved clock."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from importlib import resources
from pathlib import Path

from evenhand.casework import clockwork, founding, staging
from evenhand.casework.staging import Casting, Stage
from evenhand.doors.cli.performing import Performance
from evenhand.doors.cli.playing import perform
from evenhand.doors.cli.scene import ZONE, Scene, read_scene
from evenhand.doors.cli.verbs import VERBS
from evenhand.outbox import queue, twin
from evenhand.people import communities
from evenhand.people import roster_facts as rf
from evenhand.people.occasion import Entropy, Occasion
from evenhand.procedure.manual_file import builtin
from evenhand.vault.totp import totp_code, totp_printed, totp_step

CAST_FILE = "cast.json"
LENA = Casting("Lena Novak", (rf.COMMITTEE, rf.COUNCIL))
"""The second of the two who sit on committee and council."""
CASES: tuple[tuple[str, timedelta], ...] = (
    ("closed_no_action", timedelta(days=1)),
    ("closed_reprimand", timedelta(days=18)),
    ("reprimand_ready", timedelta(hours=3)),
    ("feedback", timedelta(days=1)),
    ("positions", timedelta(hours=20)),
    ("waits_for_an_answer", timedelta(days=2)),
    ("wants_a_reply", timedelta(hours=8)),
    ("nobody_answered", timedelta(hours=2)),
    ("about_the_chair", timedelta(hours=4)),
    ("mentions_a_member", timedelta(hours=5)),
    ("by_mail", timedelta(hours=6)),
    ("danger", timedelta(hours=1)),
    ("just_arrived", timedelta(minutes=30)),
)
"""Each scene, and how long ago its last step was taken at least."""
STAGED_BEFORE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A phrase, and what it opens."""

    phrase: str
    opens: str


def prepare(folder: Path, address: str, now: datetime, entropy: Entropy) -> Cast:
    """Found the community in an empty database and play its cases up to now; write who is who beside them."""
    began = Occasion(now - STAGED_BEFORE, entropy)
    staging.set_up(began)
    public = {**staging.PUBLIC, "address": address, "replies_to": "conduct@lattice.example"}
    castings = (*staging.LATTICE, LENA)
    stage = staging.stage(castings, _manual(), began, public=public)
    founding.publish(stage.signed_in("ada", began), began, is_open=True)
    stage = stage.fresh()
    staging.rehearse(stage, began, but=("dara",))
    _deliver(folder, began.now)
    _close_days(stage, began.now, Occasion(now, entropy))
    receipts = [receipt for name, rest in CASES for receipt in _play(folder, stage, name, now - rest, entropy)]
    cast = _cast(stage, receipts, address)
    cast.write(folder)
    return cast


def _play(folder: Path, stage: Stage, name: str, latest: datetime, entropy: Entropy) -> Iterator[Receipt]:
    """Play a scene so that its last step was taken on the last day on which it could be; hand out its phrases."""
    scene = _scene(name, latest)
    played: list[Performance] = []

    def after(play: Performance) -> None:
        played[:] = [play]
        _deliver(folder, play.now)

    failures = perform(scene, stage, entropy, _in_silence, after=after)
    if failures:
        raise AssertionError(f"{name}: step {failures[0].step}: {failures[0].sentence}")
    for (_, party), phrase in played[-1].phrases.items():
        yield Receipt(phrase, f"{scene.title} · the line of the {str(party).rpartition('-')[0]}")


def _scene(name: str, latest: datetime) -> Scene:
    source = resources.files("evenhand.doors.cli").joinpath("demo_cases", f"{name}.toml")
    with resources.as_file(source) as path:
        length = read_scene(path, VERBS, date(2000, 1, 1))
        days = (length.steps[-1].at.astimezone(ZONE).date() - date(2000, 1, 1)).days
        start = latest.astimezone(ZONE).date() - timedelta(days=days)
        scene = read_scene(path, VERBS, start)
        return scene if scene.steps[-1].at <= latest else read_scene(path, VERBS, start - timedelta(days=1))


def _deliver(folder: Path, now: datetime) -> None:
    """Mail leaves as it would have then, through the twin; what was written weeks ago does not come back today."""
    while leaving := queue.claim(now, limit=100):
        for one in leaving:
            twin.post(folder / twin.FOLDER, one, now)
            queue.left(one)


def _close_days(stage: Stage, first: datetime, occasion: Occasion) -> None:
    """The log has a leaf for each day since the community began."""
    days = [first.date() + timedelta(days=number) for number in range((occasion.now - first).days)]
    clockwork.close_days(stage.community, days, occasion)


def _manual() -> bytes:
    """NumPy's manual with its blanks filled in, as a community would."""
    source = builtin("numpy")
    filled = source.replace(b'retention = { is = "to be chosen"', b'retention = { is = "7 years"')
    filled = filled.replace(b'name = "to be filled in"', b'name = "The Lattice Foundation"')
    return filled.replace(b'address = "to be filled in"', b'address = "conduct@foundation.example"')


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast, with everything that signing in needs."""

    name: str
    roles: list[str]
    login: str
    passphrase: str
    totp: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who, and what the phrases open, so that a script can drive the demo: the file `cast.json`."""

    url: str
    people: list[Person]
    receipts: list[Receipt]

    def write(self, folder: Path) -> None:
        """Write it into the demo's folder."""
        (folder / CAST_FILE).write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> Cast:
        """Read it as it was written."""
        body = json.loads((folder / CAST_FILE).read_text("utf-8"))
        people = [Person(**one) for one in body["people"]]
        return cls(body["url"], people, [Receipt(**one) for one in body["receipts"]])


def _cast(stage: Stage, receipts: list[Receipt], address: str) -> Cast:
    people = [
        Person(p.name, list(p.roles), p.login, p.passphrase, base64.b32encode(p.totp).decode())
        for p in stage.players.values()
    ]
    return Cast(_url(stage.community.slug, address), people, receipts)


def at_address(folder: Path, address: str) -> Cast:
    """The demo at the address at which it is served this time: in its letters, its pages and its file."""
    (community,) = communities.everyone()
    communities.change(community, public={**community.public, "address": address})
    cast = replace(Cast.read(folder), url=_url(community.slug, address))
    cast.write(folder)
    return cast


def _url(slug: str, address: str) -> str:
    return f"{address}/{slug}/"


def described(cast: Cast, now: datetime) -> str:
    """The demo in a few lines for a terminal: where it is, and who to sign in as."""
    lines = [f"Evenhand's demo: {cast.url}", f"Members sign in at {cast.url}desk/", ""]
    for one in cast.people:
        secret = base64.b32decode(one.totp)
        lines += [
            f"  {one.login:<6} {one.name} ({', '.join(one.roles)})",
            f"         passphrase  {one.passphrase}",
            f"         code now    {totp_code(secret, totp_step(now))}   secret {totp_printed(secret)}",
        ]
    lines += ["", f"Parties come back at {cast.url}portal/ with their ten words:", ""]
    lines += [f"  {one.phrase}\n         {one.opens}" for one in cast.receipts]
    return "\n".join(lines)


def _in_silence(_: str) -> None:
    """Tell nothing."""


__all__ = ["CASES", "CAST_FILE", "Cast", "at_address", "described", "prepare"]
