"""The line of steps, derived from a state: every role, every stage, and nothing from anybody else's line."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from evenhand.doors.portal.standing import Broken, What, broken_promise, way
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Actor, Member, Party
from evenhand.procedure.manual_file import builtin, read_manual
from evenhand.procedure.state import CaseState, PartyState
from evenhand.procedure.state.model import LetterRef, Question
from evenhand.shell.parts import Progress

POLICY = read_manual(builtin("numpy")).policy
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
ME, OTHER = Party("me-1"), Party("other-1")
DAY = timedelta(days=1)


def case(role: f.Role, **more: object) -> CaseState:
    begun = {"reached_at": NOW} if role is f.Role.REPORTER else {"invited_at": NOW}
    party = PartyState(ME, role, joined_at=NOW, **{**begun, **more})  # type: ignore[arg-type]  # fields of a party
    other = PartyState(
        OTHER, f.Role.REPORTED, joined_at=NOW, told_of=1, feedback=f.Feedback.ACCEPTS, wrote_at=NOW + DAY
    )
    return CaseState(opened_at=NOW, parties={ME: party, OTHER: other})


def letter(kind: f.LetterKind, to: Party = ME, at: datetime = NOW + DAY) -> LetterRef:
    sent = f.LetterSent(kind, to, f.Via.LINE, 1, at + DAY, "d")
    return LetterRef("00", sent, at, Actor.member(Member("m")))


def told(state: CaseState, now: datetime = NOW) -> list[tuple[What, Progress, datetime | None]]:
    return [(stage.what, stage.progress, stage.at) for stage in way(state, POLICY, state.parties[ME], now)]


def now_of(state: CaseState, now: datetime = NOW) -> What | None:
    return next((what for what, progress, _ in told(state, now) if progress is Progress.NOW), None)


def test_a_new_report_waits_for_a_person_and_says_until_when() -> None:
    assert [
        (What.RECEIVED, Progress.DONE, NOW),
        (What.ANSWERED, Progress.NOW, NOW + timedelta(hours=72)),
        (What.FOUND_OUT, Progress.NEXT, None),
        (What.HEARD, Progress.NEXT, None),
        (What.ENDED, Progress.NEXT, None),
    ] == told(case(f.Role.REPORTER))


def test_once_answered_the_two_weeks_are_the_promise_and_then_the_newest_date() -> None:
    answered = case(f.Role.REPORTER, first_reply_at=NOW + DAY)
    promised = case(f.Role.REPORTER, first_reply_at=NOW + DAY, promised_until=NOW + 30 * DAY)

    assert (What.FOUND_OUT, Progress.NOW, NOW + 14 * DAY) in told(answered)
    assert (What.FOUND_OUT, Progress.NOW, NOW + 30 * DAY) in told(promised)


@pytest.mark.parametrize("role", [f.Role.REPORTED, f.Role.AFFECTED, f.Role.WITNESS])
def test_whoever_was_contacted_is_asked_for_their_side_first(role: f.Role) -> None:
    question = Question(1, ME, NOW, NOW + 7 * DAY)
    state = replace(case(role, wrote_at=NOW), questions={1: question, 2: replace(question, number=2, party=OTHER)})

    assert (What.CONTACTED, Progress.DONE, NOW) == told(state)[0]
    assert (What.YOUR_SIDE, Progress.NOW, NOW + 7 * DAY) == told(state)[1]


def test_taking_the_invitation_is_not_telling_ones_side_and_writing_is() -> None:
    assert now_of(case(f.Role.REPORTED, wrote_at=NOW)) is What.YOUR_SIDE
    assert now_of(case(f.Role.REPORTED, wrote_at=NOW + DAY)) is What.FOUND_OUT


def test_an_answer_counts_from_when_it_was_given() -> None:
    question = Question(1, ME, NOW, NOW + 7 * DAY, answered_at=NOW + 2 * DAY)
    state = replace(case(f.Role.REPORTED, wrote_at=NOW + 3 * DAY), questions={1: question})

    assert (What.YOUR_SIDE, Progress.DONE, NOW + 2 * DAY) == told(state)[1]


def test_a_proposal_moves_a_party_only_once_it_was_explained_to_them() -> None:
    state = case(f.Role.REPORTER, first_reply_at=NOW)
    elsewhere = replace(state, letters=(letter(f.LetterKind.CONSULTATION, OTHER),))
    here = replace(
        case(f.Role.REPORTER, first_reply_at=NOW, told_of=1, told_until=NOW + 7 * DAY),
        letters=(letter(f.LetterKind.CONSULTATION),),
    )

    assert now_of(elsewhere) is What.FOUND_OUT
    assert (What.HEARD, Progress.NOW, NOW + 7 * DAY) in told(here)


def test_after_the_answer_or_its_date_only_the_last_letter_is_left() -> None:
    heard = {"first_reply_at": NOW, "told_of": 1, "told_until": NOW + 7 * DAY}
    letters = (letter(f.LetterKind.CONSULTATION),)
    answered = replace(case(f.Role.REPORTER, **heard, feedback=f.Feedback.IN_PART), letters=letters)
    silent = replace(case(f.Role.REPORTER, **heard), letters=letters)

    assert now_of(answered) is What.ENDED
    assert now_of(silent, NOW + 7 * DAY - timedelta(seconds=1)) is What.HEARD
    assert now_of(silent, NOW + 7 * DAY) is What.ENDED


def test_a_witness_is_asked_about_no_resolution() -> None:
    assert What.HEARD not in [what for what, _, _ in told(case(f.Role.WITNESS))]


@pytest.mark.parametrize("role", list(f.Role))
def test_the_last_letter_ends_every_way(role: f.Role) -> None:
    state = replace(case(role, first_reply_at=NOW), letters=(letter(f.LetterKind.CLOSING),))

    assert {Progress.DONE} == {progress for _, progress, _ in told(state)}
    assert (What.ENDED, Progress.DONE, NOW + DAY) == told(state)[-1]


@pytest.mark.parametrize("role", list(f.Role))
def test_there_is_never_more_than_one_thing_now(role: f.Role) -> None:
    for letters in ((), (letter(f.LetterKind.CONSULTATION),), (letter(f.LetterKind.REPRIMAND),)):
        state = replace(case(role), letters=letters)
        assert len([progress for _, progress, _ in told(state) if progress is Progress.NOW]) == 1


def test_what_happens_in_another_line_moves_nothing() -> None:
    state = case(f.Role.REPORTER, first_reply_at=NOW)
    kinds = (f.LetterKind.CONSULTATION, f.LetterKind.REPRIMAND, f.LetterKind.CLOSING, f.LetterKind.QUESTION)
    elsewhere = replace(state, letters=tuple(letter(kind, OTHER) for kind in kinds))

    assert told(state) == told(elsewhere)


@pytest.mark.parametrize(
    ("more", "after", "expected"),
    [
        ({}, timedelta(hours=71, minutes=59), None),
        ({}, timedelta(hours=72), Broken.RECEIPT),
        ({"first_reply_at": NOW + DAY}, 14 * DAY - timedelta(minutes=1), None),
        ({"first_reply_at": NOW + DAY}, 14 * DAY, Broken.UPDATE),
        ({"first_reply_at": NOW + DAY, "promised_until": NOW + 20 * DAY}, 14 * DAY, None),
        ({"first_reply_at": NOW + DAY, "promised_until": NOW + 20 * DAY}, 20 * DAY, Broken.UPDATE),
        ({"first_reply_at": NOW + DAY, "told_of": 1}, 20 * DAY, None),
    ],
)
def test_a_promise_is_broken_at_its_minute(more: dict[str, object], after: timedelta, expected: Broken | None) -> None:
    state = case(f.Role.REPORTER, **more)

    assert expected == broken_promise(state, POLICY, state.parties[ME], NOW + after)


def test_nothing_is_promised_to_a_reported_person_or_after_the_end() -> None:
    reported = case(f.Role.REPORTED)
    closed = replace(case(f.Role.REPORTER), closed_at=NOW + DAY)

    assert broken_promise(reported, POLICY, reported.parties[ME], NOW + 99 * DAY) is None
    assert broken_promise(closed, POLICY, closed.parties[ME], NOW + 99 * DAY) is None
