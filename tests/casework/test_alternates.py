"""Alternates come in where too few are left, and whoever must not is passed over (C2, THREATS 4.4, 4.5)."""

from dataclasses import replace

import pytest

from evenhand.casework import founding, intake, keychanges, opening, reported, staging
from evenhand.casework.staging import Casting, Stage
from evenhand.casework.verification import verify
from evenhand.people import communities
from evenhand.people import roster_facts as rf
from evenhand.procedure.facts import Member
from evenhand.procedure.manual_file import builtin
from evenhand.record import ledger, rooms
from tests.cast import Walk

GUS, HALA = Casting("Gus Maier", (rf.ALTERNATE,)), Casting("Hala Aziz", (rf.ALTERNATE,))
OTHERS = ("ada", "chidi", "dara", "eun")


@pytest.fixture
def standing_by(stage: Stage) -> Walk:
    """Two alternates stand by."""
    walk = Walk(stage.fresh())
    for casting in (GUS, HALA):
        walk.stage = staging.join(walk.stage, casting, walk.occasion)
    return walk


def readers(walk: Walk) -> set[str]:
    members = {walk.member(name): name for name in walk.stage.players}
    return {members[member] for member in walk.seat("bo").state.readers}


def opened_by(walk: Walk, name: str) -> int:
    file = ledger.load(walk.community, bytes.fromhex(walk.number))
    keys = rooms.open_keys(file, walk.stage.player(name).keys.box)
    return len(rooms.read(file, keys, file.entries))


def without_the_others(walk: Walk) -> Walk:
    """All but Bo step back."""
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    for name in OTHERS:
        keychanges.recuse(walk.seat(name), walk.occasion)
    return walk


def test_the_one_who_steps_back_gives_the_keys_to_as_many_alternates_as_are_missing(standing_by: Walk) -> None:
    walk = without_the_others(standing_by.report(who="Mo"))

    assert {"bo", "gus"} == readers(walk)
    assert opened_by(walk, "bo") == opened_by(walk, "gus") > 0
    assert 0 == opened_by(walk, "hala") == opened_by(walk, "eun")
    assert [] == [str(wrong) for wrong in verify(walk.community)]


def test_who_was_left_out_or_is_named_is_passed_over_and_the_council_follows(standing_by: Walk) -> None:
    walk = standing_by
    walk.report("Hala shouted at people.", who="Mo", left_out=(walk.member("gus"), walk.member("ada")))
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    for name in OTHERS[1:]:
        keychanges.recuse(walk.seat(name), walk.occasion)

    assert {"bo", "ines", "jun", "kofi"} == readers(walk)
    assert 0 == opened_by(walk, "gus") == opened_by(walk, "hala") == opened_by(walk, "ada")


def test_where_nobodys_keys_are_open_a_member_who_is_left_calls_them_in(standing_by: Walk) -> None:
    walk = standing_by.report(who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    for name in OTHERS[1:]:
        keychanges.recuse(walk.seat(name), walk.occasion)

    founding.leave(walk.stage.signed_in("bo", walk.occasion), walk.member("ada"), walk.occasion)
    before = readers(walk)
    keychanges.seat_alternates(walk.seat("bo"), walk.occasion)

    assert ({"bo"}, {"bo", "gus"}) == (before, readers(walk))


def test_a_report_that_leaves_too_few_readers_goes_to_an_alternate_first(standing_by: Walk) -> None:
    walk = standing_by

    walk.report(who="Mo", left_out=tuple(walk.member(name) for name in OTHERS))

    assert {"bo", "gus"} == readers(walk)
    assert not walk.seat("bo").state.with_council
    assert opened_by(walk, "gus") > 0 == opened_by(walk, "hala")


def test_a_report_that_names_an_alternate_holds_them_back(standing_by: Walk) -> None:
    walk = standing_by

    walk.report("It was Gus.", who="Mo", left_out=tuple(walk.member(name) for name in OTHERS))

    assert {"bo", "hala"} == readers(walk)
    assert {walk.member("gus")} == walk.seat("bo").state.held_back


def test_an_alternate_whom_the_form_did_not_show_waits_for_a_look(standing_by: Walk) -> None:
    walk = standing_by
    shown = replace(opening.readers_shown(walk.community), alternates=())
    report = reported.Report("Sarcasm.", left_out=tuple(walk.member(name) for name in OTHERS))

    receipt = intake.receive_report(walk.community, report, shown, bytes(32), walk.occasion)

    assert walk.member("gus") in receipt.waiting
    assert walk.member("gus") not in receipt.readers


def test_a_manual_without_alternates_goes_to_the_council_as_before(standing_by: Walk) -> None:
    walk = standing_by
    without = builtin("numpy").replace(b"alternates = { is = true", b"alternates = { is = false")
    founding.adopt_manual(walk.stage.signed_in("ada", walk.occasion), without, walk.occasion)
    walk.stage = replace(walk.stage, community=communities.by_pk(walk.community.pk))

    walk = without_the_others(walk.report(who="Mo"))

    assert {"bo", "ines", "jun", "kofi"} == readers(walk)
    assert opening.readers_shown(walk.community).alternates == ()


def test_an_alternate_who_steps_back_is_followed_by_the_next(standing_by: Walk) -> None:
    walk = without_the_others(standing_by.report(who="Mo"))
    before: set[Member] = set(walk.seat("bo").state.readers)

    keychanges.recuse(walk.seat("gus"), walk.occasion)

    assert {"bo", "hala"} == readers(walk)
    assert walk.member("gus") in before
    assert 0 == opened_by(walk, "gus")
