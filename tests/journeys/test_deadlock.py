"""N6 in a browser: one of five objects, a week passes, the council decides, the committee carries it out."""

from datetime import timedelta

import pytest

from evenhand.casework import deciding, keychanges, seats, talking, triage
from evenhand.casework.seats import Seat
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.record import cases
from tests import cast
from tests.journeys.navigators import Member, Outsider, Town

REPORTER, PARTY = "Reporter 1", f.Party("reporter-1")
SETTLED = f.Measure(f.MeasureKind.NO_ACTION, ground=f.Ground.SETTLED_IN_PUBLIC)


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.faults
def test_a_deadlock_is_turned_over_to_the_council_and_carried_out_by_the_committee(town: Town) -> None:  # noqa: PLR0915 - one case
    reporter = Outsider(town)
    reporter.reports("He shouts down everybody in the weekly call.", who="Mo, who runs the call")
    proposed(town)
    bo, ada, dara, eun = (Member(town, name=name) for name in ("bo", "ada", "dara", "eun"))
    ines, jun, kofi = (Member(town, name=name) for name in ("ines", "jun", "kofi"))

    eun.signs_in().opens_the_case().opens_all_rooms().consents("I object", "Nobody has tried a talk.")
    dara.signs_in().opens_the_case().opens_all_rooms()
    assert "you see it once you have taken yours" in dara.reads()
    assert "Nobody has tried a talk." not in dara.reads()
    dara.consents()
    assert "Nobody has tried a talk." in dara.reads()
    assert "D2" in dara.cannot("turn-over")

    town.passes(days=7)
    ada.signs_in().opens_the_case().opens_all_rooms().does(
        "Turn the case over to the council",
        "Turn it over to the council",
        texts={"Who is involved": "Mo, who runs the call", "What happened, what was proposed": "Two readings."},
    )
    assert "The council has this case" in ada.reads()
    assert "D2" in ada.cannot("propose")

    for member in (ines, jun, kofi):
        member.signs_in().follows("Council")
        assert "say whether you have a conflict of interest" in member.reads()
    for member in (ines, jun):
        member.reads_the_report()
        assert "Two readings." in member.reads()
    kofi.goes(kofi.page.locator("main a[href*='/council/report/']"))
    kofi.answers_the_conflict_question("I step back, and say no more about it")
    assert "There is none for you." in kofi.reads()

    town.passes(days=7)
    bo.signs_in().opens_the_case().opens_all_rooms().writes_a_letter(
        f"Two-week update to {REPORTER}",
        "The council decides now.",
        f"Send it to {REPORTER}",
        lambda form: form.get_by_label("By when you now expect").fill(
            f"{town.clock.now + timedelta(days=14):%Y-%m-%dT%H:%M}"
        ),
    )
    town.passes(days=7)
    ines.signs_in().follows("Council")
    ines.goes(ines.page.locator("main a[href*='/council/report/']"))
    ines.chooses("What do you decide?", "No further action: it was settled in public meanwhile")
    ines.writes("The decision, as it is to be explained", "No further action, and a talk.")
    ines.writes("Your reasons", "He has apologised in the call.")
    ines.writes("The way back", "He runs the next call with Dara.")
    ines.presses("Put it to the council")
    jun.signs_in().follows("Council")
    jun.goes(jun.page.locator("main a[href*='/council/report/']"))
    assert "He has apologised in the call." in jun.reads()
    jun.chooses("Your position", "I consent")
    jun.presses("Take this position")
    assert "This is decided." in jun.reads()

    bo.signs_in().opens_the_case().opens_all_rooms()
    bo.goes(bo.page.get_by_role("button", name="Open the council's room"))
    assert "He has apologised in the call." in bo.reads()
    bo.writes_a_letter(f"Explain the resolution to {REPORTER}, and ask", "We propose a talk.", f"Send it to {REPORTER}")
    reporter.comes_back()
    reporter.says_of_the_proposal("In part", "I had hoped for more.")
    bo.opens_the_case().opens_all_rooms().does(
        "Note the answers, and what you make of them", "Note it", texts={"What you make of": "It stands."}
    )
    bo.opens_the_case().does(
        "Write down how measure 1 was carried out",
        "Write it down",
        texts={"What you did about it": "Dara talked to him."},
    )
    bo.opens_the_case().reports_to_the_council("Mo", "It was carried out.")
    bo.opens_the_case().writes_a_letter(f"Write the last letter to {REPORTER}", "It is over.", f"Send it to {REPORTER}")
    bo.opens_the_case().does("Close the case", "Close the case")
    bo.follows("Closed cases")
    assert bo.page.locator("main a[href*='/desk/case/']").count() == 1


def proposed(town: Town) -> None:
    """All have answered, Bo acknowledged and determined, and proposed; Chidi and Ada consent."""
    (uid,) = cases.everything(town.stage.community)
    now = Occasion(town.clock.now, cast.dice("deadlock"))

    def seat(name: str) -> Seat:
        return seats.admit(town.stage.signed_in(name, now), uid.hex())

    for name in ("bo", "ada", "chidi", "dara", "eun"):
        keychanges.open_room(seat(name), now, "names")
        keychanges.answer_conflict(seat(name), now)
    talking.write(seat("bo"), now, f.LetterKind.ACKNOWLEDGEMENT, PARTY, talking.Letter("I am Bo."))
    talking.offer_no_support(seat("bo"), now, PARTY, "They declined.")
    triage.triage(seat("bo"), now, severe=False, what="Loud, not severe.")
    found = deciding.Determination(f.Answer.YES, f.Answer.YES, (), f.Answer.NO, f.Answer.NO, {"text": "It happened."})
    deciding.determine(seat("bo"), now, found)
    deciding.propose(
        seat("bo"), now, deciding.Proposal((SETTLED,), {"text": "Nothing more.", "where_settled": "In the call."})
    )
    for name in ("ada", "chidi"):
        deciding.take_position(seat(name), now, 1, f.Position.CONSENT)
