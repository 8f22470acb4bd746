"""N11 in a browser: the chair writes, a second member reads exactly these words, the chair says it in the thread."""

from datetime import timedelta

import pytest

from evenhand.casework import deciding, keychanges, portal, seats, talking, triage
from evenhand.casework.seats import PartySeat, Seat
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.record import cases
from evenhand.vault.phrase import parse_phrase, phrase_keys
from tests import cast
from tests.cast import REPORTED, REPORTER
from tests.journeys.navigators import Member, Outsider, Somebody, Town

IN_THE_THREAD = f.Measure(f.MeasureKind.PUBLIC_REPRIMAND, REPORTED, space="mailing-lists")
TITLE = "About a message of Monday"
TOO_MUCH = "On Monday the one who answered Kim wrote that somebody is too stupid to be here."
SAID = "On Monday somebody was called stupid here. We speak about what was said, and not of people like that."
WRITE, CHECK, SAY = (
    "Write the text that is said in public",
    "Check text {} for the public, as a second member",
    "Say text {} in public",
)


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.faults
def test_a_public_reprimand_is_checked_word_for_word_and_said_by_the_chair_where_it_happened(town_unseen: Town) -> None:
    town = town_unseen
    reporter = Outsider(town)
    reporter.reports("In a thread of 300 posts somebody wrote that another is too stupid to be here.", who="The writer")
    agreed_on(town, reporter.phrase)
    ada, bo, chidi = (Member(town, name=name) for name in ("ada", "bo", "chidi"))

    chidi.signs_in().opens_the_case()
    for act in ("speak-in-public", "draft-statement/0"):
        chidi.goes_to(f"/lattice/desk/case/{chidi.case_number}/{act}/")
        assert "Not from you" in chidi.reads()
        assert "In this case that is Ada" in chidi.reads()
        assert "D7" in chidi.reads()
        assert not chidi.page.get_by_role("button", name="Write it down for the check").count()

    ada.signs_in().opens_the_case().opens_all_rooms()
    writes(ada, TOO_MUCH)
    bo.signs_in().opens_the_case().opens_all_rooms()
    checks(bo, 1, recognised="Everybody who was there knows who answered Kim.")
    assert TITLE not in whoever_passes(town).reads()

    ada.opens_the_case()
    writes(ada, SAID)
    assert "Not yet" in looks_at(ada, "make-statement/2")
    bo.opens_the_case()
    checks(bo, 2)
    assert "Not from you" in looks_at(bo, "make-statement/2")

    ada.opens_the_case()
    form = ada.takes_up(SAY.format(2))
    assert SAID in ada.reads()
    ada.chooses("Where have you said it", "Another way", form)
    ada.presses("It is said in public", form)
    assert "Say why not where it happened" in ada.reads()
    ada.page.get_by_label("where it happened").first.check()
    ada.page.get_by_label("Put it on our public page as well").check()
    ada.presses("It is said in public")

    stranger = whoever_passes(town)
    assert SAID in stranger.reads()
    assert "Kim" not in stranger.reads()
    assert "Ada" not in stranger.reads()
    assert "Report to the council" in ada.opens_the_case().reads()


def writes(ada: Member, text: str) -> None:
    """The chair writes the text, word for word."""
    form = ada.takes_up(WRITE)
    ada.writes("Title", TITLE, form)
    ada.writes("The text, word for word", text, form)
    ada.presses("Write it down for the check", form)


def checks(member: Member, number: int, recognised: str = "") -> None:
    """A second member reads exactly these words."""
    form = member.takes_up(CHECK.format(number))
    assert (TOO_MUCH if number == 1 else SAID) in member.reads()
    member.chooses(
        "Can anybody be recognised in it", "Somebody can, or I am not sure" if recognised else "Nobody can", form
    )
    member.chooses("Does each statement of fact", "Yes", form)
    member.chooses("Was the person it is to asked", "Yes", form)
    member.writes("What would have to change", recognised, form)
    member.presses("Say what you found", form)


def looks_at(member: Member, act: str) -> str:
    """Go to an act's own page, whatever the case page offers."""
    member.goes_to(f"/lattice/desk/case/{member.case_number}/{act}/")
    return member.reads()


def whoever_passes(town: Town) -> Somebody:
    """Anybody at all reads the community's public page."""
    stranger = Somebody(town)
    stranger.goes_to("/lattice/statements/")
    return stranger


def agreed_on(town: Town, phrase: str) -> None:
    """Asked, answered, determined, agreed on, explained and weighed: only saying it is left."""
    community = town.stage.community
    (uid,) = cases.everything(community)
    draw = cast.dice("thread")

    def now() -> Occasion:
        return Occasion(town.clock.now, draw)

    def seat(name: str) -> Seat:
        return seats.admit(town.stage.signed_in(name, now()), uid.hex())

    def line(words: str) -> PartySeat:
        return seats.admit_party(community, phrase_keys(parse_phrase(words), community.place), now())

    for name in ("bo", "ada", "chidi", "dara", "eun"):
        keychanges.open_room(seat(name), now(), "names")
        keychanges.answer_conflict(seat(name), now())
    talking.write(seat("bo"), now(), f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("I am Bo."))
    talking.offer_no_support(seat("bo"), now(), REPORTER, "They declined.")
    triage.triage(seat("bo"), now(), severe=False, what="An insult, not severe.")
    talking.propose_contact(seat("bo"), now(), f.Role.REPORTED, "Ask the writer.")
    until = town.clock.now + timedelta(hours=48)
    talking.tell_of_contact(seat("bo"), now(), REPORTER, 1, talking.Letter("We would ask the writer."), until)
    portal.answer_contact(line(phrase), now(), 1, "Fine.", objects=False)
    talking.second_contact(seat("dara"), now(), 1)
    asks = talking.Letter("Somebody told us about a post. How do you see it?", could_tell=False)
    invitation = talking.invite(seat("bo"), now(), REPORTED, asks, answer_by=town.clock.now + timedelta(days=7))
    theirs = portal.take_invitation(community, invitation.token, draw(32), "en", now())
    portal.answer_question(line(theirs), now(), 1, "I was angry.")
    talking.write(seat("bo"), now(), f.LetterKind.MESSAGE, REPORTED, talking.Letter("Thank you.", could_tell=False))
    yes, no = f.Answer.YES, f.Answer.NO
    deciding.determine(
        seat("bo"), now(), deciding.Determination(yes, yes, (REPORTED,), no, no, {"text": "It happened."})
    )
    deciding.propose(seat("ada"), now(), deciding.Proposal((IN_THE_THREAD,), {"text": "Said where it was read."}))
    for name in ("bo", "chidi", "dara", "eun"):
        deciding.take_position(seat(name), now(), 1, f.Position.CONSENT)
    until = town.clock.now + timedelta(days=7)
    for to in (REPORTER, REPORTED):
        explained = talking.Letter("We propose a public reprimand in the thread.", could_tell=False)
        deciding.consult(seat("ada"), now(), to, 1, explained, until)
    portal.give_feedback(line(phrase), now(), 1, f.Feedback.ACCEPTS, "")
    deciding.weigh_feedback(seat("bo"), now(), "The reporter agrees.")
