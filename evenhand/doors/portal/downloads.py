"""Names of files on their way out: whatever somebody called it, it is a plain name of an attachment (HARDENING 25)."""

import re
import unicodedata
from urllib.parse import quote

_LONGEST = 120
_ODD = re.compile(r'[\\/:*?"<>|;%\x00-\x1f\x7f]')


def attachment(name: str) -> str:
    """The header that makes a browser keep a file: a plain name for every browser, and the real one (RFC 5987)."""
    shown = _clean(name)
    plain = unicodedata.normalize("NFKD", shown).encode("ascii", "ignore").decode().strip(" .")
    plain = plain if re.search(r"[A-Za-z0-9]", plain) else "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(shown, safe='')}"


def _clean(name: str) -> str:
    """Without signs that steer a terminal, a path or the direction of writing; of a length that every disk takes."""
    visible = "".join(sign for sign in name if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"})
    cleaned = _ODD.sub("_", visible).strip(" .")[:_LONGEST]
    return cleaned or "file"
