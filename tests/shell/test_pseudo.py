import pytest
from django.test import Client

from tests.pseudo import untranslated

LANGUAGE_MENU = ("English", "Español")


@pytest.mark.django_db
@pytest.mark.usefixtures("pseudo_locale")
@pytest.mark.parametrize("address", ["/", "/nowhere/"])
def test_every_text_of_the_frame_goes_through_gettext(client: Client, address: str) -> None:
    assert [] == untranslated(client.get(address).content.decode(), "Evenhand", *LANGUAGE_MENU)


@pytest.mark.usefixtures("pseudo_locale")
def test_every_text_of_a_refusal_goes_through_gettext(client: Client) -> None:
    assert [] == untranslated(client.put("/").content.decode(), "Evenhand", *LANGUAGE_MENU)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Forgotten</p>", ["Forgotten"]),
        ("<p>⟦Kept⟧ and forgotten</p>", ["and forgotten"]),
        ("<p>forgotten ⟦kept⟧</p>", ["forgotten"]),
        ("<p>⟦outer ⟦inner⟧ outer⟧</p>", []),
        ('<nav aria-label="Pages"></nav>', ["Pages"]),
        ("<title>No text</title><p>⟦Done⟧: </p>", []),
    ],
)
def test_what_was_forgotten_is_found(html: str, expected: list[str]) -> None:
    assert expected == untranslated(html)
