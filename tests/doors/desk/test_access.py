"""At the desk, when somebody asks for the data kept about them: put together, read, given or refused (K1)."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evenhand.casework import access, keychanges, uploads
from evenhand.procedure import facts as f
from tests.cast import REPORTER, Walk
from tests.member_browser import MemberBrowser, form_at
from tests.reading import text

BrowserOf = Callable[[str], MemberBrowser]
FILLED = "We keep what you told us about the meeting."


@pytest.fixture
def asked(walk: Walk) -> Walk:
    """A reporter who reads Spanish asks; Bo and Chidi have opened what they can."""
    walk.report("The comments of 1 March.", language="es")
    for name in ("bo", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
        for room in ("committee", f"line:{REPORTER}"):
            keychanges.open_room(walk.seat(name), walk.occasion, room)
    access.ask(walk.party(), walk.occasion)
    return walk


def at(browser: MemberBrowser, act: str) -> str:
    return f"{browser.case}{act}/{REPORTER}/"


def said(browser: MemberBrowser, path: str) -> str:
    return text(browser.get(path).content.decode())


def test_it_is_owed_on_the_case_page_and_in_the_list(asked: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")

    owed = "Put together the data that Reporter 1 asked for"
    assert owed in said(bo, bo.case)
    assert owed in said(bo, "desk/")
    assert "Reporter 1 asked on 2 Mar 2026 for the data kept about them" in said(bo, bo.case)


def test_two_members_put_it_together_and_read_it_and_it_is_given_as_it_was_read(
    asked: Walk, browser_of: BrowserOf
) -> None:
    bo, chidi = browser_of("bo"), browser_of("chidi")
    begun = bo.form(at(bo, "prepare-access")).fields["text"][0]
    assert "Qué dijeron otras personas sobre ti" in begun
    assert 422 == bo.send(at(bo, "prepare-access"), text=begun).status_code

    assert (
        303
        == bo.send(at(bo, "prepare-access"), text=FILLED, left_out="Others' words: they would show who.").status_code
    )

    own = bo.get(at(bo, "check-access")).content.decode()
    assert "another member has to read them" in text(own)
    page = chidi.get(at(chidi, "check-access")).content.decode()
    assert FILLED in page
    assert "The comments of 1 March." in page
    assert "lo-que-guardamos-sobre-ti.txt" in page
    no = chidi.send(at(chidi, "check-access"), nobody_recognised="no")
    assert "Say what would have to change" in no.content.decode()
    assert 303 == chidi.send(at(chidi, "check-access"), nobody_recognised="yes").status_code
    assert 303 == bo.send(at(bo, "give-access"), via="line").status_code
    assert "Reporter 1 got the data kept about them on their page" in said(bo, bo.case)


def test_documents_that_a_member_adds_are_read_and_given_with_the_rest_also_after_a_mistake(
    asked: Walk, browser_of: BrowserOf
) -> None:
    bo, chidi = browser_of("bo"), browser_of("chidi")
    form = bo.form(at(bo, "prepare-access"))
    document = SimpleUploadedFile("minutes-painted-over.txt", b"What was said of them on 1 March.")

    mistaken = bo.post(at(bo, "prepare-access"), {**form.fields, "attached": [document]})
    again = form_at(mistaken, at(bo, "prepare-access"), having=["left_out"])
    sent = bo.post(at(bo, "prepare-access"), {**again.fields, "text": FILLED})

    assert (422, 303) == (mistaken.status_code, sent.status_code)
    assert "Already sent with this form: minutes-painted-over.txt." in text(mistaken.content.decode())
    assert "minutes-painted-over.txt" in said(chidi, at(chidi, "check-access"))
    made = access.prepared_for(asked.seat("bo"), REPORTER)
    assert made is not None
    assert b"What was said of them on 1 March." == b"".join(uploads.read(asked.community, made.files[-1]))


def test_every_file_can_be_opened_from_the_check(asked: Walk, browser_of: BrowserOf) -> None:
    access.prepare(asked.seat("bo"), asked.occasion, REPORTER, FILLED)
    made = access.prepared_for(asked.seat("bo"), REPORTER)
    assert made is not None
    chidi = browser_of("chidi")

    page = chidi.get(at(chidi, "check-access")).content.decode()

    leads = [f"/lattice/{chidi.case}file/{one.uid.hex()}/" for one in made.files]
    assert [] == [one for one in leads if one not in page]
    assert FILLED in chidi.get(leads[0]).content.decode()


def test_nothing_is_read_or_checked_before_the_room_is_opened_in_which_it_lies(
    asked: Walk, browser_of: BrowserOf
) -> None:
    keychanges.answer_conflict(asked.seat("dara"), asked.occasion)
    access.prepare(asked.seat("bo"), asked.occasion, REPORTER, FILLED)
    dara, chidi = browser_of("dara"), browser_of("chidi")

    page = said(dara, at(dara, "check-access"))
    filled = chidi.form(at(chidi, "check-access")).fields
    token = dara.token(at(dara, "check-access"))
    sent = dara.post(at(dara, "check-access"), {**filled, "token": token, "nobody_recognised": "yes"})

    assert "First open the committee's room" in page
    assert FILLED not in page
    assert 422 == sent.status_code
    assert {} == asked.seat("bo").state.accesses[REPORTER].checks


def test_by_hand_leaves_a_record_and_without_one_nothing_is_given(asked: Walk, browser_of: BrowserOf) -> None:
    access.prepare(asked.seat("bo"), asked.occasion, REPORTER, FILLED)
    access.check(asked.seat("chidi"), asked.occasion, REPORTER, "", nobody_recognised=True)
    bo = browser_of("bo")

    unsaid = bo.send(at(bo, "give-access"), via="other")

    assert "Say how, to whom" in unsaid.content.decode()
    assert 303 == bo.send(at(bo, "give-access"), via="other", why_other_way="On a stick, to her.").status_code
    assert "On a stick, to her." in said(bo, bo.case)


def test_longer_and_a_refusal_begin_in_their_language_and_name_the_contact_outside(
    asked: Walk, browser_of: BrowserOf
) -> None:
    bo = browser_of("bo")

    for act in ("extend-access", "refuse-access"):
        begun = bo.form(at(bo, act)).fields["text"][0]
        assert "conduct@foundation.example" in begun
        written = begun.replace("⟦el motivo, en palabras que no delaten a nadie⟧", "es largo")
        written = written.replace("⟦el motivo⟧", "es largo").replace("⟦tu nombre⟧", "Bo")
        assert 303 == bo.letter(at(bo, act), text=written, via="line").status_code
    state = asked.seat("bo").state.accesses[REPORTER]
    assert (True, True) == (state.extended, state.answered_at is not None)
    assert f.AccessRefused(REPORTER) == asked.seat("bo").file.entries[-1].happened.fact


def test_a_request_that_came_another_way_is_written_down_with_its_day(walk: Walk, browser_of: BrowserOf) -> None:
    walk.report("The comments of 1 March.")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    walk.wait(days=9)
    bo = browser_of("bo")

    late = bo.send(at(bo, "record-access"), text="By mail.", asked_at="2029-01-01T10:00")
    written = bo.send(at(bo, "record-access"), text="By mail, from their address.", asked_at="2026-03-02T12:00")

    assert 409 == late.status_code
    assert "By mail." in late.content.decode()
    assert 303 == written.status_code
    assert "asked on 2 Mar 2026 for the data kept about them" in said(bo, bo.case)


def test_somebody_who_is_no_party_is_written_down_and_named_on_the_case_page(
    asked: Walk, browser_of: BrowserOf
) -> None:
    bo = browser_of("bo")

    empty = bo.send(f"{bo.case}record-asker/", text="", asked_at="2026-03-02T09:00")
    written = bo.send(f"{bo.case}record-asker/", text="Sol, by mail.", asked_at="2026-03-02T09:00")

    assert (422, 303) == (empty.status_code, written.status_code)
    assert "Put together the data that Person who asks 1 asked for" in said(bo, bo.case)
    assert 303 == bo.send(f"{bo.case}take-back-access/asking-1/", text="Sol wants it no more.").status_code
    assert "Person who asks 1 took back their wish" in said(bo, bo.case)
