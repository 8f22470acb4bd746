"""Files of a member's form: sealed by the upload handler on their way in, so that the form itself never holds one."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from evenhand.casework import uploads
from evenhand.casework.receiving import KEPT_FILES, SealedFiles, Skipped
from evenhand.casework.uploads import StoredFile
from evenhand.shell.occasions import occasion
from evenhand.shell.sessions import MemberAsking


def sealing(request: HttpRequest) -> SealedFiles:
    """The handler that takes the files of a member's form."""
    return SealedFiles(cast("MemberAsking", request).community, occasion(request))


def arrived(request: HttpRequest) -> tuple[tuple[StoredFile, ...], tuple[Skipped, ...]]:
    """The files of a form, those that it had before first, and what the handler had to skip."""
    kept = uploads.from_handle(cast("MemberAsking", request).community, request.POST.get(KEPT_FILES, ""))
    for handler in request.upload_handlers:
        if isinstance(handler, SealedFiles):
            return handler.fill_up(kept), tuple(handler.skipped)
    return kept, ()
