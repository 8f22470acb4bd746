"""What the operator decides, read from the environment: one table, loud where something is wrong.

What the community decides stands in its manual file, never here.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_LEAST_SECRET_BYTES = 32


class SettingError(Exception):
    """A setting is missing or cannot be what it says; the message is for the operator."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One name in the environment, its default as written there, and what it is for."""

    name: str
    says: str
    default: str = ""
    secret: bool = False


SETTINGS = (
    Setting(
        "EVENHAND_SECRET",
        "The server's secret: at least 32 random bytes in base64 or hex. `evenhand init` makes one."
        " Required; without it and the printed server sheet all facts are lost.",
        secret=True,
    ),
    Setting("EVENHAND_DATA", "The folder of the database, the sealed files and their spool.", "./data"),
    Setting(
        "EVENHAND_WATCH",
        "The folder beside the secret, outside the database's backups: founders' fingerprints, high-water marks."
        " Empty: `watch` in the data folder.",
    ),
    Setting(
        "EVENHAND_DATABASE_URL",
        "`postgres://name:password@host/database` where one machine is not enough; else SQLite in the data folder.",
        secret=True,
    ),
    Setting(
        "EVENHAND_HOSTS",
        "The host names at which Evenhand answers, with commas; the first is the one in letters.",
        "localhost,127.0.0.1",
    ),
    Setting("EVENHAND_BIND", "The address and port at which the web server listens.", "127.0.0.1:8000"),
    Setting("EVENHAND_WORKERS", "Processes of the web server.", "3"),
    Setting("EVENHAND_THREADS", "Threads in each of them.", "3"),
    Setting("EVENHAND_SMTP_HOST", "The mail server that takes letters; without it letters wait in the outbox."),
    Setting("EVENHAND_SMTP_PORT", "Its port.", "587"),
    Setting("EVENHAND_SMTP_TLS", "`starttls` or `tls`; letters never travel in clear.", "starttls"),
    Setting("EVENHAND_SMTP_USER", "The name to sign in with there."),
    Setting("EVENHAND_SMTP_PASSWORD", "The password to sign in with there.", secret=True),
    Setting("EVENHAND_MAIL_FROM", "The address that letters come from.", "evenhand@localhost"),
    Setting("EVENHAND_DEMO", "`1` for the demo: plain http, on this machine's own address only.", "0"),
    Setting("EVENHAND_LOOK", "`1` shows every component of the pages at `/_look/`; for tests and pictures.", "0"),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Environment:
    """Reads settings by name; a secret may lie in a file that `NAME_FILE` names."""

    variables: Mapping[str, str]

    def text(self, name: str) -> str:
        """Answer what stands in `name`, in the file that `NAME_FILE` names, or the default."""
        beside = self.variables.get(f"{name}_FILE")
        if beside is None:
            return self.variables.get(name, _DEFAULTS[name]).strip()
        if name in self.variables:
            raise SettingError(f"{name} and {name}_FILE are both set; keep one.")
        try:
            return Path(beside).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as err:
            raise SettingError(f"{name}_FILE names {beside}, which cannot be read: {err}") from err

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
        """Answer a whole number above zero."""
        text = self.text(name)
        if not (text.isascii() and text.isdigit() and int(text) > 0):
            raise SettingError(f"{name} is {text!r}; it has to be a whole number above 0.")
        return int(text)

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


def _bytes_of(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text)
    except ValueError:
        pass
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
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
    parts = urlsplit(url)
    match parts.scheme:
        case "sqlite":
            return _sqlite(Path(unquote(parts.path)))
        case "postgres" | "postgresql":
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": unquote(parts.path.lstrip("/")),
                "USER": unquote(parts.username or ""),
                "PASSWORD": unquote(parts.password or ""),
                "HOST": unquote(parts.hostname or ""),
                "PORT": str(parts.port or ""),
                "OPTIONS": dict(parse_qsl(parts.query)),
                "CONN_MAX_AGE": 60,
                "CONN_HEALTH_CHECKS": True,
            }
        case other:
            raise SettingError(f"EVENHAND_DATABASE_URL begins with {other!r}; it can be postgres:// or sqlite://.")


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
