"""What can come back from an act instead of success. All of them change nothing."""

from evenhand.procedure.answers import Refused
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Happened


class RefusedError(Exception):
    """The manual does not allow it now. Reads like advice: a reason with the way out, and the clause."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.reason)
        self.reason: str = refused.reason
        self.clause: Clause = refused.clause


class ChangedError(Exception):
    """Somebody else did the same meanwhile; the page shows what, and keeps the text that was typed."""

    def __init__(self, since: tuple[Happened, ...]) -> None:
        super().__init__("the case has changed since you looked")
        self.since = since
