"""The office: how everything stands, the manual, the public texts, opening the form. It opens no room."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from evenhand.casework import founding
from evenhand.casework.errors import RefusedError
from evenhand.casework.health import health
from evenhand.casework.recess import recess, sign_loss
from evenhand.doors.office.access import office_required
from evenhand.doors.office.forms import LossForm, PublishForm, TextsForm
from evenhand.doors.office.manual_forms import BlanksForm, ManualForm
from evenhand.doors.office.pages import (
    FormPage,
    HomePage,
    LetterRow,
    LettersPage,
    first_steps,
    health_rows,
    manual_page,
    said_by_manual,
)
from evenhand.doors.office.rehearsal_pages import all_missing
from evenhand.outbox import queue, twin
from evenhand.people import communities, roster
from evenhand.procedure.manual_file_blanks import blanks
from evenhand.shell import errors
from evenhand.shell.addresses import address
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import render
from evenhand.shell.sessions import MemberAsking, member_required, see_other


@office_required
@require_safe
def home(request: MemberAsking) -> HttpResponseBase:
    """What is still to be done, and whether everything runs."""
    community = request.community
    names = ("office:manual", "office:texts", "office:roster", "office:tests", "office:publish")
    addresses = {name: address(request, name) for name in names}
    manual = communities.manual(community.pk, community.manual)
    present = roster.load(community)
    steps = first_steps(community, present, manual, addresses)
    rows = health_rows(health(community, request.moment), present)
    page = HomePage(
        title=_("Office"),
        steps=steps,
        health=rows,
        is_published=community.is_published,
        late=tuple(row.name for row in rows if not (row.is_fine or row.instead)),
    )
    return render(request, "office/home.html", around(request, page))


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def manual(request: MemberAsking) -> HttpResponseBase:
    """The manual in force, its local choices apart; its blanks are filled in, or another file takes its place."""
    community, action = request.community, address(request, "office:manual")
    source, in_force = _source(community), communities.manual(community.pk, community.manual)
    open_blanks = blanks(source, in_force.placeholders)
    fills = BlanksForm.FILLS in request.POST
    filling = BlanksForm(request, action, request.POST if fills else None, source=source, blanks=open_blanks)
    form = ManualForm(request, action, None if fills else request.POST or None, initial={"source": source.decode()})
    sent = filling if fills else form
    if request.method == "POST" and sent.is_valid():
        changed = filling.filled if fills else form.cleaned_data["source"].encode()
        try:
            founding.adopt_manual(request.signed_in, changed, occasion(request))
            return see_other(address(request, "office:home") if fills else action)
        except RefusedError as problem:
            sent.add_error(None, _(problem.reason))
    page = manual_page(in_force, has_blanks=bool(open_blanks))
    status = 422 if sent.errors else 200
    around_it = around(request, page)
    return render(request, "office/manual.html", around_it, status=status, form=sent, filling=filling, whole=form)


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: MemberAsking) -> HttpResponseBase:
    """What stands on the public pages of the community."""
    community, action = request.community, address(request, "office:texts")
    written = {name: text for name, text in community.public.items() if text}
    initial = {**said_by_manual(community), **written, "leave_to": community.leave_to}
    form = TextsForm(request, action, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name not in {"passphrase", "leave_to"}}
        leave_to = form.cleaned_data["leave_to"]
        communities.change(community, leave_to=leave_to, public={**community.public, **given})
        return see_other(address(request, "office:home"))
    page = FormPage(
        title=_("What your pages say"),
        lead=_("Reporters read this before they write."),
        button=_("Put it on the pages"),
    )
    return render(request, "office/form.html", around(request, page), status=422 if form.errors else 200, form=form)


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: MemberAsking) -> HttpResponseBase:
    """Open the form for reports, or close it."""
    is_open, refused = request.community.is_published, ""
    missing = () if is_open else all_missing(roster.load(request.community))
    action = address(request, "office:publish")
    form = PublishForm(request, action, request.POST or None, is_asked=bool(missing))
    if request.method == "POST" and form.is_valid():
        try:
            founding.publish(request.signed_in, occasion(request), is_open=not is_open)
            return see_other(address(request, "office:home"))
        except RefusedError as problem:
            refused = _(problem.reason)
    page = FormPage(
        title=_("The form for reports"),
        lead=_("The form is open: anybody can report.")
        if is_open
        else _("The form is closed. Whoever comes sees that, and the contact outside the committee."),
        button=_("Close the form") if is_open else _("Open the form for reports"),
        refused=refused,
        missing=missing,
    )
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "office/form.html", around(request, page), status=status, form=form)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: MemberAsking) -> HttpResponseBase:
    """Sign that a restored database has lost something; with two members' signatures work goes on (THREATS 5).

    Any member may: who holds the office may be away. How much was lost is not told, because it counts cases.
    """
    refused, form = "", LossForm(request, address(request, "office:lost"), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sign_loss(request.signed_in, occasion(request))
            return see_other(address(request, "office:lost"))
        except RefusedError as problem:
            refused = _(problem.reason)
    standing = recess(request.community)
    behind = _(
        "This database is older than what was already confirmed to people, so nothing is written. What was lost has to "
        "be told to those concerned as far as you know them. Two members sign; then work goes on."
    )
    page = FormPage(
        title=_("After a restored backup"),
        lead=_("The database is as new as what was confirmed. There is nothing to sign.")
        if standing is None
        else behind,
        button=_("Sign that something was lost") if standing is not None else "",
        refused=refused,
    )
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "office/form.html", around(request, page), status=status, form=form)


@office_required
@require_safe
def letters(request: MemberAsking) -> HttpResponseBase:
    """What left and what waits, in the demo only: a real server shows nobody's letters."""
    if not settings.EVENHAND_DEMO:
        return errors.not_found(request)
    left = twin.letters(Path(settings.EVENHAND_DATA, twin.FOLDER), request.community.slug)
    page = LettersPage(
        title=_("Letters"),
        waiting=tuple(
            LetterRow(to=one.mail.to, subject=one.mail.subject, body=one.mail.body, at=None)
            for one in queue.waiting(request.community)
        ),
        left=tuple(LetterRow(to=one.to, subject=one.subject, body=one.body, at=one.at) for one in left),
    )
    return render(request, "office/letters.html", around(request, page))


def _source(community: communities.Community) -> bytes:
    return communities.manual_source(community.pk, community.manual)
