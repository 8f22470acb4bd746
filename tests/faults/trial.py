"""An act that is tried again and again from the state before it, and dies somewhere else each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evenhand.procedure.facts import Fact, NamesLookedFor
from tests.faults import deaths
from tests.faults.arena import Arena, Ended, State, done
from tests.faults.picture import Picture


@dataclass(frozen=True, slots=True)
class Struck:
    """An act that is to die: how it is done, what is there, and whether work goes on once it is done."""

    name: str
    do: Callable[[], object]
    look: Callable[[], Picture]
    hinders: Callable[[Picture], str] = lambda _after: ""
    """What is wrong with what is there once it was done; empty where nothing is."""
    restarts: Callable[[], object] = lambda: None
    """Draw other ids than the process that died."""


class Trial:
    """One act, tried again and again from the state before it."""

    def __init__(self, arena: Arena, state: State, act: Struck) -> None:
        self._arena, self._state, self._act = arena, state, act
        with arena.trial(state):
            pictures = done(self._pictures)
        assert isinstance(pictures, tuple)
        self._before, self._after = pictures
        assert self._before != self._after, f"{act.name} changes nothing"

    def points(self) -> list[str]:
        """Let the act live, and name the points at which it could die."""
        with self._arena.trial(self._state):
            return deaths.points_of(self._act.do)

    def calls(self, log: Path) -> Counter[str]:
        """Let the act live, and count its system calls."""
        with self._arena.trial(self._state):
            return deaths.calls_of(self._act.do, log)

    def killed(self, where: str, kill: Callable[[Callable[[], object]], Ended]) -> str:
        """Kill the act, restart, and look: it is not done and can be done, or it is done and work goes on."""
        ended, found = self._tried(where, kill)
        assert ended.was_killed, f"{self._act.name} lived past {where}: {ended}"
        return found

    def struck(self, call: str, number: int, log: Path) -> str:
        """Kill the act at this system call, and say "lived" where it made fewer of them than it was seen to make.

        Only to PostgreSQL: two messages may leave in one call. Such an act is done.
        """
        where = f"{call} {number}"
        ended, found = self._tried(where, lambda do: deaths.killed_by_call(call, number, do, log))
        if ended.was_killed:
            return call
        made = deaths.calls_in(log)[call]
        assert (call, made < number) == ("sendto", True), f"{self._act.name} lived past {where} after {made}: {ended}"
        assert (ended.acknowledged, found) == (True, "after"), f"{self._act.name} lived past {where}: {found}, {ended}"
        return "lived"

    def _tried(self, where: str, kill: Callable[[Callable[[], object]], Ended]) -> tuple[Ended, str]:
        with self._arena.trial(self._state):
            ended = kill(self._act.do)
            found = done(self._go_on)
        assert isinstance(found, str)
        assert found in {"before", "after"}, f"{self._act.name}, killed at {where}: {found}"
        assert not (ended.acknowledged and found == "before"), f"{self._act.name}, acknowledged at {where}, is lost"
        return ended, found

    def _pictures(self) -> tuple[Picture, Picture]:
        before = self._act.look()
        self._act.do()
        return before, self._act.look()

    def _go_on(self) -> str:
        """What a restarted server finds, after it has also been worked with."""
        found = self._act.look()
        if self._is_before(found):
            self._act.restarts()
            self._act.do()
            return (
                "before"
                if _kinds(self._act.look()) == _kinds(self._after)
                else "before, but the act is another one now"
            )
        if found == self._before:
            self._act.do()
            return "before" if self._act.look() == self._after else "before, but the act is done another way now"
        if found != self._after:
            return f"something between:\n{found}\nis neither\n{self._before}\nnor\n{self._after}"
        hindered = self._act.hinders(self._after)
        return f"after, but {hindered}" if hindered else "after"

    def _is_before(self, found: Picture) -> bool:
        """Whether names were looked for and nothing more: for who has joined that is an act of its own, before (C2)."""
        if found.cases.keys() != self._before.cases.keys():
            return False
        new = [
            happened.fact
            for uid, case in found.cases.items()
            for happened in case.happened[len(self._before.cases[uid].happened) :]
        ]
        return bool(new) and all(isinstance(fact, NamesLookedFor) for fact in new)


def _kinds(found: Picture) -> dict[bytes, list[type[Fact]]]:
    return {uid: [type(happened.fact) for happened in case.happened] for uid, case in found.cases.items()}
