import pytest

from evenhand.people.communities import Community
from evenhand.procedure.manual_file import builtin, read_manual
from evenhand.shell.contact import leads_to, outside


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("conduct@example.org", "mailto:conduct@example.org"),
        ("https://example.org/conduct", "https://example.org/conduct"),
        ("javascript:alert(1)", ""),
        ("Ask Kim @ the desk", ""),
        ("", ""),
    ],
)
def test_a_contact_leads_to_a_page_or_a_mailbox_or_is_only_read(contact: str, address: str) -> None:
    assert address == leads_to(contact)


def test_the_community_names_its_contact_and_else_its_manual_does() -> None:
    blank = read_manual(builtin("numpy"))
    manual = read_manual(builtin("numpy").replace(b'"to be filled in"', b'"the foundation"'))
    bare = Community(slug="lattice", name="Lattice", zone="UTC", leave_to="")
    named = Community(
        slug="lattice", name="Lattice", zone="UTC", leave_to="", public={"outside_contact": "a@example.org"}
    )

    assert outside(bare, manual).contact == manual.outside_contact.address
    assert (outside(bare, blank).name, outside(bare, blank).contact) == ("", ""), "a blank names nobody"
    assert outside(named, manual).contact == "a@example.org"
    assert outside(bare, None).contact == ""
