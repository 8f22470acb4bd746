"""The roster: who is here, with which keys and roles, by a chain of signed acts (THREATS 4.6).

A key counts only where a chain of signatures reaches the founder's fingerprint, and
that fingerprint lies beside the server secret, not in the database (`watch`). So does
the chain's end: dropping the last act, such as somebody's leaving, is found as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache

from django.db import transaction

from evenhand.people import models, watch
from evenhand.people import roster_facts as rf
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.people.rehearsals import Rehearsals, after_seeing, after_sending
from evenhand.people.rows import Row, pick
from evenhand.procedure.facts import Member
from evenhand.procedure.policy import Team
from evenhand.vault.chain import pack_fact, unpack_fact
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.keys import SigningKey, check_signature, fingerprint
from evenhand.vault.place import Place
from evenhand.vault.primitives import labelled_hash

SEATS = frozenset({rf.COMMITTEE, rf.ALTERNATE, rf.COUNCIL})
"""Roles by which somebody may get a key of a case."""


class RosterBrokenError(Exception):
    """The roster does not reach its founder by valid signatures. Nothing is trusted."""


class _ShortenedError(RosterBrokenError):
    """The chain is valid as far as it goes, and has lost what was acknowledged."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the committee or the council."""

    member: Member
    name: str
    box: bytes
    signing: bytes
    roles: frozenset[str]
    joined_at: datetime
    is_seconded: bool = True
    has_left: bool = False
    admitted_by: Member | None = None
    pending: tuple[bytes, bytes, Member] | None = None
    """New keys after a reset, and the one member who has signed for them so far."""
    past_signing: tuple[bytes, ...] = ()
    """Signing keys that were theirs before a reset: older entries are checked with them."""
    rekeyed_at: datetime | None = None
    """When two members had signed for their new keys."""
    changed_at: datetime | None = None
    """When they last took a seat or another name after they joined."""

    @property
    def fingerprint(self) -> bytes:
        """The fingerprint of both public keys."""
        return fingerprint(self.box, self.signing)

    @property
    def new_since(self) -> datetime:
        """Since when they have their seats and their name: in older words nobody looked for them (C2)."""
        return self.changed_at or self.joined_at

    @property
    def on_committee(self) -> bool:
        """Whether they sit on the committee now."""
        return rf.COMMITTEE in self.roles and not self.has_left

    @property
    def is_alternate(self) -> bool:
        """Whether they come in where too few of the committee are left, and are not on it anyway (C2)."""
        return rf.ALTERNATE in self.roles and rf.COMMITTEE not in self.roles and not self.has_left

    @property
    def on_council(self) -> bool:
        """Whether they sit on the Steering Council now."""
        return rf.COUNCIL in self.roles and not self.has_left


@dataclass(frozen=True)
class Roster:
    """Everybody, as the signed chain says. Who sits where is worked out once: an act asks for it at every fact."""

    people: Mapping[Member, Person] = field(default_factory=dict)
    rota: tuple[Member, ...] = ()
    away: Mapping[Member, datetime] = field(default_factory=dict)
    length: int = 0
    head: bytes = bytes(32)
    rewound: Mapping[tuple[int, int], frozenset[Member]] = field(default_factory=dict)
    """Who has signed what was lost when the database was found behind."""
    rehearsals: Rehearsals = field(default_factory=dict)
    """Who was asked whether a test has reached them, and who has said so."""
    opened_at: datetime | None = None
    """Since when the form for reports is open."""
    closed_at: datetime | None = None
    """Since when it is closed again; nothing where it never was open."""

    @cached_property
    def committee(self) -> tuple[Person, ...]:
        """The committee: chair, deputies, then by joining."""
        return tuple(p for p in self._ranked if p.on_committee)

    @cached_property
    def council(self) -> tuple[Person, ...]:
        """The Steering Council, by joining."""
        return tuple(p for p in self.people.values() if p.on_council)

    @cached_property
    def alternates(self) -> tuple[Person, ...]:
        """Who comes in where too few of the committee are left, by joining."""
        return tuple(p for p in self.people.values() if p.is_alternate)

    @cached_property
    def chair(self) -> Person | None:
        """The chair, if there is one."""
        return next((p for p in self.committee if rf.CHAIR in p.roles), None)

    @cached_property
    def present(self) -> tuple[Person, ...]:
        """Everybody who has not left."""
        return tuple(p for p in self._ranked if not p.has_left)

    def team(self) -> Team:
        """The roster as the procedure needs it."""
        return self._team

    @cached_property
    def _team(self) -> Team:
        committee = self.committee
        on_rota = [m for m in self.rota if self.people[m].on_committee]
        everybody = (*committee, *self.alternates, *self.council)
        order = dict.fromkeys((*on_rota, *(p.member for p in everybody)))
        chair = self.chair
        return Team(
            order=tuple(order),
            chair=None if chair is None else chair.member,
            deputies=tuple(p.member for p in committee if rf.DEPUTY in p.roles),
            council=tuple(p.member for p in self.council),
            away=self.away,
            committee=tuple(p.member for p in committee if p.is_seconded),
            alternates=tuple(p.member for p in self.alternates if p.is_seconded),
        )

    def name_of(self, member: str) -> str:
        """What somebody is called."""
        person = self.people.get(Member(member))
        return "" if person is None else person.name

    def signing_keys_of(self, member: str) -> tuple[bytes, ...]:
        """The public keys that this member's signatures are checked with, the newest first."""
        person = self.people.get(Member(member))
        return () if person is None else (person.signing, *person.past_signing)

    @cached_property
    def _ranked(self) -> tuple[Person, ...]:
        def rank(person: Person) -> int:
            return 0 if rf.CHAIR in person.roles else 1 if rf.DEPUTY in person.roles else 2

        return tuple(sorted(self.people.values(), key=rank))


def load(community: Community) -> Roster:
    """The roster now, every signature of its chain checked; cached by the chain's head."""
    end = watch.roster_end(community.uid)  # before the database is asked: see `watch`
    last = pick(models.RosterEntry, ("seq", "uid", "previous", "fact"), newest="seq", community=community.pk)
    try:
        return _load(community.pk, community.place, last, watch.founder(community.uid), end)
    except _ShortenedError:
        if not _is_behind(community):
            raise
        # The whole database is older than what was acknowledged: two members sign what was lost, by what is left.
        return _load(community.pk, community.place, last, watch.founder(community.uid), None)


def is_newest(community: Community, roster: Roster) -> bool:
    """Whether nothing has been added to the roster since this one was read."""
    found = pick(models.RosterEntry, ("seq",), newest="seq", community=community.pk)
    return roster.length == (0 if found is None else found[0])


def append(community: Community, fact: rf.RosterFact, by: Member, signing: SigningKey, occasion: Occasion) -> Roster:
    """Add a signed act to the chain, inside the caller's transaction."""
    row = models.Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    roster = load(community)
    uid = occasion.new_id()
    raw = rf.encode(fact, by, occasion.now.isoformat())
    signature = signing.sign(Domain.ROSTER_ACT, _signed(community, roster.length + 1, roster.head, raw))
    place = community.place.whole_community(uid)
    sealed = clerks().seal(Domain.ROSTER_FACT, place, pack_fact(raw, signature), occasion.entropy)
    if isinstance(fact, rf.Founded):
        watch.keep_founder(community.uid, fingerprint(bytes.fromhex(fact.box), bytes.fromhex(fact.signing)))
    models.RosterEntry.objects.create(
        community_id=community.pk, seq=roster.length + 1, uid=uid, previous=roster.head, fact=sealed
    )
    roster = load(community)
    if not isinstance(fact, rf.Rewound):  # signing what was lost must not make the database look as if it had caught up
        row.acts += 1
        row.save(update_fields=("acts",))
        transaction.on_commit(lambda: _mark(community.uid, row.acts, roster))
    return roster


def _mark(community: bytes, acts: int, roster: Roster) -> None:
    watch.raise_high_water(community, acts)
    watch.keep_roster_end(community, roster.length, roster.head)


def _is_behind(community: Community) -> bool:
    mark = watch.high_water(community.uid)
    return models.Community.objects.values_list("acts", flat=True).get(pk=community.pk) < mark


def forget() -> None:
    """Drop what was checked before, so that every signature is checked again."""
    _load.cache_clear()


@lru_cache(maxsize=64)
def _load(
    pk: int,
    place: Place,
    last: Row | None,
    founder: bytes | None,
    end: tuple[int, bytes] | None,
) -> Roster:
    """Check the chain up to its last entry, which names it wholly; its end as written down must be on it."""
    roster = Roster()
    rows = models.RosterEntry.objects.filter(community_id=pk, seq__lte=0 if last is None else last[0]).order_by("seq")
    for row in rows:
        try:
            roster = _checked(roster, place, row, founder)
        except (VaultError, rf.RosterFormatError, KeyError, TypeError, ValueError) as err:
            message = f"entry {row.seq} of the roster does not reach the founder by valid signatures"
            raise RosterBrokenError(message) from err
        if end is not None and row.seq == end[0] and roster.head != end[1]:
            message = f"entry {row.seq} of the roster is not the one that was acknowledged"
            raise _ShortenedError(message)
    if end is not None and roster.length < end[0]:
        message = "the roster has lost entries that were acknowledged"
        raise _ShortenedError(message)
    return roster


def _checked(roster: Roster, place: Place, row: models.RosterEntry, founder: bytes | None) -> Roster:
    sealed = bytes(row.fact)
    packed = clerks().open(Domain.ROSTER_FACT, place.whole_community(bytes(row.uid)), sealed)
    raw, signature = unpack_fact(packed)
    fact, by, at = rf.decode(raw)
    if row.seq != roster.length + 1 or bytes(row.previous) != roster.head:
        raise RosterBrokenError(row.seq)
    if isinstance(fact, rf.Founded):
        public = bytes.fromhex(fact.signing)
        if roster.length or founder is None or fingerprint(bytes.fromhex(fact.box), public) != founder:
            raise RosterBrokenError(row.seq)
    else:
        author = roster.people[Member(by)]
        # Else one member could admit two newcomers and let one sign for the other.
        if author.has_left or not author.is_seconded:
            raise RosterBrokenError(row.seq)
        public = author.signing
    message = _framed(place.community, row.seq, roster.head, raw)
    check_signature(public, Domain.ROSTER_ACT, message, signature)
    head = labelled_hash(Domain.ROSTER_CHAIN, place.community, row.seq.to_bytes(8), roster.head, sealed)
    return replace(_applied(roster, fact, Member(by), datetime.fromisoformat(at)), length=row.seq, head=head)


def _signed(community: Community, seq: int, previous: bytes, raw: bytes) -> bytes:
    return _framed(community.uid, seq, previous, raw)


def _framed(community: bytes, seq: int, previous: bytes, raw: bytes) -> bytes:
    return community + seq.to_bytes(8) + previous + raw


def _applied(roster: Roster, fact: rf.RosterFact, by: Member, at: datetime) -> Roster:  # noqa: PLR0911, PLR0912, C901 - one arm a fact
    match fact:
        case rf.Founded() | rf.Joined():
            known = roster.people.get(Member(fact.member))
            if known is not None and not known.has_left:
                raise RosterBrokenError(fact.member)  # new keys of somebody who is here need two signatures
            person = Person(
                member=Member(fact.member),
                name=fact.name,
                box=bytes.fromhex(fact.box),
                signing=bytes.fromhex(fact.signing),
                roles=frozenset(fact.roles),
                joined_at=at,
                # While nobody else is there who could sign, one signature is all there can be.
                is_seconded=len([p for p in roster.people.values() if not p.has_left]) < 2,  # noqa: PLR2004
                admitted_by=by,
                past_signing=() if known is None else (known.signing, *known.past_signing),
            )
            return _with(roster, person)
        case rf.Seconded(member=member):
            person = roster.people[Member(member)]
            if by in {person.admitted_by, person.member}:
                raise RosterBrokenError(member)
            return _with(roster, replace(person, is_seconded=True))
        case rf.RolesSet(member=member, roles=roles):
            person = roster.people[Member(member)]
            changed = at if (set(roles) - person.roles) & SEATS else person.changed_at
            return _with(roster, replace(person, roles=frozenset(roles), changed_at=changed))
        case rf.Renamed(member=member, name=name):
            return _with(roster, replace(roster.people[Member(member)], name=name, changed_at=at))
        case rf.Rekeyed(member=member, box=box, signing=signing):
            return _rekeyed(roster, Member(member), (bytes.fromhex(box), bytes.fromhex(signing)), by, at)
        case rf.RotaSet(order=order):
            return replace(roster, rota=tuple(roster.people[Member(m)].member for m in order))
        case rf.AwaySet(member=member, until=until):
            away = {m: t for m, t in roster.away.items() if m != member}
            if until:
                away[Member(member)] = datetime.fromisoformat(until)
            return replace(roster, away=away)
        case rf.Left(member=member):
            return _with(roster, replace(roster.people[Member(member)], has_left=True))
        case rf.Rewound(expected=expected, found=found):
            signed = roster.rewound.get((expected, found), frozenset()) | {by}
            return replace(roster, rewound={**roster.rewound, (expected, found): signed})
        case rf.RehearsalSent():
            if fact.what not in {rf.LETTER, rf.REPORT} or not roster.people.keys() >= set(fact.to):
                raise RosterBrokenError(fact.what)
            return replace(roster, rehearsals=after_sending(roster.rehearsals, fact, at))
        case rf.RehearsalSeen():
            return replace(roster, rehearsals=after_seeing(roster.rehearsals, fact, by, at))
        case rf.Published():
            if fact.is_open:
                return replace(roster, opened_at=at, closed_at=None)
            return replace(roster, opened_at=None, closed_at=roster.closed_at if roster.opened_at is None else at)
        case rf.ManualAdopted():
            return roster


def _rekeyed(roster: Roster, member: Member, keys: tuple[bytes, bytes], by: Member, at: datetime) -> Roster:
    """New keys count once two members have signed for exactly these."""
    person = roster.people[member]
    if by == member:
        raise RosterBrokenError(member)
    if person.pending is None or person.pending[:2] != keys:
        return _with(roster, replace(person, pending=(*keys, by)))
    if person.pending[2] == by:
        raise RosterBrokenError(member)
    box, signing = keys
    past = (person.signing, *person.past_signing)
    now = replace(person, box=box, signing=signing, pending=None, past_signing=past, rekeyed_at=at)
    return _with(roster, now)


def _with(roster: Roster, person: Person) -> Roster:
    return replace(roster, people={**roster.people, person.member: person})
