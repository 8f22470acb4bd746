"""Random histories: anybody tries anything at any time, and what must never happen never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import agreement, voters
from evenhand.procedure.candidates import SOMEBODY, candidates
from evenhand.procedure.consulting import outcomes
from evenhand.procedure.duties import Duty, Owed, duties, still_to_do
from evenhand.procedure.facts import CLERK, Actor, Fact, Member, Party
from tests.procedure.story import ADA, BO, CHIDI, DARA, DAY, EUN, HOUR, INES, JUN, REPORTED, REPORTER, STRANGER, Story

PEOPLE = (ADA, BO, CHIDI, DARA, EUN, INES, JUN, STRANGER)
LEFT_OUT, HELD_BACK = EUN, DARA
PARTIES = (REPORTER, REPORTED)


class Histories(RuleBasedStateMachine):
    """One case, played by whoever wants to whatever they want; only the gate stands in the way."""

    def __init__(self) -> None:
        super().__init__()
        self.case = Story()

    @initialize()
    def a_report_comes(self) -> None:
        self.case.opened((ADA, BO, CHIDI), left_out=(LEFT_OUT,), held_back=(HELD_BACK,))

    # --- what may be tried ---------------------------------------------------------

    @rule(member=st.sampled_from(PEOPLE), data=st.data())
    def a_member_tries_an_act(self, member: Member, data: st.DataObject) -> None:
        tried = [one.fact for one in candidates(self.case.asked(member))]
        self._tries(Actor.member(member), data.draw(st.sampled_from(tried)))

    @rule(data=st.data())
    def a_reader_does_what_the_manual_allows(self, data: st.DataObject) -> None:
        """Most of what is tried is refused; this walks on."""
        member = data.draw(st.sampled_from(self.case.state.readers))
        tried = [one.fact for one in candidates(self.case.asked(member)) if not isinstance(one.fact, f.Recused)]
        allowed = [fact for fact in tried if self.case.asks(member, fact) is None]
        assume(allowed)
        self._tries(Actor.member(member), data.draw(st.sampled_from(allowed)))

    @rule(data=st.data())
    def somebody_meets_a_duty(self, data: st.DataObject) -> None:
        owners = [duty.owner for duty in self.case.duties if duty.owner is not None]
        assume(owners)
        member = data.draw(st.sampled_from(owners))
        clauses = {duty.owed.value for duty in self.case.duties if duty.owner == member}
        tried = [one.fact for one in candidates(self.case.asked(member)) if one.act.value in clauses]
        assume(tried)
        self._tries(Actor.member(member), data.draw(st.sampled_from(tried)))

    @rule(party=st.sampled_from(PARTIES), data=st.data())
    def a_party_tries(self, party: Party, data: st.DataObject) -> None:
        facts: list[Fact] = [
            f.MessageReceived(party),
            f.InvitationTaken(party, "en"),
            f.QuestionAnswered(party, 1),
            f.ContactAnswered(1, party, data.draw(st.booleans())),
            f.FeedbackGiven(party, self.case.version, data.draw(st.sampled_from(f.Feedback))),
        ]
        self._tries(Actor.party(party), data.draw(st.sampled_from(facts)))

    @rule(data=st.data())
    def the_clock_and_the_roster_try(self, data: st.DataObject) -> None:
        facts: list[Fact] = [
            *self.case.delays,
            *(f.LetterCameBack(ref.entry) for ref in self.case.state.letters[-1:]),
            f.Recused(CHIDI, f.RecusalCause.LEFT),
            f.CouncilSeated((INES, JUN)),
            f.Closed(),
        ]
        self._tries(CLERK, data.draw(st.sampled_from(facts)))

    @rule(data=st.data())
    def the_committee_finds_the_reported_person_responsible(self, data: st.DataObject) -> None:
        unheard = (REPORTED,) if data.draw(st.booleans()) else ()
        found = replace(self.case.determination(REPORTED), unheard=unheard, despite_requests=bool(unheard))
        self._tries(Actor.member(data.draw(st.sampled_from(PEOPLE))), found)

    @rule(member=st.sampled_from(PEOPLE))
    def a_member_writes_a_name(self, member: Member) -> None:
        self._tries(Actor.member(member), f.NamesWritten((member,)))

    @rule(span=st.sampled_from((HOUR, DAY, 3 * DAY, 15 * DAY)))
    def time_passes(self, span: timedelta) -> None:
        before = {_name(duty): duty for duty in self.case.duties}
        self.case.waits(span)
        for duty in self.case.duties:
            assert duty.is_late(self.case.now) is (self.case.now >= duty.due)
            if duty.owed is Owed.TRIAGE:
                assert duty.due == before[_name(duty)].due

    @rule()
    def the_clock_goes_to_the_next_boundary(self) -> None:
        """Nothing changes by itself before the boundary: not what is owed, nor what is late."""
        at = self.case.next_boundary
        assume(at is not None)
        assert at is not None
        assert _owed(self.case, self.case.now) == _owed(self.case, at - timedelta(microseconds=1))
        self.case.now = at

    # --- what must hold whenever something was allowed --------------------------------

    def _tries(self, by: Actor, fact: Fact) -> None:
        fact = replace(fact, party=REPORTED) if isinstance(fact, f.ContactProposed) and fact.party == SOMEBODY else fact
        before, case = self.case.state, self.case
        if case.asks(by, fact) is not None:
            return
        if by.standing is f.Standing.MEMBER and not isinstance(fact, f.ConflictAnswered | f.Recused | f.RoomOpened):
            assert by.who in before.readers
            assert by.who not in {LEFT_OUT, *before.recused}
        if isinstance(fact, f.MeasureEnacted) or (
            isinstance(fact, f.LetterSent) and fact.kind is f.LetterKind.REPRIMAND
        ):
            self._was_agreed_consulted_and_weighed()
        if isinstance(fact, f.LetterSent) and fact.kind is f.LetterKind.CONSULTATION and before.proposal is not None:
            self._nobody_objects_and_the_quorum_consents(fixed=before.proposal.consulted_at is not None)
        if isinstance(fact, f.Closed):
            assert still_to_do(case.asked()) == ()
            assert before.is_enacted
        case.does(by, fact)

    def _was_agreed_consulted_and_weighed(self) -> None:
        proposal = self.case.state.proposal
        assert proposal is not None
        assert agreement(self.case.state, self.case.policy, self.case.now) is not None
        assert proposal.weighed_at is not None
        assert proposal.outcomes == outcomes(self.case.asked())
        for party in self.case.state.reporters:
            assert party.told_of == proposal.version or not party.is_reachable

    def _nobody_objects_and_the_quorum_consents(self, *, fixed: bool) -> None:
        proposal = self.case.state.proposal
        assert proposal is not None
        given = [proposal.positions.get(member) for member in voters(self.case.state)]
        if not fixed:
            assert f.Position.OBJECT not in given
            assert given.count(f.Position.CONSENT) >= self.case.policy.quorum_of(len(given))

    @invariant()
    def nobody_without_a_seat_owes_anything(self) -> None:
        for duty in self.case.duties:
            for member in (duty.owner, *duty.then):
                state = self.case.state
                assert member is None or member in {*state.readers, *state.turned_over_to}
                assert member not in self.case.state.involved or duty.owed in {Owed.STEP_BACK, Owed.SEAT_COUNCIL}

    @invariant()
    def who_was_left_out_or_went_holds_no_key(self) -> None:
        readers = set(self.case.state.readers)
        assert not readers & {LEFT_OUT, *self.case.state.recused, *self.case.state.held_back}

    @invariant()
    def no_duty_stands_twice(self) -> None:
        names = [_name(duty) for duty in self.case.duties]
        assert len(set(names)) == len(names)

    @invariant()
    def no_duty_is_late_before_its_time(self) -> None:
        for duty in self.case.duties:
            assert duty.is_late(duty.due)
            assert not duty.is_late(duty.due - timedelta(microseconds=1))

    @invariant()
    def closing_is_allowed_exactly_when_it_is_owed(self) -> None:
        owed = any(duty.owed is Owed.CLOSE for duty in self.case.duties)
        able = [m for m in self.case.state.readers if m in self.case.state.conflict_answers]
        for member in able:
            if member not in self.case.state.involved:
                assert (self.case.asks(member, f.Closed()) is None) is owed

    @invariant()
    def a_case_that_is_open_owes_something_or_waits_for_a_date(self) -> None:
        if self.case.state.is_open:
            assert self.case.duties or self.case.next_boundary


def _name(duty: Duty) -> tuple[object, ...]:
    return (duty.owed, duty.party, duty.member, duty.number, duty.owner if duty.personal else None)


def _owed(case: Story, at: datetime) -> list[tuple[object, ...]]:
    found = duties(case.state, case.policy, case.team, at)
    return [(_name(duty), duty.due, duty.owner, duty.then, duty.is_late(at)) for duty in found]


Histories.TestCase.settings = settings(
    max_examples=60, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)
TestHistories = Histories.TestCase
