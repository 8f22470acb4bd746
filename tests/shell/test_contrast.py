"""The colours of the stylesheet, held to what LOOK promises: 7:1 for text, 3:1 for controls; on screen and on paper."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2].joinpath("evenhand/shell/static/evenhand.css").read_text(encoding="utf-8")
TEXT = ("ink", "quiet", "accent", "accent-deep", "soon", "late")
NAMED = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
SCHEMES = ("light", "dark", "print")
GROUNDS = ("paper", "panel", "box")


def colours(scheme: str) -> dict[str, str]:
    outside_layers = re.sub(r"^@layer [a-z]+ \{.*?^\}", "", CSS, flags=re.DOTALL | re.MULTILINE)
    light, *others = re.findall(r":root \{(.*?)\}", outside_layers, re.DOTALL)
    other = {"light": "", **dict(zip(("dark", "print"), others, strict=True))}[scheme]
    return {**dict(NAMED.findall(light)), **dict(NAMED.findall(other))}


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert 21 == pytest.approx(contrast("#000000", "#ffffff"))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT)
def test_text_can_be_read_on_every_ground(scheme: str, ground: str, text: str) -> None:
    found = colours(scheme)

    assert contrast(found[text], found[ground]) >= 7


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("control", ["control", "focus"])
def test_controls_and_the_focus_ring_can_be_seen(scheme: str, ground: str, control: str) -> None:
    found = colours(scheme)

    assert contrast(found[control], found[ground]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("button", ["accent", "accent-deep"])
def test_the_words_of_a_button_can_be_read(scheme: str, button: str) -> None:
    found = colours(scheme)

    assert contrast(found["on-accent"], found[button]) >= 7


def test_paper_is_white_and_its_ink_black_whatever_the_screen_is() -> None:
    printed = colours("print")

    assert {"#ffffff"} == {printed[ground] for ground in GROUNDS}
    assert "#000000" == printed["ink"]
    assert "@media screen and (prefers-color-scheme: dark)" in CSS
