"""The kept statements write and read what the ORM would."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from evenhand.casework.staging import Stage
from evenhand.people import models as people
from evenhand.people.rows import add_one, hold, insert, pick, pick_all
from evenhand.record import models as record

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)


def case(stage: Stage, uid: bytes = b"c" * 16) -> dict[str, object]:
    return {
        "uid": uid,
        "community": stage.community.pk,
        "seq": 0,
        "head": b"h" * 32,
        "keyring": b"k",
        "summary": b"s",
        "wake_on": AT,
        "touched_on": date(2026, 3, 2),
    }


def test_what_is_inserted_reads_like_what_the_orm_creates(stage: Stage) -> None:
    insert(record.Case, case(stage))

    row = record.Case.objects.get(uid=b"c" * 16)
    assert (stage.community.pk, 0, b"h" * 32, AT, date(2026, 3, 2)) == (
        row.community_id,
        row.seq,
        bytes(row.head),
        row.wake_on,
        row.touched_on,
    )


def test_many_rows_are_one_statement_and_none_is_nothing(stage: Stage) -> None:
    with CaptureQueriesContext(connection) as asked:
        insert(record.Case)
        insert(record.Case, *(case(stage, bytes([n]) * 16) for n in range(1, 4)))

    assert 1 == len(asked)
    assert 3 == record.Case.objects.count()


def test_a_row_that_a_constraint_forbids_takes_the_others_along(stage: Stage) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(record.Case, case(stage), case(stage))

    assert 0 == record.Case.objects.count()


def test_the_key_that_the_database_counts_is_left_to_it(stage: Stage) -> None:
    insert(people.ManualVersion, {"community": stage.community.pk, "digest": "d", "source": b"x"})

    assert people.ManualVersion.objects.get(digest="d").pk


def test_a_row_is_picked_by_its_columns_and_of_several_the_newest(stage: Stage) -> None:
    newest = people.RosterEntry.objects.filter(community_id=stage.community.pk).latest("seq")

    found = pick(people.RosterEntry, ("seq", "uid"), newest="seq", community=stage.community.pk)

    assert (newest.seq, bytes(newest.uid)) == found
    assert pick(people.RosterEntry, ("seq",), community=0) is None


def test_all_rows_come_in_their_order(stage: Stage) -> None:
    expected = list(people.Account.objects.filter(community_id=stage.community.pk).order_by("pk").values_list("pk"))

    assert expected == pick_all(people.Account, ("id",), by="id", community=stage.community.pk)
    assert expected[:2] == pick_all(people.Account, ("id",), by="id", id=tuple(pk for (pk,) in expected[:2]))
    assert [] == pick_all(people.Account, ("id",), by="id", id=())


def test_one_is_added_where_it_is_said(stage: Stage) -> None:
    before = people.Community.objects.get(pk=stage.community.pk).acts

    counted = add_one(people.Community, "acts", id=stage.community.pk)

    assert before + 1 == counted
    assert add_one(people.Community, "acts", id=stage.community.pk + 1) is None
    assert before + 1 == people.Community.objects.get(pk=stage.community.pk).acts


def test_a_row_is_held_for_who_asked_first_where_the_database_lets_many_write(stage: Stage) -> None:
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        held = hold(people.Community, ("acts",), id=stage.community.pk)

    assert people.Community.objects.values_list("acts").get(pk=stage.community.pk) == held
    assert asked[-1]["sql"].endswith(" FOR NO KEY UPDATE") == (connection.vendor == "postgresql")


def test_who_is_not_there_is_not_held(stage: Stage) -> None:
    assert hold(people.Community, ("acts",), id=stage.community.pk + 1) is None
