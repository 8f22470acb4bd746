"""Every verb of a scenario file. Desk acts have the names that duties and pages have."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from evenhand.casework import clockwork, founding, recess, staging
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Standing, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_access import ACCESS
from evenhand.doors.cli.verbs_afterwards import AFTERWARDS
from evenhand.doors.cli.verbs_conflicts import CONFLICTS
from evenhand.doors.cli.verbs_council import COUNCIL
from evenhand.doors.cli.verbs_deciding import DECIDING, MEMBER
from evenhand.doors.cli.verbs_informing import INFORMING
from evenhand.doors.cli.verbs_law import LAW
from evenhand.doors.cli.verbs_looking import LOOKING
from evenhand.doors.cli.verbs_public import PUBLIC
from evenhand.doors.cli.verbs_reports import REPORTS
from evenhand.doors.cli.verbs_resting import RESTING
from evenhand.doors.cli.verbs_speaking import SPEAKING
from evenhand.doors.cli.verbs_withdrawing import WITHDRAWING
from evenhand.doors.cli.verbs_worry import WORRY
from evenhand.people import roster_facts as rf
from evenhand.record import cases

ROLES = k.people("roles", f"which roles: {', '.join(rf.ROLES)}")
AWAY_UNTIL = k.moment("until", "until when; back again where nothing is said")
ORDER = k.people("order", "who first, and who after")


def join(play: Performance, who: str, step: Step) -> None:
    roles = tuple(step.get(ROLES)) or (rf.COMMITTEE,)
    casting = staging.Casting(step.get(MEMBER), roles)
    by = play.stage.player(who)
    there = staging.Stage(play.community, {by.login: by, **play.stage.players})  # whoever stands first admits
    play.stage = staging.join(there, casting, play.occasion)


def leave(play: Performance, who: str, step: Step) -> None:
    founding.leave(play.signed_in(who), play.member(step.get(MEMBER)), play.occasion)


def set_away(play: Performance, who: str, step: Step) -> None:
    until = step.calendar.read(step.get(AWAY_UNTIL)) if step.get(AWAY_UNTIL) else None
    founding.set_away(play.signed_in(who), play.member(who), until, play.occasion)


def set_roles(play: Performance, who: str, step: Step) -> None:
    founding.set_roles(play.signed_in(who), play.member(step.get(MEMBER)), step.get(ROLES), play.occasion)


def set_rota(play: Performance, who: str, step: Step) -> None:
    order = [play.member(name) for name in step.get(ORDER)]
    founding.set_rota(play.signed_in(who), order, play.occasion)


def sign_loss(play: Performance, who: str, _: Step) -> None:
    recess.sign_loss(play.signed_in(who), play.occasion)


def back_up(play: Performance, _: str, __: Step) -> None:
    if play.keeper is None:
        raise k.MalformedError("Here no copy of the database can be taken.")
    play.copies.append(play.keeper.back_up())


def restore(play: Performance, _: str, __: Step) -> None:
    if play.keeper is None or not play.copies:
        raise k.MalformedError("No copy of the database was taken.")
    play.keeper.restore(play.copies[-1])


def tick(play: Performance, _: str, __: Step) -> None:
    for community, uid in cases.waking(play.now, sys.maxsize):
        clockwork.refresh(community, uid, play.occasion)
    clockwork.begin_day(play.community, play.occasion)


ROSTER = (
    Verb("join", "lets somebody new into the committee or the council", join, (MEMBER, ROLES)),
    Verb("leave", "notes that somebody has left", leave, (MEMBER,)),
    Verb("set-away", "says until when they are away", set_away, (AWAY_UNTIL,)),
    Verb("set-roles", "gives somebody roles", set_roles, (MEMBER, ROLES)),
    Verb("sign-loss", "signs what a restored database has lost", sign_loss),
    Verb("set-rota", "says who is on duty first", set_rota, (ORDER,)),
)
OPERATING = (
    Verb("tick", "looks at what time has brought: what passes on, delays, the day's digest", tick, (), Standing.CLOCK),
    Verb("back-up", "copies the database", back_up, (), Standing.OPERATOR),
    Verb("restore", "puts the newest copy back", restore, (), Standing.OPERATOR),
)
VERBS: Mapping[str, Verb] = {
    verb.name: verb
    for verb in (
        *SPEAKING,
        *REPORTS,
        *CONFLICTS,
        *DECIDING,
        *COUNCIL,
        *WITHDRAWING,
        *WORRY,
        *LAW,
        *INFORMING,
        *ACCESS,
        *AFTERWARDS,
        *LOOKING,
        *RESTING,
        *PUBLIC,
        *ROSTER,
        *OPERATING,
    )
}
