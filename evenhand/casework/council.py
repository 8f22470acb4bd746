"""A deadlock turned over to the council, which decides it; and who counts as affected (D2, D4)."""

from __future__ import annotations

from evenhand.casework import calling, keychanges
from evenhand.casework.deciding import Proposal
from evenhand.casework.seats import Seat
from evenhand.casework.work import act, at_least
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.procedure.seating import council_for
from evenhand.vault.keyring import COMMITTEE, COUNCIL

__all__ = ["decide", "decide_affected", "turn_over"]


def turn_over(seat: Seat, occasion: Occasion, text: str, names: str = "", seen: int | None = None) -> None:
    """Turn the case over to the council: its room, made by this act, with what the committee prepared (D2, 4.2).

    Whoever sits in both bodies stays where they sit, so that nobody decides twice. Where the
    whole council came in because too few were left, those who came in decide where they sit.
    Where nobody of it may decide, that is what is written down, for the members of the case.
    """
    with act(seat, occasion, seen) as work:
        council = calling.eligible_council(work)
        fact = f.TurnedOver(tuple(p.member for p in council) or council_for(work.state, work.roster.team()))
        if fact.readers:
            keychanges.open_council_room(work, council)
        said = {"text": text, "names": names} if names else {"text": text}
        work.add(fact, COUNCIL if fact.readers else COMMITTEE, said)
        work.tell_members((*fact.readers, *work.others()))


def decide(seat: Seat, occasion: Occasion, decision: Proposal, version: int | None = None) -> None:
    """Write the council's decision with its reasons; the others of the council take a position on it (D2).

    It is sealed to the council's room, which the members of the case hold as well: so the
    reasons are back in the record the moment they are written.
    """
    with act(seat, occasion) as work:
        fact = f.Proposed(
            version=version or len(work.state.proposals) + 1,
            determination=len(work.state.determinations),
            measures=decision.measures,
            positions_until=decision.positions_until or at_least(work.policy.positions_within, work.now),
        )
        work.add(fact, COUNCIL, _with_words(decision))
        work.tell_members(m for m in (*work.state.turned_over_to, *work.state.readers) if m != seat.member)


def _with_words(decision: Proposal) -> dict[str, str]:
    """The decision's words; what some measures ask to be said with them stands in its text (D3, D3a)."""
    text = str(decision.texts.get("text", ""))
    settled = any(measure.ground is f.Ground.SETTLED_IN_PUBLIC for measure in decision.measures)
    other = any(measure.kind is f.MeasureKind.OTHER for measure in decision.measures)
    said = {"where_settled": text if settled else "", "other": text if other else ""}
    return {**{name: words for name, words in said.items() if words}, **decision.texts}


def decide_affected(seat: Seat, occasion: Occasion, party: Party, *, counts: bool, reason: str) -> None:
    """Decide whether somebody counts as affected, so that they are asked before anything is carried out (D4)."""
    with act(seat, occasion) as work:
        work.add(f.AffectedDecided(party, counts), COMMITTEE, {"reason": reason})
