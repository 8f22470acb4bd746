"""What people, parties and rooms are called on the pages of members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from evenhand.casework.seats import Seat
from evenhand.people.roster import Roster
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Actor, Member, Party, Standing
from evenhand.procedure.seating import seatable
from evenhand.procedure.state import CaseState
from evenhand.record import rooms
from evenhand.shell.parties import party_name
from evenhand.shell.parts import Readers
from evenhand.vault.keyring import COMMITTEE, COUNCIL

__all__ = ["Names", "not_readers", "party_name", "room_name", "who_reads"]


@dataclass(frozen=True, slots=True)
class Names:
    """Names for one reader: of two people with the same first name each gets the whole one."""

    roster: Roster
    viewer: Member

    def member(self, member: str) -> str:
        """What a member is called."""
        whole = self.roster.name_of(member)
        if not whole:
            return _("somebody who is not on the roster")
        first = whole.split()[0]
        shared = Counter(p.name.split()[0] for p in self.roster.people.values() if p.name)
        return first if shared[first] == 1 else whole

    def you_or(self, member: str) -> str:
        """The reader is "you"."""
        return _("you") if member == self.viewer else self.member(member)

    def listed(self, members: Iterable[str]) -> str:
        """Several, in a row."""
        return ", ".join(self.you_or(m) for m in members)

    def actor(self, actor: Actor) -> str:
        """Who did something; intake and the clock have no name."""
        match actor.standing:
            case Standing.MEMBER:
                return self.you_or(actor.who)
            case Standing.PARTY:
                return party_name(Party(actor.who))
            case Standing.CLERK:
                return ""


def room_name(room: str) -> str:
    """A room, as the story names it."""
    names = {
        COMMITTEE: _("Committee"),
        COUNCIL: _("Council"),
        rooms.NAMES: _("Names"),
        rooms.IDENTITY: _("Identity"),
        "": "",
    }
    return names[room] if room in names else party_name(Party(room.removeprefix("line:")))


def who_reads(seat: Seat, room: str) -> Readers:
    """Who can read what is written into a room, and in the committee's who cannot (C2)."""
    names = Names(seat.roster, seat.member)
    holders = list(seat.state.readers)
    if room == rooms.NAMES:
        holders += [m for m in seat.state.shown_names if m not in holders]
    if room == COUNCIL:
        council = seat.state.council_readers or seatable(seat.state, seat.team)
        holders += [m for m in council if m not in holders and m not in seat.state.recused]
    read_by = [names.member(m) for m in holders]
    if room.startswith("line:"):
        return Readers(
            read_by=(*read_by, party_name(Party(room.removeprefix("line:")))),
            also=_("They can keep and show what you write here."),
        )
    return Readers(
        read_by=tuple(read_by),
        not_by=tuple(not_readers(seat.state, names)) if room in {COMMITTEE, rooms.NAMES} else (),
        also=_("A court, or the person concerned, may one day read this."),
    )


def not_readers(state: CaseState, names: Names) -> list[str]:
    """Members without a key of this case, each with the reason."""
    reasons: dict[str, str] = dict.fromkeys(sorted(state.left_out), _("left out by the reporter"))
    reasons |= dict.fromkeys(sorted(state.held_back), _("held back"))
    reasons |= dict.fromkeys(sorted(state.involved), _("named as involved"))
    left = {
        f.RecusalCause.DECLARED: _("recused"),
        f.RecusalCause.HARD: _("recused"),
        f.RecusalCause.SILENT: _("did not answer"),
        f.RecusalCause.NAMED: _("named as involved"),
    }
    reasons |= {m: left.get(cause, _("left")) for m, cause in state.recused.items()}
    return [f"{names.member(m)} ({why})" for m, why in reasons.items() if m not in state.readers]
