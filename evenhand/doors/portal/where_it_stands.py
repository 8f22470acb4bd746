"""The letter that says where things stand: by what the reader is in this case, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from django.utils.translation import gettext as _

from evenhand.casework.seats import PartySeat
from evenhand.doors.portal import asking
from evenhand.doors.portal.standing import Broken, Stage, What
from evenhand.procedure import facts as f
from evenhand.procedure.state import PartyState
from evenhand.shell import parts

__all__ = ["broken", "lead", "never", "readers", "steps"]


def lead(party: PartyState, way: Sequence[Stage], *, is_closed: bool, is_again: bool = False) -> tuple[str, ...]:
    """The first words of the letter, by what the reader is in this case."""
    if party.purpose is not f.Purpose.REPORT:
        return asking.lead(party.purpose, is_closed=is_closed)
    if is_again and not is_closed:
        again = _("This had come to its end, and we have taken it up again. What we decided then is looked at anew.")
        return (again, *lead(party, way, is_closed=False))
    if is_closed:
        return (
            _("This has come to its end. Everything that was said to you stays here, and you can still write to us."),
        )
    match party.role:
        case f.Role.REPORTER:
            return (
                _("You told us about something, and we are looking into it. This page says how far we are."),
                _("We do not say who told us, unless you agree."),
            )
        case f.Role.REPORTED:
            return _lead_to_reported({stage.what: stage for stage in way if stage.progress is parts.Progress.DONE})
        case f.Role.AFFECTED | f.Role.WITNESS:
            return (
                _("Somebody told us about something that may have affected you, or that you may have seen."),
                _("Tell us what you want to, in writing or on a call. You may also decline."),
            )
        case unknown:
            assert_never(unknown)


def _lead_to_reported(done: Mapping[What, Stage]) -> tuple[str, ...]:
    told = _("Somebody told us about something that concerns you.")
    begin = told if What.FOUND_OUT in done else told + " " + _("Nothing is decided.")
    side = _(
        "Please tell us how you see it, in writing or on a call; someone may support you. "
        "You may decline, and not answering is not an admission."
    )
    if What.YOUR_SIDE in done:
        has_written = done[What.YOUR_SIDE].at is not None
        thanks = _("Thank you for telling us how you see it.") + " " if has_written else ""
        side = thanks + _("You can still write to us here, or ask for a call; someone may support you.")
    return (begin, side, _("We do not say who told us; please do not try to find out."))


def never(party: PartyState) -> tuple[str, ...]:
    """What this reader is never told, and why."""
    told = [_("What others wrote to us, and who they are: they were promised the same as you.")]
    match party.role:
        case f.Role.REPORTER | f.Role.AFFECTED | f.Role.WITNESS:
            told.append(_("What we say among ourselves before we decide: it has to be possible to think aloud."))
            told.append(_("Everything that is done about a person: some of it is between them and us."))
        case f.Role.REPORTED:
            told.append(
                _("Who told us: people have to be able to come to us without fear. You would be protected alike.")
            )
            told.append(_("What we say among ourselves before we decide: it has to be possible to think aloud."))
        case unknown:
            assert_never(unknown)
    return tuple(told)


def steps(way: Sequence[Stage], party: PartyState) -> tuple[parts.Step, ...]:
    """The way, in words."""
    role, asked_only = party.role, party.purpose is not f.Purpose.REPORT
    return tuple(
        parts.Step(
            progress=stage.progress,
            label=asking.label(stage.what, party.purpose) if asked_only else _label(stage, role),
            at=stage.at,
            note=_note(stage, role),
        )
        for stage in way
    )


def broken(promise: Broken | None) -> str:
    """Which promise we did not keep, in words."""
    match promise:
        case None:
            return ""
        case Broken.RECEIPT:
            return _("We promised you a person's answer by now, and did not keep that. It is our failure.")
        case Broken.UPDATE:
            return _(
                "The date by which we wanted to be further has passed, and nobody has told you a new one. "
                "It is our failure."
            )
        case unknown:
            assert_never(unknown)


def readers(seat: PartySeat) -> parts.Readers:
    """Who can read what this party writes."""
    names = tuple(filter(None, (seat.roster.name_of(member) for member in seat.state.readers)))
    also = _("People who join the committee later may read it as well. A court may one day read it.")
    return parts.Readers(read_by=names, also=also)


def _label(stage: Stage, role: f.Role) -> str:  # noqa: PLR0911 - one line a step
    match stage.what:
        case What.RECEIVED:
            return _("We have your report")
        case What.ANSWERED:
            return _("A person answers")
        case What.CONTACTED:
            return _("We wrote to you")
        case What.YOUR_SIDE:
            return _("You tell us how you see it")
        case What.FOUND_OUT:
            return _("We find out what happened")
        case What.HEARD:
            hears = role is f.Role.REPORTED and not _is_asked(stage)
            return _("You hear what we propose") if hears else _("You say how you see what we propose")
        case What.ENDED:
            return _("A last letter to you")
        case unknown:
            assert_never(unknown)


def _is_asked(stage: Stage) -> bool:
    """Whether they have heard what we propose, so that the date is the one by which they can answer."""
    return stage.progress is parts.Progress.NOW and stage.at is not None


def _note(stage: Stage, role: f.Role) -> str:
    if stage.progress is parts.Progress.DONE:
        return ""
    is_now = stage.progress is parts.Progress.NOW
    match stage.what:
        case What.ANSWERED:
            return _("at the latest") if is_now else ""
        case What.YOUR_SIDE:
            return _("by then, if you can; you may decline") if is_now else ""
        case What.FOUND_OUT:
            return (
                _("we aim at this date, and tell you if it takes longer") if role is f.Role.REPORTER and is_now else ""
            )
        case What.HEARD:
            return _("by then, if you want to") if _is_asked(stage) else _("before anything is done")
        case What.RECEIVED | What.CONTACTED | What.ENDED:
            return ""
        case unknown:
            assert_never(unknown)
