"""Plays facts as the product does: the gate is asked, and only what it allows is folded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import agreement
from evenhand.procedure.answers import Refused
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.consulting import outcomes
from evenhand.procedure.duties import Duty, Owed, delays, duties, next_boundary
from evenhand.procedure.facts import CLERK, Actor, Fact, Happened, Member, Party
from evenhand.procedure.gates import gate
from evenhand.procedure.policy import Policy, Quorum, Team
from evenhand.procedure.state import CaseState, fold

ADA, BO, CHIDI, DARA, EUN = (Member(name) for name in ("ada", "bo", "chidi", "dara", "eun"))
FEN = Member("fen")
"""Somebody who joined later."""
INES, JUN, KOFI = (Member(name) for name in ("ines", "jun", "kofi"))
STRANGER = Member("stranger")
COMMITTEE = (ADA, BO, CHIDI, DARA, EUN)
REPORTER, SECOND_REPORTER = Party("reporter-1"), Party("reporter-2")
REPORTED, WITNESS, AFFECTED = Party("reported-1"), Party("witness-1"), Party("affected-1")

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOMENT = timedelta(microseconds=1)

POLICY = Policy(
    receipt_within=72 * HOUR,
    resolution_within=14 * DAY,
    deadlock_after=7 * DAY,
    triage_within=24 * HOUR,
    quorum=Quorum.MAJORITY,
    quorum_minimum=2,
    positions_within=3 * DAY,
    answers_within=7 * DAY,
    feedback_within=7 * DAY,
    objection_within=48 * HOUR,
    conflict_answer_within=24 * HOUR,
    messages_answered_within=72 * HOUR,
    summary_within=7 * DAY,
    support_within=7 * DAY,
    sign_off_within=7 * DAY,
    sign_off_members=2,
    write_down_within=24 * HOUR,
    enact_within=7 * DAY,
    council_report_within=7 * DAY,
    closing_within=7 * DAY,
    floor=2,
    passes_on_after=24 * HOUR,
    invitation_lives=14 * DAY,
    reach_attempts=2,
    erasure_after=14 * DAY,
    hold_most=90 * DAY,
    aftercare_after=30 * DAY,
    reopening_members=2,
    review_within=None,
)
TEAM = Team(
    order=(BO, CHIDI, DARA, EUN, ADA),
    chair=ADA,
    deputies=(BO,),
    council=(INES, JUN, KOFI, ADA),
    committee=(ADA, BO, CHIDI, DARA, EUN),
)

NOT_SEVERE = f.Triaged(severe=False, kind=None, in_danger=False, ongoing=False)
SEVERE = f.Triaged(severe=True, kind=f.SevereKind.PERSONAL_THREAT, in_danger=False, ongoing=True)
NO_CONFLICT = f.ConflictAnswered(f.ConflictAnswer.NONE)
NO_ACTION = f.Measure(f.MeasureKind.NO_ACTION, ground=f.Ground.NO_VIOLATION)
REPRIMAND = f.Measure(f.MeasureKind.PRIVATE_REPRIMAND, REPORTED)
REMINDER = f.Measure(f.MeasureKind.PUBLIC_REMINDER)
LISTS = "mailing-lists"
IN_PUBLIC = f.Measure(f.MeasureKind.PUBLIC_REPRIMAND, REPORTED, space=LISTS)
TEXT = "ab" * 32


class NotAllowedError(AssertionError):
    """A story tried what the gate refuses."""


class Story:
    """One case: who did what, at what time, as far as the manual allowed it."""

    def __init__(self, policy: Policy = POLICY, team: Team = TEAM) -> None:
        self.policy, self.team, self.now = policy, team, MONDAY
        self.happened: list[Happened] = []
        self.state = CaseState()

    # --- what the tests ask ---------------------------------------------------

    def asks(self, by: str | Actor, fact: Fact) -> Refused | None:
        """What the gate says, or nothing when it allows the fact."""
        answer = gate(self.state, self.policy, self.team, self.now, self._actor(by), fact)
        return answer if isinstance(answer, Refused) else None

    def refusal(self, by: str | Actor, fact: Fact) -> Clause | None:
        """The clause that refuses the fact."""
        refused = self.asks(by, fact)
        return None if refused is None else refused.clause

    @property
    def duties(self) -> tuple[Duty, ...]:
        return duties(self.state, self.policy, self.team, self.now)

    def owed(self, what: Owed) -> list[Duty]:
        return [duty for duty in self.duties if duty.owed is what]

    def the(self, what: Owed) -> Duty:
        (duty,) = self.owed(what)
        return duty

    def is_agreed(self) -> bool:
        return agreement(self.state, self.policy, self.now) is not None

    @property
    def delays(self) -> tuple[f.CouncilToldOfDelay, ...]:
        return delays(self.state, self.policy, self.now)

    @property
    def next_boundary(self) -> datetime | None:
        return next_boundary(self.state, self.policy, self.team, self.now, self.duties)

    # --- what the stories do -----------------------------------------------------

    def does(self, by: str | Actor, *facts: Fact) -> Story:
        for fact in facts:
            refused = self.asks(by, fact)
            if refused is not None:
                raise NotAllowedError(f"{by}: {fact}: {refused.reason} ({refused.clause})")
            one = Happened(self.now, self._actor(by), fact, f"e-{len(self.happened)}")
            self.happened.append(one)
            self.state = fold([one], self.state)
        return self

    def waits(self, span: timedelta) -> Story:
        self.now += span
        return self

    def away(self, **until: timedelta) -> Story:
        away = {Member(name): self.now + span for name, span in until.items()}
        self.team = replace(self.team, away={**self.team.away, **away})
        return self

    def entry(self, kind: type[Fact]) -> str:
        """The entry of the newest fact of a kind."""
        return next(one.entry for one in reversed(self.happened) if isinstance(one.fact, kind))

    def letter(self, kind: f.LetterKind, to: Party = REPORTER, via: f.Via = f.Via.LINE) -> f.LetterSent:
        return f.LetterSent(kind, to, via)

    def asked(self, by: str = "bo") -> Asked:
        return Asked(self.state, self.policy, self.team, self.now, self._actor(by))

    def _actor(self, by: str | Actor) -> Actor:
        if isinstance(by, Actor):
            return by
        return Actor.party(Party(by)) if "-" in by else Actor.member(Member(by))

    # --- stages, each on top of the one before ------------------------------------

    def opened(
        self, readers: tuple[Member, ...] = COMMITTEE, *, report: f.ReportReceived | None = None, **case: object
    ) -> Story:
        self.does(CLERK, f.CaseOpened("9f" * 32, readers, **case))  # type: ignore[arg-type]  # its own fields
        return self.does(CLERK, report or a_report(self.now))

    def answered(self, *members: Member) -> Story:
        for member in members or self.state.readers:
            self.does(member, NO_CONFLICT)
        return self

    def triaged(self, fact: f.Triaged = NOT_SEVERE) -> Story:
        self.opened().answered().does("bo", self.letter(f.LetterKind.ACKNOWLEDGEMENT), fact)
        return self

    def contacted(self, party: Party = REPORTED, role: f.Role = f.Role.REPORTED) -> Story:
        """R3 in full: proposed, the reporter told and not objecting, seconded, invited, and in."""
        number = len(self.state.contacts) + 1
        self.does("bo", f.ContactProposed(number, party, role), self.notice(number))
        self.does(REPORTER, f.ContactAnswered(number, REPORTER, objects=False))
        self.does("chidi", f.ContactSeconded(number))
        self.does("bo", f.Invited(party, self.now + 14 * DAY, f.Via.MAIL))
        return self.does(party, f.InvitationTaken(party, "es"))

    def heard(self, party: Party = REPORTED) -> Story:
        question = self.question(party)
        return (
            self.does("bo", question)
            .does(party, f.QuestionAnswered(party, question.refers or 0))
            .does("bo", f.MessageSettled(party))
        )

    def determined(self, *responsible: Party, violation: f.Answer | None = None) -> Story:
        return self.does("bo", self.determination(*responsible, violation=violation))

    def proposed(self, *measures: f.Measure, by: Member = ADA) -> Story:
        return self.does(by, self.proposal(*measures or (NO_ACTION,)))

    def consented(self, *members: Member) -> Story:
        for member in members or [m for m in self.state.readers if m not in self._positions()]:
            self.does(member, self.position(f.Position.CONSENT))
        return self

    def agreed_on(self, measure: f.Measure = NO_ACTION) -> Story:
        """From nothing to an agreed resolution."""
        self.triaged()
        if measure.to is not None:
            self.contacted().heard().determined(REPORTED)
        else:
            self.determined()
        return self.proposed(measure).consented()

    def consulted(self, feedback: f.Feedback = f.Feedback.ACCEPTS) -> Story:
        """The reporter answers; a reported person who is in is told as well."""
        version = self.version
        self.does("bo", self.consultation())
        if REPORTED in self.state.parties:
            self.does("bo", self.consultation(REPORTED))
        return self.does(REPORTER, f.FeedbackGiven(REPORTER, version, feedback))

    def weighed(self) -> Story:
        return self.does("bo", self.weighing())

    def enacted(self) -> Story:
        """From nothing to no action, carried out."""
        return self.agreed_on().consulted().weighed().does("bo", f.MeasureEnacted(1, 0))

    def ready_to_close(self) -> Story:
        self.enacted().does("bo", f.CouncilReported(1, (INES, JUN)), self.letter(f.LetterKind.CLOSING))
        return self

    # --- facts as the case stands -----------------------------------------------------

    def _positions(self) -> dict[Member, f.Position]:
        return {} if self.state.proposal is None else dict(self.state.proposal.positions)

    @property
    def version(self) -> int:
        return len(self.state.proposals)

    def notice(self, number: int = 1, to: Party = REPORTER) -> f.LetterSent:
        return replace(self.letter(f.LetterKind.CONTACT_NOTICE, to), refers=number, until=self.now + 2 * DAY)

    def question(self, to: Party = REPORTER) -> f.LetterSent:
        number = len(self.state.questions) + 1
        return replace(self.letter(f.LetterKind.QUESTION, to), refers=number, until=self.now + 7 * DAY)

    def update(self, span: timedelta = 7 * DAY) -> f.LetterSent:
        return replace(self.letter(f.LetterKind.UPDATE), until=self.now + span)

    def determination(self, *responsible: Party, violation: f.Answer | None = None) -> f.Determined:
        found = violation or (f.Answer.YES if responsible else f.Answer.NO)
        version = len(self.state.determinations) + 1
        return f.Determined(version, f.Answer.YES, found, responsible, f.Answer.NO, f.Answer.NO)

    def proposal(self, *measures: f.Measure) -> f.Proposed:
        return f.Proposed(self.version + 1, len(self.state.determinations), measures, self.now + 3 * DAY)

    def position(self, position: f.Position) -> f.PositionTaken:
        return f.PositionTaken(self.version, position)

    def consultation(self, to: Party = REPORTER, via: f.Via = f.Via.LINE) -> f.LetterSent:
        return f.LetterSent(f.LetterKind.CONSULTATION, to, via, self.version, self.now + 7 * DAY, "ab" * 32)

    def weighing(self) -> f.FeedbackWeighed:
        return f.FeedbackWeighed(self.version, outcomes(self.asked()))

    def reprimand(self, index: int = 0, to: Party = REPORTED, via: f.Via = f.Via.LINE) -> f.LetterSent:
        return f.LetterSent(f.LetterKind.REPRIMAND, to, via, index)

    def draft(self, measure: int | None = 0, digest: str = TEXT, **more: object) -> f.StatementDrafted:
        number, version = len(self.state.statements) + 1, 0 if measure is None else self.version
        return replace(f.StatementDrafted(number, digest, measure, version), **more)  # type: ignore[arg-type]  # its own

    def check(self, digest: str = TEXT, **found: bool) -> f.StatementChecked:
        confirmed = f.StatementChecked(
            len(self.state.statements), digest, nobody_recognised=True, only_behaviour=True, was_heard=True
        )
        return replace(confirmed, **found)  # type: ignore[arg-type]  # its own fields

    def make(self, digest: str = TEXT, **where: object) -> f.StatementMade:
        made = f.StatementMade(len(self.state.statements), digest, on_page=True)
        return replace(made, **where)  # type: ignore[arg-type]  # its own fields


class PublicStory(Story):
    """A case in a community with spaces, as far as something is said in public."""

    def __init__(self, policy: Policy = POLICY, team: Team = TEAM) -> None:
        super().__init__(replace(policy, spaces=(LISTS, "chat")), team)

    def to_be_said(self, measure: f.Measure = REMINDER) -> PublicStory:
        """From nothing to a measure that is only to be carried out."""
        self.agreed_on(measure).consulted().weighed()
        return self

    def drafted(self, by: str = "ada") -> PublicStory:
        self.does(by, self.draft())
        return self

    def checked(self, by: str = "bo", **found: bool) -> PublicStory:
        self.does(by, replace(self.check(), **found))  # type: ignore[arg-type]  # its own fields
        return self

    def said(self, by: str = "ada") -> PublicStory:
        measure = self.state.proposals[-1].measures[0]
        self.does(by, self.make(space=measure.space), f.MeasureEnacted(self.version, 0))
        return self


def a_report(now: datetime, **fields: object) -> f.ReportReceived:
    """A web report by somebody who gave the names apart."""
    report = f.ReportReceived(REPORTER, f.Way.WEB, now, f.Reach.PHRASE, "en", names_given=True)
    return replace(report, **fields)  # type: ignore[arg-type]  # its own fields


def brought(case: Story, **fields: object) -> f.ReportBrought:
    """Another report of the same thing, from a case in which only Bo has answered the conflict question."""
    report = f.ReportBrought(
        party=SECOND_REPORTER,
        origin="cd" * 16,
        was=REPORTER,
        way=f.Way.WEB,
        reached_at=case.now - 5 * HOUR,
        reach=f.Reach.PHRASE,
        language="en",
        promised=f.Promised(joined_at=case.now - 5 * HOUR),
        names_given=True,
        answered=(BO,),
    )
    return replace(report, **fields)  # type: ignore[arg-type]  # its own fields
