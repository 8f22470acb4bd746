"""Who plays: Lattice's committee and council, or the cast that a scene brings."""

from __future__ import annotations

from datetime import datetime

from evenhand.casework import staging
from evenhand.casework.staging import Casting, Stage
from evenhand.doors.cli.keys import MalformedError
from evenhand.doors.cli.scene import Scene
from evenhand.people import roster_facts as rf
from evenhand.people.occasion import Entropy, Occasion
from evenhand.procedure.manual_file import builtin


def lattice(at: datetime, entropy: Entropy) -> Stage:
    """Lattice, in an empty database."""
    occasion = Occasion(at, entropy)
    staging.set_up(occasion)
    return staging.stage(staging.LATTICE, builtin("numpy"), occasion)


def cast_of(scene: Scene, stage: Stage, at: datetime, entropy: Entropy) -> Stage:
    """The stage itself, or a community of its own for a scene with its own cast or manual."""
    if not scene.cast and scene.manual == "numpy":
        return stage
    for member in scene.cast:
        unknown = set(member.roles) - set(rf.ROLES)
        if unknown:
            raise MalformedError(f"{member.name} cannot be {', '.join(sorted(unknown))}. Say: {', '.join(rf.ROLES)}.")
    try:
        manual = builtin(scene.manual)
    except LookupError:
        raise MalformedError(f"There is no manual {scene.manual!r}.") from None
    castings = [Casting(m.name, m.roles, m.handles) for m in scene.cast] or staging.LATTICE
    return staging.stage(castings, manual, Occasion(at, entropy), slug="own", name="A community of its own")
