"""The mail address of a party: whether there is one, and whether it still reaches them (K1, THREATS 4.12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from evenhand.casework import words
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.procedure.state.model import PartyState
from evenhand.record import rooms
from evenhand.record.ledger import CaseFile, Recorded


@dataclass(frozen=True, slots=True)
class Address:
    """The newest address of a party: used for sending, never shown."""

    text: str = field(repr=False)
    came_back: bool
    """Whether the last thing that was mailed to it came back."""


def newest(file: CaseFile, keys: rooms.Keys, party: Party) -> Address | None:
    """Their address, whoever wrote it down; nothing where there never was one, they took it back, or it was erased."""
    return _newest(file, keys).get(party)


def told_by_mail(file: CaseFile, keys: rooms.Keys, parties: Iterable[PartyState]) -> Mapping[Party, str]:
    """Where the constant sentence goes to whom of them: of whatever role they are, and however it became known.

    Nobody is mailed who asked for no contact, nor where the last mail came back.
    """
    known = _newest(file, keys)
    told = [p.handle for p in parties if p.reach is not f.Reach.NONE and not p.erased and p.handle in known]
    return {party: known[party].text for party in told if not known[party].came_back}


def _newest(file: CaseFile, keys: rooms.Keys) -> dict[Party, Address]:
    given = [(r, r.happened.fact) for r in file.entries if isinstance(r.happened.fact, f.AddressGiven)]
    opened = rooms.read(file, keys, [recorded for recorded, _ in given])
    last = {fact.party: recorded for recorded, fact in given if recorded.entry in opened}
    texts = {party: str(words.decode(opened[recorded.entry]).get("address", "")) for party, recorded in last.items()}
    return {
        party: Address(text, _came_back(file.entries, party, last[party].happened.at))
        for party, text in texts.items()
        if text
    }


def _came_back(entries: Sequence[Recorded], party: Party, since: datetime) -> bool:
    """Whether the newest mail since then came back. An invitation and the letter in it are one mail, and one moment."""
    lost = (r for r in entries if isinstance(r.happened.fact, f.NoticeCameBack) and r.happened.fact.party == party)
    if any(r.happened.at >= since for r in lost):
        return True
    back = {r.happened.fact.letter for r in entries if isinstance(r.happened.fact, f.LetterCameBack)}
    mailed: dict[datetime, set[str]] = {}
    for happened in (r.happened for r in entries if r.happened.at >= since):
        match happened.fact:
            case f.Invited(party=who, via=f.Via.MAIL) if who == party:
                mailed[happened.at] = {happened.entry}
            case f.LetterSent(to=to, via=via) if to == party and (via is f.Via.MAIL or happened.at in mailed):
                mailed.setdefault(happened.at, set()).add(happened.entry)
            case _:
                pass
    return bool(mailed) and not back.isdisjoint(mailed[max(mailed)])
