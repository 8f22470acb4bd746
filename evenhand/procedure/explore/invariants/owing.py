"""Duties: met once, never lost, none left at the end."""

from __future__ import annotations

from collections import Counter

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Allowed
from evenhand.procedure.duties import Duty, Owed
from evenhand.procedure.explore.acts import CLOCK
from evenhand.procedure.explore.ends import ENDED_BY
from evenhand.procedure.explore.invariants.step import Said, Step, about
from evenhand.procedure.gates import gate
from evenhand.procedure.state import CaseState

WHEN_THEY_LOOK = (
    Owed.ANSWER_CONFLICT,
    Owed.ANSWER_QUESTIONED,
    Owed.WRITE_NAMES,
    Owed.FIND_NOT_INVOLVED,
    Owed.LET_IN,
    Owed.SECOND_ERASURE,
    Owed.SECOND_DISCLOSURE,
    Owed.GIVE_DATA_NOTICE,
    Owed.PREPARE_ACCESS,
    Owed.CHECK_ACCESS,
    Owed.GIVE_ACCESS,
)
"""What a member is asked who looks at the case; nobody else waits for one who never does (C1, K1)."""


@about(f.Closed)
def no_closing_with_an_open_duty(step: Step) -> Said:
    """A case closes when nothing else is owed (D6)."""
    if not isinstance(step.fact, f.Closed):
        return None
    others = [d for d in step.owed if d.owed not in {Owed.CLOSE, *WHEN_THEY_LOOK}]
    return f"Still owed: {others[0].owed} ({others[0].clause})." if others else None


ONCE = (
    f.BroughtIn,
    f.ChairToldOfSilence,
    f.Closed,
    f.CasesLinked,
    f.ConflictQuestioned,
    f.CouncilReported,
    f.CoreTeamTold,
    f.InvitationTaken,
    f.LookedForDanger,
    f.MeasureEnacted,
    f.Reconnected,
    f.ReportBrought,
    f.ReportMade,
    f.ReportMoved,
    f.SupportSettled,
    f.TalkSummarised,
    f.ErasureSeconded,
    f.IdentityErased,
    f.Translated,
    f.TurnedOver,
    f.AccessExtended,
    f.AccessGiven,
    f.AccessRefused,
    f.AccessTakenBack,
)


@about(*ONCE)
def no_duty_is_met_twice(step: Step) -> Said:
    """What was done once is not accepted again."""
    if step.move is None or not isinstance(step.move.fact, ONCE):
        return None
    world, after = step.world, step.after
    again = gate(after.state, world.policy, world.team, after.now, step.move.by, step.move.fact)
    return "The same act was accepted again." if isinstance(again, Allowed) else None


def no_duty_is_lost(step: Step) -> Said:
    """A duty ends by an act that meets it or takes its ground away, never by itself."""
    act = step.move.act if step.move is not None else CLOCK
    left = Counter(map(_identity, step.still_owed))
    for duty in step.owed:
        if isinstance(step.fact, f.ReportMoved) and _goes_along(duty, step.fact, step.after.state):
            continue
        left[_identity(duty)] -= 1
        if left[_identity(duty)] < 0 and not act.startswith(ENDED_BY[duty.owed]):
            return f"{duty.owed} ({duty.clause}) vanished with {act}."
    return None


def _goes_along(duty: Duty, moved: f.ReportMoved, after: CaseState) -> bool:
    """What is owed to a reporter goes with their report; with the last one goes everything that is owed."""
    return duty.party == moved.party or not after.is_open


def _identity(duty: Duty) -> tuple[object, ...]:
    return duty.owed, duty.party, duty.number
