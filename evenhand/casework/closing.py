"""From the agreed resolution to the last letter (D3a, D3d, D6, D7)."""

from __future__ import annotations

from dataclasses import dataclass, field

from evenhand.casework import calling, keychanges
from evenhand.casework.errors import RefusedError
from evenhand.casework.filled import require_filled
from evenhand.casework.seats import Seat
from evenhand.casework.talking import Letter, send
from evenhand.casework.work import Work, act, link
from evenhand.outbox import queue, texts
from evenhand.people import accounts
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.afterwards import decides_what_lasts
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.lapsing import may_lapse
from evenhand.vault.keyring import COMMITTEE, COUNCIL


def take_no_action(seat: Seat, occasion: Occasion, measure: int, text: str, seen: int | None = None) -> None:
    """Carry out "no further action", or another response: what was done about it is written down (D3, D3a).

    Or that a measure cannot be carried out: nothing can be delivered to whom it is for (D3d).
    """
    with act(seat, occasion, seen) as work:
        proposal = work.state.proposal
        version = proposal.version if proposal is not None else 0
        known = proposal is not None and 0 <= measure < len(proposal.measures)
        lapsed = proposal is not None and known and may_lapse(work.state, proposal.measures[measure])
        work.add(f.MeasureEnacted(version, measure, lapsed), COMMITTEE, {"text": text})


def deliver_reprimand(seat: Seat, occasion: Occasion, measure: int, letter: Letter, seen: int | None = None) -> int:
    """Deliver a private reprimand as chair, the group in copy, one mail each (D3d). Answer how many copies."""
    with act(seat, occasion, seen) as work:
        proposal = work.state.proposal
        version = proposal.version if proposal is not None else 0
        in_range = proposal is not None and 0 <= measure < len(proposal.measures)
        to = proposal.measures[measure].to if proposal is not None and in_range else None
        if to is not None:
            send(work, f.LetterKind.REPRIMAND, to, letter, refers=measure)
        work.add(f.MeasureEnacted(version, measure))
        return _copy_to_members(work, letter.text)


@dataclass(frozen=True, slots=True)
class ToldCoreTeam:
    """What the core team was told, how and whom of it, and whether they could tell from it who reported (V1)."""

    text: str = field(repr=False)
    how: str = field(repr=False)
    could_tell: bool


def tell_core_team(seat: Seat, occasion: Occasion, told: ToldCoreTeam, seen: int | None = None) -> None:
    """Keep what the core team was told: what it needs to uphold what lasts, or that it ended, and nothing else (D6).

    It is told outside of the product, which knows no address of it and has no room for it.
    """
    require_filled(Clause.COUNCIL_REPORT, told.text)
    if not told.how.strip():
        raise RefusedError(Refused(say("Say how the core team was told, and who of it."), Clause.COUNCIL_REPORT))
    with act(seat, occasion, seen) as work:
        version = work.state.proposal.version if work.state.proposal is not None else 0
        fact = f.CoreTeamTold(version, ended=not decides_what_lasts(work.state))
        work.add(fact, COMMITTEE, {"text": told.text, "how": told.how, "could_tell": told.could_tell})


def report_to_council(seat: Seat, occasion: Occasion, text: str, names: str = "", seen: int | None = None) -> None:
    """Report to the Steering Council: to each of its members who was not left out, in its own room (D6)."""
    with act(seat, occasion, seen) as work:
        council = calling.eligible_council(work)
        readers = [p for p in work.roster.council if p.member in work.state.readers]
        keychanges.open_council_room(work, council)
        version = work.state.proposal.version if work.state.proposal is not None else 0
        members = tuple(p.member for p in (*council, *readers))
        body = {"text": text, "names": names} if names else {"text": text}
        work.add(f.CouncilReported(version, members), COUNCIL, body)
        work.tell_members([p.member for p in council])


def close(seat: Seat, occasion: Occasion, text: str = "") -> None:
    """Close the case: everything that the manual asks for is done (D6)."""
    with act(seat, occasion) as work:
        if text.strip():
            work.add(f.Closed(), COMMITTEE, {"text": text})
        else:
            work.add(f.Closed())


def _copy_to_members(work: Work, letter: str) -> int:
    """One mail to each member entitled to the case who asked for copies by mail; the text is in the record anyway."""
    copies = 0
    readers = set(work.state.readers)
    for account in accounts.everyone(work.community):
        if account.member in readers and account.record.email:
            text = texts.write(texts.Text.COPY, account.record.language, link=link(work.community), letter=letter)
            to = account.record.email
            mail = queue.Mail(queue.Kind.COPY, to, text.subject, text.body, member=account.member)
            queue.put(work.community, mail, work.occasion)
            copies += 1
    return copies


__all__ = ["ToldCoreTeam", "close", "deliver_reprimand", "report_to_council", "take_no_action", "tell_core_team"]
