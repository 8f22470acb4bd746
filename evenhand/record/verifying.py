"""Verifying: every entry against its neighbours, every signature against its author, every day of the log (THREATS 5).

What is stored is believed nowhere: each row is opened again, each hash computed again, each key taken from the signed
roster, from the case's own facts or from the clerk. The first wrong entry of a case is named; after it nothing of that
case can be trusted, before it everything can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain as joined
from typing import assert_never

from evenhand.people import watch
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.roster import Roster
from evenhand.procedure import codec
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party, Standing
from evenhand.record import erasing, files, logbook, models, parties
from evenhand.record.ledger import CaseFile, Recorded, acts, opened_entry
from evenhand.vault import chain, log
from evenhand.vault.errors import VaultError
from evenhand.vault.files import sealed_hash
from evenhand.vault.keyring import COMMITTEE, COUNCIL, SINGLE_ROOM, Keyring, open_keyring
from evenhand.vault.place import Place

_LINE = f"{SINGLE_ROOM}line:"
_LOOK = "look"
"""What the record calls those to whom single rooms were opened for a time (R9)."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that is not as it was written: in which case, at which entry, and what."""

    sentence: str
    case: str = ""
    entry: int = 0

    def __str__(self) -> str:
        """As an operator reads it."""
        where = [f"case {self.case}" if self.case else "", f"entry {self.entry}" if self.entry else ""]
        told = ", ".join(part for part in where if part)
        return f"{told}: {self.sentence}" if told else self.sentence


@dataclass(slots=True)
class Verified:
    """A case as far as it is right: its entries, every hash of its chain, and whose keys its facts name."""

    file: CaseFile
    heads: list[bytes] = field(default_factory=list)
    entries: list[Recorded] = field(default_factory=list)
    party_keys: dict[Party, list[tuple[bytes, bytes]]] = field(default_factory=dict)
    tombstones: dict[bytes, set[bytes]] = field(default_factory=dict)
    """Entries whose words or files are gone, with the entries that the tombstones name."""
    wrong: Wrong | None = None


def verify_case(community: Community, uid: bytes, roster: Roster) -> Verified:
    """Check one case from its first entry to its head, its keyring and its words."""
    row = models.Case.objects.get(community_id=community.pk, uid=uid)
    place = Place(community.place.instance, community.uid, uid)
    verified = Verified(CaseFile(community, uid, row.seq, bytes(row.head), Keyring()))
    number = 0
    try:
        for number, entry in enumerate(models.Entry.objects.filter(case_id=uid).order_by("seq"), 1):
            _check_entry(verified, roster, place, entry, number)
        number = _first_not_covered(verified)
        _require_covered(number)
        number = 0
        _check_end(verified, row)
        _check_keyring(verified, roster, open_keyring(bytes(row.keyring), clerks(), place))
    except (VaultError, codec.CodecError, WrongEntryError, ValueError) as err:
        verified.wrong = Wrong(_sentence(err), uid.hex(), number)
    return verified


class WrongEntryError(Exception):
    """An entry is not as it was written; the message says in what."""


def _sentence(err: Exception) -> str:
    """Our own words where they say enough, else what kind of lock did not open."""
    return f"{err}." if isinstance(err, WrongEntryError) else f"it does not open ({type(err).__name__})."


def _check_entry(verified: Verified, roster: Roster, place: Place, row: models.Entry, number: int) -> None:
    """One entry: its place, its words, its fact, its signature, its hour."""
    previous = verified.heads[-1] if verified.heads else chain.genesis(place.case)
    if row.seq != number:
        raise WrongEntryError(f"the entry with this number is missing, {row.seq} comes instead")
    recorded = opened_entry(place, row)
    _check_words(verified, recorded)
    _check_files(verified, recorded)
    _check_signature(verified, roster, recorded)
    if recorded.header.previous != previous:
        raise WrongEntryError("it does not follow the entry before it")
    hour = recorded.happened.at.replace(minute=0, second=0, microsecond=0)
    if row.hour != hour:
        raise WrongEntryError("its hour is not that of its fact")
    header, fact = recorded.header, bytes(row.fact)
    verified.heads.append(
        chain.next_hash(header.case, header.seq, header.previous, header.to_bytes(), fact, header.words_hash)
    )
    verified.entries.append(recorded)
    _learn_keys(verified, recorded)


def _check_words(verified: Verified, recorded: Recorded) -> None:
    blob = models.Words.objects.filter(entry=recorded.entry).values_list("blob", flat=True).first()
    if blob is None:
        _note_erased(
            verified, recorded, recorded.entry, "its words are missing, and nobody signed that they were erased"
        )
    elif chain.words_hash(bytes(blob)) != recorded.header.words_hash:
        raise WrongEntryError("its words are not those that were written")


def _note_erased(verified: Verified, recorded: Recorded, gone: bytes, otherwise: str) -> None:
    by = models.Tombstone.objects.filter(erased=gone).values_list("entry", flat=True).first()
    if by is None:
        raise WrongEntryError(otherwise)
    verified.tombstones.setdefault(recorded.entry, set()).add(bytes(by))


def _first_not_covered(verified: Verified) -> int:
    """The first entry whose words or files are gone although no signed entry erased whose they were (K1)."""
    covered: set[tuple[bytes, bytes]] = set()
    for by in verified.entries:
        if isinstance(by.happened.fact, f.IdentityErased):
            words = erasing.words_of(by.happened.fact.party, verified.entries)
            covered |= {(recorded.entry, by.entry) for recorded in words if recorded.seq < by.seq}
    for recorded in verified.entries:
        named = verified.tombstones.get(recorded.entry, set())
        if not {(recorded.entry, by_entry) for by_entry in named} <= covered:
            return recorded.seq
    return 0


def _require_covered(number: int) -> None:
    if number:
        raise WrongEntryError("its words or files are missing, and no entry of this case erased them")


def _check_files(verified: Verified, recorded: Recorded) -> None:
    """The files that came with it, by the hashes in its fact; entries of before these were recorded name none."""
    for text in getattr(recorded.happened.fact, "sealed", ()):
        file, sealed = files.read_mark(text)
        parts = files.parts_of(file)
        first = next(parts, None)
        if first is None:
            missing = "a file that came with it is missing, and nobody signed that it was erased"
            _note_erased(verified, recorded, file, missing)
        elif sealed_hash(joined([first], parts)) != sealed:
            raise WrongEntryError("a file that came with it is not the one that was sent")


def _check_signature(verified: Verified, roster: Roster, recorded: Recorded) -> None:
    """Signed by the one whom the fact names, with a key that was theirs."""
    by = recorded.happened.by
    match by.standing:
        case Standing.MEMBER:
            publics = roster.signing_keys_of(by.who)
        case Standing.PARTY:
            publics = tuple(signing for _, signing in verified.party_keys.get(Party(by.who), ()))
        case Standing.CLERK:
            publics = tuple(clerks().signing_publics.values())
        case unknown:
            assert_never(unknown)
    if not any(_signed(public, recorded) for public in publics):
        raise WrongEntryError("it is not signed by the one whom it names")


def _signed(public: bytes, recorded: Recorded) -> bool:
    try:
        return chain.check_fact(public, recorded.header, recorded.raw, recorded.signature)
    except VaultError:
        return False


def _learn_keys(verified: Verified, recorded: Recorded) -> None:
    """A party's keys stand in the case: a token's until it is used, then those of the phrase (THREATS 4.8)."""
    match recorded.happened.fact:
        case f.KeysChanged(circle=circle, recipients=recipients) if circle.startswith(_LINE):
            party = Party(circle.removeprefix(_LINE))
            pairs = [recipient.partition(":") for recipient in recipients]
            known = verified.party_keys.setdefault(party, [])
            known += [(bytes.fromhex(box), bytes.fromhex(signing)) for box, _, signing in pairs]
        case f.InvitationTaken(party=party):
            verified.party_keys[party] = []
        case _:
            pass


def _check_end(verified: Verified, row: models.Case) -> None:
    head = verified.heads[-1] if verified.heads else chain.genesis(bytes(row.uid))
    if row.seq != len(verified.heads):
        raise WrongEntryError(f"the case says that it has {row.seq} entries, and has {len(verified.heads)}")
    if bytes(row.head) != head:
        raise WrongEntryError("the case's head is not the hash of its last entry")


def _check_keyring(verified: Verified, roster: Roster, keyring: Keyring) -> None:
    """Who can open the newest epoch is who the facts name; a key that came in another way is found here."""
    newest: dict[str, f.KeysChanged] = {}
    for recorded in verified.entries:
        if isinstance(recorded.happened.fact, f.KeysChanged):
            newest[recorded.happened.fact.circle] = recorded.happened.fact
    people = {person.box: person.fingerprint.hex() for person in roster.people.values()}
    had_others = any(person.past_signing for person in roster.people.values())
    for circle in (COMMITTEE, COUNCIL):
        named = set(newest[circle].recipients) if circle in newest else set()
        epoch = keyring.current_epoch(circle)
        if (epoch or 0) != (newest[circle].epoch if circle in newest else 0):
            raise WrongEntryError("the keyring is of another time than the newest change of keys")
        found = {people.get(box, "") for box in keyring.recipients(circle, epoch or 0)}
        if not found - {""} <= named or ("" in found and not had_others):
            raise WrongEntryError("the keyring holds a key that no fact names")
    _check_single_rooms(verified, keyring, people, newest, had_others=had_others)


def _check_single_rooms(
    verified: Verified,
    keyring: Keyring,
    people: Mapping[bytes, str],
    newest: Mapping[str, f.KeysChanged],
    *,
    had_others: bool,
) -> None:
    """A room that somebody holds by itself: a party's line by that party's keys, another by whom the facts name."""
    looking = newest[_LOOK].recipients if _LOOK in newest else ()
    for wrap in keyring.wraps:
        if wrap.room is None or (wrap.recipient in people and people[wrap.recipient] in looking):
            continue
        if wrap.circle.startswith(_LINE):
            known = verified.party_keys.get(Party(wrap.circle.removeprefix(_LINE)), ())
            if wrap.recipient not in {box for box, _ in known} and not (looking and had_others):
                raise WrongEntryError("the keyring opens a party's line to a key that no fact names")
            continue
        named = newest[wrap.circle].recipients if wrap.circle in newest else ()
        who = people.get(wrap.recipient, "")
        if who not in named and not (who == "" and (named or looking) and had_others):
            raise WrongEntryError("the keyring opens a room to a key that no fact names")


# --- what belongs to the whole community ----------------------------------------------------------


def verify_log(community: Community, heads: set[bytes]) -> Iterator[Wrong]:
    """The days of the log: in order, each made of what it says, each checkpoint over all before it, no case lost."""
    leaves: list[bytes] = []
    last = None
    for day in logbook.days(community):
        leaves.append(day.leaf)
        try:
            salt, touched = logbook.made_of(community, day)
            note = _checked_note(community, day.checkpoint)
        except VaultError as err:
            yield Wrong(f"day {day.number} of the log does not open ({type(err).__name__}).")
            continue
        if day.number != len(leaves) or (last is not None and day.day != last + timedelta(days=1)):
            yield Wrong(f"day {day.number} of the log does not follow the day before it.")
        if log.day_leaf(touched, salt, logbook.SLOTS) != day.leaf:
            yield Wrong(f"day {day.number} of the log is not made of what it says.")
        if (note.size, note.root) != (len(leaves), log.root(leaves)):
            yield Wrong(f"the checkpoint of day {day.number} is over another log.")
        if not set(touched) <= heads:
            yield Wrong(f"a case that was touched before day {day.number} ended is gone, or was rewound.")
        last = day.day


def _checked_note(community: Community, note: str) -> log.Checkpoint:
    """The checkpoint, signed by any generation of the clerk."""
    failed: VaultError | None = None
    for public in clerks().signing_publics.values():
        try:
            return log.verify_checkpoint(note, logbook.origin(community), public)
        except VaultError as err:
            failed = err
    raise failed or VaultError("there is no clerk")


def verify_phrases(community: Community, cases: dict[bytes, Verified]) -> Iterator[Wrong]:
    """Every phrase and invitation leads to a line of a case, with keys that the case's facts name."""
    for record in parties.everything(community):
        case = None if record is None else cases.get(record.case)
        if record is None:
            yield Wrong("a phrase or an invitation does not open.")
        elif case is None:
            yield Wrong("a phrase or an invitation leads to no case.")
        elif (record.box, record.signing) not in case.party_keys.get(record.party, ()):
            yield Wrong("a phrase or an invitation has keys that no fact names.", record.case.hex())


def verify_height(community: Community) -> Iterator[Wrong]:
    """The database is as new as what was acknowledged (THREATS 5)."""
    mark = watch.high_water(community.uid)
    found = acts(community)
    if found < mark:
        yield Wrong(f"the database is older than what was acknowledged: {mark - found} acts are lost.")
