"""A short text as a picture that a phone's camera reads."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

_EDGE = 4
"""Modules of light around it, without which cameras do not find it (ISO/IEC 18004)."""


def qr_code(text: str, label: str) -> SafeString:
    """Draw the text as inline SVG, dark on light in both colour schemes; a screen reader says the label instead.

    Nothing is fetched for it and nothing is kept: what it says is as secret as the page that shows it.
    """
    code = segno.make(text, error="m", micro=False)
    size = code.symbol_size(border=_EDGE)[0]
    squares = "".join(
        f"M{x + _EDGE} {y + _EDGE}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{}v{}H0z"/><path fill="#000" d="{}"/></svg>',
        label, size, size, size, size, squares,
    )  # fmt: skip
