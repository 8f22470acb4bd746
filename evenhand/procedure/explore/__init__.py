"""Every order of acts over canonical states, and whether the manual's invariants hold in all of them.

``walk`` takes one world; ``worlds`` lists those of a run, and ``walk_all`` walks them side
by side. ``evenhand manual explore`` prints the result. Tests break each rule by hand and see that the walk finds it.
"""

from evenhand.procedure.explore.together import walk_all
from evenhand.procedure.explore.walk import CounterExample, Found, Walk, walk
from evenhand.procedure.explore.world import Aspect, World, worlds

__all__ = ["Aspect", "CounterExample", "Found", "Walk", "World", "walk", "walk_all", "worlds"]
