"""Whether a test letter and a test report have reached everybody: who has said so, and a sentence of who has not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from evenhand.casework import rehearsing
from evenhand.people.roster import Person, Roster
from evenhand.shell.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedPerson:
    """Somebody, and whether a test has reached them. ``tone`` is how the word is coloured."""

    name: str
    state: str
    tone: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One kind of test."""

    heading: str
    says: str
    people: tuple[TriedPerson, ...]
    button: str
    is_sent: bool
    """Whether it was sent to anybody who is here: before that there is nothing to say of anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestsPage(Page):
    """The test letter and the test report."""

    letter: Tried
    report: Tried
    refused: str = ""


def rehearsals_page(present: Roster, without_address: frozenset[str], refused: str = "") -> TestsPage:
    """Everybody who should have confirmed, by what. Nothing on it depends on any case (THREATS 6)."""
    return TestsPage(
        title=_("Does everything arrive?"),
        letter=Tried(
            heading=_("The test letter"),
            says=still_missing(present, rehearsing.LETTER),
            people=_people(present, rehearsing.LETTER, without_address),
            button=_button(
                present, rehearsing.LETTER, _("Send a test letter to everybody"), _("Send it to whoever is missing")
            ),
            is_sent=_is_sent(present, rehearsing.LETTER),
        ),
        report=Tried(
            heading=_("The test report"),
            says=still_missing(present, rehearsing.REPORT),
            people=_people(present, rehearsing.REPORT, frozenset()),
            button=_("Send a test report through the form"),
            is_sent=_is_sent(present, rehearsing.REPORT),
        ),
        refused=refused,
    )


def _is_sent(present: Roster, what: str) -> bool:
    return any((what, person.member) in present.rehearsals for person in rehearsing.receivers(present, what))


def still_missing(present: Roster, what: str) -> str:
    """One sentence: who has not confirmed the test."""
    missing = rehearsing.unconfirmed(present, what)
    names = ", ".join(person.name for person in missing)
    is_letter = what == rehearsing.LETTER
    if not missing:
        return _("Everybody has confirmed the test letter.") if is_letter else _("Everybody can read the test report.")
    if len(missing) == len(rehearsing.receivers(present, what)):
        return (
            _("Nobody has confirmed a test letter yet.") if is_letter else _("Nobody has confirmed a test report yet.")
        )
    said = _("These have not confirmed the test letter: %(names)s.")
    return (said if is_letter else _("These have not confirmed the test report: %(names)s.")) % {"names": names}


def all_missing(present: Roster) -> tuple[str, ...]:
    """The sentences of what is not confirmed, for whoever is about to open the form."""
    kinds = (rehearsing.LETTER, rehearsing.REPORT)
    return tuple(still_missing(present, what) for what in kinds if rehearsing.unconfirmed(present, what))


def _people(present: Roster, what: str, without_address: frozenset[str]) -> tuple[TriedPerson, ...]:
    return tuple(
        _person(present, what, person, has_address=person.member not in without_address)
        for person in rehearsing.receivers(present, what)
    )


def _person(present: Roster, what: str, person: Person, *, has_address: bool) -> TriedPerson:
    asked = present.rehearsals.get((what, person.member))
    if asked is not None and asked.seen_at is not None:
        return TriedPerson(name=person.name, state=_("confirmed"), tone="done", at=asked.seen_at)
    if not has_address:
        return TriedPerson(name=person.name, state=_("has given no mail address"), tone="late", at=None)
    if asked is None:
        return TriedPerson(name=person.name, state=_("not sent yet"), tone="soon", at=None)
    return TriedPerson(name=person.name, state=_("sent"), tone="soon", at=asked.sent_at)


def _button(present: Roster, what: str, everybody: str, missing: str) -> str:
    count = len(rehearsing.unconfirmed(present, what))
    return missing if 0 < count < len(rehearsing.receivers(present, what)) else everybody
