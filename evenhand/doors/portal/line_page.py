"""The page of a line, put together: the letter, what is asked, and one form that came back if one did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from evenhand.casework import addresses, conversation, uploads
from evenhand.casework.receiving import SealedFiles
from evenhand.casework.uploads import StoredFile
from evenhand.doors.portal import asked, own_data, pages, said, standing, where_it_stands, withdrawing
from evenhand.doors.portal.asked import ADDRESS, REPORT, WRITE
from evenhand.doors.portal.at import At
from evenhand.doors.portal.fields import KEPT, NUMBER
from evenhand.doors.portal.forms import AddressForm, SaidForm, WriteForm
from evenhand.doors.portal.own_data import TAKE_ACCESS_BACK
from evenhand.doors.portal.parking import Parked
from evenhand.procedure.facts import Purpose, Reach
from evenhand.shell import parts
from evenhand.shell.contact import outside
from evenhand.shell.forms import Form
from evenhand.shell.pages import PageResponse, render

REFUSED = 422


@dataclass(slots=True)
class _Forms:
    """The forms of the page. What was typed finds its box again, whatever has happened to the question meanwhile."""

    at: At
    came_back: Form | None
    files: Sequence[StoredFile]
    parked: Parked | None
    is_placed: bool = False

    def make(self, act: str, number: int, kind: type[SaidForm]) -> SaidForm:
        """The form of an act: as it came back, with what waited, or empty."""
        about = str(number) if number else None
        if isinstance(self.came_back, kind) and self.came_back.hidden.get(NUMBER) == about:
            self.is_placed = True
            return self.came_back
        if self.parked is not None and (self.parked.act, self.parked.number) == (act, number):
            self.is_placed = True
            return form(self.at, act, number, kind, parked=self.parked)
        return form(self.at, act, number, kind)

    def write(self) -> SaidForm:
        """The box for everything; also for a text whose own box is gone, because somebody was faster."""
        made = self.make(WRITE, 0, WriteForm)
        if self.is_placed:
            return made
        if isinstance(self.came_back, SaidForm):
            homeless = Parked(WRITE, {"text": str(self.came_back["text"].value() or "")})
            return form(self.at, WRITE, 0, WriteForm, self.files, parked=homeless)
        if self.parked is not None:
            return form(self.at, WRITE, 0, WriteForm, parked=self.parked)
        return made


def show(
    at: At,
    came_back: Form | None = None,
    files: Sequence[StoredFile] = (),
    *,
    parked: Parked | None = None,
    refused: parts.ClauseText | None = None,
    not_taken: tuple[parts.NotTaken, ...] = (),
) -> PageResponse:
    """The letter: where things stand, what was said, what may be done, and one form that came back if one did."""
    seat, state = at.seat, at.seat.state
    party = state.parties[seat.party]

    waited = () if parked is None else uploads.from_handle(seat.community, parked.fields.get(KEPT, ""))
    forms = _Forms(at, came_back, files, parked)
    spoken = conversation.conversation(seat)
    way = standing.way(state, seat.policy, party, at.now.now)
    broken = standing.broken_promise(state, seat.policy, party, at.now.now)
    contact = outside(seat.community, seat.manual)
    readers = where_it_stands.readers(seat)
    mailed = addresses.newest(seat.file, seat.keys, seat.party)
    apart = said.kept_apart(conversation.given_apart(seat), readers.read_by)
    open_now = asked.everything(seat, spoken, forms.make)
    page = pages.LinePage(
        title=_("Where things stand"),
        lead=where_it_stands.lead(party, way, is_closed=state.closed_at is not None, is_again=standing.is_again(party)),
        steps=where_it_stands.steps(way, party),
        broken=where_it_stands.broken(broken),
        outside=contact,
        form_is_open=seat.community.is_published,
        asked=open_now,
        afterwards=asked.after_the_end(seat, forms.make, at.now.now),
        conversation=said.messages(
            spoken, seat.roster, contact.in_a_line, apart, open_now=asked.in_time(open_now, at.now.now)
        ),
        never=where_it_stands.never(party),
        write=forms.write(),
        address=came_back if isinstance(came_back, AddressForm) else _address_form(at, parked),
        has_address=mailed is not None and not mailed.came_back,
        address_came_back=mailed is not None and mailed.came_back,
        wants_no_contact=party.reach is Reach.NONE,
        is_closed=state.closed_at is not None,
        anew_at=party.anew_at if party.is_invited_anew(at.now.now) else None,
        is_shut=conversation.is_shut(seat),
        may_withdraw=withdrawing.may_withdraw(seat),
        pending=withdrawing.pending(seat),
        own_data=own_data.own_data(seat, forms.make, at.hidden(TAKE_ACCESS_BACK)),
        leave=Form(hidden=at.hidden("leave")),
        may_report=Form(hidden=at.hidden(REPORT)) if party.purpose is not Purpose.REPORT else None,
        refused=refused,
        came_back=parked is not None,
        not_taken=not_taken or (() if at.files is None else not_taken_of(at.files)),
        kept=tuple(file.name for file in waited or files),
        files_gone=parked is not None and bool(parked.fields.get(KEPT)) and not waited,
    )
    if came_back is None:
        return render(at.request, "portal/line.html", page)
    return render(at.request, "portal/line.html", page, status=REFUSED, form=came_back)


def form(
    at: At,
    act: str,
    number: int,
    kind: type[SaidForm],
    files: Sequence[StoredFile] = (),
    *,
    is_sent: bool = False,
    parked: Parked | None = None,
) -> SaidForm:
    """A form of the line: empty, as it was sent, or with what waited since an expired session."""
    hidden = at.hidden(act, **({NUMBER: str(number)} if number else {}))
    if files:
        hidden[KEPT] = uploads.handle(at.seat.community, files, at.now)
    elif parked is not None and parked.fields.get(KEPT):
        hidden[KEPT] = parked.fields[KEPT]
    data = at.request.POST if is_sent else None
    kept = {} if parked is None else dict(parked.fields)
    return kind(data, readers=where_it_stands.readers(at.seat), hidden=hidden, prefix=f"{act}{number or ''}", kept=kept)


def _address_form(at: At, parked: Parked | None) -> AddressForm:
    kept = dict(parked.fields) if parked is not None and parked.act == ADDRESS else {}
    return AddressForm(auto_id=f"{ADDRESS}_%s", hidden=at.hidden(ADDRESS), initial=kept)


def not_taken_of(files: SealedFiles) -> tuple[parts.NotTaken, ...]:
    """The files that were left out."""
    return tuple(parts.NotTaken(name=one.name, why=one.why, most=uploads.LARGEST) for one in files.skipped)
