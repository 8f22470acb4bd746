"""P2: whoever was left out, held back, stepped back or left opens nothing new, with the whole database in hand."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from evenhand.casework import calling, founding, keychanges, portal, recording
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import Seat
from evenhand.casework.staging import Stage
from evenhand.casework.work import act
from evenhand.people import accounts
from evenhand.procedure.facts import Member
from evenhand.procedure.state import fold
from evenhand.record import ledger
from tests.cast import Walk, dice

ATTACK = Path(__file__).with_name("attack.py")
WITH_LEAVING = 12
"""Somebody leaves in the first histories only: leaving looks through every case there is."""


@dataclass
class Out:
    """Somebody who is out of a case: since which entry, and what they remember of its keys."""

    name: str
    case: str
    since: int
    remembered: list[str] = field(default_factory=list)


class History:
    """One case, walked by chance: who is left out, held back, steps back, leaves, comes in."""

    def __init__(self, stage: Stage, number: int) -> None:
        self.walk = Walk(stage, draw=dice(f"history {number}"))
        self.out: list[Out] = []
        self.names = {player.member: name for name, player in stage.players.items()}
        self.may_leave = number < WITH_LEAVING

    def chance(self, options: int) -> int:
        return int.from_bytes(self.walk.draw(4)) % options

    def pick(self, names: Sequence[str]) -> str:
        return names[self.chance(len(names))]

    def readers(self) -> list[str]:
        return [self.names[m] for m in self.state_readers()]

    def state_readers(self) -> tuple[Member, ...]:
        return self.walk.seat(self.anybody).state.readers

    def go(self) -> list[Out]:
        everybody = sorted(self.names.values())
        left_out = tuple({self.pick(everybody) for _ in range(self.chance(4))})
        mentioned = self.pick(everybody)
        text = f"It was {mentioned}." if self.chance(2) else "Somebody was rude."
        self.walk.report(text, left_out=tuple(self.walk.member(name) for name in left_out))
        file = ledger.load(self.walk.community, bytes.fromhex(self.walk.number))
        state = fold(recorded.happened for recorded in file.entries)
        self.anybody = self.names[state.readers[0]]
        self.held_back = {self.names[m] for m in state.held_back}
        self.out += [Out(name, self.walk.number, 0) for name in left_out]
        steps = (self.note, self.step_back, self.admit, self.to_council, *((self.leave,) if self.may_leave else ()))
        for _ in range(1 + self.chance(3)):
            self.maybe(steps[self.chance(len(steps))])
        self.note()
        portal.write(self.walk.party(), self.walk.occasion, "More of it.")
        self.out += [Out(name, self.walk.number, 0) for name in self.held_back]
        return self.out

    def maybe(self, step: Callable[[], None]) -> None:
        try:
            step()
        except RefusedError:
            return  # the manual does not allow it in this history: nothing was changed

    def note(self) -> None:
        recording.write_note(self.answered(), self.walk.occasion, "What we think of it.")

    def answered(self) -> Seat:
        seat = self.walk.seat(self.pick(self.readers()))
        if not seat.has_answered:
            keychanges.answer_conflict(seat, self.walk.occasion)
        return seat

    def step_back(self) -> None:
        self.taken_out(self.pick(self.readers()), lambda seat: keychanges.recuse(seat, self.walk.occasion, "A friend."))

    def leave(self) -> None:
        name = self.pick(self.readers())
        ruling = self.walk.stage.signed_in(
            self.pick([one for one in self.names.values() if one != name]), self.walk.occasion
        )
        self.taken_out(name, lambda _: founding.leave(ruling, self.walk.member(name), self.walk.occasion))
        back = accounts.by_member(self.walk.community, self.walk.member(name))
        first, second = (
            (one for one in ("ada", "bo", "chidi") if one != name) if name in {"ada", "bo"} else ("ada", "bo")
        )
        roles = self.walk.stage.player(name).roles
        founding.admit_newcomer(self.walk.stage.signed_in(first, self.walk.occasion), back, roles, self.walk.occasion)
        founding.second_newcomer(self.walk.stage.signed_in(second, self.walk.occasion), back.member, self.walk.occasion)

    def taken_out(self, name: str, act_of: Callable[..., object]) -> None:
        seat = self.walk.seat(name)
        remembered = [seed.raw().hex() for seed in seat.keys.seeds.values()]
        act_of(seat)
        file = ledger.load(self.walk.community, seat.file.uid)
        self.out.append(Out(name, self.walk.number, file.seq, remembered))
        self.anybody = self.names[fold(recorded.happened for recorded in file.entries).readers[0]]

    def admit(self) -> None:
        if self.held_back:
            name = min(self.held_back)
            keychanges.admit_held_back(self.answered(), self.walk.occasion, self.walk.member(name))
            self.held_back.remove(name)

    def to_council(self) -> None:
        with act(self.walk.seat(self.anybody), self.walk.occasion) as work:
            keychanges.open_council_room(work, calling.eligible_council(work))


def attack(folder: Path, stage: Stage, people: list[Out]) -> list[dict[str, int]]:
    """Let the attacker try as each of these people, in a program of its own."""
    told = [
        {
            "case": one.case,
            "box": stage.player(one.name).keys.box.raw().hex(),
            "since": one.since,
            "remembered": one.remembered,
        }
        for one in people
    ]
    (folder / "people.json").write_text(json.dumps(told))
    command = [sys.executable, str(ATTACK), str(connection.settings_dict["NAME"]), str(folder / "people.json")]
    done = subprocess.run([*command, settings.EVENHAND_SECRET.hex()], check=True, capture_output=True, text=True)
    answer = json.loads(done.stdout)
    assert not answer["django"]
    found: list[dict[str, int]] = answer["found"]
    return found


@pytest.mark.once
@pytest.mark.parametrize("histories", [40, pytest.param(1000, marks=pytest.mark.faults)])
def test_whoever_is_out_of_a_case_opens_nothing_new_of_it(
    committed_stage: Stage, tmp_path: Path, histories: int
) -> None:
    out: list[Out] = []
    with transaction.atomic():
        for number in range(histories):
            out += History(committed_stage, number).go()

    found = attack(tmp_path, committed_stage, out)

    assert len(out) > histories
    assert {"new": 0} == {"new": sum(one["new"] for one in found)}
    assert any(one.since for one in out)
    assert sum(one["old"] for one in found) > 0


@pytest.mark.once
def test_the_attacker_opens_everything_of_whoever_is_still_in(committed_stage: Stage, tmp_path: Path) -> None:
    walk = Walk(committed_stage).report()
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    recording.write_note(walk.seat("bo"), walk.occasion, "One.")
    before = walk.seat("bo").file.seq
    keychanges.recuse(walk.seat("dara"), walk.occasion)
    recording.write_note(walk.seat("bo"), walk.occasion, "Two.")
    portal.write(walk.party(), walk.occasion, "Three.")

    found = attack(tmp_path, committed_stage, [Out("bo", walk.number, before), Out("dara", walk.number, before)])

    assert [{"old": 2, "new": 2}, {"old": 0, "new": 0}] == found
