"""N1 in a browser, from the empty form to the closed case: every page looked at, nothing of it needing a script."""

import pytest

from evenhand.casework import seats, summaries, verification
from evenhand.outbox import queue
from evenhand.outbox.texts import Text, write
from evenhand.people.occasion import Occasion
from tests import cast
from tests.journeys.inspecting import Inspector
from tests.journeys.installations import A_LINK
from tests.journeys.navigators import Member, Outsider, Town

REPORTER, REPORTED = "Reporter 1", "Reported person 1"


@pytest.mark.browser
@pytest.mark.once
def test_an_ordinary_case_is_walked_from_the_empty_form_to_the_closed_case(town: Town) -> None:  # noqa: PLR0915 - one case
    clock = town.clock
    reporter, mo = Outsider(town), Outsider(town)
    team = {name: Member(town, name=name) for name in ("bo", "ada", "chidi", "dara", "eun")}
    bo, ada, chidi, dara, eun = team.values()

    reporter.reports(
        "Sarcastic review comments on the issue tracker, three times this week.",
        who="Mo, the release manager",
        links="https://forge.example/lattice/pull/1187",
    )
    assert "A person answers by" in reporter.reads()

    town.passes(hours=20)
    for member in team.values():
        member.signs_in().opens_the_case().answers_the_conflict_question().opens_all_rooms()
        assert "Sarcastic review comments" in member.reads()
    bo.opens_the_case().writes_a_letter(
        f"Acknowledge the report of {REPORTER}", "I am Bo; I read it this morning.", f"Send it to {REPORTER}"
    )
    bo.triages_as_regular("Sarcasm about somebody's work.")
    dara.opens_the_case().does(
        f"Offer {REPORTER} support as a newcomer",
        "Go on",
        {"Do you offer support?": "Yes, in a letter to them"},
        {"Your letter": "There is a newcomers' hour on Thursdays."},
    )
    assert "This is what will be sent, word for word" in dara.reads()
    dara.presses(f"Send it to {REPORTER}")
    bo.opens_the_case().does(
        "Propose to contact somebody",
        "Propose it",
        {"What is this person's part?": "The report is about what they said or did"},
        {"Who it is, when you would write": "Ask Mo about the three comments, without saying who told us."},
    )
    bo.writes_a_letter(
        f"Tell {REPORTER} who will be asked, and what", "We would ask Mo about them.", f"Send it to {REPORTER}"
    )
    dara.signs_in().opens_the_case().does("Agree to contact 1, as a second member", "Agree to contact 1")

    town.passes(hours=12)
    reporter.comes_back()
    assert "There is a newcomers' hour on Thursdays." in reporter.reads()
    reporter.agrees_to_the_contact("That is fine.")
    reporter.leaves()

    town.passes(hours=14)
    bo.signs_in().opens_the_case().writes_a_letter(
        f"Invite {REPORTED} to a line of their own",
        "Somebody told us about review comments of last week. Nothing is decided.",
        f"Send the letter to {REPORTED}",
        lambda form: form.get_by_label("Mail address").fill("mo@mail.example"),
    )
    mo.takes(link_mailed_to("mo@mail.example", town))
    assert "Nothing is decided." in mo.reads()
    assert "Sarcastic review comments" not in mo.reads()

    town.passes(days=4)
    mo.comes_back()
    mo.answers_the_question("I was tired and it came out wrong.")
    bo.signs_in().opens_the_case().opens_all_rooms().writes_a_letter(
        f"Write to {REPORTED}: they wrote, and wait", "Thank you for answering so openly.", f"Send it to {REPORTED}"
    )

    town.passes(days=1)
    bo.signs_in().opens_the_case().does(
        "Determine what happened",
        "Write the determination",
        {
            "1. Did it happen?": "Yes",
            "2. Does it break the code of conduct?": "Yes",
            "3. Who is responsible?": REPORTED,
            "4. Does it go on?": "No",
            "Is anybody's physical safety threatened?": "No",
        },
        {
            "What happened, and how you know": "Three sarcastic comments; the links show them.",
            "Why": "They mock somebody's first contribution.",
            "Did subtle or unconscious discrimination": "We looked; it was about the code.",
        },
    )
    ada.signs_in().opens_the_case().opens_all_rooms().does(
        "Propose a resolution",
        "Propose it",
        {"What do you propose?": f"A private reprimand to {REPORTED} (D3d)"},
        {
            "The resolution, as the others are to agree to it": "A private reprimand, and a talk about reviewing.",
            "Why would nothing lighter do?": "It happened three times.",
            "Comparable earlier cases": "none yet",
            "What was tried first": "Bo asked in the thread.",
            "The way back": "Review together with Dara for a month.",
        },
    )
    for member in (bo, dara):
        member.signs_in().opens_the_case().opens_all_rooms().consents()
    chidi.signs_in().opens_the_case().opens_all_rooms().consents(
        "I stand aside: I would not do it, and do not block it", "I know Mo a little."
    )
    assert "D1" in ada.opens_the_case().cannot("consult/reporter-1.1")

    town.passes(days=1)
    eun.signs_in().opens_the_case().opens_all_rooms().consents()
    assert "D4" in ada.signs_in().opens_the_case().cannot("deliver-reprimand/reported-1.0")
    for party in (REPORTER, REPORTED):
        ada.opens_the_case().writes_a_letter(
            f"Explain the resolution to {party}, and ask", "We propose a private reprimand.", f"Send it to {party}"
        )
    assert "D5" in ada.opens_the_case().cannot("deliver-reprimand/reported-1.0")

    town.passes(hours=3)
    reporter.comes_back()
    reporter.says_of_the_proposal("Yes", "Fine.")
    assert "D5" in ada.signs_in().opens_the_case().cannot("deliver-reprimand/reported-1.0")
    mo.comes_back()
    mo.says_of_the_proposal("In part", "I would rather talk.")

    town.passes(hours=10)
    bo.signs_in().opens_the_case().opens_all_rooms().does(
        "Note the answers, and what you make of them", "Note it", texts={"What you make of": "The reporter agrees."}
    )
    assert "D3d" in bo.opens_the_case().cannot("deliver-reprimand/reported-1.0")
    ada.signs_in().opens_the_case().writes_a_letter(
        f"Deliver the reprimand to {REPORTED}",
        "Your comments of last week hurt somebody who is new here.",
        "Send the reprimand to 1 person, copy to 5",
    )
    town.passes(minutes=1)
    assert 5 == sum(one.mail.kind is queue.Kind.COPY for one in town.left)

    town.passes(days=1)
    ada.signs_in().opens_the_case().reports_to_the_council("Mo", "A private reprimand for sarcasm.")
    ines = Member(town, name="ines")
    ines.signs_in().follows("Council")
    ines.reads_the_report()
    assert "A private reprimand for sarcasm." in ines.reads()
    for party in (REPORTER, REPORTED):
        bo.signs_in().opens_the_case().writes_a_letter(
            f"Write the last letter to {party}", "It is over as far as we are concerned.", f"Send it to {party}"
        )
    bo.opens_the_case().does("Close the case", "Close the case")
    bo.follows("Closed cases")
    assert bo.page.locator("main a[href*='/desk/case/']").count() == 1
    for person in (reporter, mo):
        person.comes_back()
        assert "It is over as far as we are concerned." in person.reads()
    for page in ("Office", "Your account", "File a report"):
        ada.signs_in().follows(page)

    number = bo.case_number
    seat = seats.admit(town.stage.signed_in("bo", Occasion(clock.now, cast.dice())), number)
    assert not seat.state.is_open
    assert not [one for one in town.left if one.mail.body.startswith(write(Text.DELAY, "en").body[:40])]
    assert [] == list(verification.verify(town.stage.community))
    assert not [title for title in inspected(town).titles if summaries.name_of(bytes.fromhex(number)) in title]


def inspected(town: Town) -> Inspector:
    """Whoever looked at all the pages."""
    assert town.inspector is not None
    return town.inspector


def link_mailed_to(address: str, town: Town) -> str:
    """The link in the letter that was mailed there last."""
    town.passes(minutes=1)
    bodies = [one.mail.body for one in town.left if one.mail.to == address]
    return town.server + str(A_LINK.findall(bodies[-1])[0])
