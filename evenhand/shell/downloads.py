"""Files on their way out: originals always to be saved; of copies, pictures alone are shown (THREATS 4.11)."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse

from evenhand.copies.answers import Copy
from evenhand.copies.kinds import Kind

_LONGEST = 120
_ALONE = "default-src 'none'; sandbox"
"""Even where it is opened by itself, it can load nothing, run nothing and reach no page of ours."""
_SHOWN = {Kind.PNG: "image/png", Kind.JPEG: "image/jpeg"}
_ODD = re.compile(r'[\\/:*?"<>|;%]')


def attachment(parts: Iterator[bytes], name: str, size: int) -> StreamingHttpResponse:
    """Answer with a file, part by part. One that is cut short arrives short of its length, and the browser says so."""
    first = next(parts, b"")  # what cannot be opened at all fails here, before anything is sent
    response = StreamingHttpResponse(chain([first], parts), content_type="application/octet-stream")
    response["Content-Length"] = str(size)
    response["Content-Disposition"] = disposition(name)
    response["Content-Security-Policy"] = _ALONE
    return response


def cleaned(copy: Copy, name: str) -> HttpResponse:
    """Answer with a cleaned copy: a picture to be shown in our page, anything else to be saved."""
    picture = _SHOWN.get(copy.kind)
    response = HttpResponse(copy.content, content_type=picture or "application/octet-stream")
    response["Content-Security-Policy"] = _ALONE
    if picture is None:
        stem, dot, ending = name.rpartition(".")
        response["Content-Disposition"] = disposition(f"{stem}-cleaned{dot}{ending}" if stem else f"{name}-cleaned")
    return response


def disposition(name: str) -> str:
    """Name a file whatever its sender called it: plainly for every browser, then as it was called (RFC 6266)."""
    shown = _clean(name)
    plain = unicodedata.normalize("NFKD", shown).encode("ascii", "ignore").decode().strip(" .")
    plain = plain if re.search(r"[A-Za-z0-9]", plain) else "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(shown, safe='')}"


def _clean(name: str) -> str:
    """Answer the name without signs that steer a terminal, a path or the direction of writing, and not too long."""
    visible = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    return _ODD.sub("_", visible).strip(" .")[:_LONGEST] or "file"
