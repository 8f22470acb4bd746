"""A request for the data kept about somebody: nothing is given that a second member has not read (K1)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.access import askers, due_at, is_checked, is_prepared, next_asker
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Party
from evenhand.procedure.minors import known_people, not_alone
from evenhand.procedure.state import Access

__all__ = ["ask", "check", "extend", "give", "prepare", "refuse", "take_back"]

K1 = Clause.IDENTITY


def ask(asked: Asked, fact: f.AccessAsked) -> Refused | None:
    """Anybody, one request at a time, who is no party by a handle of their own; the time runs from when it came."""
    if fact.party not in {*known_people(asked.state), *askers(asked.state), next_asker(asked.state)}:
        return Refused(say("There is no such person in this case."), Clause.PERSONAL)
    if fact.asked_at > asked.now:
        return Refused(say("The request cannot have reached you in the future."), K1)
    if _waiting(asked, fact.party) is not None:
        return Refused(say("This was asked for already, and waits for an answer."), K1)
    return None


def extend(asked: Asked, fact: f.AccessExtended) -> Refused | None:
    """Once, and said within the first time: later it is simply late."""
    access = _waiting(asked, fact.party)
    if access is None:
        return NOTHING_WAITS
    if access.extended or asked.policy.access_extension is None:
        return Refused(say("This cannot be put off again. Answer what is asked."), K1)
    if asked.now >= due_at(access, asked.policy):
        return Refused(say("The time in which you can say that it takes longer is over. Answer what is asked."), K1)
    return _reaches(asked, fact.party, by_hand=fact.by_hand)


def prepare(asked: Asked, fact: f.AccessPrepared) -> Refused | None:
    """The next version of the files."""
    access = _waiting(asked, fact.party)
    if access is None:
        return NOTHING_WAITS
    return None if fact.version == access.version + 1 else CHANGED


def check(asked: Asked, fact: f.AccessChecked) -> Refused | None:
    """By another member than the one who put them together, for exactly these files."""
    access = _waiting(asked, fact.party)
    if access is None:
        return NOTHING_WAITS
    if access.prepared_by == asked.member:
        return Refused(say("You put these files together, so another member has to read them."), K1)
    return _exactly(asked, access, fact.version, fact.digest)


def give(asked: Asked, fact: f.AccessGiven) -> Refused | None:
    """Exactly what a second member has read, and nobody could be recognised in."""
    access = _waiting(asked, fact.party)
    if access is None:
        return NOTHING_WAITS
    refused = _exactly(asked, access, fact.version, fact.digest)
    if refused is not None:
        return refused
    return _unchecked(asked, access) or _reaches(asked, fact.party, by_hand=fact.by_hand)


def refuse(asked: Asked, fact: f.AccessRefused) -> Refused | None:
    """For a reason, which is told to the person."""
    if _waiting(asked, fact.party) is None:
        return NOTHING_WAITS
    return _reaches(asked, fact.party, by_hand=fact.by_hand)


def take_back(asked: Asked, fact: f.AccessTakenBack) -> Refused | None:
    """By the person themselves; a member writes it down for who has no page on which to do it."""
    if _waiting(asked, fact.party) is None:
        return NOTHING_WAITS
    known = asked.state.parties.get(fact.party)
    if asked.is_member and known is not None and known.has_line:
        return Refused(
            say("This person has a page of their own. Only they can take it back, and they do it there."), K1
        )
    return None


NOTHING_WAITS = Refused(say("Nothing that this person has asked for waits for an answer."), K1)
CHANGED = Refused(say("The case has changed since you looked: there are newer files."), K1)


def _waiting(asked: Asked, party: Party) -> Access | None:
    access = asked.state.accesses.get(party)
    return access if access is not None and access.answered_at is None else None


def _exactly(asked: Asked, access: Access, version: int, digest: str) -> Refused | None:
    if not is_prepared(asked.state, access):
        return Refused(say("First put the files together that would be given."), K1)
    return None if (version, digest) == (access.version, access.digest) else CHANGED


def _unchecked(asked: Asked, access: Access) -> Refused | None:
    if is_checked(asked.state, access):
        return None
    return Refused(
        say("First another member reads exactly these files, and finds nobody in them who could be recognised."), K1
    )


def _reaches(asked: Asked, party: Party, *, by_hand: bool) -> Refused | None:
    """A page of their own, or somebody's hand; to who is under 18 never on the word of one member (R3)."""
    known = asked.state.parties.get(party)
    if not by_hand and (known is None or not known.has_line):
        return Refused(say("This person has no page of their own. Do it another way, and write down how."), K1)
    return not_alone(asked.state, party)
