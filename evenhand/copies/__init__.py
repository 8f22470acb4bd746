"""Cleaned copies: what may be shown of a file that somebody sent (THREATS 4.11, HARDENING 5, 11, 24 to 27).

Promise: a copy that leaves this package is a picture that we painted anew, a PDF without what its maker left in it, or
plain text. Where that cannot be made, `NotCopiedError` says why, and the original can still be saved. Nothing is
written anywhere, nothing is fetched, and what a file calls itself is not believed: its first bytes decide.

`kinds` and `text` read bytes and nothing else, so they may run anywhere. Whatever parses (Pillow, pikepdf, Python's
mail parser) is imported by `child` alone, a limited program of its own; `asking` is how the server speaks to it.

The caller must have opened the whole file before it asks: a file that is cut short or changed is no file.
"""
