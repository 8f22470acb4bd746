"""What the law asks, at the desk: told outside, and writing to somebody under 18, by two members each (K1, R3)."""

from collections.abc import Callable

import pytest

from evenhand.casework import keychanges, talking, triage
from evenhand.outbox import queue
from evenhand.procedure import facts as f
from tests.cast import Walk
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]

ORDER = {
    "to": "court",
    "ground": "order",
    "disclosed_at": "2026-03-02T09:00",
    "text": "The report without its name, to the district court.",
    "reason": "The order names it.",
    "told_first": "no",
    "why_untold": "The order forbids it until Friday.",
}


@pytest.fixture
def answered(walk: Walk) -> Walk:
    """A report that three may read."""
    walk.report(who="Mo")
    for name in ("ada", "bo", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    return walk


def test_who_decided_a_disclosure_writes_it_down_and_another_looks(answered: Walk, browser_of: BrowserOf) -> None:
    ada, bo = browser_of("ada"), browser_of("bo")

    assert 303 == ada.send(f"{ada.case}disclose/", **ORDER).status_code
    own = ada.get(f"{ada.case}second-disclosure/1/").content.decode()
    assert 303 == bo.send(f"{bo.case}second-disclosure/1/", stands="no", text="Less would have done.").status_code

    bo.send(bo.case, f"{bo.case}open/committee/")
    page = bo.get(bo.case).content.decode()
    assert "You decided it yourself." in own
    for said in (
        "a court was told on 2 Mar 2026, 09:00; ground: an order that we have in writing",
        "those whom it concerns were not told before",
        "The order forbids it until Friday.",
        "A second member does not stand by disclosure 1",
        "Less would have done.",
    ):
        assert said in page


def test_who_was_not_told_first_is_owed_a_reason_and_what_was_typed_comes_back(
    answered: Walk, browser_of: BrowserOf
) -> None:
    ada = browser_of("ada")

    refused = ada.send(f"{ada.case}disclose/", **{**ORDER, "why_untold": ""})

    assert 422 == refused.status_code
    page = refused.content.decode()
    assert "Say why they were not told first." in page
    assert ORDER["text"] in page
    assert 0 == len(answered.seat("ada").state.disclosures)


@pytest.fixture
def young(walk: Walk) -> Walk:
    """A report that says that somebody under 18 is concerned, read by three."""
    walk.report(who="Lou", minor=True)
    for name in ("ada", "bo", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    return walk


def test_who_is_under_18_is_written_to_once_another_member_agreed(young: Walk, browser_of: BrowserOf) -> None:
    ada, bo = browser_of("ada"), browser_of("bo")
    case = ada.get(ada.case).content.decode()

    assert 303 == ada.send(f"{ada.case}name-minors/", parties=["reporter-1"], text="They say so.").status_code
    waits = ada.get(f"{ada.case}acknowledge/reporter-1/").content.decode()
    agreed = bo.send(f"{bo.case}agree-to-minor/reporter-1/", text="Their mother knows.")

    assert "Somebody under 18 is concerned" in case
    assert "The Lattice Foundation, which is independent of this committee, conduct@foundation.example" in case
    assert "Another member has to agree before you write to them." in waits
    assert 303 == agreed.status_code
    assert 303 == ada.letter(f"{ada.case}acknowledge/reporter-1/", text="Thank you.", via="line").status_code
    assert young.seat("ada").state.parties[f.Party("reporter-1")].first_reply_at is not None


def test_nobody_on_the_list_is_an_answer_and_can_be_corrected(young: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")

    assert 303 == ada.send(f"{ada.case}name-minors/", text="A child in the audience.").status_code
    assert 303 == ada.send(f"{ada.case}name-minors/", parties=["reporter-1"], text="Them too.").status_code

    ada.send(ada.case, f"{ada.case}open/committee/")
    page = ada.get(ada.case).content.decode()
    assert "Written down: nobody whom we write to is under 18, as far as we know" in page
    assert "is under 18 · has a page of their own" in page
    assert "Written down as under 18: reporter 1" in page.replace("Reporter 1", "reporter 1")


def test_who_is_worried_about_is_written_to_today_in_their_language_with_reviewed_words(
    walk: Walk, browser_of: BrowserOf
) -> None:
    walk.report(who="Mo", language="es")
    for name in ("ada", "bo"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    ada, bo = browser_of("ada"), browser_of("bo")
    queue.drain()

    assert 303 == bo.send(f"{bo.case}mark-worry/reporter-1/", text="They say that nothing helps.").status_code
    mails = [mail.mail.body for mail in queue.waiting(walk.community) if mail.mail.to == "ada@lattice.example"]
    page = f"{ada.case}reach-out/reporter-1/"
    (begins,) = ada.form(page).fields["text"]
    sent = ada.letter(page, text=f"{begins}\nAda", via="line")

    assert begins.startswith("Gracias por contarnos cómo estás.")
    assert "worries me" not in begins
    assert 1 == len(mails)
    assert "cannot wait" in mails[0]
    assert "helps" not in mails[0]
    assert 303 == sent.status_code
    assert walk.seat("ada").state.parties[f.Party("reporter-1")].worried_since is None


def test_telling_a_reported_person_is_put_off_with_a_reason_or_written_down(
    answered: Walk, browser_of: BrowserOf
) -> None:
    answered.wait(hours=1)
    triage.triage(answered.seat("bo"), answered.occasion, severe=False)
    talking.propose_contact(answered.seat("bo"), answered.occasion, f.Role.REPORTED, "Mo's side.")
    ada = browser_of("ada")

    late = ada.send(f"{ada.case}defer-data-notice/reported-1/", text="They are afraid.", until="2029-01-01T10:00")
    put_off = ada.send(f"{ada.case}defer-data-notice/reported-1/", text="They are afraid.", until="2026-05-01T10:00")
    told = ada.send(f"{ada.case}give-data-notice/reported-1/", text="By letter.")

    page = ada.get(ada.case).content.decode()
    assert 409 == late.status_code
    assert "They are afraid." in late.content.decode()
    assert (303, 303) == (put_off.status_code, told.status_code)
    assert "Telling Reported person 1 that something is kept about them is put off until 1 May 2026" in page
    assert "Reported person 1 was told that something is kept about them" in page
