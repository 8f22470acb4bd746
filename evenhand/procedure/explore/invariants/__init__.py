"""What must hold whatever people do, and in whatever order: the named invariants.

They are written from the manual and not from the gates: none of them asks a gate
whether something was right. ``ALWAYS`` looks at a state, ``STEPS`` at one step; each
answers nothing, or a sentence that says what is wrong. ``walk`` adds two: what is
allowed can be folded, and from every state a closing can be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from evenhand.procedure.duties import Duty
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.invariants import (
    access,
    afterwards,
    conflicts,
    deciding,
    enacting,
    handling,
    informing,
    joining,
    law,
    looking,
    owing,
    public,
    reports,
    resting,
    seats,
    withdrawing,
    worry,
)
from evenhand.procedure.explore.invariants.step import Said, Step, concerns
from evenhand.procedure.explore.world import World

__all__ = ["ALWAYS", "STEPS", "Step", "rules_for"]

Always = Callable[[World, Moment, tuple[Duty, ...]], Said]
OneStep = Callable[[Step], Said]


def _named(rule: Callable[..., Said]) -> str:
    return rule.__name__.replace("_", " ")


ALWAYS: Mapping[str, Always] = {
    _named(rule): rule
    for rule in (
        seats.nobody_barred_reads,
        seats.nobody_barred_owes,
        conflicts.nobody_with_a_hard_conflict_owes,
        conflicts.whoever_was_asked_owes_an_answer,
        resting.nothing_due_is_folded_away,
        withdrawing.nothing_is_owed_to_who_was_erased,
        reports.nothing_is_owed_to_who_has_gone,
        informing.whoever_is_named_as_reported_is_owed_a_notice,
        worry.whoever_is_worried_about_is_owed_a_word_first,
    )
}
"""What holds in every state, by name."""

STEPS: Mapping[str, OneStep] = {
    _named(rule): rule
    for rule in (
        seats.nobody_acts_without_a_seat,
        conflicts.nobody_with_a_hard_conflict_acts,
        conflicts.a_question_is_about_another_who_sits_here,
        conflicts.a_question_blocks_nothing,
        conflicts.silence_is_told_after_its_date_and_once,
        conflicts.silence_costs_a_seat_only_where_the_manual_says_so,
        resting.a_case_rests_only_where_nothing_is_due,
        resting.resting_stops_no_clock,
        resting.a_party_wakes_the_case,
        seats.only_oneself_steps_back,
        seats.the_council_only_below_the_floor,
        seats.a_naming_is_undone_by_two,
        seats.alternates_only_below_the_floor,
        seats.nobody_who_is_named_is_told_before_somebody_has_looked,
        seats.a_name_takes_no_seat_from_anybody,
        seats.somebody_keeps_the_keys,
        seats.a_case_is_opened_once,
        handling.nothing_is_decided_before_triage,
        handling.severe_ends_by_sign_off,
        handling.every_use_of_the_severe_path_is_reviewed,
        handling.others_sign_what_was_written,
        handling.told_before_reconnection,
        handling.nobody_is_contacted_before_the_reporter_knows,
        handling.the_whole_time_is_given,
        handling.answers_belong_to_what_was_asked,
        deciding.nobody_is_found_responsible_unheard,
        deciding.open_requests_need_a_reason,
        deciding.versions_follow_each_other,
        deciding.measures_fit_the_determination,
        deciding.no_majority_passes_under_consensus,
        deciding.no_agreement_below_quorum,
        deciding.nothing_is_agreed_without_a_proposal,
        deciding.a_turned_over_case_is_decided_by_the_council_only,
        deciding.nothing_is_turned_over_too_early,
        deciding.an_amended_proposal_carries_no_old_consent,
        enacting.nothing_is_enacted_before_consultation,
        enacting.feedback_is_of_those_who_were_told,
        enacting.only_the_chair_delivers,
        enacting.only_what_reaches_nobody_lapses,
        enacting.the_end_comes_after_the_resolution,
        enacting.the_core_team_knows_what_lasts,
        withdrawing.nothing_goes_to_who_was_erased,
        withdrawing.nothing_is_erased_before_its_time,
        withdrawing.a_hold_is_two_members,
        withdrawing.no_measure_rests_on_word_alone,
        reports.nobody_left_out_by_any_report_reads,
        reports.a_report_is_in_one_case,
        reports.what_began_elsewhere_keeps_its_dates,
        reports.new_names_are_asked_about,
        reports.no_closing_while_a_reporter_is_owed,
        reports.asking_opens_no_case,
        reports.only_the_person_makes_it_a_report,
        public.nothing_is_public_but_by_chair_or_council,
        public.no_public_reprimand_without_a_check_of_its_text,
        public.a_reprimand_goes_where_it_happened,
        public.what_is_said_in_public_is_carried_out_once_it_was_said,
        informing.a_notice_is_put_off_to_a_date_that_comes,
        worry.a_worry_ends_by_what_was_done,
        law.another_looks_at_what_was_told_outside,
        law.nobody_under_18_is_written_to_by_one_member_alone,
        afterwards.a_case_is_reopened_by_two,
        afterwards.nothing_old_counts_after_reopening,
        afterwards.asked_after_the_end_and_once,
        access.nothing_is_given_that_a_second_member_has_not_read,
        access.nothing_is_given_of_or_to_who_was_erased,
        access.a_request_is_answered_once_and_in_its_own_time,
        access.only_the_person_takes_a_request_back_and_only_their_own_page_tells_them,
        joining.a_newcomer_answers_before_they_read,
        looking.a_look_is_granted_by_two_for_a_time,
        looking.a_look_that_has_ended_reads_nothing_new,
        looking.a_look_is_only_of_the_council,
        joining.the_names_go_to_whoever_two_have_signed_for,
        owing.no_closing_with_an_open_duty,
        owing.no_duty_is_met_twice,
        owing.no_duty_is_lost,
    )
}
"""What holds of every step, by name."""


@cache
def rules_for(kind: type[object] | None) -> tuple[tuple[str, OneStep], ...]:
    """What can be broken by a step that adds a fact of this kind, or by time alone."""
    return tuple((name, rule) for name, rule in STEPS.items() if concerns(rule, kind))
