"""Reports that come and go between cases, and what is no report (T1, C1, C2, K3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Member, Party
from evenhand.procedure.state.entries import without
from evenhand.procedure.state.leaving import taken_out
from evenhand.procedure.state.model import CaseState, PartyState


def brought(state: CaseState, fact: f.ReportBrought, at: datetime) -> CaseState:
    """A report from another case: its reporter with all that was promised, its exclusions beside ours (C2)."""
    promised = {one.name: getattr(fact.promised, one.name) for one in fields(f.Promised)}
    party = PartyState(
        handle=fact.party,
        role=f.Role.REPORTER,
        reach=fact.reach,
        language=fact.language,
        way=fact.way,
        reached_at=fact.reached_at,
        says_minor=fact.minor,
        promised_before=(fact.promised.promised_until, fact.promised.promises, fact.promised.dates_passed),
        **promised,
    )
    state = _with(state, party)
    state = replace(
        state,
        way=state.way or fact.way,
        names_written=state.names_written or fact.names_given,
        said_in_danger=state.said_in_danger or fact.in_danger,
        in_danger=state.in_danger or fact.in_danger,
        minors_named=state.minors_named and not fact.minor,  # who that is, nobody has written down here
    )
    return _asked_again(_united(state, fact, at), fact, at)


def _united(state: CaseState, fact: f.ReportBrought, at: datetime) -> CaseState:
    """Whoever must not see the one report sees neither: the union of who is left out, held back and involved (C2)."""
    out = state.recused.keys() | state.left_out
    held_back, named = frozenset(fact.held_back) - out, frozenset(fact.named_elsewhere) - out
    sat = {*state.readers, *(state.held_back - state.named_elsewhere)}  # here a look gives them their seat back
    barred = {*fact.left_out, *held_back, *named, *fact.involved, *fact.stepped_back}
    state = _all_taken_out(state, barred, at)
    declared = dict.fromkeys(fact.stepped_back, f.RecusalCause.DECLARED)
    waiting = (state.held_back | held_back | named) - set(fact.left_out)
    return replace(
        state,
        left_out=state.left_out | set(fact.left_out),
        held_back=waiting,
        named_elsewhere=(state.named_elsewhere | (named - sat)) - set(fact.left_out),
        not_meant=(state.not_meant | set(fact.not_meant)) - barred - waiting,
        named_since={**state.named_since, **dict.fromkeys(named - state.held_back, at)},
        involved=state.involved | set(fact.involved),
        recused={**declared, **state.recused},
    )


def _asked_again(state: CaseState, fact: f.ReportBrought, at: datetime) -> CaseState:
    """Who has not answered for the other case's names is asked again; who declared a conflict there, did here (C1)."""
    given = {m: answer for m, answer in state.conflict_answers.items() if m in fact.answered}
    given |= {m: f.ConflictAnswer.STAYS for m in fact.stays if m in given}
    given |= dict.fromkeys(state.hard_since, f.ConflictAnswer.HARD)  # nobody is asked anew who has to go
    anew = dict.fromkeys((m for m in state.conflict_answers if m not in given), at)
    return replace(state, conflict_answers=given, seated_at={**state.seated_at, **anew})


def moved(state: CaseState, fact: f.ReportMoved, at: datetime) -> CaseState:
    """A report is gone, with its reporter; the last one leaves a closed case that points to where it went."""
    contacts = {
        number: replace(contact, told=without(contact.told, fact.party), answers=without(contact.answers, fact.party))
        for number, contact in state.contacts.items()
    }
    state = replace(
        _all_taken_out(state, fact.barred, at),
        parties=without(state.parties, fact.party),
        letters=tuple(ref for ref in state.letters if ref.sent.to != fact.party),
        contacts=contacts,
        minors=without(state.minors, fact.party),
        moved={**state.moved, fact.party: fact.to},
    )
    barred = frozenset(fact.barred)
    state = replace(state, left_out=state.left_out | barred, held_back=state.held_back - barred)
    return state if state.reporters else replace(state, closed_at=at)


def brought_in(state: CaseState, fact: f.BroughtIn, at: datetime) -> CaseState:
    """The clocks run from what was said and promised elsewhere (R1, R12)."""
    promises = 0 if fact.promised_until is None else 1
    party = replace(
        state.parties[fact.party],
        first_reply_at=fact.answered_at,
        promised_until=fact.promised_until,
        promises=promises,
        promised_before=(fact.promised_until, promises, 0),
    )
    return replace(_with(state, party), brought_in_at=at)


def made_a_report(state: CaseState, handle: Party, at: datetime) -> CaseState:
    """What was only asked or told is a report from now on: its clocks begin, and an ended talk is open again (K3)."""
    party = replace(
        state.parties[handle],
        purpose=f.Purpose.REPORT,
        reached_at=at,
        first_reply_at=None,
        waiting_since=None,
        wrote_at=at,
        not_reached=False,
        came_back=False,
    )
    # A promise that was broken while they only asked is another one.
    told = frozenset(one for one in state.delays_told if one[1] != handle)
    return replace(_with(state, party), closed_at=None, delays_told=told)


def looked_for_danger(state: CaseState, fact: f.LookedForDanger, at: datetime) -> CaseState:
    """Where danger is found, somebody writes to the person who told of it, before anything else (K3)."""
    state = replace(state, looked_for_danger=True, in_danger=fact.in_danger)
    if not fact.in_danger:
        return state
    for party in state.reporters:
        state = _with(state, replace(party, waiting_since=party.waiting_since or at))
    return state


def _all_taken_out(state: CaseState, members: Iterable[Member], at: datetime) -> CaseState:
    gone = [m for m in members if m in {*state.readers, *state.council_readers, *state.held_back, *state.shown_names}]
    for member in gone:
        state = taken_out(state, member)
    return replace(state, seats_changed_at=at) if gone else state


def _with(state: CaseState, party: PartyState) -> CaseState:
    return replace(state, parties={**state.parties, party.handle: party})
