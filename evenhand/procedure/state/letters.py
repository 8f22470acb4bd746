"""What a letter settles, and what stands open again when it came back."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Happened, Party
from evenhand.procedure.state.model import CaseState, LetterRef, PartyState, Question
from evenhand.procedure.state.worry import FROM_A_PERSON


def letter_sent(state: CaseState, happened: Happened, letter: f.LetterSent) -> CaseState:
    """A letter that set out: the party is no longer waiting, and by its kind more."""
    party = state.parties[letter.to]
    reached = letter.kind in FROM_A_PERSON
    worried = party.worried_since if reached else None
    ref = LetterRef(happened.entry, letter, happened.at, happened.by, party.waiting_since, worried)
    if letter.kind is f.LetterKind.QUESTION and letter.refers is not None and letter.until is not None:
        question = Question(letter.refers, letter.to, happened.at, letter.until)
        state = replace(state, questions={**state.questions, letter.refers: question})
    still = None if reached else party.worried_since
    tried = replace(party, tried_at=happened.at, came_back=False, worried_since=still)
    return _settled(_with(replace(state, letters=(*state.letters, ref)), tried), ref)


def _settled(state: CaseState, ref: LetterRef) -> CaseState:
    """What a letter settles for as long as it has not come back."""
    letter, at = ref.sent, ref.at
    party = state.parties[letter.to]
    party = replace(party, waiting_since=None, first_reply_at=party.first_reply_at or at)
    number = letter.refers if letter.refers is not None else 0
    match letter.kind:
        case f.LetterKind.UPDATE:
            party = _promised(party, letter.until, at)
        case f.LetterKind.CONSULTATION:
            party = replace(party, told_of=number, told_until=letter.until)
            proposal = state.proposal
            if proposal is not None and proposal.version == number and proposal.consulted_at is None:
                consulted = replace(proposal, consulted_at=at)
                state = replace(state, proposals=(*state.proposals[:-1], consulted))
        case f.LetterKind.CLOSING:
            party = replace(party, closing_sent=True)
        case f.LetterKind.AFTERCARE:
            party = replace(party, checked=True)
        case f.LetterKind.REVIEW_ANSWER:
            party = replace(party, review_answered=True)
        case f.LetterKind.CONTACT_NOTICE if letter.until is not None:
            contact = state.contacts[number]
            told = replace(contact, told={**contact.told, letter.to: letter.until}, moved_at=max(contact.moved_at, at))
            state = replace(state, contacts={**state.contacts, number: told})
        case f.LetterKind.RECONNECTION if state.severe is not None:
            told_now = state.severe.reporters_told | {letter.to}
            state = replace(state, severe=replace(state.severe, reporters_told=told_now))
        case _:
            pass
    return _with(state, party)


def came_back(state: CaseState, entry: str) -> CaseState:
    """A letter or an invitation did not arrive: what it settled stands open again (R1, R12, D4, D6).

    What a letter from before a reopening had settled stands open already.
    """
    invited = next((p for p in state.parties.values() if p.invitation and entry in _envelope(state, p)), None)
    if invited is not None:
        return _invitation_came_back(state, invited)
    return _letter_came_back(state, next(ref for ref in state.letters if ref.entry == entry))


def _envelope(state: CaseState, party: PartyState) -> tuple[str, ...]:
    """The entries of the newest invitation and of the letter that lies in it, while nobody has opened it."""
    if party.has_line:
        return ()
    return (party.invitation, *(ref.entry for ref in state.letters if _lies_in_it(ref, party)))


def _lies_in_it(ref: LetterRef, party: PartyState) -> bool:
    return ref.sent.to == party.handle and ref.at == party.invited_at


def _invitation_came_back(state: CaseState, party: PartyState) -> CaseState:
    """It opens nothing any more, and the letter that lay in it did not arrive either (R1, R4)."""
    inside = next((ref for ref in state.letters if _lies_in_it(ref, party)), None)
    back = replace(party, invited_at=None, invited_until=None, invitation="", came_back=True)
    if inside is not None:
        return _letter_came_back(_with(state, back), inside)
    return _with(state, replace(back, first_reply_at=_answered_without(state, back, party.invited_at)))


def _letter_came_back(state: CaseState, lost: LetterRef) -> CaseState:
    remaining = tuple(ref for ref in state.letters if ref.entry != lost.entry)
    state = replace(state, letters=remaining)
    since_then = state.parties[lost.sent.to].waiting_since
    if _is_of_now(state, lost):
        state = _unsettled(state, lost)
        for ref in remaining:
            if ref.sent.to == lost.sent.to and _is_of_now(state, ref):
                state = _settled(state, ref)
    else:
        state = _with(state, replace(state.parties[lost.sent.to], came_back=True))
    answered_later = any(ref.sent.to == lost.sent.to and ref.at > lost.at for ref in remaining)
    waiting = since_then if answered_later else lost.answered or since_then
    party = state.parties[lost.sent.to]
    worried = party.worried_since or (None if answered_later else lost.worried)
    return _with(state, replace(party, waiting_since=waiting, worried_since=worried))


def _is_of_now(state: CaseState, ref: LetterRef) -> bool:
    """Whether a letter was sent in the handling that is under way, or was the last."""
    return state.reopened_at is None or ref.at >= state.reopened_at


def _promised(party: PartyState, until: datetime | None, at: datetime) -> PartyState:
    """The new date becomes the clock; the one before it passed, or was renewed in time (R12)."""
    passed = party.promised_until is not None and at >= party.promised_until
    return replace(
        party, promised_until=until, promises=party.promises + 1, dates_passed=party.dates_passed + int(passed)
    )


def _unsettled(state: CaseState, lost: LetterRef) -> CaseState:
    """The party as if nobody had ever written to them; the letters that did arrive are told again after."""
    letter = lost.sent
    party = replace(
        state.parties[letter.to],
        first_reply_at=_answered_without(state, state.parties[letter.to], lost.at),
        closing_sent=False,
        checked=False,
        review_answered=False,
        told_of=0,
        told_until=None,
        came_back=True,
    )
    until, promises, passed = party.promised_before
    party = replace(party, promised_until=until, promises=promises, dates_passed=passed)
    contacts = {
        number: replace(contact, told={p: t for p, t in contact.told.items() if p != letter.to})
        for number, contact in state.contacts.items()
    }
    state = _with(replace(state, contacts=contacts), party)
    if state.severe is not None:
        told = state.severe.reporters_told - {letter.to}
        state = replace(state, severe=replace(state.severe, reporters_told=told))
    match letter:
        case f.LetterSent(kind=f.LetterKind.QUESTION, refers=int(number)):
            unasked = replace(state.questions[number], came_back=True)
            return replace(state, questions={**state.questions, number: unasked})
        case f.LetterSent(kind=f.LetterKind.REPRIMAND, refers=int(index)) if state.proposal is not None:
            enacted = {i: at for i, at in state.proposal.enacted.items() if i != index}
            return replace(state, proposals=(*state.proposals[:-1], replace(state.proposal, enacted=enacted)))
        case _:
            return state


def _answered_without(state: CaseState, party: PartyState, lost_at: datetime | None) -> datetime | None:
    """What stands of the first reply without what was lost: it was another, or the earliest that is left (R1)."""
    if party.first_reply_at != lost_at:
        return party.first_reply_at
    left = [ref.at for ref in state.letters if ref.sent.to == party.handle]
    return min([*left, *([] if party.invited_at is None else [party.invited_at])], default=None)


def _with(state: CaseState, party: PartyState) -> CaseState:
    return replace(state, parties={**state.parties, party.handle: party})


def notice_came_back(state: CaseState, handle: Party, at: datetime) -> CaseState:
    """Whoever could not be told that something waits is to be told another way, or has to be left, for a reason."""
    party = state.parties[handle]
    waiting = party.waiting_since if state.closed_at is not None else party.waiting_since or at
    return _with(state, replace(party, notice_lost_at=at, waiting_since=waiting))
