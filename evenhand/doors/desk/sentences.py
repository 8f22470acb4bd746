"""A fact as a plain sentence of the story: what was done, never judging anybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.doors.desk import sentences_access, sentences_law, sentences_reports, sentences_withdrawing
from evenhand.doors.desk.dates import time_words
from evenhand.doors.desk.names import Names, party_name, room_name
from evenhand.doors.desk.sentences_letters import tell_of_a_letter
from evenhand.doors.desk.sentences_looking import tell_of_a_look
from evenhand.doors.desk.sentences_public import tell_in_public
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Fact

__all__ = ["answer_word", "feedback_word", "measure_words", "position_word", "tell"]


def tell(fact: Fact, names: Names, before: Iterable[Fact] = ()) -> str:  # noqa: C901, PLR0911, PLR0912, PLR0915 - one arm a fact: the closed vocabulary
    """What happened, in one sentence; ``before`` is what was written down before it, the newest first."""
    match fact:
        case f.CaseOpened():
            return _opened(fact, names)
        case f.ReportReceived():
            return _report(fact)
        case f.ReceiptGiven():
            return _("Automatic receipt shown and mailed") if fact.mailed else _("Automatic receipt shown")
        case f.ReportAddedTo():
            return _("%(who)s added to the report") % {"who": party_name(fact.party)}
        case f.IdentityGiven():
            return _("%(who)s gave a name; it stands in the identity room") % {"who": party_name(fact.party)}
        case f.AddressGiven():
            return _("An address of %(who)s is kept for sending, and not shown") % {"who": party_name(fact.party)}
        case f.KeysChanged():
            return _("The keys of a room were given out anew")
        case f.RoomOpened():
            return _("Opened for the first time: %(room)s") % {"room": room_name(fact.room)}
        case f.Admitted():
            return _("%(who)s was let in") % {"who": names.member(fact.member)}
        case f.FoundNotMeant():
            return _("A member looked: %(who)s is not who is meant") % {"who": names.member(fact.member)}
        case f.FoundNotInvolved():
            return _("Says that %(who)s was named as involved by mistake") % {"who": names.member(fact.member)}
        case f.NamesLookedFor():
            return _looked_for(fact, names)
        case f.NamesShown():
            return _("%(who)s, who joined later, was shown the names alone") % {"who": names.member(fact.member)}
        case f.AlternatesSeated():
            return _("Too few members were left, so alternates came in: %(who)s") % {"who": names.listed(fact.members)}
        case f.CouncilSeated():
            return _("Too few members were left, so the council reads: %(who)s") % {"who": names.listed(fact.members)}
        case f.NamesWritten():
            return _names_written(fact, names)
        case f.ConflictAnswered():
            return _answered(fact.answer)
        case f.ConflictQuestioned():
            return _("Asks whether %(who)s has a conflict of interest") % {"who": names.member(fact.member)}
        case f.ChairToldOfSilence():
            return _silent(fact, names)
        case f.Recused():
            return _recused(fact, names)
        case f.Triaged():
            return _triaged(fact)
        case f.HandledByHand():
            return _by_hand(fact)
        case f.SignedOff():
            return _signed_off(fact)
        case f.Reconnected():
            return _("The person has access again everywhere")
        case f.LetterSent():
            return tell_of_a_letter(fact, before)
        case f.LetterCameBack():
            return _("A letter came back, so what it was for is owed again")
        case f.NoticeCameBack():
            return _(
                "The mail that told %(who)s that something waits came back, so they may not know of it. Nothing more "
                "is mailed to that address"
            ) % {"who": party_name(fact.party)}
        case f.MessageReceived():
            return _("%(who)s wrote") % {"who": party_name(fact.party)}
        case f.QuestionAnswered():
            values = {"who": party_name(fact.party), "number": fact.question}
            return _("%(who)s answered question %(number)s") % values
        case f.MessageSettled():
            return _("What %(who)s wrote needs no reply") % {"who": party_name(fact.party)}
        case f.ContactProposed():
            values = {"number": fact.contact, "who": party_name(fact.party)}
            return _("Contact %(number)s proposed: %(who)s") % values
        case f.ContactAnswered():
            values = {"number": fact.contact, "who": party_name(fact.party)}
            if fact.objects:
                return _("%(who)s objects to contact %(number)s") % values
            return _("%(who)s does not object to contact %(number)s") % values
        case f.ObjectionWeighed():
            if fact.go_on:
                return _("Objection to contact %(number)s weighed: it will be made") % {"number": fact.contact}
            return _("Objection to contact %(number)s weighed: it will not be made") % {"number": fact.contact}
        case f.ContactTakenBack():
            return _("Contact %(number)s was proposed by mistake, and will not be made") % {"number": fact.contact}
        case f.ContactSeconded():
            return _("A second member agrees to contact %(number)s") % {"number": fact.contact}
        case f.Invited():
            values = {"who": party_name(fact.party), "until": time_words(fact.until)}
            return _("%(who)s was invited; the link works until %(until)s") % values
        case f.InvitedAnew():
            values = {"who": party_name(fact.party), "until": time_words(fact.until)}
            return _("%(who)s has lost their ten words; a link to make others works until %(until)s") % values
        case f.InvitationTaken():
            return _("%(who)s opened their line") % {"who": party_name(fact.party)}
        case f.NotReached():
            return _("%(who)s could not be reached") % {"who": party_name(fact.party)}
        case f.NewcomerMarked():
            return _("%(who)s is new in the community") % {"who": party_name(fact.party)}
        case f.SupportSettled():
            values = {"who": party_name(fact.party)}
            return _("%(who)s was offered support") % values if fact.offered else _("No support for %(who)s") % values
        case f.EvidenceFiled():
            return _evidence(fact)
        case f.FileDescribed():
            return _("Said in words what a file shows")
        case f.NoteWritten():
            return _("Wrote in the committee's room")
        case f.TalkLogged():
            values = {"number": fact.talk, "at": time_words(fact.held_at)}
            return _("Talk %(number)s was held elsewhere on %(at)s") % values
        case f.TalkSummarised():
            return _("Talk %(number)s was summarised") % {"number": fact.talk}
        case f.Rested():
            return _("The case rests until %(until)s") % {"until": time_words(fact.until)}
        case f.Woken():
            return _("The case was taken up again")
        case f.Determined():
            return _("Determination %(number)s written") % {"number": fact.version}
        case f.Proposed():
            measures = "; ".join(measure_words(measure) for measure in fact.measures)
            return _("Proposal %(number)s: %(what)s") % {"number": fact.version, "what": measures}
        case f.TurnedOver():
            if not fact.readers:
                return _("Nobody of the council may decide this case: the members of it decide in its place")
            return _("Turned over to the council, which decides: %(who)s") % {"who": names.listed(fact.readers)}
        case f.AffectedDecided():
            who = {"who": party_name(fact.party)}
            return (
                _("%(who)s counts as affected") % who if fact.counts else _("%(who)s does not count as affected") % who
            )
        case f.PositionTaken():
            values = {"number": fact.proposal, "position": position_word(fact.position)}
            return _("On proposal %(number)s: %(position)s") % values
        case f.FeedbackGiven():
            values = {"who": party_name(fact.party), "feedback": feedback_word(fact.feedback)}
            return _("%(who)s on the proposed resolution: %(feedback)s") % values
        case f.FeedbackWeighed():
            return _weighed(fact, tuple(before))
        case f.MeasureEnacted():
            return _enacted(fact)
        case f.CoreTeamTold():
            return (
                _("The core team was told that it has ended") if fact.ended else _("The core team was told what lasts")
            )
        case f.CouncilReported():
            if not fact.readers:
                return _("Report to the council, kept for the record: nobody of it may read it")
            return _("Report to the council, read by %(who)s") % {"who": names.listed(fact.readers)}
        case f.CouncilToldOfDelay():
            said = (
                _("A promise of time was broken (%(clause)s); nobody of the council could be told")
                if fact.to_nobody
                else _("The council was told, without content, that a promise of time was broken (%(clause)s)")
            )
            return said % {"clause": fact.clause}
        case (
            f.StatementDrafted()
            | f.StatementChecked()
            | f.StatementReviewed()
            | f.StatementMade()
            | f.StatementWithdrawn()
        ):
            return tell_in_public(fact)
        case f.Closed():
            return _("The case was closed")
        case f.ReopeningAsked():
            return _("Asks to take this case up again")
        case f.ReopeningDeclined():
            return _("It stays closed")
        case f.Reopened():
            return _("The case is open again; its clocks start anew")
        case f.ReviewAsked():
            return _("Asks for a review of the resolution")
        case f.FairnessAnswered():
            return _("Answered whether they were treated fairly")
        case (
            f.Withdrawn()
            | f.WithdrawalTakenBack()
            | f.ErasureSeconded()
            | f.ErasureHeld()
            | f.ErasureReleased()
            | f.IdentityErased()
        ):
            return sentences_withdrawing.tell(fact)
        case (
            f.ReportBrought()
            | f.ReportMoved()
            | f.WordsCarried()
            | f.CasesLinked()
            | f.BroughtIn()
            | f.ReportMade()
            | f.LookedForDanger()
            | f.Translated()
        ):
            return sentences_reports.tell(fact, names)
        case (
            f.Disclosed()
            | f.DisclosureSeconded()
            | f.MinorsNamed()
            | f.MinorContactAgreed()
            | f.DataNoticeGiven()
            | f.DataNoticeDeferred()
        ):
            return sentences_law.tell(fact)
        case (
            f.AccessAsked()
            | f.AccessExtended()
            | f.AccessPrepared()
            | f.AccessChecked()
            | f.AccessGiven()
            | f.AccessRefused()
            | f.AccessTakenBack()
        ):
            return sentences_access.tell(fact)
        case f.WorryMarked():
            return _("Somebody is worried that %(who)s may harm themselves") % {"who": party_name(fact.party)}
        case f.WorrySettled():
            return _("Written down how %(who)s was helped another way") % {"who": party_name(fact.party)}
        case f.LookAsked() | f.LookGranted() | f.LookAgreed() | f.LookDeclined() | f.LookTaken() | f.LookEnded():
            return tell_of_a_look(fact)
        case unknown:
            assert_never(unknown)


def answer_word(answer: f.Answer) -> str:
    """Yes, no, or as far as the committee could tell neither."""
    return {
        f.Answer.YES: _("yes"),
        f.Answer.NO: _("no"),
        f.Answer.UNDETERMINED: _("could not be determined"),
    }[answer]


def position_word(position: f.Position) -> str:
    """A position on a proposal."""
    return {
        f.Position.CONSENT: _("consents"),
        f.Position.STAND_ASIDE: _("stands aside"),
        f.Position.OBJECT: _("objects"),
    }[position]


def position_kept(number: int, *, is_asked: bool) -> str:
    """That somebody took a position, and no more: it is shown once the reader has taken their own (D1)."""
    if is_asked:
        said = _("Took a position on proposal %(number)s; you see it once you have taken yours")
    else:
        said = _("Took a position on proposal %(number)s; you see it once the decision is explained to those concerned")
    return said % {"number": number}


def feedback_word(feedback: f.Feedback) -> str:
    """What came of consulting somebody."""
    return {
        f.Feedback.ACCEPTS: _("acceptable"),
        f.Feedback.IN_PART: _("acceptable in part"),
        f.Feedback.DOES_NOT_ACCEPT: _("not acceptable"),
        f.Feedback.SILENT: _("no answer by the date given"),
        f.Feedback.UNREACHABLE: _("could not be reached"),
    }[feedback]


def measure_words(measure: f.Measure) -> str:
    """A measure, with whom it concerns or on which ground."""
    who = {"who": "" if measure.to is None else party_name(measure.to)}
    match measure.kind:
        case f.MeasureKind.PRIVATE_REPRIMAND:
            return _("a private reprimand to %(who)s") % who
        case f.MeasureKind.PUBLIC_REPRIMAND:
            return _("a public reprimand to %(who)s") % who
        case f.MeasureKind.PUBLIC_REMINDER:
            return _("a public reminder that names nobody")
        case f.MeasureKind.OTHER:
            return _other(measure)
        case f.MeasureKind.NO_ACTION:
            return _no_action(measure)
        case unknown:
            assert_never(unknown)


def _other(measure: f.Measure) -> str:
    if measure.to is None:
        return _("another response that lasts") if measure.lasts else _("another response")
    who = {"who": party_name(measure.to)}
    return (
        _("another response that lasts, for %(who)s") % who
        if measure.lasts
        else _("another response, for %(who)s") % who
    )


def _no_action(measure: f.Measure) -> str:
    if measure.ground is f.Ground.SETTLED_IN_PUBLIC:
        return _("no further action, because it was settled in public meanwhile")
    return _("no further action, because no violation was found")


def way_word(way: f.Way) -> str:
    """How a report came."""
    return {
        f.Way.WEB: _("by web"),
        f.Way.MAIL: _("by mail"),
        f.Way.CHAT: _("by chat"),
        f.Way.CALL: _("by call"),
        f.Way.IN_PERSON: _("in person"),
    }[way]


def _looked_for(fact: f.NamesLookedFor, names: Names) -> str:
    if fact.found:
        said = _("Named in what was said here, and told nothing until somebody has looked: %(who)s")
        return said % {"who": names.listed(fact.found)}
    return _("Names were looked for again in what was said here, for whoever came since: nobody else is named")


def _opened(fact: f.CaseOpened, names: Names) -> str:
    parts = [_("Case opened")]
    left_out = len(fact.left_out)
    if left_out:
        said = ngettext("one member left out by the reporter", "%(count)s members left out by the reporter", left_out)
        parts.append(said % {"count": left_out})
    if fact.held_back:
        parts.append(_("held back until somebody has looked: %(who)s") % {"who": names.listed(fact.held_back)})
    if fact.named_elsewhere:
        said = _("named, and told nothing until somebody has looked: %(who)s")
        parts.append(said % {"who": names.listed(fact.named_elsewhere)})
    if fact.with_council:
        parts.append(_("the council reads, because too few members are left"))
    if fact.operator_named:
        parts.append(_("the reporter says that whoever runs the server is involved"))
    return "; ".join(parts)


def _report(fact: f.ReportReceived) -> str:
    parts = [sentences_reports.purpose_word(fact.purpose) % {"way": way_word(fact.way)}]
    if fact.in_danger:
        parts.append(_("says that somebody is in danger"))
    if fact.newcomer:
        parts.append(_("is new in the community"))
    if fact.minor:
        parts.append(_("says that somebody under 18 is concerned"))
    if fact.about_handling:
        parts.append(_("it is about how a report was handled"))
    if fact.may_be_named:
        parts.append(_("may be named"))
    if fact.reach is f.Reach.NONE:
        parts.append(_("wants no contact"))
    return "; ".join(parts)


def _names_written(fact: f.NamesWritten, names: Names) -> str:
    if fact.involved:
        return _("Who is involved was written down, and among them: %(who)s") % {"who": names.listed(fact.involved)}
    return _("Who is involved was written down")


def _answered(answer: f.ConflictAnswer) -> str:
    return {
        f.ConflictAnswer.NONE: _("No conflict of interest"),
        f.ConflictAnswer.STAYS: _("Declared a conflict of interest, and stays"),
        f.ConflictAnswer.HARD: _("Declared a conflict of interest with which nobody stays"),
    }[answer]


def _silent(fact: f.ChairToldOfSilence, names: Names) -> str:
    values = {"who": names.member(fact.member), "chair": names.member(fact.told)}
    said = _("%(who)s has not answered in time whether they have a conflict of interest; %(chair)s was told so")
    return said % values


def _recused(fact: f.Recused, names: Names) -> str:
    who = {"who": names.member(fact.member)}
    match fact.cause:
        case f.RecusalCause.DECLARED:
            return _("%(who)s stepped back, and reads nothing more of this case") % who
        case f.RecusalCause.NAMED:
            return _("%(who)s is named as involved, and reads nothing more of this case") % who
        case f.RecusalCause.LEFT:
            return _("%(who)s left, and reads nothing more of this case") % who
        case f.RecusalCause.SILENT:
            return _("%(who)s did not answer whether they have a conflict, and reads nothing more of this case") % who
        case f.RecusalCause.HARD:
            return (
                _("%(who)s had declared a conflict with which nobody stays, and reads nothing more of this case") % who
            )


def _triaged(fact: f.Triaged) -> str:
    parts = [_("Clear and severe: yes") if fact.severe else _("Clear and severe: no")]
    if fact.anew:
        parts.append(_("another one, after an earlier one was reviewed"))
    if fact.in_danger:
        parts.append(_("somebody is in danger"))
    if fact.ongoing:
        parts.append(_("it goes on"))
    return "; ".join(parts)


def _by_hand(fact: f.HandledByHand) -> str:
    done = len(fact.disconnected)
    said = ngettext("Disconnected by hand in one space", "Disconnected by hand in %(count)s spaces", done)
    parts = [said % {"count": done}]
    if fact.not_yet:
        later = len(fact.not_yet)
        parts.append(ngettext("one not yet", "%(count)s not yet", later) % {"count": later})
    return "; ".join(parts)


def _signed_off(fact: f.SignedOff) -> str:
    return {
        f.SignOff.UPHELD: _("The use of the severe path is upheld"),
        f.SignOff.IN_PART: _("The use of the severe path is upheld in part"),
        f.SignOff.REFUSED: _("The use of the severe path is not upheld"),
    }[fact.outcome]


def _evidence(fact: f.EvidenceFiled) -> str:
    kinds = {
        f.EvidenceKind.CHAT: _("Evidence filed: a chat"),
        f.EvidenceKind.MAIL: _("Evidence filed: a mail"),
        f.EvidenceKind.LINK: _("Evidence filed: a link"),
        f.EvidenceKind.RECORDING_SUMMARY: _("Evidence filed: the summary of a recording"),
        f.EvidenceKind.PICTURE: _("Evidence filed: a picture"),
        f.EvidenceKind.DOCUMENT: _("Evidence filed: a document"),
    }
    dated = "" if fact.dated is None else ", " + _("from %(date)s") % {"date": time_words(fact.dated)}
    return kinds[fact.kind] + dated


def _enacted(fact: f.MeasureEnacted) -> str:
    if fact.lapsed:
        return _("Measure %(number)s cannot be carried out any more") % {"number": fact.measure + 1}
    return _("Measure %(number)s was carried out") % {"number": fact.measure + 1}


def _weighed(fact: f.FeedbackWeighed, before: Sequence[Fact]) -> str:
    rows = [f"{party_name(one.party)}: {_outcome(one, before)}" for one in fact.outcomes]
    return _("Answers noted on proposal %(number)s") % {"number": fact.proposal} + (
        f" ({'; '.join(rows)})" if rows else ""
    )


def _outcome(outcome: f.Outcome, before: Sequence[Fact]) -> str:
    """What came of consulting somebody; of who was not reached because they did not want to be, that."""
    if outcome.feedback is f.Feedback.UNREACHABLE:
        for fact in before:
            match fact:
                case f.IdentityErased(party=outcome.party):
                    return _("was erased, as they had asked")
                case (
                    f.Withdrawn(party=outcome.party, way=f.Withdrawal.NO_CONTACT)
                    | f.ReportReceived(party=outcome.party, reach=f.Reach.NONE)
                ):
                    return _("wants no contact")
                case f.WithdrawalTakenBack(party=outcome.party, way=f.Withdrawal.NO_CONTACT):
                    break
                case _:
                    pass
    return feedback_word(outcome.feedback)
