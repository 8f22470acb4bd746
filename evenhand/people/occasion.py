"""The time and the randomness of one request, one command or one tick: arguments, never looked up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Entropy = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reading of the clock and one source of randomness."""

    now: datetime
    entropy: Entropy

    @property
    def hour(self) -> datetime:
        """The hour in which this happens: all that a row shows of a time in clear."""
        return self.now.replace(minute=0, second=0, microsecond=0)

    def new_id(self) -> bytes:
        """A random id of 128 bits."""
        return self.entropy(16)
