"""What a gate is asked about: the case, the manual, who is there, when, and who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand.procedure.facts import Actor, Member, Party, Standing
from evenhand.procedure.policy import Policy, Team
from evenhand.procedure.state import CaseState


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the manual."""

    state: CaseState
    policy: Policy
    team: Team
    now: datetime
    by: Actor

    @property
    def member(self) -> Member:
        """The member who asks; only meaningful once the seat is granted."""
        return Member(self.by.who)

    @property
    def party(self) -> Party:
        """The party who asks."""
        return Party(self.by.who)

    @property
    def is_member(self) -> bool:
        """Whether a member asks."""
        return self.by.standing is Standing.MEMBER
