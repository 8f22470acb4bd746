"""The test letter and the test report: the road of a real one, and nothing of it stays."""

from __future__ import annotations

import dataclasses

import pytest

from evenhand.casework import founding, listing, rehearsing, seats, staging
from evenhand.casework.errors import RefusedError
from evenhand.casework.health import health
from evenhand.casework.intake import test_report as made_report
from evenhand.casework.rehearsing import LETTER, REPORT
from evenhand.casework.seats import NoSuchCaseError
from evenhand.casework.staging import Casting, Stage
from evenhand.casework.verification import verify
from evenhand.outbox import queue
from evenhand.outbox.texts import Text, write
from evenhand.people import accounts, roster
from evenhand.people import roster_facts as rf
from evenhand.people.sessions import SignedIn
from evenhand.record import ledger
from tests.cast import Walk


@pytest.fixture
def walk(stage: Stage) -> Walk:
    """Lattice as it was founded, with nothing waiting to leave."""
    queue.drain()
    return Walk(stage)


def by(walk: Walk, name: str) -> SignedIn:
    return walk.stage.signed_in(name, walk.occasion)


def names(walk: Walk, what: str) -> list[str]:
    return [person.name.split()[0] for person in rehearsing.unconfirmed(roster.load(walk.community), what)]


def asked(walk: Walk, name: str) -> tuple[str, ...]:
    return rehearsing.asked_of(roster.load(walk.community), walk.member(name))


def number_of(walk: Walk) -> str:
    return roster.load(walk.community).rehearsals[REPORT, walk.member("bo")].case


def test_everybody_gets_the_test_letter_and_is_asked_until_they_say_so(walk: Walk) -> None:
    rehearsing.send_letters(by(walk, "ada"), walk.occasion)
    mails = [leaving.mail for leaving in queue.waiting(walk.community)]
    rehearsing.confirm(by(walk, "ines"), LETTER, walk.occasion)

    assert {write(Text.TEST, "en").subject} == {mail.subject for mail in mails}
    assert len(walk.stage.players) == len(mails)
    assert ["Ada", "Bo", "Chidi", "Dara", "Eun", "Jun", "Kofi"] == names(walk, LETTER)
    assert ((LETTER,), ()) == (asked(walk, "bo"), asked(walk, "ines"))


def test_the_letter_is_sent_again_to_whoever_is_missing_and_to_everybody_once_all_have_it(walk: Walk) -> None:
    rehearsing.send_letters(by(walk, "ada"), walk.occasion)
    for name in set(walk.stage.players) - {"kofi"}:
        rehearsing.confirm(by(walk, name), LETTER, walk.occasion)
    queue.drain()

    rehearsing.send_letters(by(walk, "ada"), walk.occasion)
    missing = [leaving.mail.to for leaving in queue.waiting(walk.community)]
    rehearsing.confirm(by(walk, "kofi"), LETTER, walk.occasion)
    rehearsing.send_letters(by(walk, "ada"), walk.occasion)

    assert ["kofi@lattice.example"] == missing
    assert len(walk.stage.players) == len(names(walk, LETTER))


def test_who_has_no_address_is_not_asked_and_stays_missing(walk: Walk) -> None:
    account = accounts.by_member(walk.community, walk.member("chidi"))
    accounts.keep_record(walk.community, account, dataclasses.replace(account.record, email=""), walk.occasion)

    left_out = rehearsing.send_letters(by(walk, "ada"), walk.occasion)

    assert (walk.member("chidi"),) == left_out
    assert ((), True) == (asked(walk, "chidi"), "Chidi" in names(walk, LETTER))


def test_a_test_report_opens_to_each_of_its_readers_with_their_own_keys(walk: Walk) -> None:
    rehearsing.send_report(by(walk, "ada"), walk.occasion)

    read = {name: rehearsing.read_report(by(walk, name)) for name in walk.stage.players}

    words = write(Text.TEST_REPORT, "en").body
    assert dict.fromkeys(("ada", "bo", "chidi", "dara", "eun"), words) == {n: w for n, w in read.items() if w}
    assert ["Ada", "Bo", "Chidi", "Dara", "Eun"] == names(walk, REPORT)


def test_its_readers_hear_of_it_as_of_a_real_report(walk: Walk) -> None:
    rehearsing.send_report(by(walk, "ada"), walk.occasion)

    assert {write(Text.DIGEST, "en").subject} == {one.mail.subject for one in queue.waiting(walk.community)}
    assert 5 == len(queue.waiting(walk.community))


def test_it_stands_in_no_list_and_nobody_has_a_seat_at_it(walk: Walk) -> None:
    rehearsing.send_report(by(walk, "ada"), walk.occasion)

    for name in walk.stage.players:
        found = listing.owed_at_desk(by(walk, name), walk.now)
        closed, reported = listing.closed_at_desk(by(walk, name)), listing.reports_to_council(by(walk, name))
        assert ((), (), ()) == (found.owed, found.waiting, found.resting)
        assert ((), ()) == (closed.cases, reported.rows)
        with pytest.raises(NoSuchCaseError):
            seats.admit(by(walk, name), number_of(walk))


def test_the_record_with_a_test_in_it_verifies(walk: Walk) -> None:
    rehearsing.send_report(by(walk, "ada"), walk.occasion)

    assert [] == list(verify(walk.community))


def test_a_member_who_is_called_like_a_word_of_it_reads_it_too(walk: Walk) -> None:
    walk.stage = staging.join(walk.stage, Casting("Nobody Report", (rf.COMMITTEE,), ("nothing",)), walk.occasion)

    rehearsing.send_report(by(walk, "ada"), walk.occasion)

    assert rehearsing.read_report(by(walk, "nobody"))


def test_no_report_of_a_person_is_a_test(walk: Walk) -> None:
    """The same words through the form make a real case: only the one function that takes no words makes a test."""
    walk.report(made_report("en").what)

    assert walk.seat("bo").state.is_open
    assert not walk.seat("bo").state.is_test


def test_who_cannot_open_it_cannot_confirm_it(walk: Walk) -> None:
    rehearsing.send_report(by(walk, "ada"), walk.occasion)
    here = by(walk, "bo")
    others_keys = dataclasses.replace(here, keys=walk.stage.player("ines").keys)

    with pytest.raises(RefusedError, match="does not open with your keys"):
        rehearsing.confirm(others_keys, REPORT, walk.occasion)
    rehearsing.confirm(here, REPORT, walk.occasion)

    assert "Bo" not in names(walk, REPORT)


def test_nobody_confirms_what_was_not_sent_or_twice(walk: Walk) -> None:
    with pytest.raises(RefusedError, match="not asked about this"):
        rehearsing.confirm(by(walk, "bo"), LETTER, walk.occasion)
    rehearsing.send_letters(by(walk, "ada"), walk.occasion)
    rehearsing.confirm(by(walk, "bo"), LETTER, walk.occasion)
    with pytest.raises(RefusedError, match="confirmed it already"):
        rehearsing.confirm(by(walk, "bo"), LETTER, walk.occasion)


def test_a_roster_with_a_confirmation_of_what_was_never_sent_is_broken(walk: Walk) -> None:
    bo = walk.stage.player("bo")

    with pytest.raises(roster.RosterBrokenError):
        roster.append(walk.community, rf.RehearsalSeen(LETTER), bo.member, bo.keys.signing, walk.occasion)


@pytest.mark.parametrize(
    "unknown", [rf.RehearsalSent("parcel", (), ""), rf.RehearsalSent(LETTER, ("a-stranger",), "")], ids=["what", "whom"]
)
def test_a_roster_that_sends_something_unknown_is_broken(walk: Walk, unknown: rf.RehearsalSent) -> None:
    bo = walk.stage.player("bo")

    with pytest.raises(roster.RosterBrokenError):
        roster.append(walk.community, unknown, bo.member, bo.keys.signing, walk.occasion)


@pytest.mark.parametrize("goes", [True, False], ids=["somebody leaves", "somebody has new keys"])
def test_tests_pass_by_when_somebody_goes_or_comes_back(walk: Walk, goes: bool) -> None:
    rehearsing.send_report(by(walk, "ada"), walk.occasion)
    length = entries(walk)

    if goes:
        founding.leave(by(walk, "ada"), walk.member("dara"), walk.occasion)
    else:
        assert 0 == founding.rewrap(by(walk, "ada"), walk.member("dara"), walk.occasion)

    assert length == entries(walk)


def entries(walk: Walk) -> int:
    return len(ledger.load(walk.community, bytes.fromhex(number_of(walk))).entries)


def test_health_is_the_same_with_a_test_and_without(walk: Walk) -> None:
    before = health(walk.community, walk.now)
    rehearsing.send_report(by(walk, "ada"), walk.occasion)

    assert before == health(walk.community, walk.now)
