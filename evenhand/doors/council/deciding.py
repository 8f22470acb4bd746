"""The page of a case that was turned over: what the committee prepared, the decision, the positions (D2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from evenhand.casework import summaries, words
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import Seat
from evenhand.doors.council.determining import Finding, finding
from evenhand.procedure import facts as f
from evenhand.procedure.agreement import agreement
from evenhand.procedure.answers import Allowed
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates import Act, candidates
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Actor, Measure
from evenhand.procedure.gates import gate
from evenhand.record import rooms
from evenhand.record.ledger import Recorded
from evenhand.shell.clauses import clause_text
from evenhand.shell.pages import Page
from evenhand.shell.parties import party_name
from evenhand.shell.parts import ClauseText, Readers
from evenhand.shell.sessions import MemberAsking
from evenhand.vault.keyring import COUNCIL

Opened = Mapping[bytes, Mapping[str, Any]]  # Any: words, as JSON has them


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionLine:
    """What one of the council thinks of a decision, or that they have said so."""

    who: str
    says: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The words of a determination of the council."""

    at: datetime
    by: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One version of the decision: a proposal, counted with the committee's."""

    number: int
    at: datetime
    by: str
    what: str
    text: str
    reason: str
    path_back: str
    positions: tuple[PositionLine, ...]
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingPage(Page):
    """Everything that one of the council sees of a case that was turned over."""

    code_name: str
    clause: ClauseText
    by: str
    at: datetime | None
    names: str
    text: str
    how: str
    who: str
    decisions: tuple[Decision, ...]
    is_decided: bool
    may_take_position: bool
    has_position: bool
    """Whether they took one on the newest version; writing it is consenting to it."""
    may_decide: bool
    may_determine: bool
    finding: Finding | None
    """The determination on which a decision rests now."""
    findings: tuple[Written, ...]
    """What the council itself wrote about what happened."""
    position_action: str
    decide_action: str
    determine_action: str
    refused: str = ""
    refused_by: ClauseText | None = None


def deciding_page(
    request: MemberAsking,
    seat: Seat,
    actions: tuple[str, str, str],
    refused: RefusedError | None = None,
) -> DecidingPage:
    """The page as this member sees it now; ``actions``: where a position, a decision, a determination are sent."""
    entries, opened = _opened(seat)
    handed = next((r for r in reversed(entries) if isinstance(r.happened.fact, f.TurnedOver)), None)
    said = {} if handed is None else opened.get(handed.entry, {})
    asked = Asked(seat.state, seat.policy, seat.team, request.moment, Actor.member(seat.member))
    return DecidingPage(
        title=_("A case for the council"),
        code_name=summaries.name_of(seat.file.uid),
        clause=clause_text(Clause.DEADLOCK),
        by="" if handed is None else seat.roster.name_of(handed.happened.by.who),
        at=None if handed is None else handed.happened.at,
        names=str(said.get("names", "")),
        text=str(said.get("text", "")),
        how=_how(seat),
        who=_listed(seat),
        decisions=tuple(_decision(seat, r, opened) for r in seat.file.entries if _is_ours(seat, r)),
        is_decided=agreement(seat.state, seat.policy, request.moment) is not None,
        may_take_position=_may(asked, f.PositionTaken(len(seat.state.proposals), f.Position.CONSENT)),
        has_position=_has_position(seat),
        may_decide=bool(measures(asked)),
        may_determine=_may_determine(asked),
        finding=finding(seat),
        findings=tuple(_written(seat, r, opened) for r in entries if isinstance(r.happened.fact, f.Determined)),
        position_action=actions[0],
        decide_action=actions[1],
        determine_action=actions[2],
        refused="" if refused is None else _(refused.reason),
        refused_by=None if refused is None else clause_text(refused.clause),
    )


def own_decisions(seat: Seat) -> tuple[Decision, ...]:
    """What the council decided, for those of it who decided: it stays readable once the case was reported to them."""
    if not (seat.has_answered and seat.member in seat.state.turned_over_to):
        return ()
    _, opened = _opened(seat)
    return tuple(_decision(seat, r, opened) for r in seat.file.entries if _is_ours(seat, r))


def _opened(seat: Seat) -> tuple[list[Recorded], Opened]:
    """What was written in the council's room, as far as this member may open it."""
    entries = [r for r in seat.file.entries if r.room == COUNCIL and seat.may_open(r)]
    return entries, {entry: words.decode(raw) for entry, raw in rooms.read(seat.file, seat.keys, entries).items()}


def _has_position(seat: Seat) -> bool:
    proposal = seat.state.proposal
    return proposal is not None and seat.member in {proposal.proposer, *proposal.positions}


def _may_determine(asked: Asked) -> bool:
    """Whether the council could find anew what happened, at the least that nothing could be told."""
    found = (one.fact for one in candidates(asked) if one.act is Act.DETERMINE)
    return any(_may(asked, fact) for fact in found)


def _written(seat: Seat, recorded: Recorded, opened: Opened) -> Written:
    said = opened.get(recorded.entry, {})
    labels = {
        "happened": _("What happened"),
        "violation": _("Whether it breaks the code"),
        "why_unheard": _("Why somebody responsible was not heard"),
        "discrimination": _("Discrimination: what was considered"),
        "why_despite": _("Why not to wait for an answer"),
        "beside": _("On what it rests beside the word of whoever reported"),
    }
    parts = tuple((label, str(said[name])) for name, label in labels.items() if said.get(name))
    return Written(at=recorded.happened.at, by=seat.roster.name_of(recorded.happened.by.who), parts=parts)


def measures(asked: Asked) -> tuple[Measure, ...]:
    """What the council could decide now, as far as the manual allows each of them."""
    found = (one.fact for one in candidates(asked) if one.act is Act.DECIDE)
    return tuple(fact.measures[0] for fact in found if isinstance(fact, f.Proposed) and _may(asked, fact))


def measure_words(seat: Seat, measure: Measure) -> str:
    """A measure in the manual's own words, and whom it concerns or on which ground."""
    language = get_language() or "en"
    response = next((r for r in seat.manual.responses if r.wording.id == measure.kind), None)
    if measure.kind is f.MeasureKind.OTHER:  # the manual calls it the committee's own, and here the council decides
        return _("Another response, which lasts") if measure.lasts else _("Another response")
    kind = str(measure.kind) if response is None else response.wording.in_language(language)
    grounds = {
        f.Ground.NO_VIOLATION: _("no violation was found"),
        f.Ground.SETTLED_IN_PUBLIC: _("it was settled in public meanwhile"),
    }
    of = party_name(measure.to) if measure.to is not None else grounds.get(measure.ground) if measure.ground else None
    return kind if of is None else f"{kind}: {of}"


def readers(seat: Seat) -> Readers:
    """Who reads what is written into the council's room: its members in this case, and the committee's."""
    who = dict.fromkeys((*seat.state.turned_over_to, *seat.state.readers))
    return Readers(
        read_by=tuple(seat.roster.name_of(m) for m in who),
        also=_("A court, or the person concerned, may one day read this."),
    )


def _may(asked: Asked, fact: f.Fact) -> bool:
    return isinstance(gate(asked.state, asked.policy, asked.team, asked.now, asked.by, fact), Allowed)


def _is_ours(seat: Seat, recorded: Recorded) -> bool:
    fact = recorded.happened.fact
    return isinstance(fact, f.Proposed) and fact.version > seat.state.turned_over_from


def _how(seat: Seat) -> str:
    left = len(seat.state.turned_over_to)
    needed = min(seat.policy.council_minimum, left)
    return _(
        "One of you writes the decision, the others take a position on it. It stands when most of those who took one "
        "consent, and at least %(needed)s of the %(count)s who are left. An objection is recorded with its reason and "
        "does not block."
    ) % {"needed": needed, "count": left}


def _listed(seat: Seat) -> str:
    return ", ".join(
        _("you") if member == seat.member else seat.roster.name_of(member) for member in seat.state.turned_over_to
    )


def _decision(seat: Seat, recorded: Recorded, opened: Opened) -> Decision:
    fact = recorded.happened.fact
    if not isinstance(fact, f.Proposed):
        message = "only a proposal is a decision"
        raise TypeError(message)
    said = opened.get(recorded.entry, {})
    lines = [
        _position(seat, r, opened)
        for r in seat.file.entries
        if isinstance(r.happened.fact, f.PositionTaken) and r.happened.fact.proposal == fact.version
    ]
    return Decision(
        number=fact.version,
        at=recorded.happened.at,
        by=seat.roster.name_of(recorded.happened.by.who),
        what="; ".join(measure_words(seat, measure) for measure in fact.measures),
        text=str(said.get("text", "")),
        reason=str(said.get("reason", "")),
        path_back=str(said.get("path_back", "")),
        positions=tuple(lines),
        kept=any(not line.says for line in lines),
    )


def _position(seat: Seat, recorded: Recorded, opened: Opened) -> PositionLine:
    """A position; of somebody else's only that there is one, until one's own is taken."""
    who, fact = seat.roster.name_of(recorded.happened.by.who), recorded.happened.fact
    if not isinstance(fact, f.PositionTaken) or not seat.may_see(recorded):
        return PositionLine(who=who, says="")
    says = {
        f.Position.CONSENT: _("consents"),
        f.Position.STAND_ASIDE: _("stands aside"),
        f.Position.OBJECT: _("objects"),
    }[fact.position]
    return PositionLine(who=who, says=says, reason=str(opened.get(recorded.entry, {}).get("text", "")))
