"""Words: what people wrote with a fact, as fields of text. Sealed to a room, read by nobody else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Words = Mapping[str, Any]  # Any: texts, lists of texts, and the keys of files, as JSON has them


def encode(words: Words) -> bytes:
    """Write words as they are sealed; a lone surrogate from a broken client is kept as a replacement sign."""
    return json.dumps({"v": 1, **words}, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def decode(raw: bytes) -> dict[str, Any]:
    """Read opened words."""
    body: dict[str, Any] = json.loads(raw)
    body.pop("v", None)
    return body
