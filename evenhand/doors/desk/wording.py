"""How acts and duties read: titles of acts, lines of the list, dates in a word."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenhand.doors.desk.names import Names, party_name
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Duty, Owed
from evenhand.procedure.facts import Member, Party
from evenhand.procedure.next_steps import MEETS, Act
from evenhand.shell.parts import Urgency

SOON = timedelta(hours=24)
_WEEK = 6

TITLES = {
    Act.ANSWER_CONFLICT: gettext_lazy("Say whether you have a conflict of interest"),
    Act.RECUSE: gettext_lazy("Step back from this case"),
    Act.ANSWER_QUESTIONED: gettext_lazy("Answer whether you have a conflict of interest: a member asks"),
    Act.QUESTION_CONFLICT: gettext_lazy("Ask %(who)s whether they have a conflict of interest"),
    Act.WRITE_NAMES: gettext_lazy("Read first, and write down who is involved"),
    Act.ADMIT: gettext_lazy("Look whether %(who)s may come in"),
    Act.LOOK_WHETHER_MEANT: gettext_lazy("Look whether %(who)s is meant"),
    Act.SHOW_NAMES: gettext_lazy("Show %(who)s who is named, before anything else"),
    Act.FIND_NOT_INVOLVED: gettext_lazy("Say that %(who)s was named by mistake"),
    Act.LET_IN: gettext_lazy("Let %(who)s in, who has answered"),
    Act.SEAT_ALTERNATES: gettext_lazy("Call alternates in"),
    Act.SEAT_COUNCIL: gettext_lazy("Let the council in"),
    Act.TRIAGE: gettext_lazy("Decide whether it is clear and severe"),
    Act.WRITE_DOWN_BY_HAND: gettext_lazy("Write down what was done by hand"),
    Act.SIGN_OFF: gettext_lazy("Review the use of the severe path"),
    Act.TELL_OF_RECONNECTION: gettext_lazy("Tell %(who)s that the person will be reconnected"),
    Act.RECONNECT: gettext_lazy("Write down that the person has access again"),
    Act.LOOK_FOR_DANGER: gettext_lazy("Look whether what was told speaks of danger"),
    Act.ACKNOWLEDGE: gettext_lazy("Acknowledge the report of %(who)s"),
    Act.WRITE_LETTER: gettext_lazy("Write to %(who)s"),
    Act.SETTLE_MESSAGE: gettext_lazy("Note that %(who)s needs no reply"),
    Act.MARK_NEWCOMER: gettext_lazy("Note that %(who)s is new here"),
    Act.OFFER_SUPPORT: gettext_lazy("Offer %(who)s support as a newcomer"),
    Act.ASK_QUESTION: gettext_lazy("Ask %(who)s something"),
    Act.RECORD_ANSWER: gettext_lazy("Write down what %(who)s answered to question %(number)s"),
    Act.PROPOSE_CONTACT: gettext_lazy("Propose to contact somebody"),
    Act.TELL_OF_CONTACT: gettext_lazy("Tell %(who)s who will be asked, and what"),
    Act.RECORD_OBJECTION: gettext_lazy("Write down what %(who)s said of contact %(number)s"),
    Act.WEIGH_OBJECTION: gettext_lazy("Weigh the objection to contact %(number)s"),
    Act.SECOND_CONTACT: gettext_lazy("Agree to contact %(number)s, as a second member"),
    Act.TAKE_BACK_CONTACT: gettext_lazy("Take contact %(number)s back: it was proposed by mistake"),
    Act.INVITE: gettext_lazy("Invite %(who)s to a line of their own"),
    Act.INVITE_ANEW: gettext_lazy("Give %(who)s a new link: they have lost their ten words"),
    Act.NOT_REACHED: gettext_lazy("Note that %(who)s could not be reached"),
    Act.FILE_EVIDENCE: gettext_lazy("File evidence"),
    Act.WRITE_NOTE: gettext_lazy("Write in the committee's room"),
    Act.LOG_TALK: gettext_lazy("Log a talk that was held elsewhere"),
    Act.SUMMARISE_TALK: gettext_lazy("Summarise talk %(number)s"),
    Act.REST: gettext_lazy("Let the case rest until a date"),
    Act.WAKE: gettext_lazy("Take the case up again"),
    Act.TRANSLATE: gettext_lazy("Translate a text"),
    Act.JOIN_REPORT: gettext_lazy("Join this report to another case"),
    Act.SPLIT_REPORT: gettext_lazy("Make a case of its own of the report of %(who)s"),
    Act.LINK_CASE: gettext_lazy("Link this case with another"),
    Act.UPDATE: gettext_lazy("Two-week update to %(who)s"),
    Act.DETERMINE: gettext_lazy("Determine what happened"),
    Act.PROPOSE: gettext_lazy("Propose a resolution"),
    Act.TAKE_POSITION: gettext_lazy("Take your position on the proposal"),
    Act.TURN_OVER: gettext_lazy("Turn the case over to the council"),
    Act.DECIDE: gettext_lazy("The council decides"),
    Act.DECIDE_AFFECTED: gettext_lazy("Decide whether %(who)s counts as affected"),
    Act.CONSULT: gettext_lazy("Explain the resolution to %(who)s, and ask"),
    Act.RECORD_FEEDBACK: gettext_lazy("Write down what %(who)s said of the resolution"),
    Act.WEIGH_FEEDBACK: gettext_lazy("Note the answers, and what you make of them"),
    Act.ENACT: gettext_lazy("Write down how measure %(measure)s was carried out"),
    Act.DELIVER_REPRIMAND: gettext_lazy("Deliver the reprimand to %(who)s"),
    Act.TELL_CORE_TEAM: gettext_lazy("Tell the core team what holds now"),
    Act.REPORT_TO_COUNCIL: gettext_lazy("Report to the council"),
    Act.WRITE_LAST_LETTER: gettext_lazy("Write the last letter to %(who)s"),
    Act.CLOSE: gettext_lazy("Close the case"),
    Act.CHECK_RETALIATION: gettext_lazy("Ask %(who)s whether anybody made them pay for it"),
    Act.ANSWER_REVIEW: gettext_lazy("Answer the review that %(who)s asked for"),
    Act.ASK_REOPENING: gettext_lazy("Ask to take this case up again"),
    Act.REOPEN: gettext_lazy("Agree to take this case up again"),
    Act.DECLINE_REOPENING: gettext_lazy("Leave this case closed"),
    Act.GRANT_LOOK: gettext_lazy("Answer look %(number)s, for which the council asks"),
    Act.AGREE_TO_LOOK: gettext_lazy("Agree to look %(number)s, as a second member"),
    Act.DECLINE_LOOK: gettext_lazy("Decline look %(number)s"),
    Act.END_LOOK: gettext_lazy("End look %(number)s, and change the keys"),
    Act.RECORD_WITHDRAWAL: gettext_lazy("Write down that %(who)s withdraws"),
    Act.TAKE_BACK_WITHDRAWAL: gettext_lazy("Write down that %(who)s takes it back"),
    Act.SECOND_ERASURE: gettext_lazy("Confirm that %(who)s asked to be erased"),
    Act.HOLD_ERASURE: gettext_lazy("Ask to wait with erasing %(who)s"),
    Act.RELEASE_ERASURE: gettext_lazy("Let the erasure of %(who)s go its way"),
    Act.DRAFT_STATEMENT: gettext_lazy("Write the text that is said in public"),
    Act.CHECK_STATEMENT: gettext_lazy("Check text %(number)s for the public, as a second member"),
    Act.REVIEW_STATEMENT: gettext_lazy("Note that text %(number)s was read for the law"),
    Act.MAKE_STATEMENT: gettext_lazy("Say text %(number)s in public"),
    Act.DISCLOSE: gettext_lazy("Write down what somebody outside was told"),
    Act.SECOND_DISCLOSURE: gettext_lazy("Look at disclosure %(number)s, as a second member"),
    Act.GIVE_DATA_NOTICE: gettext_lazy("Tell %(who)s that something is kept about them"),
    Act.DEFER_DATA_NOTICE: gettext_lazy("Put off telling %(who)s that something is kept about them"),
    Act.RECORD_ACCESS: gettext_lazy("Write down that %(who)s asks for the data kept about them"),
    Act.PREPARE_ACCESS: gettext_lazy("Put together the data that %(who)s asked for"),
    Act.CHECK_ACCESS: gettext_lazy("Read the data for %(who)s before it is given, as a second member"),
    Act.GIVE_ACCESS: gettext_lazy("Give %(who)s the data kept about them"),
    Act.EXTEND_ACCESS: gettext_lazy("Tell %(who)s that their data takes longer"),
    Act.REFUSE_ACCESS: gettext_lazy("Refuse %(who)s the data kept about them"),
    Act.RECORD_ASKER: gettext_lazy("Write down that somebody else asks for the data kept about them"),
    Act.TAKE_BACK_ACCESS: gettext_lazy("Write down that %(who)s no longer wants the data kept about them"),
    Act.MARK_WORRY: gettext_lazy("Mark that you are worried %(who)s may harm themselves"),
    Act.REACH_OUT: gettext_lazy("Write to %(who)s today: somebody is worried about them"),
    Act.SETTLE_WORRY: gettext_lazy("Write down how %(who)s was helped another way"),
    Act.NAME_MINORS: gettext_lazy("Write down who is under 18"),
    Act.AGREE_TO_MINOR: gettext_lazy("Agree that we write to %(who)s, who is under 18"),
    Act.SPEAK_IN_PUBLIC: gettext_lazy("Speak in public"),
    Act.CORRECT_STATEMENT: gettext_lazy("Correct statement %(number)s"),
    Act.WITHDRAW_STATEMENT: gettext_lazy("Take statement %(number)s back"),
}
"""What each act is called, in the imperative."""


TO_NOBODY = gettext_lazy("Write down that nobody of the council may decide")
"""What turning a case over is called where nobody is there to whom it could be turned over (D2, C2)."""


def title(
    act: Act,
    names: Names,
    *,
    party: Party | None = None,
    member: Member | None = None,
    number: int | None = None,
    clause: Clause | None = None,
) -> str:
    """An act with what it is about; who asked for advice, or told it for the record, made no report (K3)."""
    if act is Act.RECUSE and member is not None and member != names.viewer:
        return _("Take %(who)s out of this case") % {"who": names.member(member)}
    if act is Act.TURN_OVER and clause is Clause.RECUSAL:
        return str(TO_NOBODY)
    who = party_name(party) if party is not None else names.member(member) if member is not None else _("somebody")
    if act is Act.ACKNOWLEDGE and clause is Clause.ADVICE:
        return _("Answer %(who)s, who made no report") % {"who": who}
    if act is Act.ENACT and clause in {Clause.PRIVATE_REPRIMAND, Clause.PUBLIC_REPRIMAND}:
        return _("Write down that measure %(measure)s cannot be carried out any more") % {"measure": (number or 0) + 1}
    return str(TITLES[act]) % {"who": who, "number": number, "measure": (number or 0) + 1}


def duty_title(duty: Duty, names: Names) -> str:
    """What is owed, as a line of the list says it; of a letter also why it is."""
    act = MEETS[duty.owed]
    if duty.owed is Owed.REPLY:
        written = title(act, names, party=duty.party)
        if duty.clause is Clause.CONTACTING_ANYONE:
            return _("%(write)s: what you made of their objection") % {"write": written}
        if duty.clause is Clause.RESPECT:
            return _("%(write)s another way: the mail that something waits came back") % {"write": written}
        return _("%(write)s: they wrote, and wait") % {"write": written}
    return title(act, names, party=duty.party, member=duty.member, number=duty.number, clause=duty.clause)


def by_whom(duty: Duty, names: Names) -> str:
    """Who has it now, and to whom it passes on."""
    if duty.owner is None:
        return _("somebody who has still to come in")
    owner = names.you_or(duty.owner)
    others = [m for m in duty.then if m != duty.owner]
    if duty.personal or not others:
        return owner
    return _("%(owner)s, then %(next)s") % {"owner": owner, "next": names.you_or(others[0])}


def when(due: datetime, now: datetime) -> tuple[Urgency, str]:
    """How near a date is: never a colour alone, always a word."""
    if now >= due:
        return Urgency.LATE, _("late %(span)s") % {"span": span(now - due)}
    local, today = timezone.localtime(due), timezone.localtime(now).date()
    days = (local.date() - today).days
    hour = date_format(local, "H:i")
    if days == 0:
        return Urgency.SOON, _("today %(hour)s") % {"hour": hour}
    if days == 1:
        near = Urgency.SOON if due - now <= SOON else Urgency.OPEN
        return near, _("tomorrow %(hour)s") % {"hour": hour}
    if days <= _WEEK:
        return Urgency.OPEN, f"{date_format(local, 'D')} {hour}"
    return Urgency.OPEN, date_format(local, _("j M") if local.year == today.year else _("j M Y"))


def span(length: timedelta) -> str:
    """A length of time in its largest unit."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:  # noqa: PLR2004 - an hour
        return _("%(count)s min") % {"count": max(minutes, 1)}
    if minutes < 48 * 60:
        return _("%(count)s h") % {"count": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
