"""The office's forms. What changes who belongs here asks for the passphrase again (HARDENING 40)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.people import roster_facts as rf
from evenhand.people.roster import Roster
from evenhand.shell.forms import At, Boxes, OneLine, Tick, still_to_come
from evenhand.shell.proving import ProvenForm
from evenhand.shell.sessions import MemberAsking

ROLES = (
    (rf.COMMITTEE, gettext_lazy("Member of the committee")),
    (rf.CHAIR, gettext_lazy("Chair")),
    (rf.DEPUTY, gettext_lazy("Deputy of the chair")),
    (rf.ALTERNATE, gettext_lazy("Alternate, where too few of the committee are left")),
    (rf.COUNCIL, gettext_lazy("Member of the Steering Council")),
)


class InviteForm(ProvenForm):
    """Somebody who is to join."""

    why = gettext_lazy("It shows that it is you.")

    name = OneLine(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("As reporters will read it."),
        max_length=200,
        error_messages={"required": gettext_lazy("Write their name.")},
    )
    login = OneLine(
        label=gettext_lazy("Login"),
        max_length=200,
        error_messages={"required": gettext_lazy("Choose a login for them.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Mail address"),
        help_text=gettext_lazy("The link goes there, and is shown to you."),
        required=False,
    )
    handles = forms.CharField(
        label=gettext_lazy("Names and handles by which people know them"),
        help_text=gettext_lazy("With commas. A report that holds one of them is kept from them until another looked."),
        required=False,
        max_length=1000,
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Their part"),
        choices=ROLES,
        widget=Boxes,
        error_messages={"required": gettext_lazy("Choose at least one part.")},
    )
    field_order = ("name", "login", "email", "roles", "handles", "passphrase")
    folds = gettext_lazy("They are known by other names as well")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        self.folded = ("handles",)


class RolesForm(ProvenForm):
    """Their part."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Their part"),
        choices=ROLES,
        widget=Boxes,
        error_messages={"required": gettext_lazy("Choose at least one part, or say that they have left.")},
    )


class AwayForm(ProvenForm):
    """Until when somebody else is away, if they could not say it themselves."""

    why = gettext_lazy("Who is on duty is signed with your keys.")

    until = At(
        label=gettext_lazy("Away until"),
        help_text=gettext_lazy("Their duties pass to the next person. Left empty, they are back."),
        required=False,
    )

    def __init__(self, request: MemberAsking, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(request, *args, **kwargs)
        still_to_come(self.fields["until"], request.moment)


class TakeBackForm(ProvenForm):
    """An invitation that was a mistake."""

    why = gettext_lazy("Your passphrase shows that it is you, who holds the office.")


class LinkForm(ProvenForm):
    """A new link."""

    why = gettext_lazy("Your passphrase shows that it is you, who holds the office.")


class LeftForm(ProvenForm):
    """Somebody has left."""

    sure = forms.BooleanField(
        label=gettext_lazy("They have left: their keys open nothing new from this moment"),
        widget=Tick,
        error_messages={"required": gettext_lazy("Tick it to be sure; it cannot be undone.")},
    )


class RotaForm(ProvenForm):
    """The order in which duties fall to people: one box for each place."""

    why = gettext_lazy("Who is on duty is signed with your keys.")

    def __init__(self, roster: Roster, request: MemberAsking, action: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(request, action, *args, **kwargs)
        order = [m for m in roster.team().order if roster.people[m].on_committee]
        choices = [(m, roster.name_of(m)) for m in order]
        for place, member in enumerate(order, start=1):
            label = _("On duty first") if place == 1 else _("Then, as number %(place)s") % {"place": place}
            self.fields[f"place_{place}"] = forms.ChoiceField(label=label, choices=choices, initial=member)
        self.places = len(order)

    def clean(self) -> dict[str, Any]:  # Any: cleaned values
        """Everybody stands there once."""
        chosen = [self.cleaned_data.get(f"place_{n}") for n in range(1, self.places + 1)]
        if len(set(chosen)) < self.places:
            self.add_error(None, _("Somebody stands there twice. Give everybody one place."))
        return super().clean()

    @property
    def order(self) -> list[str]:
        """As it was chosen."""
        return [str(self.cleaned_data[f"place_{n}"]) for n in range(1, self.places + 1)]


class TextsForm(ProvenForm):
    """What stands on the community's public pages. What is said already, and what few ask, stands behind a fold."""

    why = gettext_lazy("Your passphrase shows that it is you, who holds the office.")

    marks_optional = False
    folds = gettext_lazy("Also on your pages")

    operator = OneLine(
        label=gettext_lazy("Who runs the server"),
        help_text=gettext_lazy("A reporter can say that they are involved, and is shown another way."),
        required=False,
        max_length=500,
    )
    responsible = OneLine(label=gettext_lazy("Who is responsible for the data"), required=False, max_length=500)
    replies_to = forms.EmailField(label=gettext_lazy("Where bounces and replies to letters go"), required=False)
    checkpoints_to = forms.EmailField(
        label=gettext_lazy("Who receives the log's checkpoints, outside"),
        help_text=gettext_lazy("One mail a day that says nothing of any case, so that nobody can rewrite the record."),
        required=False,
    )
    outside_name = OneLine(
        label=gettext_lazy("A contact outside the committee"),
        help_text=gettext_lazy(
            "For those who do not want to turn to you (K2): who it is, and that they are independent."
        ),
        required=False,
        max_length=500,
    )
    outside_contact = OneLine(label=gettext_lazy("How to reach them"), required=False, max_length=500)
    retention = OneLine(label=gettext_lazy("How long it is kept"), required=False, max_length=500)
    leave_to = forms.URLField(
        label=gettext_lazy("Where “Leave quickly” leads"),
        help_text=gettext_lazy("A page that anybody might look at, a weather page for example."),
        max_length=300,
        assume_scheme="https",
        error_messages={"required": gettext_lazy("Name a page; people who report may need it.")},
    )
    address = forms.URLField(
        label=gettext_lazy("The address of this server, as letters name it"), required=False, assume_scheme="https"
    )
    help = OneLine(label=gettext_lazy("Where to find help in danger"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        said = [
            name
            for name in ("outside_name", "outside_contact", "retention", "leave_to", "address")
            if self[name].initial
        ]
        to_say = [name for name in self.fields if name not in {*said, "help", "passphrase"}]
        self.folded = (*said, "help")
        self.order_fields([*to_say, *self.folded, "passphrase"])


class PublishForm(ProvenForm):
    """Open the form for reports, or close it; who opens it while a test is unconfirmed says that they know it."""

    why = gettext_lazy("That people can report here, or not, is signed with your keys.")

    although = forms.BooleanField(
        label=gettext_lazy("Open it all the same"),
        help_text=gettext_lazy("Whoever has not confirmed may not hear of a report. Ask them, or try another way."),
        widget=Tick,
        error_messages={"required": gettext_lazy("Look who has not confirmed, then tick it, or wait for them.")},
    )

    def __init__(self, request: MemberAsking, action: str, *args: Any, is_asked: bool, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(request, action, *args, **kwargs)
        if not is_asked:
            del self.fields["although"]


class LossForm(ProvenForm):
    """Sign that a restored database has lost something."""

    why = gettext_lazy("What was lost is signed with your keys.")


class RehearsalForm(ProvenForm):
    """Send a test letter or a test report."""

    why = gettext_lazy("That a test was sent, and to whom, is signed with your keys.")
