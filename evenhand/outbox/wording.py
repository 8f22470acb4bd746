"""Points at labels put on people and at impersonal or absolute phrasing in a letter; never blocks it (V2).

It stands beside the letters because it speaks of their text; the words it looks for are data of
the manual (``procedure.wording``). Nothing is changed, kept or counted: a text goes in, remarks come out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evenhand.outbox.wording_labels import is_label
from evenhand.outbox.wording_text import Token, sentences
from evenhand.procedure.manual_file import Manual
from evenhand.procedure.manual_file_wording import shipped, shipped_languages
from evenhand.procedure.wording import Entry, Grammar, Phrase, WordKind

LONGEST = 40_000
"""Signs of a text that are looked at; a letter has a few thousand."""

Index = Mapping[str, Sequence[tuple[Entry, Phrase]]]

LONGEST_PHRASE = 18
"""Words that a phrase can cover: twelve, and two gaps."""

NO_GRAMMAR = Grammar(adjective_first=True, words={})
_WIDE = 2


@dataclass(frozen=True, slots=True)
class Remark:
    """Words of a text that are pointed at, why, and what could stand there."""

    entry: str
    language: str
    kind: WordKind
    words: tuple[str, ...]
    says: str
    instead: str


def remarks(text: str, manual: Manual) -> tuple[Remark, ...]:
    """What to look at once more in a text before it goes, one remark for each reason, in the text's order."""
    language = language_of(text)
    grammar = shipped(language).grammar if language else NO_GRAMMAR
    index = _by_first_word(_entries(language, manual))
    found: dict[str, tuple[Entry, list[str]]] = {}
    for sentence in sentences(text[:LONGEST], grammar):
        for entry, begin, end in _in_sentence(sentence, index, grammar):
            shown = text[sentence[begin].begin : sentence[end - 1].end]
            seen = found.setdefault(entry.id, (entry, []))[1]
            if shown not in seen:
                seen.append(shown)
    return tuple(Remark(e.id, e.language, e.kind, tuple(words), e.says, e.instead) for e, words in found.values())


def language_of(text: str) -> str:
    """The language whose small words stand in a text most often; empty where none of ours do."""
    counts = dict.fromkeys(shipped_languages(), 0)
    tokens = [token.word for sentence in sentences(text[:LONGEST], NO_GRAMMAR) for token in sentence]
    for language in counts:
        grammar = shipped(language).grammar
        counts[language] = sum(grammar.has(word, "common") for word in tokens)
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else ""


def _entries(language: str, manual: Manual) -> tuple[Entry, ...]:
    """Those of the text's language; a community's own in a language that we do not know are always looked for."""
    ours = shipped(language).entries if language else ()
    theirs = tuple(e for e in manual.wording if e.language == language or e.language not in shipped_languages())
    return tuple(entry for entry in (*ours, *theirs) if entry.id not in manual.wording_off)


def _by_first_word(entries: Iterable[Entry]) -> Index:
    """Every phrase under each word that it can begin with, so that a text is gone through once."""
    index: dict[str, list[tuple[Entry, Phrase]]] = {}
    for entry in entries:
        for phrase in entry.words:
            for word in phrase[0].words:
                index.setdefault(word, []).append((entry, phrase))
    return index


# --- in one sentence ------------------------------------------------------------------------


def _in_sentence(sentence: Sequence[Token], index: Index, grammar: Grammar) -> Iterator[tuple[Entry, int, int]]:
    words = [token.word for token in sentence]
    for begin in range(len(words)):
        for entry, phrase in index.get(words[begin], ()):
            end = _end(words, begin, phrase)
            if not end or _is_excused(words, begin, end, entry):
                continue
            if entry.kind is not WordKind.LABEL or is_label(sentence, words, begin, end, entry.said_of, grammar):
                yield entry, begin, end


def _is_excused(words: Sequence[str], begin: int, end: int, entry: Entry) -> bool:
    """Whether something stands around it with which it means something else."""
    first = max(0, begin - LONGEST_PHRASE)
    for phrase in entry.unless:
        for at in range(first, end):
            if _end(words, at, phrase) > begin:
                return True
    return False


def _end(words: Sequence[str], at: int, phrase: Phrase) -> int:
    """Where a phrase that begins here ends; 0 where it does not stand here."""
    for index, slot in enumerate(phrase):
        if slot.is_gap:
            rest = phrase[index + 1 :]
            wide = range(at, min(at + _WIDE, len(words)) + 1)
            return next((end for start in wide if (end := _end(words, start, rest))), 0)
        if at >= len(words) or not slot.takes(words[at]):
            return 0
        at += 1
    return at
