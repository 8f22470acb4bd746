"""The ten words, the invitation and the session: who gets in, and what nobody can tell from outside."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand.casework import conversation, keychanges, portal, seats, talking, words
from evenhand.casework.verification import verify
from evenhand.doors.portal import urls
from evenhand.outbox import queue
from evenhand.people import models, sessions
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.record import models as record
from evenhand.record import parties, rooms
from evenhand.vault import primitives
from evenhand.vault.invitation import token_keys
from evenhand.vault.phrase import Phrase, PhraseKeys, new_nonce, phrase_from_nonce, phrase_keys
from tests.cast import REPORTED, REPORTER, Walk, dice
from tests.doors.portal.conftest import Come
from tests.member_browser import MemberBrowser
from tests.reading import Moved, send, sheet, text

ADDRESS = "/lattice/portal/"
LINE = "/lattice/portal/line/"
COOKIE = "__Host-evenhand-line"


def form(client: Client) -> str:
    return client.get(ADDRESS).content.decode()


def tries(client: Client, typed: str) -> tuple[int, str]:
    answered = send(client, "", form(client), "phrase", phrase=typed)
    return answered.status_code, answered.content.decode()


def unknown(seed: str = "unknown") -> str:
    return phrase_from_nonce(new_nonce(dice(seed)))


def masked(html: str) -> str:
    """The page without what is random on it, and without what was typed."""
    fields = sheet(html, "phrase").fields
    for name in ("token", "phrase"):
        html = html.replace(fields[name][0], "…")
    return html


def test_the_ten_words_open_the_line(walk: Walk, come: Come) -> None:
    client = come(REPORTER)

    page = client.get(LINE)

    assert page.status_code == 200
    assert "The comments of 1 March." in page.content.decode()


@pytest.mark.parametrize(
    "spoil", [str.upper, str.title, lambda words: words.replace(" ", ",  "), lambda words: f" {words}\n"]
)
def test_capitals_spaces_and_commas_do_not_matter(client: Client, walk: Walk, spoil: object) -> None:
    assert callable(spoil)

    assert tries(client, spoil(walk.phrases[REPORTER]))[0] == 303


def test_a_typo_is_told_with_its_place_and_keeps_what_was_typed(client: Client, walk: Walk) -> None:
    words = walk.phrases[REPORTER].split()
    words[3] = "xyzzyx"

    status, page = tries(client, " ".join(words))

    assert status == 422
    assert "Word 4 is not one of our words." in page
    assert 'value="' + " ".join(words) in page


def test_a_word_too_few_and_words_in_another_order_are_told_as_typos(client: Client, walk: Walk) -> None:
    words = walk.phrases[REPORTER].split()

    for typed in (words[:9], [*words[1:], words[0]]):
        assert "A phrase has ten words, and these do not fit together." in tries(client, " ".join(typed))[1]


def ended(walk: Walk) -> str:
    """Words whose time is over."""
    phrase = Phrase(unknown("ended"))
    keys = phrase_keys(phrase, walk.community.place)
    case = bytes.fromhex(walk.number)
    parties.keep(walk.community, keys, case, REPORTER, walk.occasion, invitation_until=walk.now)
    return phrase


def test_unknown_and_ended_words_are_one_answer(client: Client, walk: Walk) -> None:
    never, gone = tries(client, unknown()), tries(client, ended(walk))

    assert never[0] == gone[0] == 422
    assert masked(never[1]) == masked(gone[1])
    assert "These words open nothing here." in never[1]


def test_unknown_and_ended_words_cost_the_same_queries_and_derivations(
    client: Client, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    derived: list[object] = []
    plain = vars(primitives)["HKDF"]

    def counted(*parts: Any) -> Any:
        derived.append(parts)
        return plain(*parts)

    monkeypatch.setattr(primitives, "HKDF", counted)
    costs: list[tuple[list[str], int]] = []
    for typed in (ended(walk), unknown("a"), unknown("b")):
        page = form(client)
        derived.clear()
        with CaptureQueriesContext(connection) as asked:
            send(client, "", page, "phrase", phrase=typed)
        told = (one["sql"].split("WHERE")[0].split("VALUES")[0] for one in asked.captured_queries)
        queries = [re.sub(r'SAVEPOINT ".*"', "SAVEPOINT", one) for one in told]
        costs.append((queries, len(derived)))

    assert costs[0] == costs[1] == costs[2]
    assert costs[0][1] > 0


def test_the_same_words_tried_again_and_again_have_to_wait_and_others_do_not(client: Client, walk: Walk) -> None:
    for _ in range(10):
        tries(client, unknown())

    waiting = tries(client, unknown())[1]

    assert "Wait ten minutes" in waiting
    assert tries(client, walk.phrases[REPORTER])[0] == 303


def test_a_page_that_was_open_for_a_day_asks_once_more_and_keeps_the_words(
    client: Client, walk: Walk, moment: Moved
) -> None:
    page = form(client)
    moment.now += timedelta(hours=25)

    answered = send(client, "", page, "phrase", phrase=walk.phrases[REPORTER]).content.decode()

    assert "Press the button once more." in answered
    assert send(client, "", answered, "phrase").status_code == 303


def test_the_cookie_is_the_portals_own_and_strict(client: Client, walk: Walk) -> None:
    tries(client, walk.phrases[REPORTER])

    (cookie,) = client.cookies.values()
    assert (COOKIE, "/", True, True, "Strict") == (
        cookie.key,
        cookie["path"],
        cookie["secure"],
        cookie["httponly"],
        cookie["samesite"],
    )
    assert cookie["max-age"] == cookie["expires"] == ""


def test_looking_sets_no_cookie(client: Client, walk: Walk) -> None:
    client.get(ADDRESS)
    client.get(LINE)

    assert not client.cookies


def test_the_page_closes_after_half_an_hour_without_a_touch(come: Come, moment: Moved) -> None:
    client = come(REPORTER)
    moment.now += timedelta(minutes=29)
    touched = client.get(LINE).status_code
    moment.now += timedelta(minutes=29)
    again = client.get(LINE).status_code
    moment.now += timedelta(minutes=30)

    assert (200, 200) == (touched, again)
    assert client.get(LINE).status_code == 303


def test_the_page_closes_after_eight_hours_whatever_happens(come: Come, moment: Moved) -> None:
    client = come(REPORTER)
    for _ in range(23):
        moment.now += timedelta(minutes=20)
        assert client.get(LINE).status_code == 200
    moment.now += timedelta(minutes=20)

    assert client.get(LINE).status_code == 303


def test_closing_the_page_ends_the_session_on_the_server(come: Come) -> None:
    client = come(REPORTER)
    stolen = client.cookies[COOKIE].value
    page = client.get(LINE).content.decode()
    token = next(part for part in page.split("<form") if "/line/leave/" in part).split('value="')[1].split('"')[0]

    left = client.post("/lattice/portal/line/leave/", {"token": token})

    assert left["Clear-Site-Data"] == '"cache", "storage"'
    client.cookies[COOKIE] = stolen
    assert client.get(LINE).status_code == 303
    assert not models.Session.objects.exists()


def test_no_stored_value_works_as_a_cookie(come: Come) -> None:
    client = come(REPORTER)
    row = models.Session.objects.get()

    for stored in (row.cookie, row.member, row.owner, row.keys):
        client.cookies[COOKIE] = sessions.written_cookie(bytes(stored or b"")[:32])
        assert client.get(LINE).status_code == 303


def test_a_partys_cookie_opens_no_desk_and_a_members_no_line(walk: Walk, come: Come) -> None:
    client = come(REPORTER)
    community, now = walk.community, walk.now
    partys = client.cookies[COOKIE].value
    player = walk.stage.player("bo")
    members = sessions.begin(community, player.member, player.keys, walk.occasion)

    client.cookies[COOKIE] = members

    assert client.get(LINE).status_code == 303
    assert sessions.resume(community, partys, now) is None
    assert sessions.owner_of_expired(community, partys, now) is None


def test_the_rows_of_a_partys_and_a_members_session_have_one_shape(walk: Walk, come: Come) -> None:
    come(REPORTER)
    player = walk.stage.player("bo")
    sessions.begin(walk.community, player.member, player.keys, walk.occasion)

    def shape(row: models.Session) -> tuple[int, ...]:
        return tuple(len(bytes(part or b"")) for part in (row.cookie, row.member, row.owner, row.keys))

    first, second = models.Session.objects.all()
    assert shape(first) == shape(second)


ONLY_LOOKED_AT = {"line", "file", "file-part", "file-copy", "file-original"}


def addresses_of_a_line() -> dict[str, str]:
    """Every address behind a phrase, as the portal has them."""
    routes = {str(one.name): str(one.pattern) for one in urls.urlpatterns}
    lines = {name: route for name, route in routes.items() if route.startswith("line/")}
    filled = {
        name: re.sub(r"<\w+:number>", "0" * 32, route).replace("<int:part>", "1") for name, route in lines.items()
    }
    return {name: f"/lattice/portal/{route}" for name, route in filled.items()}


def test_a_form_without_this_sessions_token_changes_nothing_at_any_address(walk: Walk, come: Come) -> None:
    client, before = come(REPORTER), record.Entry.objects.count()
    other = sheet(come(REPORTER).get(LINE).content.decode(), "call").fields["token"][0]

    for name, address in addresses_of_a_line().items():
        for token in ("", "AAAA", other):
            answered = client.post(address, {"token": token, "text": "Forged.", "address": "a@example.org"})
            comes_back = (
                token == other and name == "write"
            )  # the same person's own form of before: shown, not carried out
            expected = 405 if name in ONLY_LOOKED_AT else 422 if comes_back else 403
            assert answered.status_code == expected, name

    assert before == record.Entry.objects.count()
    assert client.get(LINE).status_code == 200


def test_a_token_of_one_form_is_none_for_another(come: Come) -> None:
    client = come(REPORTER)
    token = sheet(client.get(LINE).content.decode(), "call").fields["token"][0]

    assert client.post(f"{LINE}address/", {"token": token, "address": "a@example.org"}).status_code == 403


# --- the invitation ---


def link(walk: Walk) -> str:
    return f"/lattice/portal/invitation/{walk.tokens[REPORTED]}/"


def snapshot() -> list[tuple[object, ...]]:
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        return [(table, *sorted(map(repr, cursor.execute(f'SELECT * FROM "{table}"').fetchall()))) for table in tables]  # noqa: S608 - names from the database itself


@pytest.mark.once
def test_looking_at_an_invitation_changes_nothing(client: Client, invited: Walk, moment: Moved) -> None:
    moment.now = invited.now
    before = snapshot()

    page = client.get(link(invited))

    assert page.status_code == 200
    assert "Make my ten words" in page.content.decode()
    assert before == snapshot()


def test_pressing_the_button_makes_the_persons_own_phrase_once(client: Client, invited: Walk, moment: Moved) -> None:
    moment.now = invited.now
    page = client.get(link(invited)).content.decode()

    first = send(client, link(invited), page, "nonce").content.decode()
    reloaded = send(client, link(invited), page, "nonce").content.decode()

    assert text(first) == text(reloaded)
    assert "Somebody told us about the comments of 1 March." in client.get(LINE).content.decode()
    assert invited.seat("bo").state.parties[Party(REPORTED)].has_line


def test_used_ended_and_unknown_invitations_are_one_page(client: Client, invited: Walk, moment: Moved) -> None:
    moment.now = invited.now
    page = client.get(link(invited)).content.decode()
    unknown_link = "/lattice/portal/invitation/AAAAAAAAAAAAAAAAAAAAAA/"
    moment.now += timedelta(days=14)
    ended = client.get(link(invited))
    ended_post = send(client, link(invited), page, "nonce")
    moment.now = invited.now
    unknown = client.get(unknown_link)
    send(client, link(invited), page, "nonce")
    fresh = Client(headers={"sec-fetch-site": "same-origin"})

    used = fresh.get(link(invited))
    odd = fresh.get("/lattice/portal/invitation/x/")

    assert {404} == {one.status_code for one in (ended, unknown, used, odd)}
    assert ended.content == unknown.content == used.content == odd.content
    assert ended_post.status_code in {303, 404}


def test_an_earlier_invitation_leads_nowhere_once_there_is_a_newer(
    client: Client, invited: Walk, moment: Moved
) -> None:
    moment.now = invited.now
    earlier = link(invited)
    letter = talking.Letter("Once more, because the first link may have been lost.", could_tell=False)
    invited.tokens[REPORTED] = talking.invite(invited.seat("bo"), invited.occasion, Party(REPORTED), letter).token

    assert 404 == client.get(earlier).status_code
    send(client, link(invited), client.get(link(invited)).content.decode(), "nonce")
    assert "Once more, because the first link may have been lost." in client.get(LINE).content.decode()


def test_an_invitation_without_our_field_leads_back_to_its_button(client: Client, invited: Walk, moment: Moved) -> None:
    moment.now = invited.now

    answered = client.post(link(invited), {"nonce": "AAAA"})

    assert (303, link(invited)) == (answered.status_code, answered["Location"])
    assert not invited.seat("bo").state.parties[Party(REPORTED)].has_line


def test_the_phrase_that_an_invitation_makes_comes_back(invited: Walk, come: Come) -> None:
    invited.accept(REPORTED)

    page = come(REPORTED).get(LINE).content.decode()

    assert "Somebody told us about something that concerns you. Nothing is decided." in page


def lose(walk: Walk, name: str = "bo") -> str:
    """A member gives Mo a link for other words; answer the words that Mo has lost."""
    old = walk.phrases[REPORTED]
    letter = talking.Letter("Here is a new link, as you asked me on the phone. Bo", f.Via.OTHER, could_tell=False)
    walk.tokens[REPORTED] = talking.invite_anew(
        walk.seat(name), walk.occasion, REPORTED, letter, "They called me; I know the voice."
    ).token
    return old


@pytest.fixture
def written(invited: Walk) -> Walk:
    """Mo has come, and has written and read."""
    invited.accept(REPORTED)
    invited.wait(hours=1)
    portal.write(invited.party(REPORTED), invited.occasion, "I did not mean it so.")
    letter = talking.Letter("Thank you for saying so.", could_tell=False)
    talking.write(invited.seat("bo"), invited.occasion, f.LetterKind.MESSAGE, REPORTED, letter)
    invited.wait(hours=1)
    return invited


def test_whoever_lost_their_words_makes_others_that_open_all_that_was_said(written: Walk, come: Come) -> None:
    old = lose(written)
    written.wait(hours=1)

    written.accept(REPORTED)
    page = text(come(REPORTED).get(LINE).content.decode())

    assert old != written.phrases[REPORTED]
    for said in ("about the comments of 1 March.", "I did not mean it so.", "Thank you for saying so.", "a new link"):
        assert said in page
    assert "does not open with the ten words that you have now" not in page
    assert [] == list(verify(written.community))
    for name in ("bo", "chidi"):
        words = opened_texts(written, name)
        assert {"I did not mean it so.", "Thank you for saying so."} <= words, "the committee reads on"


def opened_texts(walk: Walk, name: str) -> set[str]:
    """What somebody of the committee can read of Mo's line."""
    seat = walk.seat(name)
    there = [recorded for recorded in seat.file.entries if recorded.room == rooms.line(REPORTED)]
    return {str(words.decode(raw).get("text")) for raw in rooms.read(seat.file, seat.keys, there).values()}


def test_the_lost_words_open_the_page_until_the_link_is_used_and_then_nothing(written: Walk, come: Come) -> None:
    mo = come(REPORTED)
    lose(written)
    before = text(mo.get(LINE).content.decode())
    old = phrase_keys(written.phrases[REPORTED], written.community.place)
    written.wait(hours=1)
    written.accept(REPORTED)

    assert "a link was made with which new words for this page can be made" in before
    assert "I did not mean it so." in before
    assert mo.get(LINE).status_code in {302, 303, 404}
    assert parties.find(written.community, old, written.occasion) is None
    assert () == written.seat("bo").file.keyring.wraps_for(old.box.public)
    assert "a link was made" not in text(come(REPORTED).get(LINE).content.decode())


def test_an_earlier_link_for_other_words_opens_nothing_once_there_is_a_newer(written: Walk) -> None:
    lose(written)
    first = written.tokens[REPORTED]
    written.wait(hours=1)
    lose(written, "chidi")

    assert not portal.invitation_leads_somewhere(written.community, str(first), written.occasion)
    assert portal.invitation_leads_somewhere(written.community, str(written.tokens[REPORTED]), written.occasion)
    written.accept(REPORTED)
    assert [] == list(verify(written.community))


def test_other_words_open_also_what_is_said_after_somebody_stepped_back(written: Walk, come: Come) -> None:
    lose(written)
    keychanges.recuse(written.seat("dara"), written.occasion)
    letter = talking.Letter("Dara has left this case.", could_tell=False)
    talking.write(written.seat("bo"), written.occasion, f.LetterKind.MESSAGE, REPORTED, letter)
    written.wait(hours=1)
    written.accept(REPORTED)

    page = text(come(REPORTED).get(LINE).content.decode())

    assert "I did not mean it so." in page
    assert "Dara has left this case." in page
    assert [] == list(verify(written.community))


def test_what_the_member_could_not_open_stays_shut_and_the_page_says_so(written: Walk, come: Come) -> None:
    room = rooms.line(REPORTED)
    lose(written)
    file = written.seat("bo").file
    by_token = token_keys(written.tokens[REPORTED], written.community.place)
    seat = seats.party_seat(written.community, by_token, parties_record(written, by_token))

    assert not conversation.is_shut(seat)
    assert conversation.is_shut(replace(seat, keys=rooms.Keys(file.place, {}, {}))), room


def parties_record(walk: Walk, keys: PhraseKeys) -> parties.PartyRecord:
    found = parties.find(walk.community, keys, walk.occasion)
    assert found is not None
    return found


def test_a_member_gives_the_link_from_the_desk_and_the_others_hear_of_it(
    written: Walk, browser_of: Callable[[str], MemberBrowser]
) -> None:
    bo = browser_of("bo")
    where = f"{bo.case}invite-anew/{REPORTED}/"
    queue.drain()

    unsaid = bo.send(where, text="Here is a link. Bo", could_tell="no", send="1")
    done = bo.send(where, known="They called me.", text="Here is a link. Bo", could_tell="no", send="1")

    assert 422 == unsaid.status_code
    assert 200 == done.status_code
    assert "/lattice/portal/invitation/" in done.content.decode(), "the link is shown once, to hand over"
    told = {one.mail.to for one in queue.waiting(written.community)}
    assert len(told) == len(written.seat("bo").state.readers) - 1
    assert "has lost their ten words; a link to make others works until" in text(bo.get(bo.case).content.decode())
