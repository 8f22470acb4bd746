"""`evenhand doctor`: what is wrong or risky with this installation, in sentences."""

from __future__ import annotations

import argparse
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from evenhand.casework import rehearsing
from evenhand.casework.clockwork import CHECKPOINTS_TO
from evenhand.casework.health import health, letters_wait
from evenhand.casework.verification import verify_triggers
from evenhand.outbox.smtp import REPLIES_TO
from evenhand.people import communities, roster, watch
from evenhand.people.communities import Community
from evenhand.people.keys import NotInitialisedError, WrongSecretError, clerks
from evenhand.people.roster import RosterBrokenError
from evenhand.people.watch import WatchBrokenError
from evenhand.shell.sessions import may_hold_office

LEAST_COUNCIL = 2
LEAST_OFFICE = 2
JUMP_TOLD_FOR = timedelta(days=30)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class How(StrEnum):
    """How bad it is."""

    WRONG = "wrong"
    RISKY = "risky"


@dataclass(frozen=True, slots=True)
class Found:
    """One sentence, with what to do."""

    how: How
    sentence: str


def main(arguments: Sequence[str]) -> int:
    """Examine this installation; 1 where something is wrong, 0 where it is only risky or fine."""
    argparse.ArgumentParser(
        prog="evenhand doctor",
        description="Say what is wrong or risky with this installation, and what to do. It changes nothing. "
        "The exit status is 1 where something is wrong.",
    ).parse_args(arguments)
    found = list(examine(datetime.now(UTC)))
    for one in sorted(found, key=lambda one: one.how is not How.WRONG):
        sys.stdout.write(f"{one.how.upper()}: {one.sentence}\n")
    if not found:
        sys.stdout.write("Everything is as it should be.\n")
    return 1 if any(one.how is How.WRONG for one in found) else 0


def examine(now: datetime) -> Iterator[Found]:
    """Everything that is wrong or risky; what builds on something broken is not looked at."""
    for look in (_database, _secret, _files, _settings):
        found = list(look())
        yield from found
        if look in {_database, _secret} and any(one.how is How.WRONG for one in found):
            return
    yield from _jumps(now)
    for community in communities.everyone():
        yield from _community(community, now)


def _wrong(sentence: str) -> Found:
    return Found(How.WRONG, sentence)


def _risky(sentence: str) -> Found:
    return Found(How.RISKY, sentence)


def _database() -> Iterator[Found]:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield _wrong("The database is not of this version. Run evenhand init, or evenhand manage migrate.")
            return
    except DatabaseError:
        yield _wrong("The database does not answer. Look at EVENHAND_DATABASE_URL, or at EVENHAND_DATA.")
        return
    for check in run_checks(databases=["default"], include_deployment_checks=False):
        yield _wrong(f"{check.msg} {check.hint or ''}".strip())
    for missing in verify_triggers():
        yield _wrong(f"{missing} Find out who took it away, then restore a backup from before.")


def _secret() -> Iterator[Found]:
    try:
        clerks()
    except (NotInitialisedError, WrongSecretError) as err:
        yield _wrong(str(err))


def _files() -> Iterator[Found]:
    """Who else on this machine could read what lies on its disk."""
    for path in (Path(settings.EVENHAND_DATA), Path(settings.EVENHAND_WATCH)):
        if path.exists() and path.stat().st_mode & _OTHERS:
            yield _risky(f"Others on this machine can look into {path}. Run chmod 700 on it.")
    if Path(settings.EVENHAND_WATCH).is_relative_to(settings.EVENHAND_DATA):
        yield _risky(
            "The high-water marks lie in the data folder, so a backup that is restored brings its own along and nobody "
            "would notice. Put EVENHAND_WATCH beside the secret."
        )


def _jumps(now: datetime) -> Iterator[Found]:
    """A jump of this machine's clock in the last month: times in the record may be off, their order is not."""
    try:
        at, seconds = Path(settings.EVENHAND_DATA, "clock.jumped").read_text("ascii").split()
    except (FileNotFoundError, ValueError):
        return
    if now - datetime.fromisoformat(at) < JUMP_TOLD_FOR:
        yield _risky(
            f"This machine's clock jumped by {seconds} seconds at {at}. Look after its time: deadlines follow it."
        )


def _settings() -> Iterator[Found]:
    for name in settings.EVENHAND_UNKNOWN:
        yield _risky(f"{name} is set, and Evenhand knows no such setting. Look whether it is mistyped.")
    if settings.EVENHAND_DEMO:
        yield _risky("This is the demo: plain http, and everybody's passphrase is printed.")
        return
    hosts = set(settings.ALLOWED_HOSTS) - {"localhost", "127.0.0.1"}
    if not hosts:
        yield _wrong("EVENHAND_HOSTS names no host but this machine itself, so nobody can reach it.")
    if "*" in settings.ALLOWED_HOSTS:
        yield _wrong("EVENHAND_HOSTS answers to every name. Name the hosts.")
    if not settings.EMAIL_HOST:
        yield _wrong("EVENHAND_SMTP_HOST is not set, so no letter leaves.")
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield _risky("EVENHAND_MAIL_FROM is an address at localhost, which other servers refuse.")


def _community(community: Community, now: datetime) -> Iterator[Found]:
    try:
        present = roster.load(community)
        watch.high_water(community.uid)
    except (RosterBrokenError, WatchBrokenError) as err:
        yield _wrong(f"{community.name}: {err}. Run evenhand verify.")
        return

    def said(sentence: str) -> str:
        return f"{community.name}: {sentence}"

    if not present.length:
        yield _risky(said("nobody has used the first link yet. evenhand init prints a new one."))
        return
    if present.chair is None:
        yield _risky(said("there is no chair; a deputy speaks for the committee in each case."))
    manual = communities.manual(community.pk, community.manual)
    if len([p for p in present.present if p.is_seconded and may_hold_office(manual, p.roles)]) < LEAST_OFFICE:
        yield _risky(
            said(
                "one person alone holds the office. While they are away nobody joins or leaves: make somebody deputy "
                "there. If they lose every key, evenhand invite-again makes a new link for them."
            )
        )
    if len([p for p in present.council if p.is_seconded]) < LEAST_COUNCIL:
        yield _risky(
            said("fewer than two members of the council have keys, so a report could be left without readers.")
        )
    if any(rehearsing.unconfirmed(present, what) for what in (rehearsing.LETTER, rehearsing.REPORT)):
        yield _risky(said("not everybody has confirmed a test letter and a test report. The office says who has not."))
    yield from _texts(community, said)
    yield from _running(community, now, said)


def _texts(community: Community, said: Callable[[str], str]) -> Iterator[Found]:
    manual = communities.manual(community.pk, community.manual)
    for blank in manual.placeholders:
        yield _risky(said(f"its manual has a blank in line {blank.line}: {blank.sentence}"))
    needed = {
        "operator": "who runs the server",
        "responsible": "who is responsible for the data",
        "retention": "how long it is kept",
        "outside_contact": "whom to turn to outside the committee",
        REPLIES_TO: "where bounces and replies go",
        CHECKPOINTS_TO: "who receives the log's checkpoints outside",
    }
    for name, what in needed.items():
        if not community.says(name):
            yield _risky(said(f"nobody has said {what}. It is written at the office."))


def _running(community: Community, now: datetime, said: Callable[[str], str]) -> Iterator[Found]:
    found = health(community, now)
    if not found.database:
        yield _wrong(
            said("the database is older than what was acknowledged. Two members sign at the office what was lost.")
        )
    if not found.clock:
        yield _wrong(said("no clock has ticked here lately. Run evenhand serve, or evenhand clock."))
    if letters_wait(community, now):
        yield _wrong(said("letters do not leave. Look at the mail settings and at the log."))
    elif not found.mail:
        yield _risky(said("the mail server has not answered for an hour. Look at the mail settings."))
    if not found.form:
        yield _wrong(said("no test report has gone through the form this week. If this stays, look at the log."))
    if not found.log:
        yield _risky(said("the log has no leaf of yesterday; it follows once the clock runs."))
