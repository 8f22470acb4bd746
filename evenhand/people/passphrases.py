"""What a passphrase must be: long, and not one that everybody tries (HARDENING 28)."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

LEAST = 15
MOST = 1024

_COMMON = frozenset(
    [
        "password",
        "passphrase",
        "letmein",
        "qwerty",
        "qwertyuiop",
        "1q2w3e4r5t6y7u8i9o0p",
        "1q2w3e4r",
        "qazwsxedc",
        "asdfgh",
        "zxcvbn",
        "iloveyou",
        "welcome",
        "admin",
        "administrator",
        "correcthorsebatterystaple",
        "abc",
        "abcdef",
        "abcdefgh",
        "abcdefghij",
        "secret",
        "dragon",
        "monkey",
        "football",
        "baseball",
        "sunshine",
        "princess",
        "master",
        "shadow",
        "superman",
        "michael",
        "trustno",
        "starwars",
        "whatever",
        "hello",
        "freedom",
        "evenhand",
        "committee",
        "conduct",
        "chair",
        "council",
        "changeme",
        "default",
        "guest",
        "login",
        "access",
    ]
)


class WeakPassphraseError(Exception):
    """The passphrase is too short, or too easy to guess; the message says which and what to do."""


_LOOKALIKES = str.maketrans("013457@$!|", "oieastasil")
"""Signs by which a common word is dressed up, and the letters that they stand for."""


def check_passphrase(passphrase: str, context: Iterable[str] = ()) -> None:
    """Raise where a passphrase is too short, repeats itself, or is made of common words and of who one is.

    Any signs of any script will do; nothing is asked for and nothing is cut off.
    """
    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < LEAST:
        message = f"Use at least {LEAST} characters. A few unrelated words are easy to remember."
        raise WeakPassphraseError(message)
    if len(text) > MOST:
        message = f"Use at most {MOST} characters."
        raise WeakPassphraseError(message)
    known = {*_COMMON, *_parts(context)}
    folded = "".join(text.casefold().split())
    rest, undressed = _without(folded, known), _without(folded.translate(_LOOKALIKES), known)
    if min(len(rest), len(undressed)) < LEAST // 2 or len(set(rest)) < LEAST // 3 or _repeats(rest):
        message = (
            "That is too easy to guess. Use a few unrelated words, not names, common words or one sign again and again."
        )
        raise WeakPassphraseError(message)
    if _is_a_run(rest):
        message = "That is a run of letters or digits. Use a few unrelated words."
        raise WeakPassphraseError(message)


def _without(text: str, words: Iterable[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "")
    return text


def _parts(context: Iterable[str]) -> set[str]:
    found = {part for text in context for part in re.split(r"[\W_]+", text.casefold())}
    return {part for part in found if len(part) > 2}  # noqa: PLR2004 - two letters stand in every word


def _repeats(text: str) -> bool:
    """Whether it is one short piece again and again, such as 12345 12345 12345."""
    return (text + text).find(text, 1) < LEAST // 2


def _is_a_run(text: str) -> bool:
    """Whether each sign follows the one before it, as in a keyboard's row of digits or the alphabet, there or back."""
    steps = [ord(b) - ord(a) for a, b in pairwise(text)]
    return max(steps.count(1), steps.count(-1)) >= len(steps) * 3 // 4
