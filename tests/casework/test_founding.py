"""Who joins, leaves and comes back: two-person rules, and nothing told of cases one must not know (4.6, 4.7)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction

from evenhand.casework import founding, joining, keychanges, recording
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import NoSuchCaseError
from evenhand.casework.staging import Player, Stage
from evenhand.outbox import queue
from evenhand.people import accounts, communities, own_keys, roster, sessions
from evenhand.people import roster_facts as rf
from evenhand.people.sessions import SignedIn
from evenhand.procedure.clauses import Clause
from evenhand.procedure.manual_file import builtin
from evenhand.procedure.state import CaseState, fold
from evenhand.record import ledger, rooms
from evenhand.vault.keyring import COMMITTEE
from evenhand.vault.keys import BoxKey
from evenhand.vault.member_keys import MemberKeys
from tests.cast import Walk
from tests.joiners import enrolled


def signed_in(walk: Walk, name: str) -> SignedIn:
    return walk.stage.signed_in(name, walk.occasion)


def loaded(walk: Walk) -> ledger.CaseFile:
    return ledger.load(walk.community, bytes.fromhex(walk.number))


def state_of(walk: Walk) -> CaseState:
    return fold(recorded.happened for recorded in loaded(walk).entries)


def opened_by(walk: Walk, box: BoxKey) -> int:
    file = loaded(walk)
    return len(rooms.read(file, rooms.open_keys(file, box), file.entries))


def answered(walk: Walk, *names: str) -> Walk:
    for name in names:
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    return walk


def newcomer(walk: Walk, roles: tuple[str, ...] = (rf.COMMITTEE,)) -> own_keys.Enrolment:
    account, _ = accounts.invite(walk.community, accounts.AccountRecord(login="lou", name="Lou Marsh"), walk.occasion)
    made = enrolled(walk, account)
    founding.admit_newcomer(signed_in(walk, "ada"), made.account, roles, walk.occasion)
    return made


def test_a_newcomer_reads_no_existing_case_before_a_second_member_has_signed(stage: Stage) -> None:
    walk = answered(Walk(stage).report(who="Mo"), "bo")
    made = newcomer(walk)

    with pytest.raises(RefusedError) as refused:
        joining.show_names(walk.seat("bo"), walk.occasion, made.account.member)
    before = opened_by(walk, made.keys.box)
    founding.second_newcomer(signed_in(walk, "bo"), made.account.member, walk.occasion)
    joining.show_names(walk.seat("bo"), walk.occasion, made.account.member)

    assert Clause.ARCHIVE is refused.value.clause
    assert (0, 1) == (before, opened_by(walk, made.keys.box))


def test_a_newcomer_gets_no_key_of_a_new_case_before_a_second_member_has_signed(stage: Stage) -> None:
    walk = Walk(stage)
    made = newcomer(walk)

    walk.report()

    assert 0 == opened_by(walk, made.keys.box)
    assert made.account.member not in state_of(walk).readers


def test_a_newcomer_who_waits_for_the_second_signature_changes_nothing_on_the_roster(stage: Stage) -> None:
    walk = Walk(stage)
    made = newcomer(walk, (rf.COMMITTEE, rf.OFFICE))
    person = roster.load(walk.community).people[made.account.member]
    as_lou = SignedIn(walk.community, person.member, person, made.keys, bytes(32), walk.now, walk.now)

    with pytest.raises(RefusedError):
        founding.leave(as_lou, walk.member("bo"), walk.occasion)

    assert not roster.load(walk.community).people[walk.member("bo")].has_left


def test_leaving_begins_a_new_epoch_in_every_case_and_ends_sessions(stage: Stage) -> None:
    walk = Walk(stage)
    dara = stage.player("dara")
    cookie = sessions.begin(walk.community, dara.member, dara.keys, walk.occasion)
    numbers = []
    for _ in range(3):
        walk.report()
        numbers.append(walk.number)

    founding.leave(signed_in(walk, "ada"), dara.member, walk.occasion)

    assert sessions.resume(walk.community, cookie, walk.now) is None
    for walk.number in numbers:
        assert 2 == loaded(walk).keyring.current_epoch(COMMITTEE)
        assert () == loaded(walk).keyring.wraps_for(dara.keys.box.public)
        answered(walk, "bo")
        recording.write_note(walk.seat("bo"), walk.occasion, "Without Dara.")
        assert (2, 0) == (opened_by(walk, stage.player("bo").keys.box), opened_by(walk, dara.keys.box))


Mails = list[tuple[str, str, str]]


def told(walk: Walk, act: Callable[[], roster.Roster]) -> tuple[object, Mails]:
    """Everything that the acting person can notice: what the answer shows, and what is mailed."""
    queue.drain()
    present = act()
    shown = {m: replace(p, joined_at=walk.now) for m, p in present.people.items()}
    mails = sorted((mail.mail.to, mail.mail.subject, mail.mail.body) for mail in queue.waiting(walk.community))
    return (shown, present.length), mails


@pytest.mark.parametrize("everybody_ticked", [False, True])
def test_leaving_answers_alike_with_and_without_a_case_that_the_acting_person_must_not_know(
    stage: Stage, everybody_ticked: bool
) -> None:
    walk = Walk(stage)
    committee = ("ada", "bo", "chidi", "dara")
    ticked = (*committee, "ines", "jun", "kofi") if everybody_ticked else committee
    without_case = transaction.savepoint()
    bare = told(walk, lambda: founding.leave(signed_in(walk, "ada"), walk.member("eun"), walk.occasion))
    transaction.savepoint_rollback(without_case)

    walk.report(left_out=tuple(walk.member(name) for name in ticked))
    hidden = told(walk, lambda: founding.leave(signed_in(walk, "ada"), walk.member("eun"), walk.occasion))

    assert bare == hidden


def test_where_the_last_reader_of_a_hidden_case_leaves_nothing_is_told_and_nothing_is_lost(stage: Stage) -> None:
    walk = Walk(stage)
    others = [name for name in stage.players if name != "eun"]
    walk.report(left_out=tuple(walk.member(name) for name in others))
    eun: Player = stage.player("eun")

    founding.leave(signed_in(walk, "ada"), eun.member, walk.occasion)

    assert roster.load(walk.community).people[eun.member].has_left
    assert 1 == opened_by(walk, eun.keys.box)
    with pytest.raises(NoSuchCaseError):
        walk.seat("ada")


def test_the_last_reader_who_goes_by_their_own_word_is_told_and_stays(stage: Stage) -> None:
    walk = Walk(stage)
    walk.report(left_out=tuple(walk.member(name) for name in stage.players if name != "eun"))

    with pytest.raises(RefusedError) as refused:
        founding.leave(signed_in(walk, "eun"), walk.member("eun"), walk.occasion)

    assert Clause.RECUSAL is refused.value.clause
    assert not roster.load(walk.community).people[walk.member("eun")].has_left


def test_who_came_in_for_the_council_stays_when_they_are_off_the_committee_and_goes_with_their_seat_there(
    stage: Stage,
) -> None:
    walk = Walk(stage)
    walk.report(left_out=tuple(walk.member(name) for name in ("bo", "chidi", "dara", "eun")))
    ada = walk.member("ada")

    founding.set_roles(signed_in(walk, "bo"), ada, (rf.COUNCIL,), walk.occasion)
    as_council = state_of(walk).readers
    founding.set_roles(signed_in(walk, "bo"), ada, (), walk.occasion)

    assert state_of(walk).with_council
    assert ada in as_council
    assert ada not in state_of(walk).readers
    assert 0 == opened_by(walk, stage.player("ada").keys.box)


def test_another_part_that_takes_no_seat_changes_no_key(stage: Stage) -> None:
    walk = answered(Walk(stage).report(), "bo", "ada")
    before = len(loaded(walk).entries)

    founding.set_roles(signed_in(walk, "ada"), walk.member("bo"), (rf.COMMITTEE,), walk.occasion)

    assert before == len(loaded(walk).entries)


def reset(walk: Walk, name: str) -> MemberKeys:
    """Somebody has lost everything and makes new keys; two members sign for them."""
    account = accounts.by_member(walk.community, walk.member(name))
    accounts.renew_invitation(walk.community, account, walk.occasion)
    made = enrolled(walk, account)
    for signer in ("ada", "chidi"):
        assert 0 == opened_by(walk, made.keys.box)
        founding.admit_new_keys(signed_in(walk, signer), made.account, walk.occasion)
    return made.keys


def test_a_reset_opens_nothing_until_peers_have_wrapped_again_and_then_everything(stage: Stage) -> None:
    walk = answered(Walk(stage).report(), "bo", "ada")
    recording.write_note(walk.seat("bo"), walk.occasion, "Before.")
    keychanges.recuse(walk.seat("dara"), walk.occasion)
    recording.write_note(walk.seat("bo"), walk.occasion, "After.")
    old, keys = stage.player("bo").keys, reset(walk, "bo")

    nothing = opened_by(walk, keys.box)
    wrapped = founding.rewrap(signed_in(walk, "ada"), walk.member("bo"), walk.occasion)

    assert (0, 1) == (nothing, wrapped)
    assert 3 == opened_by(walk, keys.box)
    assert 0 == opened_by(walk, old.box)
    assert 0 == founding.rewrap(signed_in(walk, "ada"), walk.member("bo"), walk.occasion)


def test_somebody_outside_a_case_wraps_nothing_of_it(stage: Stage) -> None:
    walk = Walk(stage)
    walk.report(left_out=(walk.member("ada"),))
    keys = reset(walk, "bo")

    assert 0 == founding.rewrap(signed_in(walk, "ada"), walk.member("bo"), walk.occasion)
    assert 0 == opened_by(walk, keys.box)


def test_the_council_is_let_in_where_too_few_are_left_and_not_before(stage: Stage) -> None:
    walk = answered(Walk(stage).report(left_out=tuple(Walk(stage).member(n) for n in ("ada", "bo", "chidi"))), "dara")
    with pytest.raises(RefusedError):
        keychanges.seat_council(walk.seat("dara"), walk.occasion)
    founding.leave(signed_in(walk, "bo"), walk.member("eun"), walk.occasion)

    keychanges.seat_council(walk.seat("dara"), walk.occasion)

    assert {walk.member(name) for name in ("dara", "ines", "jun", "kofi")} == set(walk.seat("ines").state.readers)
    assert 1 == opened_by(walk, stage.player("ines").keys.box)
    assert 0 == opened_by(walk, stage.player("ada").keys.box)


def test_the_form_opens_once_a_second_member_has_signed_for_two_of_the_council(stage: Stage) -> None:
    filled = builtin("numpy").replace(b'"to be chosen"', b'"7 years"').replace(b"to be filled in", b"the foundation")
    communities.adopt_manual(stage.community, filled)
    walk = Walk(stage.fresh())
    for name in ("ines", "jun", "kofi"):
        founding.set_roles(signed_in(walk, "ada"), walk.member(name), (rf.COMMITTEE,), walk.occasion)

    with pytest.raises(RefusedError, match="two members of the council make their keys"):
        founding.publish(signed_in(walk, "ada"), walk.occasion, is_open=True)
    made = newcomer(walk, (rf.COUNCIL,))
    with pytest.raises(RefusedError, match="a second member signs for two members of the council"):
        founding.publish(signed_in(walk, "ada"), walk.occasion, is_open=True)
    founding.second_newcomer(signed_in(walk, "bo"), made.account.member, walk.occasion)

    assert founding.publish(signed_in(walk, "ada"), walk.occasion, is_open=True).is_published
