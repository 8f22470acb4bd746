"""What the clock does when a time has come, and that it does each thing once."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evenhand.casework import clockwork, keychanges, summaries, talking, triage
from evenhand.casework.reaching import is_refused, is_refused_openly
from evenhand.casework.staging import Stage
from evenhand.casework.work import tell_members
from evenhand.clock.tick import Ticked, tick
from evenhand.outbox import queue
from evenhand.outbox.posting import Came
from evenhand.outbox.texts import Text, write
from evenhand.people import accounts, communities, roster
from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Owed
from evenhand.record import cases, logbook
from evenhand.vault import log
from tests.cast import REPORTER, Walk


@dataclass
class Postman:
    """Takes mail, or does what a test tells it to."""

    came: Came = Came.LEFT
    took: list[queue.Leaving] = field(default_factory=list)

    def __call__(self, leaving: queue.Leaving, _: datetime) -> Came:
        self.took.append(leaving)
        return self.came

    def to(self, address: str) -> list[str]:
        return [leaving.mail.subject for leaving in self.took if leaving.mail.to == address]


@pytest.fixture(autouse=True)
def _an_empty_outbox(stage: Stage) -> None:
    """The cast has just arrived, and was told of each other; that mail is nobody's matter here."""
    queue.drain()


def ticks(walk: Walk, postman: Postman | None = None) -> Ticked:
    return tick(walk.occasion, postman or Postman())


def bodies(postman: Postman, text: Text) -> set[str]:
    constant = write(text, "en", link="|").body.partition("|")[0]
    return {leaving.mail.to for leaving in postman.took if leaving.mail.body.startswith(constant)}


def test_the_council_hears_once_that_nobody_answered_within_72_hours(stage: Stage) -> None:
    walk = Walk(stage).report(left_out=(stage.player("ada").member,))
    ticks(walk)
    walk.wait(hours=73)
    postman = Postman()

    ticks(walk, postman)
    ticks(walk.wait(hours=25), postman)

    told = [h.fact for h in _happened(walk) if isinstance(h.fact, f.CouncilToldOfDelay)]
    assert [f.CouncilToldOfDelay(Clause.RECEIPT, REPORTER)] == told
    assert {f"{name}@lattice.example" for name in ("ines", "jun", "kofi")} == bodies(postman, Text.DELAY)


def test_the_summary_follows_what_time_brings(stage: Stage) -> None:
    walk = Walk(stage).report()

    ticks(walk.wait(hours=25))

    late = [duty for duty in _summary(walk).duties if duty.owed is Owed.TRIAGE]
    assert ["bo"] == [_login(stage, duty.owner) for duty in late]
    assert late[0].is_late(walk.now)


def test_what_cannot_wait_is_said_at_once_to_whom_it_passes_on(stage: Stage) -> None:
    walk = Walk(stage).report(in_danger=True)
    ticks(walk)
    postman = Postman()

    ticks(walk.wait(hours=24, minutes=1), postman)
    ticks(walk.wait(minutes=1), postman)

    assert {"bo@lattice.example"} == bodies(postman, Text.URGENT)


def test_nothing_is_written_in_the_hour_before_something_is_due(stage: Stage) -> None:
    walk = Walk(stage).report()
    walk.now = walk.now.replace(minute=0) + timedelta(days=1)
    before = _wake(walk)

    assert clockwork.Refreshed() == clockwork.refresh(walk.community, bytes.fromhex(walk.number), walk.occasion)

    assert before == _wake(walk)


def test_whoever_owes_something_gets_one_digest_a_day_and_nobody_else_does(stage: Stage) -> None:
    walk = Walk(stage).report()
    for name in ("ada", "bo", "chidi", "dara", "eun"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    queue.drain()
    walk.now = walk.now.replace(hour=5, minute=59) + timedelta(days=1)  # 6:59 in Berlin
    early, postman = Postman(), Postman()

    ticks(walk, early)
    ticks(walk.wait(minutes=1), postman)
    ticks(walk.wait(hours=3), postman)

    assert set() == bodies(early, Text.DIGEST)
    assert ["ada@lattice.example"] == [leaving.mail.to for leaving in postman.took]


def test_each_day_gets_one_leaf_and_one_signed_checkpoint_that_goes_outside(stage: Stage) -> None:
    communities.change(stage.community, public={**stage.community.public, clockwork.CHECKPOINTS_TO: "log@else.example"})
    walk = Walk(stage.fresh()).report()
    postman, head = Postman(), _head(walk)

    for _ in range(5):
        ticks(walk.wait(hours=16), postman)

    days = logbook.days(walk.community)
    first = walk.now - timedelta(hours=80)
    assert [1, 2, 3] == [day.number for day in days]
    assert (first.date()) in {day.day for day in days}
    sent = [leaving.mail for leaving in postman.took if leaving.mail.kind is queue.Kind.CHECKPOINT]
    assert {"log@else.example"} == {mail.to for mail in sent}
    assert days[-1].checkpoint.strip() == sent[-1].body.strip()
    (touched,) = [day for day in days if day.day == first.date()]
    assert (head,) == logbook.made_of(walk.community, touched)[1]


def test_days_that_the_clock_missed_are_closed_in_order(stage: Stage) -> None:
    walk = Walk(stage)
    ticks(walk)
    ticks(walk.wait(days=3))

    days = [day.day for day in logbook.days(walk.community)]

    assert [walk.now.date() - timedelta(days=n) for n in (4, 3, 2, 1)] == days
    assert (
        log.root([day.leaf for day in logbook.days(walk.community)])
        == log.parse_checkpoint(logbook.days(walk.community)[-1].checkpoint).root
    )


def test_a_day_with_a_case_and_one_without_look_alike(stage: Stage) -> None:
    walk = Walk(stage)
    ticks(walk)
    ticks(walk.report().wait(days=1))

    quiet, busy = logbook.days(walk.community)

    assert [len(quiet.sealed), len(quiet.leaf)] == [len(busy.sealed), len(busy.leaf)]


def test_a_letter_that_the_server_takes_is_forgotten(stage: Stage) -> None:
    walk = Walk(stage)
    ticks(walk)
    walk.report(address="me@mail.example")
    postman = Postman()

    ticked = ticks(walk, postman)

    assert ticked.left == len(postman.took) == 6
    assert () == queue.waiting(walk.community)


def test_a_letter_that_stays_is_tried_again_under_the_same_id_with_growing_pauses(stage: Stage) -> None:
    walk = Walk(stage).report(address="me@mail.example")
    postman = Postman(Came.STAYED)

    for _ in range(60):
        ticks(walk, postman)
        walk.wait(minutes=10)

    receipts = [leaving for leaving in postman.took if leaving.mail.to == "me@mail.example"]
    assert 1 == len({leaving.message_id for leaving in receipts})
    assert 10 <= len(receipts) <= 20


@pytest.mark.parametrize(("came", "days"), [(Came.REFUSED, 0), (Came.STAYED, 5)])
def test_a_mailed_letter_that_cannot_arrive_makes_its_duty_stand_again(stage: Stage, came: Came, days: int) -> None:
    walk = Walk(stage).report(address="me@mail.example")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    triage.triage(walk.seat("bo"), walk.occasion, severe=False)
    letter = talking.Letter("Thank you.", via=f.Via.MAIL)
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, letter)
    assert Owed.ACKNOWLEDGE not in {duty.owed for duty in _summary(walk).duties}

    for _ in range(2 * days):
        ticks(walk, Postman(came))
        walk.wait(hours=12)
    ticked = ticks(walk, Postman(came))

    assert Owed.ACKNOWLEDGE in {duty.owed for duty in _summary(walk).duties}
    assert [f.LetterCameBack] == [type(h.fact) for h in _happened(walk) if isinstance(h.fact, f.LetterCameBack)]
    assert ticked.came_back > 0
    assert not [one for one in queue.waiting(walk.community) if one.mail.kind is queue.Kind.LETTER]


def test_a_sentence_that_a_server_refuses_is_told_to_the_members_who_can_write_another_way(stage: Stage) -> None:
    walk = _waits_for_its_reporter(stage)

    ticks(walk, Postman(Came.REFUSED))

    assert [f.NoticeCameBack(REPORTER)] == [h.fact for h in _happened(walk) if isinstance(h.fact, f.NoticeCameBack)]
    (owed,) = [duty for duty in _summary(walk).duties if duty.owed is Owed.REPLY]
    assert (REPORTER, Clause.RESPECT) == (owed.party, owed.clause)
    queue.drain()
    other_way = talking.Letter("I tried to reach you.", via=f.Via.OTHER, why_other_way="By chat.")
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.MESSAGE, REPORTER, other_way)
    assert [] == [one for one in queue.waiting(walk.community) if one.mail.to == "me@mail.example"], "nothing more"
    assert not [duty for duty in _summary(walk).duties if duty.owed is Owed.REPLY]


def _waits_for_its_reporter(stage: Stage) -> Walk:
    """The automatic receipt has arrived; a letter waits on the reporter's page, and the mail that says so waits."""
    walk = Walk(stage).report(address="me@mail.example")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    ticks(walk)
    walk.wait(hours=1)
    letter = talking.Letter("Thank you. I am Bo.")
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, letter)
    return walk


def test_a_member_reads_that_mail_to_them_is_refused_until_it_arrives_or_the_address_changes(stage: Stage) -> None:
    walk = Walk(stage).report()
    bo = walk.member("bo")

    ticks(walk, Postman(Came.REFUSED))
    refused = accounts.by_member(walk.community, bo)
    walk.wait(days=1)
    ticks(walk)
    arrived = accounts.by_member(walk.community, bo)

    assert (True, False) == (is_refused(refused), is_refused(arrived))


def test_what_somebody_changes_while_their_mail_is_refused_is_not_undone(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk, bo, real = Walk(stage).report(), Walk(stage).member("bo"), communities.lock

    def moved_meanwhile(community: communities.Community) -> communities.Community:
        account = accounts.by_member(community, bo)
        if account.record.zone != "Asia/Tokyo":
            record = replace(account.record, zone="Asia/Tokyo")
            accounts.keep_record(community, account, record, walk.occasion)
        return real(community)

    monkeypatch.setattr(communities, "lock", moved_meanwhile)
    ticks(walk, Postman(Came.REFUSED))

    kept = accounts.by_member(walk.community, bo)
    assert ("Asia/Tokyo", True) == (kept.record.zone, is_refused(kept))


def test_the_office_hears_of_a_refused_mail_only_where_it_would_have_gone_without_any_case(stage: Stage) -> None:
    walk = Walk(stage).report()
    everybody = [person.member for person in roster.load(walk.community).present]

    ticks(walk, Postman(Came.REFUSED))
    of_a_case = [is_refused_openly(one) for one in accounts.everyone(walk.community)]
    tell_members(walk.community, everybody, Text.ROSTER, walk.occasion)
    ticks(walk, Postman(Came.REFUSED))
    of_the_roster = [is_refused_openly(one) for one in accounts.everyone(walk.community) if one.record.email]

    assert any(is_refused(one) for one in accounts.everyone(walk.community))
    assert not any(of_a_case)
    assert all(of_the_roster)


def test_a_case_that_cannot_be_read_stops_no_other(stage: Stage) -> None:
    walk = Walk(stage).report()
    broken = walk.number
    walk.report("Something else happened too.")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE record_case SET keyring = %s WHERE uid = %s", [b"x" * 40, bytes.fromhex(broken)])

    ticked = ticks(walk.wait(hours=25))

    assert 1 == ticked.failed
    assert 1 == ticked.refreshed
    assert ["bo"] == [_login(stage, d.owner) for d in _summary(walk).duties if d.owed is Owed.TRIAGE]


def test_a_tick_with_nothing_due_asks_the_same_few_questions_however_many_cases_there_are(stage: Stage) -> None:
    walk = Walk(stage).report()
    ticks(walk)
    ticks(walk.wait(seconds=1))

    with CaptureQueriesContext(connection) as one:
        ticks(walk)
    for _ in range(10):
        walk.report("Another one.")
    queue.drain()
    with CaptureQueriesContext(connection) as eleven:
        ticks(walk)

    assert len(one) == len(eleven) < 30


def _happened(walk: Walk) -> list[f.Happened]:
    return [recorded.happened for recorded in walk.seat("bo").file.entries]


def _summary(walk: Walk) -> summaries.Summary:
    (sealed,) = [one for one in cases.open_summaries(walk.community) if one.uid.hex() == walk.number]
    return summaries.unseal(sealed.blob, sealed.place)


def _head(walk: Walk) -> bytes:
    return walk.seat("bo").file.head


def _wake(walk: Walk) -> object:
    with connection.cursor() as cursor:
        cursor.execute("SELECT wake_on, summary FROM record_case WHERE uid = %s", [bytes.fromhex(walk.number)])
        return cursor.fetchone()


def _login(stage: Stage, member: f.Member | None) -> str:
    return next(player.login for player in stage.players.values() if player.member == member)
