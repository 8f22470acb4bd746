"""Verifying a whole community: the record, and that what is stored for the lists is what the facts say."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from evenhand.casework import summaries
from evenhand.people import communities, roster
from evenhand.people.communities import Community
from evenhand.people.roster import Roster, RosterBrokenError
from evenhand.procedure.state import fold
from evenhand.record import cases, erasing, ledger, triggers, verifying
from evenhand.record.verifying import Verified, Wrong
from evenhand.vault.errors import VaultError

__all__ = ["Wrong", "erased", "verify", "verify_number", "verify_triggers"]


def verify(community: Community) -> Iterator[Wrong]:
    """Everything of a community, the first wrong entry of each case named."""
    present = _roster(community)
    if isinstance(present, Wrong):
        yield present
        return
    verified = {uid: verifying.verify_case(community, uid, present) for uid in cases.everything(community)}
    for case in verified.values():
        yield from _case(community, case, present)
    heads = {head for case in verified.values() for head in case.heads}
    yield from verifying.verify_log(community, heads)
    yield from verifying.verify_phrases(community, verified)
    yield from verifying.verify_height(community)


def verify_number(community: Community, uid: bytes) -> Iterator[Wrong]:
    """One case."""
    present = _roster(community)
    if isinstance(present, Wrong):
        yield present
    else:
        yield from _case(community, verifying.verify_case(community, uid, present), present)


def erased(community: Community, number: bytes | None = None) -> Iterator[str]:
    """What signed entries erased, as an operator reads it: nothing wrong, and nothing hidden (THREATS 4.16)."""
    for uid in cases.everything(community) if number is None else (number,):
        count = erasing.erased_of(community, uid)
        if count:
            yield f"case {uid.hex()}: the words of {count} entries were erased, as a signed entry says."


def verify_triggers() -> Iterator[Wrong]:
    """The triggers that refuse change are there."""
    for name in triggers.missing(connection):
        yield Wrong(f"the trigger {name} is missing: nothing would keep its table from being changed.")


def _roster(community: Community) -> Roster | Wrong:
    roster.forget()
    try:
        return roster.load(community)
    except RosterBrokenError as err:
        return Wrong(f"{err}. Nothing that anybody signed can be trusted.")


def _case(community: Community, case: Verified, present: Roster) -> Iterator[Wrong]:
    if case.wrong is not None:
        yield case.wrong
    elif not _summary_holds(community, case, present):
        yield Wrong("its summary is not what its facts say; the lists show something else.", case.file.number)


def _summary_holds(community: Community, case: Verified, present: Roster) -> bool:
    """Whether the stored summary is that of these facts, in everything that does not change by time alone."""
    state = fold(recorded.happened for recorded in case.entries)
    policy = communities.manual(community.pk, state.manual).policy
    try:
        stored = summaries.unseal(ledger.summary_of(case.file), case.file.place)
    except (VaultError, ValueError, KeyError, TypeError):
        return False
    told = tuple(m for m in state.council_readers if m not in state.recused)
    at = state.last_at or stored.opened_at
    rebuilt = summaries.summarise(state, policy, present.team(), at, told)
    return summaries.timeless(stored) == summaries.timeless(rebuilt)
