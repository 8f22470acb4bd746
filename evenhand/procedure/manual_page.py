"""A manual as people read it in a terminal: the manual's rules first, the local choices apart."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from evenhand.procedure.clauses import clause_texts
from evenhand.procedure.manual_file_model import Manual, Response, Value, Wording
from evenhand.procedure.manual_file_values import VALUES

WIDTH = 80
"""Of a terminal that nobody has widened."""

_SAYS = {value.name: value.says for value in VALUES}


def page(manual: Manual, digest: str) -> Iterator[str]:
    """The manual in lines of at most 80 characters."""
    language = manual.languages[0]
    yield manual.title
    yield f"version {manual.version}, {manual.dated.isoformat()}, in {', '.join(manual.languages)}"
    yield f"sha256 {digest}"
    yield from _part("What the manual says", "These numbers are the manual's own.")
    yield from map(_value, manual.rules())
    yield from _part(
        "What this community chose", "The manual leaves these open. They are local choices, not the manual's rules."
    )
    yield from map(_value, manual.choices())
    yield from _conflicts(manual, language)
    yield from _part("Bodies")
    for body in manual.bodies.values():
        yield _row(body.name, body.clause)
    yield _row(f"{manual.outside_contact.name} (the contact outside the committee)", "K2")
    if manual.safeguarding is not None:
        yield _row(f"{manual.safeguarding.name} (who protects young people)", "R3")
    yield from _part("Spaces")
    yield from (_row(space.name) for space in manual.spaces)
    yield from _part("Responses, from the lightest")
    for response in manual.responses:
        yield from _response(response, language)
    if manual.resources:
        yield from _part("Resources to point to (V5)")
        for resource in manual.resources:
            yield _row(f"{resource.title.in_language(language)} ({', '.join(resource.languages)})")
            yield f"    {resource.link}"
    yield from _part("Clear and severe (S1)")
    yield from _list(manual.severe_kinds.values(), language)
    yield from _part("When somebody's safety is threatened (R7)")
    yield from _list(manual.safety_steps, language)
    yield from _part("Parts of the code of conduct (R5)")
    yield from _list(manual.code_sections, language)
    if manual.wording or manual.wording_off:
        yield from _part("Words pointed at before a letter goes (V2)", "Beside those that come with Evenhand.")
        yield from (_row(f"{entry.id} ({entry.language}): {entry.says}") for entry in manual.wording)
        yield from (_row(f"{one}: switched off") for one in manual.wording_off)
    yield from _part("Clauses, in our own words")
    for clause in clause_texts().values():
        yield from textwrap.wrap(f"{clause.id:<5}{clause.says}", WIDTH, subsequent_indent=" " * 5)
        if clause.ours:
            yield from _indented(f"Our reading: {clause.ours}", 5)
    if manual.placeholders:
        yield from _part("Still to be filled in", "Until then intake cannot be published.")
        yield from (f"  line {problem.line}: {problem.sentence}" for problem in manual.placeholders)


def _part(title: str, says: str = "") -> Iterator[str]:
    yield ""
    yield title
    yield "-" * len(title)
    if says:
        yield from textwrap.wrap(says, WIDTH)
        yield ""


def _value(value: Value) -> str:
    """Its clause, what it is, how it is set; the default only where something else was chosen."""
    changed = value.default not in {"", value.written}
    written = f"{value.written} (default: {value.default})" if changed else value.written
    return f"  {value.clause:<5}{_SAYS[value.name]:<52} {written}"


def _conflicts(manual: Manual, language: str) -> Iterator[str]:
    """What counts as which, as far as this file says it (C2)."""
    kinds = {"Hard": manual.texts.get("hard-conflict"), "Soft": manual.texts.get("soft-conflict")}
    if any(kinds.values()):
        yield from _part("Conflicts of interest (C2)", "With a hard one nobody stays. Nobody has to say why.")
    for kind, wording in kinds.items():
        if wording is not None:
            yield from _indented(f"{kind}: {wording.in_language(language).strip()}", 2)


def _response(response: Response, language: str) -> Iterator[str]:
    built = "" if response.built else " (not built yet)"
    yield _row(f"{response.wording.in_language(language)}{built}", response.clause)


def _list(wordings: Iterable[Wording], language: str) -> Iterator[str]:
    for wording in wordings:
        text = wording.in_language(language)
        yield from textwrap.wrap(text, WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _row(text: str, clause: str = "") -> str:
    return f"  {clause:<5}{text}" if clause else f"  {text}"


def _indented(text: str, by: int) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=" " * by, subsequent_indent=" " * by)
