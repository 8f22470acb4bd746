"""Determination, proposal, positions, consultation (R4 to R7, D1, D3 to D5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from evenhand.casework import words
from evenhand.casework.errors import RefusedError
from evenhand.casework.filled import require_filled
from evenhand.casework.seats import Seat
from evenhand.casework.talking import Letter, digest_of, send
from evenhand.casework.work import act, at_least
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.consulting import outcomes
from evenhand.procedure.facts import Party
from evenhand.record import rooms
from evenhand.record.ledger import Recorded
from evenhand.vault.keyring import COMMITTEE, COUNCIL


@dataclass(frozen=True, slots=True)
class Determination:
    """The four parts, and what is written to each. ``texts`` holds the committee's words by part."""

    happened: f.Answer
    violation: f.Answer
    responsible: tuple[Party, ...]
    ongoing: f.Answer
    in_danger: f.Answer
    texts: Mapping[str, str]
    misunderstanding: bool = False
    unheard: tuple[Party, ...] = ()
    despite_requests: bool = False
    beyond_statement: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed resolution: its measures, and what V0, V2 and K5 ask to be written with it."""

    measures: tuple[f.Measure, ...]
    texts: words.Words
    positions_until: datetime | None = None


def determine(seat: Seat, occasion: Occasion, found: Determination, version: int | None = None) -> None:
    """Write the determination down (R4 to R7). ``version`` is the one that the page was going to write."""
    with act(seat, occasion) as work:
        fact = f.Determined(
            version=version or len(work.state.determinations) + 1,
            happened=found.happened,
            violation=found.violation,
            responsible=found.responsible,
            ongoing=found.ongoing,
            in_danger=found.in_danger,
            misunderstanding=found.misunderstanding,
            unheard=found.unheard,
            despite_requests=found.despite_requests,
            beyond_statement=found.beyond_statement,
        )
        work.add(fact, COUNCIL if work.state.council_decides else COMMITTEE, dict(found.texts))
        work.tell_members((*work.others(), *(m for m in work.state.turned_over_to if m != seat.member)))


def propose(seat: Seat, occasion: Occasion, proposal: Proposal, version: int | None = None) -> None:
    """Propose a resolution, citing the newest determination; proposing is consenting (D1)."""
    require_words(proposal)
    with act(seat, occasion) as work:
        fact = f.Proposed(
            version=version or len(work.state.proposals) + 1,
            determination=len(work.state.determinations),
            measures=proposal.measures,
            positions_until=proposal.positions_until or at_least(work.policy.positions_within, work.now),
            despite_misunderstanding=bool(str(proposal.texts.get("why_not_help") or "").strip()),
        )
        work.add(fact, COMMITTEE, dict(proposal.texts))
        work.tell_members(work.others())


def require_words(proposal: Proposal) -> None:
    """What some measures ask to be said with them: where it was settled, what another response is (D3, D3a)."""
    settled = any(measure.ground is f.Ground.SETTLED_IN_PUBLIC for measure in proposal.measures)
    if settled and not str(proposal.texts.get("where_settled") or "").strip():
        raise RefusedError(Refused(say("Say where it was settled in public."), Clause.NO_ACTION))
    if any(measure.kind is f.MeasureKind.OTHER for measure in proposal.measures):
        if not str(proposal.texts.get("other") or "").strip():
            raise RefusedError(Refused(say("Say what the other response is."), Clause.RESPONSES))
        require_filled(Clause.RESPONSES, str(proposal.texts["other"]))


def take_position(seat: Seat, occasion: Occasion, version: int, position: f.Position, reason: str = "") -> None:
    """State consent, stand aside, or an objection with a reason, on an exact version: in one's own body's room (D1)."""
    with act(seat, occasion) as work:
        room = COUNCIL if seat.member in work.state.turned_over_to else COMMITTEE
        work.add(f.PositionTaken(version, position), room, {"text": reason})


def consult(
    seat: Seat,
    occasion: Occasion,
    party: Party,
    version: int,
    letter: Letter,
    until: datetime | None = None,
    seen: int | None = None,
) -> None:
    """Explain the agreed resolution to a party and ask whether it is acceptable (D4, D5)."""
    with act(seat, occasion, seen) as work:
        digest = digest_of(_proposal_text(seat, version))
        by = until or at_least(work.policy.feedback_within, work.now)
        send(work, f.LetterKind.CONSULTATION, party, letter, refers=version, until=by, digest=digest)


def record_feedback(
    seat: Seat, occasion: Occasion, party: Party, version: int, feedback: f.Feedback, text: str
) -> None:
    """Write down what a party said another way about the proposed resolution (D5)."""
    with act(seat, occasion) as work:
        work.add(f.FeedbackGiven(party, version, feedback), COMMITTEE, {"text": text})


def weigh_feedback(seat: Seat, occasion: Occasion, text: str, seen: int | None = None) -> None:
    """Note each answer or its absence, and what the committee made of it (D5)."""
    with act(seat, occasion, seen) as work:
        asked = Asked(work.state, work.policy, work.team, work.now, work.actor)
        version = work.state.proposal.version if work.state.proposal is not None else 0
        work.add(f.FeedbackWeighed(version, outcomes(asked)), COMMITTEE, {"text": text})


def _proposal_text(seat: Seat, version: int) -> str:
    """The exact words of a version, as sealed: what agreement and consultation are about."""
    wanted = [r for r in seat.file.entries if _is_proposal(r, version)]
    opened = rooms.read(seat.file, seat.keys, wanted)
    return "".join(str(sorted(words.decode(raw).items())) for raw in opened.values())


def _is_proposal(recorded: Recorded, version: int) -> bool:
    fact = recorded.happened.fact
    return isinstance(fact, f.Proposed) and fact.version == version
