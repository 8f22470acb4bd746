"""Phrases, invitations, code names, and the list they are written with."""

import hashlib
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.vault import MisuseError
from evenhand.vault.invitation import BadTokenError, new_token, parse_token, token_keys
from evenhand.vault.phrase import (
    PhraseTypoError,
    code_name,
    lookup_hash,
    new_nonce,
    parse_phrase,
    phrase_from_nonce,
    phrase_keys,
)
from evenhand.vault.wordlist import number_of, words
from tests.vault.samples import PLACE, elsewhere, repeating

PHRASE = phrase_from_nonce(new_nonce(repeating()))
WORDS = PHRASE.split()


@given(st.binary(min_size=32, max_size=32))
def test_a_phrase_is_read_back_however_it_is_typed(nonce: bytes) -> None:
    phrase = phrase_from_nonce(nonce)
    listed = phrase.split()

    assert len(listed) == 10
    assert phrase == parse_phrase(phrase)
    assert phrase == parse_phrase("-".join(word.upper() for word in listed))
    assert phrase == parse_phrase("  ".join(word[:4].title() for word in listed) + "\n")
    assert phrase == parse_phrase(", ".join(f"{number}. {word}" for number, word in enumerate(listed, 1)))


def test_the_same_form_gives_the_same_phrase() -> None:
    nonce = new_nonce(repeating())

    assert phrase_from_nonce(nonce) == phrase_from_nonce(nonce) == PHRASE
    assert phrase_from_nonce(new_nonce(repeating("other"))) != PHRASE
    with pytest.raises(MisuseError):
        phrase_from_nonce(nonce[:-1])


@pytest.mark.parametrize("position", range(1, 11))
def test_an_unknown_word_is_named_by_its_position(position: int) -> None:
    typed = [*WORDS[: position - 1], "xylograph", *WORDS[position:]]

    with pytest.raises(PhraseTypoError) as refusal:
        parse_phrase(" ".join(typed))

    assert position == refusal.value.position
    assert "xylograph" not in str(refusal.value)


@pytest.mark.parametrize("typed", ["", " ".join(WORDS[:9]), " ".join([*WORDS, WORDS[0]])])
def test_a_phrase_with_words_missing_or_too_many_is_a_typo(typed: str) -> None:
    with pytest.raises(PhraseTypoError) as refusal:
        parse_phrase(typed)

    assert refusal.value.position is None


@pytest.mark.parametrize("place", range(9))
def test_two_words_in_the_wrong_order_are_a_typo(place: int) -> None:
    typed = [*WORDS[:place], WORDS[place + 1], WORDS[place], *WORDS[place + 2 :]]

    with pytest.raises(PhraseTypoError) as refusal:
        parse_phrase(" ".join(typed))

    assert refusal.value.position is None


def test_of_all_wrong_words_next_to_none_is_taken_for_a_right_one() -> None:
    unnoticed = 0
    for place in range(10):
        for word in words():
            try:
                parse_phrase(" ".join([*WORDS[:place], word, *WORDS[place + 1 :]]))
            except PhraseTypoError:
                continue
            unnoticed += word != WORDS[place]

    # 20,470 wrong words against 14 bits of checksum: one or two are expected.
    assert unnoticed <= 5


def test_a_phrase_stands_for_other_keys_in_another_community_only() -> None:
    here = phrase_keys(PHRASE, PLACE)

    for name, place in elsewhere():
        same = name not in {"another instance", "another community"}
        there = phrase_keys(PHRASE, place)
        assert same == (there == here)
        assert same == (there.lookup == here.lookup)
        assert same == (there.box == here.box)
        assert same == (there.signing == here.signing)
    assert len({here.lookup, here.box.raw(), here.signing.raw(), lookup_hash(here.lookup)}) == 4


def test_a_token_stands_for_keys_as_a_phrase_does() -> None:
    token = new_token(repeating())
    keys = token_keys(token, PLACE)

    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", token)
    assert parse_token(str(token)) == token
    assert keys == token_keys(token, PLACE.at(epoch=3))
    assert keys != token_keys(token, PLACE.whole_instance())
    assert keys != token_keys(new_token(repeating("other")), PLACE)


def test_a_token_is_written_in_one_way() -> None:
    token = new_token(repeating())
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    twin = token[:-1] + last[last.index(token[-1]) + 1]

    for text in (twin, token + "==", token[:-1], token + "A", "", " " + token, "é" * 22):
        with pytest.raises(BadTokenError):
            parse_token(text)


def test_a_code_name_is_two_words_of_the_list() -> None:
    one, two = code_name(repeating()).split("-")

    assert {one, two} <= set(words())
    assert code_name(bytes) == f"{words()[0]}-{words()[0]}"
    assert code_name(lambda size: b"\xff" * size) == f"{words()[-1]}-{words()[-1]}"


def test_the_word_list_is_frozen() -> None:
    raw = files("evenhand.vault").joinpath("words.txt").read_bytes()

    assert hashlib.sha256(raw).hexdigest() == "032d4fa2a424b854ec57a02258afed08436117b8f44e46da6c975936492e201b"
    assert raw.decode() == "\n".join(words()) + "\n"


def test_the_word_list_has_2048_short_plain_words_told_apart_by_four_letters() -> None:
    listed = words()

    assert len(listed) == 2048
    assert list(listed) == sorted(listed)
    assert len({word[:4] for word in listed}) == 2048
    assert all(re.fullmatch("[a-z]{3,8}", word) for word in listed)


UNKIND = """
    abuse arm army attack bad beast beat blame bleed blood bomb bone boss bride bully bullet burn case cheat chin church
    clown crime cripple cruel cry curse dad damage danger dark daughter dead death demon devil die dirt dirty disease
    drown drug drunk dumb enemy evil face fail fake fat father fault fear fight fool foot foul fraud ghost girl gun
    guilt hang harass harm hate hell hit hostile hurt idiot ill insult jail joke judge kick kill king knife lady lazy
    leg liar lie loser mad man master mother mouth murder naked nasty neck nurse offend pain party pig pirate poison
    police poor pray prison prophet punish queen race rage rape rat report rob rude sad saint savage scar sick sin slap
    slave snake spy stab steal stupid surgery target threat thief torture toxic trap trash ugly victim violent virus
    vote war weak weapon whip wicked wife witch woman worm wound wreck wrong
"""


def test_the_word_list_is_kind() -> None:
    assert set() == set(UNKIND.split()) & set(words())


def test_a_word_is_known_by_its_first_four_letters() -> None:
    for number, word in enumerate(words()):
        assert number == number_of(word) == number_of(word[:4])
    assert number_of("") is None
    assert number_of("qqqq") is None
