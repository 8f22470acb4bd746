"""N8 in a browser: a reporter under pressure is erased, and the case goes on without her."""

import pytest

from evenhand.casework import clockwork
from evenhand.casework.verification import verify
from evenhand.people.occasion import Occasion
from tests import cast
from tests.journeys.navigators import Member, Outsider, Town

REPORTER = "Reporter 1"
HER_WORDS = "My manager comments on my body in every call."


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.faults
def test_a_reporter_under_pressure_withdraws_and_is_erased(town: Town) -> None:
    nia, team = Outsider(town), [Member(town, name=name) for name in ("bo", "chidi", "dara")]
    bo, chidi, dara = team
    nia.reports(HER_WORDS, who="Mo of the build team")
    town.passes(hours=20)
    for member in team:
        member.signs_in().opens_the_case().answers_the_conflict_question().opens_all_rooms()
    bo.opens_the_case().writes_a_letter(f"Acknowledge the report of {REPORTER}", "I am Bo.", f"Send it to {REPORTER}")
    bo.triages_as_regular("Remarks in calls.")

    town.passes(days=6)
    nia.comes_back()
    nia.opens_up("Withdraw what you reported")
    nia.follows("What each of these means")
    nia.presses("Erase it after 14 days")
    nia.goes_to("/lattice/portal/line/")
    assert "You asked to be erased." in nia.reads()
    nia.leaves()

    for member in (chidi, dara):
        member.signs_in().opens_the_case().does(
            f"Ask to wait with erasing {REPORTER}", "Ask to wait", texts={"Why it has to wait": "Others are at risk."}
        )
    assert HER_WORDS in dara.opens_the_case().reads()
    assert f"{REPORTER} asks to be erased" in dara.reads()
    town.passes(days=15)
    refresh(town, dara)
    nia.comes_back()
    assert "two members of the committee asked to let it wait" in nia.reads()
    for member in (chidi, dara):
        member.signs_in().opens_the_case().does(
            f"Let the erasure of {REPORTER} go its way",
            "It need not wait",
            texts={"Why it need not wait any longer": "They are safe now."},
        )

    nia.goes_to("/lattice/portal/line/")
    assert 404 == nia.status
    bo.signs_in().opens_the_case()
    assert HER_WORDS not in bo.reads()
    assert "were erased, as they wished" in bo.reads()
    assert "Write the last letter" not in bo.reads()
    assert [] == list(verify(town.stage.community))


def refresh(town: Town, member: Member) -> None:
    """The clock looks at the case: two members hold it, so nothing is erased."""
    occasion = Occasion(town.clock.now, cast.dice("clock"))
    assert 0 == clockwork.refresh(town.stage.community, bytes.fromhex(member.case_number), occasion).erased
