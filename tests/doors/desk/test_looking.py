"""A look at one case on the pages: asked for at the council, granted by two at the desk, read until its date (R9)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from evenhand.casework import keychanges, looking, portal, recording
from evenhand.casework.staging import Stage
from evenhand.casework.uploads import StoredFile
from evenhand.procedure import facts as f
from tests.cast import Play, Walk
from tests.endings import reported_to_council
from tests.member_browser import MemberBrowser
from tests.reading import text

BrowserOf = Callable[[str], MemberBrowser]


def reported_to_ines(stage: Stage) -> Walk:
    """A case that was reported to Ines, who has answered for it; Jun was left out."""
    walk = Walk(stage)
    walk.report(who="Mo", name="Nia Rossi", left_out=(walk.member("ada"), walk.member("jun")))
    reported_to_council(walk, ("bo", "chidi", "dara", "eun"), "bo")
    keychanges.answer_conflict(walk.seat("ines"), walk.occasion)
    return walk


@pytest.fixture
def walk(played: Callable[[Play], Walk]) -> Walk:
    return played(reported_to_ines)


@pytest.fixture
def reported(walk: Walk) -> Walk:
    """What `reported_to_ines` plays."""
    return walk


def said(browser: MemberBrowser, path: str) -> str:
    return text(browser.get(path).content.decode())


def report_of(walk: Walk) -> str:
    return f"council/report/{walk.number}/"


def look_of(walk: Walk) -> str:
    return f"desk/look/{walk.number}/"


def test_a_look_is_asked_for_granted_by_two_read_and_shut(reported: Walk, browser_of: BrowserOf) -> None:
    ines, bo, chidi = browser_of("ines"), browser_of("bo"), browser_of("chidi")
    page, look = report_of(reported), look_of(reported)
    assert 404 == ines.get(look).status_code

    assert 303 == ines.send(page, f"{page}ask/", text="A complaint about the handling.").status_code
    assert "You asked to look at it" in said(ines, page)
    bo.send(bo.case, f"{bo.case}open/council/")
    assert "A complaint about the handling." in said(bo, bo.case)
    assert 303 == bo.send(f"{bo.case}grant-look/1/").status_code
    assert 404 == ines.get(look).status_code
    chidi.send(chidi.case, f"{chidi.case}open/council/")
    assert 303 == chidi.send(f"{chidi.case}agree-to-look/1/").status_code

    assert "You may look at it until" in said(ines, page)
    assert "Sarcastic review comments" not in said(ines, look)
    assert 303 == ines.send(look).status_code
    read = said(ines, look)
    assert "Sarcastic review comments" in read
    assert "Nia Rossi" not in read
    assert 404 == ines.get(ines.case).status_code
    assert "Opened this case for the first time by look 1" in said(bo, bo.case)

    reported.wait(days=14, hours=1)
    ines = browser_of("ines")
    shut = said(ines, look)
    assert "Sarcastic review comments" not in shut
    assert "What you have read you remember" in shut
    assert "Your look at it has ended." in said(ines, page)
    bo = browser_of("bo")
    assert "End look 1, and change the keys" in said(bo, bo.case)
    assert 303 == bo.send(f"{bo.case}end-look/1/").status_code


def test_a_declined_look_gives_its_reason_and_can_be_asked_for_again(reported: Walk, browser_of: BrowserOf) -> None:
    looking.ask(reported.seat("ines"), reported.occasion, "Curious.")
    bo, ines, page = browser_of("bo"), browser_of("ines"), report_of(reported)

    bo.send(bo.case, f"{bo.case}open/council/")
    empty = bo.send(f"{bo.case}decline-look/1/")
    assert 303 == bo.send(f"{bo.case}decline-look/1/", text="That is not a reason.").status_code

    assert 422 == empty.status_code
    assert "That is not a reason." in said(ines, page)
    assert 303 == ines.send(page, f"{page}ask/", text="For an appeal.").status_code


def test_a_look_without_a_justification_or_for_too_long_is_refused(reported: Walk, browser_of: BrowserOf) -> None:
    ines, bo, page = browser_of("ines"), browser_of("bo"), report_of(reported)

    empty = ines.send(page, f"{page}ask/", text=" ")
    looking.ask(reported.seat("ines"), reported.occasion, "A complaint.")
    bo.send(bo.case, f"{bo.case}open/council/")
    too_long = bo.send(f"{bo.case}grant-look/1/", until="2027-03-05T14:00")

    assert 422 == empty.status_code
    assert "Say for what you need to read this case." in text(empty.content.decode())
    assert 409 == too_long.status_code
    assert "2027-03-05T14:00" in too_long.content.decode()


def test_who_was_left_out_finds_no_case_to_ask_for(reported: Walk, browser_of: BrowserOf) -> None:
    jun = browser_of("jun")
    before = jun.get("council/").content

    looking.ask(reported.seat("ines"), reported.occasion, "A complaint.")
    looking.grant(reported.seat("bo"), reported.occasion, 1, reported.now + timedelta(days=7))
    looking.agree(reported.seat("chidi"), reported.occasion, 1)

    assert text(before.decode()) == said(jun, "council/")
    assert (404, 404) == (jun.get(look_of(reported)).status_code, jun.get(report_of(reported)).status_code)


@pytest.fixture
def with_files(reported: Walk) -> tuple[Walk, tuple[StoredFile, StoredFile]]:
    """A file in the committee's room and one in the reporter's line; a look at the case is granted for a week."""
    filed, sent = reported.file("log.txt", b"They said it twice."), reported.file("mail.txt", b"It was me who saw it.")
    evidence = recording.Evidence(f.EvidenceKind.DOCUMENT, "Found.", files=[filed])
    recording.file_evidence(reported.seat("bo"), reported.occasion, evidence)
    portal.write(reported.party(), reported.occasion, "This came too.", (sent,))
    number = looking.ask(reported.seat("ines"), reported.occasion, "A complaint.")
    looking.grant(reported.seat("bo"), reported.occasion, number, reported.now + timedelta(days=7))
    looking.agree(reported.seat("chidi"), reported.occasion, number)
    return reported, (filed, sent)


def test_a_look_opens_the_files_of_its_rooms_once_it_is_recorded_and_until_its_date(
    with_files: tuple[Walk, tuple[StoredFile, StoredFile]], browser_of: BrowserOf
) -> None:
    walk, files = with_files
    ines, look = browser_of("ines"), look_of(walk)
    pages = [f"{look}file/{one.uid.hex()}/" for one in files]
    assert [404, 404] == [ines.get(page).status_code for page in pages]

    ines.send(look)

    story = ines.get(look).content.decode()
    assert [] == [page for page in pages if page not in story]
    assert "They said it twice." in said(ines, pages[0])
    assert "Say in words what it shows" not in said(ines, pages[0])
    saved = ines.get(f"{pages[1]}original/")
    assert b"It was me who saw it." == b"".join(saved.streaming_content)
    assert 404 == ines.get(f"{ines.case}file/{files[0].uid.hex()}/").status_code

    walk.wait(days=7, hours=1)
    ines = browser_of("ines")
    ended = ines.get(pages[0])
    assert (303, f"/lattice/{look}") == (ended.status_code, ended.headers["Location"])
    assert [404, 404] == [ines.get(f"{page}original/").status_code for page in pages]


def test_nobody_else_opens_a_file_by_the_address_of_a_look(
    with_files: tuple[Walk, tuple[StoredFile, StoredFile]], browser_of: BrowserOf
) -> None:
    walk, (filed, _) = with_files
    looking.take(walk.seat("ines"), walk.occasion, 1)
    page = f"{look_of(walk)}file/{filed.uid.hex()}/"

    opened = {name: browser_of(name).get(page).status_code for name in ("ines", "bo", "jun", "kofi")}

    assert {"ines": 200, "bo": 404, "jun": 404, "kofi": 404} == opened


def test_why_a_look_is_asked_for_stands_above_each_answer_to_it(reported: Walk, browser_of: BrowserOf) -> None:
    looking.ask(reported.seat("ines"), reported.occasion, "A complaint about the handling.")
    bo, chidi = browser_of("bo"), browser_of("chidi")
    for browser in (bo, chidi):
        browser.send(browser.case, f"{browser.case}open/council/")

    first = [said(bo, f"{bo.case}{act}/1/") for act in ("grant-look", "decline-look")]
    looking.grant(reported.seat("bo"), reported.occasion, 1, reported.now + timedelta(days=7))
    second = said(chidi, f"{chidi.case}agree-to-look/1/")

    assert [True, True, True] == ["A complaint about the handling." in page for page in (*first, second)]


def test_whoever_has_not_read_why_is_led_there_and_opens_nothing(reported: Walk, browser_of: BrowserOf) -> None:
    looking.ask(reported.seat("ines"), reported.occasion, "A complaint about the handling.")
    bo, chidi, page = browser_of("bo"), browser_of("chidi"), f"{browser_of('chidi').case}agree-to-look/1/"
    looking.grant(reported.seat("bo"), reported.occasion, 1, reported.now + timedelta(days=7))

    shown = said(chidi, page)
    sent = chidi.post(page, {"token": chidi.token(page)})

    assert "First open the council's room on the page of the case" in shown
    assert "A complaint about the handling." not in shown
    assert 422 == sent.status_code
    assert reported.seat("ines").state.looks[1].agreed_by is None
    assert "First open the council's room" not in said(bo, bo.case)
