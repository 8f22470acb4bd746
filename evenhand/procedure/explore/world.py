"""The small world that is walked: a cast, a case that was just opened, and what is in play.

All acts of the manual at once have too many orders for any machine. So there is a
spine, the acts that every case goes through, and aspects, each of which adds acts of
one chapter. A walk takes the spine with some aspects and leaves no order of them out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import combinations

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.explore.beginnings import (
    LASTING,
    REPORTER,
    START,
    agreed_on,
    begun,
    ended,
    found_responsible,
    named_by_mistake,
    receipt,
)
from evenhand.procedure.facts import CLERK, Actor, Happened, Member, Party
from evenhand.procedure.policy import Policy, Team

__all__ = [
    "ALTERNATES",
    "CHAIR",
    "COUNCIL",
    "DISAGREES",
    "FILED",
    "MEMBERS",
    "NEWCOMER",
    "REPORTED",
    "REPORTER",
    "SECOND_REPORTER",
    "START",
    "STRANGER",
    "Aspect",
    "World",
    "worlds",
]

SECOND_REPORTER = Party("reporter-2")
REPORTED = Party("reported-1")

CHAIR = Member("chair")
MEMBERS = (Member("first"), Member("second"), Member("third"))
COUNCIL = (Member("council-1"),)
WHOLE_COUNCIL = (*COUNCIL, Member("council-2"))
WITNESS = Party("witness-1")
NEWCOMER = Member("newcomer")
"""A member of the committee who joined after the case was opened."""
ALTERNATES = (Member("alternate-1"), Member("alternate-2"))
STRANGER = Member("stranger")
"""Somebody who never has a seat: every act is tried as them too."""


_NOT_SEVERE = f.Triaged(severe=False, kind=None, in_danger=False, ongoing=False)


class Aspect(StrEnum):
    """What is in play beside the spine."""

    POSITIONS = "positions"
    VERSIONS = "versions"
    FEEDBACK = "feedback"
    RECUSAL = "recusal"
    NAMED = "named"
    BY_MISTAKE = "by-mistake"
    LEFT_OUT = "left-out"
    HELD_BACK = "held-back"
    SEVERE = "severe"
    CONTACT = "contact"
    INVITED = "invited"
    REPRIMAND = "reprimand"
    QUESTIONS = "questions"
    TALKS = "talks"
    NEWCOMER = "newcomer"
    MESSAGES = "messages"
    UPDATES = "updates"
    NO_ADDRESS = "no-address"
    FILED = "filed"
    RETURNED = "returned"
    RECORD = "record"
    RESTING = "resting"
    WITHDRAWN = "withdrawn"
    ERASURE = "erasure"
    REPRIMANDED_REPORTER = "reprimanded-reporter"
    SECOND_REPORT = "second-report"
    LINKED = "linked"
    BROUGHT_IN = "brought-in"
    ADVICE = "advice"
    FOR_RECORD = "for-record"
    PUBLIC = "public"
    TURNED_OVER = "turned-over"
    NO_COUNCIL = "no-council"
    AFFECTED = "affected"
    DISCLOSED = "disclosed"
    MINOR = "minor"
    WORRY = "worry"
    NOTICE = "notice"
    REOPENED = "reopened"
    LASTING = "lasting"
    REVIEWED = "reviewed"
    HARD_CONFLICT = "hard-conflict"
    QUESTIONED = "questioned"
    ACCESS = "access"
    JOINING = "joining"
    ALTERNATES = "alternates"
    LOOK = "look"


AFTER_THE_FIRST_DAYS = frozenset(
    {
        Aspect.BY_MISTAKE,
        Aspect.WITHDRAWN,
        Aspect.ERASURE,
        Aspect.REPRIMANDED_REPORTER,
        Aspect.SECOND_REPORT,
        Aspect.DISCLOSED,
        Aspect.MINOR,
        Aspect.WORRY,
        Aspect.NOTICE,
        Aspect.REOPENED,
        Aspect.LASTING,
        Aspect.REVIEWED,
        Aspect.HARD_CONFLICT,
        Aspect.QUESTIONED,
        Aspect.ACCESS,
        Aspect.JOINING,
        Aspect.ALTERNATES,
        Aspect.LOOK,
    }
)
"""Aspects that begin once the report was acknowledged and triaged."""

AFTER_THE_RECEIPT = frozenset({Aspect.CONTACT, Aspect.SEVERE, Aspect.RECUSAL})
"""Aspects with so many orders that, where they are saved, they begin after the receipt: others walk that.

Somebody leaves a case before its receipt where they are named or held back.
"""

AFTER_CLOSING = frozenset(
    {Aspect.WITHDRAWN, Aspect.ERASURE, Aspect.NOTICE, Aspect.REOPENED, Aspect.REVIEWED, Aspect.ACCESS}
)
"""Aspects in which weeks go by after the end, so that the reporter is asked how they are (D6)."""

AFTER_THE_END = frozenset(
    {Aspect.ERASURE, Aspect.REOPENED, Aspect.REVIEWED, Aspect.JOINING, Aspect.ALTERNATES, Aspect.LOOK, Aspect.ACCESS}
)
"""Aspects that begin once the case is closed."""

SEATS_COUNCIL = frozenset(
    {
        Aspect.RECUSAL,
        Aspect.NAMED,
        Aspect.TURNED_OVER,
        Aspect.HARD_CONFLICT,
        Aspect.ALTERNATES,
        Aspect.LOOK,
    }
)
"""Aspects in which the council may come to sit at the case."""

DISAGREES = frozenset({Aspect.TURNED_OVER, Aspect.NO_COUNCIL})
"""Aspects that begin with an objection to a proposal."""

FILED = frozenset({Aspect.FILED, Aspect.BROUGHT_IN})
"""Aspects in which the report reached a member, so that its reporter has no line yet."""


@dataclass(frozen=True, slots=True)
class World:
    """Who is there, what is in play, and the numbers of the manual."""

    policy: Policy
    aspects: frozenset[Aspect] = frozenset()
    members: int = 2
    """Members beside the chair, alike and therefore interchangeable."""
    settled: bool = False
    """Whether everybody has answered the conflict question already, and what else saves orders."""
    every_date: bool = False
    """Whether dates that were met are kept apart: more states, from which nothing else can follow."""
    versions: int = 2
    """How many determinations, proposals and dated promises there may be."""

    committee: tuple[Member, ...] = field(init=False)
    everybody: tuple[Member, ...] = field(init=False)
    """The committee, the council where it can be seated, and a stranger."""
    team: Team = field(init=False)
    """The roster: no deputies, so that the members stay alike."""

    def __post_init__(self) -> None:
        """Work out once who is there; every state asks for it. A review is walked where a community allows one."""
        if Aspect.REVIEWED in self.aspects and self.policy.review_within is None:
            allowed = replace(self.policy, review_within=self.policy.closing_within)
            object.__setattr__(self, "policy", allowed)
        committee = (CHAIR, *MEMBERS[: self.members])
        there = WHOLE_COUNCIL if Aspect.TURNED_OVER in self.aspects else COUNCIL
        council = there if SEATS_COUNCIL & self.aspects else ()
        there_is = (*committee, NEWCOMER) if Aspect.JOINING in self.aspects else committee
        standing_by = ALTERNATES if Aspect.ALTERNATES in self.aspects else ()
        object.__setattr__(self, "committee", committee)
        object.__setattr__(self, "everybody", (*dict.fromkeys((*there_is, *standing_by, *council)), STRANGER))
        team = Team(
            order=(*there_is, *standing_by), chair=CHAIR, council=there, committee=there_is, alternates=standing_by
        )
        object.__setattr__(self, "team", team)

    def __contains__(self, aspect: Aspect) -> bool:
        """Whether this is in play."""
        return aspect in self.aspects

    def start(self) -> tuple[Happened, ...]:
        """A report has just come in."""
        last = self.committee[-1]
        left_out = (last,) if Aspect.LEFT_OUT in self else COUNCIL if Aspect.NO_COUNCIL in self else ()
        held_back = (last,) if Aspect.HELD_BACK in self and not left_out else ()
        readers = tuple(m for m in self.committee if m not in {*left_out, *held_back})
        named = COUNCIL[:1] if held_back else ()
        opened = f.CaseOpened("0" * 64, readers, left_out, held_back, named_elsewhere=named)
        report = f.ReportReceived(
            party=REPORTER,
            way=f.Way.MAIL if self._is_filed else f.Way.WEB,
            reached_at=START,
            reach=self._reach(),
            language="en",
            purpose=self._purpose,
            minor=Aspect.MINOR in self,
        )
        filed_by = Actor.member(CHAIR) if self._is_filed else CLERK
        facts = [Happened(START, CLERK, opened), Happened(START, filed_by, report)]
        if self.settled:
            none = f.ConflictAnswered(f.ConflictAnswer.NONE)
            facts += [Happened(START, Actor.member(m), none) for m in readers]
        if Aspect.RESTING in self:
            facts += self._acknowledged(readers[0])
        if {Aspect.INVITED, Aspect.REPRIMAND, Aspect.PUBLIC} & self.aspects:
            facts += self._contacted(readers[0], readers[1])
        if self.settled and AFTER_THE_RECEIPT & self.aspects:
            facts.append(receipt(facts[-1].at, readers[0]))
        if AFTER_THE_FIRST_DAYS & self.aspects:
            facts += self._first_days(readers)
        if Aspect.NOTICE in self:
            facts.append(Happened(START, Actor.member(readers[0]), f.ContactProposed(1, REPORTED, f.Role.REPORTED)))
        if AFTER_THE_END & self.aspects:
            facts += ended(self.policy, readers, COUNCIL if Aspect.LOOK in self else ())
        if Aspect.PUBLIC in self:
            facts += self._to_be_said(readers, facts[-1].at)
        if {*DISAGREES, Aspect.AFFECTED} & self.aspects:
            facts += self._proposed(readers[0], readers[1])
        return tuple(facts)

    def _first_days(self, readers: tuple[Member, ...]) -> list[Happened]:
        """Acknowledged and triaged, and what a chapter needs beside: names, somebody responsible, somebody named."""
        named = [Happened(START, Actor.member(readers[0]), f.NamesWritten())] if Aspect.JOINING in self else []
        responsible = found_responsible(self.policy, readers) if Aspect.REPRIMANDED_REPORTER in self else []
        mistaken = named_by_mistake(readers) if Aspect.BY_MISTAKE in self else []
        lasting = agreed_on(LASTING, self.policy, readers) if Aspect.LASTING in self else []
        return [*named, *begun(readers), *responsible, *mistaken, *lasting]

    @property
    def _is_filed(self) -> bool:
        """Whether the report reached a member, who filed it."""
        return bool(FILED & self.aspects)

    @property
    def _purpose(self) -> f.Purpose:
        if Aspect.ADVICE in self:
            return f.Purpose.ADVICE
        return f.Purpose.RECORD if Aspect.FOR_RECORD in self else f.Purpose.REPORT

    def _reach(self) -> f.Reach:
        if Aspect.NO_ADDRESS in self:
            return f.Reach.NONE
        return f.Reach.MAIL if self._is_filed else f.Reach.PHRASE

    def _acknowledged(self, one: Member) -> list[Happened]:
        """The first days are over: only what is due in two weeks is owed."""
        chair = Actor.member(one)
        return [
            *([] if self.settled else self._answered(one)),
            Happened(START, chair, _NOT_SEVERE),
            Happened(START, chair, f.LetterSent(f.LetterKind.ACKNOWLEDGEMENT, REPORTER, f.Via.LINE)),
        ]

    def _proposed(self, one: Member, two: Member) -> list[Happened]:
        """A proposal is made; the other objects, or consents where it is about whom to ask."""
        chair, other, no = Actor.member(one), Actor.member(two), f.Answer.NO
        measure = f.Measure(f.MeasureKind.NO_ACTION, None, f.Ground.SETTLED_IN_PUBLIC)
        disagree = bool(DISAGREES & self.aspects)
        witness = [] if disagree else self._contacted(one, two, WITNESS, f.Role.WITNESS)
        now = witness[-1].at if witness else START
        return [
            *([] if self.settled or witness else self._answered(one, two)),
            *(witness or [Happened(START, chair, _NOT_SEVERE)]),
            Happened(now, chair, f.LetterSent(f.LetterKind.ACKNOWLEDGEMENT, REPORTER, f.Via.LINE)),
            Happened(now, chair, f.Determined(1, f.Answer.YES, no, (), no, no)),
            Happened(now, chair, f.Proposed(1, 1, (measure,), now + self.policy.positions_within)),
            Happened(now, other, f.PositionTaken(1, f.Position.OBJECT if disagree else f.Position.CONSENT)),
        ]

    def _answered(self, *members: Member) -> list[Happened]:
        none = f.ConflictAnswered(f.ConflictAnswer.NONE)
        return [Happened(START, Actor.member(m), none) for m in members]

    def _contacted(
        self, one: Member, two: Member, party: Party = REPORTED, role: f.Role = f.Role.REPORTED
    ) -> list[Happened]:
        """R3's steps are behind us, which ``CONTACT`` walks; for a reprimand the person has a line as well."""
        chair, other = Actor.member(one), Actor.member(two)
        told = START + self.policy.objection_within
        ends = told + self.policy.invitation_lives
        notice = f.LetterSent(f.LetterKind.CONTACT_NOTICE, REPORTER, f.Via.LINE, refers=1, until=told)
        answered = [] if self.settled else self._answered(one, two)
        invited = [
            *answered,
            Happened(START, chair, _NOT_SEVERE),
            Happened(START, chair, f.ContactProposed(1, party, role)),
            Happened(START, chair, notice),
            Happened(START, other, f.ContactSeconded(1)),
            Happened(told, chair, f.Invited(party, ends, f.Via.MAIL)),
        ]
        if Aspect.INVITED in self:
            return invited
        return [*invited, Happened(told, Actor.party(party), f.InvitationTaken(party, "en"))]

    def _to_be_said(self, readers: tuple[Member, ...], invited_at: datetime) -> list[Happened]:
        """A public reprimand was agreed on, explained and weighed: only saying it is left (D3e)."""
        chair = Actor.member(readers[0])
        asked_until = invited_at + self.policy.answers_within
        told_until = asked_until + self.policy.feedback_within
        no, yes = f.Answer.NO, f.Answer.YES
        question = f.LetterSent(f.LetterKind.QUESTION, REPORTED, f.Via.LINE, 1, asked_until)
        explained = f.LetterSent(f.LetterKind.CONSULTATION, REPORTER, f.Via.LINE, 1, told_until, "00")
        reprimand = f.Measure(f.MeasureKind.PUBLIC_REPRIMAND, REPORTED, space=self.policy.spaces[0])
        positions_until = asked_until + self.policy.positions_within
        consents, none = f.PositionTaken(1, f.Position.CONSENT), f.ConflictAnswered(f.ConflictAnswer.NONE)
        facts: list[tuple[datetime, Actor, f.Fact]] = [
            (invited_at, chair, f.LetterSent(f.LetterKind.ACKNOWLEDGEMENT, REPORTER, f.Via.LINE)),
            (invited_at, chair, question),
            (invited_at, Actor.party(REPORTED), f.QuestionAnswered(REPORTED, 1)),
            (invited_at, chair, f.LetterSent(f.LetterKind.MESSAGE, REPORTED, f.Via.LINE)),
            (asked_until, chair, f.Determined(1, yes, yes, (REPORTED,), no, no)),
            (asked_until, chair, f.Proposed(1, 1, (reprimand,), positions_until)),
            *((asked_until, Actor.member(m), none) for m in ([] if self.settled else readers[2:])),
            *((asked_until, Actor.member(m), consents) for m in readers[1:]),
            *((asked_until, chair, replace(explained, to=to)) for to in (REPORTER, REPORTED)),
            (asked_until, Actor.party(REPORTER), f.FeedbackGiven(REPORTER, 1, f.Feedback.ACCEPTS)),
            (asked_until, chair, f.FeedbackWeighed(1, (f.Outcome(REPORTER, f.Feedback.ACCEPTS),))),
        ]
        return [Happened(at, by, fact) for at, by, fact in facts]


WHO_SITS = frozenset(
    {
        Aspect.POSITIONS,
        Aspect.NO_COUNCIL,
        Aspect.RECUSAL,
        Aspect.NAMED,
        Aspect.BY_MISTAKE,
        Aspect.LEFT_OUT,
        Aspect.HELD_BACK,
        Aspect.SECOND_REPORT,
        Aspect.QUESTIONED,
    }
)
"""Aspects in which it matters how many there are: they are walked with a member more."""


def worlds(policy: Policy, deeper: int = 0) -> tuple[World, ...]:
    """The spine, then with each aspect; ``deeper`` walks so many more aspects at once, with as many more members."""
    spine = World(policy, members=2 + deeper)
    together = [frozenset(chosen) for chosen in combinations(Aspect, 1 + deeper)]
    return spine, *(
        World(
            _policy(policy, aspects),
            aspects,
            members=(2 if aspects & WHO_SITS else 1) + (deeper > 0),
            settled=deeper == 0,
        )
        for aspects in together
    )


def _policy(policy: Policy, aspects: frozenset[Aspect]) -> Policy:
    """What is said in public is walked where the law is asked, and silence where it may cost a seat: one step more."""
    policy = replace(policy, silence_takes_out=True) if Aspect.QUESTIONED in aspects else policy
    return replace(policy, legal_review=True) if Aspect.PUBLIC in aspects else policy
