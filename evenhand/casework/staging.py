"""A community with people, made through the acts: for the demo, for scenario files, for tests.

Nothing here writes a row that an act would not write. Whoever is staged has a real
account with a passphrase and a code, so that the browser can sign in as them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from evenhand.casework import founding, rehearsing
from evenhand.people import accounts, communities, own_keys, roster
from evenhand.people import roster_facts as rf
from evenhand.people.communities import Community
from evenhand.people.keys import set_up_clerk
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.procedure.facts import Member
from evenhand.vault.clerk import new_sheet
from evenhand.vault.member_keys import FLOOR, MemberKeys
from evenhand.vault.phrase import new_nonce, phrase_from_nonce
from evenhand.vault.totp import new_totp_secret, totp_code, totp_step


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who is staged: their account, what opens it, and their opened keys."""

    name: str
    login: str
    roles: tuple[str, ...]
    member: Member
    passphrase: str = field(repr=False)
    totp: bytes = field(repr=False)
    keys: MemberKeys = field(repr=False)
    recovery: str = field(repr=False, default="")

    def signed_in(self, community: Community, occasion: Occasion) -> SignedIn:
        """This person as a request would have them, without a session row."""
        person = roster.load(community).people[self.member]
        return SignedIn(community, self.member, person, self.keys, bytes(32), occasion.now, occasion.now)


@dataclass(frozen=True, slots=True)
class Casting:
    """Who is to be staged: name, roles, and by which other names a report may mean them."""

    name: str
    roles: tuple[str, ...]
    handles: tuple[str, ...] = ()
    email: str = ""

    @property
    def login(self) -> str:
        """The login: the first name, in small letters."""
        return self.name.split()[0].casefold()


@dataclass(frozen=True, slots=True)
class Stage:
    """A staged community."""

    community: Community
    players: Mapping[str, Player]

    def player(self, name: str) -> Player:
        """Somebody by login."""
        return self.players[name.casefold()]

    def signed_in(self, name: str, occasion: Occasion) -> SignedIn:
        """Somebody by login, signed in."""
        return self.player(name).signed_in(self.community, occasion)

    def fresh(self) -> Stage:
        """The same stage, its community read anew."""
        return replace(self, community=communities.by_pk(self.community.pk))


LATTICE = (
    Casting("Ada Okafor", (rf.CHAIR, rf.COMMITTEE, rf.COUNCIL, rf.OFFICE), ("ada-ok", "adao")),
    Casting("Bo Lind", (rf.DEPUTY, rf.COMMITTEE, rf.OFFICE), ("bolind",)),
    Casting("Chidi Eze", (rf.COMMITTEE,), ("chidieze",)),
    Casting("Dara Weiss", (rf.COMMITTEE,), ("dweiss",)),
    Casting("Eun Park", (rf.COMMITTEE,), ("eunp",)),
    Casting("Ines Duarte", (rf.COUNCIL,)),
    Casting("Jun Sato", (rf.COUNCIL,)),
    Casting("Kofi Mensah", (rf.COUNCIL,)),
)
"""The fictional community's committee and council, as the scenarios name them."""


def set_up(occasion: Occasion) -> None:
    """A server with its clerk; the sheet is thrown away, as only a throwaway database may."""
    set_up_clerk(new_sheet(occasion.entropy), occasion.entropy)


def stage(
    castings: Iterable[Casting],
    manual: bytes,
    occasion: Occasion,
    *,
    slug: str = "lattice",
    name: str = "Lattice",
    public: Mapping[str, Any] | None = None,  # Any: texts of the public pages, as JSON
    zone: str = "Europe/Berlin",
) -> Stage:
    """Found a community and let everybody in, each admitted by the founder and signed for by a second member."""
    plan = founding.Founding(slug, name, zone, "en", "https://www.example.org/", dict(public or PUBLIC))
    community = founding.found_community(plan, manual, occasion)
    players: dict[str, Player] = {}
    for casting in castings:
        players[casting.login] = _enter(community, casting, list(players.values()), occasion)
    return Stage(community, players)


def join(staged: Stage, casting: Casting, occasion: Occasion) -> Stage:
    """Let one more person in."""
    player = _enter(staged.community, casting, list(staged.players.values()), occasion)
    return replace(staged, players={**staged.players, casting.login: player})


def _enter(community: Community, casting: Casting, there: list[Player], occasion: Occasion) -> Player:
    record = accounts.AccountRecord(
        login=casting.login,
        name=casting.name,
        email=casting.email or f"{casting.login}@lattice.example",
        handles=casting.handles,
        roles=casting.roles,
        zone=community.zone,
    )
    account, _ = accounts.invite(community, record, occasion)
    passphrase, totp = _passphrase(occasion), new_totp_secret(occasion.entropy)
    # The code of two steps ago is used up here, so that the present one is free for signing in.
    early = replace(occasion, now=occasion.now - _TWO_STEPS)
    enrolment = own_keys.enrol(
        community, account, passphrase, totp, totp_code(totp, totp_step(early.now)), FLOOR, early
    )
    player = Player(
        casting.name,
        casting.login,
        casting.roles,
        account.member,
        passphrase,
        totp,
        enrolment.keys,
        enrolment.sheet.printed,
    )
    if not there:
        founding.found_roster(community, enrolment.account, enrolment.keys, casting.roles, occasion)
        return player
    founding.admit_newcomer(there[0].signed_in(community, occasion), enrolment.account, casting.roles, occasion)
    if not roster.load(community).people[player.member].is_seconded:
        founding.second_newcomer(there[1].signed_in(community, occasion), player.member, occasion)
    return player


def rehearse(staged: Stage, occasion: Occasion, *, but: Iterable[str] = ()) -> None:
    """The founder sends the test letter and the test report; everybody confirms, but for these logins."""
    people = [player for login, player in staged.players.items() if login not in set(but)]
    founder = next(iter(staged.players.values())).signed_in(staged.community, occasion)
    rehearsing.send_letters(founder, occasion)
    rehearsing.send_report(founder, occasion)
    for player in people:
        for what in rehearsing.asked_of(roster.load(staged.community), player.member):
            rehearsing.confirm(player.signed_in(staged.community, occasion), what, occasion)


_TWO_STEPS = timedelta(seconds=60)
PUBLIC: Mapping[str, Any] = {
    "address": "http://127.0.0.1:8000",
    "outside_contact": "conduct@foundation.example",
    "outside_name": "The Lattice Foundation, which is independent of this committee",
    "operator": "Example Host",
    "responsible": "The Lattice Foundation",
    "retention": "seven years after a case was closed",
    "help": "https://findahelpline.com/",
}
"""What a staged community says on its public pages."""


def _passphrase(occasion: Occasion) -> str:
    return " ".join(phrase_from_nonce(new_nonce(occasion.entropy)).split()[:5])
