"""Reports and cases are not the same thing: joined, split off, linked, brought in, only asked (T1, C1, C2, K3, V7)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.access import waiting
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.contacting import is_open
from evenhand.procedure.duties import still_to_do
from evenhand.procedure.facts import Fact, Party
from evenhand.procedure.gates.enacting import FIRST
from evenhand.procedure.hearing import open_requests
from evenhand.procedure.state import Contact, PartyState

__all__ = [
    "bring",
    "bring_in",
    "end_what_was_asked",
    "link",
    "look_for_danger",
    "make_a_report",
    "move",
    "only_asked",
    "translate",
]

IN_THE_CASE = say("This report is in the case already.")
NO_REPORT = say("This person asked for advice, or told it for the record, and made no report. Only they can make one.")

AGAINST_SOMEONE = (f.Triaged, f.HandledByHand, f.ContactProposed, f.Determined, f.Proposed, f.ReopeningAsked)
"""How a case against somebody begins; everything that comes later in one rests on these (K3)."""


def only_asked(asked: Asked, fact: Fact) -> Refused | None:
    """Asking for advice, or telling it for the record, opens no case against anyone (K3)."""
    if asked.state.is_report:
        return None
    dated = isinstance(fact, f.LetterSent) and fact.kind is f.LetterKind.UPDATE
    return Refused(NO_REPORT, Clause.ADVICE) if dated or isinstance(fact, AGAINST_SOMEONE) else None


def end_what_was_asked(asked: Asked) -> Refused | None:
    """A person's answer ends it, once nothing else is owed (K3)."""
    owed = still_to_do(asked)
    return Refused(FIRST[owed[0].owed], owed[0].clause) if owed else None


def make_a_report(asked: Asked, fact: f.ReportMade) -> Refused | None:
    """It becomes a report by the person's own act, once (K3)."""
    if asked.state.parties[fact.party].purpose is f.Purpose.REPORT:
        return Refused(say("This is a report already."), Clause.ADVICE)
    return None


def look_for_danger(asked: Asked) -> Refused | None:
    """What was told for the record is looked at for danger, once (K3)."""
    if asked.state.purpose is not f.Purpose.RECORD:
        return Refused(say("Nothing here was told for the record only."), Clause.ADVICE)
    if asked.state.looked_for_danger:
        return Refused(say("Somebody has looked for danger already."), Clause.ADVICE)
    return None


# --- from one case to another ---------------------------------------------------------------------


def bring(asked: Asked, fact: f.ReportBrought) -> Refused | None:
    """A report joins a case before anything is determined there, by somebody who may read both (T1, C1, C2)."""
    state = asked.state
    if fact.party in state.parties or fact.party in state.moved:
        return Refused(IN_THE_CASE, Clause.RECEIPT)
    if not state.is_report:
        return Refused(NO_REPORT, Clause.ADVICE)
    if state.determination is not None:
        return Refused(
            say("It is determined already what happened here. Link the two cases, and handle each by itself."),
            Clause.WHAT_HAPPENED,
        )
    if not fact.names_given:
        return Refused(
            say("First write down in the other case who is said to be involved, so that everybody can be asked."),
            Clause.CONFLICT_TOLD,
        )
    if asked.member in {*fact.left_out, *fact.held_back, *fact.named_elsewhere, *fact.involved, *fact.stepped_back}:
        return Refused(say("Somebody who must not see this case would get a key."), Clause.RECUSAL)
    return None


def move(asked: Asked, fact: f.ReportMoved) -> Refused | None:
    """A report leaves a case in which nothing rests on it yet; the last one leaves nothing undone behind (T1)."""
    party = asked.state.parties.get(fact.party)
    if party is None or party.role is not f.Role.REPORTER:
        return Refused(say("There is no such report in this case."), Clause.TRIAGE_FIRST)
    if asked.member in fact.barred:
        return Refused(say("Somebody who must not see this case would get a key."), Clause.RECUSAL)
    if party.handle in dict(waiting(asked.state)):
        return Refused(
            say(
                "This reporter has asked for the data kept about them. Answer that first, here where it was asked. "
                "They can also take it back on their page."
            ),
            Clause.IDENTITY,
        )
    return _nothing_rests_on_it(asked, party) or _nothing_is_left_behind(asked, party.handle)


def _nothing_rests_on_it(asked: Asked, party: PartyState) -> Refused | None:
    state = asked.state
    if party.purpose is not f.Purpose.REPORT:
        return Refused(NO_REPORT, Clause.ADVICE)
    if party.withdrawn or party.erased:
        return Refused(say("This reporter has withdrawn, so their report stays where it is."), Clause.IDENTITY)
    if state.determinations:
        return Refused(
            say("It is determined already what happened here. The report stays where it was weighed."),
            Clause.WHAT_HAPPENED,
        )
    if state.severe is not None:
        return Refused(
            say("The severe path was used here and is reviewed here. Link the two cases instead."), Clause.SIGN_OFF
        )
    return _has_their_say(asked, party)


def _has_their_say(asked: Asked, party: PartyState) -> Refused | None:
    """What the reporter was asked, or may object to, does not end because their report moves (R2, R3)."""
    state = asked.state
    if any(state.questions[number].party == party.handle for number in open_requests(asked)):
        return Refused(
            say("This reporter was asked something. Wait for the answer, or for its date."), Clause.ENOUGH_INFORMATION
        )
    if any(_may_object(asked, contact, party) for contact in state.contacts.values()):
        return Refused(
            say(
                "This reporter was told of a contact and may still object, or objects. "
                "Wait for their answer or its date, and weigh what they say, before you move their report."
            ),
            Clause.CONTACTING_ANYONE,
        )
    return None


def _may_object(asked: Asked, contact: Contact, party: PartyState) -> bool:
    """Whether a contact that may still be made waits for this reporter: their say does not end with a move (R3)."""
    if party.handle not in contact.told or not is_open(asked.state, contact):
        return False
    objects = contact.answers.get(party.handle)
    return asked.now < contact.told[party.handle] if objects is None else objects and contact.weighed is None


def _nothing_is_left_behind(asked: Asked, handle: Party) -> Refused | None:
    """With the last report the case ends, so nobody else may be in it, and no summary be owed (R3, R10)."""
    state = asked.state
    if any(reporter.handle != handle for reporter in state.reporters):
        return None
    if len(state.parties) > 1 or state.contacts:
        return Refused(
            say("Somebody else is spoken with in this case. Link the two cases, and handle each by itself."),
            Clause.CONTACTING_ANYONE,
        )
    if state.talks:
        return Refused(FIRST_A_SUMMARY, Clause.SUMMARISED_BACK)
    return None


FIRST_A_SUMMARY = say("First write the summary of the talk that was held elsewhere, here where it belongs.")


def link(asked: Asked, fact: f.CasesLinked) -> Refused | None:
    """Two cases are linked once (V4)."""
    if fact.other in asked.state.linked:
        return Refused(say("These two cases are linked already."), Clause.DISCRIMINATION)
    return None


def bring_in(asked: Asked, fact: f.BroughtIn) -> Refused | None:
    """A case that began elsewhere is brought in with its true dates, before anything is done here (T1, R1, R12)."""
    state, party = asked.state, asked.state.parties.get(fact.party)
    if party is None or party.role is not f.Role.REPORTER or party.reached_at is None or party.way is f.Way.WEB:
        return Refused(say("Only a report that reached a member can have begun elsewhere."), Clause.TRIAGE_FIRST)
    begun = state.brought_in_at is not None or state.triage is not None or party.tried_at is not None
    if begun or party.invited_at is not None:
        return Refused(
            say("This case has been worked on here. Its earlier dates were to be given when it was filed."),
            Clause.TRIAGE_FIRST,
        )
    if fact.answered_at is not None and not party.reached_at <= fact.answered_at <= asked.now:
        return Refused(say("The first answer lies between the day on which the report came and today."), Clause.RECEIPT)
    if fact.promised_until is not None and fact.promised_until <= party.reached_at:
        return Refused(say("A date is promised for a day after the report came."), Clause.UPDATE)
    return None


def translate(asked: Asked, fact: f.Translated) -> Refused | None:
    """A translation belongs to an original; a correction is its next version (V7)."""
    if not fact.entry:
        return Refused(say("A translation stands beside its original. Choose the text that it translates."), V7)
    if fact.version != asked.state.translations.get(fact.entry, 0) + 1:
        return Refused(say("The case has changed since you looked: there is a newer translation."), V7)
    return None


V7 = Clause.MISUNDERSTANDINGS
