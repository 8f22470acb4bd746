"""Reads the tables of a manual file and gathers every problem with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import assert_never

from evenhand.procedure import manual_file_values as values
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import MeasureKind, SevereKind
from evenhand.procedure.manual_file_lines import Path
from evenhand.procedure.manual_file_model import (
    Body,
    Kind,
    Manual,
    Origin,
    OutsideContact,
    Problem,
    Response,
    Space,
    Value,
    Wording,
)
from evenhand.procedure.manual_file_reading import Reader, Table
from evenhand.procedure.manual_file_resources import resources_of
from evenhand.procedure.manual_file_values import TO_BE, Asked, OfficeRole, ValueProblem, Written
from evenhand.procedure.manual_file_wording import community_wording
from evenhand.procedure.policy import Fallback, Policy, Quorum

Setting = timedelta | int | Quorum | Fallback | tuple[OfficeRole, ...] | None
Settings = Mapping[str, Setting]

BODIES = ("committee", "council", "core_team")
TEXTS = ("authority", "danger", "help", "self-harm", "hard-conflict", "soft-conflict")
LATER_TEXTS = ("self-harm", "hard-conflict", "soft-conflict")
"""Wording that a file need not have: those that were written before it was asked for lack it."""
RESPONSES = {
    "no-action": Clause.NO_ACTION,
    "mediation": Clause.MEDIATION_RESPONSE,
    "public-reminder": Clause.PUBLIC_REMINDER,
    "private-reprimand": Clause.PRIVATE_REPRIMAND,
    "public-reprimand": Clause.PUBLIC_REPRIMAND,
    "apology": Clause.APOLOGY,
    "hiatus": Clause.HIATUS,
    "cooling-off": Clause.COOLING_OFF,
    "ban": Clause.BAN,
    "other": Clause.RESPONSES,
}
"""The responses that the manual lists; which of them are built is ``MeasureKind``."""

UNLISTED = ("other",)
"""A response that a file written before it was built does not list; the list is open (D3)."""

TABLES = (
    "manual",
    "rule",
    "choice",
    "bodies",
    "outside_contact",
    "safeguarding",
    "space",
    "safety_step",
    "code_section",
    "severe_kind",
    "response",
    "text",
    "wording",
    "wording_off",
    "resource",
)


def manual_of(reader: Reader) -> Manual | None:
    """The manual that a document describes, or nothing where its numbers cannot be read."""
    reader.only((), reader.document, TABLES)
    head = reader.table((), reader.document, "manual")
    reader.only(("manual",), head, ("name", "title", "version", "dated", "languages"))
    name, title, version = (reader.text(("manual",), head, key) for key in ("name", "title", "version"))
    dated = _dated(reader, head)
    languages = _languages(reader, head)
    written, settings = _values(reader)
    spaces = _spaces(reader)
    policy = _policy(settings, tuple(space.id for space in spaces))
    if policy is not None:
        _contradictions(reader, policy)
    bodies = _bodies(reader)
    contact = _contact(reader, "outside_contact")
    safeguarding = _contact(reader, "safeguarding") if "safeguarding" in reader.document else None
    safety = _wordings(reader, "safety_step", languages, named=False)
    sections = _wordings(reader, "code_section", languages)
    severe = _known(reader, "severe_kind", languages, tuple(SevereKind))
    responses = _responses(reader, languages)
    texts = _known(reader, "text", languages, TEXTS, clause=True, unlisted=LATER_TEXTS)
    wording, wording_off = community_wording(reader)
    resources = resources_of(reader, languages)
    if policy is None or dated is None:
        return None
    office, retention = settings.get("office_holders"), settings.get("retention")
    return Manual(
        name=name,
        title=title,
        version=version,
        dated=dated,
        languages=languages,
        policy=policy,
        values=written,
        office_holders=office if isinstance(office, tuple) else (),
        retention=retention if isinstance(retention, timedelta) else None,
        statements_indexed=settings.get("statements_indexed") is not False,
        bodies=bodies,
        outside_contact=contact,
        safeguarding=safeguarding,
        spaces=spaces,
        safety_steps=safety,
        code_sections=sections,
        severe_kinds={SevereKind(key): wording for key, wording in severe.items()},
        responses=responses,
        texts=texts,
        wording=wording,
        wording_off=wording_off,
        resources=resources,
        placeholders=_of_kind(reader, Kind.PLACEHOLDER),
        unfit=_of_kind(reader, Kind.UNFIT),
    )


def _of_kind(reader: Reader, kind: Kind) -> tuple[Problem, ...]:
    return tuple(sorted(p for p in reader.problems if p.kind is kind))


# --- the head ----------------------------------------------------------------------


def _dated(reader: Reader, head: Table) -> date | None:
    written = head.get("dated")
    if isinstance(written, date) and not isinstance(written, datetime):
        return written
    reader.note(Kind.SILENCE, ("manual", "dated"), 'Write the date of this version, such as "dated = 2026-03-02".')
    return None


def _languages(reader: Reader, head: Table) -> tuple[str, ...]:
    written = head.get("languages")
    if isinstance(written, list) and written and all(isinstance(one, str) and one for one in written):
        return tuple(dict.fromkeys(written))
    reader.note(Kind.SILENCE, ("manual", "languages"), 'Write the languages as a list, such as ["en", "es"].')
    return ()


# --- numbers ------------------------------------------------------------------------


def _values(reader: Reader) -> tuple[tuple[Value, ...], Settings]:
    """Each value once: under [rule] or, with its default, under [choice]."""
    tables = {origin: reader.table((), reader.document, origin) for origin in Origin}
    names = tuple(asked.name for asked in values.VALUES)
    for origin, table in tables.items():
        reader.only((origin,), table, names)
    found: list[Value] = []
    settings: dict[str, Setting] = {}
    for asked in values.VALUES:
        places = [origin for origin in Origin if asked.name in tables[origin]]
        match places:
            case [] if asked.unless is not None:
                settings[asked.name] = _setting(asked.written, asked.unless)
                said = _shown(asked.unless)
                found.append(Value(asked.name, Origin.CHOICE, asked.clause, said, said))
            case []:
                reader.note(Kind.SILENCE, ("choice",), f'"{asked.name}" is missing. {asked.says} …')
            case [origin]:
                value = _value(reader, origin, asked, tables[origin][asked.name], settings)
                found += [value] if value is not None else []
            case _:
                reader.note(
                    Kind.CONTRADICTION,
                    ("choice", asked.name),
                    f'"{asked.name}" stands as the manual\'s rule and as a local choice. Keep one.',
                )
    return tuple(found), settings


def _value(
    reader: Reader,
    origin: Origin,
    asked: Asked,
    row: object,
    settings: dict[str, Setting],
) -> Value | None:
    path: Path = (origin, asked.name)
    if not isinstance(row, dict) or "is" not in row:
        example = f'{asked.name} = {{ is = …, clause = "…" }}'
        reader.note(Kind.MISTAKE, path, f"Write the value with its clause: {example}")
        return None
    known = ("is", "clause", "default") if origin is Origin.CHOICE else ("is", "clause")
    reader.only(path, row, known)
    if origin is Origin.CHOICE and "default" not in row:
        reader.note(Kind.SILENCE, path, f'"{asked.name}" is a local choice, so it says what the default is.')
    clause = reader.clause(path, row)
    written = row["is"]
    if asked.written is Written.RETENTION and isinstance(written, str) and TO_BE.match(written):
        reader.note(Kind.PLACEHOLDER, path, "Choose how long cases are kept after they are closed.")
        settings[asked.name] = None
    else:
        try:
            settings[asked.name] = _setting(asked.written, written)
            unfit = values.unfit(asked, settings[asked.name])
            if unfit:
                reader.note(Kind.UNFIT, path, f'"{asked.name}" is {_shown(written)}. {unfit}')
        except ValueProblem as problem:
            reader.note(Kind.MISTAKE, path, f'"{asked.name}" cannot be read. {problem}')
    return Value(asked.name, origin, clause, _shown(written), _shown(row.get("default", "")))


def _setting(written: Written, value: object) -> Setting:  # noqa: PLR0911 - one arm a way of writing
    match written:
        case Written.SPAN:
            return values.span(value)
        case Written.NUMBER:
            return values.number(value)
        case Written.QUORUM:
            return values.quorum(value)
        case Written.ROLES:
            return values.roles(value)
        case Written.RETENTION:
            return values.retention(value)
        case Written.FLAG:
            return values.flag(value)
        case Written.FALLBACK:
            return values.fallback(value)
        case Written.REVIEW:
            return values.review(value)
        case unknown:
            assert_never(unknown)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _policy(settings: Settings, spaces: tuple[str, ...]) -> Policy | None:
    """The numbers that the rules need, once each of them could be read."""
    elsewhere = {"office_holders", "retention", "statements_indexed"}
    numbers = {name: value for name, value in settings.items() if name not in elsewhere}
    if len(numbers) < len(values.VALUES) - len(elsewhere):
        return None
    return Policy(**numbers, spaces=spaces)  # type: ignore[arg-type]  # VALUES and _setting give each its type


# --- contradictions --------------------------------------------------------------------


def _contradictions(reader: Reader, policy: Policy) -> None:
    """Numbers that cannot hold together: a promise would be broken by the manual itself."""
    for name, broken, sentence in _rules_between(policy):
        if broken:
            origin = next((o for o in Origin if (o, name) in reader.lines), Origin.CHOICE)
            reader.note(Kind.CONTRADICTION, (origin, name), sentence)


def _rules_between(p: Policy) -> Iterator[tuple[str, bool, str]]:
    yield "floor", p.floor < 1, "With a floor below 1 a case could be left to nobody."
    yield "quorum_minimum", p.quorum_minimum < 1, "A resolution needs the consent of at least 1 member."
    yield (
        "quorum_minimum",
        p.quorum_minimum > max(p.floor, 1),
        "With as few readers as the floor allows, so many could never consent. Lower it, or raise the floor.",
    )
    yield "council_minimum", p.council_minimum < 1, "At least 1 member of the council has to consent."
    yield (
        "fallback_after",
        p.fallback is not Fallback.NONE and p.fallback_after > p.deadlock_after,
        "The council would decide before less than consensus could pass.",
    )
    yield "sign_off_members", p.sign_off_members < 1, "At least 1 member other than the one who acted has to sign."
    yield "reach_attempts", p.reach_attempts < 1, "Nobody is 'not reached' without at least 1 attempt."
    yield (
        "receipt_within",
        p.receipt_within > p.resolution_within,
        "The receipt would be due after the resolution.",
    )
    yield (
        "conflict_answer_within",
        p.conflict_answer_within > p.receipt_within,
        "Nobody can reply before answering the conflict question, so it is answered before the receipt is due.",
    )
    yield (
        "triage_within",
        p.triage_within > p.resolution_within,
        "Triage comes first, so it cannot take longer than the resolution.",
    )
    yield (
        "passes_on_after",
        p.passes_on_after > p.receipt_within,
        "The receipt would be late before anybody else is asked to write it.",
    )
    yield (
        "positions_within",
        p.positions_within > p.resolution_within,
        "Members would have longer for their positions than the manual gives for the whole resolution.",
    )
    yield (
        "answers_within",
        p.positions_within <= p.resolution_within
        and p.objection_within + p.answers_within + p.positions_within > p.resolution_within,
        "Objection, answer and positions together take longer than the manual gives for a resolution.",
    )
    yield (
        "invitation_lives",
        p.invitation_lives < p.answers_within,
        "An invitation would end before the time to answer is over.",
    )


# --- bodies, spaces, words --------------------------------------------------------------


def _bodies(reader: Reader) -> Mapping[str, Body]:
    table = reader.table((), reader.document, "bodies")
    reader.only(("bodies",), table, BODIES)
    found = {}
    for name in BODIES:
        row = reader.table(("bodies",), table, name)
        if row:
            path: Path = ("bodies", name)
            reader.only(path, row, ("name", "clause"))
            found[name] = Body(name, reader.text(path, row, "name"), reader.clause(path, row))
    return found


def _contact(reader: Reader, table: str) -> OutsideContact:
    row = reader.table((), reader.document, table)
    path: Path = (table,)
    reader.only(path, row, ("name", "address"))
    return OutsideContact(reader.text(path, row, "name"), reader.text(path, row, "address"))


def _spaces(reader: Reader) -> tuple[Space, ...]:
    rows = reader.rows("space", ("id", "name"))
    found = tuple(Space(reader.text(path, row, "id"), reader.text(path, row, "name")) for path, row in rows)
    reader.no_id_twice("space", [space.id for space in found])
    return found


def _wordings(reader: Reader, name: str, languages: tuple[str, ...], *, named: bool = True) -> tuple[Wording, ...]:
    keys = ("id", *languages) if named else languages
    found = []
    for path, row in reader.rows(name, keys):
        key = reader.text(path, row, "id") if named else str(path[1])
        found.append(Wording(key, {language: reader.text(path, row, language) for language in languages}))
    reader.no_id_twice(name, [wording.id for wording in found])
    return tuple(found)


def _known(
    reader: Reader,
    name: str,
    languages: tuple[str, ...],
    known: tuple[str, ...],
    *,
    clause: bool = False,
    unlisted: tuple[str, ...] = (),
) -> dict[str, Wording]:
    """Wordings of which there is exactly one for each of a closed list."""
    found: dict[str, Wording] = {}
    for path, row in reader.rows(name, ("id", *(("clause",) if clause else ()), *languages)):
        key = reader.text(path, row, "id")
        if not key:
            continue  # its silence is noted
        if key not in known:
            reader.note(Kind.MISTAKE, path, f'There is no {name} "{key}". Known are {", ".join(known)}.')
            continue
        if key in found:
            reader.note(Kind.CONTRADICTION, path, f'"{key}" stands twice.')
        texts = {language: reader.text(path, row, language) for language in languages}
        found[key] = Wording(key, texts, reader.clause(path, row) if clause else None)
    for key in known:
        if key not in {*found, *unlisted}:
            reader.note(Kind.SILENCE, (name,), f'[[{name}]] with id "{key}" is missing.')
    return found


def _responses(reader: Reader, languages: tuple[str, ...]) -> tuple[Response, ...]:
    wordings = _known(reader, "response", languages, tuple(RESPONSES), clause=True, unlisted=UNLISTED)
    built = set(MeasureKind)
    return tuple(Response(wording, wording.clause or RESPONSES[key], key in built) for key, wording in wordings.items())
