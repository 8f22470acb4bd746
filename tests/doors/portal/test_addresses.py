"""Who is told by mail that something is waiting, of whatever role, and when nothing is mailed (THREATS 4.12)."""

from collections.abc import Callable

import pytest
from django.test import Client

from evenhand.casework import clockwork, portal, talking, withdrawing
from evenhand.casework.work import link
from evenhand.outbox import queue, texts
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from tests.cast import REPORTED, REPORTER, Walk
from tests.doors.portal.conftest import Come
from tests.member_browser import MemberBrowser
from tests.reading import send, text

BrowserOf = Callable[[str], MemberBrowser]

LINE = "/lattice/portal/line/"
MO, KAI = "mo@lattice.example", "kai@lattice.example"
CAME_BACK = "The last mail to the address that we have of you came back"


def page_of(client: Client) -> str:
    return str(client.get(LINE).content.decode())


def mailed_to(walk: Walk, address: str) -> list[str]:
    """The subjects of what waits to leave for somebody, oldest first; then nothing waits any more."""
    found = [leaving.mail.subject for leaving in queue.waiting(walk.community) if leaving.mail.to == address]
    queue.drain()
    return found


def invite(walk: Walk, address: str = MO) -> None:
    letter = talking.Letter("Somebody told us about the comments of 1 March.", could_tell=False)
    made = talking.invite(walk.seat("bo"), walk.occasion, REPORTED, letter, address=address)
    walk.tokens[REPORTED] = made.token


def write(walk: Walk, to: Party, via: f.Via = f.Via.LINE) -> None:
    letter = talking.Letter("There is something to read.", via, could_tell=False)
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.MESSAGE, to, letter)


def comes_back(walk: Walk) -> None:
    """What was mailed last comes back, as the mail server says."""
    (newest,) = [one for one in queue.waiting(walk.community) if one.mail.kind is queue.Kind.LETTER]
    clockwork.letter_came_back(walk.community, newest.mail, walk.occasion)
    queue.drain()


@pytest.fixture
def mailed(asked: Walk) -> Walk:
    """Mo was invited by mail, and nothing else waits to leave."""
    portal.answer_contact(asked.party(), asked.occasion, 1, "Fine.", objects=False)
    talking.second_contact(asked.seat("dara"), asked.occasion, 1)
    queue.drain()
    invite(asked)
    return asked


def test_an_invitation_is_one_mail_and_nothing_else_tells_of_it(mailed: Walk) -> None:
    assert ["A letter for you"] == mailed_to(mailed, MO)


def test_who_was_invited_by_mail_is_told_of_each_letter_by_mail(mailed: Walk, come: Come) -> None:
    mailed.accept(REPORTED)
    queue.drain()

    write(mailed, REPORTED)

    assert ["Something is waiting for you"] == mailed_to(mailed, MO)
    assert "We have an address of yours." in page_of(come(REPORTED))


def test_who_has_not_come_yet_is_told_of_their_link_and_not_of_words_that_they_do_not_have(mailed: Walk) -> None:
    queue.drain()

    write(mailed, REPORTED)
    (mail,) = [leaving.mail for leaving in queue.waiting(mailed.community)]
    queue.drain()
    mailed.accept(REPORTED)
    queue.drain()
    write(mailed, REPORTED)
    (later,) = [leaving.mail for leaving in queue.waiting(mailed.community)]

    assert "with the link that we sent you" in mail.body
    assert "your ten words" not in mail.body
    assert texts.write(texts.Text.WAITING_LINK, "en", link=link(mailed.community)).body == mail.body
    assert texts.write(texts.Text.WAITING, "en", link=link(mailed.community)).body == later.body
    assert mail.subject == later.subject


def test_who_was_invited_another_way_is_mailed_once_they_gave_an_address(invited: Walk, come: Come) -> None:
    invited.accept(REPORTED)
    write(invited, REPORTED)
    assert [] == mailed_to(invited, MO)
    client = come(REPORTED)

    send(client, "", page_of(client), "address", address=MO)
    write(invited, REPORTED)

    assert ["Something is waiting for you"] == mailed_to(invited, MO)


def test_a_reporter_who_gives_an_address_later_is_told_by_mail_as_well(asked: Walk) -> None:
    queue.drain()
    portal.give_address(asked.party(), asked.occasion, KAI)

    write(asked, REPORTER)

    assert ["Something is waiting for you"] == mailed_to(asked, KAI)


def test_another_address_takes_the_place_of_the_one_before(mailed: Walk) -> None:
    mailed.accept(REPORTED)
    portal.give_address(mailed.party(REPORTED), mailed.occasion, KAI)
    queue.drain()

    write(mailed, REPORTED)

    assert {MO: [], KAI: ["Something is waiting for you"]} == {
        KAI: [one.mail.subject for one in queue.waiting(mailed.community) if one.mail.to == KAI],
        MO: mailed_to(mailed, MO),
    }


def test_whoever_wants_no_mail_any_more_says_so_on_their_page(mailed: Walk, come: Come) -> None:
    mailed.accept(REPORTED)
    queue.drain()
    client = come(REPORTED)

    send(client, "", page_of(client), "address", stop="1")
    write(mailed, REPORTED)

    assert [] == mailed_to(mailed, MO)
    assert "Be told by mail when something is waiting" in page_of(client)
    assert "Mail me nothing any more" not in page_of(client)


def test_nothing_is_mailed_to_who_wants_no_contact_whatever_address_there_is(asked: Walk) -> None:
    portal.give_address(asked.party(), asked.occasion, KAI)
    withdrawing.withdraw(asked.party(), asked.occasion, f.Withdrawal.NO_CONTACT)
    queue.drain()

    write(asked, REPORTER)

    assert [] == mailed_to(asked, KAI)


def test_an_address_from_which_a_letter_came_back_is_mailed_nothing_and_their_page_says_so(
    mailed: Walk, come: Come
) -> None:
    mailed.accept(REPORTED)
    queue.drain()
    mailed.wait(hours=1)
    write(mailed, REPORTED, f.Via.MAIL)
    comes_back(mailed)

    write(mailed, REPORTED)
    page = page_of(come(REPORTED))

    assert [] == mailed_to(mailed, MO)
    assert CAME_BACK in page
    assert "We have an address of yours." not in page


def test_where_the_sentence_comes_back_the_case_says_what_to_do_and_the_page_that_nothing_more_is_mailed(
    mailed: Walk, come: Come, browser_of: BrowserOf
) -> None:
    mailed.accept(REPORTED)
    queue.drain()
    mailed.wait(hours=1)
    write(mailed, REPORTED)
    (notice,) = queue.waiting(mailed.community)
    queue.drain()

    clockwork.letter_came_back(mailed.community, notice.mail, mailed.occasion)
    told = {one.mail.subject for one in queue.waiting(mailed.community)}
    bo = browser_of("bo")
    case = text(bo.get(bo.case).content.decode())

    assert {"Evenhand"} == told
    assert "Write to Reported person 1 another way: the mail that something waits came back" in case
    assert "The mail that told Reported person 1 that something waits came back" in case
    assert CAME_BACK in page_of(come(REPORTED))


def test_the_same_address_given_again_is_mailed_again(mailed: Walk, come: Come) -> None:
    mailed.accept(REPORTED)
    queue.drain()
    mailed.wait(hours=1)
    write(mailed, REPORTED, f.Via.MAIL)
    comes_back(mailed)
    mailed.wait(hours=1)
    client = come(REPORTED)

    send(client, "", page_of(client), "address", address=MO)
    write(mailed, REPORTED)

    assert ["Something is waiting for you"] == mailed_to(mailed, MO)
    assert CAME_BACK not in page_of(client)


def test_an_invitation_that_came_back_leaves_no_address_and_the_next_one_does(mailed: Walk) -> None:
    comes_back(mailed)
    mailed.wait(hours=1)
    seat = mailed.seat("bo")
    invite(mailed, KAI)
    mailed.accept(REPORTED)
    queue.drain()

    write(mailed, REPORTED)

    assert seat.state.parties[REPORTED].came_back
    assert ["Something is waiting for you"] == mailed_to(mailed, KAI)


def test_a_letter_that_came_back_from_an_earlier_address_says_nothing_of_the_newer(mailed: Walk) -> None:
    mailed.accept(REPORTED)
    queue.drain()
    mailed.wait(hours=1)
    write(mailed, REPORTED, f.Via.MAIL)
    mailed.wait(hours=1)
    portal.give_address(mailed.party(REPORTED), mailed.occasion, KAI)
    comes_back(mailed)

    write(mailed, REPORTED)

    assert ["Something is waiting for you"] == mailed_to(mailed, KAI)


def test_whoever_writes_a_letter_reads_whether_a_mail_tells_of_it(mailed: Walk, browser_of: BrowserOf) -> None:
    mailed.accept(REPORTED)
    queue.drain()
    bo = browser_of("bo")
    page = f"{bo.case}write-letter/{REPORTED}/"
    told = "On their page; a mail says only that something is waiting"
    back = "the whole letter by mail; but the last mail to them came back"

    before = bo.get(page).content.decode()
    mailed.wait(hours=1)
    write(mailed, REPORTED, f.Via.MAIL)
    comes_back(mailed)
    bo = browser_of("bo")  # an hour has passed, and a session with it
    after = bo.get(page).content.decode()

    assert [(True, False), (False, True)] == [(told in html, back in html) for html in (before, after)]
    assert "hears of letters by mail" not in bo.get(bo.case).content.decode()
