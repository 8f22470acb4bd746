"""People at their browsers, with verbs: nothing here knows an address that a person would not type or follow."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response
from playwright.sync_api import TimeoutError as TooLongError

from evenhand.casework.staging import Stage
from evenhand.clock.tick import tick
from evenhand.outbox.posting import Came
from evenhand.outbox.queue import Leaving
from evenhand.people.occasion import Occasion
from tests.cast import START
from tests.journeys.inspecting import Inspector
from tests.journeys.signing import code


@dataclass(slots=True)
class Clock:
    """The hour that everybody's server shows, moved by hand."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


PATIENCE = 15_000
"""Milliseconds after which somebody who pressed something thinks that nothing happens."""


@dataclass(slots=True)
class Town:
    """What all of them share: the server, the browser, the time, and an eye on every page."""

    server: str
    browser: Browser
    stage: Stage
    clock: Clock
    inspector: Inspector | None = None
    left: list[Leaving] = field(default_factory=list)
    """Every mail that has left."""
    in_front: Somebody | None = field(default=None, repr=False, compare=False)
    """Whose window is in front: a browser may let the others wait for their turn to draw, and with them a click."""

    def passes(self, **span: float) -> None:
        """Let time pass, six hours at most between two ticks of the clock."""
        until = self.clock.now + timedelta(**span)
        while self.clock.now < until:
            self.clock.now = min(self.clock.now + timedelta(hours=6), until)
            tick(Occasion(self.clock.now, os.urandom), self._post)

    def _post(self, leaving: Leaving, now: datetime) -> Came:  # noqa: ARG002 - as every way out of the house
        self.left.append(leaving)
        return Came.LEFT


@dataclass(slots=True)
class Somebody:
    """Anybody with a browser of their own; it has no scripts."""

    town: Town
    context: BrowserContext = field(init=False)
    page: Page = field(init=False)
    answers: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context = self.town.browser.new_context(
            java_script_enabled=False, viewport={"width": 1280, "height": 900}, locale="en-GB"
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(2 * PATIENCE)
        self.page.set_default_navigation_timeout(2 * PATIENCE)
        self.page.on("response", lambda got: self.answers.append(got) if got.request.is_navigation_request() else None)

    def sits_down(self) -> None:
        """Have one's own window in front before anything is pressed or written."""
        if self.town.in_front is not self:
            self.page.bring_to_front()
            self.town.in_front = self

    def goes_to(self, address: str) -> None:
        """Type an address."""
        self.sits_down()
        self.page.goto(self.town.server + address)
        self._looks()

    def goes(self, to: Locator) -> None:
        """Press a link or a button, and wait for the page behind it: what is read next stands there.

        On a busy machine Chromium seldom takes a click and goes nowhere: whoever sees nothing happen presses once more.
        """
        self.sits_down()
        seen = len(self.answers)
        try:
            self._clicks(to, PATIENCE)
        except TooLongError:
            if len(self.answers) > seen:  # it was answered, late
                self.page.wait_for_load_state()
            else:
                self._clicks(to, 2 * PATIENCE)
        self._looks()

    def _clicks(self, to: Locator, patience: float) -> None:
        with self.page.expect_navigation(timeout=patience):
            to.first.click(timeout=patience)

    def follows(self, name: str) -> None:
        """Follow a link."""
        self.goes(self.page.get_by_role("link", name=name, exact=True))

    def presses(self, name: str, within: Locator | None = None) -> None:
        """Press a button."""
        self.goes((within or self.page).get_by_role("button", name=name, exact=True))

    def writes(self, label: str, text: str, within: Locator | None = None) -> None:
        """Write into a box."""
        self.sits_down()
        (within or self.page).get_by_label(label, exact=False).first.fill(text)

    def chooses(self, question: str, answer: str, within: Locator | None = None) -> None:
        """Choose an answer to a question, or tick one of several."""
        self.sits_down()
        group = (within or self.page).get_by_role("group", name=re.compile(re.escape(question)))
        group.first.get_by_label(answer, exact=True).check()

    def chooses_from(self, label: str, answer: str) -> None:
        """Choose from a list that opens."""
        self.page.get_by_label(label).select_option(label=answer)

    def opens_up(self, *summaries: str) -> None:
        """Open what is folded on the page."""
        self.sits_down()
        for summary in summaries:
            self.page.locator("summary").filter(has_text=summary).first.click()

    def reads(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()

    @property
    def status(self) -> int:
        """How the page was answered."""
        return self.answers[-1].status

    def closes_the_browser(self) -> None:
        """Go away; nothing stays on this device."""
        self.context.close()

    def _looks(self) -> None:
        self.page.wait_for_load_state()
        assert self.status < 500, f"{self.page.url}: {self.status}"
        if self.town.inspector is not None:
            self.town.inspector.look(self.page)


@dataclass(slots=True)
class Outsider(Somebody):
    """Somebody with ten words, or soon to have them."""

    phrase: str = ""

    def reports(self, what: str, **more: str) -> None:
        """Fill in the form, from the front page on."""
        self.goes_to("/lattice/")
        self.follows("Begin a report")
        self.writes("What happened?", what)
        self.opens_up("May we say that it was you?", "When, where, who, links, files")
        self.page.get_by_label("I am new to this community").check()
        for label, text in more.items():
            self.writes({"who": "Who was involved?", "links": "Links", "where": "Where was it?"}[label], text)
        self.presses("Send the report")
        self.keeps_the_words()

    def keeps_the_words(self) -> None:
        """Write the ten words down."""
        self.phrase = " ".join(self.page.locator("ol.phrase").inner_text().split())

    def comes_back(self) -> None:
        """Type the ten words."""
        self.goes_to("/lattice/portal/")
        if self.page.get_by_label("Your ten words").count():
            self.writes("Your ten words", self.phrase)
            self.presses("Open my page")

    def takes(self, link: str) -> None:
        """Open the link of an invitation and make ten words of one's own."""
        self.page.goto(link)
        self._looks()
        self.presses("Make my ten words")
        self.keeps_the_words()
        self.follows("I have them. Open my page")

    def takes_nothing_from(self, link: str) -> None:
        """Open a link whose time is over."""
        self.page.goto(self.town.server + link)
        self._looks()
        assert "This link opens nothing" in self.reads()

    def answers_the_question(self, text: str) -> None:
        """Answer what was asked."""
        self._sends("Your answer", text)

    def agrees_to_the_contact(self, text: str = "") -> None:
        """Say that somebody may be asked."""
        self.chooses("Is that all right with you?", "Yes, ask them")
        self._sends("Why, if you want to say", text)

    def says_of_the_proposal(self, answer: str, text: str) -> None:
        """Give feedback."""
        self.chooses("Is this acceptable to you?", answer)
        self._sends("What you want to say about it", text)

    def _sends(self, label: str, text: str) -> None:
        """Write into a box, and press the button of its form."""
        form = self.page.locator("form").filter(has=self.page.get_by_label(label)).first
        form.get_by_label(label).fill(text)
        self.goes(form.locator("button.act"))

    def leaves(self) -> None:
        """Close the page, and with it the session."""
        self.presses("Close this page")


@dataclass(slots=True)
class Member(Somebody):
    """Somebody of the committee or the council."""

    name: str = ""
    _case: str = ""

    def signs_in(self) -> Member:
        """Sign in, and land on what is owed; whose session lives is there already."""
        self.goes_to("/lattice/desk/")
        if not self.page.get_by_label("Passphrase", exact=True).count():
            return self
        self.town.clock.now += timedelta(minutes=1)  # a code works once
        self.writes("Login", self.name)
        self.page.get_by_label("Passphrase", exact=True).fill(self.town.stage.player(self.name).passphrase)
        self.writes("Code", code(self.town.stage, self.name, self.town.clock.now))
        self.presses("Sign in")
        return self

    @property
    def case_number(self) -> str:
        """The number of the case whose page was open last."""
        return self._case

    def reads_the_report(self) -> None:
        """Read the committee's report, after the conflict question."""
        self.goes(self.page.locator("main a[href*='/council/report/']"))
        self.answers_the_conflict_question()

    def opens_the_case(self) -> Member:
        """Go from the list to the case, whatever stands at its top."""
        self.follows("Owed now")
        self.opens_up(*(one for one in ("Waiting for others", "Resting until") if one in self.reads()))
        self.goes(self.page.locator("main a[href*='/desk/case/']"))
        self._case = self.page.url.rstrip("/").rsplit("/", 1)[1]
        return self

    def opens_the_first_unanswered(self) -> Member:
        """Go from the list to a case that asks for the conflict question."""
        self.follows("Owed now")
        row = self.page.locator(".duties > li").filter(has_text="conflict of interest")
        self.goes(row.locator("a"))
        return self

    def answers_the_conflict_question(self, answer: str = "No") -> Member:
        """See the names first, then say whether there is a conflict."""
        self.presses("Open the names")
        self.chooses("Do you have a conflict of interest?", answer)
        self.presses("Answer")
        return self

    def opens_all_rooms(self) -> Member:
        """Open whatever is not open yet; each is recorded."""
        while (buttons := self.page.get_by_role("button", name=re.compile("^Open (what|the committee)"))).count():
            self.goes(buttons)
        return self

    def takes_up(self, act: str) -> Locator:
        """Begin an act: in place where its form stands on the page, else on a page of its own. Answer its form."""
        item = self.page.locator(".now > ol > li").filter(has=self.page.get_by_text(act, exact=True))
        if item.count():
            if item.locator("form").count():
                details = item.locator("details").filter(has=self.page.locator("form")).first
                if details.get_attribute("open") is None:
                    details.locator("summary").first.click()
                return item.locator("form").first
            self.goes(item.get_by_role("link", name="Take it up"))
        else:
            for group in self.page.locator(".now > details").all():
                if group.get_attribute("open") is None and group.get_by_text(act, exact=True).count():
                    group.locator("summary").first.click()
            self.goes(self.page.locator(".now").get_by_role("link", name=act, exact=True))
        return self.page.locator("main form").first

    def writes_a_letter(self, act: str, text: str, button: str, fill: Callable[[Locator], None] | None = None) -> None:
        """Write a letter, read it once more, send it."""
        form = self.takes_up(act)
        form.get_by_label(re.compile("^Your (first )?letter")).fill(text)
        if form.get_by_role("group", name=re.compile("Could this reader tell")).count():
            self.chooses("Could this reader tell", "No", form)
        if fill is not None:
            fill(form)
        self.presses("Read it once more", form)
        assert text in self.reads()
        self.presses(button)

    def does(
        self, act: str, button: str, choices: Mapping[str, str] | None = None, texts: Mapping[str, str] | None = None
    ) -> None:
        """Do an act: choose answers, write into its boxes, press its button."""
        form = self.takes_up(act)
        for question, answer in (choices or {}).items():
            self.chooses(question, answer, form)
        for label, text in (texts or {}).items():
            self.writes(label, text, form)
        self.presses(button, form)

    def triages_as_regular(self, why: str) -> None:
        """Decide that it is not clear and severe."""
        asked = ("Is it a clear and severe breach?", "Is anybody's physical safety", "Does it go on?")
        self.does(
            "Decide whether it is clear and severe",
            "Decide",
            dict.fromkeys(asked, "No"),
            {"What was said or done that qualifies": why},
        )

    def reports_to_the_council(self, who: str, what: str) -> None:
        """Write the report, read it once more, send it."""
        form = self.takes_up("Report to the council")
        self.writes("Who is involved", who, form)
        self.writes("What happened, what was decided", what, form)
        self.presses("Read it once more", form)
        assert what in self.reads()
        self.presses("Send the report to the council")

    def consents(self, position: str = "I consent", why: str = "") -> None:
        """Take a position on the newest proposal."""
        texts = {"Why": why} if why else {}
        self.does("Take your position on the proposal", "Take this position", {"Your position": position}, texts)

    def cannot(self, act: str) -> str:
        """Go to an act's own page although it stands under what is not possible; answer why not."""
        self.goes_to(f"/{'/'.join(self.page.url.split('/')[3:7])}/{act}/")
        assert "Not yet" in self.reads()
        return self.page.locator("main section.notice").first.inner_text()
