"""Verbs of reports and cases: joined, split off, linked, translated, and what was only asked (T1, V4, V7, K3)."""

from __future__ import annotations

from evenhand.casework import asking, linking, moving, talking, translating
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Standing, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_speaking import ABOUT, IN_DANGER, TEXT, TO
from evenhand.procedure.candidates import Act
from evenhand.procedure.facts import Party
from evenhand.record import rooms

INTO = k.text("into", "the other case, by the name that its report gave it", needed=True)
NEW = k.text("into", "a name for the new case", needed=True)
INTO_LANGUAGE = k.text("language", "into which language", "en")


def join_report(play: Performance, who: str, step: Step) -> None:
    seat, into = play.seat(who, step.case), step.get(INTO)
    moving.join(seat, play.occasion, step.get(ABOUT), play.number(into))
    _leads(play, who, (step.case, step.get(ABOUT)), into)


def split_report(play: Performance, who: str, step: Step) -> None:
    into = step.get(NEW)
    play.cases[into] = moving.split(play.seat(who, step.case), play.occasion, step.get(ABOUT))
    _leads(play, who, (step.case, step.get(ABOUT)), into)


def _leads(play: Performance, who: str, there: tuple[str, Party], into: str) -> None:
    """The reporter's words lead to the other case now; by which handle, its newest reporter says."""
    here = (into, play.seat(who, into).state.reporters[-1].handle)
    if there in play.phrases:
        play.phrases[here] = play.phrases[there]
    if there in play.tokens:
        play.tokens[here] = play.tokens[there]


def link_case(play: Performance, who: str, step: Step) -> None:
    linking.link(play.seat(who, step.case), play.occasion, play.number(step.get(INTO)))


def translate(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    line = [r for r in seat.file.entries if r.room == rooms.line(step.get(ABOUT))]
    entry = line[0].happened.entry if line else ""
    translating.translate(seat, play.occasion, entry, step.get(TEXT), step.get(INTO_LANGUAGE))


def look_for_danger(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    asking.look_for_danger(seat, play.occasion, step.get(TEXT), in_danger=step.get(IN_DANGER))


def answer_and_end(play: Performance, who: str, step: Step) -> None:
    asking.answer_and_end(play.seat(who, step.case), play.occasion, step.get(TO), talking.Letter(step.get(TEXT)))


def make_a_report(play: Performance, who: str, step: Step) -> None:
    asking.make_a_report(play.line(who, step.case), play.occasion)


REPORTS = (
    Verb("make-a-report", "makes a report of what they only asked or told (K3)", make_a_report, (), Standing.PARTY),
    Verb("answer-and-end", "answers who asked for advice, and ends it with that (K3)", answer_and_end, (TO, TEXT)),
    Verb(Act.LOOK_FOR_DANGER, "looks at what was told for the record (K3)", look_for_danger, (IN_DANGER, TEXT)),
    Verb(Act.TRANSLATE, "translates the first words of a line (V7)", translate, (ABOUT, INTO_LANGUAGE, TEXT)),
    Verb(Act.JOIN_REPORT, "joins the report to another case (T1)", join_report, (ABOUT, INTO)),
    Verb(Act.SPLIT_REPORT, "makes a case of its own of it again (T1)", split_report, (ABOUT, NEW)),
    Verb(Act.LINK_CASE, "links two cases (V4)", link_case, (INTO,)),
)
