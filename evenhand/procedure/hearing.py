"""Whether somebody was asked and had the time to answer (R2, R4)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.facts import Party

__all__ = ["had_time_since_tried", "open_requests", "role_of", "was_heard"]


def was_heard(asked: Asked, party: Party) -> bool:
    """Whether a party was asked and answered, or had the time to, or could not be reached (R4).

    A reporter's report is no answer to what somebody else says of them, so they are
    heard only by a question (R6), also where they were erased since; a reported person is heard by whatever they write.
    """
    known = asked.state.parties.get(party)
    if known is None:
        return False
    if not known.erased and (known.not_reached or not known.may_be_written_to):
        return True
    if known.role is f.Role.REPORTED and known.wrote_at is not None and known.wrote_at != known.joined_at:
        return True
    lapsed = known.invited_until is not None and asked.now >= known.invited_until
    if lapsed and not known.has_line:
        return True
    questions = [q for q in asked.state.questions.values() if q.party == party and not q.came_back]
    return any(q.answered_at is not None or asked.now >= q.until for q in questions)


def open_requests(asked: Asked) -> tuple[int, ...]:
    """Questions that wait for an answer and whose date has not passed (R2)."""
    return tuple(
        q.number
        for q in asked.state.questions.values()
        if q.answered_at is None and not q.came_back and asked.now < q.until
    )


def role_of(asked: Asked, party: Party) -> f.Role | None:
    """What a party is in this case, invited already or only proposed as a contact."""
    known = asked.state.parties.get(party)
    if known is not None:
        return known.role
    return next((c.role for c in asked.state.contacts.values() if c.party == party), None)


def had_time_since_tried(asked: Asked, party: Party) -> bool:
    """Whether what was sent to a party came back, or they had the whole time to answer it (R4, D4)."""
    known = asked.state.parties[party]
    return known.came_back or (known.tried_at is not None and asked.now >= known.tried_at + asked.policy.answers_within)
