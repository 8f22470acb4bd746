"""Who a form was made for, sealed into the form itself: the way back to its writer when no session knows them (4.9).

A session that only went idle keeps whose it was for a day. Of one that was ended on purpose nothing is kept, and after
a new sign-in the browser brings another cookie; but the page with the form is still open, and somebody has written in
it. What it carries opens for the server alone, names nobody to whoever reads the page, and is good for one form only.
"""

from __future__ import annotations

from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.primitives import Entropy

_SIZE = 48
"""Of one size for members and for parties, so that a form does not tell whose it is."""


def seal(community: Community, whom: bytes, purpose: str, entropy: Entropy) -> bytes:
    """Seal whose form for this purpose it is: a member, or the public key of a party."""
    place = community.place.whole_community(purpose.encode())
    return clerks().seal(Domain.FORM_WRITER, place, whom, entropy, size=_SIZE)


def unseal(community: Community, sealed: bytes, purpose: str) -> bytes | None:
    """Whose form for this purpose it is, if we made it here."""
    try:
        return clerks().open(
            Domain.FORM_WRITER, community.place.whole_community(purpose.encode("utf-8", "replace")), sealed
        )
    except VaultError:
        return None
