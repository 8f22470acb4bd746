"""The contact outside the committee, as pages show it (K2)."""

from urllib.parse import urlsplit

from evenhand.people.communities import Community
from evenhand.procedure.manual_file import Manual
from evenhand.procedure.manual_file_values import TO_BE
from evenhand.shell.parts import Outside


def outside(community: Community, manual: Manual | None) -> Outside:
    """Answer the contact as the community names it, else as its manual does; a blank of the manual names nobody."""
    written = None if manual is None else manual.outside_contact
    contact = community.says("outside_contact") or ("" if written is None else _filled(written.address))
    name = community.says("outside_name") or ("" if written is None else _filled(written.name))
    return Outside(name=name, contact=contact, address=leads_to(contact))


def _filled(written: str) -> str:
    return "" if TO_BE.match(written) else written


def leads_to(contact: str) -> str:
    """Answer where a contact leads: to a page or a mailbox; anything else is only read."""
    if urlsplit(contact).scheme in {"https", "http"}:
        return contact
    return f"mailto:{contact}" if "@" in contact and " " not in contact else ""
