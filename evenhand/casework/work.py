"""The transaction of an act: load under the lock, ask the gate, seal, append, queue, commit (decision 6)."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from evenhand.casework import addresses, lookout, summaries, words
from evenhand.casework.errors import ChangedError, RefusedError
from evenhand.casework.seats import PartySeat, Seat
from evenhand.outbox import queue, texts
from evenhand.people import accounts, communities, roster, watch
from evenhand.people.communities import Community
from evenhand.people.daily import not_told_today
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.people.turns import taking_turns
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused
from evenhand.procedure.facts import CLERK, Actor, Fact, Happened, Member, Party, Standing
from evenhand.procedure.gates import gate
from evenhand.procedure.policy import Policy, Team
from evenhand.procedure.seating import unseated
from evenhand.procedure.state import CaseState, fold
from evenhand.record import ledger, rooms
from evenhand.record.ledger import CaseFile, NewEntry, Recorded
from evenhand.shell.events import Event, log
from evenhand.vault.keyring import Keyring
from evenhand.vault.keys import SigningKey

CONTINUE = "/{slug}/continue/"
"""The static page to which every link in a mail leads: it opens nothing and says nothing."""


@dataclass(slots=True)
class Work:
    """One act under way. Everything is added through the gate; leaving the block commits."""

    community: Community
    occasion: Occasion
    file: CaseFile
    state: CaseState
    roster: roster.Roster
    policy: Policy
    actor: Actor
    signing: SigningKey = field(repr=False)
    keys: rooms.Keys | None = field(default=None, repr=False)
    added: list[Recorded] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """The time of this act."""
        return self.occasion.now

    @property
    def team(self) -> Team:
        """Who is there now."""
        return self.roster.team()

    def add(self, fact: Fact, room: str = "", text: words.Words | None = None, *, entry: bytes = b"") -> Recorded:
        """Add a fact as the one who acts, with words for one room; raise `RefusedError` where the gate refuses.

        What a party says is searched for names as it comes: nobody else has it open then (C2).
        """
        recorded = self._append(fact, self.actor, self.signing, room, text, entry)
        if self.actor.standing is Standing.PARTY and text is not None and lookout.speaks_of_others(recorded):
            self.look_for_names(lookout.texts_of(text))
        return recorded

    def add_as_clerk(self, fact: Fact, room: str = "", text: words.Words | None = None) -> Recorded:
        """Add a fact that follows from the act, signed by the clerk."""
        return self._append(fact, CLERK, clerks().signing, room, text, b"")

    def look_for_names(self, told: Iterable[str]) -> None:
        """Whoever is named in these words and has no key waits from now on until a member has looked (C2)."""
        found = lookout.named(self.community, self.roster, self.state, self.policy, told)
        if found:
            self.add_as_clerk(f.NamesLookedFor(found))

    def look_for_names_in_all(self) -> None:
        """The same in all that was said here, as far as the actor's keys open it (C2, THREATS 4.4)."""
        if self.keys is None or not unseated(self.state, self.policy, self.team):
            return
        wanted = [recorded for recorded in self.file.entries if lookout.speaks_of_others(recorded)]
        opened = rooms.read(self.file, self.keys, wanted)
        told = [text for raw in opened.values() for text in lookout.texts_of(words.decode(raw))]
        found = lookout.named(self.community, self.roster, self.state, self.policy, told)
        self.add_as_clerk(f.NamesLookedFor(tuple(m for m in found if m not in self.state.not_meant), in_all=True))

    def hold(self, keyring: Keyring) -> None:
        """Put another keyring in the case's place."""
        self.file = replace(self.file, keyring=keyring)

    def rekey(self, circle: str, recipients: Iterable[str]) -> None:
        """Record that the keyring has changed; the keyring itself was replaced by the caller."""
        epoch = self.file.keyring.current_epoch(circle) or 0
        self.add_as_clerk(f.KeysChanged(circle, epoch, tuple(sorted(set(recipients)))))

    def read_line(self, party: Party, kind: type[Fact]) -> list[words.Words]:
        """Opened words of one kind of entry in a party's line, oldest first, as the actor's keys allow."""
        if self.keys is None:
            return []
        wanted = [r for r in self.file.entries if r.room == rooms.line(party) and isinstance(r.happened.fact, kind)]
        opened = rooms.read(self.file, self.keys, wanted)
        return [words.decode(opened[r.entry]) for r in wanted if r.entry in opened]

    def address_of(self, party: Party) -> str:
        """The party's mail address, for sending and never for showing (K1)."""
        address = None if self.keys is None else addresses.newest(self.file, self.keys, party)
        return "" if address is None else address.text

    def tell_party(self, party: Party) -> None:
        """Mail a party the constant sentence that something is waiting, if there is an address that reaches them.

        Whoever has not come by their link yet has no ten words, and is told of the link; which of the two sentences it
        is says nothing but what they know themselves.
        """
        known = self.state.parties.get(party)
        if known is None or self.keys is None or not (known.has_line or known.invited_at is not None):
            return  # who has neither words nor a link has nowhere to read it
        address = addresses.told_by_mail(self.file, self.keys, [known]).get(party)
        if address:
            has_words = known.has_line and not known.is_invited_anew(self.now)
            sentence = texts.Text.WAITING if has_words else texts.Text.WAITING_LINK
            text = texts.write(sentence, known.language, link=link(self.community))
            mail = queue.Mail(queue.Kind.NOTICE, address, text.subject, text.body, case=self.file.number, party=party)
            queue.put(self.community, mail, self.occasion)

    def tell_members(
        self, members: Iterable[Member], text: texts.Text = texts.Text.DIGEST, *, at_once: bool = False
    ) -> None:
        """Mail members a constant sentence. Whoever must not know of the case is never among them.

        The digest's sentence comes once a day, with the first thing that happens, unless
        the manual wants them told at once (C1).
        """
        barred = self.state.left_out | self.state.held_back | set(self.state.recused) | self.state.must_go
        able = [m for m in members if m not in barred]
        if text is texts.Text.DIGEST and not at_once:
            able = list(not_told_today(self.community, able, self.now))
        tell_members(self.community, able, text, self.occasion)

    def others(self) -> tuple[Member, ...]:
        """The readers but for the one who acts."""
        return tuple(m for m in self.state.readers if m != self.actor.who)

    def ready(self) -> ledger.Ready:
        """The act as it will be written: head, keyring, summary, when the case wakes."""
        council = tuple(m for m in self.state.council_readers if m not in self.state.recused)
        summary = summaries.summarise(self.state, self.policy, self.team, self.now, council)
        sealed = summaries.seal(summary, self.file.place, self.occasion)
        return ledger.ready(self.file, sealed, summaries.wake_on(summary, self.occasion), self.occasion)

    def _append(
        self, fact: Fact, by: Actor, signing: SigningKey, room: str, text: words.Words | None, entry: bytes
    ) -> Recorded:
        answer = gate(self.state, self.policy, self.team, self.now, by, fact)
        if isinstance(answer, Refused):
            raise RefusedError(answer)
        sealed = words.encode(text) if text is not None and room else b""
        new = NewEntry(fact, by, room if text is not None else "", sealed, entry)
        self.file = ledger.append(self.file, new, signing, self.occasion)
        recorded = self.file.entries[-1]
        self.state = fold([recorded.happened], self.state)
        self.added.append(recorded)
        return recorded


@contextmanager
def act(seat: Seat | PartySeat, occasion: Occasion, seen: int | None = None) -> Iterator[Work]:
    """Act at a case that exists: locked, folded anew, and committed whole when the block ends.

    ``seen`` is the number of entries that the page showed; where somebody else has done
    the same since, `ChangedError` says what, and nothing is written.
    """
    if isinstance(seat, Seat):
        _look_for_who_came_since(seat, occasion)
    with _under_way(seat, occasion) as work:
        before = work.file.entries
        yield work
        if seen is not None:
            _require_unchanged(before, work.added, seen)
        if work.added:
            commit(work)


def _look_for_who_came_since(seat: Seat, occasion: Occasion) -> None:
    """Somebody has joined or changed their name since: the first to act with the keys has names looked for (C2).

    It is an act of its own, so that whoever is found waits even where what comes next is refused because of it.
    """
    if seat.member not in seat.state.readers or not lookout.came_since(seat.roster, seat.state, seat.policy):
        return
    with _under_way(seat, occasion) as work:
        if lookout.came_since(work.roster, work.state, work.policy):
            work.look_for_names_in_all()
            commit(work)


@contextmanager
def _under_way(seat: Seat | PartySeat, occasion: Occasion) -> Iterator[Work]:
    """A case in one transaction, locked and folded anew; whoever asks for it commits."""
    with taking_turns():
        ledger.require_no_recess(seat.community)
        file = ledger.load(seat.community, seat.file.uid, lock=True)
        state = fold(recorded.happened for recorded in file.entries)
        policy = communities.manual(seat.community.pk, state.manual).policy
        yield Work(
            seat.community,
            occasion,
            file,
            state,
            roster.load(seat.community),
            policy,
            seat.actor,
            seat.signing,
            rooms.open_keys(file, seat.box),
        )


def commit(work: Work, ready: ledger.Ready | None = None, counted: int | None = None) -> None:
    """Write the act, sealed before or now, and count it, if it was not counted; the high-water mark follows."""
    ledger.write(ready or work.ready())
    acts = ledger.count_act(work.community) if counted is None else counted
    transaction.on_commit(partial(_raise_mark, work.community.uid, acts))


def _raise_mark(community: bytes, acts: int) -> None:
    """The act is kept: a mark that finds no room takes nothing back, and the next act writes it."""
    try:
        watch.raise_high_water(community, acts)
    except OSError as err:
        log(Event.MARK_UNWRITTEN, level=logging.ERROR, kind=type(err).__name__)


def link(community: Community) -> str:
    """The one link that a notification holds."""
    return community.says("address").rstrip("/") + CONTINUE.format(slug=community.slug)


def tell_members(community: Community, members: Iterable[Member], text: texts.Text, occasion: Occasion) -> None:
    """Queue one mail of a constant text to each of these members who has an address."""
    wanted = set(members)
    if not wanted:
        return
    mails = []
    for account in accounts.everyone(community):
        if account.member in wanted and account.record.email:
            written = texts.write(text, account.record.language, link=link(community))
            mails.append(
                queue.Mail(
                    queue.Kind.NOTICE,
                    account.record.email,
                    written.subject,
                    written.body,
                    member=account.member,
                    to_any=text is texts.Text.ROSTER,
                )
            )
    queue.put_all(community, mails, occasion)


PERSONAL = (
    f.ConflictAnswered,
    f.ConflictQuestioned,
    f.Recused,
    f.PositionTaken,
    f.SignedOff,
    f.NoteWritten,
    f.EvidenceFiled,
    f.FileDescribed,
    f.RoomOpened,
    f.KeysChanged,
    f.NamesWritten,
    f.TalkLogged,
    f.Disclosed,
    f.CasesLinked,
    f.Translated,
    f.StatementChecked,
)
"""What two people may add side by side without either undoing the other."""


def _require_unchanged(before: tuple[Recorded, ...], added: list[Recorded], seen: int) -> None:
    meanwhile = [r.happened for r in before if r.seq > seen]
    collisions = tuple(h for h in meanwhile if any(_collide(h, r.happened) for r in added))
    if collisions:
        raise ChangedError(collisions)


def _collide(earlier: Happened, new: Happened) -> bool:
    """Whether somebody else has done the same about the same since the page was shown."""
    if type(earlier.fact) is not type(new.fact) or isinstance(new.fact, PERSONAL) or earlier.by == new.by:
        return False
    return _about(earlier.fact) == _about(new.fact)


def _about(fact: Fact) -> object:
    if isinstance(fact, f.LetterSent):
        return fact.to
    return getattr(fact, "party", getattr(fact, "contact", getattr(fact, "member", None)))


def at_least(span: timedelta, now: datetime) -> datetime:
    """The earliest date that leaves somebody this whole span, rounded up to the minute that a page shows."""
    return (now + span + timedelta(seconds=59)).replace(second=0, microsecond=0)
