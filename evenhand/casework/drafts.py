"""Drafts: an unfinished text, sealed to its author, one per member, case and form (THREATS 4.17)."""

from __future__ import annotations

from evenhand.casework import words
from evenhand.casework.seats import Seat
from evenhand.people import models
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.procedure.facts import Member
from evenhand.vault.domains import Domain
from evenhand.vault.sealing import open_for_member, seal_for_member


def keep(seat: Seat, form: str, text: words.Words, occasion: Occasion) -> None:
    """Keep a text, in place of the one kept before."""
    lookup = _lookup(seat.community, seat.member, seat.file.uid, form)
    place = seat.file.place.at(entry=lookup)
    models.Draft.objects.update_or_create(
        lookup=lookup,
        defaults={
            "of_case": _of_case(seat.community, seat.member, seat.file.uid),
            "words": seal_for_member(Domain.DRAFT, words.encode(text), seat.box.public, place),
            "kept_at": occasion.hour,
        },
    )


def read(seat: Seat, form: str) -> words.Words | None:
    """The text that was kept for this form, if there is one."""
    lookup = _lookup(seat.community, seat.member, seat.file.uid, form)
    row = models.Draft.objects.filter(lookup=lookup).first()
    if row is None:
        return None
    place = seat.file.place.at(entry=lookup)
    return words.decode(open_for_member(Domain.DRAFT, bytes(row.words), seat.box, place))


def read_all(seat: Seat, forms: tuple[str, ...]) -> dict[str, words.Words]:
    """The kept texts of a case page's forms, in one query."""
    lookups = {_lookup(seat.community, seat.member, seat.file.uid, form): form for form in forms}
    found: dict[str, words.Words] = {}
    for row in models.Draft.objects.filter(lookup__in=list(lookups)):
        lookup = bytes(row.lookup)
        place = seat.file.place.at(entry=lookup)
        found[lookups[lookup]] = words.decode(open_for_member(Domain.DRAFT, bytes(row.words), seat.box, place))
    return found


def drop(seat: Seat, form: str) -> None:
    """Forget a text, after it was sent or when its author says so."""
    lookup = _lookup(seat.community, seat.member, seat.file.uid, form)
    models.Draft.objects.filter(lookup=lookup).delete()


def drop_of_case(community: Community, member: Member, case: bytes) -> None:
    """Forget everything that a member had begun to write in a case: they stepped back from it."""
    models.Draft.objects.filter(of_case=_of_case(community, member, case)).delete()


def keep_own(signed_in: SignedIn, form: str, text: words.Words, occasion: Occasion) -> None:
    """Keep a text that belongs to no case yet, such as a report that is being filed."""
    lookup = _lookup(signed_in.community, signed_in.member, _NO_CASE, form)
    place = signed_in.community.place.at(entry=lookup)
    models.Draft.objects.update_or_create(
        lookup=lookup,
        defaults={
            "of_case": _of_case(signed_in.community, signed_in.member, _NO_CASE),
            "words": seal_for_member(Domain.DRAFT, words.encode(text), signed_in.keys.box.public, place),
            "kept_at": occasion.hour,
        },
    )


def read_own(signed_in: SignedIn, form: str) -> words.Words | None:
    """The kept text of a form that belongs to no case yet."""
    lookup = _lookup(signed_in.community, signed_in.member, _NO_CASE, form)
    row = models.Draft.objects.filter(lookup=lookup).first()
    if row is None:
        return None
    place = signed_in.community.place.at(entry=lookup)
    return words.decode(open_for_member(Domain.DRAFT, bytes(row.words), signed_in.keys.box, place))


def drop_own(signed_in: SignedIn, form: str) -> None:
    """Forget the kept text of a form that belonged to no case."""
    lookup = _lookup(signed_in.community, signed_in.member, _NO_CASE, form)
    models.Draft.objects.filter(lookup=lookup).delete()


_NO_CASE = bytes(16)


def _lookup(community: Community, member: Member, case: bytes, form: str) -> bytes:
    return clerks().mac(Domain.LOOKUP_DRAFT, community.uid, bytes.fromhex(member), case, form.encode())


def _of_case(community: Community, member: Member, case: bytes) -> bytes:
    return clerks().mac(Domain.LOOKUP_DRAFT, community.uid, bytes.fromhex(member), case)
