"""Who may act at all: seats, the conflict question, recusal (C1, C2, K4)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Fact, Member, Party, Standing
from evenhand.procedure.gates.asked import Asked

BY_PARTY = (
    f.ReportAddedTo,
    f.MessageReceived,
    f.QuestionAnswered,
    f.ContactAnswered,
    f.FeedbackGiven,
    f.InvitationTaken,
    f.IdentityGiven,
    f.AddressGiven,
)
"""What a party may do, in their own line."""

BY_CLERK = (
    f.CaseOpened,
    f.ReportReceived,
    f.ReceiptGiven,
    f.KeysChanged,
    f.CouncilSeated,
    f.CouncilToldOfDelay,
    f.LetterCameBack,
    f.Recused,
    f.NamesWritten,
    f.IdentityGiven,
    f.AddressGiven,
)
"""What intake, the clock and a change of the roster may record."""

ONLY_CLERK = (f.ReceiptGiven, f.CouncilToldOfDelay)

BEFORE_CONFLICT_ANSWER = (
    f.ConflictAnswered,
    f.Recused,
    f.KeysChanged,
    f.CouncilSeated,
    f.RoomOpened,
    f.NamesWritten,
)
"""What a member may do before answering the conflict question (C1)."""

AFTER_CLOSING = (
    f.ReportAddedTo,
    f.MessageReceived,
    f.Recused,
    f.KeysChanged,
    f.RoomOpened,
    f.ConflictAnswered,
    f.CouncilSeated,
)
"""What may still be added to a closed case."""

FOR_PARTY_BY_MEMBER = (
    f.FeedbackGiven,
    f.ContactAnswered,
    f.QuestionAnswered,
    f.IdentityGiven,
    f.AddressGiven,
)
"""A party's answer that reached a member another way, written down by the member."""


def seat(asked: Asked, fact: Fact) -> Refused | None:
    """Whether this person has a seat from which this kind of fact can come."""
    if isinstance(fact, f.CaseOpened | f.ReportReceived) and asked.state.opened_at is None:
        return None
    if asked.state.opened_at is None:
        return Refused(say("There is no such case."), Clause.RECUSAL)
    if asked.state.closed_at is not None and not isinstance(fact, AFTER_CLOSING):
        return Refused(
            say("This case is closed. Nothing can be added to it but a message from a party."),
            Clause.COUNCIL_REPORT,
        )
    match asked.by.standing:
        case Standing.CLERK:
            return None if isinstance(fact, BY_CLERK) else _not_yours()
        case Standing.PARTY:
            return _party_seat(asked, fact)
        case Standing.MEMBER:
            return _member_seat(asked, fact)


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
        return _not_yours()
    if isinstance(fact, ONLY_CLERK) or (isinstance(fact, BY_PARTY) and not isinstance(fact, FOR_PARTY_BY_MEMBER)):
        return _not_yours()
    if member in state.involved and not isinstance(fact, f.Recused | f.KeysChanged | f.CouncilSeated):
        return Refused(
            say("The report names you as involved, so you cannot stay. Step back from this case."),
            Clause.INVOLVED_MEMBER,
        )
    if member not in state.conflict_answers and not isinstance(fact, BEFORE_CONFLICT_ANSWER):
        return Refused(
            say("First answer whether you have a conflict of interest in this case."),
            Clause.CONFLICT_TOLD,
        )
    return None


def open_case(asked: Asked, fact: f.CaseOpened) -> Refused | None:
    """A case is opened once, and never for somebody who must not see it (C2)."""
    if asked.state.opened_at is not None:
        return Refused(say("This case is open already."), Clause.TRIAGE_FIRST)
    if not fact.readers:
        return Refused(
            say("Nobody could read this report. Write to the contact outside the committee."),
            Clause.RECUSAL,
        )
    if set(fact.readers) & (set(fact.left_out) | set(fact.held_back)):
        return Refused(say("Somebody who was left out would get a key."), Clause.RECUSAL)
    return None


def change_keys(asked: Asked, fact: f.KeysChanged) -> Refused | None:
    """Epochs only grow, and somebody always holds the newest (C2)."""
    if fact.epoch < asked.state.epochs.get(fact.circle, 0) or not fact.recipients:
        return Refused(say("That would leave nobody who can read this case."), Clause.RECUSAL)
    return None


def admit(asked: Asked, fact: f.Admitted) -> Refused | None:
    """A held-back member is let in by somebody who has looked; a ticked one never is (C2)."""
    state = asked.state
    if fact.member in state.left_out or fact.member in state.involved:
        return Refused(say("The reporter asked that this person not see the report."), Clause.RECUSAL)
    if fact.member in state.recused:
        return Refused(say("This member has stepped back from the case."), Clause.RECUSAL)
    if fact.member in state.readers:
        return Refused(say("This member is in the case already."), Clause.RECUSAL)
    return None


def seat_council(asked: Asked, fact: f.CouncilSeated) -> Refused | None:
    """The council reads where fewer than the floor are left, without whoever was left out (C2)."""
    state = asked.state
    if len(state.readers) >= asked.policy.floor:
        return Refused(say("There are enough members left to handle this case."), Clause.RECUSAL)
    barred = state.left_out | state.held_back | state.involved | set(state.recused)
    if set(fact.members) & barred:
        return Refused(say("Somebody who must not see this case would get a key."), Clause.RECUSAL)
    return None


def answer_conflict(asked: Asked) -> Refused | None:
    """Answered once; who finds a conflict later declares it, or steps back (C1)."""
    return None


def recuse(asked: Asked, fact: f.Recused) -> Refused | None:
    """A member steps back; or is taken out because the report names them, or because they left."""
    state = asked.state
    present = fact.member in state.readers or fact.member in state.held_back
    if not present:
        return Refused(say("This member is not in the case."), Clause.RECUSAL)
    own = asked.is_member and asked.member == fact.member
    match fact.cause:
        case f.RecusalCause.DECLARED if not own:
            return Refused(say("Only a member themselves can step back."), Clause.RECUSAL)
        case f.RecusalCause.NAMED if fact.member not in state.involved:
            return Refused(say("The report does not name this member."), Clause.INVOLVED_MEMBER)
        case _:
            return None


__all__ = ["Member", "Party", "seat"]
