"""Forms whose act is signed with the reader's own keys: they ask for the passphrase again (HARDENING 40)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.people import sessions
from evenhand.people.sessions import SignedIn
from evenhand.people.throttle import BusyError, TooManyTriesError
from evenhand.shell.forms import Form, Tick
from evenhand.shell.sessions import MemberAsking, hidden
from evenhand.vault.member_keys import WrongPassphraseError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class ProvenForm(Form):
    """A form that takes the passphrase once more, unless it was typed a short while ago."""

    why: StrPromise = gettext_lazy("What changes who belongs here is signed with your keys.")
    """What the passphrase is asked for."""
    passphrase = forms.CharField(
        label=gettext_lazy("Your passphrase, once more"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Type your passphrase.")},
    )

    def __init__(self, request: MemberAsking, action: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        kwargs.setdefault("hidden", hidden(request, action))
        super().__init__(*args, **kwargs)
        self.member: SignedIn = request.signed_in
        self.now = request.moment
        if self.member.is_proved(self.now):
            del self.fields["passphrase"]
        else:
            self.fields["passphrase"].help_text = self.why
            self.order_fields([*(name for name in self.fields if name != "passphrase"), "passphrase"])

    def clean(self) -> dict[str, Any]:  # Any: cleaned values
        """Prove it last, when everything else is right."""
        if "passphrase" in self.fields and not self.errors:
            try:
                sessions.prove_again(self.member, self.cleaned_data["passphrase"], self.now)
            except WrongPassphraseError:
                self.add_error("passphrase", _("That is not your passphrase."))
            except TooManyTriesError:
                self.add_error("passphrase", _("That was tried too often. Wait ten minutes."))
            except BusyError:
                self.add_error("passphrase", _("We are busy opening somebody else's keys. Try again in a moment."))
        return self.cleaned_data


class AdmitForm(ProvenForm):
    """The six words were read out and are those of exactly these keys."""

    heard = forms.BooleanField(
        label=gettext_lazy("They read these six words out to me, by voice, and they are the same"),
        widget=Tick,
        error_messages={"required": gettext_lazy("Call them first, and compare the words.")},
    )

    def __init__(
        self,
        request: MemberAsking,
        action: str,
        *args: Any,  # noqa: ANN401 - passed on
        fingerprint: bytes,
        more: dict[str, str] | None = None,
        **kwargs: Any,  # noqa: ANN401 - passed on
    ) -> None:
        self.of_these = fingerprint.hex()
        kwargs["hidden"] = hidden(request, action, keys=self.of_these, **(more or {}))
        super().__init__(request, action, *args, **kwargs)

    def clean(self) -> dict[str, Any]:  # Any: cleaned values
        """Keys that were made anew since the page was shown have other words, which nobody has heard."""
        if self.data.get("keys") != self.of_these:
            self.add_error("heard", _("They have made other keys meanwhile. Ask for the words once more, and compare."))
        return super().clean()


class OpenAgainForm(ProvenForm):
    """Open again what both sit at."""

    why = gettext_lazy("What you read is sealed to them with your keys.")
