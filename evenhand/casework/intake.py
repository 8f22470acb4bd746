"""A report arrives through the form: sealed, kept, answered once (R1, C2, THREATS 4.4, 4.8)."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from evenhand.casework import portal, seats, uploads, words
from evenhand.casework.errors import RefusedError
from evenhand.casework.opening import open_for, record_extras, record_report, seating_of, tell_readers
from evenhand.casework.reported import REPORTER, NobodyCanReadError, Readers, Receipt, Report, marks_of, more_of
from evenhand.casework.work import Work, act, commit, link
from evenhand.outbox import queue, texts
from evenhand.people import roster
from evenhand.people.communities import Community
from evenhand.people.daily import told_today
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.people.roster import Roster
from evenhand.people.turns import taking_turns
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK, Member, Party
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState
from evenhand.record import ledger, parties, rooms
from evenhand.vault.phrase import Phrase, PhraseKeys, phrase_from_nonce, phrase_keys


def test_report(language: str) -> Report:
    """A report of nothing, with which the form is tried: its words are constant, and nobody's own."""
    return Report(texts.write(texts.Text.TEST_REPORT, language).body, language=language, is_test=True)


def receive_report(
    community: Community,
    report: Report,
    shown: Readers,
    nonce: bytes,
    occasion: Occasion,
    people: Roster | None = None,
) -> Receipt:
    """Take a report from the form. Reload, double click and resend make one report with one phrase.

    Everything is sealed before the database is locked, so that many can send at once. Where
    the roster is another by then than ``people``, which the form showed, it is done again
    with who is current (4.4).
    """
    phrase = phrase_from_nonce(nonce)
    keys = phrase_keys(phrase, community.place)
    present, was_here = people or roster.load(community), False
    while not was_here:
        try:
            work = _sealed(community, present, report, shown, nonce, keys, occasion)
            if _kept(work, report, parties.ready(community, keys, work.file.uid, REPORTER, occasion)):
                return _receipt(phrase, work.state, work.policy, REPORTER, was_here=False)
            present = roster.load(community)
        except (IntegrityError, NobodyCanReadError, RefusedError):
            # Sent before, a moment or hours ago: then what this sending makes is not needed, and not kept.
            was_here = parties.exists(community, keys)
            if not was_here:
                raise
    with transaction.atomic():
        ledger.require_no_recess(community)
        known = parties.find(community, keys, occasion)
        if known is None:
            raise ledger.NoSuchCaseError
        return _add_to(seats.party_seat(community, keys, known), phrase, report, nonce, occasion)


class ReadersSettledError(RefusedError):
    """The form made a report before, which somebody can read who is left out only now: nothing was added to it (C2).

    ``phrase`` opens the report that is there; whoever sent it may never have seen its ten words.
    """

    def __init__(self, phrase: Phrase, members: tuple[Member, ...]) -> None:
        super().__init__(Refused(SETTLED, Clause.RECUSAL))
        self.phrase = phrase
        self.members = members


SETTLED = say(
    "You had sent this before, and who reads a report is settled when it is sent: somebody whom you leave out now "
    "can read that one. So nothing was added to it. Send the rest as a report of its own."
)


def was_sent(community: Community, nonce: bytes) -> bool:
    """Whether a form with this nonce made a report before: then its readers are settled, however old the form is."""
    return parties.exists(community, phrase_keys(phrase_from_nonce(nonce), community.place))


def _sealed(
    community: Community,
    present: Roster,
    report: Report,
    shown: Readers,
    nonce: bytes,
    keys: PhraseKeys,
    occasion: Occasion,
) -> Work:
    """The whole case of a new report, sealed, signed and chained; nothing is written yet."""
    seated = seating_of(community, present, report, shown)
    work = open_for(community, present, report, seated, occasion, CLERK, clerks().signing)
    _wrap_line_to(work, keys)
    record_report(work, report, f.Way.WEB, occasion.now, marks_of(report, nonce))
    work.add_as_clerk(f.KeysChanged(f"room:{rooms.line(REPORTER)}", 1, (_publics(keys),)))
    record_extras(work, report)
    work.add_as_clerk(f.ReceiptGiven(REPORTER, mailed=bool(report.address)))
    if report.is_test:
        work.add_as_clerk(f.Closed())
    return work


def _kept(work: Work, report: Report, phrase: parties.Ready) -> bool:
    """Write a sealed case in one transaction; not where the roster is another by now.

    Raises `IntegrityError` where its form was sent before: a phrase leads to one line.
    Whatever can be asked or made before it is one's turn is: nobody else writes meanwhile.
    """
    community, sealed = work.community, work.ready()
    told = told_today(community, work.state.readers, work.now)
    with taking_turns():
        counted = ledger.count_ahead(community)
        if not roster.is_newest(community, work.roster):
            transaction.set_rollback(True)
            return False
        parties.write(phrase)
        uploads.claim(report.files)
        _send_receipt(work, report)
        tell_readers(work, report, told)
        commit(work, sealed, counted)
    return True


def _receipt(phrase: Phrase, state: CaseState, policy: Policy, party: Party, *, was_here: bool) -> Receipt:
    since = state.parties[party].reached_at or state.opened_at
    if since is None:  # a case begins with its opening
        raise ledger.NoSuchCaseError
    # Where another report has joined, who waits for a look may wait because of that one: nobody is told.
    alone = len(state.reporters) == 1 and not state.moved
    waiting = tuple(sorted(state.held_back - state.named_elsewhere)) if alone else ()
    return Receipt(phrase, since + policy.receipt_within, was_here, state.readers, waiting, state.with_council)


def _add_to(seat: seats.PartySeat, phrase: Phrase, report: Report, nonce: bytes, occasion: Occasion) -> Receipt:
    """The same form again: nothing if all is the same, else what is new is added to the same line (4.8).

    Raises `ReadersSettledError` where somebody is left out who was not the first time: what is new may be about them.
    """
    sent = [words.decode(raw) for raw in rooms.read(seat.file, seat.keys, seat.file.entries).values()]
    marked = {(name, mark) for one in sent for name, mark in one.get("marks", {}).items()}
    marks = {name: mark for name, mark in marks_of(report, nonce).items() if (name, mark) not in marked}
    there = {(file["name"], file["size"]) for one in sent for file in one.get("files", ())}
    files = [file for file in report.files if (file.name, file.size) not in there]
    ticked_since = tuple(m for m in report.left_out if m not in seat.state.left_out)
    if (marks or files) and ticked_since:
        raise ReadersSettledError(phrase, ticked_since)
    if marks or files:
        with act(seat, occasion) as work:
            text: dict[str, object] = {name: value for name, value in more_of(report).items() if name in marks}
            text |= {"text": report.what if "what" in marks else "", "marks": marks}
            if files:
                text["files"] = [file.as_words() for file in files]
            if not work.state.is_open and "who" in marks:
                text["who"] = report.who  # a closed case takes a party's words and nothing else
            work.add(f.ReportAddedTo(seat.party, uploads.marks(files)), rooms.line(seat.party), text)
            portal.claim(work, seat.party, files)
            if work.state.is_open:
                new = {name: getattr(report, name) for name in ("who", "name", "address") if name in marks}
                record_extras(work, Report("", **new), seat.party)
                work.look_for_names([str(new.get("who", ""))])
            portal.tell_owner(work)
    return _receipt(phrase, seat.state, seat.policy, seat.party, was_here=True)


def _wrap_line_to(work: Work, keys: PhraseKeys) -> None:
    """Wrap the reporter's line to the phrase: intake made the circle's seed, so it can, just this once."""
    if work.keys is not None:
        work.hold(rooms.wrap_line(work.file.keyring, work.keys, REPORTER, keys.box.public))


def _send_receipt(work: Work, report: Report) -> None:
    if report.address.strip():
        text = texts.write(
            texts.Text.RECEIPT, report.language, link=link(work.community), span=work.policy.receipt_within
        )
        mail = queue.Mail(
            queue.Kind.RECEIPT,
            report.address.strip(),
            text.subject,
            text.body,
            case=work.file.number,
            party=REPORTER,
        )
        queue.put(work.community, mail, work.occasion)


def _publics(keys: PhraseKeys) -> str:
    return f"{keys.box.public.hex()}:{keys.signing.public.hex()}"
