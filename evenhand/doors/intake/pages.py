"""What the pages of the intake are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from evenhand.casework.receiving import Skipped
from evenhand.casework.reported import Readers, Receipt, Report
from evenhand.casework.uploads import LARGEST
from evenhand.people import roster_facts as rf
from evenhand.people.communities import Community
from evenhand.people.roster import Roster
from evenhand.people.roster import load as load_roster
from evenhand.procedure.facts import Member, Purpose
from evenhand.procedure.manual_file import Manual
from evenhand.shell import parts
from evenhand.shell.addresses import home
from evenhand.shell.contact import leads_to, outside
from evenhand.shell.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage(Page):
    """The community's front page: what one can do here, and who is here."""

    outside: parts.Outside
    is_open: bool
    was_open: bool
    committee: tuple[str, ...]
    council: tuple[str, ...]
    operator: str
    responsible: str
    retention: str
    answers_within: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file that came with a form which was not taken yet; it need not be chosen again."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpFirst:
    """What goes before us where somebody is in danger: the manual's words, and where help can be found (R7)."""

    danger: str
    help: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage(Page):
    """The report form: what is said before anything is asked."""

    about_handling: bool
    help_first: HelpFirst
    outside: parts.Outside
    operator: str
    readers: tuple[str, ...]
    council: tuple[str, ...]
    council_is_open: bool
    alternates: tuple[str, ...] = ()
    """Who comes in before the council (C2)."""
    floor: int
    """With fewer readers than this, it goes to the council (C2)."""
    kept: tuple[KeptFile, ...] = ()
    not_taken: tuple[parts.NotTaken, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage(Page):
    """After sending: it is here, by when a person answers, who reads it, and the phrase."""

    was_here: bool
    purpose: Purpose
    answer_by: datetime
    outside: parts.Outside
    phrase: str
    portal: str
    """Where the phrase opens the line, in full: it is written down or printed with the phrase."""
    readers: tuple[str, ...]
    waiting: tuple[str, ...]
    with_council: bool
    operator_named: bool
    address_given: bool
    no_contact: bool
    help_first: HelpFirst | None = None
    """Where somebody may be in danger: a report makes nobody come."""
    not_taken: tuple[parts.NotTaken, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPage(Page):
    """The phrase typed back: whether it is the one."""

    phrase: str
    fits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuePage(Page):
    """Two ways on; the page does not know which is the reader's."""

    sign_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPage(Page):
    """Reports are not open yet, or closed again; where to turn meanwhile."""

    outside: parts.Outside
    was_open: bool


def closed_page(community: Community, manual: Manual | None) -> ClosedPage:
    """The page in the form's place: whoever has a case here knows that it was open."""
    was_open = load_roster(community).closed_at is not None
    title = _("The form for reports is closed for now") if was_open else _("Reports are not open yet")
    return ClosedPage(title=title, outside=outside(community, manual), was_open=was_open)


def names(roster: Roster, members: tuple[Member, ...]) -> tuple[str, ...]:
    """What these people are called."""
    return tuple(filter(None, (roster.name_of(member) for member in members)))


def committee_choices(roster: Roster, shown: Readers) -> list[tuple[str, str]]:
    """The committee's members to tick, with their part."""
    return [(member, _with_part(roster, member)) for member in shown.committee]


def council_choices(roster: Roster, shown: Readers) -> list[tuple[str, str]]:
    """Alternates and council, without who is on the committee as well: one tick covers a person in every part."""
    others = dict.fromkeys((*shown.alternates, *shown.council))
    return [(member, roster.name_of(member)) for member in others if member not in shown.committee]


def readers_line(roster: Roster, shown: Readers) -> parts.Readers:
    """Who can read what is written in the box."""
    also = _(
        "Whoever you leave out above gets no key. A nickname that we do not know can slip through: tick the person."
    )
    return parts.Readers(read_by=names(roster, shown.committee) or names(roster, shown.council), also=also)


def not_taken(skipped: list[Skipped]) -> tuple[parts.NotTaken, ...]:
    """The files that were left out."""
    return tuple(parts.NotTaken(name=one.name, why=one.why, most=LARGEST) for one in skipped)


def front_page(community: Community, manual: Manual | None, roster: Roster) -> FrontPage:
    """The front page; the committee's and the council's names are public anyway."""
    return FrontPage(
        title=_("Report, or come back"),
        outside=outside(community, manual),
        is_open=community.is_published,
        was_open=roster.closed_at is not None,
        committee=tuple(_with_part(roster, person.member) for person in roster.committee),
        council=tuple(person.name for person in roster.council),
        operator=community.says("operator"),
        responsible=community.says("responsible"),
        retention=community.says("retention"),
        answers_within="" if manual is None else hours(manual.policy.receipt_within),
    )


def report_page(
    community: Community, manual: Manual, roster: Roster, shown: Readers, *, about_handling: bool, council_is_open: bool
) -> ReportPage:
    """What stands around the form."""
    return ReportPage(
        title=_("Complain about how something is handled") if about_handling else _("Report something that happened"),
        about_handling=about_handling,
        help_first=_help_first(community, manual),
        outside=outside(community, manual),
        operator=community.says("operator"),
        readers=tuple(_with_part(roster, member) for member in shown.committee),
        council=names(roster, tuple(m for m in shown.council if m not in shown.committee)),
        alternates=names(roster, shown.alternates),
        council_is_open=council_is_open,
        floor=manual.policy.floor,
    )


def receipt_page(
    community: Community,
    manual: Manual,
    roster: Roster,
    receipt: Receipt,
    *,
    sent: Report,
    not_taken: tuple[parts.NotTaken, ...],
) -> ReceiptPage:
    """The receipt."""
    return ReceiptPage(
        title=_received(sent.purpose),
        was_here=receipt.was_here,
        purpose=sent.purpose,
        answer_by=receipt.answer_by,
        outside=outside(community, manual),
        phrase=receipt.phrase,
        portal=community.says("address").rstrip("/") + home(community.slug) + "portal/",
        readers=names(roster, receipt.readers),
        waiting=names(roster, receipt.waiting),
        with_council=receipt.with_council,
        operator_named=sent.operator_named,
        address_given=bool(sent.address),
        no_contact=sent.no_contact,
        help_first=_help_first(community, manual) if sent.in_danger else None,
        not_taken=not_taken,
    )


def _help_first(community: Community, manual: Manual) -> HelpFirst:
    language = get_language() or community.language
    return HelpFirst(
        danger=manual.texts["danger"].in_language(language),
        help=manual.texts["help"].in_language(language),
        address=leads_to(community.says("help")),
    )


def _received(purpose: Purpose) -> str:
    """What has arrived, by what its writer wants."""
    match purpose:
        case Purpose.REPORT:
            return _("We have your report")
        case Purpose.ADVICE:
            return _("We have your question")
        case Purpose.RECORD:
            return _("We have what you told us")
        case unknown:
            assert_never(unknown)


def hours(span: timedelta) -> str:
    """A span in hours, as the manual writes this one."""
    count = int(span / timedelta(hours=1))
    return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}


def _with_part(roster: Roster, member: Member) -> str:
    person = roster.people.get(member)
    if person is None:
        return ""
    return _("%(name)s (chair)") % {"name": person.name} if rf.CHAIR in person.roles else person.name
