"""Withdrawing on one's own page: quiet, plain about what it means, at once where it says so (K1, N8)."""

from django.test import Client

from evenhand.casework import clockwork, withdrawing
from evenhand.procedure import facts as f
from tests.cast import REPORTED, REPORTER, Walk
from tests.doors.portal.conftest import Come
from tests.reading import send, text

LINE, PAGE = "/lattice/portal/line/", "/lattice/portal/line/withdraw/"
BACK = "/lattice/portal/line/take-back/"
ERASURE = f.Withdrawal.ERASURE


def page_of(client: Client, address: str = PAGE) -> str:
    answered = client.get(address)
    assert answered.status_code == 200
    return str(answered.content.decode())


def choose(client: Client, way: f.Withdrawal, to: str = PAGE) -> None:
    """Press the button under one of the ways."""
    page = page_of(client)
    section = page.partition(f'aria-labelledby="{way}"')[2].partition("</section>")[0]
    assert 303 == send(client, to, section, "way").status_code


def withdrawn(walk: Walk) -> frozenset[f.Withdrawal]:
    return walk.seat("bo").state.parties[f.Party(REPORTER)].withdrawn


def test_it_stands_quietly_under_what_else_a_reporter_can_do(invited: Walk, come: Come) -> None:
    invited.accept(REPORTED)
    page = page_of(come(), LINE)

    assert page.index("Complain about how this is handled") < page.index("Withdraw what you reported")
    assert page.index("Withdraw what you reported") < page.index("What we can never tell you")
    assert "Withdraw" not in page_of(come(REPORTED), LINE)
    assert 404 == come(REPORTED).get(PAGE).status_code


def test_each_way_says_what_it_means_and_what_it_ends(asked: Walk, come: Come) -> None:
    said = text(page_of(come()))

    assert "nobody will ask you for it" in said
    assert "You then count as somebody we cannot reach." in said
    assert "After 14 days your name, your address, everything you wrote and sent" in said
    assert "at most 90 days" in said
    assert "not on your word alone" in said


def test_no_contact_is_chosen_and_taken_back(asked: Walk, come: Come) -> None:
    client = come()

    choose(client, f.Withdrawal.NO_CONTACT)
    assert "This is how it is: we do not contact you." in text(page_of(client))
    assert "You asked us not to contact you" in text(page_of(client, LINE))
    assert {f.Withdrawal.NO_CONTACT} == withdrawn(asked)

    choose(client, f.Withdrawal.NO_CONTACT, BACK)
    assert frozenset() == withdrawn(asked)


def test_an_erasure_stands_at_the_head_of_the_page_until_it_is_done(asked: Walk, come: Come) -> None:
    client = come()
    choose(client, ERASURE)

    assert "You asked to be erased. On Tuesday 17 March 2026" in text(page_of(client, LINE))

    until = asked.now.replace(month=5)
    for name in ("bo", "chidi"):
        withdrawing.hold(asked.seat(name), asked.occasion, f.Party(REPORTER), until, "Others are at risk.")
    said = text(page_of(come(), LINE))
    assert "2 May 2026" not in said
    assert "3 May 2026" in said
    assert "two members of the committee asked to let it wait" in said
    assert "Others are at risk." not in said


def test_it_is_taken_back_with_one_press(asked: Walk, come: Come) -> None:
    client = come()
    choose(client, ERASURE)
    choose(client, ERASURE, BACK)

    assert frozenset() == withdrawn(asked)
    assert "You asked to be erased" not in page_of(client, LINE)


def test_afterwards_the_ten_words_open_nothing(asked: Walk, come: Come) -> None:
    choose(come(), ERASURE)
    client = come()
    asked.wait(days=14, hours=1)
    assert 1 == clockwork.refresh(asked.community, bytes.fromhex(asked.number), asked.occasion).erased

    assert 404 == client.get(LINE).status_code
    page = client.get("/lattice/portal/?").content.decode()
    fresh = Client(headers={"sec-fetch-site": "same-origin"})
    answered = send(fresh, "", fresh.get("/lattice/portal/").content.decode(), "phrase", phrase=asked.phrases[REPORTER])
    assert "These words open nothing here." in text(answered.content.decode())
    assert "Sarcasm" not in page


def test_a_way_that_there_is_not_changes_nothing(asked: Walk, come: Come) -> None:
    client = come()
    section = page_of(client)
    answered = send(client, PAGE, section, "way", way="for ever")

    assert 200 == answered.status_code
    assert frozenset() == withdrawn(asked)


def test_a_form_from_elsewhere_is_refused(asked: Walk, come: Come) -> None:
    answered = come().post(PAGE, {"way": ERASURE.value, "token": "00"})

    assert 403 == answered.status_code
    assert frozenset() == withdrawn(asked)


def test_with_an_expired_session_the_words_are_asked_again(asked: Walk, come: Come) -> None:
    client = come()
    page = page_of(client)
    client.cookies.clear()

    assert 303 == send(client, PAGE, page, "way").status_code
    assert frozenset() == withdrawn(asked)
