"""The page on which a reporter withdraws: quiet, never an invitation, and plain about what each way means (K1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.casework.seats import PartySeat
from evenhand.doors.portal.at import At
from evenhand.doors.portal.pages import Pending
from evenhand.procedure import facts as f
from evenhand.procedure.state import PartyState
from evenhand.procedure.withdrawing import erasure_at
from evenhand.shell.forms import Form
from evenhand.shell.pages import Page, PageResponse, render

WITHDRAW, TAKE_BACK = "withdraw", "take-back"
WAY = "way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of withdrawing: what it means, whether it was chosen, and the form for the other state of it."""

    anchor: str
    title: str
    means: tuple[str, ...]
    is_chosen: bool
    chosen: str
    button: str
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPage(Page):
    """The three ways."""

    ways: tuple[Way, ...]


def show(at: At) -> PageResponse:
    """The page."""
    party = at.seat.state.parties[at.seat.party]
    page = WithdrawPage(title=_("Withdraw what you reported"), ways=tuple(_way(at, party, way) for way in ORDER))
    return render(at.request, "portal/withdraw.html", page)


ORDER = (f.Withdrawal.NO_CONTACT, f.Withdrawal.PATTERN, f.Withdrawal.ERASURE)
"""From the least to what cannot be undone."""


def pending(seat: PartySeat) -> Pending | None:
    """An erasure that waits, if there is one: when it is done, and whether two members hold it."""
    erasure = seat.state.parties[seat.party].erasure
    if erasure is None or not erasure.stands:
        return None
    at = erasure_at(erasure, seat.policy)
    early = erasure.asked_at + seat.policy.erasure_after
    return Pending(at=at, held_until=at if at > early else None)


def may_withdraw(seat: PartySeat) -> bool:
    """Whether this is a reporter's line: nobody else withdraws a report."""
    return seat.state.parties[seat.party].role is f.Role.REPORTER


def _way(at: At, party: PartyState, way: f.Withdrawal) -> Way:
    is_chosen = way in party.withdrawn or (way is f.Withdrawal.NO_CONTACT and party.reach is f.Reach.NONE)
    may_change = way in party.withdrawn or not is_chosen
    act = TAKE_BACK if way in party.withdrawn else WITHDRAW
    return Way(
        anchor=way.value,
        title=_title(way),
        means=_means(at.seat, way),
        is_chosen=is_chosen,
        chosen=_chosen(way) if is_chosen else "",
        button=(_back(way) if act == TAKE_BACK else _button(way, at.seat.policy.erasure_after)) if may_change else "",
        form=Form(hidden=at.hidden(act, **{WAY: way.value})),
    )


def _title(way: f.Withdrawal) -> str:
    return {
        f.Withdrawal.NO_CONTACT: _("No contact any more"),
        f.Withdrawal.PATTERN: _("Let this rest, and keep my report"),
        f.Withdrawal.ERASURE: _("Erase who I am and what I wrote"),
    }[way]


def _means(seat: PartySeat, way: f.Withdrawal) -> tuple[str, ...]:
    go_on = _("The committee may go on where others are at risk, and then not on your word alone.")
    match way:
        case f.Withdrawal.NO_CONTACT:
            return (
                _("From now on we mail you nothing. A letter may still be laid on this page, to be read or not."),
                _("Before anything is done we would ask how you see it. You then count as somebody we cannot reach."),
            )
        case f.Withdrawal.PATTERN:
            return (
                _("We take it that you do not want this to go on, and the committee may end it."),
                _("What you told us is kept, so that it counts if others tell us of the same."),
                go_on,
            )
        case f.Withdrawal.ERASURE:
            return (*_ends(seat), go_on)


def _ends(seat: PartySeat) -> tuple[str, ...]:
    after, most = _days(seat.policy.erasure_after), _days(seat.policy.hold_most)
    return (
        _("After %(after)s your name, your address, everything you wrote and sent, and the way to this page are gone.")
        % {"after": after},
        _("Until then you can take it back here. After that nobody can answer you, or tell you how it ends."),
        _("Two members can let it wait, at most %(most)s, where others are at risk. You see it here.") % {"most": most},
        _("What stays: that somebody reported on that day, and what members wrote in words of their own."),
        _("Older copies of the database are kept for a time by whoever runs the server."),
    )


def _days(span: timedelta) -> str:
    return ngettext("one day", "%(count)s days", span.days) % {"count": span.days}


def _chosen(way: f.Withdrawal) -> str:
    return {
        f.Withdrawal.NO_CONTACT: _("This is how it is: we do not contact you."),
        f.Withdrawal.PATTERN: _("You chose this. The committee knows."),
        f.Withdrawal.ERASURE: _("You chose this. The committee knows that you did, and nothing else."),
    }[way]


def _button(way: f.Withdrawal, after: timedelta) -> str:
    return {
        f.Withdrawal.NO_CONTACT: _("Do not contact me any more"),
        f.Withdrawal.PATTERN: _("Let this rest"),
        f.Withdrawal.ERASURE: _("Erase it after %(after)s") % {"after": _days(after)},
    }[way]


def _back(way: f.Withdrawal) -> str:
    return {
        f.Withdrawal.NO_CONTACT: _("You may contact me again"),
        f.Withdrawal.PATTERN: _("I want this to go on"),
        f.Withdrawal.ERASURE: _("Do not erase it"),
    }[way]
