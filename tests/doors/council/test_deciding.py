"""A case that was turned over: the names, the question, what was prepared, the decision, positions (D2, C1)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from evenhand.casework import closing, council, deciding, keychanges, portal, talking, triage
from evenhand.casework.staging import Stage
from evenhand.procedure import facts as f
from evenhand.shell.coming_back import TOKEN
from tests.cast import REPORTER, Play, Walk
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]
COMMITTEE = ("ada", "bo", "chidi", "dara", "eun")


def disagreed(walk: Walk) -> None:
    """Bo proposes, Eun objects, a week passes."""
    for name in COMMITTEE:
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Thank you."))
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, what="No.")
    found = deciding.Determination(f.Answer.YES, f.Answer.NO, (), f.Answer.NO, f.Answer.NO, {})
    deciding.determine(walk.seat("bo"), walk.occasion, found)
    measure = f.Measure(f.MeasureKind.NO_ACTION, ground=f.Ground.NO_VIOLATION)
    deciding.propose(walk.seat("bo"), walk.occasion, deciding.Proposal((measure,), {"text": "Nothing."}))
    deciding.take_position(walk.seat("eun"), walk.occasion, 1, f.Position.OBJECT, "Not yet.")


def turn_over(stage: Stage) -> Walk:
    """Turned over by Ada, who sits in both bodies; Jun was left out by the reporter."""
    walk = Walk(stage)
    walk.report(left_out=(walk.member("jun"),), who="Mo, on the tracker")
    disagreed(walk)
    walk.wait(days=7)
    council.turn_over(walk.seat("ada"), walk.occasion, "Two readings of one call.", "Mo, on the tracker")
    return walk


@pytest.fixture
def walk(played: Callable[[Play], Walk], request: pytest.FixtureRequest) -> Walk:
    return played(turn_over if "turned_over" in request.fixturenames else Walk)


@pytest.fixture
def turned_over(walk: Walk) -> Walk:
    """What `turn_over` plays."""
    return walk


def page_of(walk: Walk) -> str:
    return f"council/report/{walk.number}/"


def answered(walk: Walk, browser_of: BrowserOf, name: str) -> MemberBrowser:
    browser, page = browser_of(name), page_of(walk)
    browser.send(page, f"{page}open/")
    browser.send(page, f"{page}answer/", answer="none")
    return browser


def text(browser: MemberBrowser, page: str) -> str:
    return str(browser.get(page).content.decode())


def test_what_was_prepared_opens_after_the_names_and_the_conflict_question(
    turned_over: Walk, browser_of: BrowserOf
) -> None:
    ines, page = browser_of("ines"), page_of(turned_over)
    closed = text(ines, page)
    ines.send(page, f"{page}open/")
    names = text(ines, page)
    ines.send(page, f"{page}answer/", answer="none")
    prepared = text(ines, page)

    assert "Mo, on the tracker" not in closed
    assert "Mo, on the tracker" in names
    assert "Two readings of one call." not in closed + names
    assert "Two readings of one call." in prepared
    assert "Write the decision" in prepared


@pytest.mark.parametrize(("name", "status"), [("ines", 200), ("kofi", 200), ("jun", 404), ("ada", 404), ("bo", 404)])
def test_the_page_is_there_for_the_council_but_for_whom_it_must_not_be(
    turned_over: Walk, browser_of: BrowserOf, name: str, status: int
) -> None:
    assert status == browser_of(name).get(page_of(turned_over)).status_code


def test_the_list_says_what_one_of_the_council_owes(turned_over: Walk, browser_of: BrowserOf) -> None:
    before = text(browser_of("ines"), "council/")
    ines = answered(turned_over, browser_of, "ines")

    assert "say whether you have a conflict of interest" in before
    assert "write the decision" in text(ines, "council/")
    assert turned_over.number not in text(browser_of("jun"), "council/")


def test_one_decides_and_the_other_sees_positions_after_taking_their_own(
    turned_over: Walk, browser_of: BrowserOf
) -> None:
    ines, kofi = (answered(turned_over, browser_of, name) for name in ("ines", "kofi"))
    page = page_of(turned_over)

    sent = ines.send(
        page, f"{page}decide/", measures="0", text="No action.", reason="It was heard.", path_back="None is needed."
    )
    asked = text(kofi, page)
    taken = kofi.send(page, f"{page}position/", position="consent")

    assert (303, 303) == (sent.status_code, taken.status_code)
    assert "It was heard." in asked
    assert "This is decided." not in asked
    assert "This is decided." in text(kofi, page)
    assert turned_over.seat("bo").state.council_decides


def test_a_position_is_not_shown_before_ones_own(turned_over: Walk, browser_of: BrowserOf) -> None:
    ines = answered(turned_over, browser_of, "ines")
    kofi = answered(turned_over, browser_of, "kofi")
    page = page_of(turned_over)
    ines.send(page, f"{page}decide/", measures="0", text="No action.", reason="Heard.", path_back="None.")
    kofi.send(page, f"{page}position/", position="object", text="Too little for me.")
    own = text(kofi, page)
    desk = text(browser_of("bo"), f"desk/case/{turned_over.number}/")

    assert "Too little for me." in own
    assert "Too little for me." in text(ines, page)
    assert "Too little for me." not in desk


ANEW = {"happened": "yes", "violation": "yes", "ongoing": "no", "in_danger": "no"}


def test_the_council_determines_anew_where_it_sees_it_otherwise_and_decides_on_that(
    turned_over: Walk, browser_of: BrowserOf
) -> None:
    ines, page = answered(turned_over, browser_of, "ines"), page_of(turned_over)
    before = text(ines, page)
    words = {
        "happened_text": "We read the transcript.",
        "violation_text": "It shuts people up.",
        "discrimination": "No.",
    }

    written = ines.send(page, f"{page}determine/", **ANEW, **words)

    after = text(ines, page)
    assert 303 == written.status_code
    assert "What the committee determined" in before
    assert "What you determined" in after
    assert "It shuts people up." in after
    assert "no violation was found" not in after
    bo = browser_of("bo")
    for room in ("names", "committee", "council"):
        bo.post(f"{bo.case}open/{room}/", {TOKEN: bo.token(f"{bo.case}open/{room}/")})
    assert "It shuts people up." in text(bo, bo.case)


def test_a_determination_with_mistakes_comes_back_with_what_was_typed(turned_over: Walk, browser_of: BrowserOf) -> None:
    ines, page = answered(turned_over, browser_of, "ines"), page_of(turned_over)

    answer = ines.send(page, f"{page}determine/", happened="yes", happened_text="My own words")

    assert 422 == answer.status_code
    assert "My own words" in answer.content.decode()
    assert "Choose one of the answers." in answer.content.decode()


@pytest.mark.parametrize(
    ("form", "fields", "says"),
    [
        ("decide", {}, "Choose at least one measure."),
        (
            "decide",
            {"measures": "9", "text": "a", "reason": "b", "path_back": "c"},
            "One of these answers cannot be chosen here",
        ),
        ("decide", {"measures": "0", "text": "My own words"}, "My own words"),
    ],
)
def test_a_form_with_mistakes_comes_back_with_what_was_typed(
    turned_over: Walk, browser_of: BrowserOf, form: str, fields: dict[str, str], says: str
) -> None:
    ines, page = answered(turned_over, browser_of, "ines"), page_of(turned_over)

    answer = ines.send(page, f"{page}{form}/", **fields)

    assert 422 == answer.status_code
    assert says in answer.content.decode()


def test_an_objection_needs_a_reason(turned_over: Walk, browser_of: BrowserOf) -> None:
    ines, kofi = (answered(turned_over, browser_of, name) for name in ("ines", "kofi"))
    page = page_of(turned_over)
    ines.send(page, f"{page}decide/", measures="0", text="No action.", reason="Heard.", path_back="None.")

    answer = kofi.send(page, f"{page}position/", position="object")

    assert 422 == answer.status_code
    assert "Say why you object" in answer.content.decode()


def test_whoever_has_not_answered_decides_nothing(turned_over: Walk, browser_of: BrowserOf) -> None:
    ines, page = browser_of("ines"), page_of(turned_over)
    ines.get(page)

    for name in ("determine", "decide", "position"):
        assert 404 == ines.post(f"{page}{name}/", {TOKEN: ines.token(f"{page}{name}/")}).status_code


def test_a_council_member_with_a_conflict_reads_nothing_of_what_comes_after(
    turned_over: Walk, browser_of: BrowserOf
) -> None:
    kofi, page = browser_of("kofi"), page_of(turned_over)
    kofi.send(page, f"{page}open/")
    kofi.send(page, f"{page}answer/", answer="leaves")

    assert 404 == kofi.get(page).status_code
    assert (turned_over.member("ines"),) == turned_over.seat("bo").state.turned_over_to


def test_the_committee_sees_who_decides_and_reads_the_reasons(turned_over: Walk, browser_of: BrowserOf) -> None:
    ines, page = answered(turned_over, browser_of, "ines"), page_of(turned_over)
    ines.send(page, f"{page}decide/", measures="0", text="No action.", reason="It was heard.", path_back="None.")
    bo, case = browser_of("bo"), f"desk/case/{turned_over.number}/"

    bo.send(case, f"{case}open/council/")

    assert "The council has this case" in text(bo, case)
    assert "It was heard." in text(bo, case)


def test_at_the_desk_a_position_of_another_is_shown_once_ones_own_is_taken(walk: Walk, browser_of: BrowserOf) -> None:
    walk.report(who="Mo")
    disagreed(walk)
    dara, case = browser_of("dara"), f"desk/case/{walk.number}/"
    dara.send(case, f"{case}open/committee/")
    before = text(dara, case)
    deciding.take_position(walk.seat("dara"), walk.occasion, 1, f.Position.STAND_ASIDE)

    assert "Not yet." not in before
    assert "you see it once you have taken yours" in before
    assert "Not yet." in text(dara, case)


def test_the_desk_turns_over_with_a_form(walk: Walk, browser_of: BrowserOf) -> None:
    walk.report(who="Mo")
    disagreed(walk)
    walk.wait(days=7)
    ada, act = browser_of("ada"), f"desk/case/{walk.number}/turn-over/"

    empty = ada.send(act)
    sent = ada.send(act, names="Mo", text="Two readings of one call.")

    assert 422 == empty.status_code
    assert 303 == sent.status_code
    assert walk.seat("bo").state.council_decides


def test_another_reason_in_the_form_of_a_position_that_was_taken_comes_back_with_everything(
    turned_over: Walk, browser_of: BrowserOf
) -> None:
    page = page_of(turned_over)
    ines, kofi = (answered(turned_over, browser_of, name) for name in ("ines", "kofi"))
    ines.send(page, f"{page}decide/", measures="0", text="No action.", reason="Heard.", path_back="None.")
    form = kofi.form(page, f"{page}position/")
    taken = {**form.fields, "position": "object", "text": "Not without a talk."}
    assert 303 == kofi.post(f"{page}position/", taken).status_code

    again = kofi.post(f"{page}position/", {**taken, "text": "Not without a talk, and not this week."})

    assert 409 == again.status_code
    assert "This form was sent already" in again.content.decode()
    assert "Not without a talk, and not this week." in again.content.decode()


def test_what_the_council_owes_stands_on_its_members_desk_and_leads_to_the_decision(
    turned_over: Walk, browser_of: BrowserOf
) -> None:
    ines, page = browser_of("ines"), page_of(turned_over)

    asked = text(ines, "desk/")
    browser = answered(turned_over, browser_of, "ines")
    owed = text(browser, "desk/")

    assert "Nothing is owed now" not in asked
    assert f'href="/lattice/{page}"' in asked
    assert "conflict of interest" in asked
    assert "The council decides" in owed
    assert "you" in owed.split("The council decides")[1][:300]


def test_nothing_of_it_stands_on_the_desk_of_whom_it_must_not_reach(turned_over: Walk, browser_of: BrowserOf) -> None:
    assert turned_over.number not in text(browser_of("jun"), "desk/")


def test_once_one_has_taken_a_position_nothing_of_it_is_owed_by_them(turned_over: Walk, browser_of: BrowserOf) -> None:
    ines, page = answered(turned_over, browser_of, "ines"), page_of(turned_over)
    answered(turned_over, browser_of, "kofi")
    ines.send(page, f"{page}decide/", measures="0", text="No action.", reason="Heard.", path_back="None.")

    assert turned_over.number not in text(ines, "desk/")
    assert "Take your position" in text(browser_of("kofi"), "desk/")


def test_a_decision_has_the_number_by_which_the_committee_knows_it(turned_over: Walk, browser_of: BrowserOf) -> None:
    ines, page = answered(turned_over, browser_of, "ines"), page_of(turned_over)
    before = len(turned_over.seat("bo").state.proposals)
    ines.send(page, f"{page}decide/", measures="0", text="No action.", reason="Heard.", path_back="None.")

    bo = browser_of("bo")

    assert before > 0
    assert f"Proposal {before + 1} for the decision" in text(ines, page)
    assert f"Proposal {before + 1}: " in text(bo, bo.case)


@pytest.fixture
def for_a_reprimand(walk: Walk) -> Walk:
    """Turned over with somebody responsible, who was invited and did not answer in time."""
    walk.report(who="Mo, on the tracker")
    for name in COMMITTEE:
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Thank you."))
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, what="No.")
    contact = talking.propose_contact(walk.seat("bo"), walk.occasion, f.Role.REPORTED, "Ask Mo.")
    notice = talking.Letter("We would ask somebody.")
    talking.tell_of_contact(walk.seat("bo"), walk.occasion, REPORTER, 1, notice, walk.now + timedelta(days=2))
    talking.second_contact(walk.seat("ada"), walk.occasion, 1)
    walk.wait(days=3)
    asks = talking.Letter("Somebody told us about the call.", could_tell=False)
    talking.invite(walk.seat("bo"), walk.occasion, contact, asks, answer_by=walk.now + timedelta(days=7))
    walk.wait(days=8)
    texts = {"violation": "Insults.", "why_unheard": "They did not answer."}
    yes, no = f.Answer.YES, f.Answer.NO
    found = deciding.Determination(yes, yes, (contact,), no, no, texts, unheard=(contact,))
    deciding.determine(walk.seat("bo"), walk.occasion, found)
    measure = f.Measure(f.MeasureKind.PRIVATE_REPRIMAND, contact)
    deciding.propose(walk.seat("bo"), walk.occasion, deciding.Proposal((measure,), {"text": "A letter."}))
    deciding.take_position(walk.seat("eun"), walk.occasion, 1, f.Position.OBJECT, "It was in public.")
    walk.wait(days=7)
    council.turn_over(walk.seat("ada"), walk.occasion, "Two readings of one call.", "Mo, on the tracker")
    return walk


def test_who_decides_a_public_reprimand_says_where_it_happened(for_a_reprimand: Walk, browser_of: BrowserOf) -> None:
    walk, page = for_a_reprimand, page_of(for_a_reprimand)
    ines = answered(walk, browser_of, "ines")
    offered = text(ines, page)
    choice = re.search(r'name="measures" value="(\d+)"[^>]*>\s*<label[^>]*>A public reprimand', offered)
    assert choice is not None
    decided = {"measures": choice[1], "text": "Say it.", "reason": "It was in public.", "path_back": "An apology."}

    unsaid = ines.send(page, f"{page}decide/", **decided)
    said = ines.send(page, f"{page}decide/", **decided, space="meetings")

    assert 422 == unsaid.status_code
    assert "Say in which of your spaces it happened." in unsaid.content.decode()
    assert 303 == said.status_code
    proposal = walk.seat("bo").state.proposal
    assert proposal is not None
    assert ["meetings"] == [measure.space for measure in proposal.measures]


def test_what_the_council_decides_can_last_and_then_the_core_team_is_to_be_told(
    turned_over: Walk, browser_of: BrowserOf
) -> None:
    page = page_of(turned_over)
    ines = answered(turned_over, browser_of, "ines")
    choice = re.search(r'name="measures" value="(\d+)"[^>]*>\s*<label[^>]*>Another response', text(ines, page))
    assert choice is not None
    decided = {"text": "They keep apart.", "reason": "It wears both out.", "path_back": "After three months."}

    done = ines.send(page, f"{page}decide/", measures=choice[1], lasts="on", **decided)

    assert 303 == done.status_code, done.content.decode()
    proposal = turned_over.seat("bo").state.proposal
    assert proposal is not None
    assert (f.Measure(f.MeasureKind.OTHER, lasts=True),) == proposal.measures
    assert ", which lasts" in text(ines, page)


def test_who_has_a_position_is_not_asked_for_one_again_and_can_still_take_another(
    turned_over: Walk, browser_of: BrowserOf
) -> None:
    page = page_of(turned_over)
    ines, kofi = (answered(turned_over, browser_of, name) for name in ("ines", "kofi"))
    ines.send(page, f"{page}decide/", measures="0", text="No action.", reason="Heard.", path_back="None.")

    assert "<h2>Your position</h2>" not in text(ines, page)
    assert "<h2>Your position</h2>" in text(kofi, page)
    kofi.send(page, f"{page}position/", position="object", text="Too little.")
    assert "<h2>Your position</h2>" not in text(kofi, page)
    assert "Take another position than the one you took" in text(kofi, page)
    assert 303 == kofi.send(page, f"{page}position/", position="consent").status_code
    assert "This is decided." in text(kofi, page)


def test_a_late_answer_of_the_council_says_that_nothing_was_sent_and_by_which_clause(
    turned_over: Walk, browser_of: BrowserOf
) -> None:
    page = page_of(turned_over)
    ines, kofi = (answered(turned_over, browser_of, name) for name in ("ines", "kofi"))
    written = {"measures": "0", "text": "No action.", "reason": "Heard.", "path_back": "None."}
    late = {**kofi.form(page, f"{page}decide/").fields, **written, "reason": "My own reason."}
    ines.send(page, f"{page}decide/", **written)

    refused = kofi.post(f"{page}decide/", late).content.decode()

    assert "Nothing was sent. What you wrote is still here." in refused
    assert "My own reason." in refused
    why = refused.split("there is a newer version")[1].split("Nothing was sent")[0]
    assert ("D2" in why, "D1" in why) == (True, False)


def test_those_of_the_council_who_decided_read_their_decision_also_after_the_report(
    turned_over: Walk, browser_of: BrowserOf
) -> None:
    page, walk = page_of(turned_over), turned_over
    ines, kofi = (answered(turned_over, browser_of, name) for name in ("ines", "kofi"))
    ines.send(page, f"{page}decide/", measures="0", text="No action.", reason="It was heard.", path_back="None.")
    kofi.send(page, f"{page}position/", position="consent")
    deciding.consult(walk.seat("bo"), walk.occasion, REPORTER, 2, talking.Letter("This is what was decided."))
    portal.give_feedback(walk.party(), walk.occasion, 2, f.Feedback.ACCEPTS, "Fine.")
    assert "The council has decided this case" in text(browser_of("bo"), f"desk/case/{walk.number}/")
    deciding.weigh_feedback(walk.seat("bo"), walk.occasion, "Fine.")
    closing.take_no_action(walk.seat("bo"), walk.occasion, 0, "Told them.")
    closing.report_to_council(walk.seat("bo"), walk.occasion, "What became of it.", "Mo, on the tracker")

    after = text(ines, page)

    assert "What became of it." in after
    assert "It was heard." in after
