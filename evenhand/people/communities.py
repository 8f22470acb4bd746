"""Communities: whose pages an address leads to, and what stands on them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from evenhand.people import models
from evenhand.people.keys import instance_id
from evenhand.people.rows import Row, pick
from evenhand.procedure.manual_file import Manual, manual_hash, read_manual, read_new_manual
from evenhand.vault.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """One community, as pages and acts need it."""

    pk: int = 0
    uid: bytes = bytes(16)
    slug: str
    name: str
    zone: str  # IANA name of the zone in which its times are shown
    leave_to: str  # where "Leave quickly" leads
    language: str = "en"
    manual: str = ""  # the digest of the manual in force
    is_published: bool = False
    public: Mapping[str, Any] = field(default_factory=dict, hash=False)  # Any: texts for public pages, as JSON

    @property
    def place(self) -> Place:
        """Where things of this community are sealed."""
        return _place(instance_id(), self.uid)

    def says(self, name: str) -> str:
        """A text of the public pages, such as `outside_contact`; empty where it was not given."""
        return str(self.public.get(name, ""))


@lru_cache(maxsize=64)
def _place(instance: bytes, community: bytes) -> Place:
    """The same for every thing that is sealed there, and asked for at each."""
    return Place(instance, community)


def by_slug(slug: str) -> Community | None:
    """Answer the community whose pages begin with this slug."""
    row = pick(models.Community, _COLUMNS, slug=slug)
    return None if row is None else _of_columns(row)


def by_pk(pk: int) -> Community:
    """Answer the community of a row."""
    return _value(models.Community.objects.get(pk=pk))


def everyone() -> tuple[Community, ...]:
    """All communities of this installation."""
    return tuple(_value(row) for row in models.Community.objects.order_by("pk"))


def lock(community: Community) -> Community:
    """The community as it stands, held until the transaction ends."""
    return _value(models.Community.objects.select_for_update(no_key=True).get(pk=community.pk))


def found(
    *, uid: bytes, slug: str, name: str, zone: str, language: str, leave_to: str, public: Mapping[str, Any]
) -> Community:
    """Make a community. Its manual is adopted after."""
    row = models.Community.objects.create(
        uid=uid, slug=slug, name=name, zone=zone, language=language, leave_to=leave_to, public=dict(public)
    )
    return _value(row)


def change(community: Community, **values: object) -> Community:
    """Change what stands on the community's pages."""
    models.Community.objects.filter(pk=community.pk).update(**values)
    return by_pk(community.pk)


def adopt_manual(community: Community, source: bytes) -> str:
    """Store a manual file's bytes and put it in force for new cases; answer its digest."""
    read_new_manual(source)
    digest = manual_hash(source)
    if not models.ManualVersion.objects.filter(community_id=community.pk, digest=digest).exists():
        models.ManualVersion.objects.create(community_id=community.pk, digest=digest, source=source)
    models.Community.objects.filter(pk=community.pk).update(manual=digest)
    return digest


@lru_cache(maxsize=256)
def manual(community_pk: int, digest: str) -> Manual:
    """The version of the manual with this digest; stored bytes never change, so it is read once."""
    row = models.ManualVersion.objects.get(community_id=community_pk, digest=digest)
    return read_manual(bytes(row.source))


def manual_source(community_pk: int, digest: str) -> bytes:
    """The bytes of a version as they were adopted."""
    return bytes(models.ManualVersion.objects.get(community_id=community_pk, digest=digest).source)


_COLUMNS = ("id", "uid", "slug", "name", "zone", "leave_to", "language", "manual", "is_published", "public")


@lru_cache(maxsize=256)
def _of_columns(row: Row) -> Community:
    """The value of a row's columns; every request asks, and they seldom change."""
    named = dict(zip(_COLUMNS, row, strict=True))
    public, is_published = json.loads(named.pop("public")), bool(named.pop("is_published"))
    return Community(pk=named.pop("id"), public=public, is_published=is_published, **named)


def _value(row: models.Community) -> Community:
    return Community(
        pk=row.pk,
        uid=bytes(row.uid),
        slug=row.slug,
        name=row.name,
        zone=row.zone,
        leave_to=row.leave_to,
        language=row.language,
        manual=row.manual,
        is_published=row.is_published,
        public=row.public,
    )
