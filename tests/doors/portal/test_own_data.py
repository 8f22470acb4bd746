"""On a party's own page: asking for the data kept about them, waiting for it, having it, not having it (K1)."""

from django.test import Client

from evenhand.casework import access
from evenhand.casework.access import Told
from tests.cast import REPORTED, REPORTER, Walk
from tests.doors.portal.conftest import Come
from tests.reading import sheets, text

LINE = "/lattice/portal/line/"


def page_of(client: Client) -> str:
    answered = client.get(LINE)
    assert answered.status_code == 200
    return str(answered.content.decode())


def ask(client: Client, page: str, words: str) -> int:
    form = next(one for one in sheets(page) if one.action.endswith("/access/"))
    return client.post(form.action, {**form.fields, "text": words}).status_code


def given(walk: Walk, kept_back: str) -> Walk:
    access.prepare(walk.seat("bo"), walk.occasion, REPORTER, "We keep what you told us.", kept_back)
    access.check(walk.seat("chidi"), walk.occasion, REPORTER, "", nobody_recognised=True)
    access.give(walk.seat("bo"), walk.occasion, REPORTER)
    return walk


def test_a_reporter_asks_and_sees_by_when_they_are_answered(asked: Walk, come: Come) -> None:
    client = come()
    page = page_of(client)
    assert "We answer within 30 days" in text(page)

    sent = [ask(client, page, "Only what others said.") for _ in range(2)]

    after = page_of(client)
    assert [303, 303] == sent
    assert 1 == after.count("Only what others said.")
    assert "You have our answer by" in text(after)
    assert "conduct@foundation.example" in text(after.partition("You have our answer by")[2])
    assert 1 == len([one for one in asked.seat("bo").state.accesses.values() if one.answered_at is None])


def test_somebody_who_is_reported_asks_as_well_without_a_word(invited: Walk, come: Come) -> None:
    invited.accept(REPORTED)
    client = come(REPORTED)

    assert 303 == ask(client, page_of(client), "")
    assert REPORTED in invited.seat("bo").state.accesses


def test_what_was_checked_is_on_their_page_to_be_saved_with_what_is_kept_back(asked: Walk, come: Come) -> None:
    access.ask(asked.party(), asked.occasion)
    given(asked, kept_back="What others wrote: it would show who they are.")
    client = come()

    page = page_of(client)

    assert "We keep something back" in text(page)
    assert "What others wrote: it would show who they are." in text(page)
    assert "complain to the authority for data protection" in text(page)
    file = access.prepared_for(asked.seat("bo"), REPORTER).files[0]  # type: ignore[union-attr]  # it was just prepared
    saved = client.get(f"{LINE}file/{file.uid.hex()}/original/")
    assert b"We keep what you told us." == saved.getvalue()


def test_what_is_not_given_yet_is_no_file_of_theirs(asked: Walk, come: Come) -> None:
    access.ask(asked.party(), asked.occasion)
    access.prepare(asked.seat("bo"), asked.occasion, REPORTER, "We keep what Mo said about you.")
    file = access.prepared_for(asked.seat("bo"), REPORTER).files[0]  # type: ignore[union-attr]  # it was just prepared
    client = come()

    assert "about.txt" not in page_of(client)
    assert 404 == client.get(f"{LINE}file/{file.uid.hex()}/original/").status_code


def test_a_refusal_says_why_and_to_whom_they_can_turn_and_they_may_ask_again(asked: Walk, come: Come) -> None:
    access.ask(asked.party(), asked.occasion)
    access.refuse(asked.seat("bo"), asked.occasion, REPORTER, Told("Every sentence would show who wrote it. Bo"))
    client = come()

    page = page_of(client)

    assert "You do not get what we keep about you" in page
    assert "Every sentence would show who wrote it. Bo" in page
    assert "go to court" in page
    assert 303 == ask(client, page, "Please look again.")


def test_who_asked_takes_it_back_with_one_button_and_can_ask_again(asked: Walk, come: Come) -> None:
    access.ask(asked.party(), asked.occasion)
    client = come()
    page = page_of(client)
    form = next(one for one in sheets(page) if one.action.endswith("/take-access-back/"))

    sent = [client.post(form.action, form.fields).status_code for _ in range(2)]

    after = page_of(client)
    assert [303, 303] == sent
    assert 1 == text(after).count("You took back that you want what we keep about you")
    assert "We answer within 30 days" in text(after)
    assert [] == [one for one in asked.seat("bo").state.accesses.values() if one.answered_at is None]
