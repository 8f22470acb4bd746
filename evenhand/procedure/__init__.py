"""The manual as code: facts are folded into a state, and the state answers three questions.

- ``duties``: what is owed, by whom, by when, under which clause.
- ``gate``: may this fact be added now, by this person? ``Allowed``, or ``Refused`` with reason and clause.
- ``next_steps``: what comes next, in the manual's own order.

Nothing here reads a clock, a database or a word that somebody wrote. Time is an
argument, what the community decided is a ``Policy``, who is on duty is a ``Team``.
"""
