"""Measures in the form of a proposal: how each is offered, read back, and what is written with it (D3, V2, V5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from evenhand.doors.desk.acts.base import Filled
from evenhand.doors.desk.sentences import measure_words
from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Party
from evenhand.procedure.manual_file import Manual

HELP_FIRST = gettext_lazy(
    "You noted an honest misunderstanding, so help comes first: a letter that explains, a talk, a pointer from your "
    "library. The lightest stands first."
)
"""What stands above the measures where there was an honest misunderstanding (V7)."""

TO_ONE = {
    "reprimand": (f.MeasureKind.PRIVATE_REPRIMAND, Clause.PRIVATE_REPRIMAND),
    "public-reprimand": (f.MeasureKind.PUBLIC_REPRIMAND, Clause.PUBLIC_REPRIMAND),
}
"""Measures that are to one person, from the lighter; a choice is the name and the person."""

TO_ALL = {
    "other": (f.Measure(f.MeasureKind.OTHER), Clause.RESPONSES),
    "public-reminder": (f.Measure(f.MeasureKind.PUBLIC_REMINDER), Clause.PUBLIC_REMINDER),
}
"""Measures that are to nobody in particular."""


def measure_choices(found: f.Determined | None) -> list[tuple[str, str]]:
    """What can be proposed after this determination, the lightest first."""
    return [(name, _offered(measure, clause)) for name, measure, clause in _offers(found)]


def _offers(found: f.Determined | None) -> Iterator[tuple[str, f.Measure, Clause]]:
    for ground in f.Ground:
        if ground is f.Ground.NO_VIOLATION and found is not None and found.violation is f.Answer.YES:
            continue
        yield ground.value, f.Measure(f.MeasureKind.NO_ACTION, ground=ground), Clause.NO_ACTION
    for name, (measure, clause) in TO_ALL.items():
        yield name, measure, clause
    for name, (kind, clause) in TO_ONE.items():
        for party in () if found is None else found.responsible:
            yield f"{name}.{party}", f.Measure(kind, party), clause


def _offered(measure: f.Measure, clause: Clause) -> str:
    said = measure_words(measure)
    return _("%(what)s (%(clause)s)") % {"what": said[:1].upper() + said[1:], "clause": clause}


def measure_of_choice(choice: str, space: str = "", *, lasts: bool = False) -> f.Measure:
    """The measure that a choice stands for; a public reprimand has a space, and another response can last."""
    if choice in TO_ALL:
        measure = TO_ALL[choice][0]
        return replace(measure, lasts=lasts and measure.kind is f.MeasureKind.OTHER)
    name, _dot, party = choice.partition(".")
    if name not in TO_ONE:
        return f.Measure(f.MeasureKind.NO_ACTION, ground=f.Ground(choice))
    kind = TO_ONE[name][0]
    return f.Measure(kind, Party(party), space=space if kind is f.MeasureKind.PUBLIC_REPRIMAND else "")


def pointer_choices(manual: Manual) -> list[tuple[str, str]]:
    """The library, each with the languages in which it can be read."""
    language = get_language() or "en"
    return [(r.id, f"{r.title.in_language(language)} ({', '.join(r.languages)})") for r in manual.resources]


def proposed_words(done: Filled, measures: tuple[f.Measure, ...]) -> dict[str, object]:
    """What is written with a proposal; boxes of measures that were not chosen stay empty."""
    words: dict[str, object] = {
        name: done.text(name) for name in ("text", "nothing_lighter", "comparable", "help_first", "why_not_help")
    }
    words["no_path_back" if done.yes("no_way_back") else "path_back"] = done.text("path_back")
    if any(measure.ground is f.Ground.SETTLED_IN_PUBLIC for measure in measures):
        words["where_settled"] = done.text("where_settled")
    if any(measure.kind is f.MeasureKind.OTHER for measure in measures):
        words["other"] = done.text("other")
    chosen = [r for r in done.seat.manual.resources if r.id in (done.values.get("pointers") or ())]
    if chosen:
        language = get_language() or "en"
        words["pointers"] = "\n".join(f"{r.title.in_language(language)}: {r.link}" for r in chosen)
        words["pointer_ids"] = [r.id for r in chosen]
    return {name: value for name, value in words.items() if value}
