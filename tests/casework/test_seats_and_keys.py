"""Exclusion, held-back members, recusal, the floor: all of them key events (C2, K4, THREATS 4.4 to 4.6)."""

from dataclasses import replace

import pytest

from evenhand.casework import filing, founding, intake, keychanges, opening, recording, reported, seats, talking
from evenhand.casework.errors import ChangedError, RefusedError
from evenhand.casework.reported import NobodyCanReadError
from evenhand.casework.seats import NoSuchCaseError
from evenhand.casework.staging import Stage
from evenhand.casework.verification import verify
from evenhand.people import communities
from evenhand.people.sessions import SignedIn
from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.manual_file import builtin
from evenhand.record import cases, ledger, rooms
from evenhand.vault.phrase import new_nonce
from tests.cast import REPORTER, Walk


def opened_by(walk: Walk, name: str) -> int:
    """How many entries' words this person's own key opens, whatever any door says."""
    file = ledger.load(walk.community, bytes.fromhex(walk.number))
    keys = rooms.open_keys(file, walk.stage.player(name).keys.box)
    return len(rooms.read(file, keys, file.entries))


def answered(walk: Walk, *names: str) -> Walk:
    for name in names:
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    return walk


def test_whoever_the_reporter_ticks_holds_no_key_and_finds_no_case(stage: Stage) -> None:
    walk = Walk(stage)

    walk.report(left_out=(walk.member("ada"),))

    assert opened_by(walk, "ada") == 0
    assert opened_by(walk, "bo") == 1
    with pytest.raises(NoSuchCaseError):
        walk.seat("ada")


def test_a_stranger_and_an_excluded_member_get_the_same_answer_as_for_no_case(stage: Stage) -> None:
    walk = Walk(stage)
    walk.report(left_out=(walk.member("ada"),))
    signed_in = stage.signed_in("ada", walk.occasion)

    with pytest.raises(NoSuchCaseError) as excluded:
        seats.admit(signed_in, walk.number)
    with pytest.raises(NoSuchCaseError) as unknown:
        seats.admit(signed_in, "00" * 16)

    assert str(unknown.value) == str(excluded.value)


@pytest.mark.parametrize(
    "what",
    [
        "It was Chidi who wrote it.",
        "CHIDIEZE did this in the tracker",
        "see the mail from chidi@lattice.example of today",
        "Mr Eze was rude.",
        "Çhïdi was rude",
    ],
)
def test_a_member_who_is_named_in_the_report_is_held_back(stage: Stage, what: str) -> None:
    walk = Walk(stage).report(what)

    assert walk.seat("bo").state.held_back == {walk.member("chidi")}
    assert opened_by(walk, "chidi") == 0


@pytest.mark.parametrize(
    "what", ["The bolt came loose.", "adapt, abode, eunuch", "dark and daring", "He wrote an essay."]
)
def test_a_word_that_only_contains_a_name_holds_nobody_back(stage: Stage, what: str) -> None:
    walk = Walk(stage).report(what)

    assert walk.seat("bo").state.held_back == frozenset()


def test_a_held_back_member_reads_everything_once_somebody_has_looked(stage: Stage) -> None:
    walk = answered(Walk(stage).report("Chidi merged it; he has nothing to do with it."), "bo")

    keychanges.admit_held_back(walk.seat("bo"), walk.occasion, walk.member("chidi"))

    assert opened_by(walk, "bo") == opened_by(walk, "chidi")
    assert walk.seat("chidi").state.held_back == frozenset()


def test_a_ticked_member_can_never_be_admitted(stage: Stage) -> None:
    walk = Walk(stage)
    walk.report(left_out=(walk.member("ada"),))
    answered(walk, "bo")

    with pytest.raises(RefusedError) as refused:
        keychanges.admit_held_back(walk.seat("bo"), walk.occasion, walk.member("ada"))

    assert refused.value.clause is Clause.RECUSAL


def test_whoever_steps_back_opens_nothing_that_comes_after(stage: Stage) -> None:
    walk = answered(Walk(stage).report(), "bo", "dara")
    before = opened_by(walk, "dara")

    keychanges.recuse(walk.seat("dara"), walk.occasion, "A friend.")
    recording.write_note(walk.seat("bo"), walk.occasion, "Now without Dara.")
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Thank you."))

    assert before == 1
    assert opened_by(walk, "dara") == 0
    with pytest.raises(NoSuchCaseError):
        walk.seat("dara")


def test_the_reporter_still_reads_and_writes_after_a_recusal(stage: Stage) -> None:
    walk = answered(Walk(stage).report(), "bo", "dara")
    keychanges.recuse(walk.seat("dara"), walk.occasion)

    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Thank you."))

    seat = walk.party()
    assert 2 == len(rooms.read(seat.file, seat.keys, seat.file.entries))


def test_a_member_who_is_named_as_involved_is_taken_out_at_once(stage: Stage) -> None:
    walk = Walk(stage).report()

    keychanges.write_names(walk.seat("bo"), walk.occasion, "It is about Eun.", (walk.member("eun"),))

    assert opened_by(walk, "eun") == 0
    with pytest.raises(NoSuchCaseError):
        walk.seat("eun")


def test_nothing_is_acted_on_before_the_conflict_question(stage: Stage) -> None:
    walk = Walk(stage).report()

    with pytest.raises(RefusedError) as refused:
        recording.write_note(walk.seat("bo"), walk.occasion, "…")

    assert refused.value.clause is Clause.CONFLICT_TOLD


def test_with_fewer_than_two_readers_left_the_council_reads(stage: Stage) -> None:
    walk = Walk(stage)
    ticked = tuple(walk.member(name) for name in ("ada", "bo", "chidi", "dara"))

    walk.report(left_out=ticked)

    assert walk.seat("ines").state.with_council
    assert {walk.member(n) for n in ("eun", "ines", "jun", "kofi")} == set(walk.seat("eun").state.readers)
    assert opened_by(walk, "ada") == 0


def test_a_report_that_nobody_may_read_is_not_taken(stage: Stage) -> None:
    walk = Walk(stage)
    everybody = tuple(player.member for player in stage.players.values())

    with pytest.raises(NobodyCanReadError):
        walk.report(left_out=everybody)

    assert walk.number == ""


def test_a_recusal_that_breaks_the_floor_lets_the_council_in_with_all_epochs(stage: Stage) -> None:
    walk = Walk(stage)
    walk.report(left_out=tuple(walk.member(name) for name in ("ada", "bo", "chidi")))
    answered(walk, "dara", "eun")
    recording.write_note(walk.seat("dara"), walk.occasion, "Before.")

    keychanges.recuse(walk.seat("dara"), walk.occasion)

    recording.write_note(walk.seat("eun"), walk.occasion, "After.")
    assert opened_by(walk, "eun") == opened_by(walk, "ines") == 3
    assert opened_by(walk, "dara") < 3
    assert opened_by(walk, "ada") == 0


@pytest.fixture
def floor_of_one(stage: Stage) -> Walk:
    """A community whose manual is content with one reader, and a case that only Eun reads."""
    walk = Walk(stage)
    content = builtin("numpy")
    for name in (b"floor", b"quorum_minimum"):
        content = content.replace(name + b" = { is = 2,", name + b" = { is = 1,")
    founding.adopt_manual(stage.signed_in("ada", walk.occasion), content, walk.occasion)
    walk.stage = replace(stage, community=communities.by_pk(walk.community.pk))
    return walk


def test_the_last_reader_steps_back_in_the_act_in_which_the_council_takes_over(floor_of_one: Walk) -> None:
    walk = floor_of_one
    walk.report(left_out=tuple(walk.member(name) for name in ("ada", "bo", "chidi", "dara")))
    answered(walk, "eun")
    recording.write_note(walk.seat("eun"), walk.occasion, "Before.")
    assert (walk.member("eun"),) == walk.seat("eun").state.readers

    keychanges.recuse(walk.seat("eun"), walk.occasion, "A friend of mine.")

    state = walk.seat("ines").state
    assert walk.member("eun") in state.recused
    assert set(state.readers) == {walk.member(name) for name in ("ines", "jun", "kofi")}
    answered(walk, "ines")
    recording.write_note(walk.seat("ines"), walk.occasion, "After.")
    assert opened_by(walk, "ines") == 4
    assert opened_by(walk, "eun") == 0
    assert [] == list(verify(walk.community))


def test_where_nobody_could_follow_the_last_reader_hears_who_can_be_asked(floor_of_one: Walk) -> None:
    walk = floor_of_one
    others = ("ada", "bo", "chidi", "dara", "ines", "jun", "kofi")
    walk.report(left_out=tuple(walk.member(name) for name in others))
    answered(walk, "eun")

    with pytest.raises(RefusedError, match="whoever keeps the roster"):
        keychanges.recuse(walk.seat("eun"), walk.occasion)

    assert (walk.member("eun"),) == walk.seat("eun").state.readers


def test_the_same_form_sent_twice_is_one_report_with_one_phrase(stage: Stage) -> None:
    walk = Walk(stage)
    nonce, report = new_nonce(walk.draw), reported.Report("Once.")
    shown = opening.readers_shown(walk.community)

    first = intake.receive_report(walk.community, report, shown, nonce, walk.occasion)
    again = intake.receive_report(walk.community, report, shown, nonce, walk.wait(minutes=1).occasion)

    assert first.phrase == again.phrase
    assert (False, True) == (first.was_here, again.was_here)
    assert first.answer_by == again.answer_by


def test_the_same_form_again_is_answered_with_its_receipt_where_nobody_new_could_read_it(stage: Stage) -> None:
    walk = Walk(stage)
    nonce, shown = new_nonce(walk.draw), opening.readers_shown(walk.community)
    first = intake.receive_report(walk.community, reported.Report("Once."), shown, nonce, walk.occasion)
    everybody = tuple(player.member for player in stage.players.values())

    again = intake.receive_report(
        walk.community, reported.Report("Once.", left_out=everybody), shown, nonce, walk.occasion
    )

    assert (first.phrase, True) == (again.phrase, again.was_here)


def test_the_same_form_with_another_text_is_an_addition_to_the_same_line(stage: Stage) -> None:
    walk = Walk(stage)
    walk.report("First.")
    number, nonce = walk.number, new_nonce(walk.draw)
    walk.report("Another.")
    assert number != walk.number
    shown = opening.readers_shown(walk.community)
    intake.receive_report(walk.community, reported.Report("A."), shown, nonce, walk.occasion)

    intake.receive_report(walk.community, reported.Report("B."), shown, nonce, walk.occasion)
    intake.receive_report(walk.community, reported.Report("B."), shown, nonce, walk.occasion)

    walk.phrases["reporter-1"] = intake.receive_report(
        walk.community, reported.Report("A."), shown, nonce, walk.occasion
    ).phrase
    seat = walk.party()
    assert 2 == len(rooms.read(seat.file, seat.keys, seat.file.entries))


def test_somebody_who_joined_after_the_form_was_shown_is_held_back(stage: Stage) -> None:
    walk = Walk(stage)
    shown = opening.readers_shown(walk.community)
    earlier = replace(shown, committee=tuple(m for m in shown.committee if m != walk.member("eun")))
    before = walk.stage

    intake.receive_report(
        before.community, reported.Report("What happened."), earlier, new_nonce(walk.draw), walk.occasion
    )

    walk.number = cases.everything(walk.community)[-1].hex()
    assert walk.seat("bo").state.held_back == {walk.member("eun")}


def test_two_members_who_acknowledge_at_once_are_told_and_keep_their_text(stage: Stage) -> None:
    walk = answered(Walk(stage).report(), "bo", "dara")
    seen = walk.seat("dara").state.length
    letter = talking.Letter("Thank you.")
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, letter, seen=seen)

    with pytest.raises(ChangedError) as changed:
        talking.write(walk.seat("dara"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, letter, seen=seen)

    assert [walk.member("bo")] == [happened.by.who for happened in changed.value.since]


def test_a_member_files_a_report_that_reached_them_and_its_clocks_run_from_then(stage: Stage) -> None:
    walk = Walk(stage)
    bo: SignedIn = stage.signed_in("bo", walk.occasion)
    reached_at = walk.wait(days=1).now
    walk.wait(hours=5)
    reached = filing.Reached(f.Way.CALL, reached_at, reported.Report("Somebody called me."))

    walk.number = filing.file_report(bo, reached, walk.occasion)

    assert reached_at == walk.seat("bo").state.received_at
    assert opened_by(walk, "dara") == 1
