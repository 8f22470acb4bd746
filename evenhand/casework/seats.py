"""Seats: who may sit at a case, with which keys. The first line of every door (decision 2).

A seat is both loaded and allowed, or there is no such case: a stranger, somebody whom the
reporter left out, and somebody who stepped back all get `NoSuchCaseError`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from evenhand.casework import summaries
from evenhand.casework.summaries import Summary
from evenhand.people import communities, roster
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.procedure import facts as f
from evenhand.procedure.agreement import shows_position
from evenhand.procedure.duties import Owed, duties
from evenhand.procedure.facts import Actor, Member, Party
from evenhand.procedure.manual_file import Manual
from evenhand.procedure.policy import Policy, Team
from evenhand.procedure.state import CaseState
from evenhand.record import cases, ledger, parties, rooms
from evenhand.record.ledger import CaseFile, NoSuchCaseError, Recorded
from evenhand.vault.errors import VaultError
from evenhand.vault.keys import BoxKey, SigningKey
from evenhand.vault.phrase import PhraseKeys
from evenhand.vault.place import Place

__all__ = ["NoSuchCaseError", "PartySeat", "Seat"]


@dataclass(frozen=True, slots=True)
class Seat:
    """A member at a case: what they may see of it, and with what they sign."""

    community: Community
    member: Member
    box: BoxKey = field(repr=False)
    signing: SigningKey = field(repr=False)
    file: CaseFile
    state: CaseState
    roster: roster.Roster
    manual: Manual
    keys: rooms.Keys = field(repr=False)

    @property
    def actor(self) -> Actor:
        """The member, as facts name them."""
        return Actor.member(self.member)

    @property
    def policy(self) -> Policy:
        """The numbers of the manual version that this case runs under."""
        return self.manual.policy

    @property
    def team(self) -> Team:
        """Who is there now."""
        return self.roster.team()

    @property
    def has_answered(self) -> bool:
        """Whether the conflict question is behind them: before it, and for who has to go, only the names are shown.

        A newcomer who has answered is shown no more until somebody lets them in (R9).
        """
        answered = self.member in self.state.conflict_answers and self.member not in self.state.hard_since
        return answered and not self.is_newcomer

    @property
    def is_council_reader(self) -> bool:
        """Whether they read only the committee's report to the council (D6)."""
        return self.member not in self.state.readers and not self.is_newcomer

    @property
    def is_newcomer(self) -> bool:
        """Whether they hold the names alone, until they have answered and somebody lets them in (R9)."""
        return self.member in self.state.shown_names

    def may_open(self, recorded: Recorded) -> bool:
        """The door's rule beside the keys: names first, then the rest; the identity only after a reason.

        So are others' positions, which are shown once one has taken one's own (D1).
        """
        if not self.may_see(recorded):
            return False
        if recorded.room == rooms.NAMES:
            return True
        if not self.has_answered:
            return self.reads_first and recorded.room.startswith("line:")
        if recorded.room == rooms.IDENTITY:
            return (rooms.IDENTITY, self.member) in self.state.opened_rooms
        return True

    def may_see(self, recorded: Recorded) -> bool:
        """Whether this member may know what somebody's position is: every page, list and export asks here (D1)."""
        fact = recorded.happened.fact
        if not isinstance(fact, f.PositionTaken):
            return True
        return shows_position(self.state, self.member, fact, recorded.happened.by.who)

    @property
    def reads_first(self) -> bool:
        """Where nobody wrote names, the member on duty reads first and writes them (THREATS 4.2)."""
        if self.state.names_written:
            return False
        line = [m for m in self.team.order if m in self.state.readers] or list(self.state.readers)
        return line[:1] == [self.member]


def reads_first(seat: Seat, now: datetime) -> bool:
    """Whether this member reads before the names are written: on duty, or next where those before did not (4.2)."""
    if seat.reads_first:
        return True
    owed = duties(seat.state, seat.policy, seat.team, now)
    return any(duty.owed is Owed.WRITE_NAMES and duty.owner == seat.member for duty in owed)


def admit(signed_in: SignedIn, number: str) -> Seat:
    """The seat of a signed-in member at the case with this number; everybody else hears that there is none."""
    community, uid = signed_in.community, uid_of(number)
    member = signed_in.member
    require_mentioned(community, uid, lambda summary: member in {*summary.readers, *summary.council_told})
    file = ledger.load(community, uid)
    return seat(community, member, signed_in.keys.box, signed_in.keys.signing, file)


def require_mentioned(community: Community, uid: bytes, is_mentioned: Callable[[Summary], bool]) -> None:
    """Raise unless the case's summary names whoever asks, before anything else of the case is touched.

    For no case at all a summary that names nobody is opened, and one is made whatever is
    found: somebody who may not sit waits as long as for a case that does not exist (THREATS 6).
    """
    stored = cases.sealed_summary(community, uid)
    place = Place(community.place.instance, community.uid, uid)
    nobodys = summaries.of_no_case(place)
    try:
        summary = summaries.unseal(nobodys if stored is None else stored.blob, place)
    except VaultError:
        return  # a damaged summary is rebuilt by the next act; until then the facts say who sits
    if not is_mentioned(summary) or stored is None:
        raise NoSuchCaseError


def seat(community: Community, member: Member, box: BoxKey, signing: SigningKey, file: CaseFile) -> Seat:
    """The seat of a member at a loaded case."""
    found = seated(community, member, box, signing, file)
    if member not in {*found.state.readers, *found.state.council_readers}:
        raise NoSuchCaseError
    return found


def seated(community: Community, member: Member, box: BoxKey, signing: SigningKey, file: CaseFile) -> Seat:
    """What somebody's keys open of a loaded case; whether they may sit there is the caller's to ask."""
    state = ledger.folded(file)
    return Seat(
        community=community,
        member=member,
        box=box,
        signing=signing,
        file=file,
        state=state,
        roster=roster.load(community),
        manual=communities.manual(community.pk, state.manual),
        keys=rooms.open_keys(file, box),
    )


@dataclass(frozen=True, slots=True)
class PartySeat:
    """A party in their own line."""

    community: Community
    party: Party
    phrase: PhraseKeys = field(repr=False)
    file: CaseFile
    state: CaseState
    roster: roster.Roster
    manual: Manual
    keys: rooms.Keys = field(repr=False)

    @property
    def actor(self) -> Actor:
        """The party, as facts name them."""
        return Actor.party(self.party)

    @property
    def policy(self) -> Policy:
        """The numbers of the manual version that this case runs under."""
        return self.manual.policy

    @property
    def signing(self) -> SigningKey:
        """What the party signs with."""
        return self.phrase.signing

    @property
    def box(self) -> BoxKey:
        """What opens the party's line."""
        return self.phrase.box


def admit_party(community: Community, phrase: PhraseKeys, occasion: Occasion) -> PartySeat:
    """The seat of somebody who has the phrase of a line; wrong and unknown phrases are answered alike."""
    record = parties.find(community, phrase, occasion)
    if record is None or record.is_invitation:
        raise NoSuchCaseError
    return party_seat(community, phrase, record)


def party_seat(community: Community, phrase: PhraseKeys, record: parties.PartyRecord) -> PartySeat:
    """The seat behind a record that was found."""
    file = ledger.load(community, record.case)
    state = ledger.folded(file)
    return PartySeat(
        community=community,
        party=record.party,
        phrase=phrase,
        file=file,
        state=state,
        roster=roster.load(community),
        manual=communities.manual(community.pk, state.manual),
        keys=rooms.open_keys(file, phrase.box),
    )


def uid_of(number: str) -> bytes:
    """The id behind a case's number; what is none is no such case."""
    try:
        uid = bytes.fromhex(number)
    except ValueError:
        raise NoSuchCaseError from None
    if len(uid) != 16:  # noqa: PLR2004 - the size of an id
        raise NoSuchCaseError
    return uid
