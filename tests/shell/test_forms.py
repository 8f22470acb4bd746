import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.contrib.staticfiles.finders import find
from django.template.loader import render_to_string
from playwright.sync_api import Browser

from evenhand.shell.forms import At, Boxes, Choices, Files, Form, Tick, Words
from evenhand.shell.parts import Readers

READERS = Readers(read_by=("Bo", "Chidi"), not_by=("Ada (recused)",), also="A court may one day read this.")


class Report(Form):
    """One of each."""

    what = forms.CharField(label="What happened?", help_text="All we need.", widget=Words(readers=READERS))
    who = forms.MultipleChoiceField(
        label="Who must not see it?", choices=[("a", "Ada"), ("b", "Bo")], widget=Boxes, required=False
    )
    say = forms.ChoiceField(label="May we say it was you?", choices=[("no", "No"), ("yes", "Yes")], widget=Choices)
    read = forms.BooleanField(label="I have read this", widget=Tick)

    def clean(self) -> dict[str, object]:
        """Refuse one text as a whole."""
        cleaned = super().clean() or {}
        if cleaned.get("what") == "twice":
            raise forms.ValidationError("This was sent before.")
        return cleaned


class Dated(Form):
    """A date, and nothing else."""

    at = At(label="When?")


@pytest.mark.parametrize(
    "typed", ["0001-01-01T00:00", "9999-12-31T23:59", "1899-12-31T23:59", "soon", "2026-02-30T10:00"]
)
def test_a_date_outside_of_any_year_that_matters_is_none_and_comes_back(typed: str) -> None:
    form = Dated({"at": typed})

    assert {"at": ["Write a date and an hour, such as 2026-03-05 14:00."]} == form.errors
    assert f'value="{typed}"' in str(form)


def test_every_control_has_a_label_of_its_own() -> None:
    html = str(Report())

    for control in ("id_what", "id_who_0", "id_who_1", "id_say_0", "id_say_1", "id_read"):
        assert 1 == html.count(f'for="{control}"'), control
        assert 1 == html.count(f'id="{control}"'), control


def test_the_line_of_readers_stands_at_the_box_and_describes_it() -> None:
    html = str(Report())

    assert 'aria-describedby="id_what_helptext id_what_readers"' in html
    assert 'id="id_what_readers"' in html
    assert "Bo, Chidi." in html
    assert "Ada (recused)." in html
    assert "A court may one day read this." in html


def test_a_box_without_readers_promises_none() -> None:
    class Private(Form):
        note = forms.CharField(widget=Words(rows=3))

    assert "Read by" not in str(Private())


def test_the_summary_leads_to_the_control_at_which_each_mistake_is_mended() -> None:
    form = Report({})

    assert ["id_what", "id_say_0", "id_read"] == [mistake.fragment for mistake in form.mistakes]
    for mistake in form.mistakes:
        assert f'id="{mistake.fragment}"' in str(form)


def test_a_mistake_of_the_whole_form_comes_first_and_leads_nowhere() -> None:
    form = Report({"what": "twice", "say": "no", "read": "on"})

    assert [("This was sent before.", "")] == [(mistake.says, mistake.fragment) for mistake in form.mistakes]


def test_a_mistake_stands_at_its_box_too_and_describes_it() -> None:
    html = str(Report({"what": ""}))

    assert 'aria-describedby="id_what_helptext id_what_error id_what_readers"' in html
    assert 'id="id_what_error"' in html


def test_a_refused_form_keeps_what_was_written() -> None:
    html = str(Report({"what": "\nFirst line empty <b>", "who": ["b"], "say": "yes"}))

    assert ">\n\nFirst line empty &lt;b&gt;</textarea>" in html
    assert 'value="b" id="id_who_1" checked' in html or 'value="b" checked' in html
    assert 'value="yes" id="id_say_1" checked' in html or 'value="yes" checked' in html


def test_the_browser_does_not_stop_a_form_with_words_of_its_own() -> None:
    assert " required" not in str(Report())


def test_what_is_optional_is_marked_unless_the_page_says_it_once() -> None:
    class Quiet(Report):
        marks_optional = False

    assert 1 == str(Report()).count("(optional)")
    assert 0 == str(Quiet()).count("(optional)")


def test_what_travels_unseen_is_escaped() -> None:
    html = str(Report(hidden={"token": 'a"b'}))

    assert '<input type="hidden" name="token" value="a&quot;b">' in html


@pytest.mark.parametrize("words", ["", " ", "\n\t"])
def test_a_text_of_nothing_is_a_mistake(words: str) -> None:
    assert "what" in Report({"what": words}).errors


def test_what_one_form_changes_of_its_fields_no_other_form_sees() -> None:
    class Asking(Form):
        choice = forms.ChoiceField(choices=[("a", "A")], widget=Choices)
        text = forms.CharField(error_messages={"required": "Write."})

    first, second = Asking(), Asking()
    choice = first.fields["choice"]
    assert isinstance(choice, forms.ChoiceField)
    choice.choices = [("b", "B")]
    first.fields["text"].label = "Changed"
    first.fields["text"].widget.attrs["rows"] = "3"
    first.fields["text"].error_messages["required"] = "Changed."
    first.fields["text"].validators.append(lambda _: None)

    other = second.fields["choice"]
    assert isinstance(other, forms.ChoiceField)
    assert isinstance(other.widget, Choices)
    assert [("a", "A")] == list(other.widget.choices)
    assert (None, {}, "Write.") == (
        second.fields["text"].label,
        second.fields["text"].widget.attrs,
        second.fields["text"].error_messages["required"],
    )
    assert len(second.fields["text"].validators) + 1 == len(first.fields["text"].validators)


class Proposal(Form):
    """A choice, and what one of its answers makes necessary."""

    measures = forms.MultipleChoiceField(choices=[("talk", "A talk"), ("other", "Another")], widget=Boxes)
    is_named = forms.BooleanField(label="Somebody is named", required=False, widget=Tick)
    which = forms.CharField(label="Which other?", required=False, widget=Words(rows=3))
    why = forms.CharField(label="Why are they named?", required=False, widget=Words(rows=3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_only("which", "measures", "other".__eq__)
        self.ask_only("why", "is_named", bool)
        self.ask_only("gone", "measures", bool)

    def clean(self) -> dict[str, object]:
        if "other" in self.cleaned_data.get("measures", ()) and not self.cleaned_data["which"]:
            self.add_error("which", "Say which.")
        return self.cleaned_data


def test_an_answer_is_marked_that_makes_another_field_appear() -> None:
    html = str(Proposal())

    assert 1 == html.count('class="asks-1"')
    assert re.search(r'value="other"[^>]*class="asks-1"', html)
    assert re.search(r'name="is_named"[^>]*class="asks-2"', html)
    assert "waits-1" in html
    assert "waits-2" in html


def test_what_only_one_answer_asks_for_is_not_called_optional() -> None:
    assert 0 == str(Proposal()).count("(optional)")


def test_a_form_of_one_request_marks_nothing_in_the_next() -> None:
    assert str(Proposal()) == str(Proposal())


def test_more_fields_than_the_style_sheet_knows_cannot_wait() -> None:
    form = Proposal()
    for name in ("third", "fourth", "fifth", "sixth"):
        form.fields[name] = forms.CharField(required=False)
    form.ask_only("third", "measures", bool)
    form.ask_only("fourth", "measures", bool)
    form.ask_only("fifth", "measures", bool)

    with pytest.raises(ValueError, match="Proposal: more than 5 fields wait"):
        form.ask_only("sixth", "measures", bool)


@pytest.mark.browser
@pytest.mark.once
def test_a_field_that_waits_appears_with_its_answer_and_with_its_mistake(browser: Browser) -> None:
    page = browser.new_page()
    style = Path(find("evenhand.css") or "").read_text(encoding="utf-8")

    page.set_content(f"<style>{style}</style><form>{Proposal()}</form>")
    assert page.get_by_label("Which other?").is_hidden()
    page.get_by_label("Another").check()
    assert page.get_by_label("Which other?").is_visible()
    assert page.get_by_label("Why are they named?").is_hidden()
    page.get_by_label("Somebody is named").check()
    assert page.get_by_label("Why are they named?").is_visible()

    refused = Proposal({"measures": ["other"]})
    page.set_content(f"<style>{style}</style><form>{refused}</form>")
    page.get_by_label("Another").uncheck()
    assert page.get_by_label("Which other?").is_visible()


def test_what_another_answer_makes_necessary_says_when_and_is_not_called_optional() -> None:
    class Position(Form):
        needed = {"why": "needed if you object"}
        position = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], widget=Choices)
        why = forms.CharField(required=False, widget=Words(rows=3))
        note = forms.CharField(required=False, widget=Words(rows=3))

    html = str(Position())

    assert "(needed if you object)" in html
    assert 1 == html.count("(optional)")


def test_a_box_for_files_says_once_that_it_takes_several() -> None:
    class Attaching(Form):
        attached = forms.FileField(required=False, widget=Files)

    assert 1 == str(Attaching()).count("multiple")


class _Proven(Form):
    name = forms.CharField(required=False)
    passphrase = forms.CharField(widget=forms.PasswordInput())


class _OnlyProven(Form):
    passphrase = forms.CharField(widget=forms.PasswordInput())


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (_Proven, "What you wrote is still here, but no passphrase"),
        (_OnlyProven, "A passphrase is never shown on a page again"),
    ],
)
def test_what_is_not_shown_again_is_not_said_to_be_still_here(kind: type[Form], says: str) -> None:
    said = render_to_string("_parts/mistakes.html", {"form": kind({})})

    assert says in said
    assert "What you wrote is still here." not in said
