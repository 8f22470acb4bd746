"""A clause of the manual, as it opens beside what it asks for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from evenhand.procedure.clauses import Clause, clause_texts
from evenhand.shell.parts import ClauseText


def clause_text(clause: Clause) -> ClauseText:
    """A clause as it opens beside an act; what is our own reading of it is said to be ours."""
    text = clause_texts()[clause]
    ours = " " + _("Our own reading, not the manual's rule: %(text)s") % {"text": text.ours} if text.ours else ""
    return ClauseText(text.id, text.says + ours)
