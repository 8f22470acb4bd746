"""Who plays: Lattice's committee and council, or the cast that a scene brings."""

from __future__ import annotations

from datetime import datetime

from evenhand.casework import staging
from evenhand.casework.staging import Casting, Stage
from evenhand.doors.cli.keys import MalformedError
from evenhand.doors.cli.scene import Scene
from evenhand.people import roster_facts as rf
from evenhand.people.occasion import Entropy, Occasion
from evenhand.procedure.manual_file import builtin, read_new_manual
from evenhand.procedure.manual_file_blanks import chosen
from evenhand.procedure.manual_file_model import ManualError


def lattice(at: datetime, entropy: Entropy) -> Stage:
    """Lattice, in an empty database."""
    occasion = Occasion(at, entropy)
    staging.set_up(occasion)
    return staging.stage(staging.LATTICE, builtin("numpy"), occasion)


def cast_of(scene: Scene, stage: Stage, at: datetime, entropy: Entropy) -> Stage:
    """The stage itself, or a community of its own for a scene with its own cast or manual."""
    if not scene.cast and scene.manual == "numpy" and not scene.choices:
        return stage
    for member in scene.cast:
        unknown = set(member.roles) - set(rf.ROLES)
        if unknown:
            raise MalformedError(f"{member.name} cannot be {', '.join(sorted(unknown))}. Say: {', '.join(rf.ROLES)}.")
    manual = _manual_of(scene)
    castings = [Casting(m.name, m.roles, m.handles) for m in scene.cast] or staging.LATTICE
    return staging.stage(castings, manual, Occasion(at, entropy), slug="own", name="A community of its own")


def _manual_of(scene: Scene) -> bytes:
    """The manual by which the scene's committee works, with the choices of its community."""
    try:
        manual = builtin(scene.manual)
    except LookupError:
        raise MalformedError(f"There is no manual {scene.manual!r}.") from None
    try:
        manual = chosen(manual, scene.choices)
        read_new_manual(manual)
    except LookupError as err:
        raise MalformedError(f"The manual {scene.manual!r} leaves no choice of the name {err.args[0]!r}.") from None
    except ManualError as err:
        raise MalformedError(f"The choices do not fit: {err}") from None
    return manual
