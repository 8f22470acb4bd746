"""A sample of every component, with invented people: the page at which the look is judged and checked."""

from dataclasses import dataclass

from evenhand.shell.forms import Form
from evenhand.shell.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage(Page):
    """Everything at once."""


def sample(*, with_mistakes: bool) -> tuple[LookPage, Form]:
    """Answer the sample page, with its form as it stands after a refused try where that is wanted."""
    return LookPage(title="Every component"), Form({} if with_mistakes else None)
