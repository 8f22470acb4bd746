"""May this fact be added now, by this person? The one question that every act asks.

One function per fact, grouped as the manual groups them. A reader who wants to know
what the manual asks for before a resolution is enacted reads ``enacting.py``.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from evenhand.procedure import facts as f
from evenhand.procedure.answers import ALLOWED, Answer, Refused
from evenhand.procedure.asked import Asked
from evenhand.procedure.facts import Actor, Fact
from evenhand.procedure.gates import (
    access,
    afterwards,
    conflicts,
    contacting,
    council,
    deciding,
    enacting,
    handling,
    informing,
    joining,
    law,
    looking,
    naming,
    public,
    reports,
    resting,
    seats,
    severe,
    withdrawing,
    worry,
)
from evenhand.procedure.minors import not_alone
from evenhand.procedure.policy import Policy, Team
from evenhand.procedure.state import CaseState

__all__ = ["Asked", "gate"]


def gate(state: CaseState, policy: Policy, team: Team, now: datetime, by: Actor, fact: Fact) -> Answer:
    """Whether the manual allows ``by`` to add this fact at this time."""
    asked = Asked(state, policy, team, now, by)
    refused = seats.seat(asked, fact) or withdrawing.nobody_erased(asked, fact)
    if refused is not None:
        return refused
    return reports.only_asked(asked, fact) or rule(asked, fact) or ALLOWED


def rule(asked: Asked, fact: Fact) -> Refused | None:  # noqa: C901, PLR0911, PLR0912, PLR0915 - one arm a fact: the closed vocabulary
    """The rule of one fact, the seat being granted."""
    match fact:
        case f.CaseOpened():
            return seats.open_case(asked, fact)
        case f.ReportReceived():
            return handling.receive(asked, fact)
        case f.ReceiptGiven() | f.ReportAddedTo() | f.MessageReceived() | f.IdentityGiven() | f.AddressGiven():
            return handling.known_party(asked, fact.party)
        case f.KeysChanged():
            return seats.change_keys(asked, fact)
        case f.RoomOpened():
            return seats.open_room(asked, fact)
        case f.Admitted():
            return seats.admit(asked, fact)
        case f.FoundNotMeant():
            return joining.found_not_meant(asked, fact)
        case f.FoundNotInvolved():
            return naming.find_not_involved(asked, fact)
        case f.NamesLookedFor():
            return joining.look_for_names(asked, fact)
        case f.NamesShown():
            return joining.show_names(asked, fact)
        case f.AlternatesSeated():
            return seats.seat_alternates(asked, fact)
        case f.CouncilSeated():
            return seats.seat_council(asked, fact)
        case f.NamesWritten():
            return seats.write_names(asked)
        case f.ConflictAnswered():
            return seats.answer_conflict(asked, fact)
        case f.ConflictQuestioned():
            return conflicts.question(asked, fact)
        case f.ChairToldOfSilence():
            return conflicts.tell_chair(asked, fact)
        case f.Recused():
            return seats.recuse(asked, fact)
        case f.Triaged():
            return severe.triage(asked, fact)
        case f.HandledByHand():
            return severe.handle(asked, fact)
        case f.SignedOff():
            return severe.sign_off(asked)
        case f.Reconnected():
            return severe.reconnect(asked)
        case f.LetterSent():
            return _letter(asked, fact)
        case f.LetterCameBack():
            return handling.came_back(asked, fact)
        case f.NoticeCameBack():
            return None
        case f.QuestionAnswered():
            return handling.answer_question(asked, fact)
        case f.MessageSettled():
            return handling.settle_message(asked, fact)
        case f.ContactProposed():
            return contacting.propose_contact(asked, fact)
        case f.ContactAnswered():
            return contacting.answer_contact(asked, fact)
        case f.ObjectionWeighed():
            return contacting.weigh_objection(asked, fact)
        case f.ContactTakenBack():
            return contacting.take_back_contact(asked, fact)
        case f.ContactSeconded():
            return contacting.second_contact(asked, fact)
        case f.Invited():
            return contacting.invite(asked, fact) or not_alone(asked.state, fact.party)
        case f.InvitedAnew():
            return contacting.invite_anew(asked, fact) or not_alone(asked.state, fact.party)
        case f.InvitationTaken():
            return contacting.take_invitation(asked, fact)
        case f.NotReached():
            return handling.not_reached(asked, fact)
        case f.NewcomerMarked():
            return handling.mark_newcomer(asked, fact)
        case f.SupportSettled():
            return handling.settle_support(asked, fact)
        case f.EvidenceFiled():
            return handling.file_evidence(asked, fact)
        case f.FileDescribed():
            return handling.describe_file(asked, fact)
        case f.NoteWritten():
            return None
        case f.TalkLogged():
            return handling.log_talk(asked, fact)
        case f.TalkSummarised():
            return handling.summarise_talk(asked, fact)
        case f.Rested():
            return resting.rest(asked, fact)
        case f.Woken():
            return resting.wake(asked)
        case f.Determined():
            return deciding.determine(asked, fact)
        case f.Proposed():
            return deciding.propose(asked, fact)
        case f.PositionTaken():
            return deciding.take_position(asked, fact)
        case f.TurnedOver():
            return council.turn_over(asked, fact)
        case f.AffectedDecided():
            return council.decide_affected(asked, fact)
        case f.FeedbackGiven():
            return enacting.give_feedback(asked, fact)
        case f.FeedbackWeighed():
            return enacting.weigh_feedback(asked, fact)
        case f.MeasureEnacted():
            return enacting.enact(asked, fact)
        case f.CoreTeamTold():
            return enacting.tell_core_team(asked, fact)
        case f.CouncilReported():
            return enacting.report_to_council(asked, fact)
        case f.CouncilToldOfDelay():
            return handling.tell_council_of_delay(asked, fact)
        case f.StatementDrafted():
            return public.draft(asked, fact)
        case f.StatementChecked():
            return public.check(asked, fact)
        case f.StatementReviewed():
            return public.review(asked, fact)
        case f.StatementMade():
            return enacting.make_statement(asked, fact)
        case f.StatementWithdrawn():
            return public.withdraw(asked, fact)
        case f.Closed():
            return enacting.close(asked) if asked.state.is_report else reports.end_what_was_asked(asked)
        case f.Withdrawn():
            return withdrawing.withdraw(asked, fact)
        case f.WithdrawalTakenBack():
            return withdrawing.take_back(asked, fact)
        case f.ErasureSeconded():
            return withdrawing.second(asked, fact)
        case f.ErasureHeld():
            return withdrawing.hold(asked, fact)
        case f.ErasureReleased():
            return withdrawing.release(asked, fact)
        case f.IdentityErased():
            return withdrawing.erase(asked, fact)
        case f.ReportBrought():
            return reports.bring(asked, fact)
        case f.ReportMoved():
            return reports.move(asked, fact)
        case f.WordsCarried():
            return handling.known_party(asked, fact.party)
        case f.CasesLinked():
            return reports.link(asked, fact)
        case f.BroughtIn():
            return reports.bring_in(asked, fact)
        case f.ReportMade():
            return reports.make_a_report(asked, fact)
        case f.LookedForDanger():
            return reports.look_for_danger(asked)
        case f.Translated():
            return reports.translate(asked, fact)
        case f.Disclosed():
            return law.disclose(asked, fact)
        case f.DisclosureSeconded():
            return law.second_disclosure(asked, fact)
        case f.MinorsNamed():
            return law.name_minors(asked, fact)
        case f.MinorContactAgreed():
            return law.agree_to_contact(asked, fact)
        case f.DataNoticeGiven():
            return informing.give(asked, fact)
        case f.DataNoticeDeferred():
            return informing.defer(asked, fact)
        case f.WorryMarked():
            return worry.mark(asked, fact)
        case f.WorrySettled():
            return worry.settle(asked, fact)
        case f.ReopeningAsked():
            return afterwards.ask_reopening(asked)
        case f.ReopeningDeclined():
            return afterwards.decline_reopening(asked)
        case f.Reopened():
            return afterwards.reopen(asked)
        case f.ReviewAsked():
            return afterwards.ask_review(asked, fact)
        case f.FairnessAnswered():
            return afterwards.answer_fairness(asked, fact)
        case f.AccessAsked():
            return access.ask(asked, fact)
        case f.AccessExtended():
            return access.extend(asked, fact)
        case f.AccessPrepared():
            return access.prepare(asked, fact)
        case f.AccessChecked():
            return access.check(asked, fact)
        case f.AccessGiven():
            return access.give(asked, fact)
        case f.AccessRefused():
            return access.refuse(asked, fact)
        case f.AccessTakenBack():
            return access.take_back(asked, fact)
        case f.LookAsked():
            return looking.ask(asked, fact)
        case f.LookGranted():
            return looking.grant(asked, fact)
        case f.LookAgreed():
            return looking.agree(asked, fact)
        case f.LookDeclined():
            return looking.decline(asked, fact)
        case f.LookTaken():
            return looking.take(asked, fact)
        case f.LookEnded():
            return looking.end(asked, fact)
        case unknown:
            assert_never(unknown)


def _letter(asked: Asked, fact: f.LetterSent) -> Refused | None:
    """What holds for every letter, then its own rule, by what it is for."""
    return handling.write_to(asked, fact) or not_alone(asked.state, fact.to) or _by_kind(asked, fact)


def _by_kind(asked: Asked, fact: f.LetterSent) -> Refused | None:  # noqa: C901, PLR0911 - one arm a kind
    match fact.kind:
        case f.LetterKind.CONTACT_NOTICE:
            return contacting.tell_of_contact(asked, fact)
        case f.LetterKind.QUESTION:
            return handling.ask(asked, fact)
        case f.LetterKind.UPDATE:
            return handling.update(asked, fact)
        case f.LetterKind.CONSULTATION:
            return enacting.consult(asked, fact)
        case f.LetterKind.REPRIMAND:
            return enacting.reprimand(asked, fact)
        case f.LetterKind.RECONNECTION:
            return severe.tell_of_reconnection(asked)
        case f.LetterKind.CLOSING:
            return enacting.closing_letter(asked, fact)
        case f.LetterKind.AFTERCARE:
            return afterwards.check_retaliation(asked, fact)
        case f.LetterKind.REVIEW_ANSWER:
            return afterwards.answer_review(asked, fact)
        case f.LetterKind.ACKNOWLEDGEMENT | f.LetterKind.MESSAGE | f.LetterKind.FIRST_CONTACT:
            return None
        case unknown:
            assert_never(unknown)
