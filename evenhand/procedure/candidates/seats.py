"""Who sits at the case, and what was only asked for (C1, C2, K3)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates.acts import Act, Candidate, letter_to
from evenhand.procedure.seating import able, alternates, everybody_with_a_key, seatable

__all__ = ["only_asked", "seats"]


def seats(asked: Asked) -> Iterator[Candidate]:
    """The conflict question, stepping back, letting somebody in (C1, C2)."""
    state, member = asked.state, asked.member
    for answer in f.ConflictAnswer:
        yield Candidate(Act.ANSWER_CONFLICT, f.ConflictAnswered(answer))
    yield Candidate(Act.RECUSE, f.Recused(member, f.RecusalCause.DECLARED), member=member)
    yield Candidate(Act.RECUSE, f.ConflictAnswered(f.ConflictAnswer.HARD), member=member)  # said, where none may go yet
    for other in state.readers:
        if other in state.must_go:
            cause = f.RecusalCause.NAMED if other in state.involved else f.RecusalCause.HARD
            yield Candidate(Act.RECUSE, f.Recused(other, cause), member=other)
    yield Candidate(Act.WRITE_NAMES, f.NamesWritten())
    for held_back in sorted(state.held_back - state.named_elsewhere):
        yield Candidate(Act.ADMIT, f.Admitted(held_back), member=held_back)
    for named in sorted(state.named_elsewhere):
        yield Candidate(Act.LOOK_WHETHER_MEANT, f.FoundNotMeant(named), member=named)
    for named in sorted(state.involved - state.left_out - everybody_with_a_key(state)):
        yield Candidate(Act.FIND_NOT_INVOLVED, f.FoundNotInvolved(named), member=named)
    called = alternates(state, asked.policy, asked.team)[: asked.policy.floor - len(able(state))]
    if called:
        yield Candidate(Act.SEAT_ALTERNATES, f.AlternatesSeated(called))
    council = seatable(state, asked.team)
    if len(able(state)) < asked.policy.floor and council:
        yield Candidate(Act.SEAT_COUNCIL, f.CouncilSeated(council))


def only_asked(asked: Asked) -> Iterator[Candidate]:
    """Where somebody asked for advice, or told it for the record: looked at, answered, ended (K3)."""
    if asked.state.purpose is f.Purpose.RECORD:
        yield Candidate(Act.LOOK_FOR_DANGER, f.LookedForDanger(in_danger=False))
    for party in asked.state.parties.values():
        number = len(asked.state.questions) + 1
        yield Candidate(Act.ASK_QUESTION, letter_to(asked, f.LetterKind.QUESTION, party, number), party.handle)
        if not party.has_line:
            yield Candidate(
                Act.INVITE, f.Invited(party.handle, asked.now + asked.policy.invitation_lives, f.Via.MAIL), party.handle
            )
            yield Candidate(Act.NOT_REACHED, f.NotReached(party.handle), party.handle)
    yield Candidate(Act.CLOSE, f.Closed())
