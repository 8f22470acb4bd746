"""Which facts are tried in a state: what people could plausibly want, and what they must not get.

Nothing here knows what is allowed; that is the gate's to say. Each act is tried by one
person of every kind, the barred and the stranger among them. What was done and would
change nothing when done again is mostly not tried again, to save orders.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.changing import replace
from evenhand.procedure.clauses import Clause
from evenhand.procedure.consulting import outcomes
from evenhand.procedure.duties import delays
from evenhand.procedure.explore import (
    acts_access,
    acts_conflicts,
    acts_law,
    acts_looking,
    acts_reports,
    afterwards,
    withdrawing,
)
from evenhand.procedure.explore.acts_public import public_words
from evenhand.procedure.explore.beginnings import LASTING
from evenhand.procedure.explore.canon import Moment, kinds
from evenhand.procedure.explore.world import (
    ALTERNATES,
    COUNCIL,
    DISAGREES,
    FILED,
    NEWCOMER,
    REPORTED,
    REPORTER,
    SECOND_REPORTER,
    STRANGER,
    WHOLE_COUNCIL,
    WITNESS,
    Aspect,
    World,
)
from evenhand.procedure.facts import CLERK, Actor, Fact, Member, Party
from evenhand.procedure.state import PartyState

CLOCK = "clock"
"""The name of the one move that is no act: time goes on to the next boundary."""

WITHDRAWS = frozenset({Aspect.WITHDRAWN, Aspect.ERASURE, Aspect.REPRIMANDED_REPORTER})

REPRIMANDS = frozenset({Aspect.REPRIMAND, Aspect.REPRIMANDED_REPORTER})

NOBODY = Party("nobody-1")
"""A handle that is not in the case."""


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody tries to add a fact."""

    by: Actor
    fact: Fact

    @property
    def act(self) -> str:
        """What is counted and printed: the fact, and its kind where one fact serves several acts."""
        return act_of(self.fact)


def act_of(fact: Fact) -> str:
    """The name of the act behind a fact."""
    name = type(fact).__name__
    match fact:
        case f.Triaged(severe=severe):
            return f"{name} {'severe' if severe else 'regular'}"
        case (
            f.LetterSent(kind=kind)
            | f.Recused(cause=kind)
            | f.PositionTaken(position=kind)
            | f.SignedOff(outcome=kind)
            | f.FeedbackGiven(feedback=kind)
            | f.ConflictAnswered(answer=kind)
            | f.Withdrawn(way=kind)
            | f.FairnessAnswered(answer=kind)
        ):
            return f"{name} {kind}"
        case _:
            return name


def moves(world: World, moment: Moment) -> Iterator[Move]:
    """Everything that is tried in this state."""
    one_of_each = {kind: member for member, kind in kinds(world, moment).items()}
    for member in one_of_each.values():
        for fact in (*_seats(world, moment, member), *_member_facts(world, moment)):
            yield Move(Actor.member(member), fact)
    other = WITNESS if Aspect.AFFECTED in world else REPORTED
    for party in (REPORTER, other, *((SECOND_REPORTER,) if Aspect.SECOND_REPORT in world else ())):
        for fact in _party_facts(world, moment, party):
            yield Move(Actor.party(party), fact)
    for fact in _clerk_facts(world, moment):
        yield Move(CLERK, fact)


# --- seats ---------------------------------------------------------------------------


def _seats(world: World, moment: Moment, member: Member) -> Iterator[Fact]:
    """Conflict, recusal, admission, the council; about every other person too."""
    state = moment.state
    yield f.ConflictAnswered(f.ConflictAnswer.NONE)
    others = [m for m in world.everybody if m != member]
    yield from acts_conflicts.by_a_member(world, moment, member)
    if Aspect.RECUSAL in world:
        yield f.ConflictAnswered(f.ConflictAnswer.STAYS)
        yield from (f.Recused(m, f.RecusalCause.DECLARED) for m in (member, others[0]))
        yield f.CouncilSeated(COUNCIL)
        yield f.KeysChanged("case", 1, ())
    if Aspect.ALTERNATES in world:
        yield from (f.AlternatesSeated(called) for called in (ALTERNATES[:1], ALTERNATES, (STRANGER,)))
        yield f.CouncilSeated(COUNCIL)
        yield f.Recused(member, f.RecusalCause.DECLARED)
    if Aspect.LOOK in world:
        yield from acts_looking.looks(world, moment)
        yield f.Recused(member, f.RecusalCause.DECLARED)
    if Aspect.TURNED_OVER in world and member in WHOLE_COUNCIL:
        yield f.Recused(member, f.RecusalCause.DECLARED)
    if Aspect.NAMED in world:
        yield f.NamesWritten(())
        yield from (f.NamesWritten((m,)) for m in world.committee if not state.involved)
        yield from (f.Recused(m, f.RecusalCause.NAMED) for m in world.committee)
        yield f.CouncilSeated(COUNCIL)
    if {Aspect.HELD_BACK, Aspect.LEFT_OUT} & world.aspects:
        yield from (f.Admitted(m) for m in world.committee)
    if Aspect.HELD_BACK in world:
        yield from (fact(m) for fact in (f.FoundNotMeant, f.Admitted) for m in COUNCIL[:1])
    if Aspect.JOINING in world:
        yield from (fact(m) for fact in (f.NamesShown, f.Admitted) for m in (NEWCOMER, STRANGER))
        yield f.Recused(NEWCOMER, f.RecusalCause.DECLARED)
    if Aspect.RECORD in world:
        yield f.RoomOpened("identity")
        yield f.EvidenceFiled(f.EvidenceKind.LINK, None)
        yield from (f.FileDescribed(party) for party in (None, REPORTER, NOBODY))
        yield f.NoteWritten()
        yield f.IdentityGiven(REPORTER)
        yield f.AddressGiven(REPORTER)
        yield f.KeysChanged("case", 1, ("00",))


def _clerk_facts(world: World, moment: Moment) -> Iterator[Fact]:
    """What intake, the clock and the roster may add."""
    state = moment.state
    yield from acts_conflicts.by_the_clock(world)
    if {*WITHDRAWS, Aspect.ACCESS} & world.aspects:
        yield f.IdentityErased(REPORTER)
    yield from delays(state, world.policy, moment.now)
    yield f.CouncilToldOfDelay(Clause.RECEIPT, NOBODY)
    if Aspect.HELD_BACK in world:
        yield from (f.NamesLookedFor(found) for found in (COUNCIL, world.committee[:1]))
    if Aspect.RECUSAL in world:
        yield from (f.Recused(m, f.RecusalCause.LEFT) for m in world.committee)
        yield f.CouncilSeated(COUNCIL)
    if Aspect.RETURNED in world:
        yield from (f.LetterCameBack(ref.entry) for ref in state.letters)
        yield f.LetterCameBack("none")
    if Aspect.MESSAGES in world:
        yield f.NoticeCameBack(REPORTER)
    if Aspect.RECORD in world:
        report = f.ReportReceived(REPORTER, f.Way.WEB, moment.now, f.Reach.PHRASE, "en")
        yield f.CaseOpened(state.manual, (Member("stranger"),))
        yield report
        yield from (f.ReceiptGiven(party, mailed=False) for party in (REPORTER, NOBODY))


# --- parties ------------------------------------------------------------------------


def _party_facts(world: World, moment: Moment, party: Party) -> Iterator[Fact]:
    """What a party may want in their own line."""
    if Aspect.MESSAGES in world:
        yield f.MessageReceived(party)
        yield f.ReportAddedTo(party)
    if {Aspect.QUESTIONS, Aspect.REPRIMAND} & world.aspects:
        question = moment.state.questions.get(1)
        if question is None or question.answered_at is None:
            yield f.QuestionAnswered(party, 1)
    if {Aspect.CONTACT, Aspect.INVITED, *FILED} & world.aspects:
        yield f.InvitationTaken(party, "en")
    if Aspect.CONTACT in world:
        yield from (f.ContactAnswered(1, party, objects) for objects in (True, False))
    yield from acts_reports.party_facts(world, party)
    if Aspect.REVIEWED in world:
        yield from afterwards.by_a_party(party)
    if Aspect.ACCESS in world:
        yield from acts_access.by_a_party(moment, party)
    if WITHDRAWS & world.aspects:
        yield from withdrawing.by_a_party(moment.state, party)
    yield from _feedback(world, moment, party)


def _feedback(world: World, moment: Moment, party: Party) -> Iterator[Fact]:
    if moment.state.proposal is None:
        return
    answers = [f.Feedback.ACCEPTS]
    if Aspect.FEEDBACK in world:
        answers += [f.Feedback.IN_PART, f.Feedback.DOES_NOT_ACCEPT, f.Feedback.SILENT]
    version = moment.state.proposal.version
    yield from (f.FeedbackGiven(party, version, answer) for answer in answers)
    if Aspect.FEEDBACK in world and Aspect.VERSIONS in world and version > 1:
        yield f.FeedbackGiven(party, version - 1, f.Feedback.ACCEPTS)


# --- members ------------------------------------------------------------------------


def _member_facts(world: World, moment: Moment) -> Iterator[Fact]:
    """What a member may want, in the manual's order."""
    yield from _triage(world, moment)
    yield from _speaking(world, moment)
    if _is_answered_first(world, moment):
        return
    yield from _contacting(world, moment)
    yield from _keeping(world, moment)
    yield from acts_reports.member_facts(world, moment)
    yield from acts_law.member_facts(world, moment)
    if Aspect.ACCESS in world:
        yield from acts_access.by_a_member(world, moment)
    yield from _deciding(world, moment)
    yield from _enacting(world, moment)
    if WITHDRAWS & world.aspects:
        yield from withdrawing.by_a_member(world, moment)
    yield from public_words(world, moment)


def _is_answered_first(world: World, moment: Moment) -> bool:
    """Where orders are saved, members answer who objected before they go on: other worlds walk what is between."""
    if not (world.settled and Aspect.CONTACT in world) or Aspect.MESSAGES in world:
        return False
    return any(party.waiting_since is not None for party in moment.state.parties.values())


def _triage(world: World, moment: Moment) -> Iterator[Fact]:
    state = moment.state
    if state.triage is None or Aspect.SEVERE in world:
        yield f.Triaged(severe=False, kind=None, in_danger=False, ongoing=False)
    if Aspect.SEVERE not in world:
        return
    if state.severe is None:
        yield f.Triaged(severe=True, kind=f.SevereKind.PERSONAL_THREAT, in_danger=True, ongoing=True)
    else:
        yield f.Triaged(severe=True, kind=f.SevereKind.PERSONAL_THREAT, in_danger=True, ongoing=True, anew=True)
    yield f.HandledByHand(("chat",), ("calls",), reporter_told=True, originator_told=True)
    yield f.HandledByHand((), ("chat",), reporter_told=True, originator_told=False)
    yield from (f.SignedOff(outcome) for outcome in f.SignOff)
    if state.severe is None or REPORTER not in state.severe.reporters_told:
        yield _letter(f.LetterKind.RECONNECTION)
    yield f.Reconnected()


def _letter(kind: f.LetterKind, to: Party = REPORTER) -> f.LetterSent:
    return f.LetterSent(kind, to, f.Via.LINE)


def _speaking(world: World, moment: Moment) -> Iterator[Fact]:
    state, now, policy = moment.state, moment.now, world.policy
    reporter = state.parties.get(REPORTER)
    if reporter is not None and reporter.first_reply_at is None:
        yield _letter(f.LetterKind.ACKNOWLEDGEMENT)
    waiting = (party.handle for party in state.parties.values() if party.waiting_since is not None)
    yield from (_letter(f.LetterKind.MESSAGE, party) for party in waiting)
    if Aspect.UPDATES in world and reporter is not None and reporter.promises < world.versions:
        later = now + policy.resolution_within
        yield replace(_letter(f.LetterKind.UPDATE), until=later)
    if Aspect.MESSAGES in world:
        yield _letter(f.LetterKind.MESSAGE, NOBODY)
        yield f.MessageSettled(REPORTER)
    if {Aspect.QUESTIONS, Aspect.REPRIMAND} & world.aspects:
        asked_of = REPORTED if Aspect.REPRIMAND in world else REPORTER
        number = len(state.questions) + 1
        if number == 1:
            question = replace(_letter(f.LetterKind.QUESTION, asked_of), refers=number)
            yield replace(question, until=now + policy.answers_within)
            yield question
        if state.questions and state.questions[1].answered_at is None:
            yield f.QuestionAnswered(asked_of, 1)


def _contacting(world: World, moment: Moment) -> Iterator[Fact]:
    state, now, policy = moment.state, moment.now, world.policy
    if Aspect.CONTACT in world:
        if not state.contacts:
            yield f.ContactProposed(1, REPORTED, f.Role.REPORTED)
        notice = replace(_letter(f.LetterKind.CONTACT_NOTICE), refers=1, until=now + policy.objection_within)
        contact = state.contacts.get(1)
        if contact is not None and REPORTER not in contact.told:
            yield notice
            yield replace(notice, until=now + policy.objection_within / 2)
        if contact is not None and REPORTER not in contact.answers:
            yield from (f.ContactAnswered(1, REPORTER, objects) for objects in (True, False))
        yield f.ContactSeconded(1)
        yield f.ContactTakenBack(1)
        yield from (f.ObjectionWeighed(1, go_on) for go_on in (True, False))
    if Aspect.INVITED in world:
        yield _letter(f.LetterKind.FIRST_CONTACT, REPORTED)
        yield f.NotReached(REPORTED)
    if {Aspect.CONTACT, Aspect.INVITED} & world.aspects:
        yield f.Invited(REPORTED, now + policy.invitation_lives, f.Via.MAIL)
    if Aspect.INVITED in world:
        yield f.InvitedAnew(REPORTED, now + policy.invitation_lives, f.Via.MAIL)
    if FILED & world.aspects:
        yield f.Invited(REPORTER, now + policy.invitation_lives, f.Via.MAIL)
        yield f.NotReached(REPORTER)


def _keeping(world: World, moment: Moment) -> Iterator[Fact]:
    state = moment.state
    if Aspect.TALKS in world:
        if state.talks_logged < world.versions:
            yield f.TalkLogged(state.talks_logged + 1, moment.now)
        yield from (f.TalkSummarised(talk + 1) for talk in range(world.versions))
    if Aspect.RESTING in world:
        yield f.Rested(moment.now + timedelta(days=1))
        yield f.Rested(moment.now)
        yield f.Woken()
    if Aspect.NEWCOMER in world:
        yield f.NewcomerMarked(REPORTER)
        yield f.SupportSettled(REPORTER, offered=True)


def _deciding(world: World, moment: Moment) -> Iterator[Fact]:
    state, now, policy = moment.state, moment.now, world.policy
    most = world.versions if Aspect.VERSIONS in world else 1
    version = len(state.determinations) + 1
    if version - state.settled_determinations <= most:
        yield from _determinations(world, version)
    version = len(state.proposals) + 1
    outdated = state.proposal is not None and state.proposal.determination != len(state.determinations)
    if version - state.settled_proposals <= most or outdated:
        until = now + policy.positions_within
        for measure in _measures(world):
            yield f.Proposed(version, max(len(state.determinations), 1), (measure,), until)
        if Aspect.VERSIONS in world:
            yield f.Proposed(version, 1, (f.Measure(f.MeasureKind.NO_ACTION, None, f.Ground.NO_VIOLATION),), until)
    yield from _without_consensus(world, moment)
    if state.proposal is not None:
        positions = tuple(f.Position) if Aspect.POSITIONS in world else (f.Position.CONSENT,)
        if DISAGREES & world.aspects:
            positions = (f.Position.CONSENT, f.Position.OBJECT)
        yield from (f.PositionTaken(state.proposal.version, position) for position in positions)


def _without_consensus(world: World, moment: Moment) -> Iterator[Fact]:
    """Turning over to the council, wholly or to whom it must not be; then its decision, and the committee's tries."""
    state = moment.state
    if not DISAGREES & world.aspects:
        return
    if state.turned_over_at is None:
        yield from (f.TurnedOver(readers) for readers in (WHOLE_COUNCIL, world.committee[-1:], ()))
        return
    if state.is_enacted:
        return
    if len(state.proposals) == 1:
        until = moment.now + world.policy.positions_within
        yield f.Proposed(2, len(state.determinations), tuple(_measures(world)), until)
    if len(state.determinations) == 1 and state.council_decides:
        yield from _determinations(world, 2)


def _told_of_the_end(world: World) -> tuple[tuple[Member, ...], ...]:
    """Who of the council reads the report: it matters where somebody of it is named."""
    return ((), COUNCIL) if Aspect.HELD_BACK in world else ((),)


def _determinations(world: World, version: int) -> Iterator[Fact]:
    no, yes = f.Answer.NO, f.Answer.YES
    yield f.Determined(version, yes, no, (), no, no, despite_requests=Aspect.QUESTIONS in world)
    if Aspect.QUESTIONS in world:
        yield f.Determined(version, yes, no, (), no, no)
    if Aspect.WITHDRAWN in world:
        yield from (f.Determined(version, yes, yes, (), no, no, beyond_statement=beyond) for beyond in (False, True))
    if Aspect.REPRIMAND in world:
        yield f.Determined(version, yes, yes, (REPORTED,), no, no, despite_requests=True)
        yield f.Determined(version, yes, yes, (REPORTER,), no, no, despite_requests=True)


def _measures(world: World) -> Iterator[f.Measure]:
    yield f.Measure(f.MeasureKind.NO_ACTION, None, f.Ground.SETTLED_IN_PUBLIC)
    if Aspect.LASTING in world:
        yield LASTING
    if Aspect.REPRIMAND in world:
        yield f.Measure(f.MeasureKind.PRIVATE_REPRIMAND, REPORTED)
    if Aspect.REPRIMANDED_REPORTER in world:
        yield f.Measure(f.MeasureKind.PRIVATE_REPRIMAND, REPORTER)


def _consulted_by(party: PartyState) -> f.Via:
    """A reported person who only ever answered by mail is told by mail."""
    return f.Via.MAIL if party.role is f.Role.REPORTED and not party.has_line else f.Via.LINE


def _enacting(world: World, moment: Moment) -> Iterator[Fact]:
    state, now, policy = moment.state, moment.now, world.policy
    proposal = state.proposal
    if Aspect.AFFECTED in world and (proposal is None or proposal.weighed_at is None):
        yield from (f.AffectedDecided(p, counts) for p in (WITNESS, REPORTER) for counts in (True, False))
    if proposal is not None:
        letter = f.LetterSent(
            f.LetterKind.CONSULTATION, REPORTER, f.Via.LINE, proposal.version, now + policy.feedback_within, "00"
        )
        for party in state.parties.values():
            if party.told_of != proposal.version:
                yield replace(letter, to=party.handle, via=_consulted_by(party))
        asked = Asked(state, policy, world.team, now, CLERK)
        if proposal.weighed_at is None or proposal.outcomes != outcomes(asked):
            yield f.FeedbackWeighed(proposal.version, outcomes(asked))
        yield f.MeasureEnacted(proposal.version, 0)
        if Aspect.LASTING in world:
            yield from (f.CoreTeamTold(proposal.version, ended=ended) for ended in (False, True))
        yield from (f.CouncilReported(proposal.version, told) for told in _told_of_the_end(world))
        if REPRIMANDS & world.aspects:
            to, via = (REPORTED, f.Via.MAIL) if Aspect.REPRIMAND in world else (REPORTER, f.Via.LINE)
            yield f.LetterSent(f.LetterKind.REPRIMAND, to, via, 0)
            yield f.MeasureEnacted(proposal.version, 0, lapsed=True)
    yield from (_letter(f.LetterKind.CLOSING, party) for party in state.parties)
    yield from afterwards.by_a_member(world, moment)
    yield f.Closed()
