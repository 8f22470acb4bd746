"""Original and translation side by side: the original stays, and so does every earlier version (V7)."""

from __future__ import annotations

from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import Seat
from evenhand.casework.work import act
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member
from evenhand.record.ledger import Recorded


def translate(
    seat: Seat, occasion: Occasion, entry: str, text: str, language: str, translator: Member | None = None
) -> None:
    """Lay a translation of an entry's words in the room of its original, with who translated it.

    A correction is the next version; the one before it stays.
    """
    original = original_of(seat, entry)
    if original is None:
        raise RefusedError(
            Refused(
                say("A translation stands beside its original. Choose the text that it translates."),
                Clause.MISUNDERSTANDINGS,
            )
        )
    with act(seat, occasion) as work:
        version = work.state.translations.get(entry, 0) + 1
        fact = f.Translated(entry, language, version, translator or seat.member)
        work.add(fact, original.room, {"text": text, "of": entry})


def original_of(seat: Seat, entry: str) -> Recorded | None:
    """The entry whose words are to be translated, if this member reads them; a translation is no original."""
    for recorded in seat.file.entries:
        if recorded.happened.entry == entry and not isinstance(recorded.happened.fact, f.Translated):
            return recorded if recorded.has_words and seat.may_open(recorded) and seat.keys.opens(recorded) else None
    return None


__all__ = ["original_of", "translate"]
