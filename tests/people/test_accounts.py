"""Accounts: enrolling, proving who one is, another passphrase, the printed key (THREATS 4.1, 4.7)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from evenhand.casework.staging import Player, Stage
from evenhand.people import accounts, models, own_keys, sessions, signing_in, throttle
from evenhand.people.accounts import InvitationEndedError, LoginTakenError
from evenhand.people.own_keys import KeysChangedError
from evenhand.people.passphrases import WeakPassphraseError
from evenhand.people.signing_in import CodeAlreadyUsedError, SignInRefusedError
from evenhand.vault import primitives
from evenhand.vault.clerk import Clerk, new_sheet
from evenhand.vault.member_keys import FLOOR, Argon2Cost, CostRefusedError, cost_of, passphrase_key
from evenhand.vault.sheet import Sheet
from evenhand.vault.totp import WrongCodeError, new_totp_secret, totp_code, totp_step
from tests.cast import Walk
from tests.counting import calls, queries

DEARER = Argon2Cost(FLOOR.memory_kib + 1024, FLOOR.iterations, FLOOR.lanes)
ANOTHER = "a wholly different passphrase"


def code(player: Player, walk: Walk) -> str:
    return totp_code(player.totp, totp_step(walk.now))


def wrong(player: Player, walk: Walk) -> str:
    return f"{(int(code(player, walk)) + 500_000) % 1_000_000:06}"


def prove(walk: Walk, login: str, passphrase: str, typed: str) -> Callable[[], object]:
    return lambda: signing_in.prove(walk.community, login, passphrase, typed, walk.occasion)


def stored(player: Player) -> bytes:
    return bytes(models.Account.objects.get(uid=bytes.fromhex(player.member)).keys or b"")


def newcomer(walk: Walk, login: str = "lou") -> tuple[accounts.Account, str]:
    record = accounts.AccountRecord(login=login, name="Lou Marsh", email="lou@lattice.example")
    return accounts.invite(walk.community, record, walk.occasion)


def enrol(walk: Walk, account: accounts.Account, passphrase: str = ANOTHER) -> own_keys.Enrolment:
    secret = new_totp_secret(walk.draw)
    typed = totp_code(secret, totp_step(walk.now))
    return own_keys.enrol(walk.community, account, passphrase, secret, typed, FLOOR, walk.occasion)


def test_a_link_enrols_once(stage: Stage) -> None:
    walk = Walk(stage)
    account, token = newcomer(walk)
    invited = accounts.invited(walk.community, token, walk.now)

    made = enrol(walk, invited)

    assert made.account.is_enrolled
    assert (made.keys.box.public, made.keys.signing.public) == (made.account.box, made.account.signing)
    with pytest.raises(InvitationEndedError):
        accounts.invited(walk.community, token, walk.now)
    with pytest.raises(InvitationEndedError):
        enrol(walk, account)


@pytest.mark.parametrize("token", ["", "x", "é" * 22, "A" * 22, "A" * 10_000])
def test_any_other_link_enrols_nobody(stage: Stage, token: str) -> None:
    with pytest.raises(InvitationEndedError):
        accounts.invited(stage.community, token, Walk(stage).now)


def test_a_link_ends_after_a_week(stage: Stage) -> None:
    walk = Walk(stage)
    _, token = newcomer(walk)
    walk.wait(days=7)

    with pytest.raises(InvitationEndedError):
        accounts.invited(walk.community, token, walk.now)


def test_a_renewed_link_ends_the_one_before(stage: Stage) -> None:
    walk = Walk(stage)
    account, token = newcomer(walk)

    renewed = accounts.renew_invitation(walk.community, account, walk.occasion)

    assert account.member == accounts.invited(walk.community, renewed, walk.now).member
    with pytest.raises(InvitationEndedError):
        accounts.invited(walk.community, token, walk.now)


def test_two_people_have_two_logins_whatever_their_case(stage: Stage) -> None:
    walk = Walk(stage)
    newcomer(walk, "Lou")

    with pytest.raises(LoginTakenError):
        newcomer(walk, " LOU ")


def test_enrolling_takes_a_right_code_and_a_passphrase_that_is_not_weak(stage: Stage) -> None:
    walk = Walk(stage)
    account, _ = newcomer(walk)

    with pytest.raises(WeakPassphraseError):
        enrol(walk, account, "lou marsh lattice")
    with pytest.raises(WrongCodeError):
        own_keys.enrol(walk.community, account, ANOTHER, b"s" * 20, "no code", FLOOR, walk.occasion)

    assert not accounts.by_member(walk.community, account.member).is_enrolled


def test_login_passphrase_and_code_together_open_the_keys(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")

    account, keys, _ = signing_in.prove(walk.community, " ADA ", ada.passphrase, code(ada, walk), walk.occasion)

    assert ada.member == account.member
    assert ada.keys == keys


def test_no_argon2_is_spent_on_a_wrong_code_or_an_unknown_login(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")

    spent = [
        calls(passphrase_key, during)
        for during in (
            prove(walk, "ada", ada.passphrase, wrong(ada, walk)),
            prove(walk, "nobody", ada.passphrase, code(ada, walk)),
            prove(walk, "nobody", ada.passphrase, totp_code(bytes(20), totp_step(walk.now))),
            prove(walk, "ada", ada.passphrase, code(ada, walk)),
        )
    ]

    assert [0, 0, 0, 1] == spent


def test_an_unknown_login_costs_the_queries_and_the_derivations_of_a_wrong_code(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    known = prove(walk, "ada", ada.passphrase, wrong(ada, walk))
    unknown = prove(walk, "nobody", ada.passphrase, wrong(ada, walk))

    assert queries(known) == queries(unknown)
    assert calls(primitives.derive, known) == calls(primitives.derive, unknown)
    assert calls(Clerk.mac, known) == calls(Clerk.mac, unknown) > 0
    assert calls(primitives.aead_open, known) == calls(primitives.aead_open, unknown) > 0


@pytest.mark.parametrize("passphrase", ["not the passphrase of ada", ""])
def test_a_wrong_passphrase_is_answered_like_a_wrong_code(stage: Stage, passphrase: str) -> None:
    walk, ada = Walk(stage), stage.player("ada")

    with pytest.raises(SignInRefusedError) as by_passphrase:
        prove(walk, "ada", passphrase, code(ada, walk))()
    with pytest.raises(SignInRefusedError) as by_code:
        prove(walk, "ada", ada.passphrase, wrong(ada, walk))()

    assert (type(by_code.value), str(by_code.value)) == (type(by_passphrase.value), str(by_passphrase.value))


def test_proving_writes_nothing_and_a_code_is_used_once_also_by_two_at_once(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    account, _, step = signing_in.prove(walk.community, "ada", ada.passphrase, code(ada, walk), walk.occasion)
    _, _, same = signing_in.prove(walk.community, "ada", ada.passphrase, code(ada, walk), walk.occasion)

    signing_in.claim_step(walk.community, account, step)

    with pytest.raises(CodeAlreadyUsedError):
        signing_in.claim_step(walk.community, account, same)
    with pytest.raises(CodeAlreadyUsedError):
        prove(walk, "ada", ada.passphrase, code(ada, walk))()


def test_an_earlier_code_is_not_taken_after_a_later_one(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    earlier = code(ada, walk)
    walk.wait(seconds=30)
    account, _, step = signing_in.prove(walk.community, "ada", ada.passphrase, code(ada, walk), walk.occasion)
    signing_in.claim_step(walk.community, account, step)

    with pytest.raises(CodeAlreadyUsedError):
        prove(walk, "ada", ada.passphrase, earlier)()


def test_after_another_passphrase_the_new_one_opens_and_the_old_one_does_not(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    account = accounts.by_member(walk.community, ada.member)

    own_keys.change_passphrase(walk.community, account, ada.keys, ANOTHER, FLOOR, walk.occasion)

    assert ada.keys == signing_in.open_keys(walk.community, ada.member, ANOTHER)
    with pytest.raises(SignInRefusedError):
        prove(walk, "ada", ada.passphrase, code(ada, walk))()


def test_a_weak_passphrase_leaves_the_old_one_in_place(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    account, before = accounts.by_member(walk.community, ada.member), stored(ada)

    with pytest.raises(WeakPassphraseError):
        own_keys.change_passphrase(walk.community, account, ada.keys, "ada okafor lattice", FLOOR, walk.occasion)

    assert before == stored(ada)


def test_new_keys_that_count_are_not_overwritten_by_somebody_who_still_has_the_old_ones(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    account = accounts.by_member(walk.community, ada.member)
    accounts.renew_invitation(walk.community, account, walk.occasion)
    made = enrol(walk, account)
    assert own_keys.take_new_keys(walk.community, ada.member, (made.account.box, made.account.signing))

    with pytest.raises(KeysChangedError):
        own_keys.change_passphrase(walk.community, account, ada.keys, "old keys come back again", FLOOR, walk.occasion)

    assert made.account.box == accounts.by_member(walk.community, ada.member).box


def test_a_cost_below_todays_is_raised_at_signing_in(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")

    sessions.sign_in(walk.community, "ada", ada.passphrase, code(ada, walk), DEARER, walk.occasion)

    assert DEARER.memory_kib == cost_of(stored(ada)).memory_kib
    assert ada.keys == signing_in.open_keys(walk.community, ada.member, ada.passphrase)


def test_raising_the_cost_does_not_bring_an_old_passphrase_back(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    account, before = accounts.by_member(walk.community, ada.member), stored(ada)
    own_keys.change_passphrase(walk.community, account, ada.keys, ANOTHER, FLOOR, walk.occasion)

    kept = own_keys._seal_again(walk.community, account, ada.keys, ada.passphrase, DEARER, walk.occasion, before)

    assert not kept
    assert ada.keys == signing_in.open_keys(walk.community, ada.member, ANOTHER)


def test_a_cost_below_the_floor_in_the_database_is_refused(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    raw = stored(ada)
    cheap = raw[:2] + Argon2Cost(1024, 1, 1).to_bytes() + raw[8:]
    assert cost_of(raw).to_bytes() == raw[2:8]
    models.Account.objects.filter(uid=bytes.fromhex(ada.member)).update(keys=cheap)

    with pytest.raises(CostRefusedError):
        prove(walk, "ada", ada.passphrase, code(ada, walk))()


def test_the_printed_key_opens_the_keys_and_gives_no_session(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    sessions.begin(walk.community, ada.member, ada.keys, walk.occasion)

    sessions.recover(walk.community, "ada", Sheet.parse(ada.recovery), ANOTHER, FLOOR, walk.occasion)

    assert ada.keys == signing_in.open_keys(walk.community, ada.member, ANOTHER)
    assert not models.Session.objects.exists()


def test_another_printed_key_and_an_unknown_login_are_answered_alike(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    other = new_sheet(walk.draw)

    def recover(login: str, sheet: Sheet) -> Callable[[], object]:
        return lambda: own_keys.recover(walk.community, login, sheet, ANOTHER, FLOOR, walk.occasion)

    known, unknown = recover("ada", other), recover("nobody", Sheet.parse(ada.recovery))
    for refused in (known, unknown):
        with pytest.raises(SignInRefusedError):
            refused()
    assert queries(known) == queries(unknown)
    assert calls(primitives.derive, known) == calls(primitives.derive, unknown) > 0
    assert 0 == calls(passphrase_key, known)


def test_strangers_are_slowed_down_and_cannot_lock_a_member_out(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    for _ in range(signing_in.WRONG_CODES):
        with pytest.raises(SignInRefusedError):
            prove(walk, "ada", "a stranger's guess", wrong(ada, walk))()
    with pytest.raises(throttle.TooManyTriesError):
        prove(walk, "ada", "a stranger's guess", wrong(ada, walk))()

    account, _, _ = signing_in.prove(walk.community, "ada", ada.passphrase, code(ada, walk), walk.occasion)

    assert ada.member == account.member


def test_strangers_cannot_tell_a_login_that_exists_by_being_slowed_down(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")

    def tries(login: str) -> list[str]:
        told = []
        for _ in range(signing_in.WRONG_CODES + 2):
            try:
                prove(walk, login, "a guess", wrong(ada, walk))()
            except (SignInRefusedError, throttle.TooManyTriesError) as err:
                told.append(type(err).__name__)
        return told

    assert tries("ada") == tries("nobody")


def test_wrong_passphrases_behind_a_right_code_are_few(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    for _ in range(throttle.TRIES):
        with pytest.raises(SignInRefusedError):
            prove(walk, "ada", "a stranger's guess", code(ada, walk))()

    with pytest.raises(SignInRefusedError):  # once with this code, and no more
        prove(walk, "ada", "a stranger's guess", code(ada, walk))()
    with pytest.raises(throttle.TooManyTriesError):
        prove(walk, "ada", ada.passphrase, code(ada, walk))()

    walk.now += throttle.WINDOW + timedelta(seconds=1)
    assert (
        ada.member == signing_in.prove(walk.community, "ada", ada.passphrase, code(ada, walk), walk.occasion)[0].member
    )


def test_who_guessed_one_code_cannot_keep_its_owner_out_beyond_the_next(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    for _ in range(throttle.TRIES + 1):
        with pytest.raises(SignInRefusedError):
            prove(walk, "ada", "a stranger's guess", code(ada, walk))()
    with pytest.raises(throttle.TooManyTriesError):
        prove(walk, "ada", ada.passphrase, code(ada, walk))()

    walk.now += timedelta(seconds=30)

    assert (
        ada.member == signing_in.prove(walk.community, "ada", ada.passphrase, code(ada, walk), walk.occasion)[0].member
    )


def test_behind_a_code_that_comes_later_there_is_one_try_and_not_ten(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")
    for _ in range(throttle.TRIES + 1):
        with pytest.raises(SignInRefusedError):
            prove(walk, "ada", "a stranger's guess", code(ada, walk))()

    walk.now += timedelta(seconds=30)

    with pytest.raises(SignInRefusedError):
        prove(walk, "ada", "a stranger's guess", code(ada, walk))()
    with pytest.raises(throttle.TooManyTriesError):
        prove(walk, "ada", "a stranger's guess", code(ada, walk))()
