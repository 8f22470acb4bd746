"""Sessions: a cookie that is stored nowhere, thirty minutes idle, eight hours at most (THREATS 4.9)."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection

from evenhand.casework import founding
from evenhand.casework.staging import Stage
from evenhand.people import models, sessions, throttle
from evenhand.people.sessions import HasLeftError, SignedIn
from evenhand.vault.member_keys import FLOOR, WrongPassphraseError
from evenhand.vault.totp import totp_code, totp_step
from tests.cast import Walk


def sign_in(walk: Walk, name: str) -> str:
    player = walk.stage.player(name)
    code = totp_code(player.totp, totp_step(walk.now))
    return sessions.sign_in(walk.community, name, player.passphrase, code, FLOOR, walk.occasion)


def begin(walk: Walk, name: str) -> str:
    player = walk.stage.player(name)
    return sessions.begin(walk.community, player.member, player.keys, walk.occasion)


def resumed(walk: Walk, cookie: str) -> SignedIn:
    signed_in = sessions.resume(walk.community, cookie, walk.now)
    assert signed_in is not None
    return signed_in


def test_the_cookie_of_a_sign_in_gives_the_member_with_their_keys(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")

    signed_in = resumed(walk, sign_in(walk, "ada"))

    assert (ada.member, ada.keys) == (signed_in.member, signed_in.keys)
    assert "Ada Okafor" == signed_in.person.name


def test_every_sign_in_has_a_cookie_of_its_own(stage: Stage) -> None:
    walk = Walk(stage)

    cookies = {begin(walk, "ada") for _ in range(20)}

    assert 20 == len(cookies)
    assert {43} == {len(cookie) for cookie in cookies}


@pytest.mark.parametrize(("after", "lives"), [(29.9, True), (30.0, False), (31.0, False)])
def test_a_session_ends_after_thirty_idle_minutes(stage: Stage, after: float, lives: bool) -> None:
    walk = Walk(stage)
    cookie = begin(walk, "ada")
    walk.wait(minutes=after)

    assert lives is (sessions.resume(walk.community, cookie, walk.now) is not None)


def test_a_session_ends_after_eight_hours_however_busy_it_is(stage: Stage) -> None:
    walk = Walk(stage)
    cookie, until = begin(walk, "ada"), walk.now + timedelta(hours=8)
    while walk.now < until - timedelta(minutes=20):
        assert sessions.resume(walk.community, cookie, walk.wait(minutes=20).now)

    assert sessions.resume(walk.community, cookie, until) is None


def test_last_seen_is_written_at_most_every_five_minutes(stage: Stage) -> None:
    walk = Walk(stage)
    cookie, began = begin(walk, "ada"), walk.now

    sessions.resume(walk.community, cookie, walk.wait(minutes=4).now)
    soon = models.Session.objects.get().seen_at
    sessions.resume(walk.community, cookie, walk.wait(minutes=1).now)

    assert (began, walk.now) == (soon, models.Session.objects.get().seen_at)


def test_a_clock_that_was_put_back_ends_a_session(stage: Stage) -> None:
    walk = Walk(stage)
    cookie = begin(walk, "ada")

    assert sessions.resume(walk.community, cookie, walk.now - timedelta(hours=1)) is None


def test_a_session_is_dead_after_signing_out(stage: Stage) -> None:
    walk = Walk(stage)
    cookie, other = begin(walk, "ada"), begin(walk, "ada")

    sessions.end(resumed(walk, cookie))

    assert sessions.resume(walk.community, cookie, walk.now) is None
    assert sessions.owner_of_expired(walk.community, cookie, walk.now) is None
    assert sessions.resume(walk.community, other, walk.now) is not None


def test_a_member_ends_their_own_sessions_and_nobody_elses(stage: Stage) -> None:
    walk = Walk(stage)
    here, there, bos = begin(walk, "ada"), begin(walk, "ada"), begin(walk, "bo")
    ada, bo = resumed(walk, here), resumed(walk, bos)
    of_bo = sessions.own(bo)[0].handle

    sessions.end(ada, of_bo)
    sessions.end(ada, next(line.handle for line in sessions.own(ada) if not line.is_this))
    sessions.end(ada, "no handle at all")

    lives = [sessions.resume(walk.community, cookie, walk.now) is not None for cookie in (here, there, bos)]
    assert [True, False, True] == lives


def test_another_passphrase_ends_every_other_session(stage: Stage) -> None:
    walk = Walk(stage)
    here, there = begin(walk, "ada"), begin(walk, "ada")

    sessions.change_passphrase(resumed(walk, here), "a wholly different passphrase", FLOOR, walk.occasion)

    assert [True, False] == [sessions.resume(walk.community, one, walk.now) is not None for one in (here, there)]


def test_whoever_leaves_is_signed_out_at_once(stage: Stage) -> None:
    walk = Walk(stage)
    cookie = begin(walk, "dara")

    founding.leave(stage.signed_in("ada", walk.occasion), walk.member("dara"), walk.occasion)

    assert sessions.resume(walk.community, cookie, walk.now) is None
    with pytest.raises(HasLeftError):
        sign_in(walk, "dara")


def test_a_dump_of_the_table_signs_nobody_in(stage: Stage) -> None:
    walk = Walk(stage)
    cookies = [begin(walk, name) for name in ("ada", "bo", "chidi")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_session")
        fields = [value for row in cursor.fetchall() for value in row]
    dumped = [bytes(value) for value in fields if isinstance(value, bytes | memoryview)]

    pieces = {raw[at : at + 32] for raw in dumped for at in range(max(1, len(raw) - 31))}
    signed_in = [piece for piece in pieces if sessions.resume(walk.community, sessions.written_cookie(piece), walk.now)]

    assert len(pieces) > 100
    assert [] == signed_in
    assert not {sessions.read_cookie(cookie) for cookie in cookies} & pieces


@pytest.mark.parametrize("cookie", ["", "x", "é", "A" * 43, "A" * 44, "====", "A" * 5000])
def test_what_is_no_cookie_signs_nobody_in(stage: Stage, cookie: str) -> None:
    walk = Walk(stage)
    begin(walk, "ada")

    assert sessions.resume(walk.community, cookie, walk.now) is None
    assert sessions.owner_of_expired(walk.community, cookie, walk.now) is None


def test_rows_that_were_swapped_open_for_nobody(stage: Stage) -> None:
    walk = Walk(stage)
    adas, bos = begin(walk, "ada"), begin(walk, "bo")
    ada, bo = models.Session.objects.order_by("pk")
    models.Session.objects.filter(pk=ada.pk).update(keys=bo.keys, owner=bo.owner)

    lives = [sessions.resume(walk.community, cookie, walk.now) is not None for cookie in (adas, bos)]

    assert 1 == sum(lives)


def test_sweeping_drops_keys_after_half_an_hour_and_the_row_after_a_day(stage: Stage) -> None:
    walk = Walk(stage)
    cookie = begin(walk, "ada")

    sessions.sweep(walk.wait(minutes=29).now)
    early = models.Session.objects.get().keys
    sessions.sweep(walk.wait(minutes=1).now)

    assert early is not None
    assert models.Session.objects.get().keys is None
    assert stage.player("ada").member == sessions.owner_of_expired(walk.community, cookie, walk.now)
    assert sessions.resume(walk.community, cookie, walk.now) is None
    sessions.sweep(walk.wait(hours=24).now)
    assert not models.Session.objects.exists()
    assert sessions.owner_of_expired(walk.community, cookie, walk.now) is None


def test_the_step_up_lasts_ten_minutes_and_takes_ones_own_passphrase(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    cookie = begin(walk, "ada")
    stale = resumed(walk.wait(minutes=10), cookie)

    with pytest.raises(WrongPassphraseError):
        sessions.prove_again(stale, stage.player("bo").passphrase, walk.now)
    sessions.prove_again(stale, ada.passphrase, walk.now)

    assert not stale.is_proved(walk.now)
    assert resumed(walk, cookie).is_proved(walk.now)
    assert not resumed(walk.wait(minutes=10), cookie).is_proved(walk.now)


def test_an_open_session_cannot_be_used_to_guess_the_passphrase(stage: Stage) -> None:
    walk = Walk(stage)
    signed_in = resumed(walk, begin(walk, "ada"))
    for _ in range(throttle.TRIES):
        with pytest.raises(WrongPassphraseError):
            sessions.prove_again(signed_in, "a stranger's guess", walk.now)

    with pytest.raises(throttle.TooManyTriesError):
        sessions.prove_again(signed_in, stage.player("ada").passphrase, walk.now)


def test_what_is_tried_at_signing_in_keeps_nobody_from_what_they_do_inside(stage: Stage) -> None:
    walk = Walk(stage)
    signed_in = resumed(walk, begin(walk, "ada"))
    for _ in range(throttle.TRIES + 1):
        with suppress(throttle.TooManyTriesError):
            throttle.count("passphrase", bytes.fromhex(signed_in.member), walk.now)

    sessions.prove_again(signed_in, stage.player("ada").passphrase, walk.now)
