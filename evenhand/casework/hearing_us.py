"""What everybody may read of what was said in public, with what corrects it or takes it back (D7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from evenhand.people import communities
from evenhand.people.communities import Community
from evenhand.record import statements
from evenhand.record.statements import Statement, Voice

__all__ = ["Heard", "Voice", "heard", "is_indexed", "one"]


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement as it stands: what was taken back keeps its day and loses its words."""

    said: Statement
    corrected_by: tuple[Statement, ...] = ()
    withdrawn_by: Statement | None = None
    corrects: Statement | None = None


def heard(community: Community) -> tuple[Heard, ...]:
    """The statements of a community, newest first; taking one back is told beside the one it takes back."""
    newest = statements.newest(community)
    return tuple(_as_it_stands(one, newest, newest) for one in newest if not one.withdraws)


def one(community: Community, uid: bytes) -> Heard | None:
    """One statement by its random id."""
    said = statements.find(community, uid)
    if said is None or said.withdraws:
        return None
    earlier = None if said.earlier is None else statements.find(community, said.earlier)
    return _as_it_stands(said, statements.followers(community, uid), () if earlier is None else (earlier,))


def is_indexed(community: Community) -> bool:
    """Whether the community lets search engines list its statements (D7, local)."""
    return not community.manual or communities.manual(community.pk, community.manual).statements_indexed


def _as_it_stands(said: Statement, later: Iterable[Statement], earlier: Iterable[Statement]) -> Heard:
    mine = [each for each in later if each.earlier == said.uid]
    withdrawn = next((each for each in mine if each.withdraws), None)
    corrections = tuple(each for each in mine if not each.withdraws)
    corrects = next((each for each in earlier if each.uid == said.earlier), None)
    shown = said if withdrawn is None else replace(said, title="", text="")
    return Heard(shown, corrections, withdrawn, corrects)
