"""New keys wait beside the old ones until two members have signed for them (THREATS 4.6, 4.7)."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from evenhand.casework import founding, inviting, signing
from evenhand.casework.errors import RefusedError
from evenhand.casework.staging import Stage
from evenhand.people import accounts, models, own_keys, roster, sessions, signing_in, throttle
from evenhand.people.accounts import InvitationEndedError
from evenhand.people.sessions import NotOnRosterError
from evenhand.people.signing_in import CodeAlreadyUsedError, SignInRefusedError
from evenhand.vault.member_keys import FLOOR, MemberKeys
from evenhand.vault.sheet import Sheet
from evenhand.vault.totp import new_totp_secret, totp_code, totp_step
from tests.cast import Walk

ANOTHER = "a wholly different passphrase"
ONCE_MORE = "lantern gravel syrup window"


@dataclass
class Made:
    """What somebody who made keys knows."""

    passphrase: str
    totp: bytes
    keys: MemberKeys = field(repr=False)
    recovery: str = ""

    def code(self, walk: Walk) -> str:
        return totp_code(self.totp, totp_step(walk.now))

    def sign_in(self, walk: Walk) -> str:
        return sessions.sign_in(walk.community, "bo", self.passphrase, self.code(walk), FLOOR, walk.occasion)


def old(stage: Stage) -> Made:
    bo = stage.player("bo")
    return Made(bo.passphrase, bo.totp, bo.keys, bo.recovery)


def link(walk: Walk) -> accounts.Account:
    bo = accounts.by_member(walk.community, walk.member("bo"))
    inviting.invite_again(walk.community, bo, walk.occasion, walk.stage.signed_in("ada", walk.occasion))
    return accounts.by_member(walk.community, walk.member("bo"))


def use(walk: Walk, passphrase: str = ANOTHER) -> Made:
    """Make keys behind the link that there is."""
    secret = new_totp_secret(walk.draw)
    code = totp_code(secret, totp_step(walk.now))
    bo = accounts.by_member(walk.community, walk.member("bo"))
    made = signing.enrol(walk.community, bo, passphrase, secret, code, FLOOR, walk.occasion)
    return Made(passphrase, secret, made.keys, "-".join(made.sheet.groups))


def sign(walk: Walk, name: str) -> None:
    bo = accounts.by_member(walk.community, walk.member("bo"))
    founding.admit_new_keys(walk.stage.signed_in(name, walk.occasion), bo, walk.occasion)


def test_a_new_link_and_its_use_leave_everything_of_the_old_keys_as_it_was(stage: Stage) -> None:
    walk = Walk(stage)
    before = models.Account.objects.values("keys", "recovery", "totp", "totp_used").get(
        uid=bytes.fromhex(walk.member("bo"))
    )
    cookie = old(stage).sign_in(walk)
    link(walk)
    use(walk)
    sign(walk, "ada")
    walk.wait(minutes=1)

    assert old(stage).keys == signing_in.open_keys(walk.community, walk.member("bo"), old(stage).passphrase)
    assert sessions.resume(walk.community, cookie, walk.now) is not None
    assert sessions.resume(walk.community, old(stage).sign_in(walk), walk.now) is not None
    after = models.Account.objects.values("keys", "recovery", "totp", "totp_used").get(
        uid=bytes.fromhex(walk.member("bo"))
    )
    assert {**before, "totp_used": b""} == {**after, "totp_used": b""}


def test_new_keys_sign_nobody_in_before_two_members_have_signed(stage: Stage) -> None:
    walk = Walk(stage)
    link(walk)
    made = use(walk)
    walk.wait(minutes=1)
    for signer in ("", "ada"):
        if signer:
            sign(walk, signer)
        with pytest.raises(NotOnRosterError):
            made.sign_in(walk)

    sign(walk, "chidi")

    assert sessions.resume(walk.community, made.sign_in(walk), walk.now) is not None


def test_with_the_second_signature_the_new_keys_take_the_place_of_the_old(stage: Stage) -> None:
    walk = Walk(stage)
    cookie = old(stage).sign_in(walk)
    link(walk)
    made = use(walk)
    walk.wait(minutes=1)
    sign(walk, "ada")
    sign(walk, "chidi")

    assert sessions.resume(walk.community, cookie, walk.now) is None
    with pytest.raises(SignInRefusedError):
        old(stage).sign_in(walk)
    with pytest.raises(SignInRefusedError):
        sessions.recover(walk.community, "bo", Sheet.parse(old(stage).recovery), ONCE_MORE, FLOOR, walk.occasion)
    sessions.recover(walk.community, "bo", Sheet.parse(made.recovery), ONCE_MORE, FLOOR, walk.occasion)
    assert made.keys == signing_in.open_keys(walk.community, walk.member("bo"), ONCE_MORE)
    account = accounts.by_member(walk.community, walk.member("bo"))
    assert (False, False) == (account.has_new_keys, account.has_link)


def test_a_code_with_which_keys_were_made_signs_nobody_in_once_they_count(stage: Stage) -> None:
    walk = Walk(stage)
    link(walk)
    made = use(walk)
    sign(walk, "ada")
    sign(walk, "chidi")

    with pytest.raises(CodeAlreadyUsedError):
        made.sign_in(walk)


def test_the_printed_key_and_another_passphrase_are_those_of_the_old_keys_while_new_ones_wait(stage: Stage) -> None:
    walk = Walk(stage)
    link(walk)
    made = use(walk)

    with pytest.raises(SignInRefusedError):
        sessions.recover(walk.community, "bo", Sheet.parse(made.recovery), ONCE_MORE, FLOOR, walk.occasion)
    sessions.recover(walk.community, "bo", Sheet.parse(old(stage).recovery), ONCE_MORE, FLOOR, walk.occasion)

    assert old(stage).keys == signing_in.open_keys(walk.community, walk.member("bo"), ONCE_MORE)
    sign(walk, "ada")
    sign(walk, "chidi")
    assert made.keys == signing_in.open_keys(walk.community, walk.member("bo"), ANOTHER)


def test_a_link_works_once_and_a_second_one_makes_other_keys_for_which_all_sign_anew(stage: Stage) -> None:
    walk = Walk(stage)
    link(walk)
    first = use(walk)
    with pytest.raises(InvitationEndedError):
        use(walk)
    sign(walk, "ada")
    link(walk)
    second = use(walk, ONCE_MORE)
    walk.wait(minutes=1)
    sign(walk, "chidi")

    assert sessions.resume(walk.community, old(stage).sign_in(walk), walk.now) is not None
    with pytest.raises(SignInRefusedError):
        first.sign_in(walk)
    sign(walk, "ada")
    assert sessions.resume(walk.community, second.sign_in(walk), walk.now) is not None


@pytest.mark.parametrize("signed", [(), ("ada",)])
def test_whoever_holds_the_old_keys_throws_the_new_ones_away_and_nobody_can_sign_for_them(
    stage: Stage, signed: tuple[str, ...]
) -> None:
    walk = Walk(stage)
    link(walk)
    made = use(walk)
    stale = accounts.by_member(walk.community, walk.member("bo"))
    for name in signed:
        sign(walk, name)
    signing.throw_new_away(stage.signed_in("bo", walk.occasion))
    length = roster.load(walk.community).length
    walk.wait(minutes=1)

    for name in ("chidi", "dara"):
        with pytest.raises(RefusedError, match="They have made other keys meanwhile"):
            founding.admit_new_keys(stage.signed_in(name, walk.occasion), stale, walk.occasion)
    assert length == roster.load(walk.community).length
    with pytest.raises(SignInRefusedError):
        made.sign_in(walk)
    assert sessions.resume(walk.community, old(stage).sign_in(walk), walk.now) is not None


def test_throwing_away_takes_a_link_that_nobody_has_used(stage: Stage) -> None:
    walk = Walk(stage)
    account = link(walk)

    signing.throw_new_away(stage.signed_in("bo", walk.occasion))

    assert account.has_link
    with pytest.raises(InvitationEndedError):
        use(walk)


def test_whoever_leaves_takes_link_and_waiting_keys_along(stage: Stage) -> None:
    walk = Walk(stage)
    link(walk)
    use(walk)
    link(walk)

    founding.leave(stage.signed_in("ada", walk.occasion), walk.member("bo"), walk.occasion)

    account = accounts.by_member(walk.community, walk.member("bo"))
    assert (False, False) == (account.has_new_keys, account.has_link)
    with pytest.raises(InvitationEndedError):
        use(walk)


def test_whoever_opened_a_link_cannot_use_up_the_tries_of_its_owner(stage: Stage) -> None:
    walk = Walk(stage)
    link(walk)
    made = use(walk)
    walk.wait(minutes=1)
    made.passphrase = "a guess at something else"
    for _ in range(throttle.TRIES + 1):
        with pytest.raises(SignInRefusedError):
            made.sign_in(walk)
    with pytest.raises(throttle.TooManyTriesError):
        made.sign_in(walk)

    assert sessions.resume(walk.community, old(stage).sign_in(walk), walk.now) is not None


def test_whoever_makes_keys_anew_before_anybody_let_them_in_is_let_in_with_the_last(stage: Stage) -> None:
    walk = Walk(stage)
    record = accounts.AccountRecord(login="lou", name="Lou Marsh")
    account, _ = accounts.invite(walk.community, record, walk.occasion)
    secret = new_totp_secret(walk.draw)
    made = []
    for _ in range(2):
        code = totp_code(secret, totp_step(walk.now))
        made.append(own_keys.enrol(walk.community, account, ANOTHER, secret, code, FLOOR, walk.occasion))
        accounts.renew_invitation(walk.community, account, walk.occasion)
        walk.wait(minutes=1)
    ada, committee = stage.signed_in("ada", walk.occasion), ("committee",)

    with pytest.raises(RefusedError, match="They have made other keys meanwhile"):
        founding.admit_newcomer(ada, made[0].account, committee, walk.occasion)
    after = founding.admit_newcomer(ada, made[1].account, committee, walk.occasion)

    assert made[1].keys.box.public == after.people[account.member].box


@pytest.mark.parametrize("seed", range(12))
def test_in_whatever_order_things_happen_the_keys_that_count_sign_their_owner_in(stage: Stage, seed: int) -> None:
    walk, draw = Walk(stage), random.Random(seed)  # noqa: S311 - an order of acts, and no secret
    counts, waits, signed = old(stage), None, set[str]()
    for _ in range(14):
        act = draw.choice(("link", "use", "use", "ada", "chidi", "dara", "throw away"))
        walk.wait(minutes=1)
        try:
            match act:
                case "link":
                    link(walk)
                case "use":
                    waits, signed = use(walk, draw.choice((ANOTHER, ONCE_MORE))), set()
                case "throw away":
                    signing.throw_new_away(sessions.resume(walk.community, counts.sign_in(walk), walk.now) or _nobody())
                    waits, signed = None, set()
                    walk.wait(minutes=1)
                case name:
                    sign(walk, name)
                    signed.add(name)
        except (RefusedError, InvitationEndedError):
            continue
        if waits is not None and len(signed) == 2:
            counts, waits, signed = waits, None, set()

        member = sessions.resume(walk.community, counts.sign_in(walk), walk.now)

        assert member is not None
        assert counts.keys == member.keys
        person = roster.load(walk.community).people[member.member]
        assert (person.box, person.signing) == (counts.keys.box.public, counts.keys.signing.public)


def _nobody() -> sessions.SignedIn:
    raise AssertionError
