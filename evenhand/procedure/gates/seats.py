"""Who may act at all: seats, the conflict question, recusal (C1, C2, K4)."""

from __future__ import annotations

from typing import assert_never

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Fact, Member, Standing
from evenhand.procedure.gates import conflicts, joining, looking
from evenhand.procedure.seating import able, alternates, barred, everybody_with_a_key, seatable
from evenhand.procedure.state.leaving import taken_out

__all__ = [
    "admit",
    "answer_conflict",
    "change_keys",
    "open_case",
    "open_room",
    "recuse",
    "seat",
    "seat_alternates",
    "seat_council",
    "write_names",
]

BY_PARTY = (
    f.ReportAddedTo,
    f.MessageReceived,
    f.QuestionAnswered,
    f.ContactAnswered,
    f.FeedbackGiven,
    f.InvitationTaken,
    f.NewcomerMarked,
    f.IdentityGiven,
    f.AddressGiven,
    f.Withdrawn,
    f.WithdrawalTakenBack,
    f.ReportMade,
    f.FileDescribed,
    f.ReviewAsked,
    f.FairnessAnswered,
    f.AccessAsked,
    f.AccessTakenBack,
)
"""What a party may do, in their own line."""

FOR_PARTY_BY_MEMBER = (
    f.FeedbackGiven,
    f.ContactAnswered,
    f.QuestionAnswered,
    f.NewcomerMarked,
    f.IdentityGiven,
    f.AddressGiven,
    f.Withdrawn,
    f.WithdrawalTakenBack,
    f.FileDescribed,
    f.AccessAsked,
    f.AccessTakenBack,
)
"""A party's answer that reached a member another way, written down by the member; and words beside their file."""

BY_CLERK = (
    f.CaseOpened,
    f.ReportReceived,
    f.ReceiptGiven,
    f.KeysChanged,
    f.CouncilSeated,
    f.AlternatesSeated,
    f.CouncilToldOfDelay,
    f.LetterCameBack,
    f.NoticeCameBack,
    f.Recused,
    f.NamesWritten,
    f.IdentityGiven,
    f.AddressGiven,
    f.IdentityErased,
    f.ChairToldOfSilence,
    f.NamesLookedFor,
)
"""What intake, the clock and a change of the roster may record."""

ONLY_CLERK = (
    f.ReceiptGiven,
    f.CouncilToldOfDelay,
    f.NoticeCameBack,
    f.IdentityErased,
    f.ChairToldOfSilence,
    f.NamesLookedFor,
)
"""What no member may say in the clerk's place."""

BEFORE_CONFLICT_ANSWER = (
    f.ReportReceived,
    f.ReportBrought,
    f.ConflictAnswered,
    f.Recused,
    f.KeysChanged,
    f.CouncilSeated,
    f.AlternatesSeated,
    f.RoomOpened,
    f.NamesWritten,
)
"""What a member may do before answering the conflict question: file the report, and look who is named (C1)."""

BY_INVOLVED = (f.Recused, f.KeysChanged, f.CouncilSeated, f.AlternatesSeated)
"""What a member who has no way to stay may still do: go, and leave the case to others (K4, C2)."""

LETS_IN = (f.Admitted, f.FoundNotMeant)
"""What they may do as well where nobody else is left: look at whoever waits, so that somebody can follow."""

BY_COUNCIL_READER = (f.ConflictAnswered, f.Recused, f.KeysChanged, f.RoomOpened)
"""What a council member who reads only the committee's report may add (D6)."""

BY_DECIDING_COUNCIL = (f.Determined, f.Proposed, f.PositionTaken)
"""What a council member adds to a case that was turned over, once they answered the conflict question (D2)."""

AFTER_CLOSING = (
    f.ReportAddedTo,
    f.MessageReceived,
    f.MessageSettled,
    f.LetterSent,
    f.LetterCameBack,
    f.NoticeCameBack,
    f.InvitationTaken,
    f.MeasureEnacted,
    f.NotReached,
    f.Recused,
    f.KeysChanged,
    f.RoomOpened,
    f.ConflictAnswered,
    f.CouncilSeated,
    f.AlternatesSeated,
    f.Withdrawn,
    f.WithdrawalTakenBack,
    f.ErasureSeconded,
    f.ErasureHeld,
    f.ErasureReleased,
    f.IdentityErased,
    f.ReportMade,
    f.CasesLinked,
    f.Translated,
    f.StatementDrafted,
    f.StatementChecked,
    f.StatementReviewed,
    f.StatementMade,
    f.StatementWithdrawn,
    f.Disclosed,
    f.DisclosureSeconded,
    f.MinorsNamed,
    f.MinorContactAgreed,
    f.WorryMarked,
    f.WorrySettled,
    f.DataNoticeGiven,
    f.DataNoticeDeferred,
    f.ReopeningAsked,
    f.ReopeningDeclined,
    f.Reopened,
    f.ReviewAsked,
    f.FairnessAnswered,
    f.ChairToldOfSilence,
    f.AccessAsked,
    f.AccessExtended,
    f.AccessPrepared,
    f.AccessChecked,
    f.AccessGiven,
    f.AccessRefused,
    f.AccessTakenBack,
    f.NamesShown,
    f.Admitted,
    f.FoundNotMeant,
    f.FoundNotInvolved,
    f.NamesLookedFor,
    f.LookAsked,
    f.LookGranted,
    f.LookAgreed,
    f.LookDeclined,
    f.LookTaken,
    f.LookEnded,
)
"""What may still be added to a closed case: words of a party, the reply, a letter that came back, public words."""

OF_A_TEST = (f.ReportReceived, f.KeysChanged, f.ReceiptGiven, f.Closed)
"""What a test of the form is made of, by the clerk alone."""

ENOUGH = say("There are enough members left to handle this case.")
BARRED = say("Somebody who must not see this case would get a key.")

NAMES_ROOM = "names"
"""The room that is opened first, so that the conflict question can be answered (C1)."""

LETTERS_AFTER_CLOSING = (
    f.LetterKind.MESSAGE,
    f.LetterKind.CLOSING,
    f.LetterKind.REPRIMAND,
    f.LetterKind.AFTERCARE,
    f.LetterKind.REVIEW_ANSWER,
)


def seat(asked: Asked, fact: Fact) -> Refused | None:
    """Whether this person has a seat from which this kind of fact can come."""
    if asked.state.opened_at is None:
        return _opening(asked, fact)
    if asked.state.is_test and not _belongs_to_a_test(asked, fact):
        return Refused(say("This was a test of the form. There is nothing to handle in it."), Clause.TRIAGE_FIRST)
    if asked.state.closed_at is not None and not _may_follow_the_end(fact):
        return Refused(
            say("This case is closed. Nothing can be added to it but messages to and from a party."),
            Clause.COUNCIL_REPORT,
        )
    match asked.by.standing:
        case Standing.CLERK:
            return None if isinstance(fact, BY_CLERK) or asked.state.is_test else _not_yours()
        case Standing.PARTY:
            return _party_seat(asked, fact)
        case Standing.MEMBER:
            return _member_seat(asked, fact)
        case unknown:
            assert_never(unknown)


def _opening(asked: Asked, fact: Fact) -> Refused | None:
    """A case is opened by intake, or by a member whom a report reached (T1)."""
    if isinstance(fact, f.CaseOpened) and asked.by.standing is not Standing.PARTY:
        return _not_yours() if fact.is_test and asked.by.standing is not Standing.CLERK else None
    return Refused(say("There is no such case."), Clause.RECUSAL)


def _belongs_to_a_test(asked: Asked, fact: Fact) -> bool:
    """What intake records of a report, and its end: so no word of a person can hide in a test, then or later."""
    return asked.by.standing is Standing.CLERK and asked.state.closed_at is None and isinstance(fact, OF_A_TEST)


def _may_follow_the_end(fact: Fact) -> bool:
    if isinstance(fact, f.LetterSent):
        return fact.kind in LETTERS_AFTER_CLOSING
    return isinstance(fact, AFTER_CLOSING)


def _not_yours() -> Refused:
    return Refused(say("This is not yours to do in this case."), Clause.RECUSAL)


def _party_seat(asked: Asked, fact: Fact) -> Refused | None:
    party = asked.state.parties.get(asked.party)
    if party is None or not isinstance(fact, BY_PARTY) or fact.party != asked.party:
        return _not_yours()
    if not party.has_line and not isinstance(fact, f.InvitationTaken):
        return _not_yours()
    return None


def _member_seat(asked: Asked, fact: Fact) -> Refused | None:
    state, member = asked.state, asked.member
    if member not in state.readers:
        return _council_seat(asked, fact)
    if isinstance(fact, ONLY_CLERK) or (isinstance(fact, BY_PARTY) and not isinstance(fact, FOR_PARTY_BY_MEMBER)):
        return _not_yours()
    if member in state.must_go:
        return _has_to_go(asked, fact)
    if member not in state.conflict_answers and not isinstance(fact, BEFORE_CONFLICT_ANSWER):
        return _unanswered()
    return None


def _council_seat(asked: Asked, fact: Fact) -> Refused | None:
    """Who holds the names alone, or reads what the council was given; where it decides, they decide (R9, D2, D6)."""
    state, member = asked.state, asked.member
    if member in state.shown_names and isinstance(fact, joining.BY_NEWCOMER):
        return None
    if member in state.council_readers and isinstance(fact, looking.BY_LOOKER):
        return None if member in state.conflict_answers else _unanswered()
    if member in state.turned_over_to and isinstance(fact, BY_DECIDING_COUNCIL):
        return None if member in state.conflict_answers else _unanswered()
    may = member in state.council_readers and isinstance(fact, BY_COUNCIL_READER)
    return None if may else _not_yours()


def _has_to_go(asked: Asked, fact: Fact) -> Refused | None:
    """Where nobody else is left, letting somebody in is part of going."""
    if isinstance(fact, BY_INVOLVED) or (isinstance(fact, LETS_IN) and not able(asked.state)):
        return None
    return _involved() if asked.member in asked.state.involved else _hard()


def _hard() -> Refused:
    """With a hard conflict nobody stays (C2, as the manual file sets it)."""
    return Refused(
        say("You declared a conflict of interest with which nobody stays, by your manual. Step back from this case."),
        Clause.RECUSAL,
    )


def _involved() -> Refused:
    """Who is named as involved has no way to stay (K4)."""
    return Refused(
        say("The report names you as involved, so you cannot stay. Step back from this case."),
        Clause.INVOLVED_MEMBER,
    )


def _unanswered() -> Refused:
    return Refused(say("First answer whether you have a conflict of interest in this case."), Clause.CONFLICT_TOLD)


def open_case(asked: Asked, fact: f.CaseOpened) -> Refused | None:
    """A case is opened once, never for somebody who must not see it, and with enough readers (C2)."""
    if asked.state.opened_at is not None:
        return Refused(say("This case is open already."), Clause.TRIAGE_FIRST)
    if not fact.readers:
        return Refused(
            say("Nobody could read this report. Write to the contact outside the committee."),
            Clause.RECUSAL,
        )
    left_out = {*fact.left_out, *fact.held_back, *fact.named_elsewhere}
    if set(fact.readers) & left_out:
        return Refused(say("Somebody who was left out would get a key."), Clause.RECUSAL)
    if len(fact.readers) < asked.policy.floor and set(asked.team.council) - left_out - set(fact.readers):
        return Refused(say("Too few readers are left, so the council has to read it as well."), Clause.RECUSAL)
    return None


def change_keys(asked: Asked, fact: f.KeysChanged) -> Refused | None:
    """Epochs only grow, and somebody always holds the newest (C2)."""
    if fact.epoch < asked.state.epochs.get(fact.circle, 0):
        return Refused(say("The case has changed since you looked: the keys are newer."), Clause.RECUSAL)
    if not fact.recipients:
        return Refused(say("That would leave nobody who can read this case."), Clause.RECUSAL)
    return None


def open_room(asked: Asked, fact: f.RoomOpened) -> Refused | None:
    """The names come first; where nobody was named apart, whoever reads first writes them down (C1)."""
    member, state = asked.member, asked.state
    if fact.room == NAMES_ROOM or member in state.conflict_answers:
        return None
    if member in state.readers and not state.names_written:
        return None
    return _unanswered()


def write_names(asked: Asked) -> Refused | None:
    """Once names stand there, only somebody who has answered the conflict question adds to them (C1)."""
    if asked.is_member and asked.state.names_written and asked.member not in asked.state.conflict_answers:
        return _unanswered()
    return None


def admit(asked: Asked, fact: f.Admitted) -> Refused | None:
    """A held-back member is let in by somebody who has looked; a newcomer once they answered; a ticked one never is."""
    refused = joining.stays_outside(asked, fact.member)
    if refused is not None:
        return refused
    if fact.member in asked.state.named_elsewhere:
        return Refused(say("First look whether it is they who are named in the report."), Clause.RECUSAL)
    if fact.member in asked.state.held_back:
        return None
    return joining.let_in(asked, fact.member)


def seat_alternates(asked: Asked, fact: f.AlternatesSeated) -> Refused | None:
    """Alternates come in where fewer than the floor are left, no more than it asks for, and none who must not (C2)."""
    state = asked.state
    missing = asked.policy.floor - len(able(state))
    if missing <= 0:
        return Refused(ENOUGH, Clause.RECUSAL)
    if set(fact.members) & barred(state):
        return Refused(BARRED, Clause.RECUSAL)
    if not fact.members or not set(fact.members) <= set(alternates(state, asked.policy, asked.team)):
        return Refused(say("Only alternates can be called in, where your manual has them."), Clause.RECUSAL)
    if len(fact.members) > missing:
        return Refused(say("No more alternates come in than your manual's least number asks for."), Clause.RECUSAL)
    return None


def seat_council(asked: Asked, fact: f.CouncilSeated) -> Refused | None:
    """The council reads where fewer than the floor are left, without whoever was left out (C2)."""
    state = asked.state
    if len(able(state)) >= asked.policy.floor:
        return Refused(ENOUGH, Clause.RECUSAL)
    if set(fact.members) & barred(state):
        return Refused(BARRED, Clause.RECUSAL)
    if not fact.members or not set(fact.members) <= set(asked.team.council):
        return Refused(say("Only members of the council can be seated."), Clause.RECUSAL)
    return None


def answer_conflict(asked: Asked, fact: f.ConflictAnswered) -> Refused | None:
    """Answered once; a conflict that is found later is declared later, and stays on record (C1).

    Whom another member asked answers again, and cannot take back what they declared.
    """
    given, known = asked.state.conflict_answers.get(asked.member), list(f.ConflictAnswer)
    if given is f.ConflictAnswer.HARD:
        return _hard()
    if fact.answer is f.ConflictAnswer.STAYS and not asked.policy.soft_conflict_stays:
        return Refused(say("By your manual nobody stays with a conflict of interest. Step back."), Clause.RECUSAL)
    if given is None or known.index(fact.answer) > known.index(given):
        return None
    if asked.member in asked.state.questioned and fact.answer is given:
        return None
    return Refused(
        say("You have answered this. If you have a conflict of interest now, declare it or step back."),
        Clause.CONFLICT_TOLD,
    )


def recuse(asked: Asked, fact: f.Recused) -> Refused | None:
    """A member steps back; or is taken out: named, with a hard conflict, or because they left (C2, K4)."""
    state = asked.state
    if fact.member not in everybody_with_a_key(state) | state.held_back:
        return Refused(say("This member is not in the case."), Clause.RECUSAL)
    return _cause(asked, fact) or _somebody_stays(asked, fact.member)


def _cause(asked: Asked, fact: f.Recused) -> Refused | None:
    own = asked.is_member and asked.member == fact.member
    by_outsider = asked.is_member and not own and asked.member not in asked.state.readers
    match fact.cause:
        case f.RecusalCause.DECLARED if not own:
            return Refused(say("Only a member themselves can step back."), Clause.RECUSAL)
        case f.RecusalCause.NAMED if fact.member not in asked.state.involved or by_outsider:
            return Refused(say("The report does not name this member."), Clause.INVOLVED_MEMBER)
        case f.RecusalCause.HARD if fact.member not in asked.state.hard_since or by_outsider:
            return Refused(say("This member has declared no conflict with which nobody stays."), Clause.RECUSAL)
        case f.RecusalCause.SILENT:
            return conflicts.take_out_silent(asked, fact.member)
        case f.RecusalCause.LEFT if asked.is_member and fact.member in {*asked.team.order, *asked.team.council}:
            return Refused(say("This member has not left."), Clause.RECUSAL)
        case f.RecusalCause.DECLARED | f.RecusalCause.NAMED | f.RecusalCause.HARD | f.RecusalCause.LEFT:
            return None
        case unknown:
            assert_never(unknown)


def _somebody_stays(asked: Asked, member: Member) -> Refused | None:
    """An act that would leave nobody who can read is refused; an alternate or the council can follow (C2)."""
    state = asked.state
    after = alternates(taken_out(state, member), asked.policy, asked.team)
    if state.readers != (member,) or set(after) - {member} or seatable(state, asked.team):
        return None
    return Refused(
        say(
            "You are the last who can read this case, and nobody of the council could follow you. First let somebody "
            "in who can go on with it; whoever keeps the roster can add them to the committee or to the council."
        ),
        Clause.RECUSAL,
    )
