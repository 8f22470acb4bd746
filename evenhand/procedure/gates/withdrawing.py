"""Withdrawing, taking it back, holding and erasing (K1)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Fact, Party
from evenhand.procedure.state import Erasure, PartyState
from evenhand.procedure.withdrawing import erasures, has_asked_to_wait, is_erased, longest_hold

__all__ = ["erase", "hold", "nobody_erased", "release", "second", "take_back", "withdraw"]


def nobody_erased(asked: Asked, fact: Fact) -> Refused | None:
    """Nothing is written to, asked of or recorded about somebody whose identity was erased (K1)."""
    about = getattr(fact, "to" if isinstance(fact, f.LetterSent) else "party", None)
    if about is None or not is_erased(asked.state, Party(about)):
        return None
    return Refused(
        say("This person's identity was erased, as they wished. Nothing can be sent to them or asked of them."),
        Clause.IDENTITY,
    )


def withdraw(asked: Asked, fact: f.Withdrawn) -> Refused | None:
    """A reporter may withdraw, in each way once; nobody asks them to (K1)."""
    party = _reporter(asked, fact.party)
    if isinstance(party, Refused):
        return party
    if fact.way in party.withdrawn:
        return Refused(say("This is on record already."), Clause.IDENTITY)
    if fact.way is f.Withdrawal.NO_CONTACT and party.reach is f.Reach.NONE:
        return Refused(say("This person does not want to be contacted, as it is."), Clause.IDENTITY)
    if fact.way is not f.Withdrawal.ERASURE and fact.files:
        return Refused(say("Files are named where they are to be erased."), Clause.IDENTITY)
    return None


def take_back(asked: Asked, fact: f.WithdrawalTakenBack) -> Refused | None:
    """What was asked for can be taken back, an erasure until it was done, and by who has a page there alone (K1)."""
    party = _reporter(asked, fact.party)
    if isinstance(party, Refused):
        return party
    if fact.way not in party.withdrawn:
        return Refused(say("There is nothing to take back."), Clause.IDENTITY)
    if asked.is_member and fact.way is f.Withdrawal.ERASURE and party.has_line:
        return Refused(
            say(
                "This person asked for it and has a page of their own. Only they can take it back, and they do it "
                "there. Two of you can ask to wait."
            ),
            Clause.IDENTITY,
        )
    return None


def second(asked: Asked, fact: f.ErasureSeconded) -> Refused | None:
    """Where a member wrote the wish down, another one confirms it (K1)."""
    erasure = _erasure(asked, fact.party)
    if isinstance(erasure, Refused):
        return erasure
    if erasure.stands:
        return Refused(say("This needs no second member any more."), Clause.IDENTITY)
    if erasure.asked_by == asked.member:
        return Refused(say("You wrote this down, so another member has to confirm it."), Clause.IDENTITY)
    return None


def hold(asked: Asked, fact: f.ErasureHeld) -> Refused | None:
    """Two different members, each with a reason and until a date, not longer than the manual allows (K1)."""
    erasure = _erasure(asked, fact.party)
    if isinstance(erasure, Refused):
        return erasure
    if has_asked_to_wait(erasure, asked.member, asked.now):
        return Refused(say("You have asked for this already, so another member has to agree."), Clause.IDENTITY)
    if not asked.now < fact.until <= longest_hold(erasure, asked.policy, asked.now):
        return Refused(say("It can wait until a date, and not longer than your manual says."), Clause.IDENTITY)
    return None


def release(asked: Asked, fact: f.ErasureReleased) -> Refused | None:
    """Lifted as it was laid: by two different members (K1)."""
    erasure = _erasure(asked, fact.party)
    if isinstance(erasure, Refused):
        return erasure
    if erasure.held_until is None or asked.now >= erasure.held_until:
        return Refused(say("Nothing holds this erasure."), Clause.IDENTITY)
    if asked.member in erasure.releasers:
        return Refused(say("You have agreed to this already, so another member has to agree."), Clause.IDENTITY)
    return None


def erase(asked: Asked, fact: f.IdentityErased) -> Refused | None:
    """Never before its time, never while it is held, never on one member's word (K1).

    Where a report has moved on, the words that it left behind go when they go in the case to which it moved.
    """
    if fact.party in asked.state.moved:
        return None
    if fact not in erasures(asked.state, asked.policy, asked.now):
        return Refused(say("This may not be erased now."), Clause.IDENTITY)
    return None


def _reporter(asked: Asked, handle: Party) -> PartyState | Refused:
    party = asked.state.parties.get(handle)
    if party is None or party.role is not f.Role.REPORTER:
        return Refused(say("Only a reporter withdraws a report."), Clause.IDENTITY)
    return party


def _erasure(asked: Asked, handle: Party) -> Erasure | Refused:
    party = asked.state.parties.get(handle)
    if party is None or party.erasure is None:
        return Refused(say("Nobody has asked to be erased."), Clause.IDENTITY)
    return party.erasure
