"""Who was asked whether a test letter or a test report reached them, and who has said so: part of the signed roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from evenhand.people import roster_facts as rf
from evenhand.procedure.facts import Member


@dataclass(frozen=True, slots=True)
class Asked:
    """One member is asked about one test, until they say that it reached them."""

    sent_at: datetime
    case: str = ""
    """The random number of the test report; a letter has none."""
    seen_at: datetime | None = None


Rehearsals = Mapping[tuple[str, Member], Asked]
"""By what was sent (a letter or a report) and to whom; the newest of each."""


def after_sending(rehearsals: Rehearsals, fact: rf.RehearsalSent, at: datetime) -> Rehearsals:
    """Whoever is among its receivers is asked, and asked anew if they had confirmed an earlier one."""
    asked = Asked(at, fact.case)
    return {**rehearsals, **{(fact.what, Member(member)): asked for member in fact.to}}


def after_seeing(rehearsals: Rehearsals, fact: rf.RehearsalSeen, by: Member, at: datetime) -> Rehearsals:
    """Its receiver says that it reached them; nobody can say so for another, or of what was never sent."""
    return {**rehearsals, (fact.what, by): replace(rehearsals[fact.what, by], seen_at=at)}
