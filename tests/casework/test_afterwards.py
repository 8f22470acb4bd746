"""After the end: what is answered, counted, asked again, and taken up again (D6, V4)."""

from collections.abc import Callable

import pytest

from evenhand.casework import afterwards, clockwork, closing, listing, portal, talking
from evenhand.casework.errors import RefusedError
from evenhand.casework.staging import Stage
from evenhand.casework.verification import verify
from evenhand.people.sessions import SignedIn
from evenhand.procedure import facts as f
from evenhand.procedure.duties import Owed, duties
from tests.cast import REPORTER, Play, Walk, dice
from tests.endings import reported_to_council


def closed(walk: Walk) -> Walk:
    """Reported, decided, told, closed."""
    walk.report(who="Mo")
    reported_to_council(walk, ("bo", "ada", "chidi", "dara", "eun"), "ada")
    kind = f.LetterKind.CLOSING
    talking.write(walk.seat("bo"), walk.occasion, kind, f.Party(REPORTER), talking.Letter("This is how it ended."))
    closing.close(walk.seat("bo"), walk.occasion)
    return walk


def signed_in(walk: Walk, name: str = "bo") -> SignedIn:
    return walk.stage.signed_in(name, walk.occasion)


def one_closed(stage: Stage) -> Walk:
    """A case with its last letters, closed."""
    return closed(Walk(stage))


@pytest.fixture
def walk(played: Callable[[Play], Walk]) -> Walk:
    """What `one_closed` plays."""
    return played(one_closed)


def owed(walk: Walk) -> set[Owed]:
    seat = walk.seat("bo")
    return {duty.owed for duty in duties(seat.state, seat.policy, seat.team, walk.now)}


def test_thirty_days_after_the_end_a_person_owes_the_reporter_a_question(walk: Walk) -> None:
    assert Owed.CHECK_RETALIATION not in owed(walk)
    assert not listing.owed_at_desk(signed_in(walk), walk.now).resting

    walk.wait(days=30, hours=1)
    clockwork.refresh(walk.community, bytes.fromhex(walk.number), walk.occasion)

    rows = listing.owed_at_desk(signed_in(walk), walk.now).owed
    assert [Owed.CHECK_RETALIATION] == [row.duty.owed for row in rows]
    kind = f.LetterKind.AFTERCARE
    talking.write(walk.seat("bo"), walk.occasion, kind, f.Party(REPORTER), talking.Letter("How are you?"))
    assert not listing.owed_at_desk(signed_in(walk), walk.now).owed


def test_a_closed_case_stands_among_the_closed_ones_whether_it_still_wakes_or_not(walk: Walk) -> None:
    for days in (0, 31):
        walk.wait(days=days)
        clockwork.refresh(walk.community, bytes.fromhex(walk.number), walk.occasion)
        assert [walk.number] == [case.number for case in listing.closed_at_desk(signed_in(walk)).cases]
    kind = f.LetterKind.AFTERCARE
    talking.write(walk.seat("bo"), walk.occasion, kind, f.Party(REPORTER), talking.Letter("How are you?"))

    assert [walk.number] == [case.number for case in listing.closed_at_desk(signed_in(walk)).cases]
    assert () == listing.closed_at_desk(signed_in(walk, "jun")).cases


def test_a_wish_to_reopen_can_be_declined_with_a_reason(walk: Walk) -> None:
    afterwards.ask_reopening(walk.seat("bo"), walk.occasion, "She is being made to pay for it.")
    afterwards.decline_reopening(walk.seat("dara"), walk.occasion, "That is a report of its own.")

    assert Owed.REOPEN not in owed(walk)
    assert not walk.seat("bo").state.is_open
    assert [] == list(verify(walk.community))


def test_a_case_that_is_taken_up_again_is_decided_anew_and_says_so(walk: Walk) -> None:
    afterwards.ask_reopening(walk.seat("bo"), walk.occasion, "She is being made to pay for it.")
    with pytest.raises(RefusedError):
        afterwards.reopen(walk.seat("bo"), walk.occasion)

    afterwards.reopen(walk.seat("dara"), walk.occasion)

    state = walk.seat("bo").state
    assert state.is_open
    assert (None, None) == (state.determination, state.proposal)
    assert len(state.proposals) == 1
    assert Owed.DETERMINE in owed(walk)
    assert [] == list(verify(walk.community))


def test_sums_are_shown_from_five_answers_on_and_to_who_sat_there(stage: Stage) -> None:
    walk = Walk(stage)
    for number in range(5):
        walk = closed(Walk(stage, draw=dice(f"case {number}")))
        assert afterwards.fairness_sums(signed_in(walk)) is None
        answer = f.Fairness.NO if number == 0 else f.Fairness.YES
        afterwards.answer_fairness(walk.party(), walk.occasion, answer, "Slow, and kind." if number else "")

    five = {f.Fairness.YES: 4, f.Fairness.PARTLY: 0, f.Fairness.NO: 1}
    assert five == afterwards.fairness_sums(signed_in(walk))
    walk = closed(Walk(stage, draw=dice("one more")).wait(hours=1))
    afterwards.answer_fairness(walk.party(), walk.occasion, f.Fairness.NO)
    assert five == afterwards.fairness_sums(signed_in(walk))  # what one more said does not show by the difference
    assert afterwards.fairness_sums(signed_in(walk, "jun")) is None
    assert [] == list(verify(walk.community))


def test_an_answer_is_given_once_and_stands_in_the_line_alone(walk: Walk) -> None:
    for _ in range(2):
        afterwards.answer_fairness(walk.party(), walk.occasion, f.Fairness.PARTLY, "Slow, and kind.")

    entries = [r for r in walk.seat("bo").file.entries if isinstance(r.happened.fact, f.FairnessAnswered)]
    assert [f"line:{REPORTER}"] == [r.room for r in entries]


def test_other_words_after_the_answer_are_not_lost_in_silence(walk: Walk) -> None:
    afterwards.answer_fairness(walk.party(), walk.occasion, f.Fairness.YES, "Kind.")

    with pytest.raises(RefusedError, match="You have answered this already"):
        afterwards.answer_fairness(walk.party(), walk.occasion, f.Fairness.YES, "Kind. But it took very long.")


def test_a_review_is_refused_where_the_community_has_none(walk: Walk) -> None:
    with pytest.raises(RefusedError):
        afterwards.ask_review(walk.party(), walk.occasion, "Please look again.")


def test_the_answer_to_the_question_after_the_end_is_answered_too(walk: Walk) -> None:
    portal.write(walk.party(), walk.occasion, "My patches are not looked at any more.")

    assert Owed.REPLY in owed(walk)


def test_who_only_read_the_report_to_the_council_takes_nothing_up_again(walk: Walk) -> None:
    with pytest.raises(RefusedError):
        afterwards.ask_reopening(walk.seat("jun"), walk.occasion, "Why not?")


def test_the_council_reads_its_reports_a_page_at_a_time_each_once(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = {walk.number}
    for _ in range(2):
        cases.add(closed(walk).number)
    monkeypatch.setattr(listing, "PAGE", 1)
    first = listing.reports_to_council(signed_in(walk, "ines"))
    assert cases == {row.number for row in first.rows}  # all of them are to be asked about after thirty days
    for number in cases:
        _asked_after_the_end(walk, number)

    pages = [listing.reports_to_council(signed_in(walk, "ines"))]
    while pages[-1].after:
        pages.append(listing.reports_to_council(signed_in(walk, "ines"), pages[-1].after))

    assert [1, 1, 1] == [len(page.rows) for page in pages]
    assert cases == {row.number for page in pages for row in page.rows}


def _asked_after_the_end(walk: Walk, number: str) -> None:
    """The last thing that is owed in a closed case: then it sleeps."""
    walk.number = number
    walk.wait(days=31)
    clockwork.refresh(walk.community, bytes.fromhex(number), walk.occasion)
    talking.write(
        walk.seat("bo"), walk.occasion, f.LetterKind.AFTERCARE, f.Party(REPORTER), talking.Letter("How are you?")
    )
    clockwork.refresh(walk.community, bytes.fromhex(number), walk.occasion)
