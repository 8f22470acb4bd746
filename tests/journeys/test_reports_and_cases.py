"""N7 and K3 in a browser: two reports become one case, a counter-report is linked, advice stays advice."""

import pytest

from evenhand.casework import filing, keychanges, reported, verification
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from tests.cast import Walk, dice
from tests.journeys.navigators import Member, Outsider, Town


def kais_case(town: Town) -> str:
    """Kai's mail reached Bo, who filed it yesterday; Chidi has answered the conflict question too."""
    occasion = Occasion(town.clock.now, dice("kai"))
    report = reported.Report("Mo called my patch a waste of paper. Kai", who="Mo", name="Kai Brandt")
    reached = filing.Reached(f.Way.MAIL, town.clock.now, report)
    number = filing.file_report(town.stage.signed_in("bo", occasion), reached, occasion)
    walk = Walk(town.stage, town.clock.now, dice("chidi"), number)
    keychanges.answer_conflict(walk.seat("chidi"), occasion)
    return number


@pytest.mark.browser
@pytest.mark.once
def test_two_reports_become_one_case_and_neither_reporter_notices(town_unseen: Town) -> None:
    town = town_unseen
    kai = kais_case(town)
    lee, mo, bo = Outsider(town), Outsider(town), Member(town, name="bo")
    town.passes(hours=5)
    lee.reports("Mo called a patch a waste of paper, in front of everybody.", who="Mo")

    town.passes(hours=2)
    bo.signs_in().goes_to(f"/lattice/desk/case/{kai}/")
    kais_name = bo.page.locator("h1").first.inner_text()
    bo.opens_the_first_unanswered().answers_the_conflict_question().opens_all_rooms()
    lees = bo.page.url
    bo.does("Join this report to another case", "Join the report to that case", {"Which case?": kais_name})
    assert f"The report moved to {kais_name}, and goes on there." in bo.reads()
    bo.follows("Open that case")
    bo.opens_all_rooms()
    assert "Mo called a patch a waste of paper, in front of everybody." in bo.reads()
    bo.writes_a_letter("Acknowledge the report of Reporter 2", "Dear Lee, I have read it. Bo", "Send it to Reporter 2")
    bo.goes(bo.page.get_by_role("link", name="Translate", exact=True).last)
    bo.chooses_from("Into which language?", "Español")
    bo.writes("The translation", "Querida Lee, lo he leído. Bo")
    bo.presses("Keep the translation")
    assert "Translated into Español by you" in bo.reads() or "Translated into Español by Bo" in bo.reads()

    lee.comes_back()
    assert "Dear Lee, I have read it. Bo" in lee.reads()
    assert "Querida Lee, lo he leído. Bo" in lee.reads()
    assert "Kai" not in lee.reads()
    assert "Reporter" not in lee.reads()
    lee.leaves()

    town.passes(days=3)
    mo.reports("Since then Kai answers none of my reviews.", who="Kai")
    bo.signs_in().opens_the_first_unanswered().answers_the_conflict_question()
    bo.does("Link this case with another", "Link the two cases", {"Which case?": kais_name})
    assert f"Linked with {kais_name}." in bo.reads()
    bo.goes_to(lees.removeprefix(town.server))
    assert "closed" in bo.reads()
    assert [] == list(verification.verify(town.stage.community))


@pytest.mark.browser
@pytest.mark.once
def test_advice_is_asked_for_answered_and_made_a_report_by_the_person_alone(town_unseen: Town) -> None:
    town = town_unseen
    somebody, bo = Outsider(town), Member(town, name="bo")
    somebody.goes_to("/lattice/report/")
    somebody.writes("What happened?", "How do I tell my lead that the joke was none for me?")
    somebody.opens_up("I only want advice", "When, where, who, links, files")
    somebody.chooses("What do you want from us?", "Only advice, please")
    somebody.writes("Who was involved?", "My lead")
    somebody.presses("Send the report")
    somebody.keeps_the_words()
    assert "We have your question" in somebody.reads()

    town.passes(hours=3)
    bo.signs_in().opens_the_case().answers_the_conflict_question().opens_all_rooms()
    assert "advice only, no case against anyone" in bo.reads()
    bo.writes_a_letter(
        "Answer Reporter 1, who made no report",
        "Say it soon, and of the joke. Bo",
        "Send it to Reporter 1",
        lambda form: form.get_by_label("This answer ends it").check(),
    )
    assert "closed" in bo.reads()

    somebody.comes_back()
    somebody.opens_up("Make this a report")
    somebody.presses("Make this a report")
    assert "You told us about something, and we are looking into it." in somebody.reads()
    bo.goes_to("/lattice/desk/")
    assert "Acknowledge the report of Reporter 1" in bo.reads()
