"""What was sent with a session that had ended: sealed to whoever had it, so that nobody else here can read it (4.9)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from evenhand.people.communities import Community
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.phrase import PhraseKeys
from evenhand.vault.sealing import open_for_member, seal_for_member

MADE_ANEW = ("token", "parked")


@dataclass(frozen=True, slots=True)
class Parked:
    """A form that waits for its writer: which act, and what was typed."""

    act: str
    fields: Mapping[str, str] = field(repr=False)

    @property
    def number(self) -> int:
        """The question, contact or proposal that it was about."""
        number = self.fields.get("number", "")
        return int(number) if number.isdecimal() else 0


def park(community: Community, box: bytes, parked: Parked) -> str:
    """Seal a form that came too late to its writer's public key."""
    body = json.dumps({"act": parked.act, "fields": dict(parked.fields)}).encode("utf-8", "replace")
    return seal_for_member(Domain.PARKED_POST, body, box, community.place.whole_community(box)).hex()


def unpark(community: Community, phrase: PhraseKeys, sealed: str) -> Parked | None:
    """What waited, if it was written by whoever has this phrase."""
    place = community.place.whole_community(phrase.box.public)
    try:
        body = json.loads(open_for_member(Domain.PARKED_POST, bytes.fromhex(sealed), phrase.box, place))
    except (VaultError, ValueError):
        return None
    return Parked(body["act"], body["fields"])


def typed(posted: QueryDict, more: Mapping[str, str]) -> dict[str, str]:
    """What somebody typed, without what a page makes anew."""
    return {name: str(posted[name]) for name in posted if name not in MADE_ANEW} | dict(more)


def words(fields: Mapping[str, str], names: Sequence[str] = ("text", "address")) -> str:
    """What somebody wrote, to be copied."""
    return "\n\n".join(fields[name] for name in names if fields.get(name, "").strip())
