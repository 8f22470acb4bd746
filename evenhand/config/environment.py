"""What the operator decides, read from the environment: one table, loud where something is wrong.

What the community decides stands in its manual file, never here.
"""

from __future__ import annotations

import base64
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

OURS = "EVENHAND_"
"""How the names of our settings begin."""
MOST_PORT = 65_535
_LEAST_SECRET_BYTES = 32
_MOST_DIGITS = 20
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?")


class SettingError(Exception):
    """A setting is missing or cannot be what it says; the message is for the operator."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Reads settings by name; a secret may lie in a file that `NAME_FILE` names."""

    variables: Mapping[str, str]

    def text(self, name: str) -> str:
        """Answer what stands in `name`, in the file that `NAME_FILE` names, or the default."""
        beside = self.variables.get(f"{name}_FILE")
        if beside is None:
            return self.variables.get(name, _BY_NAME[name].default).strip()
        if name in self.variables:
            raise SettingError(f"{name} and {name}_FILE are both set; keep one.")
        if not beside.strip():
            raise SettingError(f"{name}_FILE is empty; it has to name a file, or not be set at all.")
        try:
            return Path(beside).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as err:
            why = err.strerror if isinstance(err, OSError) else "it is no text"
            raise SettingError(f"{name}_FILE names {beside}, which cannot be read: {why}.") from err

    def require_all(self) -> None:
        """Raise `SettingError` with a sentence for each setting that cannot be what it says, all at once."""
        found = []
        for setting in SETTINGS:
            try:
                setting.read(self, setting.name)
            except SettingError as err:
                found.append(str(err))
        if found:
            raise SettingError("\n".join(found))

    def unknown(self) -> tuple[str, ...]:
        """Answer the names that look like settings of ours and are none, such as mistyped ones."""
        known = {f"{name}{end}" for name in _BY_NAME for end in ("", "_FILE")}
        return tuple(sorted(name for name in self.variables if name.startswith(OURS) and name not in known))

    def filled(self, name: str) -> str:
        """Answer a text that cannot be empty."""
        text = self.text(name)
        if not text:
            default = _BY_NAME[name].default
            raise SettingError(f"{name} is empty. Fill it in, or do not set it: then it is {default}.")
        return text

    def names(self, name: str) -> tuple[str, ...]:
        """Answer a list written with commas."""
        return tuple(part.strip() for part in self.text(name).split(",") if part.strip())

    def flag(self, name: str) -> bool:
        """Answer yes for `1`, no for `0`, and refuse anything else."""
        match self.text(name):
            case "1":
                return True
            case "0" | "":
                return False
            case other:
                raise SettingError(f"{name} is {other!r}; it can be 0 or 1.")

    def number(self, name: str) -> int:
        """Answer a whole number above zero, and not above what the setting can be."""
        text, most = self.text(name), _BY_NAME[name].most
        if not (text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS and 0 < int(text) <= most):
            raise SettingError(f"{name} is {text!r}; it has to be a whole number from 1 to {most}.")
        return int(text)

    def host(self, name: str) -> str:
        """Answer the name or number of a host, or nothing."""
        text = self.text(name)
        if text and not _is_host(text):
            raise SettingError(f"{name} is {text!r}; it has to be the name of a host alone, such as mail.example.org.")
        return text

    def hosts(self, name: str) -> tuple[str, ...]:
        """Answer at least one name of a host, written with commas; of a star for every name the doctor speaks."""
        found = self.names(name)
        if not found:
            self.filled(name)
            raise SettingError(f"{name} names no host.")
        for one in found:
            if one != "*" and not _is_host(one.removeprefix(".")):
                raise SettingError(
                    f"{name} has {one!r} in it; each has to be the name of a host alone, such as conduct.example.org,"
                    " without https:// and without a port. Names in other scripts are written as xn--…"
                )
        return found

    def bind(self, name: str) -> str:
        """Answer where the web server listens."""
        text = self.text(name)
        address(text, name)
        return text

    def tls(self, name: str) -> str:
        """Answer how the way to the mail server is closed to others."""
        return self.one_of(name, "starttls", "tls")

    def mail_address(self, name: str) -> str:
        """Answer an address of mail, with or without a name before it."""
        text = self.text(name)
        given = parseaddr(text)[1]
        before, at, after = given.rpartition("@")
        if not (before and at and after) or any(sign.isspace() for sign in given) or len(text.splitlines()) != 1:
            raise SettingError(f"{name} is {text!r}; it has to be an address of mail, such as evenhand@example.org.")
        return text

    def database_url(self, name: str) -> str:
        """Answer the address of a database, or nothing."""
        text = self.text(name)
        database(text, Path())
        return text

    def one_of(self, name: str, *choices: str) -> str:
        """Answer one of the words that the setting can be."""
        text = self.text(name)
        if text not in choices:
            raise SettingError(f"{name} is {text!r}; it can be {' or '.join(choices)}.")
        return text

    def key(self, name: str) -> bytes:
        """Answer at least 32 bytes written in hex or base64."""
        text = self.text(name)
        if not text:
            raise SettingError(f"{name} is not set. `evenhand init` makes a secret; name its file with {name}_FILE.")
        key = _bytes_of(text)
        if key is None:
            raise SettingError(f"{name} is neither hex nor base64.")
        if len(key) < _LEAST_SECRET_BYTES:
            raise SettingError(f"{name} holds {len(key)} bytes; it needs at least {_LEAST_SECRET_BYTES}.")
        return key


@dataclass(frozen=True, slots=True)
class Setting:
    """One name in the environment, its default as written there, and what it is for."""

    name: str
    says: str
    default: str = ""
    secret: bool = False
    read: Callable[[Environment, str], object] = Environment.text
    """Reads it, or raises `SettingError`."""
    most: int = 0
    """Of a number: no more than this."""


SETTINGS = (
    Setting(
        "EVENHAND_SECRET",
        "The server's secret: at least 32 random bytes in base64 or hex. `evenhand init` makes one."
        " Required; without it and the printed server sheet all facts are lost.",
        secret=True,
        read=Environment.key,
    ),
    Setting(
        "EVENHAND_DATA",
        "The folder of the database, the sealed files and their spool.",
        "./data",
        read=Environment.filled,
    ),
    Setting(
        "EVENHAND_WATCH",
        "The folder beside the secret, outside the database's backups: founders' fingerprints, high-water marks."
        " Empty: `watch` in the data folder.",
    ),
    Setting(
        "EVENHAND_DATABASE_URL",
        "`postgres://name:password@host/database` where one machine is not enough; else SQLite in the data folder.",
        secret=True,
        read=Environment.database_url,
    ),
    Setting(
        "EVENHAND_HOSTS",
        "The host names at which Evenhand answers, with commas; the first is the one in letters.",
        "localhost,127.0.0.1",
        read=Environment.hosts,
    ),
    Setting(
        "EVENHAND_BIND",
        "The address and port at which the web server listens.",
        "127.0.0.1:8000",
        read=Environment.bind,
    ),
    Setting("EVENHAND_WORKERS", "Processes of the web server.", "3", read=Environment.number, most=100),
    Setting("EVENHAND_THREADS", "Threads in each of them.", "3", read=Environment.number, most=100),
    Setting(
        "EVENHAND_SMTP_HOST",
        "The mail server that takes letters; without it letters wait in the outbox.",
        read=Environment.host,
    ),
    Setting("EVENHAND_SMTP_PORT", "Its port.", "587", read=Environment.number, most=MOST_PORT),
    Setting(
        "EVENHAND_SMTP_TLS", "`starttls` or `tls`; letters never travel in clear.", "starttls", read=Environment.tls
    ),
    Setting("EVENHAND_SMTP_USER", "The name to sign in with there."),
    Setting("EVENHAND_SMTP_PASSWORD", "The password to sign in with there.", secret=True),
    Setting(
        "EVENHAND_MAIL_FROM", "The address that letters come from.", "evenhand@localhost", read=Environment.mail_address
    ),
    Setting(
        "EVENHAND_DEMO", "`1` for the demo: plain http, on this machine's own address only.", "0", read=Environment.flag
    ),
    Setting(
        "EVENHAND_LOOK",
        "`1` shows every component of the pages at `/_look/`; for tests and pictures.",
        "0",
        read=Environment.flag,
    ),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def address(text: str, name: str) -> tuple[str, int] | None:
    """Take apart where a web server listens: host and port, or nothing for a socket in the file system."""
    if text.startswith("unix:/"):
        return None
    host, colon, port = text.rpartition(":")
    bare = host.removeprefix("[").removesuffix("]")
    is_number = port.isascii() and port.isdigit() and len(port) < _MOST_DIGITS and 0 < int(port) <= MOST_PORT
    if not (colon and is_number and (not bare or _is_host(host))):
        raise SettingError(
            f"{name} is {text!r}; it has to be an address and a port from 1 to {MOST_PORT}, such as 127.0.0.1:8000."
        )
    return bare, int(port)


def _is_host(text: str) -> bool:
    """Whether this is the name of a host, or its number; one of version 6 stands in brackets."""
    if text.startswith("[") and text.endswith("]"):
        try:
            return bool(ipaddress.IPv6Address(text[1:-1]))
        except ValueError:
            return False
    return _HOST.fullmatch(text) is not None


def _bytes_of(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text)
    except ValueError:
        pass
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:  # letters of another alphabet, or not as many as base64 needs
        return None


# Power cuts cannot tear what is written so, and deleted bytes are overwritten (ADR 0008).
SQLITE_PRAGMAS: Mapping[str, tuple[str, str]] = {
    # pragma: (as written, as SQLite reads it back)
    "journal_mode": ("TRUNCATE", "truncate"),
    "synchronous": ("EXTRA", "3"),
    "secure_delete": ("ON", "1"),
    "foreign_keys": ("ON", "1"),
}


def database(url: str, data: Path) -> dict[str, Any]:  # Any: what Django wants under DATABASES
    """Answer Django's description of the database at `url`, or of the SQLite file in the data folder."""
    if not url:
        return _sqlite(data / "evenhand.sqlite3")
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:
        raise SettingError(
            "EVENHAND_DATABASE_URL cannot be read. It is written postgres://name:password@host:port/database, with %40"
            " for @, %2F for / and so on in the password."
        ) from None
    match parts.scheme:
        case "sqlite":
            if not parts.path.strip("/") or parts.netloc:
                raise SettingError("EVENHAND_DATABASE_URL names no file; it is written sqlite:///folder/file.")
            return _sqlite(Path(unquote(parts.path)))
        case "postgres" | "postgresql":
            if not parts.path.strip("/"):
                raise SettingError(
                    "EVENHAND_DATABASE_URL names no database; it is written postgres://name:password@host/database."
                )
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": unquote(parts.path.lstrip("/")),
                "USER": unquote(parts.username or ""),
                "PASSWORD": unquote(parts.password or ""),
                "HOST": unquote(parts.hostname or ""),
                "PORT": port,
                "OPTIONS": dict(parse_qsl(parts.query)),
                "CONN_MAX_AGE": 60,
                "CONN_HEALTH_CHECKS": True,
            }
        case other:
            raise SettingError(f"EVENHAND_DATABASE_URL begins with {other!r}; it can be postgres:// or sqlite:///.")


def _sqlite(path: Path) -> dict[str, Any]:  # Any: as above
    return {
        "ENGINE": "evenhand.config.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "".join(f"PRAGMA {name}={value};" for name, (value, _) in SQLITE_PRAGMAS.items()),
        },
    }
