"""Signs that nobody sees, in a name or a title that others read in the middle of a line."""

from __future__ import annotations

import unicodedata

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They change the direction of what stands after them: of other people's words too (Unicode, UAX 9)."""
_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})


def is_seen_as_written(text: str) -> bool:
    """Whether no sign in it is invisible and changes how it, or what stands after it, is read.

    What joins or parts letters of a script, or says once which way the next one runs, belongs to ordinary writing.
    """
    return not any(sign in _TURNING or unicodedata.category(sign) in _UNSEEN for sign in text)
