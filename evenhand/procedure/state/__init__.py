"""What a case's facts add up to: the state, and the fold that makes it (decision 3)."""

from evenhand.procedure.state.folding import apply, fold
from evenhand.procedure.state.model import (
    Access,
    CaseState,
    Contact,
    Erasure,
    LetterRef,
    Look,
    PartyState,
    Proposal,
    Question,
    Questioned,
    Severe,
    Statement,
)

__all__ = [
    "Access",
    "CaseState",
    "Contact",
    "Erasure",
    "LetterRef",
    "Look",
    "PartyState",
    "Proposal",
    "Question",
    "Questioned",
    "Severe",
    "Statement",
    "apply",
    "fold",
]
