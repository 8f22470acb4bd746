"""Writes docs/manual.md: every clause in our own words, the rule that carries it, and what shows it.

The table below is the only part written by hand. A clause has a rule and a test or
scenario, or the reason why there is none yet; `tests/house/test_manual_map.py` holds it.
"""

import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evenhand.procedure.clauses import Clause, ClauseText, clause_texts

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "manual.md"
DUTIES, SCENARIOS = "tests/procedure/test_duties.py", "tests/procedure/test_scenarios.py"
GATES = "tests/procedure/test_gates.py::test_what_the_manual_says_of_an_act"
EXPLORED = "tests/procedure/explore/test_explore.py::test_no_order_of_acts_breaks_an_invariant"
N6 = "tests/manual/n6_deadlock.toml"
N1 = "tests/manual/n1_private_reprimand.toml"
N7 = "tests/manual/n7_two_reporters.toml"
N11 = "tests/manual/n11_public_reprimand.toml"
AFTER_THE_END = "tests/manual/n8_taken_up_again.toml"
CORE_TEAM = "tests/manual/d6_the_core_team_upholds_what_lasts.toml"
MEDIATION = "Mediation is not built yet; it has an issue of its own."
SEVERE = "Done by hand and written down; connectors to channels are not built yet."
RESPONSES = "This response is not built yet; the vocabulary of measures is shaped so that it joins without a change."
PAGES = "A stance that pages and letters carry; the procedure holds no words."


@dataclass(frozen=True, slots=True)
class Row:
    """What carries a clause, ``module:function`` below ``evenhand.procedure``, what shows it, or why nothing does."""

    rules: tuple[str, ...] = ()
    shown_by: tuple[str, ...] = ()
    reason: str = ""


ROWS: dict[Clause, Row] = {
    Clause.FAIRNESS: Row(reason="Comparable earlier cases need a memory across cases, which is not built yet."),
    Clause.PERSONAL: Row(
        ("duties.handling:reply", "gates.handling:write_to"),
        (f"{DUTIES}::test_whoever_writes_hears_from_a_person", GATES),
    ),
    Clause.EMPATHY: Row(
        ("manual_file_wording:shipped",),
        ("tests/outbox/test_wording.py::test_it_is_as_often_right_as_it_was_measured",),
    ),
    Clause.RESPECT: Row(reason=PAGES),
    Clause.DISCRIMINATION: Row(
        ("gates.reports:link", "gates.afterwards:ask_review", "gates.afterwards:answer_fairness"),
        (GATES, N7, AFTER_THE_END),
    ),
    Clause.GOOD_DISCUSSION: Row(
        ("manual_file_resources:resources_of",),
        ("tests/procedure/test_manual_file.py::test_a_library_of_resources_is_read_and_a_file_may_have_none",),
        "Where the discussion broke down stands in the determination's words.",
    ),
    Clause.NEWCOMERS: Row(
        ("duties.handling:support", "gates.handling:settle_support"),
        (f"{DUTIES}::test_support_is_owed_from_when_somebody_is_known_to_be_new", N1),
    ),
    Clause.MISUNDERSTANDINGS: Row(
        ("gates.reports:translate", "gates.deciding:propose"),
        (GATES, "tests/manual/brought_in_from_elsewhere.toml"),
    ),
    Clause.MEDIATION_VOLUNTARY: Row(reason=MEDIATION),
    Clause.MEDIATION_CANDIDATE: Row(reason=MEDIATION),
    Clause.MEDIATION_REPORTERS_AGREE: Row(reason=MEDIATION),
    Clause.MEDIATION_REPORTED_AGREE: Row(reason=MEDIATION),
    Clause.MEDIATION_TERMS: Row(reason=MEDIATION),
    Clause.MEDIATION_TIMELINE: Row(reason=MEDIATION),
    Clause.MEDIATION_ENGAGES: Row(reason=MEDIATION),
    Clause.MEDIATION_REPORT: Row(reason=MEDIATION),
    Clause.MEDIATION_EVALUATED: Row(reason=MEDIATION),
    Clause.TRIAGE_FIRST: Row(
        (
            "gates.severe:needs_triage",
            "gates.severe:triage",
            "duties.severe:triage",
            "gates.reports:bring",
            "gates.reports:bring_in",
        ),
        (GATES, EXPLORED, N1, N7),
    ),
    Clause.SEVERE_IN_ADDITION: Row(
        ("duties.severe:write_down_by_hand",),
        (f"{DUTIES}::test_the_severe_path_adds_duties_and_takes_none_away",),
    ),
    Clause.SEVERE_MEANS: Row(("gates.severe:triage",), (GATES,)),
    Clause.DISCONNECT: Row(("duties.severe:write_down_by_hand", "gates.severe:handle"), (GATES,), SEVERE),
    Clause.TELL_REPORTER_OF_DISCONNECTION: Row(reason=SEVERE),
    Clause.TELL_ORIGINATOR: Row(reason=SEVERE),
    Clause.REVIEW_OF_DISCONNECTION: Row(reason=SEVERE),
    Clause.EXPLANATION_COPIED: Row(reason=SEVERE),
    Clause.SIGN_OFF: Row(
        ("reviewing:sign_off_outcome", "gates.severe:sign_off", "gates.severe:reconnect", "duties.severe:sign_off"),
        (f"{SCENARIOS}::test_n3_a_severe_flag_that_was_wrong_is_refused_and_the_person_reconnected", EXPLORED),
    ),
    Clause.RECEIPT: Row(
        ("duties.handling:receipt", "delays:delays"),
        (
            f"{DUTIES}::test_a_person_acknowledges_within_72_hours_and_the_automatic_receipt_does_not_count",
            N1,
        ),
    ),
    Clause.ENOUGH_INFORMATION: Row(("hearing:open_requests", "gates.handling:ask"), (GATES, EXPLORED)),
    Clause.CONTACTING_ANYONE: Row(
        ("contacting:ready_to_contact", "gates.contacting:invite", "duties.handling:contacts"),
        (f"{DUTIES}::test_a_contact_is_owed_step_by_step", EXPLORED, N1),
    ),
    Clause.WHAT_HAPPENED: Row(
        ("gates.deciding:determine", "hearing:was_heard", "duties.deciding:determine"), (GATES, EXPLORED)
    ),
    Clause.WHETHER_VIOLATION: Row(("gates.deciding:determine",), (GATES,)),
    Clause.WHO_IS_RESPONSIBLE: Row(("gates.deciding:determine", "hearing:was_heard"), (GATES, EXPLORED)),
    Clause.ONGOING_OR_DANGER: Row(("duties:duties",), (f"{DUTIES}::test_danger_comes_first_whatever_is_due_before",)),
    Clause.IN_WRITING: Row(("gates.handling:file_evidence",), (GATES,)),
    Clause.ARCHIVE: Row(
        (
            "gates.joining:show_names",
            "gates.joining:let_in",
            "duties.joining:let_in",
            "gates.looking:ask",
            "gates.looking:agree",
            "looking:in_force",
            "duties.looking:end_look",
        ),
        (
            GATES,
            EXPLORED,
            "tests/manual/newcomer_names_first.toml",
            "tests/manual/council_is_granted_a_look.toml",
        ),
    ),
    Clause.SUMMARISED_BACK: Row(
        ("duties.handling:summaries", "gates.handling:summarise_talk"),
        (f"{DUTIES}::test_a_talk_held_elsewhere_owes_its_summary_to_the_record",),
    ),
    Clause.RESOLUTION_IN_TIME: Row(
        ("duties.deciding:determine", "duties.handling:update"),
        (f"{DUTIES}::test_the_two_week_update_returns_when_its_date_passes_and_the_second_goes_to_the_council",),
    ),
    Clause.UPDATE: Row(
        (
            "duties.handling:update",
            "gates.handling:update",
            "delays:delays",
            "projecting:resolution_due",
            "resting:in_sight",
        ),
        (
            f"{DUTIES}::test_the_two_week_update_returns_when_its_date_passes_and_the_second_goes_to_the_council",
            "tests/manual/resting_until_a_date.toml",
        ),
    ),
    Clause.CONSENSUS: Row(
        ("agreement:agreement", "gates.deciding:propose", "gates.deciding:take_position"),
        (f"{DUTIES}::test_an_objection_stands_in_the_way_whatever_the_majority", EXPLORED, N1),
    ),
    Clause.DEADLOCK: Row(
        ("agreement:deadlocked_since", "gates.council:turn_over", "duties.council:decide"),
        (
            f"{DUTIES}::test_the_first_objection_keeps_its_time_over_versions_until_its_member_takes_it_back",
            EXPLORED,
            N6,
        ),
    ),
    Clause.RESPONSES: Row(("gates.deciding:propose", "gates.enacting:enact"), (GATES,)),
    Clause.NO_ACTION: Row(("gates.deciding:propose", "duties.enacting:enact"), (GATES,)),
    Clause.MEDIATION_RESPONSE: Row(reason=MEDIATION),
    Clause.PUBLIC_REMINDER: Row(
        ("gates.deciding:propose", "gates.public:draft", "gates.public:make", "duties.public:carry_out"), (GATES,)
    ),
    Clause.PRIVATE_REPRIMAND: Row(
        ("gates.enacting:reprimand", "gates.enacting:enact", "agreement:acting_chair"),
        (f"{SCENARIOS}::test_n1_an_ordinary_case_ends_with_a_private_reprimand", EXPLORED, N1),
    ),
    Clause.PUBLIC_REPRIMAND: Row(
        ("gates.deciding:propose", "gates.public:check", "gates.public:make", "speaking_up:is_checked"),
        (GATES, EXPLORED, N11),
    ),
    Clause.APOLOGY: Row(reason=RESPONSES),
    Clause.HIATUS: Row(reason=RESPONSES),
    Clause.COOLING_OFF: Row(reason=RESPONSES),
    Clause.BAN: Row(reason=RESPONSES),
    Clause.CONSULTATION: Row(
        ("consulting:told_and_heard", "gates.enacting:consult", "duties.enacting:consult"), (GATES, EXPLORED, N1)
    ),
    Clause.FEEDBACK: Row(
        ("consulting:outcomes", "gates.enacting:weigh_feedback", "duties.enacting:feedback"),
        (f"{DUTIES}::test_feedback_is_weighed_when_it_came_or_its_date_has_passed", EXPLORED, N1),
    ),
    Clause.COUNCIL_REPORT: Row(
        (
            "gates.enacting:report_to_council",
            "gates.enacting:close",
            "duties.enacting:last_letters",
            "duties.afterwards:check_retaliation",
            "gates.afterwards:reopen",
            "afterwards:needs_core_team",
            "gates.enacting:tell_core_team",
            "duties.enacting:core_team_notice",
        ),
        (f"{DUTIES}::test_closing_is_owed_when_nothing_else_is", EXPLORED, N1, AFTER_THE_END, CORE_TEAM),
        "Bans, hiatuses and cooling off cannot be proposed yet, so what lasts is another response of which its "
        "proposer says so. The core team has no room and no address in the product: a member tells it.",
    ),
    Clause.PUBLIC_VOICE: Row(
        ("speaking_up:who_speaks", "gates.public:not_a_speaker", "gates.public:make", "gates.public:withdraw"),
        (GATES, EXPLORED, N11),
    ),
    Clause.CONFLICT_TOLD: Row(
        (
            "gates.seats:answer_conflict",
            "duties.seats:answer_conflict",
            "gates.conflicts:question",
            "duties.conflicts:answer_questioned",
            "questioning:silences",
        ),
        (
            f"{DUTIES}::test_each_member_owes_an_answer_to_the_conflict_question",
            "tests/manual/c1_asked_by_another_member.toml",
            EXPLORED,
        ),
    ),
    Clause.RECUSAL: Row(
        (
            "gates.seats:seat",
            "gates.seats:recuse",
            "gates.seats:seat_alternates",
            "gates.seats:seat_council",
            "seating:barred",
        ),
        (
            f"{SCENARIOS}::test_n4_a_report_about_the_chair_is_handled_without_her",
            "tests/manual/c2_hard_and_soft.toml",
            "tests/manual/c2_hard_and_the_last_who_reads.toml",
            "tests/manual/alternates_come_in.toml",
            EXPLORED,
        ),
    ),
    Clause.IDENTITY: Row(
        ("gates.seats:open_room", "gates.access:give", "duties.access:answer_access"),
        (GATES, EXPLORED, "tests/manual/data_asked_for.toml"),
        "That the words stay sealed is the vault's.",
    ),
    Clause.OUTSIDE_CONTACT: Row(
        ("manual_file:find_problems",),
        ("tests/procedure/test_manual_file.py::test_numpy_has_nothing_to_mend_but_what_a_community_fills_in",),
    ),
    Clause.ADVICE: Row(
        ("gates.reports:only_asked", "gates.reports:make_a_report", "duties.reports:look_for_danger"),
        (GATES, EXPLORED, "tests/manual/k3_advice_and_record.toml"),
    ),
    Clause.INVOLVED_MEMBER: Row(
        ("gates.seats:seat", "duties.seats:step_back", "gates.naming:find_not_involved"),
        (
            f"{DUTIES}::test_a_named_member_steps_back_or_is_taken_out_by_the_next",
            EXPLORED,
            "tests/manual/k4_named_by_mistake.toml",
        ),
    ),
    Clause.HELP_FIRST: Row(reason="What was tried before is written in the proposal's words."),
}


def document() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# The manual, clause by clause"
    yield ""
    yield "Written by `python -m tools.manual_map` from `evenhand/manuals/clauses.toml` and the table in that module."
    yield "The clauses are in our own words. *Ours* is our reading or a local choice, never the manual's rule."
    yield "Rules are named below `evenhand/procedure`."
    for clause, text in clause_texts().items():
        yield ""
        yield from _clause(text, ROWS[clause])


def _clause(text: ClauseText, row: Row) -> Iterator[str]:
    yield f"## {text.id}"
    yield ""
    yield f"{text.says} *({text.kind})*"
    yield ""
    yield f"- **Seen:** {text.shown}"
    if text.ours:
        yield f"- **Ours:** {text.ours}"
    if row.rules:
        yield "- **Rule:** " + ", ".join(f"`{rule}`" for rule in row.rules)
        yield "- **Shown by:** " + ", ".join(f"[{_name(test)}](../{test.partition('::')[0]})" for test in row.shown_by)
    if row.reason:
        yield f"- **Not yet, or not here:** {row.reason}"


def _name(test: str) -> str:
    path, _, name = test.partition("::")
    return name.removeprefix("test_").replace("_", " ") or Path(path).stem


def resolve(rule: str) -> object:
    """The function that a row names."""
    module, _, name = rule.partition(":")
    return getattr(importlib.import_module(f"evenhand.procedure.{module}"), name)


def main() -> int:
    """Write the page."""
    DOCUMENT.write_text(document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
