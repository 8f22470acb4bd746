"""The office's pages: who belongs here, the manual, whether everything runs. No count, time or name of any case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from evenhand.casework import rehearsing
from evenhand.casework.health import Health
from evenhand.casework.reaching import is_refused_openly
from evenhand.people import communities
from evenhand.people import roster_facts as rf
from evenhand.people.accounts import Account
from evenhand.people.communities import Community
from evenhand.people.roster import Person, Roster
from evenhand.procedure.manual_file import Manual
from evenhand.procedure.manual_file_values import TO_BE, VALUES
from evenhand.shell.pages import Page
from evenhand.shell.sessions import may_hold_office
from evenhand.shell.templatetags.evenhand import moment_words

_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One thing that has to be in place, and where it is done."""

    says: str
    is_done: bool
    address: str
    is_next: bool = False
    """The first that is not done: what to do now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """One part of the machine: fine, or late; the form may be closed as well."""

    name: str
    is_fine: bool
    todo: str
    instead: str = ""
    """What stands in the place of fine or late: of the form, that it is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """The office's front page."""

    steps: tuple[CheckRow, ...]
    health: tuple[HealthRow, ...]
    is_published: bool
    late: tuple[str, ...]
    """The parts that are late; until the form is open, what to do about them is folded away."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Somebody who belongs here, or was asked to."""

    name: str
    roles: str
    state: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPage(Page):
    """Everybody."""

    people: tuple[PersonRow, ...]
    invited: tuple[PersonRow, ...]
    rota: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage(Page):
    """One person, and what can be done."""

    member: str
    name: str
    login: str
    roles: str
    state: str
    words: tuple[str, ...]
    joined_at: datetime | None
    away_until: datetime | None
    refused: str = ""
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage(Page):
    """A page with one form."""

    lead: str
    button: str
    refused: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow:
    """One value of the manual, with its clause."""

    says: str
    written: str
    clause: str
    default: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualPage(Page):
    """The manual's rules apart from the local choices."""

    name: str
    version: str
    dated: str
    rules: tuple[ValueRow, ...]
    choices: tuple[ValueRow, ...]
    placeholders: tuple[str, ...]
    has_blanks: bool
    """Whether there is something to fill in box by box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """A letter of the demo."""

    to: str
    subject: str
    body: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersPage(Page):
    """What would have left, in the demo."""

    waiting: tuple[LetterRow, ...]
    left: tuple[LetterRow, ...]


def role_words(roles: frozenset[str] | tuple[str, ...]) -> str:
    """Roles, as people say them."""
    names = {
        rf.CHAIR: _("chair"),
        rf.DEPUTY: _("deputy"),
        rf.COMMITTEE: _("committee"),
        rf.ALTERNATE: _("alternate"),
        rf.COUNCIL: _("council"),
    }
    return ", ".join(name for role, name in names.items() if role in roles)


def state_of(person: Person, roster: Roster, now: datetime, account: Account | None) -> str:
    """In one phrase."""
    if person.has_left:
        return _("has left")
    if account is not None and (account.box, account.signing) != (person.box, person.signing):
        if person.pending is not None and person.pending[:2] == (account.box, account.signing):
            return _("here with the old keys; one member has signed for new ones, a second has to")
        return _("here with the old keys; two members have to sign for new ones")
    if not person.is_seconded:
        return _("let in; a second member signs before any case opens")
    if account is not None and is_refused_openly(account):
        return _("here, but mail to them is refused: ask them to look at the address on their account page")
    until = roster.away.get(person.member)
    return _("away") if until is not None and now < until else _("here")


def health_rows(found: Health, roster: Roster) -> tuple[HealthRow, ...]:
    """Fine or late, and what to do; nothing more (THREATS 6)."""
    return (
        HealthRow(
            name=_("Mail"),
            is_fine=found.mail,
            todo=_("Letters do not leave. Ask whoever runs the server to look at the mail settings."),
        ),
        HealthRow(
            name=_("Clock"),
            is_fine=found.clock,
            todo=_("Nothing reminds anybody, and letters wait. Ask whoever runs the server to start the clock."),
        ),
        HealthRow(
            name=_("Log"),
            is_fine=found.log,
            todo=_("The log has no leaf of yesterday. It follows by itself once the clock runs."),
        ),
        _form_row(found, roster),
        HealthRow(
            name=_("Database"),
            is_fine=found.database,
            todo=_("It is older than what was acknowledged. Nothing is written until two members have signed it."),
        ),
    )


def _form_row(found: Health, roster: Roster) -> HealthRow:
    """A form that takes nothing is not fine, though nothing of the machine is late."""
    name = _("Report form")
    if roster.opened_at is None and roster.closed_at is None:
        return HealthRow(name=name, is_fine=found.form, todo="", instead=_("not open yet"))
    if roster.opened_at is None and roster.closed_at is not None:
        todo = _("Since %(at)s. Nobody can report or complain through it.") % {"at": moment_words(roster.closed_at)}
        return HealthRow(name=name, is_fine=False, todo=todo, instead=_("closed"))
    todo = _(
        "No test report has gone through this week. The first follows soon after the form was opened; "
        "if none does, ask whoever runs the server."
    )
    return HealthRow(name=name, is_fine=found.form, todo=todo)


def manual_page(manual: Manual, *, has_blanks: bool) -> ManualPage:
    """Rules and choices apart; a choice is never printed as the manual's own rule."""
    says = {one.name: one.says for one in VALUES}
    rows = [
        ValueRow(says=says.get(v.name, v.name), written=v.written, clause=v.clause, default=v.default)
        for v in manual.rules()
    ]
    choices = [
        ValueRow(says=says.get(v.name, v.name), written=v.written, clause=v.clause, default=v.default)
        for v in manual.choices()
    ]
    return ManualPage(
        title=_("The manual in force"),
        name=manual.title,
        version=manual.version,
        dated=manual.dated.isoformat(),
        rules=tuple(rows),
        choices=tuple(choices),
        placeholders=tuple(one.sentence for one in (*manual.placeholders, *manual.unfit)),
        has_blanks=has_blanks,
    )


def said_by_manual(community: Community) -> dict[str, str]:
    """What the manual in force says already of what stands on the public pages: nobody is asked twice."""
    manual = communities.manual(community.pk, community.manual)
    kept = next((one.written for one in manual.choices() if one.name == "retention"), "")
    contact = manual.outside_contact
    said = {"outside_name": contact.name, "outside_contact": contact.address, "retention": kept}
    return {name: text for name, text in said.items() if not TO_BE.match(text)}


def first_steps(
    community: Community, roster: Roster, manual: Manual, addresses: dict[str, str]
) -> tuple[CheckRow, ...]:
    """What has to be in place before people can report; the first that is not is the next."""
    rows = _steps(community, roster, manual, addresses)
    following = next((row for row in rows if not row.is_done), None)
    return tuple(replace(row, is_next=row is following) for row in rows)


def _steps(community: Community, roster: Roster, manual: Manual, addresses: dict[str, str]) -> tuple[CheckRow, ...]:
    named = all(community.says(name) for name in ("outside_contact", "operator", "responsible", "retention"))
    floor = manual.policy.floor
    wired = all(community.says(name) for name in ("address", "replies_to", "checkpoints_to"))
    return (
        CheckRow(
            says=_("Fill in what your manual leaves open"),
            is_done=not (manual.placeholders or manual.unfit),
            address=addresses["office:manual"],
        ),
        CheckRow(
            says=_("Say who runs the server, and who gets replies and checkpoints"),
            is_done=named and wired,
            address=addresses["office:texts"],
        ),
        CheckRow(
            says=_("Two members of the committee, and a chair")
            if floor <= _FEWEST
            else _("%(count)s members of the committee, the floor of your manual, and a chair") % {"count": floor},
            is_done=len(roster.committee) >= max(floor, _FEWEST) and roster.chair is not None,
            address=addresses["office:roster"],
        ),
        CheckRow(
            says=_("A second person who may hold the office, such as a deputy"),
            is_done=len([p for p in roster.present if p.is_seconded and may_hold_office(manual, p.roles)]) > 1,
            address=addresses["office:roster"],
        ),
        CheckRow(
            says=_("Two members of the council, signed for by a second member"),
            is_done=len([person for person in roster.council if person.is_seconded]) > 1,
            address=addresses["office:roster"],
        ),
        CheckRow(
            says=_("A test letter and a test report that everybody confirms"),
            is_done=not any(rehearsing.unconfirmed(roster, what) for what in (rehearsing.LETTER, rehearsing.REPORT)),
            address=addresses["office:tests"],
        ),
        CheckRow(
            says=_("Open the form for reports"),
            is_done=community.is_published,
            address=addresses["office:publish"],
        ),
    )
