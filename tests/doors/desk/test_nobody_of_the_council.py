"""Where nobody of the council may know of a case: what the pages say and do at a deadlock and at the end (C2, D2)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from evenhand.casework import deciding, keychanges, triage
from evenhand.doors.desk import wording
from evenhand.doors.desk.names import Names
from evenhand.people import roster
from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Duty, Owed
from evenhand.vault.keyring import COMMITTEE
from tests.cast import Walk
from tests.endings import carried_out
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]
HANDLING = ("bo", "chidi", "dara", "eun")


@pytest.fixture
def alone(walk: Walk) -> Walk:
    """The reporter left out everybody who sits on the council."""
    return walk.report(who="The council", left_out=tuple(walk.member(m) for m in ("ada", "ines", "jun", "kofi")))


def test_the_list_and_the_page_call_the_step_alike(walk: Walk) -> None:
    names = Names(roster.load(walk.community), walk.member("bo"))
    titles = [
        wording.duty_title(Duty(Owed.TURN_OVER, clause, walk.now, walk.now), names)
        for clause in (Clause.DEADLOCK, Clause.RECUSAL)
    ]

    assert ["Turn the case over to the council", "Write down that nobody of the council may decide"] == titles


def disagreed(walk: Walk) -> Walk:
    """One of four objects, and a week goes by."""
    for name in HANDLING:
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    keychanges.open_room(walk.seat("bo"), walk.occasion, COMMITTEE)
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, what="No.")
    no = f.Answer.NO
    deciding.determine(walk.seat("bo"), walk.occasion, deciding.Determination(f.Answer.YES, no, (), no, no, {}))
    proposed(walk)
    deciding.take_position(walk.seat("eun"), walk.occasion, 1, f.Position.OBJECT, "An apology is owed.")
    return walk.wait(days=7)


def proposed(walk: Walk) -> None:
    measures = (f.Measure(f.MeasureKind.NO_ACTION, ground=f.Ground.NO_VIOLATION),)
    deciding.propose(walk.seat("bo"), walk.occasion, deciding.Proposal(measures, {"text": "Nothing."}))


def test_that_nobody_of_the_council_may_decide_is_written_down_and_then_most_of_the_members_do(
    alone: Walk, browser_of: BrowserOf
) -> None:
    walk = disagreed(alone)
    bo = browser_of("bo")
    page = f"{bo.case}turn-over/"
    listed, shown, form = bo.get(bo.case).content.decode(), bo.get(page).content.decode(), bo.form(page)

    empty = bo.send(page, text="")
    written = bo.send(page, text="Eun would ask for an apology, we would not.")
    case = bo.get(bo.case).content.decode()
    proposed(walk)
    for name in ("chidi", "dara"):
        deciding.take_position(walk.seat(name), walk.occasion, 2, f.Position.CONSENT)
    deciding.take_position(walk.seat("eun"), walk.occasion, 2, f.Position.OBJECT, "Still.")

    for told in (listed, shown):
        assert "Write down that nobody of the council may decide" in told
        assert "Turn it over to the council" not in told
        assert "Turn the case over to the council" not in told
    assert "Nobody of the council may decide this case" in shown
    assert "names" not in form.names
    assert (422, 303) == (empty.status_code, written.status_code)
    assert "You decide in the council&#x27;s place" in case
    assert "Eun would ask for an apology, we would not." in case
    assert "the members of it decide in its place" in case
    assert (
        303
        == bo.letter(
            f"{bo.case}consult/reporter-1.2/", text="This is what we propose.", via="line", until=_in_a_week(walk)
        ).status_code
    )


def _in_a_week(walk: Walk) -> str:
    return (walk.now + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")


def test_the_report_says_that_nobody_of_the_council_reads_it_and_whom_one_might_tell(
    alone: Walk, browser_of: BrowserOf
) -> None:
    carried_out(alone, HANDLING, "bo")
    bo = browser_of("bo")
    page = f"{bo.case}report-to-council/"

    shown = bo.get(page).content.decode()
    once_more = bo.send(page, text="No breach was found.").content.decode()
    sent = bo.letter(page, text="No breach was found.")

    assert "Nobody of the council may read this" in shown
    assert "see this first" not in shown
    assert "the contact outside the committee should hear how it ended" in shown
    assert "Nobody of the council, because none of them may" in once_more
    assert "Keep the report in the record" in once_more
    assert 303 == sent.status_code
    assert "kept for the record: nobody of it may read it" in bo.get(bo.case).content.decode()
