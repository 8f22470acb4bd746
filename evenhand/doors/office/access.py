"""Who may enter the office: whom the manual in force lets hold it. It opens no room."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase

from evenhand.shell import errors
from evenhand.shell.sessions import MemberAsking, View, holds_office, member_required


def office_required(view: View) -> View:
    """Open a view to members who hold the office; other members know that it exists, and hear that it is not theirs."""

    @wraps(view)
    def entered(request: MemberAsking, *args: Any, **parts: Any) -> HttpResponseBase:  # noqa: ANN401 - as the view has them
        return view(request, *args, **parts) if holds_office(request.signed_in) else errors.forbidden(request)

    return member_required(entered)
