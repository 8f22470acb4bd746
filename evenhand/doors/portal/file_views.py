"""A party's own files: the page of one, its cleaned copy, its original."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evenhand.casework import conversation, portal, showing, uploads
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import NoSuchCaseError
from evenhand.casework.showing import NotCopiedError
from evenhand.doors.portal.at import At, seated
from evenhand.doors.portal.forms import DescribeForm
from evenhand.doors.portal.said import heading
from evenhand.doors.portal.where_it_stands import readers
from evenhand.shell import downloads
from evenhand.shell.addresses import address
from evenhand.shell.filepage import Addresses, FileParts, file_parts
from evenhand.shell.pages import Page, render
from evenhand.shell.sessions import see_other

DESCRIBE = "describe"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage(Page):
    """A file of this line, with what it came with."""

    filed: str
    filed_at: datetime
    file: FileParts
    describe: str
    """Where the form is sent with which somebody says what the file shows; empty in a closed case."""


@require_safe
@seated("line")
def file(at: At, number: str, part: int = 1) -> HttpResponseBase:
    """What a file is, and what can be shown of it."""
    return _show(at, number, _form(at), part)


@require_POST
@seated(DESCRIBE)
def words(at: At, number: str) -> HttpResponseBase:
    """Say in words what one's own file shows."""
    conversation.own_file(at.seat, number)
    form = _form(at, is_sent=True)
    if form.is_valid():
        try:
            portal.describe_file(at.seat, at.now, number, form.cleaned_data["text"])
            return see_other(address(at.request, "portal:file", number=number))
        except RefusedError as refused:
            form.add_error(None, _(refused.reason))
    return _show(at, number, form)


def _form(at: At, *, is_sent: bool = False) -> DescribeForm:
    hidden = at.hidden(DESCRIBE)
    return DescribeForm(at.request.POST if is_sent else None, readers=readers(at.seat), hidden=hidden, prefix=DESCRIBE)


def _show(at: At, number: str, form: DescribeForm, part: int = 1) -> HttpResponseBase:
    found = conversation.own_file(at.seat, number)
    shown = showing.show(at.seat.community, found.file, part)
    if shown is None:
        raise NoSuchCaseError
    page = FilePage(
        title=_("A file"),
        filed=heading(found.said.fact),
        filed_at=found.said.at,
        file=file_parts(found.file.name, found.file.size, shown, found.beside, _addresses(at, number)),
        describe=address(at.request, "portal:file-words", number=number) if at.seat.state.is_open else "",
    )
    return render(at.request, "portal/file.html", page, status=422 if form.is_bound else 200, form=form)


@require_safe
@seated("line")
def copy(at: At, number: str) -> HttpResponseBase:
    """The cleaned copy, made now and kept nowhere (THREATS 4.11)."""
    found = conversation.own_file(at.seat, number).file
    try:
        return downloads.cleaned(showing.copy_of(at.seat.community, found), found.name)
    except NotCopiedError:
        raise NoSuchCaseError from None  # the page has said why there is none


@require_safe
@seated("line")
def original(at: At, number: str) -> HttpResponseBase:
    """The file as it came, to be saved and never shown by the browser."""
    found = conversation.own_file(at.seat, number).file
    return downloads.attachment(uploads.read(at.seat.community, found), found.name, found.size)


def _addresses(at: At, number: str) -> Addresses:
    def where(name: str, **more: object) -> str:
        return address(at.request, name, "", number=number, **more)

    return Addresses(
        copy=where("portal:file-copy"),
        original=where("portal:file-original"),
        part=lambda part: where("portal:file-part", part=part),
    )
