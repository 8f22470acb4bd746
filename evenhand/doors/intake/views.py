"""The intake: no account, no cookie, no script. Form -> act -> receipt, and whatever goes wrong comes back filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps

from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from evenhand.casework import intake, opening, reported, uploads
from evenhand.casework.errors import RefusedError
from evenhand.casework.receiving import SealedFiles
from evenhand.casework.reported import NobodyCanReadError, Readers, Report
from evenhand.casework.uploads import StoredFile
from evenhand.doors.intake import pages, prepared, tokens
from evenhand.doors.intake.forms import ReportForm, TypedForm
from evenhand.people import communities, roster
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.procedure.manual_file import Manual
from evenhand.record.ledger import RecessError
from evenhand.shell import errors
from evenhand.shell.addresses import home
from evenhand.shell.asking import Asking
from evenhand.shell.contact import outside
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import PageResponse, render
from evenhand.shell.parts import NotTaken
from evenhand.vault.phrase import PhraseTypoError, parse_phrase, phrase_from_nonce

KEPT, DROP = "kept", "drop"
REFUSED = 422


@require_safe
def front(request: Asking) -> PageResponse:
    """The community's front page: report, come back, turn elsewhere, who is here."""
    page = pages.front_page(request.community, _manual(request.community), roster.load(request.community))
    return render(request, "intake/front.html", page)


@require_safe
def continue_(request: Asking) -> PageResponse:
    """The page to which every mail's link leads; it opens nothing and says nothing."""
    # The desk asks for a sign-in by itself; its pages' names are none of this door's business.
    page = pages.ContinuePage(title=_("Continue"), sign_in=home(request.community.slug) + "desk/")
    return render(request, "intake/continue.html", page)


def _open_intake(view: Callable[[Asking], PageResponse]) -> Callable[[Asking], PageResponse]:
    """Only where reports are open and can be stored; nothing is ever acknowledged that is not kept."""

    @wraps(view)
    def opened(request: Asking) -> PageResponse:
        manual = _manual(request.community)
        if manual is None or not request.community.is_published:
            page = pages.closed_page(request.community, manual)
            return render(request, "intake/closed.html", page)
        try:
            if not uploads.has_room():
                return errors.unavailable(request, OSError("no room left"))
            return view(request)
        except (OSError, RecessError) as err:
            return errors.unavailable(request, err)

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@_open_intake
def report(request: Asking) -> PageResponse:
    """Report something that happened."""
    return _take(request, about_handling=False)


@require_http_methods(["GET", "HEAD", "POST"])
@_open_intake
def complaint(request: Asking) -> PageResponse:
    """Complain about how something is handled: a report that leaves out whom it concerns (V4)."""
    return _take(request, about_handling=True)


@require_http_methods(["POST"])
def typed(request: Asking) -> HttpResponseBase:
    """Compare a phrase that was typed back with the one of the receipt; nothing is looked up."""
    now = occasion(request)
    nonce = tokens.read_nonce(request.community, request.POST, now)
    if nonce is None:
        return errors.not_found(request)
    form = TypedForm(request.POST, hidden=tokens.nonce_field(request.community, nonce, now))
    phrase = phrase_from_nonce(nonce)
    if form.is_valid() and (wrong := _differs(form.cleaned_data["phrase"], phrase)):
        form.add_error("phrase", wrong)
    page = pages.TypedPage(title=_("Your phrase"), phrase=phrase, fits=form.is_valid())
    return render(request, "intake/typed.html", page, status=REFUSED if form.errors else 200, form=form)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What one request to the form knows: the community's people and the list of readers that is shown."""

    request: Asking
    now: Occasion
    manual: Manual
    people: roster.Roster
    shown: Readers
    about_handling: bool

    @property
    def community(self) -> Community:
        return self.request.community

    def form(self, hidden: Mapping[str, str], offered: Readers | None = None, *, is_sent: bool = False) -> ReportForm:
        """The form, empty or as it was filled in; it takes ticks of everybody whom it showed, then or now."""
        shown = self.shown if offered is None else _both(self.shown, offered)
        return ReportForm(
            self.request.POST if is_sent else None,
            committee=pages.committee_choices(self.people, shown),
            council=pages.council_choices(self.people, shown),
            alternates=bool(shown.alternates),
            operator=self.community.says("operator"),
            readers=pages.readers_line(self.people, self.shown),
            about_handling=self.about_handling,
            hidden=hidden,
        )

    def page(
        self, form: ReportForm, kept: Sequence[StoredFile] = (), not_taken: tuple[NotTaken, ...] = ()
    ) -> PageResponse:
        """The form's page; one that came back says so by its status."""
        page = replace(
            pages.report_page(
                self.community,
                self.manual,
                self.people,
                self.shown,
                about_handling=self.about_handling,
                council_is_open=form.has_council_ticks,
            ),
            kept=tuple(pages.KeptFile(id=file.uid.hex(), name=file.name, size=file.size) for file in kept),
            not_taken=not_taken,
        )
        return render(self.request, "intake/report.html", page, status=REFUSED if form.is_bound else 200, form=form)


def _take(request: Asking, *, about_handling: bool) -> PageResponse:
    """Show the form, or take it."""
    now, community = occasion(request), request.community
    people = roster.load(community)
    manual = communities.manual(community.pk, community.manual)
    desk = _Desk(request, now, manual, people, opening.readers_shown(community, people), about_handling)
    if request.method == "POST":
        return _taken(desk)
    wanted = prepared.key(request, "form", people.head, about_handling)
    hidden = tokens.fresh(community, desk.shown, now)
    return prepared.answer(wanted, hidden, lambda places: desk.page(desk.form(places)))


def _taken(desk: _Desk) -> PageResponse:
    """Take a sent form: a receipt, or the form as it was filled in, with its files kept."""
    community, now = desk.community, desk.now
    arriving = SealedFiles(community, now)
    desk.request.upload_handlers = [arriving]
    carried = tokens.read(community, desk.request.POST, now)
    form = desk.form({}, carried.shown if carried else None, is_sent=True)
    files = arriving.fill_up(_kept(desk))
    not_taken = pages.not_taken(arriving.skipped)
    if form.is_valid() and carried is not None and (carried.is_fresh or intake.was_sent(community, carried.nonce)):
        sent = _report_of(desk, form, files)
        try:
            receipt = intake.receive_report(community, sent, carried.shown, carried.nonce, now, desk.people)
        except NobodyCanReadError:
            form.add_error(None, _nobody_reads(desk))
        except intake.ReadersSettledError as settled:
            form.add_error(None, _settled(desk, settled))
            carried = None  # sent again it is a report of its own
        except RefusedError as refused:
            form.add_error(None, _(refused.reason))
        else:
            return _receipt(desk, sent, receipt, carried.nonce, not_taken)
    elif form.is_valid():
        form.add_error(None, _old_page())
    form.hidden = {
        **tokens.fresh(community, desk.shown, now, None if carried is None else carried.nonce),
        KEPT: uploads.handle(community, files, now),
    }
    return desk.page(form, files, not_taken)


def _receipt(
    desk: _Desk, sent: Report, receipt: reported.Receipt, nonce: bytes, not_taken: tuple[NotTaken, ...]
) -> PageResponse:
    page = pages.receipt_page(
        desk.community,
        desk.manual,
        desk.people,
        receipt,
        sent=sent,
        not_taken=not_taken,
    )
    hidden = tokens.nonce_field(desk.community, nonce, desk.now)
    if not_taken:  # names of files are their sender's words: nothing of them is kept
        return render(desk.request, "intake/receipt.html", page, form=TypedForm(hidden=hidden))
    return _prepared_receipt(desk, page, hidden)


def _prepared_receipt(desk: _Desk, page: pages.ReceiptPage, hidden: Mapping[str, str]) -> PageResponse:
    """The receipt, rendered once for everybody whose page says the same to the minute; phrase and nonce are put in."""
    words = {f"word-{number}": word for number, word in enumerate(page.phrase.split())}
    answer_by = page.answer_by.replace(second=0, microsecond=0)

    def make(places: Mapping[str, str]) -> PageResponse:
        phrase = " ".join(places[name] for name in words)
        form = TypedForm(hidden={name: places[name] for name in hidden})
        return render(desk.request, "intake/receipt.html", replace(page, phrase=phrase), form=form)

    wanted = prepared.key(desk.request, "receipt", replace(page, phrase="", answer_by=answer_by))
    return prepared.answer(wanted, {**hidden, **words}, make)


def _report_of(desk: _Desk, form: ReportForm, files: Sequence[StoredFile]) -> Report:
    language = get_language() or desk.community.language
    sent = form.report(language=language, about_handling=desk.about_handling, committee=desk.shown.committee)
    return replace(sent, files=tuple(files))


def _kept(desk: _Desk) -> tuple[StoredFile, ...]:
    """The files that a form had when it came back, but for those that are left out now."""
    posted = desk.request.POST
    left_out = set(posted.getlist(DROP))
    kept = uploads.from_handle(desk.community, posted.get(KEPT, ""))
    return tuple(file for file in kept if file.uid.hex() not in left_out)


def _both(now: Readers, then: Readers) -> Readers:
    committee = tuple(dict.fromkeys((*now.committee, *then.committee)))
    council = tuple(dict.fromkeys((*now.council, *then.council)))
    return Readers(committee, council, tuple(dict.fromkeys((*now.alternates, *then.alternates))))


def _differs(text: str, phrase: str) -> str:
    """Where a typed phrase differs from the right one, in words; empty where it does not."""
    try:
        if parse_phrase(text) == phrase:
            return ""
    except PhraseTypoError as err:
        if err.position is not None:
            return _("Word %(number)d is not one of our words. Look at it again.") % {"number": err.position}
    return _("These are not the ten words above, in their order. Look at what you wrote down.")


def _nobody_reads(desk: _Desk) -> str:
    contact = outside(desk.community, desk.manual)
    return _(
        "Nobody would be left to read this, so it was not sent. Leave somebody in, or write to %(name)s: %(contact)s"
    ) % {"name": contact.name, "contact": contact.contact}


def _settled(desk: _Desk, settled: intake.ReadersSettledError) -> str:
    """What was sent before stays with those who read it; the words that open it may never have been seen."""
    return _(
        "You had sent this before, and who reads a report is settled when it is sent: %(names)s can read that one. So "
        "nothing was added to it. It opens with these ten words, please write them down now: %(phrase)s. What stands "
        "below has not been sent. If you press the button, it becomes a report of its own, with ten words of its own, "
        "which nobody can read whom you tick here."
    ) % {
        "names": ", ".join(desk.people.name_of(member) for member in settled.members),
        "phrase": str(settled.phrase),
    }


def _old_page() -> str:
    return _(
        "This page had been open for a long time, so the names above may have changed. "
        "Look at who will read it, and send it once more."
    )


def _manual(community: Community) -> Manual | None:
    return communities.manual(community.pk, community.manual) if community.manual else None
