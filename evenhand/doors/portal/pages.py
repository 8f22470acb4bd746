"""What the pages of a party are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand.doors.portal import asking
from evenhand.doors.portal.own_data import OwnData
from evenhand.shell import parts
from evenhand.shell.forms import Form
from evenhand.shell.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class PhrasePage(Page):
    """The ten words, and what came back unsent from an expired session."""

    is_parked: bool = False
    """Something waits, sealed to whoever had written it; it opens with their phrase."""
    unsent: str = ""
    """Where nobody knows any more whose it was: to be copied."""
    of_somebody_else: bool = False
    """Another page is open here by now than the one on which it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationPage(Page):
    """The way in for somebody whom the committee wrote to."""

    phrase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """A file of this line, to be fetched."""

    number: str
    name: str
    size: int
    beside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing that was said."""

    anchor: str
    heading: str
    at: datetime
    text: str
    is_own: bool
    more: tuple[tuple[str, str], ...]
    files: tuple[OwnFile, ...]
    translations: tuple[asking.Translated, ...] = ()
    until: datetime | None = None
    until_says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Something that this party may answer now, with the form for it."""

    act: str
    """Where it is sent: the address's name."""
    anchor: str
    title: str
    letter: str
    """What was asked, in the committee's words."""
    explains: str
    until: datetime | None
    button: str
    form: Form
    until_says: str = ""
    is_quiet: bool = False
    """Theirs to leave: it asks for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What stands at the head of the page while an erasure waits: when it is done, and whether it was held."""

    at: datetime
    held_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePage(Page):
    """A party's own page: where things stand, what was said, what they may do, what they can never be told."""

    lead: tuple[str, ...]
    steps: tuple[parts.Step, ...]
    broken: str
    outside: parts.Outside
    form_is_open: bool
    """Whether a complaint can be written: the form for reports takes it."""
    asked: tuple[Asked, ...]
    afterwards: tuple[Asked, ...]
    """What is open to them once it has ended; it stands below the last letter."""
    conversation: tuple[Message, ...]
    never: tuple[str, ...]
    write: Form
    address: Form
    has_address: bool
    address_came_back: bool
    """Whether the address that they gave reaches nobody any more, as far as we know."""
    wants_no_contact: bool
    is_closed: bool
    anew_at: datetime | None
    """When a link was made with which others words than theirs could be made; nothing where none waits."""
    is_shut: bool
    """Whether something that was said here does not open with their words."""
    may_withdraw: bool
    """Whether the quiet way out stands among what they can do: a reporter's only."""
    pending: Pending | None
    own_data: OwnData
    leave: Form
    may_report: Form | None = None
    """Where somebody asked for advice, or told it for the record: the button that makes it a report (K3)."""
    refused: parts.ClauseText | None = None
    """The clause by which something was refused; the reason stands among the mistakes."""
    kept: tuple[str, ...] = ()
    """Files of the form that came back; they need not be chosen again."""
    files_gone: bool = False
    """Files had waited with the form, and did not last as long."""
    came_back: bool = False
    """What had been written with an expired session stands in its box again."""
    not_taken: tuple[parts.NotTaken, ...] = ()
