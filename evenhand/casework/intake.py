"""A report arrives: through the form, or through a member whom it reached (T1, C2, R1, THREATS 4.4, 4.8)."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from evenhand.casework import keychanges, naming, portal, seats, uploads, words
from evenhand.casework.errors import RefusedError
from evenhand.casework.work import Work, act, commit, link
from evenhand.outbox import queue, texts
from evenhand.people import communities, roster
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.people.roster import Person, Roster
from evenhand.people.sessions import SignedIn
from evenhand.people.turns import taking_turns
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK, Actor, Member, Party, Standing
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState
from evenhand.record import ledger, parties, rooms
from evenhand.vault.keyring import COMMITTEE, Keyring
from evenhand.vault.keys import SigningKey
from evenhand.vault.phrase import Phrase, PhraseKeys, phrase_from_nonce, phrase_keys
from evenhand.vault.place import Place

REPORTER = Party("reporter-1")


class NobodyCanReadError(Exception):
    """Everybody was left out, or nobody is there: the report was not taken. The form says where else to turn."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who would read a report, as the form showed it."""

    committee: tuple[Member, ...]
    council: tuple[Member, ...]
    alternates: tuple[Member, ...] = ()
    """Who comes in before the council where too few of the committee are left, where the manual has them (C2)."""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody sends. Only ``what`` is required; everything else may be empty."""

    what: str
    left_out: tuple[Member, ...] = ()
    operator_named: bool = False
    when: str = ""
    where: str = ""
    links: str = ""
    who: str = ""
    others_affected: str = ""
    not_to_contact: str = ""
    name: str = ""
    may_be_named: bool = False
    address: str = ""
    no_contact: bool = False
    language: str = "en"
    newcomer: bool = False
    in_danger: bool = False
    minor: bool = False
    about_handling: bool = False
    is_test: bool = False
    """Made by `test_report` alone, whose words are constant: no form can say it."""
    purpose: f.Purpose = f.Purpose.REPORT
    files: tuple[uploads.StoredFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the page after sending shows: the phrase, by when a person answers, who reads it."""

    phrase: Phrase = field(repr=False)
    answer_by: datetime
    was_here: bool
    """The same form was sent before: one report, the same phrase."""
    readers: tuple[Member, ...] = ()
    waiting: tuple[Member, ...] = ()
    """Named in the text, or new: held back until a reader has looked (4.4)."""
    with_council: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the reporter was told where their case began: the first answer, and the date that was promised (R1, R12)."""

    answered_at: datetime | None = None
    promised_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """A report that reached a member by mail, chat, call or in person (T1)."""

    way: f.Way
    reached_at: datetime
    report: Report
    original: Sequence[uploads.StoredFile] = ()
    conflict: f.ConflictAnswer = f.ConflictAnswer.NONE
    steps_back: bool = False
    elsewhere: Elsewhere | None = None
    """Its case began elsewhere, and is brought in with its dates."""


def readers_shown(community: Community, people: Roster | None = None) -> Readers:
    """Who reads a report that is sent now: the form shows them, and the wraps go to them only (4.4)."""
    present = people or roster.load(community)
    return Readers(
        tuple(p.member for p in present.committee if p.is_seconded),
        tuple(p.member for p in present.council if p.is_seconded),
        present.team().alternates if _policy(community).alternates else (),
    )


def test_report(language: str) -> Report:
    """A report of nothing, with which the form is tried: its words are constant, and nobody's own."""
    return Report(texts.write(texts.Text.TEST_REPORT, language).body, language=language, is_test=True)


def receive_report(
    community: Community,
    report: Report,
    shown: Readers,
    nonce: bytes,
    occasion: Occasion,
    people: Roster | None = None,
) -> Receipt:
    """Take a report from the form. Reload, double click and resend make one report with one phrase.

    Everything is sealed before the database is locked, so that many can send at once. Where
    the roster is another by then than ``people``, which the form showed, it is done again
    with who is current (4.4).
    """
    phrase = phrase_from_nonce(nonce)
    keys = phrase_keys(phrase, community.place)
    present = people or roster.load(community)
    while not parties.exists(community, keys):
        work = _sealed(community, present, report, shown, nonce, keys, occasion)
        try:
            if _kept(work, report, parties.ready(community, keys, work.file.uid, REPORTER, occasion)):
                return _receipt(phrase, work.state, work.policy, REPORTER, was_here=False)
        except IntegrityError:
            # Sent twice at the same moment: the second finds what the first has made.
            if not parties.exists(community, keys):
                raise
        present = roster.load(community)
    with transaction.atomic():
        ledger.require_no_recess(community)
        known = parties.find(community, keys, occasion)
        if known is None:
            raise ledger.NoSuchCaseError
        return _add_to(seats.party_seat(community, keys, known), phrase, report, nonce, occasion)


def was_sent(community: Community, nonce: bytes) -> bool:
    """Whether a form with this nonce made a report before: then its readers are settled, however old the form is."""
    return parties.exists(community, phrase_keys(phrase_from_nonce(nonce), community.place))


def _sealed(
    community: Community,
    present: Roster,
    report: Report,
    shown: Readers,
    nonce: bytes,
    keys: PhraseKeys,
    occasion: Occasion,
) -> Work:
    """The whole case of a new report, sealed, signed and chained; nothing is written yet."""
    seated = _seats(community, present, report, shown)
    work = _open(community, present, report, seated, occasion, CLERK, clerks().signing)
    _wrap_line_to(work, keys)
    _record_report(work, report, f.Way.WEB, occasion.now, _marks(report, nonce))
    work.add_as_clerk(f.KeysChanged(f"room:{rooms.line(REPORTER)}", 1, (_publics(keys),)))
    _record_extras(work, report)
    work.add_as_clerk(f.ReceiptGiven(REPORTER, mailed=bool(report.address)))
    if report.is_test:
        work.add_as_clerk(f.Closed())
    return work


def _kept(work: Work, report: Report, phrase: parties.Ready) -> bool:
    """Write a sealed case in one transaction; not where the roster is another by now.

    Raises `IntegrityError` where its form was sent before: a phrase leads to one line.
    """
    community, sealed = work.community, work.ready()
    with taking_turns(), transaction.atomic():
        ledger.require_no_recess(community)
        if not roster.is_newest(community, work.roster):
            return False
        uploads.claim(report.files)
        parties.write(phrase)
        _send_receipt(work, report)
        _tell_readers(work, report)
        commit(work, sealed)
    return True


def _receipt(phrase: Phrase, state: CaseState, policy: Policy, party: Party, *, was_here: bool) -> Receipt:
    since = state.parties[party].reached_at or state.opened_at
    if since is None:  # a case begins with its opening
        raise ledger.NoSuchCaseError
    # Where another report has joined, who waits for a look may wait because of that one: nobody is told.
    waiting = tuple(sorted(state.held_back)) if len(state.reporters) == 1 and not state.moved else ()
    return Receipt(phrase, since + policy.receipt_within, was_here, state.readers, waiting, state.with_council)


def file_report(signed_in: SignedIn, reached: Reached, occasion: Occasion) -> str:
    """File a report that reached this member, with the original; the clocks run from then. Answer the case's number."""
    community, member = signed_in.community, signed_in.member
    if member in reached.report.left_out:
        raise RefusedError(Refused(say("You cannot file a report that you must not see."), Clause.RECUSAL))
    with taking_turns(), transaction.atomic():
        ledger.require_no_recess(community)
        present = roster.load(community)
        seated = _seats(community, present, reached.report, readers_shown(community, present), filer=member)
        actor = Actor.member(member)
        work = _open(community, present, reached.report, seated, occasion, actor, signed_in.keys.signing)
        work.add(f.ConflictAnswered(reached.conflict))
        _record_report(work, reached.report, reached.way, reached.reached_at)
        if reached.elsewhere is not None:
            told = reached.elsewhere
            work.add(f.BroughtIn(REPORTER, told.answered_at, told.promised_until))
        uploads.claim(reached.report.files)
        _record_extras(work, reached.report)
        if reached.original:
            kind = f.EvidenceKind.MAIL if reached.way is f.Way.MAIL else f.EvidenceKind.DOCUMENT
            text = {"origin": reached.way.value, "text": "", "files": [file.as_words() for file in reached.original]}
            marks = uploads.marks(reached.original)
            filed = f.EvidenceFiled(kind, reached.reached_at, len(reached.original), marks)
            work.add(filed, rooms.line(REPORTER), text)
            uploads.claim(reached.original)
        if reached.steps_back:
            work.add(f.Recused(member, f.RecusalCause.DECLARED))
            keychanges.after_leaving(work, [member])
        _tell_readers(work, reached.report)
        commit(work)
    return work.file.number


@dataclass(frozen=True, slots=True)
class _Seats:
    readers: tuple[Person, ...]
    held_back: tuple[Member, ...]
    with_council: bool


def _seats(
    community: Community, present: Roster, report: Report, shown: Readers, filer: Member | None = None
) -> _Seats:
    """Shown and still current and not ticked; whoever joined in between or is named in the text waits (4.4)."""
    policy = _policy(community)
    told = (report.what, report.who, report.where, report.links, report.others_affected, report.not_to_contact)
    # A member who is called like a word of the constant test is not named in it.
    named = set() if report.is_test else naming.members_named(community, present, told)
    mentioned = {member for member in named if member != filer}
    ticked = set(report.left_out)

    def able(people: Iterable[Person], seen: tuple[Member, ...]) -> tuple[list[Person], list[Member]]:
        current = [p for p in people if p.is_seconded and p.member not in ticked]
        held = [p.member for p in current if p.member in mentioned or p.member not in seen]
        return [p for p in current if p.member not in held], held

    readers, held = able(present.committee, shown.committee)
    if len(readers) >= policy.floor:
        return _Seats(tuple(readers), tuple(held), with_council=False)
    standing_by, alternates_held = able(present.alternates if policy.alternates else (), shown.alternates)
    readers, held = [*readers, *standing_by[: policy.floor - len(readers)]], [*held, *alternates_held]
    if len(readers) >= policy.floor:
        return _Seats(tuple(readers), tuple(held), with_council=False)
    council, council_held = able(present.council, shown.council)
    joined = {p.member: p for p in (*readers, *council)}
    everybody_held = tuple(dict.fromkeys((*held, *council_held)))
    if not joined:
        raise NobodyCanReadError
    return _Seats(tuple(joined.values()), everybody_held, with_council=True)


def _open(
    community: Community,
    present: Roster,
    report: Report,
    seats: _Seats,
    occasion: Occasion,
    actor: Actor,
    signing: SigningKey,
) -> Work:
    opened = f.CaseOpened(
        manual=community.manual,
        readers=tuple(person.member for person in seats.readers),
        left_out=report.left_out,
        held_back=seats.held_back,
        with_council=seats.with_council,
        operator_named=report.operator_named,
        is_test=report.is_test,
    )
    return open_case(community, present, opened, occasion, actor, signing)


def open_case(
    community: Community,
    present: Roster,
    opened: f.CaseOpened,
    occasion: Occasion,
    actor: Actor,
    signing: SigningKey,
) -> Work:
    """A case with its first fact, and its rooms wrapped to its readers; the caller writes it."""
    uid = occasion.new_id()
    place = Place(community.place.instance, community.uid, uid)
    readers = [present.people[member] for member in opened.readers]
    boxes, lines = [person.box for person in readers], [rooms.line(REPORTER)]
    keyring, seed, epoch = rooms.new_epoch(Keyring(), place, COMMITTEE, boxes, lines, occasion.entropy)
    file = ledger.start(community, uid, keyring)
    keys = rooms.Keys(place, {(COMMITTEE, epoch): seed})
    work = Work(community, occasion, file, CaseState(), present, _policy(community), actor, signing, keys)
    work.add(opened)
    work.rekey(COMMITTEE, [person.fingerprint.hex() for person in readers])
    return work


def _wrap_line_to(work: Work, keys: PhraseKeys) -> None:
    """Wrap the reporter's line to the phrase: intake made the circle's seed, so it can, just this once."""
    if work.keys is not None:
        work.hold(rooms.wrap_line(work.file.keyring, work.keys, REPORTER, keys.box.public))


def _record_report(
    work: Work, report: Report, way: f.Way, reached_at: datetime, marks: Mapping[str, str] | None = None
) -> None:
    reach = f.Reach.NONE if report.no_contact else f.Reach.MAIL if report.address else f.Reach.PHRASE
    text: dict[str, object] = {"text": report.what, **_more(report)}
    if report.files:
        text["files"] = [file.as_words() for file in report.files]
    if marks:
        text["marks"] = dict(marks)
    received = f.ReportReceived(
        party=REPORTER,
        way=way,
        reached_at=reached_at,
        reach=reach,
        language=report.language,
        newcomer=report.newcomer,
        in_danger=report.in_danger,
        may_be_named=report.may_be_named,
        names_given=bool(report.who),
        about_handling=report.about_handling,
        purpose=report.purpose,
        sealed=uploads.marks(report.files),
        minor=report.minor,
    )
    work.add(received, rooms.line(REPORTER), text)


def _more(report: Report) -> dict[str, object]:
    """What was filled in beside the one required field, as it stands in the words of the report."""
    optional: Mapping[str, object] = {
        "when": report.when,
        "where": report.where,
        "links": report.links,
        "others_affected": report.others_affected,
        "not_to_contact": report.not_to_contact,
        "minor": report.minor,
    }
    return {name: value for name, value in optional.items() if value}


def _record_extras(work: Work, report: Report, party: Party = REPORTER) -> None:
    """Names to the names room, the reporter's own to the identity room, the address to their line."""
    if report.who.strip():
        # A party has no part in the names room; anybody can seal into it, and intake does so for them.
        add = work.add_as_clerk if work.actor.standing is Standing.PARTY else work.add
        add(f.NamesWritten(), rooms.NAMES, {"text": report.who})
    if report.name.strip():
        work.add(f.IdentityGiven(party), rooms.IDENTITY, {"party": party, "text": report.name})
    if report.address.strip():
        work.add(f.AddressGiven(party), rooms.line(party), {"address": report.address.strip()})


def _send_receipt(work: Work, report: Report) -> None:
    if report.address.strip():
        text = texts.write(
            texts.Text.RECEIPT, report.language, link=link(work.community), span=work.policy.receipt_within
        )
        mail = queue.Mail(
            queue.Kind.RECEIPT,
            report.address.strip(),
            text.subject,
            text.body,
            case=work.file.number,
            party=REPORTER,
        )
        queue.put(work.community, mail, work.occasion)


def _tell_readers(work: Work, report: Report) -> None:
    others = [m for m in work.state.readers if m != work.actor.who]
    work.tell_members(others, texts.Text.URGENT if report.in_danger else texts.Text.DIGEST)


MARKED = ("what", "when", "where", "links", "others_affected", "not_to_contact", "minor", "who", "name", "address")
"""What is compared when the same form comes again."""


def _marks(report: Report, nonce: bytes) -> dict[str, str]:
    """What was sent, by field, as only the sender's nonce can tell: so that what is new can be told at a resend.

    The reporter cannot open the rooms of names and identity, and their readers must learn nothing from here.
    """

    def mark(name: str) -> str:
        value = str(getattr(report, name)).encode("utf-8", "replace")
        return hmac.digest(nonce, name.encode() + b"\0" + value, "sha256")[:16].hex()

    return {name: mark(name) for name in MARKED if getattr(report, name)}


def _add_to(seat: seats.PartySeat, phrase: Phrase, report: Report, nonce: bytes, occasion: Occasion) -> Receipt:
    """The same form again: nothing if all is the same, else what is new is added to the same line (4.8)."""
    sent = [words.decode(raw) for raw in rooms.read(seat.file, seat.keys, seat.file.entries).values()]
    marked = {(name, mark) for one in sent for name, mark in one.get("marks", {}).items()}
    marks = {name: mark for name, mark in _marks(report, nonce).items() if (name, mark) not in marked}
    there = {(file["name"], file["size"]) for one in sent for file in one.get("files", ())}
    files = [file for file in report.files if (file.name, file.size) not in there]
    if marks or files:
        with act(seat, occasion) as work:
            text: dict[str, object] = {name: value for name, value in _more(report).items() if name in marks}
            text |= {"text": report.what if "what" in marks else "", "marks": marks}
            if files:
                text["files"] = [file.as_words() for file in files]
            if not work.state.is_open and "who" in marks:
                text["who"] = report.who  # a closed case takes a party's words and nothing else
            work.add(f.ReportAddedTo(seat.party, uploads.marks(files)), rooms.line(seat.party), text)
            portal.claim(work, seat.party, files)
            if work.state.is_open:
                new = {name: getattr(report, name) for name in ("who", "name", "address") if name in marks}
                _record_extras(work, Report("", **new), seat.party)
            portal.tell_owner(work)
    return _receipt(phrase, seat.state, seat.policy, seat.party, was_here=True)


def _policy(community: Community) -> Policy:
    return communities.manual(community.pk, community.manual).policy


def _publics(keys: PhraseKeys) -> str:
    return f"{keys.box.public.hex()}:{keys.signing.public.hex()}"
