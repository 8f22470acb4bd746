"""A reporter and the person they reported, each in a browser without scripts, from the empty form to the answers."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from evenhand.casework import keychanges, talking, triage
from evenhand.casework.staging import Stage
from evenhand.people import communities
from evenhand.procedure import facts as f
from evenhand.record import cases
from evenhand.vault.phrase import Phrase
from tests.cast import REPORTED, REPORTER, Walk
from tests.doors.portal.conftest import EVERYBODY
from tests.journeys.inspecting import Inspector
from tests.reading import Moved

pytestmark = [pytest.mark.browser, pytest.mark.once]

WHAT = "\n  The comments of 1 March, <b>again</b> after I had asked him to stop.\nI am tired."


class Visitor:
    """Somebody at their browser, and what they look at with a second pair of eyes."""

    def __init__(self, browser: Browser, server: str, inspector: Inspector) -> None:
        self.server, self.inspector = server, inspector
        self.page = browser.new_context(java_script_enabled=False).new_page()

    def open(self, address: str) -> None:
        self.page.goto(f"{self.server}/lattice/{address}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def phrase(self) -> Phrase:
        return Phrase(" ".join(self.page.locator(".phrase").inner_text().split()))

    def come_back(self, phrase: str) -> None:
        self.open("portal/")
        self.page.get_by_label("Your ten words").fill(phrase)
        self.press("Open my page")
        self.page.get_by_role("heading", name="Where things stand").wait_for()

    def check(self) -> None:
        """Axe in both schemes, the Tab key, and nothing off the side of a narrow screen."""
        self.inspector.look(self.page, again=True)


@pytest.fixture
def walk(committed_stage: Stage, moment: Moved) -> Walk:
    communities.change(committed_stage.community, is_published=True)
    return Walk(committed_stage.fresh())


def test_a_report_is_answered_and_both_sides_are_heard_without_scripts(  # noqa: PLR0915 - one journey, told in one go
    browser: Browser, walk: Walk, moment: Moved, server: str, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    inspector = Inspector(browser, axe)
    sam = Visitor(browser, server, inspector)
    proof = tmp_path / "proof.txt"
    proof.write_text("What he wrote.")
    for address in ("", "continue/", "complaint/", "portal/"):
        sam.open(address)
        sam.check()

    sam.open("")
    sam.page.get_by_role("link", name="Begin a report").click()
    sam.check()
    hidden = sam.page.get_by_text("Then rather do not send it through this server")
    assert not hidden.is_visible()
    sam.page.get_by_label("the people who run the server").check()
    assert hidden.is_visible()
    sam.page.get_by_label("Eun Park").check()
    sam.page.get_by_text("When, where, who, links, files").click()
    sam.page.get_by_label("Files", exact=True).set_input_files(proof)
    sam.press("Send the report")
    sam.page.get_by_text("Not sent yet").wait_for()
    sam.check()
    assert sam.page.get_by_label("Eun Park").is_checked()
    sam.page.get_by_label("What happened?").fill(WHAT)
    sam.press("Send the report")
    sam.page.get_by_role("heading", name="We have your report").wait_for()
    sam.check()
    phrase = sam.phrase()
    sam.page.reload()
    assert phrase == sam.phrase()
    assert not sam.page.context.cookies()
    (uid,) = cases.everything(walk.community)
    walk.number, walk.phrases[REPORTER] = uid.hex(), phrase

    walk.wait(hours=20)
    moment.now = walk.now
    for name in EVERYBODY[:-1]:
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    bo = walk.seat("bo")
    talking.write(bo, walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Thank you, Sam.\n\nBo"))
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, what="Sarcasm.")
    talking.propose_contact(walk.seat("bo"), walk.occasion, f.Role.REPORTED, "Ask Mo.")
    until = walk.now + timedelta(hours=48)
    notice = talking.Letter("We would ask Mo about the comments.")
    talking.tell_of_contact(walk.seat("bo"), walk.occasion, REPORTER, 1, notice, until)
    talking.second_contact(walk.seat("dara"), walk.occasion, 1)

    sam.come_back(phrase.upper())
    sam.check()
    assert sam.page.get_by_text("again</b> after").is_visible()
    sam.page.get_by_role("link", name="proof.txt").click()
    assert sam.page.get_by_role("region", name="The text of the file").inner_text() == "What he wrote."
    sam.check()
    with sam.page.expect_download() as downloaded:
        sam.page.get_by_role("link", name="Save the original").click()
    assert Path(downloaded.value.path()).read_text() == "What he wrote."
    sam.page.get_by_role("link", name="Where things stand").click()
    sam.page.get_by_label("Yes, ask them").check()
    sam.press("Send my answer")
    sam.page.get_by_text("You did not object").wait_for()

    letter = talking.Letter("Somebody told us about the comments of 1 March.", could_tell=False)
    made = talking.invite(walk.seat("bo"), walk.occasion, REPORTED, letter, answer_by=walk.now + timedelta(days=7))
    mo = Visitor(browser, server, inspector)
    mo.open(f"portal/invitation/{made.token}/")
    mo.check()
    mo.press("Make my ten words")
    mo.check()
    walk.phrases[REPORTED] = mo.phrase()
    mo.page.get_by_role("link", name="I have them").click()
    mo.check()
    assert not mo.page.get_by_text("Thank you, Sam.").is_visible()
    mo.press("Send the answer")
    mo.page.get_by_text("Write something first.").first.wait_for()
    mo.check()
    mo.page.get_by_label("Your answer").fill("I was tired. I am sorry.")
    mo.press("Send the answer")
    mo.page.get_by_text("Thank you for telling us how you see it.").wait_for()
    mo.press("Close this page")
    mo.open("portal/line/")
    mo.page.get_by_role("heading", name="Come back with your ten words").wait_for()
    mo.open(f"portal/invitation/{made.token}/")
    mo.page.get_by_role("heading", name="This link opens nothing").wait_for()
    mo.check()

    sam.open("portal/")
    assert not sam.page.get_by_text("I was tired").is_visible()
    assert sam.page.get_by_role("heading", name="Where things stand").is_visible()
