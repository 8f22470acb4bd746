"""`evenhand init`: the secret, the printed sheet, the database, and a link for the first account.

Nothing that cannot be undone happens before the sheet was retyped. Run again, it takes up where it was left.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from evenhand.doors.cli import throwaway

if TYPE_CHECKING:
    from evenhand.people.communities import Community

SECRET_FILE = "EVENHAND_SECRET_FILE"  # noqa: S105 - the name of a setting
RETYPED = (2, 5)
"""Which two of the sheet's seven groups are retyped, counted from one."""
REFUSED = 1
TAKEN = ("static",)
"""How other addresses of ours begin."""
_SLUG = re.compile(r"(?=.{1,50}$)[a-z0-9]+(?:-[a-z0-9]+)*")


class AnswerError(Exception):
    """Something was not answered, or not so that one can go on; the message says what."""


def main(arguments: Sequence[str]) -> int:
    """Make an installation, or put one back under a new secret with the printed sheet."""
    options = _parser().parse_args(arguments)
    try:
        secret = _secret_file(options.secret_file)
        throwaway.settle_here(secret)
        if options.with_sheet:
            return _recover(secret)
        return _initialise(options, secret)
    except AnswerError as err:
        _say(f"evenhand init: {err}")
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="evenhand init", description="Set up this installation. What is not given is asked."
    )
    parser.add_argument("--secret-file", type=Path, help=f"where the server's secret lies; else {SECRET_FILE}")
    parser.add_argument(
        "--with-sheet", action="store_true", help="recover: the printed sheet opens, a new secret takes over"
    )
    parser.add_argument(
        "--sheet-confirmed", action="store_true", help="for scripts: whoever calls this keeps the sheet"
    )
    parser.add_argument("--slug", help="how addresses begin, such as lattice")
    parser.add_argument("--name", help="what the community is called")
    parser.add_argument("--zone", help="its time zone, such as Europe/Berlin")
    parser.add_argument("--manual", default="numpy", help="its manual; numpy where nothing is said")
    parser.add_argument("--login", help="the login of whoever comes first, the chair")
    parser.add_argument("--person", help="their name")
    parser.add_argument("--email", help="their address")
    return parser


def _secret_file(given: Path | None) -> Path:
    """The file of the server's secret; made where there is none, readable by its owner only."""
    named = given or (Path(os.environ[SECRET_FILE]) if SECRET_FILE in os.environ else None)
    if named is None:
        named = Path(_ask("In which file is the server's secret to lie?", "evenhand.secret"))
    path = named.resolve()
    try:
        if path.exists():
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
    except OSError as err:
        raise AnswerError(f"The server's secret cannot lie in {path}: {err.strerror}.") from None
    _say(f"The server's secret is in {path}.")
    return path


def _initialise(options: argparse.Namespace, secret: Path) -> int:
    from evenhand.people import keys  # noqa: PLC0415 - only now there are settings

    _migrate()
    _require_sense(options)  # before a sheet is shown that somebody writes down
    try:
        keys.clerks()
        _say("This database has its server keys already; they open with this secret.")
    except keys.NotInitialisedError:
        _make_clerk(confirmed=options.sheet_confirmed)
    except keys.WrongSecretError as err:
        raise AnswerError(str(err)) from None
    _first_account(options)
    _say(f"\nNext: {SECRET_FILE}={secret} evenhand doctor, then evenhand serve, with the same settings.")
    return 0


def _migrate() -> None:
    """Make the tables, or bring them up to this version."""
    from django.db import Error  # noqa: PLC0415 - only now there are settings

    try:
        throwaway.migrate()
    except Error:  # its own words may name the password
        raise AnswerError(
            "The database does not answer, or cannot be changed. Look at EVENHAND_DATABASE_URL, or at EVENHAND_DATA."
        ) from None


def _require_sense(options: argparse.Namespace) -> None:
    """Look at everything that was given, before anything is made of it."""
    from evenhand.people import communities  # noqa: PLC0415 - only now there are settings
    from evenhand.procedure.manual_file import builtin_names  # noqa: PLC0415 - as above

    if options.slug and communities.by_slug(options.slug) is None:
        _slug(options.slug)
    if options.zone:
        _zone(options.zone)
    if options.email:
        _email(options.email)
    for name in filter(None, (options.name, options.person)):
        _called(name)
    if options.manual not in builtin_names():
        raise AnswerError(
            f"There is no manual {options.manual!r}. Built in: {', '.join(builtin_names())}. Another one is proposed"
            " at the office, once there is somebody."
        )


def _make_clerk(*, confirmed: bool) -> None:
    """Draw the clerk; its key is stored under the secret and under the sheet, and nowhere else."""
    from evenhand.people.keys import set_up_clerk  # noqa: PLC0415 - only now there are settings
    from evenhand.vault.clerk import new_sheet  # noqa: PLC0415 - as above

    sheet = new_sheet(os.urandom)
    _say("\nThe server sheet. Write it on paper and keep it where neither the server nor its backups are:\n")
    _say(f"    {sheet.printed}\n")
    _say("Should secret and sheet both be lost, so is everything about who did what and when.")
    for group in () if confirmed else RETYPED:
        typed = _ask(f"From your paper, type group {group}.")
        if typed.strip().upper() != sheet.groups[group - 1]:
            raise AnswerError("That is not this group. Nothing was made; run it again for a new sheet.")
    from django.db import transaction  # noqa: PLC0415 - as above

    with transaction.atomic():
        set_up_clerk(sheet, os.urandom)


def _first_account(options: argparse.Namespace) -> None:
    """The community and the link with which its chair makes their keys; a link that was lost is made anew."""
    from evenhand.casework import founding  # noqa: PLC0415 - only now there are settings
    from evenhand.people import accounts, communities, roster  # noqa: PLC0415 - as above
    from evenhand.people.occasion import Occasion  # noqa: PLC0415 - as above
    from evenhand.procedure.manual_file import builtin  # noqa: PLC0415 - as above

    occasion = Occasion(datetime.now(UTC), os.urandom)
    slug = options.slug or _ask("How do the community's addresses begin? Small letters and hyphens.", "community")
    community = communities.by_slug(slug)
    if community is None:
        _slug(slug)
        plan = founding.Founding(
            slug=slug,
            name=_called(options.name or _ask("What is the community called?")),
            zone=_zone(options.zone or _ask("In which time zone does it live?", "UTC")),
            language="en",
            leave_to="https://www.wikipedia.org/",
            public={"address": _address()},
        )
        community = founding.found_community(plan, builtin(options.manual), occasion)
    community = _at_this_address(community)
    if roster.load(community).length:
        _say(f"{community.name} has its first member already. Others are invited at its office.")
        return
    waiting = accounts.everyone(community)
    if waiting:
        token = accounts.renew_invitation(community, waiting[0], occasion)
    else:
        record = accounts.AccountRecord(
            login=options.login or _ask("With which login will the chair sign in?"),
            name=_called(options.person or _ask("What is the chair's name?")),
            email=_email(options.email or _ask("And their mail address?")),
            roles=("chair", "committee", "office"),
            zone=community.zone,
        )
        _, token = accounts.invite(community, record, occasion)
    _say("\nThe chair makes their keys with this link. It works once, and for seven days:\n")
    _say(f"    {community.says('address')}/{community.slug}/desk/enrol/{token}/")
    if "EVENHAND_HOSTS" not in os.environ:
        _say(
            "\nEVENHAND_HOSTS is not set, so this link leads to this machine itself. Set it to the name under which"
            " people reach the server, and run evenhand init again for a link with that name."
        )


def _recover(secret: Path) -> int:
    """The secret is lost or was seen: the printed sheet puts every key under the one in this file."""
    from evenhand.people.keys import rewrap_with_sheet  # noqa: PLC0415 - only now there are settings
    from evenhand.vault.errors import VaultError  # noqa: PLC0415 - as above
    from evenhand.vault.sheet import Sheet  # noqa: PLC0415 - as above

    typed = _ask("Type the server sheet, all seven groups.")
    try:
        rewrap_with_sheet(Sheet.parse(typed), os.urandom)
    except VaultError as err:
        raise AnswerError(f"This sheet does not open the database ({type(err).__name__}).") from None
    _say(f"Every key is under the secret in {secret} now. The sheet stays as it is.")
    return 0


def _at_this_address(community: Community) -> Community:
    """Until somebody has joined, links follow EVENHAND_HOSTS; after that the address is written at the office."""
    from evenhand.people import communities, roster  # noqa: PLC0415 - only now there are settings

    if roster.load(community).length or community.says("address") == _address():
        return community
    return communities.change(community, public={**community.public, "address": _address()})


def _address() -> str:
    """What links begin with: the first of EVENHAND_HOSTS; an onion service brings its own encryption."""
    from django.conf import settings  # noqa: PLC0415 - only now there are settings

    from evenhand.shell.origin import is_onion  # noqa: PLC0415 - as above

    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    return f"{'http' if is_onion(host) else 'https'}://{host}"


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text) or text in TAKEN:
        raise AnswerError(
            f"Addresses cannot begin with {text!r}. Choose at most fifty small letters, digits and hyphens, such as"
            " lattice."
        )
    return text


def _called(text: str) -> str:
    """A name, as others read it in the middle of a line."""
    from evenhand.procedure.signs import is_seen_as_written  # noqa: PLC0415 - only now there are settings

    if not is_seen_as_written(text):
        raise AnswerError(f"In {text!r} is a sign that nobody sees, and that changes how a line is read. Type it anew.")
    return text


def _email(text: str) -> str:
    """A mail address, as far as anybody can tell without writing to it."""
    from django.core.exceptions import ValidationError  # noqa: PLC0415 - only now there are settings
    from django.core.validators import validate_email  # noqa: PLC0415 - as above

    try:
        validate_email(text.strip())
    except ValidationError:
        raise AnswerError(f"{text!r} is no mail address. The chair hears there that something waits.") from None
    return text.strip()


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise AnswerError(f"{name!r} is no time zone. Write it as Europe/Berlin or America/Lima.")
    return name


def _ask(question: str, otherwise: str = "") -> str:
    """Ask on the terminal; where nobody can answer, say what was missing."""
    hint = f" [{otherwise}]" if otherwise else ""
    sys.stdout.write(f"{question}{hint} ")
    sys.stdout.flush()
    answer = sys.stdin.readline()
    text = answer.strip() or otherwise
    if not text:
        raise AnswerError(f"This was not answered: {question}")
    return text


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
