"""Whether a word that can be a label is put on a person: neither a name, nor denied, nor somebody else's word (V2)."""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.outbox.wording_text import Token
from evenhand.procedure.wording import Grammar, SaidOf

FAR = 6
"""Words back to which a word's person is looked for."""


def is_label(
    sentence: Sequence[Token], words: Sequence[str], begin: int, end: int, said_of: SaidOf, grammar: Grammar
) -> bool:
    """Whether it is said, and said of a person: not a name, not denied."""
    if _is_name(sentence, begin, end) or _is_denied(words, begin, grammar):
        return False
    if said_of is SaidOf.ANYTHING or _is_said_of_a_person(sentence, words, begin, end, grammar):
        return True
    return said_of is SaidOf.PERSON and _stands_for_a_person(words, begin, end, grammar)


def _is_name(sentence: Sequence[Token], begin: int, end: int) -> bool:
    """A capital in the middle of a sentence, or two in a row at its start, are taken for a name."""
    if not all(token.is_capital for token in sentence[begin:end]):
        return False
    following = sentence[end] if end < len(sentence) else None
    return begin > 0 or (following is not None and following.is_capital)


def _is_denied(words: Sequence[str], begin: int, grammar: Grammar) -> bool:
    """A negation before it, or somebody else's word for it, in the same part of the sentence."""
    for at in range(begin - 1, -1, -1):
        word = words[at]
        if word == "," or grammar.has(word, "breaks"):
            return False
        if grammar.has(word, "negations"):
            return True
        if grammar.has(word, "saying") and begin - at <= FAR:
            return not (at and grammar.has(words[at - 1], "writers"))
    return False


def _is_said_of_a_person(
    sentence: Sequence[Token], words: Sequence[str], begin: int, end: int, grammar: Grammar
) -> bool:
    if grammar.has(words[end] if end < len(words) else "", "people"):
        return True
    if grammar.adjective_first and _is_thing(_after(words, end, grammar), grammar):
        return False
    at = begin - 1
    while at >= 0 and grammar.has(words[at], "filling"):
        at -= 1
    if at >= 0 and grammar.has(words[at], "people"):
        return True
    if at > 0 and grammar.has(words[at], "objects") and grammar.has(words[at - 1], "regarding"):
        return True
    return _has_person_before(sentence, words, begin, grammar)


def _stands_for_a_person(words: Sequence[str], begin: int, end: int, grammar: Grammar) -> bool:
    """The word stands as a noun, with nothing after it that it could belong to."""
    is_noun = begin > 0 and grammar.has(words[begin - 1], "articles")
    return is_noun and not (grammar.adjective_first and _is_thing(_after(words, end, grammar), grammar))


def _after(words: Sequence[str], end: int, grammar: Grammar) -> str:
    """The word that an adjective would belong to: "a rude and hostile comment"."""
    while end + 1 < len(words) and grammar.has(words[end], "joins"):
        end += 2
    return words[end] if end < len(words) else ""


def _is_thing(word: str, grammar: Grammar) -> bool:
    return word.isalpha() and not grammar.has(word, "people", "following")


def _has_person_before(sentence: Sequence[Token], words: Sequence[str], begin: int, grammar: Grammar) -> bool:
    """Back over small words to a form of being, and to whom it is of: "he has been very …", "Sam is a …"."""
    at, being, of_a_person = begin - 1, False, False
    while at >= 0 and begin - at <= FAR:
        word = words[at]
        if grammar.has(word, "being"):
            being, of_a_person = True, of_a_person or grammar.has(word, "being_you")
        elif being and (grammar.has(word, "subjects", "people") or sentence[at].is_name):
            return True
        elif not grammar.has(word, "filling"):
            break
        elif grammar.has(word, "subjects"):
            of_a_person = True
        at -= 1
    return being and of_a_person
