"""The handover sheet: one's own duties, promises and what is in force, and no word from a room (R9, R12)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from evenhand.casework import founding, handover, keychanges, portal, summaries, talking, triage
from evenhand.procedure import facts as f
from evenhand.procedure.handover import Promise, Promised
from evenhand.record import ledger
from tests.cast import REPORTER, Walk
from tests.counting import queries
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]
PAGE = "desk/account/handover/"


def answered(walk: Walk, *names: str) -> Walk:
    walk.report("canaryzwitscher", who="canaryname", where="canarywhere")
    for name in names:
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    return walk


def code_name(walk: Walk) -> str:
    return summaries.name_of(bytes.fromhex(walk.number))


def test_the_sheet_says_what_is_owed_promised_and_in_force_and_no_word(walk: Walk, browser_of: BrowserOf) -> None:
    answered(walk, "ada", "bo")
    portal.write(walk.party(), walk.occasion, "canarymessage")
    threat = f.SevereKind.PERSONAL_THREAT
    triage.triage(walk.seat("bo"), walk.occasion, severe=True, kind=threat, what="canarysevere")
    triage.write_down_by_hand(
        walk.seat("bo"),
        walk.occasion,
        disconnected=("chat", "meetings"),
        not_yet=(),
        reporter_told=True,
        originator_told=True,
        spaces="canaryspaces",
        told_originator="canarytold",
    )
    ada = browser_of("ada")

    sheet = ada.get(PAGE).content.decode()

    assert code_name(walk) in sheet
    assert "Acknowledge the report of Reporter 1" in sheet
    assert "disconnected in 2 spaces" in sheet
    assert "Mon 16 Mar 2026" in sheet
    assert "Reporter 1 hears from the committee again" in sheet
    assert "canary" not in sheet


def test_before_the_conflict_question_there_is_nothing_but_that(walk: Walk, browser_of: BrowserOf) -> None:
    answered(walk, "ada", "bo")

    sheet = browser_of("dara").get(PAGE).content.decode()

    assert "Say whether you have a conflict of interest" in sheet
    assert "yours alone" in sheet
    assert "hears from the committee again" not in sheet
    assert "Acknowledge" not in sheet


def test_whoever_must_not_know_of_a_case_finds_no_trace_of_it(walk: Walk, browser_of: BrowserOf) -> None:
    walk.report(who="Mo", left_out=(walk.member("eun"),))
    for name in ("ada", "bo"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    keychanges.recuse(walk.seat("bo"), walk.occasion)

    for name in ("eun", "bo", "ines"):
        sheet = browser_of(name).get(PAGE).content.decode()
        assert code_name(walk) not in sheet
        assert "There is nothing to hand over." in sheet


def test_somebody_who_is_away_hands_over_and_who_takes_over_sees_it(walk: Walk, browser_of: BrowserOf) -> None:
    answered(walk, "ada", "bo", "chidi")
    back = walk.now + timedelta(days=7)
    founding.set_away(walk.stage.signed_in("ada", walk.occasion), walk.member("ada"), back, walk.occasion)
    keychanges.answer_conflict(walk.seat("dara"), walk.occasion)
    ada, bo = browser_of("ada"), browser_of("bo")

    own, taken_over = ada.get(PAGE).content.decode(), bo.get(PAGE).content.decode()

    assert "You are away until" in own
    assert "Acknowledge" not in own
    assert "Acknowledge the report of Reporter 1" in taken_over
    assert "Ada is away until Monday 9 March 2026" in taken_over


def test_it_is_linked_from_where_one_says_away_and_where_somebody_leaves(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")

    pages = [ada.get(page).content.decode() for page in ("desk/account/", "desk/")]
    person = ada.get(f"office/roster/person/{walk.member('bo')}/").content.decode()

    assert all("/lattice/desk/account/handover/" in page for page in pages)
    assert "First ask them for their handover sheet" in person


def test_one_case_or_thirty_cost_the_same_queries(walk: Walk, browser_of: BrowserOf) -> None:
    answered(walk, "ada")
    ada = browser_of("ada")
    ada.get(PAGE)
    one = queries(lambda: ada.get(PAGE))

    for _ in range(4):
        walk.number = ""
        answered(walk, "ada")
    five = queries(lambda: ada.get(PAGE))

    assert len(one) == len(five)
    assert len(five) < 20


def test_a_summary_without_room_drops_promises_before_duties_and_the_sheet_says_so(walk: Walk) -> None:
    answered(walk, "ada")
    talking.write(walk.seat("ada"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Thank you."))
    seat = walk.seat("ada")
    kept = summaries.unseal(ledger.summary_of(seat.file), seat.file.place)
    promise = Promise(Promised.ANSWER, walk.now + timedelta(days=1), REPORTER)
    full = replace(kept, promises=(promise,) * 200)

    again = summaries.unseal(summaries.seal(full, seat.file.place, walk.occasion), seat.file.place)

    assert 0 < len(again.promises) < 200
    assert again.is_cut
    assert kept.duties == again.duties
    assert not kept.is_cut
    assert handover.in_hand(walk.stage.signed_in("ada", walk.occasion), seat.team, walk.now)[0].promises
