"""Rehearsing: a test letter and a test report that each member confirms having seen, before people report (issue 2, 8).

A test report takes the road of a real one: the form's own act seals it to the same
readers, by the same keys, with the same receipt. What differs is one word of its first
fact, which nobody but the clerk can say: it is a test, its words are constant, and it is
closed as it is opened. So it owes nothing, stands in no list, has no page at the desk
and counts nowhere; nobody can hide a real report in one, because none can be made from
anybody's words and none turns into one afterwards.
"""

from __future__ import annotations

from django.db import transaction

from evenhand.casework import intake, opening, words
from evenhand.casework.errors import RefusedError
from evenhand.casework.founding import sign
from evenhand.casework.work import link
from evenhand.outbox import queue, texts
from evenhand.people import accounts, roster
from evenhand.people import roster_facts as rf
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.people.roster import Person, Roster
from evenhand.people.sessions import SignedIn
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member
from evenhand.record import ledger, parties, rooms
from evenhand.vault.phrase import new_nonce, phrase_from_nonce, phrase_keys

LETTER, REPORT = rf.LETTER, rf.REPORT


def receivers(present: Roster, what: str) -> tuple[Person, ...]:
    """Who should have confirmed a test: letters go to everybody here, reports to those who read what the form takes."""
    able = [person for person in present.present if person.is_seconded]
    return tuple(person for person in able if what == LETTER or person.on_committee)


def unconfirmed(present: Roster, what: str) -> tuple[Person, ...]:
    """Who has not confirmed, whether or not they were asked yet."""
    return tuple(person for person in receivers(present, what) if not _has_seen(present, what, person.member))


def asked_of(present: Roster, member: Member) -> tuple[str, ...]:
    """Which tests wait for this member's word."""
    waiting = {what for (what, who), asked in present.rehearsals.items() if who == member and asked.seen_at is None}
    return tuple(what for what in (LETTER, REPORT) if what in waiting)


def send_letters(by: SignedIn, occasion: Occasion) -> tuple[Member, ...]:
    """Send the test letter to whoever has not confirmed one, or to everybody once all have; answer who has no address.

    It goes the way of every letter, through the outbox.
    """
    with transaction.atomic():
        present = roster.load(by.community)
        wanted = {p.member for p in unconfirmed(present, LETTER) or receivers(present, LETTER)}
        found = [account for account in accounts.everyone(by.community) if account.member in wanted]
        reached = [account for account in found if account.record.email]
        if reached:
            sign(by, rf.RehearsalSent(LETTER, tuple(account.member for account in reached), ""), occasion)
            queue.put_all(by.community, [_letter(by.community, account) for account in reached], occasion)
    return tuple(account.member for account in found if not account.record.email)


def send_report(by: SignedIn, occasion: Occasion) -> None:
    """Send a test report through the form's own act, and ask each of its readers whether it opens to them."""
    with transaction.atomic():
        case, readers = try_form(by.community, occasion)
        sign(by, rf.RehearsalSent(REPORT, readers, case), occasion)


def try_form(community: Community, occasion: Occasion) -> tuple[str, tuple[Member, ...]]:
    """Take a test report as the form takes a real one; answer its number and who reads it. Its phrase is dropped."""
    nonce = new_nonce(occasion.entropy)
    report, shown = intake.test_report(community.language), opening.readers_shown(community)
    receipt = intake.receive_report(community, report, shown, nonce, occasion)
    line = parties.find(community, phrase_keys(phrase_from_nonce(nonce), community.place), occasion)
    if line is None:  # the act has just kept it
        raise ledger.NoSuchCaseError
    return line.case.hex(), receipt.readers


def read_report(by: SignedIn) -> str | None:
    """The test report's words, opened with this member's own keys; nothing where they do not open it.

    Opening it is not recorded: its words are the same everywhere and tell nothing.
    """
    asked = roster.load(by.community).rehearsals.get((REPORT, by.member))
    if asked is None:
        return None
    file = ledger.load(by.community, bytes.fromhex(asked.case))
    state = ledger.folded(file)
    if not state.is_test:
        return None
    reports = [recorded for recorded in file.entries if isinstance(recorded.happened.fact, f.ReportReceived)]
    opened = rooms.read(file, rooms.open_keys(file, by.keys.box), reports)
    return next((str(words.decode(raw)["text"]) for raw in opened.values()), None)


def confirm(by: SignedIn, what: str, occasion: Occasion) -> None:
    """Say that a test has reached oneself: signed, so that nobody can say it for another."""
    with transaction.atomic():
        if what not in asked_of(roster.load(by.community), by.member):
            raise _refused(say("You were not asked about this, or you have confirmed it already."))
        if what == REPORT and read_report(by) is None:
            raise _refused(say("It does not open with your keys. Tell whoever holds the office: so would no report."))
        sign(by, rf.RehearsalSeen(what), occasion)


def _has_seen(present: Roster, what: str, member: Member) -> bool:
    asked = present.rehearsals.get((what, member))
    return asked is not None and asked.seen_at is not None


def _letter(community: Community, account: accounts.Account) -> queue.Mail:
    written = texts.write(texts.Text.TEST, account.record.language, link=link(community))
    to = account.record.email
    return queue.Mail(queue.Kind.NOTICE, to, written.subject, written.body, member=account.member, to_any=True)


def _refused(reason: str) -> RefusedError:
    return RefusedError(Refused(reason, Clause.ARCHIVE))
