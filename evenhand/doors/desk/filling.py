"""Making an act's form, and reading one that was sent: hidden fields, kept texts, files that came before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from evenhand.casework.receiving import KEPT_FILES
from evenhand.casework.seats import Seat
from evenhand.casework.uploads import StoredFile
from evenhand.doors.desk.acts.base import ActForm, Sitting, Subject
from evenhand.doors.desk.acts.table import ENTRIES
from evenhand.procedure.next_steps import Act
from evenhand.shell import coming_back, sessions
from evenhand.shell.addresses import address
from evenhand.shell.sessions import MemberAsking

BUTTONS = ("keep", "send", "change", "seen", KEPT_FILES)
"""What a form sends beside what somebody typed."""


def act_address(request: MemberAsking, seat: Seat, act: Act, subject: Subject) -> str:
    """Where an act has its own page."""
    if subject.about:
        return address(request, "desk:act-about", number=seat.file.number, act=act.value, about=subject.about)
    return address(request, "desk:act", number=seat.file.number, act=act.value)


def blank(request: MemberAsking, sitting: Sitting, act: Act, kept: object = None, files: str = "") -> ActForm:
    """A form to fill in, with the text that was kept of it if there is any."""
    form_class = ENTRIES[act].form
    form = form_class(sitting, hidden=_hidden(request, sitting, act, files), auto_id=_ids(act, sitting.subject))
    if isinstance(kept, Mapping):
        form.initial = first_values(form, kept)
    return form


def filled(request: MemberAsking, sitting: Sitting, act: Act, files: str = "") -> ActForm:
    """The form as it was sent."""
    return ENTRIES[act].form(
        sitting, request.POST, hidden=_hidden(request, sitting, act, files), auto_id=_ids(act, sitting.subject)
    )


def typed(request: MemberAsking) -> dict[str, list[str]]:
    """What somebody typed, to be kept or shown once more."""
    return {name: values for name, values in coming_back.typed(request.POST).items() if name not in BUTTONS}


def said_in(request: MemberAsking, files: Sequence[StoredFile] = ()) -> dict[str, list[str]]:
    """What a form says, words and files: by this a second click is told from something else (`casework.once`)."""
    return typed(request) | {"files": sorted(f"{file.size} {file.name}" for file in files)}


def first_values(form: forms.Form, kept: Mapping[str, Any]) -> dict[str, Any]:  # Any: texts and lists of texts
    """Kept values in the shape in which each field wants them."""
    found: dict[str, Any] = {}
    for name, values in kept.items():
        field = form.fields.get(name)
        if field is None or not isinstance(values, list):
            continue
        if isinstance(field, forms.MultipleChoiceField):
            found[name] = values
        elif isinstance(field, forms.BooleanField):
            found[name] = bool(values)
        else:
            found[name] = values[-1] if values else ""
    return found


def _hidden(request: MemberAsking, sitting: Sitting, act: Act, files: str) -> dict[str, str]:
    where = act_address(request, sitting.seat, act, sitting.subject)
    # How long the story is would tell somebody who has not answered how much goes on in it.
    more = {"seen": str(sitting.seat.state.length)} if sitting.seat.has_answered else {}
    if files:
        more[KEPT_FILES] = files
    return sessions.hidden(request, where, **more)


def _ids(act: Act, subject: Subject) -> str:
    """Ids that differ between the forms of one page."""
    return f"id-{act}-{subject.about.replace('.', '-')}-%s"
