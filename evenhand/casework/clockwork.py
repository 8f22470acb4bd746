"""What happens because time passes: what is owed anew, delays, the daily digest and the day's leaf in the log.

The clock never writes to a party (decision 6): these acts tell members and the council, without content.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from evenhand.casework import reaching, summaries
from evenhand.casework.calling import looked_for_council
from evenhand.casework.summaries import Summary
from evenhand.casework.withdrawing import erase_what_is_due
from evenhand.casework.work import Work, commit, tell_members
from evenhand.outbox import queue
from evenhand.outbox.texts import Text, write
from evenhand.people import communities, roster, throttle
from evenhand.people.communities import Community
from evenhand.people.daily import not_told_today
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.delays import delays
from evenhand.procedure.facts import CLERK, Member, Party
from evenhand.procedure.questioning import silences
from evenhand.procedure.state import fold
from evenhand.record import cases, ledger, logbook

DIGEST_HOUR = 7
"""At this hour, in the community's zone, the day begins: yesterday's leaf, and a digest for whoever owes something."""
CHECKPOINTS_TO = "checkpoints_to"
"""Under this name the community keeps the address outside that gets the log's checkpoints."""
MOST_MISSED_DAYS = 400
"""So many days are made up in one morning; what is left follows in the next ones."""
_MORNING = "morning"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What looking at a case again came to."""

    delays: int = 0
    urged: int = 0
    erased: int = 0
    silences: int = 0


def refresh(community: Community, uid: bytes, occasion: Occasion) -> Refreshed:
    """Look at a case whose hour has come: what is owed now, who is erased, whether the council hears of a delay.

    Two clocks at once do no harm: the second finds what the first has written under the case's lock.
    """
    with transaction.atomic():
        ledger.require_no_recess(community)
        work = _work(community, uid, occasion)
        before = summaries.unseal(ledger.summary_of(work.file), work.file.place)
        if _comes_later_in_this_hour(before, occasion):
            return Refreshed()
        erased = erase_what_is_due(work)
        told, silent = _tell_of_delays(work), _tell_of_silence(work)
        urged = _urge(work, before)
        if told or erased or silent:
            commit(work)
        else:
            _keep_summary(work)
    return Refreshed(told, urged, erased, silent)


def letter_came_back(community: Community, mail: queue.Mail, occasion: Occasion) -> None:
    """A letter was refused for good, or waited five days: the duty that it met stands again (THREATS 4.12).

    Of a sentence that says nothing, those hear who can do something about it: the case's members where it went to a
    party, else whose address it is, and the office where what it was about is no case (THREATS 6).
    """
    if mail.member:
        reaching.refused(community, mail, occasion)
    if not (mail.case and (mail.entry or mail.party)):
        return
    with transaction.atomic():
        ledger.require_no_recess(community)
        work = _work(community, bytes.fromhex(mail.case), occasion)
        if not mail.entry:
            _notice_came_back(work, f.NoticeCameBack(Party(mail.party)))
        elif _may_come_back(work, mail.entry):
            work.add_as_clerk(f.LetterCameBack(mail.entry))
            _tell_of_delays(work)  # what was taken for a reply was none, so a promise may have been broken meanwhile
            work.tell_members(work.state.readers)
            commit(work)


def _notice_came_back(work: Work, fact: f.NoticeCameBack) -> None:
    party = work.state.parties.get(fact.party)
    if party is None or party.erased:
        return  # who is gone, or has moved to another case, is told nothing here
    work.add_as_clerk(fact)
    work.tell_members(work.state.readers)
    commit(work)


def begin_day(community: Community, occasion: Occasion) -> bool:
    """Close yesterday in the log, send its checkpoint outside, and one digest to each member who owes something.

    One transaction, and one row a day: whoever comes second does nothing. Answer whether this was the first.
    """
    with transaction.atomic():
        community = communities.lock(community)
        missing = days_to_close(community, occasion.now)
        if not missing:
            return False
        ledger.require_no_recess(community)
        _send_checkpoint(community, close_days(community, missing, occasion), occasion)
        owing = _owing(community, occasion.now)
        tell_members(community, not_told_today(community, owing, occasion.now), Text.DIGEST, occasion)
    return True


def days_to_close(community: Community, now: datetime) -> tuple[date, ...]:
    """The days that the log gets this morning, oldest first; none before the community's morning, or a second time.

    The log goes on in its own order, whatever the date says: after a clock was far ahead its
    days are ahead of the calendar, and each morning brings the next one all the same.
    """
    local = now.astimezone(ZoneInfo(community.zone))
    if local.hour < DIGEST_HOUR or throttle.was_used(_MORNING, _morning(community, local), now):
        return ()
    yesterday = local.date() - timedelta(days=1)
    newest = logbook.newest(community)
    first = yesterday if newest is None else newest.day + timedelta(days=1)
    missing = min(max((yesterday - first).days + 1, 1), MOST_MISSED_DAYS)
    return tuple(first + timedelta(days=n) for n in range(missing))


def close_days(community: Community, days: Sequence[date], occasion: Occasion) -> logbook.Day:
    """Write these days into the log; the last one is over everything that was touched lately, whatever its date."""
    local = occasion.now.astimezone(ZoneInfo(community.zone))
    throttle.use_once(_MORNING, _morning(community, local), occasion.now, timedelta(days=1))
    *earlier, last = days
    for day in earlier:
        logbook.append(community, day, cases.heads_touched_on(community, day), occasion)
    lately = cases.heads_touched_since(community, min(last, _yesterday_began(local)))
    return logbook.append(community, last, lately, occasion)


def _morning(community: Community, local: datetime) -> bytes:
    return community.uid + local.date().isoformat().encode()


def _yesterday_began(local: datetime) -> date:
    """The date that rows had when the community's yesterday began: what this morning is about was touched since."""
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight - timedelta(days=1)).astimezone(UTC).date()


def _work(community: Community, uid: bytes, occasion: Occasion) -> Work:
    file = ledger.load(community, uid, lock=True)
    state = fold(recorded.happened for recorded in file.entries)
    policy = communities.manual(community.pk, state.manual).policy
    return Work(community, occasion, file, state, roster.load(community), policy, CLERK, clerks().signing)


def _comes_later_in_this_hour(summary: Summary, occasion: Occasion) -> bool:
    """A row shows only the hour of what is due; until its minute there is nothing to do and nothing to write."""
    due = summary.next_at
    return due is not None and occasion.now < due < occasion.hour + timedelta(hours=1)


def _tell_of_delays(work: Work) -> int:
    """Each broken promise of which the council has not heard, once, to whoever of it may know (R1, R12, C2).

    The clock reads no word, so whoever came after names were last looked for hears nothing from it.
    """
    broken = delays(work.state, work.policy, work.now)
    if not broken:
        return 0
    state = work.state
    readers = [m for m in work.team.council if m in state.readers and m not in state.must_go]
    told = dict.fromkeys((*readers, *(person.member for person in looked_for_council(work))))
    for delay in broken:
        work.add_as_clerk(replace(delay, to_nobody=not told))
    work.tell_members(told, Text.DELAY)
    return len(broken)


def _tell_of_silence(work: Work) -> int:
    """Who was asked about a conflict and has not answered in time: the chair for this case hears, once (C1)."""
    silent = tuple(silences(work.state, work.policy, work.team, work.now))
    for silence in silent:
        work.add_as_clerk(silence)
    work.tell_members([silence.told for silence in silent], at_once=True)
    return len(silent)


def _urge(work: Work, before: Summary) -> int:
    """Something that cannot wait has passed on to somebody: they hear it in its own sentence, at once."""
    had = {(duty.owed, duty.owner) for duty in before.duties if duty.urgent}
    now = _summary(work).duties
    urged = {duty.owner for duty in now if duty.urgent and duty.owner and (duty.owed, duty.owner) not in had}
    work.tell_members(urged, Text.URGENT)
    return len(urged)


def _keep_summary(work: Work) -> None:
    summary = _summary(work)
    sealed = summaries.seal(summary, work.file.place, work.occasion)
    ledger.keep_summary(work.file, sealed, summaries.wake_on(summary, work.occasion))


def _summary(work: Work) -> Summary:
    council = tuple(m for m in work.state.council_readers if m not in work.state.recused)
    return summaries.summarise(work.state, work.policy, work.team, work.now, council)


def _may_come_back(work: Work, entry: str) -> bool:
    """It was sent in this case, and nobody has recorded already that it came back."""
    letters = {ref.entry for ref in work.state.letters}
    invitations = {p.invitation for p in work.state.parties.values() if not p.has_line and not p.came_back}
    return entry in letters | invitations


def _owing(community: Community, now: datetime) -> Iterable[Member]:
    """Everybody to whom something falls now, in any case at which they sit and that does not rest."""
    for sealed in cases.open_summaries(community):
        summary = summaries.unseal(sealed.blob, sealed.place)
        yield from (duty.owner for duty in summary.in_sight(now) if duty.owner is not None)


def _send_checkpoint(community: Community, day: logbook.Day, occasion: Occasion) -> None:
    address = community.says(CHECKPOINTS_TO)
    if address:
        text = write(Text.CHECKPOINT, community.language, letter=day.checkpoint)
        queue.put(community, queue.Mail(queue.Kind.CHECKPOINT, address, text.subject, text.body), occasion)


__all__ = ["CHECKPOINTS_TO", "Refreshed", "begin_day", "close_days", "days_to_close", "letter_came_back", "refresh"]
