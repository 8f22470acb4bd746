"""Speaking in public: a text, its check by a second member, and where it was said (D3c, D3e, D7)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatementDrafted:
    """The chair or the council wrote a text for the public (D7). ``digest`` is the hash of its exact words.

    ``measure`` is the index of the agreed measure that it carries out, in ``proposal``;
    ``corrects`` an earlier statement that it sets right. A changed text is a new draft.
    """

    statement: int
    digest: str
    measure: int | None = None
    proposal: int = 0
    corrects: int | None = None
    names_somebody: bool = False


@dataclass(frozen=True, slots=True)
class StatementChecked:
    """A second member read this exact text and says what they found (D3e, D7)."""

    statement: int
    digest: str
    nobody_recognised: bool
    only_behaviour: bool
    was_heard: bool


@dataclass(frozen=True, slots=True)
class StatementReviewed:
    """Somebody who knows the law read this exact text; who, and what they said, is in the words (D3e)."""

    statement: int
    digest: str


@dataclass(frozen=True, slots=True)
class StatementMade:
    """It was said in public (D3c, D3e, D7). ``space`` is the venue, by its id in the manual file.

    ``elsewhere`` says that a reprimand did not go to the venue of the violation, for a
    reason in the words; ``on_page`` that it stands on the community's public page.
    """

    statement: int
    digest: str
    space: str = ""
    elsewhere: bool = False
    on_page: bool = False


@dataclass(frozen=True, slots=True)
class StatementWithdrawn:
    """A statement was taken back; the public page says so, and when (D7)."""

    statement: int
