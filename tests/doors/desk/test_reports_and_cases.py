"""The desk's pages of reports and cases: joined, split off, linked, translated, told for the record, from elsewhere."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from evenhand.casework import keychanges
from evenhand.procedure import facts as f
from tests.cast import REPORTER, Walk, dice
from tests.member_browser import MemberBrowser
from tests.reading import text

BrowserOf = Callable[[str], MemberBrowser]


@pytest.fixture
def two(walk: Walk, browser_of: BrowserOf) -> tuple[Walk, MemberBrowser, str]:
    """Two cases at which Bo sits, and the number of the first; the walk is at the second."""
    walk.report("Kai writes that Mo mocked a patch.", who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    first = walk.number
    walk.report("Lee writes the same of Mo.", who="Mo", left_out=(walk.member("eun"),))
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    return walk, browser_of("bo"), first


def page(browser: MemberBrowser, number: str = "") -> str:
    """What a case's page says."""
    where = f"desk/case/{number}/" if number else browser.case
    return text(browser.get(where).content.decode())


def test_a_report_is_joined_on_a_page_that_says_what_follows(two: tuple[Walk, MemberBrowser, str]) -> None:
    walk, bo, first = two
    there = f"{bo.case}join-report/reporter-1/"

    shown = text(bo.get(there).content.decode())
    done = bo.send(there, other=first)

    assert "Whoever one of them left out reads neither report" in shown
    assert 303 == done.status_code, done.content.decode()[-500:]
    assert "and goes on there." in page(bo)
    assert f"/desk/case/{first}/" in bo.get(bo.case).content.decode()
    assert "A report joined from another case; who made it is Reporter 2 here" in page(bo, first)
    joined = replace(walk, number=first)
    assert ["reporter-1", "reporter-2"] == [party.handle for party in joined.seat("bo").state.reporters]


def test_a_letter_to_one_of_two_who_reported_asks_whether_they_could_tell_of_the_other(
    two: tuple[Walk, MemberBrowser, str],
) -> None:
    _, bo, first = two
    letters = [f"desk/case/{first}/write-letter/reporter-{number}/" for number in (1, 2)]
    asks = "Could this reader tell from it who reported?"
    assert asks not in bo.get(letters[0]).content.decode()

    bo.send(f"{bo.case}join-report/reporter-1/", other=first)

    assert all(asks in bo.get(letter).content.decode() for letter in letters)
    unanswered = bo.send(letters[0], text="Somebody else told us the same.", via="line")
    assert 422 == unanswered.status_code
    assert "Somebody else told us the same." in unanswered.content.decode()


def test_a_report_is_split_off_with_one_button(two: tuple[Walk, MemberBrowser, str]) -> None:
    walk, bo, first = two
    bo.send(f"{bo.case}join-report/reporter-1/", other=first)

    done = bo.send(f"desk/case/{first}/split-report/reporter-2/")

    assert 303 == done.status_code, done.content.decode()[-500:]
    assert ["reporter-1"] == [p.handle for p in replace(walk, number=first).seat("bo").state.reporters]
    assert "The report of Reporter 2 moved to another case" in page(bo, first)


def test_a_case_that_is_not_ones_own_cannot_be_chosen(two: tuple[Walk, MemberBrowser, str]) -> None:
    walk, bo, _ = two
    hidden = Walk(walk.stage, draw=dice("hidden")).report("About Bo.", left_out=(walk.member("bo"),)).number

    refused = bo.send(f"{bo.case}join-report/reporter-1/", other=hidden)

    assert 422 == refused.status_code
    assert hidden not in bo.get(f"{bo.case}join-report/reporter-1/").content.decode()


def test_a_link_stands_on_the_page_of_who_sits_in_both_alone(
    two: tuple[Walk, MemberBrowser, str], browser_of: BrowserOf
) -> None:
    walk, bo, first = two
    keychanges.answer_conflict(replace(walk, number=first).seat("eun"), walk.occasion)

    done = bo.send(f"{bo.case}link-case/", other=first)

    assert 303 == done.status_code, done.content.decode()[-500:]
    assert "Only whoever sits in both sees this" in page(bo)
    assert "Linked with another case" in page(bo, first)
    other = page(browser_of("eun"), first)
    assert "inked" not in other.replace("Link this case", "")


def test_a_text_is_translated_beside_itself_and_corrected(two: tuple[Walk, MemberBrowser, str]) -> None:
    walk, bo, _ = two
    bo.send(bo.case, f"{bo.case}open/line.reporter-1/")
    number = next(r.seq for r in walk.seat("bo").file.entries if isinstance(r.happened.fact, f.ReportReceived))
    there = f"{bo.case}translate/{number}/"

    form = bo.form(there)
    bo.send(there, language="es", text="Lee escribe lo mismo de Mo.")
    bo.send(there, language="es", text="Lee cuenta lo mismo de Mo.")

    assert ["Lee writes the same of Mo."] == form.fields["original"]
    shown = page(bo)
    assert "Lee cuenta lo mismo de Mo. Translated into Español by Bo, corrected (version 2)" in shown
    assert "Earlier versions Lee escribe lo mismo de Mo. Translated into Español by Bo" in shown


@pytest.mark.parametrize("about", ["", "9999"])
def test_a_translation_without_an_original_is_refused_in_a_sentence(
    two: tuple[Walk, MemberBrowser, str], about: str
) -> None:
    _, bo, _ = two
    there = f"{bo.case}translate/{about}/" if about else f"{bo.case}translate/"

    refused = bo.send(there, language="es", text="De nada.")

    assert 409 == refused.status_code
    said = text(refused.content.decode())
    assert "A translation stands beside its original. Choose the text that it translates." in said
    assert "De nada." in refused.content.decode()


def test_what_is_told_for_the_record_is_looked_at_answered_and_ended(walk: Walk, browser_of: BrowserOf) -> None:
    walk.report("He waited at the station.", who="He", purpose=f.Purpose.RECORD)
    for name in ("ada", "bo"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    bo = browser_of("bo")

    assert "for the record only, no case against anyone" in page(bo)
    assert "Determine what happened" not in page(bo)
    bo.send(f"{bo.case}look-for-danger/", in_danger="no", text="Nothing points at it.")
    bo.letter(f"{bo.case}acknowledge/reporter-1/", text="We keep it. Bo", via="line")
    done = bo.send(f"{bo.case}close/")

    assert 303 == done.status_code, done.content.decode()[-500:]
    assert walk.seat("bo").state.closed_at is not None


def test_advice_is_ended_by_the_answer_that_says_so(walk: Walk, browser_of: BrowserOf) -> None:
    walk.report("How do I say it?", who="My lead", purpose=f.Purpose.ADVICE)
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    bo = browser_of("bo")

    assert "Answer Reporter 1, who made no report" in page(bo)
    done = bo.letter(f"{bo.case}acknowledge/reporter-1/", text="Say it soon. Bo", via="line", ends="on")

    assert 303 == done.status_code, done.content.decode()[-500:]
    assert walk.seat("bo").state.closed_at is not None


def test_a_report_is_not_ended_by_its_acknowledgement(two: tuple[Walk, MemberBrowser, str]) -> None:
    _, bo, _ = two

    assert "ends" not in bo.form(f"{bo.case}acknowledge/reporter-1/").names


def test_a_case_from_elsewhere_is_filed_with_its_dates_and_says_so(walk: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    given = {
        "way": "mail",
        "reached_at": "2026-02-10T09:00",
        "answered_at": "2026-02-11T09:00",
        "promised_until": "2026-03-20T12:00",
        "conflict": "none",
        "what": "It began on the old list.",
    }

    filed = bo.post("desk/file-report/", {**bo.form("desk/file-report/").fields, **given})

    assert 303 == filed.status_code, text(filed.content.decode())[-500:]
    walk.number = filed["Location"].split("/")[-2]
    reporter = walk.seat("bo").state.parties[REPORTER]
    assert reporter.first_reply_at is not None
    assert reporter.promised_until is not None
    assert "This case began elsewhere and was brought in on" in page(bo)


def test_an_answer_from_tomorrow_comes_back_with_everything_typed(walk: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    given = {"way": "mail", "reached_at": "2026-03-01T09:00", "answered_at": "2027-01-01T09:00", "conflict": "none"}

    refused = bo.post("desk/file-report/", {**bo.form("desk/file-report/").fields, **given, "what": "Typed in vain?"})

    assert refused.status_code in {409, 422}
    said = refused.content.decode()
    assert "The first answer lies between the day on which the report came and today." in text(said)
    assert "Typed in vain?" in said
