"""N1 at the desk: every act by the form that stands on the page, from the names to the closed case."""

from collections.abc import Callable

import pytest

from evenhand.casework import portal
from evenhand.procedure import facts as f
from evenhand.vault.invitation import parse_token
from tests.cast import REPORTED, Walk
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]
COMMITTEE = ("ada", "bo", "chidi", "dara", "eun")


@pytest.fixture
def answered(walk: Walk, browser_of: BrowserOf) -> dict[str, MemberBrowser]:
    """A newcomer's report, twenty hours on; all five have looked at the names and have no conflict."""
    walk.report(newcomer=True, who="Mo, the release manager").wait(hours=20)
    browsers = {name: browser_of(name) for name in COMMITTEE}
    for browser in browsers.values():
        browser.send(browser.case, f"{browser.case}open/names/")
        browser.send(browser.case, f"{browser.case}answer-conflict/", answer="none")
    for browser in browsers.values():
        browser.send(browser.case, f"{browser.case}open/line.reporter-1/")
    return browsers


def triaged(browser: MemberBrowser) -> None:
    done = browser.send(
        f"{browser.case}triage/", severe="no", in_danger="no", ongoing="no", text="Sarcasm, nobody in danger."
    )
    assert 303 == done.status_code, done.content.decode()


def contacted(walk: Walk, members: dict[str, MemberBrowser]) -> None:
    bo, dara, case = members["bo"], members["dara"], members["bo"].case
    bo.send(f"{case}propose-contact/", role="reported", text="Ask Mo about the comments, this week.", member="")
    bo.letter(f"{case}tell-of-contact/reporter-1.1/", text="We would ask the person about the comments.", via="line")
    portal.answer_contact(walk.party(), walk.occasion, 1, "Fine with me.", objects=False)
    dara.send(f"{case}second-contact/1/")
    invited = bo.letter(
        f"{case}invite/reported-1.1/", text="Somebody told us about the comments.", could_tell="no", asks="yes"
    )
    link = invited.content.decode().split("/portal/invitation/")[1].split("/")[0]
    walk.tokens[REPORTED] = parse_token(link)
    walk.accept(REPORTED)


def decided(walk: Walk, members: dict[str, MemberBrowser]) -> None:
    bo, ada, case = members["bo"], members["ada"], members["bo"].case
    determined = bo.send(
        f"{case}determine/",
        happened="yes",
        happened_text="Three sarcastic comments.",
        violation="yes",
        violation_text="They mock a newcomer.",
        sections=["careful-words"],
        responsible=["reported-1"],
        ongoing="no",
        in_danger="no",
        discrimination="We looked; the comments were about the code.",
    )
    assert 303 == determined.status_code, determined.content.decode()
    proposed = ada.send(
        f"{case}propose/",
        measures=["reprimand.reported-1"],
        text="A private reprimand.",
        nothing_lighter="A talk was had.",
        comparable="none yet",
        help_first="Bo talked with them.",
        path_back="They review with Dara for a month.",
    )
    assert 303 == proposed.status_code, proposed.content.decode()
    for name, position in (("bo", "consent"), ("chidi", "stand-aside"), ("dara", "consent"), ("eun", "consent")):
        members[name].send(case, f"{case}open/committee/")
        members[name].send(f"{case}take-position/", position=position)


def test_an_ordinary_case_is_carried_to_its_end_by_the_forms_of_the_desk(
    walk: Walk, answered: dict[str, MemberBrowser]
) -> None:
    bo, ada, case = answered["bo"], answered["ada"], answered["bo"].case
    bo.letter(f"{case}acknowledge/reporter-1/", text="Thank you. I am Bo.", via="line")
    triaged(bo)
    contacted(walk, answered)
    walk.wait(days=4)
    portal.answer_question(walk.party(REPORTED), walk.occasion, 1, "I was tired. I am sorry.")
    for browser in answered.values():
        browser.sign_in()
    bo.letter(f"{case}write-letter/reported-1/", text="Thank you.", via="line", could_tell="no")
    answered["dara"].letter(
        f"{case}offer-support/reporter-1/", offered="yes", text="Come to the newcomers' hour.", via="line"
    )
    decided(walk, answered)
    early = ada.get(f"{case}deliver-reprimand/reported-1.0/")
    assert "First explain the proposed resolution to the reporter" in early.content.decode()
    for party in ("reporter-1", "reported-1"):
        could_tell = {"could_tell": "no"} if party == "reported-1" else {}
        bo.letter(f"{case}consult/{party}.1/", text="This is what we propose.", via="line", **could_tell)
    portal.give_feedback(walk.party(), walk.occasion, 1, f.Feedback.ACCEPTS, "Fine.")
    bo.send(f"{case}weigh-feedback/1/", text="The reporter agrees.")

    shown = ada.send(
        f"{case}deliver-reprimand/reported-1.0/", text="The comments hurt people.", via="line", could_tell="no"
    )
    assert "Send the reprimand to 1 person, copy to 5" in shown.content.decode()
    ada.letter(f"{case}deliver-reprimand/reported-1.0/", text="The comments hurt people.", via="line", could_tell="no")
    report = ada.send(f"{case}report-to-council/", names="Mo", text="The offender was reprimanded.").content.decode()
    assert "<q>offender</q>" in report
    assert "The council, but for whoever may not know of it" in report
    ada.letter(f"{case}report-to-council/", names="Mo", text="A private reprimand.")
    bo.letter(f"{case}write-last-letter/reporter-1/", text="It is over.", via="line")
    bo.letter(f"{case}write-last-letter/reported-1/", text="It is over.", via="line", could_tell="no")
    closed = bo.send(f"{case}close/", text="")

    assert 303 == closed.status_code
    assert walk.seat("bo").state.closed_at == walk.now
