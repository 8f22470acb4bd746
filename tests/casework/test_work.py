"""An act is whole or it has not happened (decision 6)."""

from dataclasses import replace

import pytest
from django.db import connection, transaction

from evenhand.casework import keychanges, recording, seats, summaries, talking
from evenhand.casework.errors import ChangedError, RefusedError
from evenhand.casework.seats import NoSuchCaseError, Seat
from evenhand.casework.staging import Stage
from evenhand.casework.work import act
from evenhand.people import watch
from evenhand.procedure import facts as f
from evenhand.record import cases, ledger, models, triggers
from evenhand.record.ledger import RecessError
from evenhand.vault import primitives
from evenhand.vault.keyring import COMMITTEE
from tests.cast import REPORTER, Walk
from tests.counting import calls, queries


class PulledPlugError(Exception):
    """Something that nobody expected."""


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Everything that stands in the database, session rows and counters included."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names()):
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608 - our own tables
            found[table] = [
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()
            ]
    return found


def answered(walk: Walk, *names: str) -> Walk:
    for name in names:
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    return walk


def break_off(walk: Walk, seat: Seat, last: f.Fact | None) -> None:
    with act(seat, walk.occasion) as work:
        work.add(f.NoteWritten(), COMMITTEE, {"text": "The first of two."})
        work.tell_members(work.others())
        work.hold(work.file.keyring.without(seat.box.public))
        if last is None:
            raise PulledPlugError
        work.add(last)


def test_an_act_that_breaks_off_after_its_first_fact_leaves_no_row_changed(stage: Stage) -> None:
    walk = answered(Walk(stage).report(), "bo")
    before, mark = rows(), watch.high_water(walk.community.uid)

    with pytest.raises(PulledPlugError):
        break_off(walk, walk.seat("bo"), None)

    assert before == rows()
    assert mark == watch.high_water(walk.community.uid)


def test_an_act_whose_second_fact_is_refused_leaves_no_row_changed(stage: Stage) -> None:
    walk = answered(Walk(stage).report(), "bo")
    before = rows()

    with pytest.raises(RefusedError):
        break_off(walk, walk.seat("bo"), f.Closed())

    assert before == rows()


def test_an_act_on_a_changed_case_leaves_no_row_changed(stage: Stage) -> None:
    walk = answered(Walk(stage).report(), "bo", "dara")
    seen, seat = walk.seat("dara").state.length, walk.seat("dara")
    letter = talking.Letter("Thank you.")
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, letter)
    before = rows()

    with pytest.raises(ChangedError) as changed:
        talking.write(seat, walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, letter, seen=seen)

    assert before == rows()
    assert [f.LetterSent] == [type(happened.fact) for happened in changed.value.since]


def test_two_notes_side_by_side_undo_nothing(stage: Stage) -> None:
    walk = answered(Walk(stage).report(), "bo", "dara")
    seat, seen = walk.seat("dara"), walk.seat("dara").state.length
    recording.write_note(walk.seat("bo"), walk.occasion, "One.")

    recording.log_talk(seat, walk.occasion, walk.now, "Two.", seen=seen)

    assert seen + 2 == walk.seat("bo").state.length


def test_whoever_was_taken_out_while_a_page_was_open_adds_nothing(stage: Stage) -> None:
    walk = answered(Walk(stage).report(), "bo", "dara")
    stale = walk.seat("dara")
    keychanges.recuse(walk.seat("dara"), walk.occasion)
    before = rows()

    with pytest.raises(RefusedError):
        recording.write_note(stale, walk.occasion, "Still here?")

    assert before == rows()


def test_the_high_water_mark_follows_each_commit(committed_stage: Stage) -> None:
    walk = Walk(committed_stage)
    before = watch.high_water(walk.community.uid)

    walk.report()
    answered(walk, "bo")

    assert before + 2 == watch.high_water(walk.community.uid)
    assert not ledger.is_behind(walk.community)


def test_in_a_database_that_is_behind_nothing_is_done(stage: Stage) -> None:
    walk = answered(Walk(stage).report(), "bo")
    watch.raise_high_water(walk.community.uid, 10**6)
    before = rows()

    with pytest.raises(RecessError):
        recording.write_note(walk.seat("bo"), walk.occasion, "…")
    with pytest.raises(RecessError):
        walk.report("Another.")

    assert before == rows()


def test_somebody_who_may_not_sit_costs_what_no_case_costs(stage: Stage) -> None:
    walk = Walk(stage)
    walk.report(left_out=(walk.member("ada"),))
    ada = stage.signed_in("ada", walk.occasion)

    def ask(number: str) -> None:
        seats.admit(ada, number)

    for number in (walk.number, "00" * 16):
        with pytest.raises(NoSuchCaseError):
            ask(number)
    assert queries(lambda: ask(walk.number)) == queries(lambda: ask("00" * 16))
    assert calls(primitives.derive, lambda: ask(walk.number)) == calls(primitives.derive, lambda: ask("00" * 16)) > 0
    assert calls(primitives.aead_open, lambda: ask(walk.number)) == calls(primitives.aead_open, lambda: ask("00" * 16))


def test_a_damaged_summary_keeps_nobody_out_and_lets_nobody_in(stage: Stage) -> None:
    walk = Walk(stage)
    walk.report(left_out=(walk.member("ada"),))
    models.Case.objects.update(summary=b"damaged")

    assert walk.seat("bo").state.is_open
    with pytest.raises(NoSuchCaseError):
        walk.seat("ada")


def test_the_summary_that_is_stored_is_the_one_that_is_rebuilt(stage: Stage) -> None:
    walk = Walk(stage)
    for number in range(12):
        walk.wait(hours=number)
        left_out = tuple(walk.member(name) for name in ("ada", "chidi", "ines")[: number % 4])
        walk.report("It was Eun." if number % 2 else "Rude.", left_out=left_out, in_danger=number % 3 == 0)
        answered(walk, "bo", *(("dara",) if number % 2 else ()))
        if number % 3:
            keychanges.recuse(walk.seat("bo"), walk.occasion)
        if number % 4 == 2:
            keychanges.write_names(answered(walk, "dara").seat("dara"), walk.occasion, "Eun.", (walk.member("kofi"),))

        stored = cases.sealed_summary(walk.community, bytes.fromhex(walk.number))
        seat = walk.seat("dara")
        told = tuple(m for m in seat.state.council_readers if m not in seat.state.recused)
        rebuilt = summaries.summarise(seat.state, seat.policy, seat.team, walk.now, told)

        assert stored is not None
        assert rebuilt == summaries.unseal(stored.blob, stored.place)


def test_a_summary_with_too_many_duties_keeps_its_size_and_its_first_duties(stage: Stage) -> None:
    walk = Walk(stage).report()
    seat = walk.seat("bo")
    summary = summaries.summarise(seat.state, seat.policy, seat.team, walk.now)
    duty = summary.duties[0]
    full = replace(summary, duties=(duty,) * 200)

    sealed = summaries.seal(full, seat.file.place, walk.occasion)

    kept = summaries.unseal(sealed, seat.file.place).duties
    assert len(summaries.seal(summary, seat.file.place, walk.occasion)) == len(sealed)
    assert 10 < len(kept) < 200
    assert {duty} == set(kept)


def shapes() -> list[tuple[object, ...]]:
    """What a stolen disk shows of every row but sessions: lengths of blobs, hours, numbers; no bytes."""
    found = []
    for table, table_rows in rows().items():
        for row in table_rows:
            shape = tuple(len(v) if isinstance(v, bytes | str) else type(v).__name__ for v in row)
            found.append((table, *shape))
    return sorted(found, key=repr)


def history(stage: Stage, excluded: str, writes: str, goes: str) -> list[tuple[object, ...]]:
    """The same things happen, done by these people and without those."""
    walk = Walk(stage)
    walk.report(left_out=(walk.member(excluded),))
    answered(walk, writes, goes)
    recording.write_note(walk.seat(writes), walk.occasion, "A thought.")
    keychanges.recuse(walk.seat(goes), walk.occasion, "A friend.")
    talking.write(walk.seat(writes), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Thanks."))
    return shapes()


def test_rows_do_not_tell_who_wrote_who_stepped_back_and_who_was_left_out(stage: Stage) -> None:
    found = []
    for people in (("ada", "bo", "dara"), ("chidi", "dara", "eun"), ("eun", "chidi", "ada"), ("bo", "ada", "chidi")):
        point = transaction.savepoint()
        found.append(history(stage, *people))
        transaction.savepoint_rollback(point)

    assert all(found[0] == one for one in found[1:])
    assert len(found[0]) > 40
    assert () == triggers.missing(connection)
