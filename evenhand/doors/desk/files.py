"""Files of a member's form: sealed by the upload handler on their way in, so that the form itself never holds one."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from evenhand.casework.receiving import SealedFiles, Skipped
from evenhand.casework.uploads import StoredFile
from evenhand.shell.occasions import occasion
from evenhand.shell.sessions import MemberAsking


def sealing(request: HttpRequest) -> SealedFiles:
    """The handler that takes the files of a member's form."""
    return SealedFiles(cast("MemberAsking", request).community, occasion(request))


def arrived(request: HttpRequest) -> tuple[tuple[StoredFile, ...], tuple[Skipped, ...]]:
    """What the handler took, and what it had to skip."""
    found = [handler for handler in request.upload_handlers if isinstance(handler, SealedFiles)]
    taken = tuple(file for handler in found for file in handler.taken)
    return taken, tuple(one for handler in found for one in handler.skipped)
