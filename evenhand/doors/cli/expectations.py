"""What a scene expects after a step, compared with what is. Each answers sentences about what is otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from evenhand.casework import summaries
from evenhand.casework.seats import NoSuchCaseError
from evenhand.casework.verification import verify
from evenhand.doors.cli.keys import expected, is_party
from evenhand.doors.cli.performing import Performance
from evenhand.doors.cli.scene import Step
from evenhand.outbox import queue, texts
from evenhand.people import accounts, communities
from evenhand.procedure.agreement import acting_chair, agreement
from evenhand.procedure.candidates import Act
from evenhand.procedure.duties import Duty, Owed, duties
from evenhand.procedure.next_steps import Step as NextStep
from evenhand.procedure.next_steps import next_steps
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState, fold
from evenhand.record import cases, ledger, rooms, statements

Check = Callable[["Looking"], Iterator[str]]


class Looking:
    """The world as it stands after a step, and one key of what was expected."""

    def __init__(self, play: Performance, step: Step, mails: tuple[queue.Leaving, ...]) -> None:
        self.play, self.step, self.mails = play, step, mails
        self.value: object = None

    @property
    def lines(self) -> list[str]:
        """The value as the list that it was read as."""
        return [str(one) for one in self.value] if isinstance(self.value, list) else []

    @property
    def rooms(self) -> Mapping[str, list[str]]:
        """The value as a table of rooms by person."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def state(self) -> CaseState:
        """The case."""
        return fold(r.happened for r in self.play.file(self.step.case).entries)

    @property
    def policy(self) -> Policy:
        """The manual's numbers."""
        return communities.manual(self.play.community.pk, self.state.manual).policy

    @property
    def duties(self) -> tuple[Duty, ...]:
        """What is owed."""
        return duties(self.state, self.policy, self.play.roster.team(), self.play.now)

    def steps_of(self, name: str, act: str) -> list[NextStep]:
        """What the case page says of an act for this member."""
        team, member = self.play.roster.team(), self.play.member(name)
        found = next_steps(self.state, self.policy, team, self.play.now, member)
        return [step for step in found if step.act is Act(act)]

    def line_of(self, duty: Duty) -> str:
        """A duty as a scene writes it."""
        by = self.play.calendar.write(duty.due)
        return f"{self.play.name_of(duty.owner)}: {duty.owed} by {by} ({duty.clause})"


def _meets(looking: Looking, line: str, duty: Duty) -> bool:
    one = expected(line, Owed)
    times = not one.by or looking.play.calendar.read(one.by) == duty.due.replace(second=0, microsecond=0)
    clause = not one.clause or one.clause == duty.clause
    owner = one.who.strip().casefold() == looking.play.name_of(duty.owner).casefold()
    return owner and times and clause and duty.owed == one.what


def owed(looking: Looking) -> Iterator[str]:
    for line in looking.lines:
        if not any(_meets(looking, line, duty) for duty in looking.duties):
            yield f"{line!r} is not owed. Owed are: {_all(map(looking.line_of, looking.duties))}."


def not_owed(looking: Looking) -> Iterator[str]:
    for name in looking.lines:
        found = [looking.line_of(duty) for duty in looking.duties if duty.owed == name]
        if found:
            yield f"{_all(found)} is owed."


def late(looking: Looking) -> Iterator[str]:
    found = [duty for duty in looking.duties if duty.is_late(looking.play.now)]
    for line in looking.lines:
        met = next((duty for duty in found if _meets(looking, line, duty)), None)
        if met is None:
            yield f"{line!r} is not late."
        else:
            found.remove(met)
    if found:
        yield f"late is also: {_all(map(looking.line_of, found))}."


def possible(looking: Looking) -> Iterator[str]:
    for line in looking.lines:
        one = expected(line, Act)
        steps = looking.steps_of(one.who, one.what)
        if not any(step.refused is None for step in steps):
            reasons = [f"{s.refused.reason} ({s.refused.clause})" for s in steps if s.refused is not None]
            yield f"{line!r} is not possible: {_all(reasons) if reasons else 'the page does not offer it'}."


def refused(looking: Looking) -> Iterator[str]:
    for line in looking.lines:
        one = expected(line, Act)
        found = {str(s.refused.clause) for s in looking.steps_of(one.who, one.what) if s.refused is not None}
        if any(step.refused is None for step in looking.steps_of(one.who, one.what)):
            yield f"{line!r}: it is possible."
        elif one.clause not in found:
            yield f"{line!r}: refused by {_all(sorted(found)) if found else 'nothing, the page does not offer it'}."


def _shown(looking: Looking, who: str) -> set[str]:
    """The rooms whose words the pages show this person, each opened with their own keys."""
    try:
        if is_party(who):
            line = looking.play.line(who, looking.step.case)
            opened = rooms.read(line.file, line.keys, line.file.entries)
            return {r.room for r in line.file.entries if r.entry in opened}
        seat = looking.play.seat(who, looking.step.case)
    except NoSuchCaseError:
        return set()
    may = [recorded for recorded in seat.file.entries if seat.may_open(recorded)]
    opened = rooms.read(seat.file, seat.keys, may)
    return {recorded.room for recorded in may if recorded.entry in opened}


def _held(looking: Looking, who: str) -> set[str]:
    """The rooms whose words this person's own keys open, whatever a page would show."""
    file = looking.play.file(looking.step.case)
    try:
        box = looking.play.line(who, looking.step.case).box if is_party(who) else looking.play.signed_in(who).keys.box
    except NoSuchCaseError:  # their line is gone, as it is after an erasure
        return set()
    opened = rooms.read(file, rooms.open_keys(file, box), file.entries)
    return {recorded.room for recorded in file.entries if recorded.entry in opened}


def _compare(looking: Looking, look: Callable[[Looking, str], set[str]], verb: str) -> Iterator[str]:
    for who, wanted in looking.rooms.items():
        found = look(looking, who)
        if found != set(wanted):
            yield f"{who} {verb} {_all(sorted(found))}, not {_all(sorted(wanted))}."


def reads(looking: Looking) -> Iterator[str]:
    yield from _compare(looking, _shown, "reads")


def holds(looking: Looking) -> Iterator[str]:
    yield from _compare(looking, _held, "can open")


def seated(looking: Looking) -> Iterator[str]:
    found = sorted(looking.play.name_of(member) for member in looking.state.readers)
    if found != sorted(looking.lines):
        yield f"in the case are {_all(found)}."


def hidden_from(looking: Looking) -> Iterator[str]:
    for who in looking.lines:
        yield from _traces(looking, who)


def _traces(looking: Looking, who: str) -> Iterator[str]:
    try:
        looking.play.seat(who, looking.step.case)
    except NoSuchCaseError:
        pass
    else:
        yield f"{who} can open the case's page."
    if _held(looking, who):
        yield f"{who}'s keys open {_all(sorted(_held(looking, who)))}."
    member = looking.play.member(who)
    for sealed in cases.open_summaries(looking.play.community):
        summary = summaries.unseal(sealed.blob, sealed.place)
        if sealed.uid.hex() == looking.play.number(looking.step.case) and member in {
            *summary.readers,
            *summary.council_told,
            *summary.shown_names,
        }:
            yield f"the case stands in {who}'s list."
    about = [mail for mail in looking.mails if _kind(mail) != texts.Text.ROSTER]
    if any(_addressee(looking, mail) == who for mail in about):
        yield f"{who} got a mail in this step."


def _addressee(looking: Looking, leaving: queue.Leaving) -> str:
    for account in accounts.everyone(looking.play.community):
        if account.record.email == leaving.mail.to:
            return looking.play.name_of(account.member)
    return leaving.mail.to


_SENTENCES = (
    texts.Text.DIGEST,
    texts.Text.URGENT,
    texts.Text.WAITING,
    texts.Text.WAITING_LINK,
    texts.Text.DELAY,
    texts.Text.ROSTER,
)


def _kind(leaving: queue.Leaving) -> str:
    """Which constant text a notice is; a letter is a letter."""
    if leaving.mail.kind is queue.Kind.NOTICE:
        for text in _SENTENCES:
            for language in texts.LANGUAGES:
                body, _, _ = texts.write(text, language, link="|").body.partition("|")
                if leaving.mail.body.startswith(body):
                    return text.value
    return leaving.mail.kind.value


def told(looking: Looking) -> Iterator[str]:
    found = sorted(f"{_addressee(looking, one)}: {_kind(one)}" for one in looking.mails)
    if found != sorted(looking.lines):
        yield f"mailed was {_all(found)}."


def chair(looking: Looking) -> Iterator[str]:
    found = looking.play.name_of(acting_chair(looking.state, looking.play.roster.team(), looking.play.now))
    if found != looking.value:
        yield f"{found} is chair for this case."


def agreed(looking: Looking) -> Iterator[str]:
    found = agreement(looking.state, looking.policy, looking.play.now) is not None
    if found is not looking.value:
        yield f"the proposal {'stands' if found else 'does not stand'} agreed."


def status(looking: Looking) -> Iterator[str]:
    found = "open" if looking.state.is_open else "closed"
    if found != looking.value:
        yield f"the case is {found}."


def public(looking: Looking) -> Iterator[str]:
    found = [one.title or "withdrawn" for one in statements.newest(looking.play.community)]
    if found != looking.lines:
        yield f"in public stand {_all(found)}."


def verifies(looking: Looking) -> Iterator[str]:
    wrong = [str(one) for one in verify(looking.play.community)]
    if (not wrong) is not looking.value:
        yield f"verifying finds {_all(wrong)}"


def read_only(looking: Looking) -> Iterator[str]:
    found = ledger.is_behind(looking.play.community)
    if found is not looking.value:
        yield f"the database is {'behind' if found else 'not behind'}."


CHECKS: Mapping[str, Check] = {
    "owed": owed,
    "not_owed": not_owed,
    "late": late,
    "possible": possible,
    "refused": refused,
    "reads": reads,
    "holds": holds,
    "seated": seated,
    "hidden_from": hidden_from,
    "told": told,
    "chair": chair,
    "agreed": agreed,
    "status": status,
    "public": public,
    "verifies": verifies,
    "read_only": read_only,
}


def look(play: Performance, step: Step, mails: tuple[queue.Leaving, ...]) -> list[str]:
    """Everything that is otherwise than this step expects."""
    found: list[str] = []
    looking = Looking(play, step, mails)
    for name, value in step.then.items():
        looking.value = value
        found += [f"{name}: {sentence}" for sentence in CHECKS[name](looking)]
    return found


def _all(names: Iterable[str]) -> str:
    return ", ".join(names) or "nothing"
