"""One function per act of the manual: load, ask the gate, seal, append, queue, commit.

Doors only call acts. An act happens whole or not at all, in one transaction; what the
manual does not allow raises `RefusedError` with reason and clause, and changes nothing.
"""
