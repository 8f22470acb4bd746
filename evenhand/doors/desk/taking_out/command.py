"""`evenhand export`: asks who you are, then writes one sealed file whose name says nothing."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from evenhand.casework import listing, seats, signing
from evenhand.doors.desk.taking_out.archive import Occasioned, TooLargeError, archive
from evenhand.doors.desk.taking_out.records import CaseRecord, record_of
from evenhand.people import accounts, communities, throttle
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.people.passphrases import WeakPassphraseError, check_passphrase
from evenhand.people.sessions import HasLeftError, NotOnRosterError, SignedIn
from evenhand.people.signing_in import SignInRefusedError
from evenhand.people.throttle import BusyError, TooManyTriesError
from evenhand.vault.age import NoRecipientError, require_keys, seal_to_keys, seal_with_passphrase

REFUSED = 1


class AnswerError(Exception):
    """It cannot be done so; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Who is asked: in the open, or so that nothing of the answer is seen."""

    ask: Callable[[str], str]
    ask_unseen: Callable[[str], str]


def main(arguments: Sequence[str]) -> int:
    """Export, or say why not."""
    options = _parser().parse_args(arguments)
    try:
        written = export(options, Terminal(input, getpass.getpass), Occasion(datetime.now(UTC), os.urandom))
    except (AnswerError, EOFError) as err:
        says = err if isinstance(err, AnswerError) else "That was not answered. Nothing was written."
        sys.stderr.write(f"evenhand export: {says}\n")
        return REFUSED
    sys.stdout.write(f"Written: {written}\nOpen it with: age --decrypt --output export.zip {written.name}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="evenhand export",
        description="Take out what you may read, as text, PDF, table and files, in one file that is sealed with age. "
        "Login, passphrase and code are asked; so is a passphrase for the file, if no key of age is given. "
        "You hear of it by mail.",
    )
    parser.add_argument("--community", help="how its addresses begin; needed where there are several")
    parser.add_argument("--case", help="the code name of a case; all that you may read where none is given")
    parser.add_argument("--without-files", action="store_true", help="the records alone")
    parser.add_argument("--to", action="append", default=[], metavar="KEY", help="a public key of age (age1…)")
    parser.add_argument(
        "--into", type=Path, default=Path(), help="the folder of the sealed file; here if none is given"
    )
    return parser


def export(options: argparse.Namespace, terminal: Terminal, occasion: Occasion) -> Path:
    """Ask, gather, seal and write; what is not sealed is in memory alone."""
    community = _community(options.community)
    if not options.into.is_dir():
        raise AnswerError(f"There is no folder {options.into}.")
    passphrase = _require_seal(options.to, terminal)
    signed_in = _proved(community, terminal, occasion, passphrase)
    try:
        with throttle.one_export():
            content = _gathered(signed_in, options, occasion)
    except BusyError:
        raise AnswerError("Another export is being made on this machine. Run it again when that is done.") from None
    with throttle.one_argon2():
        sealed = seal_with_passphrase(content, passphrase) if passphrase else seal_to_keys(content, options.to)
    return _write(options.into, sealed, occasion)


def _community(slug: str | None) -> Community:
    found = [one for one in communities.everyone() if slug in {None, one.slug}]
    if len(found) != 1:
        raise AnswerError("Say which community: --community, with what its addresses begin with.")
    return found[0]


def _require_seal(keys: Sequence[str], terminal: Terminal) -> str:
    """The passphrase for the file, asked before the code, which soon ends; none where it is sealed to keys."""
    try:
        if keys:
            require_keys(keys)
            return ""
        passphrase = terminal.ask_unseen("A passphrase for the file, another than your own: ")
        check_passphrase(passphrase)
    except NoRecipientError:
        raise AnswerError("After --to stands a public key of age, as age-keygen prints it: age1…") from None
    except WeakPassphraseError as weak:
        raise AnswerError(str(weak)) from None
    if terminal.ask_unseen("Once more: ") != passphrase:
        raise AnswerError("The two passphrases for the file differ. Nothing was written.")
    return passphrase


def _proved(community: Community, terminal: Terminal, occasion: Occasion, of_the_file: str) -> SignedIn:
    login, passphrase = terminal.ask("Your login: ").strip(), terminal.ask_unseen("Your passphrase: ")
    if passphrase == of_the_file:
        raise AnswerError(
            "That is the passphrase which you chose for the file. Whoever has the file could guess it for as long as "
            "they like, and sign in here with it. Choose another for the file. Nothing was written."
        )
    code = terminal.ask("The six digits that your authenticator shows now: ").strip()
    try:
        return signing.prove_to_export(community, login, passphrase, code, occasion)
    except SignInRefusedError:
        raise AnswerError(
            "That did not open anything. Check login, passphrase and code; a code works once, so wait for the next."
        ) from None
    except HasLeftError:
        raise AnswerError("You have left, so your keys open nothing any more. Ask a member whom you know.") from None
    except NotOnRosterError:
        raise AnswerError(
            "Your keys are made, and nobody has let you in yet. Read your six words to a member."
        ) from None
    except TooManyTriesError:
        raise AnswerError(
            "That was tried too often. Wait for the next code of your authenticator; nothing is locked."
        ) from None
    except BusyError:
        raise AnswerError("This machine is busy opening somebody else's keys. Try again in a moment.") from None


def _gathered(signed_in: SignedIn, options: argparse.Namespace, occasion: Occasion) -> bytes:
    community, account = signed_in.community, accounts.by_member(signed_in.community, signed_in.member)
    zone = ZoneInfo(account.record.zone or community.zone)
    made = Occasioned(account.record.name, community.name, occasion.now)
    with translation.override("en"), timezone.override(zone):
        records = [r for r in records_of(signed_in, occasion.now) if options.case in {None, r.code_name}]
        if options.case and not records:
            raise AnswerError("There is no case of this name that you may read.")
        try:
            return archive(community, records, made, with_files=not options.without_files)
        except TooLargeError:
            raise AnswerError(
                "The files of these cases are too large to be sealed at once. Export one case with --case, or leave "
                "the files out with --without-files."
            ) from None


def records_of(signed_in: SignedIn, now: datetime) -> list[CaseRecord]:
    """The record of each case of which this member may read something, the oldest first."""
    return [record_of(seats.admit(signed_in, number), now) for number in listing.sat_at(signed_in)]


def _write(folder: Path, sealed: bytes, occasion: Occasion) -> Path:
    """One file for its owner alone, under a random name; one that could not be written whole is taken away again."""
    path = folder / f"{occasion.entropy(8).hex()}.age"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
    except OSError as err:
        path.unlink(missing_ok=True)
        raise AnswerError(f"The file could not be written: {err.strerror}.") from None
    return path
