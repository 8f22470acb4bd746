"""What members ask each other about conflicts of interest (C1, C2)."""

from __future__ import annotations

from dataclasses import dataclass

from evenhand.procedure.facts.values import Member


@dataclass(frozen=True, slots=True)
class ConflictQuestioned:
    """A member asks whether another one at this case has a conflict of interest (C1).

    That member answers as everybody does: ``ConflictAnswered``, or by stepping back.
    """

    member: Member


@dataclass(frozen=True, slots=True)
class ChairToldOfSilence:
    """The date for the answer passed, and ``told``, who is chair for this case, heard of it without content (C1)."""

    member: Member
    told: Member
