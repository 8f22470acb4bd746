"""In a browser: a reporter asks for what is kept about them; one member puts it together, another reads just that."""

import pytest

from evenhand.casework import keychanges, seats, talking, triage
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.record import cases
from tests import cast
from tests.cast import REPORTER
from tests.journeys.navigators import Member, Outsider, Town

GIVES_AWAY = "Mo says that only Kim could have told us."
TOLD = "Somebody was asked about the call, and sees it otherwise."
KEPT_BACK = "What was written among us before we decide."
PREPARE = "Put together the data that Reporter 1 asked for"
READ = "Read the data for Reporter 1 before it is given, as a second member"


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.faults
def test_what_is_kept_about_somebody_is_read_by_two_before_they_have_it(town: Town) -> None:
    reporter = Outsider(town)
    reporter.reports("He shouts down everybody in the weekly call.", who="Mo, who runs the call")
    begun(town)
    bo, chidi = Member(town, name="bo"), Member(town, name="chidi")

    reporter.comes_back()
    reporter.opens_up("Ask for what we keep about you")
    reporter.writes("What you want to have", "All of it.")
    reporter.presses("Ask for it")
    assert "You have our answer by" in reporter.reads()

    bo.signs_in().opens_the_case().opens_all_rooms()
    puts_together(bo, GIVES_AWAY)
    chidi.signs_in().opens_the_case().opens_all_rooms()
    form = chidi.takes_up(READ)
    assert GIVES_AWAY in chidi.reads()
    assert "He shouts down everybody" in chidi.reads()
    chidi.chooses("Can anybody be recognised in it", "Somebody can, or I am not sure", form)
    chidi.writes("What would have to change", "It names Kim.", form)
    chidi.presses("Say what you found", form)

    puts_together(bo.opens_the_case(), TOLD)
    assert "K1" in bo.cannot("give-access/reporter-1")
    chidi.opens_the_case().does(READ, "Say what you found", {"Can anybody be recognised in it": "Nobody can"})
    bo.opens_the_case().does("Give Reporter 1 the data kept about them", "Give it to Reporter 1")

    reporter.comes_back()
    assert KEPT_BACK in reporter.reads()
    assert "complain to the authority for data protection" in reporter.reads()
    reporter.follows("what-we-keep-about-you.txt")
    assert TOLD in reporter.reads()
    assert "Kim" not in reporter.reads()
    with reporter.page.expect_download() as saved:
        reporter.page.get_by_role("link", name="Save the original").click()
    assert "what-we-keep-about-you.txt" == saved.value.suggested_filename


def puts_together(member: Member, told: str) -> None:
    """Write what the committee keeps, and what it keeps back."""
    form = member.takes_up(PREPARE)
    member.writes("What we keep about them", told, form)
    member.writes("If you keep something back", KEPT_BACK, form)
    member.presses("Put it together for the check", form)


def begun(town: Town) -> None:
    """Two have answered the conflict question, Bo has acknowledged and triaged."""
    (uid,) = cases.everything(town.stage.community)
    now = Occasion(town.clock.now, cast.dice("own data"))
    for name in ("bo", "chidi"):
        seat = seats.admit(town.stage.signed_in(name, now), uid.hex())
        keychanges.open_room(seat, now, "names")
        keychanges.answer_conflict(seats.admit(town.stage.signed_in(name, now), uid.hex()), now)
    seat = seats.admit(town.stage.signed_in("bo", now), uid.hex())
    talking.write(seat, now, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("I am Bo."))
    triage.triage(seats.admit(town.stage.signed_in("bo", now), uid.hex()), now, severe=False, what="Loud, not severe.")
