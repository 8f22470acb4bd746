"""The menu lists complete languages only: what reporters and parties see is translated, collected and compiled."""

import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from tools import messages

# Pages and letters of people who did not choose this software; the committee's own may follow later.
COMPLETE = ("shell/", "doors/intake/", "doors/portal/", "doors/public/", "outbox/")

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A text, the files it stands in, and its translation."""

    text: str
    files: tuple[str, ...]
    translation: str
    is_fuzzy: bool


def entries(source: Path) -> Iterator[Entry]:
    for block in source.read_text(encoding="utf-8").split("\n\n")[1:]:
        found = re.search(
            r'^msgid ((?:".*"\n)+)(?:msgid_plural (?:".*"\n)+)?msgstr(?:\[0\])? ((?:".*"\n?)+)', block, re.MULTILINE
        )
        if found:
            text, translation = ("".join(re.findall(r'"(.*)"', part)) for part in found.groups())
            files = tuple(re.findall(r"\S+", " ".join(re.findall(r"^#: (.*)$", block, re.MULTILINE))))
            yield Entry(text, files, translation, "#, fuzzy" in block)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_of_the_menu_is_complete_where_reporters_and_parties_read(language: str) -> None:
    missing = [
        entry.text
        for entry in entries(messages.catalogue(language))
        if any(file.startswith(COMPLETE) for file in entry.files) and (not entry.translation or entry.is_fuzzy)
    ]

    assert [] == missing


def spanish() -> Iterator[tuple[str, str]]:
    """Every Spanish text that people read, and where it stands."""
    for entry in entries(messages.catalogue("es")):
        yield entry.text, entry.translation
    package = messages.LOCALE.parent
    for file in (*package.glob("outbox/letters/es/*"), *package.glob("outbox/beginnings/es/*")):
        yield file.name, file.read_text(encoding="utf-8")
    for file in package.glob("manuals/*.toml"):
        yield from ((file.name, text) for text in under("es", tomllib.loads(file.read_text(encoding="utf-8"))))
    wording = tomllib.loads((package / "manuals" / "wording" / "es.toml").read_text(encoding="utf-8"))
    yield from (("wording", text) for name in ("says", "instead") for text in under(name, wording))


def under(name: str, found: object) -> Iterator[str]:
    """Every text that has this name, however deep."""
    if isinstance(found, dict):
        for key, value in found.items():
            if key == name and isinstance(value, str):
                yield value
            else:
                yield from under(name, value)
    elif isinstance(found, list):
        for one in found:
            yield from under(name, one)


# Somebody in distress is spoken to as a friend would: tú, and vosotros to a committee. What gives the formal way away:
# its pronoun, and the orders with which its sentences begin.
FORMAL = re.compile(
    r"\busted(?:es)?\b|\b[Ll]es? (?:escribimos|pedimos|rogamos|agradecemos)\b"
    r"|(?:^|[.:;?!⟧] |[¿¡«(])(?:Abra|Añada|Anote|Avise|Busque|Cambie|Cite|Compruebe|Cuente|Deje|Denle|Describa|Diga"
    r"|Elija|Escriba|Espere|Guarde|Haga|Intente|Lea|Llame|Marque|Mire|Nombre el|Pida|Ponga|Pregunte|Quite|Revise|Use"
    r"|Vuelva)n?\b",
    re.MULTILINE,
)


def test_nobody_is_spoken_to_formally_in_spanish() -> None:
    formal = [(where, text) for where, text in spanish() if FORMAL.search(text)]

    assert [] == formal


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str, tmp_path: Path) -> None:
    messages.compile_catalogue(messages.catalogue(language), tmp_path / "django.mo")

    assert (tmp_path / "django.mo").read_bytes() == messages.catalogue(language).with_suffix(".mo").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_code_is_collected(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "evenhand"
    shutil.copytree(messages.LOCALE.parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(messages, "LOCALE", package / "locale")

    messages.collect([language])

    collected = {(entry.text, entry.files) for entry in entries(messages.catalogue(language))}
    monkeypatch.undo()
    assert collected == {(entry.text, entry.files) for entry in entries(messages.catalogue(language))}


def test_a_text_with_a_broken_placeholder_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "django.po"
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    source.write_text(f'{header}\n#, python-format\nmsgid "%(hour)s"\nmsgstr "%(hora)s"\n')

    with pytest.raises(subprocess.CalledProcessError):
        messages.compile_catalogue(source, tmp_path / "django.mo")
