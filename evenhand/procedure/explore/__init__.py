"""Every order of acts over canonical states, and whether the manual's invariants hold in all of them.

``walk`` takes one world; ``worlds`` lists those of a run. ``evenhand manual explore``
prints the result. Tests break each rule by hand and see that the walk finds it.
"""

from evenhand.procedure.explore.walk import CounterExample, Walk, walk
from evenhand.procedure.explore.world import Aspect, World, worlds

__all__ = ["Aspect", "CounterExample", "Walk", "World", "walk", "worlds"]
