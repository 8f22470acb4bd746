"""Whoever of the council or the alternates is named hears nothing before a look, whenever the name comes (C2)."""

from dataclasses import replace

import pytest

from evenhand.casework import closing, founding, intake, keychanges, moving, opening, portal, reported, staging, talking
from evenhand.casework.errors import RefusedError
from evenhand.casework.staging import Casting, Stage
from evenhand.casework.verification import verify
from evenhand.clock.tick import tick
from evenhand.outbox import queue
from evenhand.outbox.posting import Came
from evenhand.outbox.texts import Text, write
from evenhand.people import roster_facts as rf
from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Party
from evenhand.record import ledger, rooms
from tests.cast import REPORTER, Walk, dice
from tests.endings import carried_out
from tests.joiners import joined, shown

SECOND = Party("reporter-2")
GUS, HALA = Casting("Gus Maier", (rf.ALTERNATE,)), Casting("Hala Aziz", (rf.ALTERNATE,))
MONA = Casting("Mona Ruiz", (rf.COUNCIL,))
OTHERS = ("ada", "chidi", "dara", "eun")


def begun(stage: Stage, what: str = "It was loud.", *, draw: str = "walk", **more: object) -> Walk:
    """A report of which Bo is the first to know."""
    walk = Walk(stage, draw=dice(draw)).report(what, who="Somebody", **more)
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    return walk


def waiting(walk: Walk) -> set[str]:
    """Of whom nobody knows yet whether they are meant."""
    return names(walk, walk.seat("bo").state.named_elsewhere)


def names(walk: Walk, members: object) -> set[str]:
    logins = {player.member: login for login, player in walk.stage.players.items()}
    return {logins[member] for member in members}  # type: ignore[attr-defined]  # any collection of members


def clear(walk: Walk, name: str) -> None:
    keychanges.clear(walk.seat("bo"), walk.occasion, walk.member(name))


def opened_by(walk: Walk, name: str) -> int:
    file = ledger.load(walk.community, bytes.fromhex(walk.number))
    keys = rooms.open_keys(file, walk.stage.player(name).keys.box)
    return len(rooms.read(file, keys, file.entries))


def told_of_a_delay(walk: Walk) -> set[str]:
    """Whom the clock tells of a promise that was broken."""
    queue.drain()
    told = set[str]()
    begins = write(Text.DELAY, "en", link="|").body.partition("|")[0]

    def postman(leaving: queue.Leaving, _: object) -> Came:
        if leaving.mail.body.startswith(begins):
            told.add(leaving.mail.to.partition("@")[0])
        return Came.LEFT

    tick(walk.occasion, postman)
    return told


# --- too few are left -----------------------------------------------------------------------------


def without_the_others(walk: Walk) -> Walk:
    for name in OTHERS:
        keychanges.recuse(walk.seat(name), walk.occasion)
    return walk


def test_where_too_few_are_left_the_council_comes_in_without_whoever_is_named(stage: Stage) -> None:
    walk = without_the_others(begun(stage, "Ines shouted, and Kofi can tell you."))

    assert {"bo", "jun"} == names(walk, walk.seat("bo").state.readers)
    assert 0 == opened_by(walk, "ines") == opened_by(walk, "kofi") < opened_by(walk, "jun")
    assert {"ines", "kofi"} == waiting(walk)


@pytest.fixture
def standing_by(stage: Stage) -> Stage:
    """Two alternates stand by."""
    earlier = Walk(stage, draw=dice("alternates")).occasion
    return staging.join(staging.join(stage, GUS, earlier), HALA, earlier)


def test_an_alternate_who_is_named_is_never_called_in_before_a_look(standing_by: Stage) -> None:
    walk = without_the_others(begun(standing_by, "Gus laughed about it."))

    assert {"bo", "hala"} == names(walk, walk.seat("bo").state.readers)
    assert 0 == opened_by(walk, "gus")


def test_an_alternate_who_was_found_not_to_be_meant_gets_the_keys_when_called_in(standing_by: Stage) -> None:
    walk = begun(standing_by, "Gus laughed about it, the one of the canteen.")
    clear(walk, "gus")

    without_the_others(walk)

    assert {"bo", "gus"} == names(walk, walk.seat("bo").state.readers)
    assert opened_by(walk, "gus") == opened_by(walk, "bo") > 0
    assert [] == [str(wrong) for wrong in verify(walk.community)]


# --- the end --------------------------------------------------------------------------------------


def test_the_report_to_the_council_waits_for_the_look_and_goes_to_whoever_is_not_meant(stage: Stage) -> None:
    walk = begun(stage, "Ines shouted, and Kofi can tell you.", left_out=(stage.player("ada").member,))
    carried_out(walk, ("chidi", "dara", "eun"), "chidi")
    with pytest.raises(RefusedError) as refused:
        closing.report_to_council(walk.seat("bo"), walk.occasion, "It was loud.", "Ines")
    clear(walk, "kofi")
    keychanges.write_names(walk.seat("bo"), walk.occasion, "Ines", [walk.member("ines")])

    closing.report_to_council(walk.seat("bo"), walk.occasion, "It was loud.", "Ines")

    assert Clause.RECUSAL is refused.value.clause
    assert {"jun", "kofi"} == names(walk, walk.seat("bo").state.council_readers)
    assert 0 == opened_by(walk, "ines") < opened_by(walk, "jun") == opened_by(walk, "kofi")


def test_the_clock_tells_nobody_who_is_named_of_a_broken_promise(stage: Stage) -> None:
    walk = begun(stage, "Ines shouted, and Kofi can tell you.", left_out=(stage.player("ada").member,))
    clear(walk, "kofi")

    assert {"jun", "kofi"} == told_of_a_delay(walk.wait(hours=73))


def test_a_broken_promise_of_which_nobody_of_the_council_may_hear_is_on_record(stage: Stage) -> None:
    walk = begun(stage, "Ines shouted, Jun and Kofi laughed.", left_out=(stage.player("ada").member,))

    assert set() == told_of_a_delay(walk.wait(hours=73))

    facts = [recorded.happened.fact for recorded in walk.seat("bo").file.entries]
    assert [True] == [one.to_nobody for one in facts if isinstance(one, f.CouncilToldOfDelay)]


def test_a_report_that_nobody_of_the_council_may_read_stays_with_the_members_and_the_case_can_end(stage: Stage) -> None:
    walk = begun(stage, left_out=tuple(stage.player(name).member for name in ("ada", "ines", "jun", "kofi")))
    carried_out(walk, ("chidi", "dara", "eun"), "chidi")

    closing.report_to_council(walk.seat("bo"), walk.occasion, "It was loud.")
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.CLOSING, REPORTER, talking.Letter("It is over."))
    closing.close(walk.seat("bo"), walk.occasion)

    assert 0 == sum(opened_by(walk, name) for name in ("ada", "ines", "jun", "kofi"))
    assert not walk.seat("bo").state.is_open


# --- names that come up later ---------------------------------------------------------------------


def test_a_name_in_a_later_message_waits_for_a_look_like_one_in_the_report(stage: Stage) -> None:
    walk = begun(stage)
    before = waiting(walk)

    portal.write(walk.party(), walk.occasion, "I remember now: Kofi Mensah was there.")

    assert (set(), {"kofi"}) == (before, waiting(walk))


def test_a_finding_is_about_the_words_that_were_there(stage: Stage) -> None:
    walk = begun(stage, "Kofi can tell you.")
    clear(walk, "kofi")

    portal.write(walk.party(), walk.occasion, "No, it was Kofi himself.")

    assert {"kofi"} == waiting(walk)


def test_nobody_loses_a_seat_because_somebody_writes_their_name(stage: Stage) -> None:
    walk = begun(stage)

    portal.write(walk.party(), walk.occasion, "Ada Okafor, Bo Lind, Chidi, Dara and Eun: I do not trust any of them.")

    assert {"ada", "bo", "chidi", "dara", "eun"} == names(walk, walk.seat("bo").state.readers)
    assert set() == waiting(walk)


def test_the_same_form_again_is_searched_but_for_who_sends_it(stage: Stage) -> None:
    walk, nonce = Walk(stage), b"\x07" * 32
    report, shown = reported.Report("It was loud.", who="Somebody"), opening.readers_shown(stage.community)
    first = intake.receive_report(stage.community, report, shown, nonce, walk.occasion)
    walk.phrases["reporter-1"] = first.phrase
    walk.number = walk.party().file.number
    again = replace(report, name="Jun Sato", address="jun@lattice.example", who="Somebody, and Ines Duarte")

    intake.receive_report(stage.community, again, shown, nonce, walk.wait(hours=1).occasion)

    assert {"ines"} == waiting(walk)


def test_a_name_that_a_member_writes_down_waits_unless_they_say_who_it_is(stage: Stage) -> None:
    walk = begun(stage)

    keychanges.write_names(walk.seat("bo"), walk.occasion, "Ines, and Kofi as one who saw it.", [walk.member("ines")])

    assert {"kofi"} == waiting(walk)
    assert {walk.member("ines")} == walk.seat("bo").state.involved


# --- people who come later ------------------------------------------------------------------------


def joined_later(stage: Stage, what: str) -> Walk:
    """Mona joins the council an hour after the report."""
    walk = begun(stage, what, left_out=(stage.player("ada").member,))
    walk.wait(hours=1)
    walk.stage = staging.join(stage, MONA, walk.occasion)
    return walk


def test_of_whoever_joined_the_council_later_the_clock_knows_nothing_so_it_tells_them_nothing(stage: Stage) -> None:
    walk = joined_later(stage, "Mona was rude.")

    assert {"ines", "jun", "kofi"} == told_of_a_delay(walk.wait(hours=73))


def test_the_first_act_of_a_member_looks_for_their_name_in_all_that_was_said(stage: Stage) -> None:
    walk = joined_later(stage, "Mona was rude.")

    keychanges.answer_conflict(walk.seat("chidi"), walk.occasion)

    assert {"mona"} == waiting(walk)
    assert [] == [str(wrong) for wrong in verify(walk.community)]


def test_whoever_came_later_and_is_not_named_hears_like_the_rest_from_then_on(stage: Stage) -> None:
    walk = joined_later(stage, "It was loud.")

    keychanges.answer_conflict(walk.seat("chidi"), walk.occasion)

    assert set() == waiting(walk)
    assert {"ines", "jun", "kofi", "mona"} == told_of_a_delay(walk.wait(hours=73))


def test_where_nobodys_keys_are_open_the_council_comes_in_without_whoever_came_later(stage: Stage) -> None:
    walk = Walk(stage).report(who="Mo", left_out=tuple(stage.player(name).member for name in ("ada", "dara", "eun")))
    walk.stage = staging.join(stage, MONA, walk.wait(hours=1).occasion)

    for name in ("chidi", "bo"):  # taken off the roster by somebody who has no key of this case
        founding.leave(walk.stage.signed_in("ada", walk.occasion), walk.member(name), walk.occasion)

    assert {"ines", "jun", "kofi"} == names(walk, walk.seat("ines").state.readers)


def test_a_newcomer_to_the_committee_who_is_named_is_shown_no_names_before_a_look(stage: Stage) -> None:
    walk = joined(begun(stage, "Wen was rude, the one who left last year."))
    with pytest.raises(RefusedError) as refused:
        shown(walk)
    clear(walk, "wen")

    shown(walk)

    assert Clause.RECUSAL is refused.value.clause
    assert {walk.member("wen")} == set(walk.seat("bo").state.shown_names)


def test_a_name_is_looked_for_once_for_each_who_comes(stage: Stage) -> None:
    walk = joined_later(stage, "It was loud.")

    for name in ("chidi", "dara", "eun"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)

    facts = [recorded.happened.fact for recorded in walk.seat("bo").file.entries]
    assert [f.NamesLookedFor((), in_all=True)] == [one for one in facts if isinstance(one, f.NamesLookedFor)]


def test_what_is_refused_because_of_a_name_leaves_the_look_to_be_done(stage: Stage) -> None:
    walk = begun(stage, "Mona was rude.", left_out=(stage.player("ada").member,))
    carried_out(walk, ("chidi", "dara", "eun"), "chidi")
    walk.stage = staging.join(stage, MONA, walk.wait(hours=1).occasion)

    with pytest.raises(RefusedError):
        closing.report_to_council(walk.seat("bo"), walk.occasion, "It was loud.")

    assert {"mona"} == waiting(walk)


def test_a_member_of_the_council_who_takes_a_seat_on_the_roster_later_is_new_from_then_on(stage: Stage) -> None:
    walk = begun(stage, "Kofi was rude.", left_out=(stage.player("ada").member,))
    clear(walk, "kofi")
    chair = walk.stage.signed_in("ada", walk.wait(hours=1).occasion)

    founding.set_roles(chair, walk.member("jun"), (rf.COUNCIL, rf.ALTERNATE), walk.occasion)
    keychanges.answer_conflict(walk.seat("chidi"), walk.occasion)

    assert set() == waiting(walk)
    assert walk.seat("bo").state.names_looked_for_at == walk.now


# --- joined and split off -------------------------------------------------------------------------


class Two:
    """Two cases of which Bo knows both."""

    def __init__(self, stage: Stage, kai: str, lee: str) -> None:
        self.kai = begun(stage, kai, draw="kai")
        self.lee = begun(stage, lee, draw="lee")

    def joined(self) -> Walk:
        moving.join(self.lee.seat("bo"), self.lee.occasion, REPORTER, self.kai.number)
        return self.kai


def test_whoever_waits_in_either_case_waits_in_both_once_they_are_joined(stage: Stage) -> None:
    walk = Two(stage, "Ines shouted.", "Kofi shouted.").joined()

    assert {"ines", "kofi"} == waiting(walk)


def test_what_was_found_in_either_case_holds_once_they_are_joined(stage: Stage) -> None:
    two = Two(stage, "Ines can tell you.", "Kofi can tell you.")
    clear(two.kai, "ines")
    clear(two.lee, "kofi")

    walk = two.joined()

    assert set() == waiting(walk)
    assert {"ines", "kofi"} == names(walk, walk.seat("bo").state.not_meant)


@pytest.mark.parametrize("found_in", ["kai", "lee"])
def test_a_finding_in_one_case_says_nothing_of_the_words_of_the_other(stage: Stage, found_in: str) -> None:
    two = Two(stage, "Kofi was there.", "Kofi shouted.")
    clear(two.kai if found_in == "kai" else two.lee, "kofi")

    walk = two.joined()

    assert {"kofi"} == waiting(walk)
    assert frozenset() == walk.seat("bo").state.not_meant


def test_somebody_who_came_after_both_reports_is_looked_for_in_both(stage: Stage) -> None:
    two = Two(stage, "It was loud.", "Mona shouted.")
    later = two.kai.wait(hours=1)
    two.kai.stage = two.lee.stage = staging.join(stage, MONA, later.occasion)
    two.lee.now = later.now

    assert {"mona"} == waiting(two.joined())


def test_splitting_off_keeps_what_was_found_and_what_is_still_open(stage: Stage) -> None:
    two = Two(stage, "Ines can tell you.", "Kofi shouted, and Jun laughed.")
    clear(two.kai, "ines")
    walk = two.joined()
    clear(walk, "jun")

    two.lee.number = moving.split(walk.seat("bo"), walk.occasion, SECOND)

    assert ({"kofi"}, {"kofi"}) == (waiting(two.kai), waiting(two.lee))
    found = [names(one, one.seat("bo").state.not_meant) for one in (two.kai, two.lee)]
    assert [{"ines", "jun"}] * 2 == found
