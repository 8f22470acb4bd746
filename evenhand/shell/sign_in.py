"""The page on which members sign in: one form, one answer to everything that is wrong (THREATS 4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.shell.asking import Asking
from evenhand.shell.coming_back import Waiting
from evenhand.shell.forms import Form
from evenhand.shell.pages import Page, PageResponse, render


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage(Page):
    """Where the form goes, and whether something waits behind it."""

    action: str
    recover: str
    parked: bool
    unsent: str
    without_files: bool
    of_somebody_else: bool
    onward: str


class SignInForm(Form):
    """Login, passphrase and code together, so that no answer tells which of them was wrong."""

    login = forms.CharField(
        label=gettext_lazy("Login"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type your login.")},
    )
    passphrase = forms.CharField(
        label=gettext_lazy("Passphrase"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Type your passphrase.")},
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("The six digits that your authenticator shows now."),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Type the code that your authenticator shows.")},
    )
    to = forms.CharField(required=False, widget=forms.HiddenInput)
    parked = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)


def page(
    request: HttpRequest,
    *,
    form: SignInForm | None = None,
    to: str = "",
    waiting: Waiting = Waiting(),  # noqa: B008 - frozen
    status: int = 200,
) -> PageResponse:
    """Answer with the form to sign in; the same whatever was asked for."""
    shown = form or SignInForm(initial={"to": to, "parked": waiting.sealed})
    slug = cast("Asking", request).community.slug
    is_parked = bool(shown["parked"].value())
    response = render(
        request,
        "sign_in.html",
        SignInPage(
            title=_("Sign in"),
            action=reverse("desk:sign-in", kwargs={"slug": slug}),
            recover=reverse("desk:recover", kwargs={"slug": slug}),
            parked=is_parked,
            unsent=waiting.unsent,
            without_files=waiting.without_files,
            of_somebody_else=waiting.of_somebody_else,
            onward=reverse("desk:list", kwargs={"slug": slug}),
            holds_a_text=is_parked or bool(waiting.unsent),
        ),
        status=status,
        form=shown,
    )
    if status == 401:  # noqa: PLR2004 - "sign in first"
        response["WWW-Authenticate"] = "Passphrase"
    return response
