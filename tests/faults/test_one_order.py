"""Fault 17, of a case and its community: all take hold of things in one order, so nobody waits in a ring."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, connections, transaction

from evenhand.casework import clockwork, founding, keychanges, portal
from evenhand.casework.staging import Stage
from evenhand.casework.work import act
from evenhand.people.communities import Community
from evenhand.people.sessions import SignedIn
from evenhand.procedure import facts as f
from evenhand.record import parties
from evenhand.vault.phrase import PhraseKeys, new_nonce
from tests.cast import REPORTED, Walk, dice
from tests.faults.arena import Ended, begun
from tests.faults.n1 import walked

Other = Callable[[Walk], object]

OTHERS: dict[str, Other] = {
    "Dara is taken off the roster": lambda w: founding.leave(_ada(w), w.member("dara"), w.occasion),
    "Dara becomes deputy": lambda w: founding.set_roles(_ada(w), w.member("dara"), ["committee", "deputy"], w.occasion),
    "the rota changes": lambda w: founding.set_rota(_ada(w), [w.member("dara")], w.occasion),
    "the day begins": lambda w: clockwork.begin_day(w.community, w.occasion),
    "the clock looks at the case": lambda w: clockwork.refresh(w.community, bytes.fromhex(w.number), w.occasion),
    "somebody reports": lambda w: w.report("Another one.", address="nia@lattice.example").number,
    "Chidi steps back": lambda w: keychanges.recuse(w.seat("chidi"), w.occasion),
}


def _ada(walk: Walk) -> SignedIn:
    return walk.stage.signed_in("ada", walk.occasion)


@pytest.mark.parametrize("other", OTHERS)
def test_whoever_acts_at_a_case_and_whatever_else_happens_do_not_wait_for_each_other(
    committed_stage: Stage, other: str
) -> None:
    walk = Walk(committed_stage).report()
    walk.now = walk.now.replace(hour=12) + timedelta(days=1)

    ended = meanwhile(walk, _acts, OTHERS[other])

    assert all(one.acknowledged for one in ended), [one.story for one in ended]


def test_a_report_that_was_sealed_before_somebody_was_off_the_roster_gives_them_no_key(committed_stage: Stage) -> None:
    walk = Walk(committed_stage)

    ended = meanwhile(walk, _leaves, lambda w: w.report().seat("bo").state.readers)

    assert all(one.acknowledged for one in ended), [one.story for one in ended]
    assert isinstance(ended[1].answer, tuple)
    assert walk.member("bo") in ended[1].answer
    assert walk.member("dara") not in ended[1].answer


def test_an_invitation_is_taken_while_another_line_of_the_community_is_erased(committed_stage: Stage) -> None:
    walk = walked(Walk(committed_stage), "invitation taken")

    ended = meanwhile(walk, _takes_the_invitation, _lines_are_forgotten)

    assert all(one.acknowledged for one in ended), [one.story for one in ended]


def meanwhile(walk: Walk, slow: Callable[[Walk, Callable[[], object]], object], quick: Other) -> tuple[Ended, Ended]:
    """Somebody has taken hold of something, and goes on only when the other one has come as far as can be."""
    holds, goes = os.pipe(), os.pipe()

    def paused() -> None:
        os.write(holds[1], b".")
        os.read(goes[0], 1)

    first = begun(partial(slow, _side(walk, 1), paused))
    os.read(holds[0], 1)
    second = begun(partial(quick, _side(walk, 2)))
    _until_it_waits()
    os.write(goes[1], b"!")
    ended = first.wait(), second.wait()
    for end in (*holds, *goes):
        os.close(end)
    return ended


def _side(walk: Walk, number: int) -> Walk:
    return Walk(walk.stage, walk.now, dice(f"side {number}"), walk.number, walk.phrases, walk.tokens)


def _acts(walk: Walk, pause: Callable[[], object]) -> None:
    with act(walk.seat("bo"), walk.occasion) as work:
        pause()
        work.add(f.ConflictAnswered(f.ConflictAnswer.NONE))
        work.tell_members(work.others())


def _leaves(walk: Walk, pause: Callable[[], object]) -> None:
    with transaction.atomic():
        founding.leave(_ada(walk), walk.member("dara"), walk.occasion)
        pause()


def _takes_the_invitation(walk: Walk, pause: Callable[[], object]) -> None:
    """Held where the link is used up and its own line is not there yet; only this child sees the other `drop`."""
    drop = parties.drop

    def dropped(community: Community, keys: PhraseKeys) -> bool:
        was_there = drop(community, keys)
        pause()
        return was_there

    with pytest.MonkeyPatch.context() as here:
        here.setattr(parties, "drop", dropped)
        portal.take_invitation(
            walk.community, walk.tokens[REPORTED], new_nonce(walk.draw), language="en", occasion=walk.occasion
        )


def _lines_are_forgotten(walk: Walk) -> None:
    """As an erasure does it (K1), which looks at every line of the community."""
    with act(walk.seat("bo"), walk.occasion) as work:
        parties.forget(work.community, work.file.uid, REPORTED)


def _until_it_waits() -> None:
    """Until the second one waits for a lock, as PostgreSQL sees it; SQLite lets it wait at its first statement."""
    for _ in range(100):
        time.sleep(0.01)
        if connection.vendor != "sqlite" and _waiting():
            break
    connections.close_all()


def _waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])
