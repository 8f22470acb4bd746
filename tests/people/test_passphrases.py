"""Which passphrases are taken: a table (HARDENING 28)."""

import pytest

from evenhand.people.passphrases import WeakPassphraseError, check_passphrase

WHO = ("ada", "Ada Okafor", "ada.okafor@lattice.example", "Lattice", "lattice")

TAKEN = [
    "plump otter bridge",
    "Plump-Otter-Bridge",
    "four quiet lamps beside a river",
    "maple lantern drifts onward",
    "keine ahnung wohin der weg",
    "el perro verde canta tarde",
    "кошка гуляет сама по себе",
    "水曜日に公園で猫とお茶を飲みます",
    "ஒரு நல்ல கடவுச்சொல் இது",
    "כלב ירוק שר בערב מאוחר",
    "🦊🌲🍞🛶🎻🧶🪁🧭🦉🪴🥕🧊🎈🚲🧵",
    "!@#$%^&*()_+{}|:<>?",
    "x7#Qm!2vT9&zLp4@",
    "aVeryLongSingleWordOfNoMeaningZorblat",
    "eight8hundred and ninety",
    "  leading and trailing blanks  ",
    "tab\tand newline\nare signs as well",
    "Straße und Gäßchen im März",
    "password of the plump otter bridge",
    "ada likes maple lantern drifts",
    "o" * 5 + " plump otter bridge " + "o" * 5,
    "q" + "plump otter bridge " * 50,
]
REFUSED = [
    "",
    "short",
    "fourteen signs",
    "aaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaabbbbbbbbb",
    "abababababababababab",
    "123451234512345",
    "12345678901234567890",
    "98765432109876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "qwerty1234567890",
    "qwertyuiopasdfghjkl",
    "1q2w3e4r5t6y7u8i9o0p",
    "password password password",
    "Password-Password-Password",
    "P@ssw0rdP@ssw0rd",
    "correct horse battery staple",
    "iloveyou iloveyou 12",
    "ada okafor lattice",
    "ada.okafor@lattice.example",
    "committee chair council",
    "               ",
    "z" * 2000,
]


def test_the_table_has_forty_passphrases() -> None:
    assert len(TAKEN) + len(REFUSED) >= 40


@pytest.mark.once
@pytest.mark.parametrize("passphrase", TAKEN)
def test_a_passphrase_of_unrelated_words_or_signs_is_taken_in_any_script(passphrase: str) -> None:
    check_passphrase(passphrase, WHO)


@pytest.mark.once
@pytest.mark.parametrize("passphrase", REFUSED)
def test_what_everybody_tries_is_refused_with_advice(passphrase: str) -> None:
    with pytest.raises(WeakPassphraseError) as weak:
        check_passphrase(passphrase, WHO)

    assert str(weak.value).startswith(("Use at", "That is"))
    assert not passphrase or passphrase not in str(weak.value)


@pytest.mark.once
def test_what_is_context_for_one_person_is_none_for_another() -> None:
    with pytest.raises(WeakPassphraseError):
        check_passphrase("zebulon quartermaine", ("Zebulon Quartermaine",))

    check_passphrase("zebulon quartermaine", WHO)
