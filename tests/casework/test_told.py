"""Which event writes to whom: sign-ins that may not be one's own, resets, changes of the roster (HARDENING 34)."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from evenhand.casework import founding, inviting, signing
from evenhand.casework.staging import Stage
from evenhand.outbox import queue, texts
from evenhand.outbox.texts import Text
from evenhand.people import accounts, communities, sessions, signing_in
from evenhand.people import roster_facts as rf
from evenhand.people.accounts import Account, AccountRecord
from evenhand.people.sessions import SignedIn
from evenhand.vault.member_keys import FLOOR
from evenhand.vault.sheet import Sheet
from evenhand.vault.totp import new_totp_secret, totp_code, totp_step
from tests.cast import Walk

NEW = "kettle orbit meadow violin tram"
GIL = AccountRecord(login="gil", name="Gil Moreau", email="gil@lattice.example", roles=(rf.COMMITTEE,))


@pytest.fixture
def walk(stage: Stage) -> Walk:
    """Lattice as it was founded, with nothing waiting to leave."""
    queue.drain()
    return Walk(stage)


def by(walk: Walk, name: str) -> SignedIn:
    return walk.stage.signed_in(name, walk.occasion)


def account(walk: Walk, name: str) -> Account:
    return accounts.by_member(walk.community, walk.member(name))


def sign_in(walk: Walk, passphrase: str = "") -> str:
    bo = walk.stage.player("bo")
    code = totp_code(bo.totp, totp_step(walk.now))
    return signing.sign_in(walk.community, "bo", passphrase or bo.passphrase, code, FLOOR, walk.occasion)


def after_a_pause(walk: Walk, **pause: float) -> None:
    sign_in(walk)
    walk.wait(**pause)
    sign_in(walk)


def wrong_passphrase(walk: Walk) -> None:
    with pytest.raises(signing_in.SignInRefusedError):
        sign_in(walk, "not the passphrase of anybody")


def session(walk: Walk) -> SignedIn:
    cookie = sessions.begin(walk.community, walk.member("bo"), walk.stage.player("bo").keys, walk.occasion)
    found = sessions.resume(walk.community, cookie, walk.now)
    assert found is not None
    return found


def keep(walk: Walk, **changed: Any) -> None:
    signing.keep_account(by(walk, "bo"), dataclasses.replace(account(walk, "bo").record, **changed), walk.occasion)


def recover(walk: Walk) -> None:
    sheet = Sheet.parse(walk.stage.player("bo").recovery)
    signing.recover(walk.community, "bo", sheet, NEW, FLOOR, walk.occasion)


def export(walk: Walk) -> None:
    bo = walk.stage.player("bo")
    code = totp_code(bo.totp, totp_step(walk.now))
    signing.prove_to_export(walk.community, "bo", bo.passphrase, code, walk.occasion)


def end_a_session(walk: Walk) -> None:
    here, _there = session(walk), session(walk)
    sessions.end_all_of(here.member, but=here.cookie)


def enrol(walk: Walk, someone: Account) -> Account:
    totp = new_totp_secret(walk.draw)
    code = totp_code(totp, totp_step(walk.now))
    return signing.enrol(walk.community, someone, NEW, totp, code, FLOOR, walk.occasion).account


def reset(walk: Walk) -> Account:
    """Dara lost every key, was given a link, and has made new ones; what was mailed so far is gone."""
    inviting.invite_again(walk.community, account(walk, "dara"), walk.occasion)
    made = enrol(walk, account(walk, "dara"))
    queue.drain()
    return made


def joining(walk: Walk) -> Account:
    """Gil was invited and has made keys; what was mailed so far is gone."""
    invited, _token = accounts.invite(walk.community, GIL, walk.occasion)
    return enrol(walk, invited)


def admitted(walk: Walk) -> Account:
    made = joining(walk)
    founding.admit_newcomer(by(walk, "ada"), made, GIL.roles, walk.occasion)
    queue.drain()
    return made


def make_new_keys(walk: Walk) -> None:
    inviting.invite_again(walk.community, account(walk, "dara"), walk.occasion)
    queue.drain()
    enrol(walk, account(walk, "dara"))


def adopt(walk: Walk) -> None:
    source = communities.manual_source(walk.community.pk, walk.community.manual)
    founding.adopt_manual(by(walk, "ada"), source, walk.occasion)


def away(walk: Walk, whose: str, name: str) -> None:
    founding.set_away(by(walk, name), walk.member(whose), None, walk.occasion)


BO, DARA, GILS = "bo@lattice.example", "dara@lattice.example", "gil@lattice.example"
ALL = tuple(f"{name}@lattice.example" for name in ("ada", "bo", "chidi", "dara", "eun", "ines", "jun", "kofi"))
Told = Mapping[str, tuple[Text, ...]]


def everybody(*more: str, but: tuple[str, ...] = ()) -> Told:
    return {to: (Text.ROSTER,) for to in (*ALL, *more) if to not in but}


MATRIX: Mapping[str, tuple[Callable[[Walk], object], Told]] = {
    "signs in": (sign_in, {}),
    "signs in again the next day": (lambda walk: after_a_pause(walk, days=1), {}),
    "signs in while another session lives": (lambda walk: after_a_pause(walk, minutes=5), {BO: (Text.ACCOUNT,)}),
    "signs in after a month": (lambda walk: after_a_pause(walk, days=30), {BO: (Text.ACCOUNT,)}),
    "proves who they are to export": (export, {BO: (Text.ACCOUNT,)}),
    "types a wrong passphrase": (wrong_passphrase, {}),
    "changes the passphrase": (
        lambda walk: signing.change_passphrase(session(walk), NEW, FLOOR, walk.occasion),
        {BO: (Text.ACCOUNT,)},
    ),
    "gets back in with the printed key": (recover, {BO: (Text.ACCOUNT,)}),
    "changes the mail address": (
        lambda walk: keep(walk, email="new@lattice.example"),
        {BO: (Text.ACCOUNT,), "new@lattice.example": (Text.ACCOUNT,)},
    ),
    "changes the language": (lambda walk: keep(walk, language="es"), {}),
    "ends another session": (end_a_session, {}),
    "is given a new link": (
        lambda walk: inviting.invite_again(walk.community, account(walk, "dara"), walk.occasion),
        {DARA: (Text.ACCOUNT, Text.ENROL)},
    ),
    "makes new keys behind it": (make_new_keys, {DARA: (Text.ACCOUNT,)}),
    "has new keys admitted by one": (
        lambda walk: founding.admit_new_keys(by(walk, "ada"), reset(walk), walk.occasion),
        everybody(),
    ),
    "is invited": (lambda walk: inviting.invite_newcomer(by(walk, "ada"), GIL, walk.occasion), {GILS: (Text.ENROL,)}),
    "makes keys for the first time": (joining, {}),
    "is let in": (
        lambda walk: founding.admit_newcomer(by(walk, "ada"), joining(walk), GIL.roles, walk.occasion),
        everybody(GILS),
    ),
    "is signed for by a second member": (
        lambda walk: founding.second_newcomer(by(walk, "bo"), admitted(walk).member, walk.occasion),
        everybody(GILS),
    ),
    "gets another part": (
        lambda walk: founding.set_roles(by(walk, "ada"), walk.member("dara"), [rf.COUNCIL], walk.occasion),
        everybody(),
    ),
    "leaves": (
        lambda walk: founding.leave(by(walk, "ada"), walk.member("dara"), walk.occasion),
        everybody(but=(DARA,)),
    ),
    "is said to be away": (lambda walk: away(walk, "dara", "ada"), {DARA: (Text.ROSTER,)}),
    "says that they are away": (lambda walk: away(walk, "dara", "dara"), {}),
    "stands elsewhere on the rota": (
        lambda walk: founding.set_rota(by(walk, "ada"), [walk.member("dara")], walk.occasion),
        {},
    ),
    "puts a manual in force": (adopt, {}),
    "closes the form": (lambda walk: founding.publish(by(walk, "ada"), walk.occasion, is_open=False), {}),
}
"""Every event in which somebody might want to know that it was not them, and who gets which constant sentence."""


@pytest.mark.parametrize(("event", "told"), MATRIX.values(), ids=MATRIX.keys())
def test_each_event_tells_whom_it_should_and_nobody_else(
    walk: Walk, event: Callable[[Walk], object], told: Told
) -> None:
    event(walk)

    found = Counter((leaving.mail.to, text_of(leaving.mail)) for leaving in queue.waiting(walk.community))
    assert Counter((to, text) for to, several in told.items() for text in several) == found


def text_of(mail: queue.Mail) -> Text:
    """Which constant text this is, word for word but for its link."""
    for text in (Text.ACCOUNT, Text.ROSTER, Text.ENROL):
        before, _, after = texts.write(text, "en", link="\0").body.partition("\0")
        if mail.body.startswith(before) and mail.body.endswith(after):
            return text
    raise AssertionError(mail.subject)


def test_the_sentence_says_nothing_of_where_or_when(walk: Walk) -> None:
    after_a_pause(walk, minutes=5)
    (first,) = (leaving.mail for leaving in queue.waiting(walk.community))
    queue.drain()
    recover(walk)
    (second,) = (leaving.mail for leaving in queue.waiting(walk.community))

    assert dataclasses.asdict(first) == dataclasses.asdict(second)


def test_no_try_that_fails_writes_to_anybody(walk: Walk) -> None:
    sheet = Sheet.parse(walk.stage.player("ada").recovery)
    with pytest.raises(signing_in.SignInRefusedError):
        signing.recover(walk.community, "bo", sheet, NEW, FLOOR, walk.occasion)

    assert () == queue.waiting(walk.community)
