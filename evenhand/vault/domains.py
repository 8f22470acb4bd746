"""Every purpose for which the vault uses a key, and what each one binds.

One key, one use: a label stands in every derivation, every associated data and every signature, and all labels come
from here. A label never changes its meaning; a new use is a new line of the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from evenhand.vault.errors import MisuseError
from evenhand.vault.suites import VERSION, Kind, Suite


class Domain(StrEnum):
    """A purpose. Its label is `evenhand/v1/<value>`."""

    # Sealed to a public key.
    WORDS = "words"
    WRAP_SEED = "wrap-seed"
    WRAP_ROOM = "wrap-room"
    DRAFT = "draft"
    PARKED_POST = "parked-post"

    # Sealed by the clerk.
    FACT = "fact"
    SUMMARY = "summary"
    KEYRING = "keyring"
    LETTER = "letter"
    ORDER = "order"
    MEMBER_RECORD = "member-record"
    PARTY_RECORD = "party-record"
    ROSTER_FACT = "roster-fact"
    TOTP_SECRET = "totp-secret"  # noqa: S105 - a label, not a secret
    TOTP_STEP = "totp-step"
    LOG_DAY = "log-day"
    SESSION_OWNER = "session-owner"
    FORM_WRITER = "form-writer"
    HANDLE = "handle"

    # Sealed under a secret.
    MEMBER_KEYS = "member-keys"
    MEMBER_KEYS_RECOVERY = "member-keys-recovery"
    CLERK_UNDER_SECRET = "clerk-under-secret"  # noqa: S105 - a label, not a secret
    CLERK_UNDER_SHEET = "clerk-under-sheet"
    SESSION = "session"
    FILE = "file"

    # Signed.
    ACT = "act"
    ROSTER_ACT = "roster-act"
    CASE_HEAD = "case-head"
    CHECKPOINT = "checkpoint"

    # Authenticated (a MAC).
    LOOKUP_LOGIN = "lookup-login"
    LOOKUP_MEMBER = "lookup-member"
    LOOKUP_PARTY = "lookup-party"
    LOOKUP_DRAFT = "lookup-draft"
    LOOKUP_CASE = "lookup-case"
    LOOKUP_CALENDAR = "lookup-calendar"
    CALENDAR_ENTRY = "calendar-entry"
    THROTTLE = "throttle"
    HIGH_WATER = "high-water"
    INTAKE_FORM = "intake-form"
    RECEIPT_NONCE = "receipt-nonce"
    PORTAL_FORM = "portal-form"
    FORM_TOKEN = "form-token"  # noqa: S105 - a label, not a secret

    # Derived.
    ROOM_KEY = "room-key"
    CLERK_SIGNING = "clerk-signing"
    PHRASE = "phrase"
    PHRASE_LOOKUP = "phrase-lookup"
    PHRASE_BOX = "phrase-box"
    PHRASE_SIGNING = "phrase-signing"
    TOKEN_LOOKUP = "token-lookup"  # noqa: S105 - a label, not a secret
    TOKEN_BOX = "token-box"  # noqa: S105 - a label, not a secret
    TOKEN_SIGNING = "token-signing"  # noqa: S105 - a label, not a secret

    # Hashed.
    FINGERPRINT = "fingerprint"
    PHRASE_CHECKSUM = "phrase-checksum"
    SHEET_CHECKSUM = "sheet-checksum"
    LOOKUP_HASH = "lookup-hash"
    COOKIE_HASH = "cookie-hash"
    GENESIS = "genesis"
    CHAIN = "chain"
    ROSTER_CHAIN = "roster-chain"
    DAY_SLOT = "day-slot"
    DAY_FILLER = "day-filler"

    label: bytes
    """The bytes that stand for this purpose under every key; made once, because every seal and hash asks for them."""

    def __init__(self, value: str) -> None:
        self.label = f"evenhand/v{VERSION}/{value}".encode()

    @property
    def binding(self) -> "Binding":
        """Return this purpose's line of the table."""
        return BINDINGS[self]

    def require(self, kind: Kind) -> None:
        """Refuse to use this purpose for another kind of work than the table says."""
        if self.binding.kind is not kind:
            raise MisuseError(f"{self.value} is not {kind.value}")


@dataclass(frozen=True, slots=True)
class Binding:
    """One line of the table: what is protected, by which algorithms, and what it is bound to."""

    kind: Kind
    holds: str
    binds: str
    suite: Suite


_PLACE = "instance, community, case, room, epoch, entry"
_RECIPIENT = "instance, community, case, circle, epoch, recipient key"
_ROWS = "instance, community, case, room, epoch, entry; generation"
_COMMUNITY = "instance, community"


def _to_a_key(holds: str, binds: str = _PLACE) -> Binding:
    return Binding(Kind.TO_A_KEY, holds, binds, Suite.HPKE_X25519)


def _by_the_clerk(holds: str) -> Binding:
    return Binding(Kind.BY_THE_CLERK, holds, _ROWS, Suite.HKDF_CHACHA)


def _under_a_secret(holds: str, binds: str, suite: Suite = Suite.HKDF_CHACHA) -> Binding:
    return Binding(Kind.UNDER_A_SECRET, holds, binds, suite)


def _signed(holds: str, binds: str) -> Binding:
    return Binding(Kind.SIGNED, holds, binds, Suite.ED25519_SHA256)


def _maced(holds: str, binds: str = "generation; the parts given, in order") -> Binding:
    return Binding(Kind.MACED, holds, binds, Suite.HKDF_CHACHA)


def _derived(holds: str, binds: str) -> Binding:
    return Binding(Kind.DERIVED, holds, binds, Suite.HKDF_CHACHA)


def _hashed(holds: str, binds: str) -> Binding:
    return Binding(Kind.HASHED, holds, binds, Suite.ED25519_SHA256)


_FORM = "instance, community, case, room, epoch, entry; time made; payload"

BINDINGS: Mapping[Domain, Binding] = MappingProxyType(
    {
        Domain.WORDS: _to_a_key("what a person wrote or uploaded, to a room"),
        Domain.WRAP_SEED: _to_a_key("a circle's seed, to a holder", _RECIPIENT),
        Domain.WRAP_ROOM: _to_a_key("a single room's key, to somebody outside its circle", _RECIPIENT),
        Domain.DRAFT: _to_a_key("an unfinished text, to its author"),
        Domain.PARKED_POST: _to_a_key("what was sent with a session that had ended, to its writer"),
        Domain.FACT: _by_the_clerk("an entry's fact and its signature"),
        Domain.SUMMARY: _by_the_clerk("a case's rebuildable summary"),
        Domain.KEYRING: _by_the_clerk("all wraps of a case"),
        Domain.LETTER: _by_the_clerk("a letter that waits to leave"),
        Domain.ORDER: _by_the_clerk("an order to a channel that waits to leave"),
        Domain.MEMBER_RECORD: _by_the_clerk("a member's name, address and roles"),
        Domain.PARTY_RECORD: _by_the_clerk("which case and handle a party's phrase leads to"),
        Domain.ROSTER_FACT: _by_the_clerk("a roster act and its signature"),
        Domain.TOTP_SECRET: _by_the_clerk("the secret of a member's sign-in codes"),
        Domain.TOTP_STEP: _by_the_clerk("the last sign-in code used"),
        Domain.LOG_DAY: _by_the_clerk("a day's salt and heads in the log"),
        Domain.SESSION_OWNER: _by_the_clerk("the member of an expired session"),
        Domain.FORM_WRITER: _by_the_clerk("for whom a form was made, within its token"),
        Domain.HANDLE: _by_the_clerk("a hidden field of a form, such as the keys of files already sent"),
        Domain.MEMBER_KEYS: _under_a_secret(
            "a member's two private keys, under the passphrase",
            "instance, community, member; parameters, salt and both public keys",
            Suite.ARGON2ID_CHACHA,
        ),
        Domain.MEMBER_KEYS_RECOVERY: _under_a_secret(
            "the same keys, under the printed recovery key", "instance, community, member; both public keys"
        ),
        Domain.CLERK_UNDER_SECRET: _under_a_secret("the clerk's key, under the server secret", "instance; generation"),
        Domain.CLERK_UNDER_SHEET: _under_a_secret("the clerk's key, under the printed sheet", "instance; generation"),
        Domain.SESSION: _under_a_secret(
            "a member's opened keys, under cookie and server secret", "instance, community; cookie hash"
        ),
        Domain.FILE: _under_a_secret(
            "a file, under a key of its own",
            "instance, community, file id; chunk number, last flag",
            Suite.CHUNKS_CHACHA,
        ),
        Domain.ACT: _signed("an entry's fact, by its author", "header (case, number, previous hash, words hash); fact"),
        Domain.ROSTER_ACT: _signed("an act on the roster, by a member", "the act's own bytes"),
        Domain.CASE_HEAD: _signed("a case's last hash, handed to those seated", "case, number, hash"),
        Domain.CHECKPOINT: _signed("the log's head; a signed note, its label is its first line", "origin, size, root"),
        Domain.LOOKUP_LOGIN: _maced("the row of a login"),
        Domain.LOOKUP_MEMBER: _maced("a row keyed by a member"),
        Domain.LOOKUP_PARTY: _maced("a row keyed by a party"),
        Domain.LOOKUP_DRAFT: _maced("the row of a draft"),
        Domain.LOOKUP_CASE: _maced("a row keyed by a case"),
        Domain.LOOKUP_CALENDAR: _maced("the row of a calendar's secret address"),
        Domain.CALENDAR_ENTRY: _maced("the name of a date in a member's calendar"),
        Domain.THROTTLE: _maced("the row of a counter of tries"),
        Domain.HIGH_WATER: _maced("the high-water file"),
        Domain.INTAKE_FORM: _maced("the report form's readers and time", _FORM),
        Domain.RECEIPT_NONCE: _maced("the nonce from which a receipt phrase comes", _FORM),
        Domain.PORTAL_FORM: _maced("a form of the portal", _FORM),
        Domain.FORM_TOKEN: _maced("a form's token under a session", _FORM),
        Domain.ROOM_KEY: _derived(
            "a room's key pair, from its circle's seed", "instance, community, case, room, epoch"
        ),
        Domain.CLERK_SIGNING: _derived("the clerk's signing key", "generation"),
        Domain.PHRASE: _derived("a phrase's 96 bits, from the form's nonce", "nothing more: the nonce is random"),
        Domain.PHRASE_LOOKUP: _derived("the id by which a phrase is found", _COMMUNITY),
        Domain.PHRASE_BOX: _derived("the key to which a party's line is sealed", _COMMUNITY),
        Domain.PHRASE_SIGNING: _derived("the key with which a party signs", _COMMUNITY),
        Domain.TOKEN_LOOKUP: _derived("the id by which an invitation is found", _COMMUNITY),
        Domain.TOKEN_BOX: _derived("the key to which an invitation's line is wrapped", _COMMUNITY),
        Domain.TOKEN_SIGNING: _derived("the key that admits a phrase key", _COMMUNITY),
        Domain.FINGERPRINT: _hashed("the fingerprint of a person's two public keys", "both public keys"),
        Domain.PHRASE_CHECKSUM: _hashed("a phrase's last 14 bits", "its first 96"),
        Domain.SHEET_CHECKSUM: _hashed("a printed key's last 12 bits", "its first 128"),
        Domain.LOOKUP_HASH: _hashed("what is stored of a lookup id", "the id"),
        Domain.COOKIE_HASH: _hashed("what is stored of a session cookie", "the cookie"),
        Domain.GENESIS: _hashed("the hash before a case's first entry", "case"),
        Domain.CHAIN: _hashed(
            "an entry's hash", "case, number, previous hash, hashes of header, sealed fact and sealed words"
        ),
        Domain.ROSTER_CHAIN: _hashed("a roster act's hash", "community, number, previous hash, hash of the sealed act"),
        Domain.DAY_SLOT: _hashed("a case's slot in the day's leaf", "slot salt, head"),
        Domain.DAY_FILLER: _hashed("an empty slot in the day's leaf", "salt, slot number"),
    }
)


def table() -> str:
    """Return the table as Markdown, for `docs/vault.md`."""
    rows = [f"| `{domain.value}` | {row.kind.value} | {row.holds} | {row.binds} |" for domain, row in BINDINGS.items()]
    return "\n".join(["| label | kind | holds | binds |", "|---|---|---|---|", *rows])
