"""Founding a community, and who joins, leaves, steps in or is away (THREATS 4.6, 4.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from evenhand.casework import keychanges
from evenhand.casework.errors import RefusedError
from evenhand.casework.work import Work, commit, tell_members
from evenhand.outbox.texts import Text
from evenhand.people import accounts, calendars, communities, own_keys, roster, sessions
from evenhand.people import roster_facts as rf
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.people.roster import Person, Roster
from evenhand.people.sessions import SignedIn
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK, Actor, Member
from evenhand.procedure.manual_file import Manual, read_manual
from evenhand.procedure.seating import everybody_with_a_key
from evenhand.procedure.state import CaseState, fold
from evenhand.record import cases, ledger, rooms
from evenhand.vault.member_keys import FLOOR, Argon2Cost, MemberKeys

_LEAST_COUNCIL = 2  # the manual's own floor
MADE_ANEW = say("They have made other keys meanwhile. Ask for the words once more, and compare.")


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first page of a new community asks."""

    slug: str
    name: str
    zone: str
    language: str
    leave_to: str
    public: Mapping[str, Any]  # Any: the texts of the public pages, as JSON


def found_community(founding: Founding, manual: bytes, occasion: Occasion) -> Community:
    """Make a community with its manual. It has nobody yet; its first account founds its roster."""
    with transaction.atomic():
        community = communities.found(
            uid=occasion.new_id(),
            slug=founding.slug,
            name=founding.name,
            zone=founding.zone,
            language=founding.language,
            leave_to=founding.leave_to,
            public=founding.public,
        )
        communities.adopt_manual(community, manual)
    return communities.by_pk(community.pk)


def found_roster(
    community: Community, account: accounts.Account, keys: MemberKeys, roles: Iterable[str], occasion: Occasion
) -> Roster:
    """The founder's keys begin the chain; their fingerprint is written down beside the server secret."""
    with transaction.atomic():
        if roster.load(community).length:
            raise _refused(say("This community has its founder already."))
        fact = rf.Founded(
            account.member, account.record.name, keys.box.public.hex(), keys.signing.public.hex(), tuple(sorted(roles))
        )
        return roster.append(community, fact, account.member, keys.signing, occasion)


def admit_newcomer(by: SignedIn, account: accounts.Account, roles: Iterable[str], occasion: Occasion) -> Roster:
    """Admit somebody's keys, after the six words of their fingerprint were read out by voice."""
    if not account.is_enrolled:
        raise _refused(say("They have not made their keys yet, so there is nothing to admit."))
    present = roster.load(by.community)
    if account.member in present.people and not present.people[account.member].has_left:
        raise _refused(say("They are on the roster already."))
    fact = rf.Joined(
        account.member, account.record.name, account.box.hex(), account.signing.hex(), tuple(sorted(roles))
    )
    with transaction.atomic():
        after = _append(by, fact, occasion)
        _require_made_last(by.community, account)
    return after


def second_newcomer(by: SignedIn, member: Member, occasion: Occasion) -> Roster:
    """Sign for a newcomer as a second member, who heard the six words too."""
    present = roster.load(by.community)
    person = present.people.get(member)
    if person is None or person.is_seconded:
        raise _refused(say("Nobody waits for a second signature here."))
    if by.member in {person.admitted_by, member}:
        raise _refused(say("You signed already. A second member signs, who heard the six words too."))
    return _append(by, rf.Seconded(member), occasion)


def admit_new_keys(by: SignedIn, account: accounts.Account, occasion: Occasion) -> Roster:
    """Sign for somebody's new keys after a reset; with the second member's signature they count (THREATS 4.7)."""
    person = roster.load(by.community).people.get(account.member)
    if person is None or person.has_left or not account.is_enrolled:
        raise _refused(say("There is no such member with new keys."))
    if account.member == by.member or (person.box, person.signing) == (account.box, account.signing):
        raise _refused(say("There are no new keys to sign for."))
    if person.pending == (account.box, account.signing, by.member):
        raise _refused(say("You signed already. A second member signs, who heard the six words too."))
    fact = rf.Rekeyed(account.member, account.box.hex(), account.signing.hex())
    with transaction.atomic():
        after = _append(by, fact, occasion)
        _require_made_last(by.community, account)  # nobody signs for what was thrown away meanwhile
        if after.people[account.member].pending is None:
            # Not before: until both have signed, what they sign in with and every old key of theirs goes on working.
            if not own_keys.take_new_keys(by.community, account.member, (account.box, account.signing)):
                raise _refused(MADE_ANEW)
            sessions.end_all_of(account.member)
    return after


def _require_made_last(community: Community, account: accounts.Account) -> None:
    """Raise where the keys that are signed for were made anew or thrown away meanwhile: nobody would hold them."""
    now = accounts.by_member(community, account.member)
    if (now.box, now.signing) != (account.box, account.signing):
        raise _refused(MADE_ANEW)


def rewrap(by: SignedIn, member: Member, occasion: Occasion) -> int:
    """Open again to somebody with new keys what both hold a seat in; answer how many cases (THREATS 4.7)."""
    count = 0
    person = roster.load(by.community).people.get(member)
    if person is None or person.has_left:
        raise _refused(say("There is no such member."))
    for uid in cases.everything(by.community):
        with transaction.atomic():
            ledger.require_no_recess(by.community)
            file = ledger.load(by.community, uid, lock=True)
            state = fold(r.happened for r in file.entries)
            if state.is_test:
                continue  # nothing in it is anybody's
            if member in everybody_with_a_key(state) and by.member in state.readers:
                work = _work(by, file, state, occasion)
                if keychanges.wrap_again(work, person):
                    commit(work)
                    count += 1
    return count


def set_roles(by: SignedIn, member: Member, roles: Iterable[str], occasion: Occasion) -> Roster:
    """Give somebody these roles; there is one chair at most.

    A seat goes with the role by which it was taken: who is off the committee reads none of its cases any more, though
    they stay on the council or hold the office (R9).
    """
    wanted = tuple(sorted(set(roles)))
    present = roster.load(by.community)
    _require_here(present, [member])
    if rf.CHAIR in wanted and present.chair is not None and present.chair.member != member:
        raise _refused(say("There is a chair already. Take that role from them first."))
    with transaction.atomic():
        after = _append(by, rf.RolesSet(member, wanted), occasion)
        if present.people[member].roles - set(wanted):
            _take_out_of_all(by, after, member, lambda state: not _still_sits(state, after.people[member]), occasion)
    return after


def _still_sits(state: CaseState, person: Person) -> bool:
    """Whether somebody's roles give them every key that they hold of a case."""
    as_council = person.on_council
    on_committee = person.on_committee or person.is_alternate
    if person.member in {*state.readers, *state.shown_names, *state.held_back} - state.named_elsewhere:
        return on_committee or (as_council and state.with_council)
    return as_council or person.member not in everybody_with_a_key(state)


def set_rota(by: SignedIn, order: Iterable[Member], occasion: Occasion) -> Roster:
    """Say who is on duty first, and who after."""
    wanted = tuple(dict.fromkeys(order))
    _require_here(roster.load(by.community), wanted)
    return _append(by, rf.RotaSet(wanted), occasion, tell=False)


def set_away(by: SignedIn, member: Member, until: datetime | None, occasion: Occasion) -> Roster:
    """Say until when somebody is away: their duties pass to the next person for that time."""
    _require_here(roster.load(by.community), [member])
    fact = rf.AwaySet(member, "" if until is None else until.isoformat())
    with transaction.atomic():
        if member != by.member:  # whoever says it of themselves knows it
            tell_members(by.community, [member], Text.ROSTER, occasion)
        return _append(by, fact, occasion, tell=False)


def leave(by: SignedIn, member: Member, occasion: Occasion) -> Roster:
    """Somebody has left: sessions ended, a new epoch everywhere, signed by the clerk.

    The acting person learns nothing of cases that they must not know: the page answers
    alike with or without such cases (4.6). Only who goes by their own word can be told
    that they are the last who reads a case.
    """
    _require_here(roster.load(by.community), [member])
    with transaction.atomic():
        present = sign(by, rf.Left(member), occasion)
        _take_out_of_all(
            by, present, member, lambda state: member in everybody_with_a_key(state) | state.held_back, occasion
        )
        cases.wake_all(by.community, occasion.hour)
        sessions.end_all_of(member)
        own_keys.throw_new_away(by.community, member)
        calendars.take(member)
        tell_members(by.community, [p.member for p in present.present], Text.ROSTER, occasion)
    return present


def _take_out_of_all(
    by: SignedIn, present: Roster, member: Member, goes: Callable[[CaseState], bool], occasion: Occasion
) -> None:
    """Take somebody out of every case of which this is so."""
    for uid in cases.everything(by.community):
        file = ledger.load(by.community, uid, lock=True)
        state = fold(r.happened for r in file.entries)
        if goes(state) and not state.is_test:
            _take_out(by, present, file, state, member, occasion)


def _take_out(
    by: SignedIn, present: Roster, file: ledger.CaseFile, state: CaseState, member: Member, occasion: Occasion
) -> None:
    """Take somebody who has left out of one case, signed by the clerk; their own keys let others in if they go."""
    work = Work(
        by.community,
        occasion,
        file,
        state,
        present,
        communities.manual(by.community.pk, state.manual).policy,
        CLERK,
        clerks().signing,
        rooms.open_keys(file, by.keys.box) if by.member == member else None,
    )
    try:
        with transaction.atomic():
            keychanges.leave(work, member)
            commit(work)
    except RefusedError:
        if by.member == member:
            raise
        # Nobody else may read this case, so it stays as it is: a refusal would tell that there is one.


def adopt_manual(by: SignedIn, source: bytes, occasion: Occasion) -> Community:
    """Put a manual file in force for new cases; a case keeps the version it was opened under (decision 4)."""
    too_few = too_few_for(read_manual(source), roster.load(by.community)) if by.community.is_published else ""
    if too_few:
        raise _refused(too_few)
    with transaction.atomic():
        digest = communities.adopt_manual(by.community, source)
        sign(by, rf.ManualAdopted(digest), occasion)
    return communities.by_pk(by.community.pk)


def too_few_for(manual: Manual, present: Roster) -> str:
    """Why the committee is smaller than the manual's floor; empty where it is not. Alternates count where they may."""
    standing_by = present.alternates if manual.policy.alternates else ()
    if len([person for person in (*present.committee, *standing_by) if person.is_seconded]) >= manual.policy.floor:
        return ""
    return say(
        "The manual's floor, its fewest readers of a case, is above the number of members that you have, so that every "
        "case would go to the council. Let more members in, have a second member sign for those who wait, or lower it."
    )


def publish(by: SignedIn, occasion: Occasion, *, is_open: bool) -> Community:
    """Open the form for reports, or close it. Not before two council keys are admitted, nor with placeholders left."""
    present = roster.load(by.community)
    if is_open:
        manual = communities.manual(by.community.pk, by.community.manual)
        if manual.placeholders:
            raise _refused(say("The manual still has blanks that your community has to fill."))
        if manual.unfit:
            raise _refused(
                say("The manual has a number that no community could live by. Put a mended version in force first.")
            )
        if len(present.council) < _LEAST_COUNCIL:
            raise _refused(say("First two members of the council make their keys, so that a report can go to them."))
        if len([p for p in present.council if p.is_seconded]) < _LEAST_COUNCIL:
            raise _refused(
                say(
                    "First a second member signs for two members of the council, so that a report can go to them. "
                    "Anybody who did not let them in signs at their own desk, once they have heard the six words."
                )
            )
        if present.chair is None:
            raise _refused(say("First say who is chair, so that somebody can speak for the committee."))
        too_few = too_few_for(manual, present)
        if too_few:
            raise _refused(too_few)
    with transaction.atomic():
        sign(by, rf.Published(is_open), occasion)
        return communities.change(by.community, is_published=is_open)


def cost(*, demo: bool) -> Argon2Cost:
    """What one try at a passphrase costs here: the floor for the demo and tests, four times that elsewhere."""
    return FLOOR if demo else Argon2Cost()


def _append(by: SignedIn, fact: rf.RosterFact, occasion: Occasion, *, tell: bool = True) -> Roster:
    with transaction.atomic():
        present = sign(by, fact, occasion)
        cases.wake_all(by.community, occasion.hour)
        if tell:
            tell_members(by.community, [p.member for p in present.present], Text.ROSTER, occasion)
    return present


def sign(by: SignedIn, fact: rf.RosterFact, occasion: Occasion) -> Roster:
    """Add an act to the roster, inside the caller's transaction; whoever waits for a second signature signs nothing."""
    ledger.require_no_recess(by.community)
    if not roster.load(by.community).people[by.member].is_seconded:
        raise _refused(say("A second member has to sign for you first, who heard your six words too."))
    return roster.append(by.community, fact, by.member, by.keys.signing, occasion)


def _require_here(present: Roster, members: Iterable[Member]) -> None:
    people = {p.member for p in present.present}
    if not people.issuperset(members):
        raise _refused(say("There is no such member."))


def _work(by: SignedIn, file: ledger.CaseFile, state: CaseState, occasion: Occasion) -> Work:
    return Work(
        by.community,
        occasion,
        file,
        state,
        roster.load(by.community),
        communities.manual(by.community.pk, state.manual).policy,
        Actor.member(by.member),
        by.keys.signing,
        rooms.open_keys(file, by.keys.box),
    )


def _refused(reason: str) -> RefusedError:
    return RefusedError(Refused(reason, Clause.ARCHIVE))
