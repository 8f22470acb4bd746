"""A file on its way out: opened part by part, always to be saved, never shown (THREATS 4.11, traps 22)."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from urllib.parse import quote

from django.http import StreamingHttpResponse

from evenhand.casework import uploads
from evenhand.casework.uploads import StoredFile
from evenhand.people.communities import Community


def download(community: Community, file: StoredFile) -> StreamingHttpResponse:
    """Answer with a file of the record, exactly as it was sent."""
    parts = uploads.read(community, file)
    first = next(parts, b"")  # a file that cannot be opened fails here, before anything is sent

    response = StreamingHttpResponse(chain([first], parts), content_type="application/octet-stream")
    response["Content-Disposition"] = disposition(file.name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def disposition(name: str) -> str:
    """Name a file for every browser: plain letters first, then as its sender wrote it (RFC 6266)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", plain).strip(". ") or "file"
    whole = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    return f"attachment; filename=\"{plain[:100]}\"; filename*=UTF-8''{quote(whole[:200] or 'file', safe='')}"
