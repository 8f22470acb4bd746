"""A newcomer before a case that exists: its names first, and nothing else (R9)."""

from __future__ import annotations

from dataclasses import dataclass

from evenhand.procedure.facts.values import Member


@dataclass(frozen=True, slots=True)
class NamesShown:
    """The names alone were opened to a newcomer, who says whether they have a conflict before they get the rest (R9).

    They hold the key of the names' room and no other, until somebody lets them in.
    """

    member: Member
