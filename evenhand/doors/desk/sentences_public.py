"""What is said in public, as plain sentences of the story (D7)."""

from __future__ import annotations

from typing import assert_never

from django.utils.translation import gettext as _

from evenhand.procedure import facts as f

InPublic = f.StatementDrafted | f.StatementChecked | f.StatementReviewed | f.StatementMade | f.StatementWithdrawn


def tell_in_public(fact: InPublic) -> str:
    """One step of a text on its way to the public."""
    number = {"number": fact.statement}
    match fact:
        case f.StatementDrafted():
            return _drafted(fact)
        case f.StatementChecked():
            return _checked(fact)
        case f.StatementReviewed():
            return _("Text %(number)s for the public was read for the law") % number
        case f.StatementMade():
            return _made(fact)
        case f.StatementWithdrawn():
            return _("Statement %(number)s was taken back") % number
        case unknown:
            assert_never(unknown)


def _drafted(fact: f.StatementDrafted) -> str:
    number = {"number": fact.statement, "earlier": fact.corrects}
    if fact.corrects is not None:
        return _("Text %(number)s for the public written, to correct statement %(earlier)s") % number
    said = _("Text %(number)s for the public written") % number
    return said + ("; " + _("it names the person") if fact.names_somebody else "")


def _checked(fact: f.StatementChecked) -> str:
    found = [
        _("somebody could be recognised") if not fact.nobody_recognised else "",
        _("not every sentence keeps to what was determined and to behaviour") if not fact.only_behaviour else "",
    ]
    faults = "; ".join(one for one in found if one)
    if faults:
        return _("Text %(number)s checked: %(faults)s") % {"number": fact.statement, "faults": faults}
    return _("Text %(number)s checked: nobody can be recognised, and it keeps to behaviour") % {
        "number": fact.statement
    }


def _made(fact: f.StatementMade) -> str:
    said = _("Statement %(number)s was made in public") % {"number": fact.statement}
    parts = [said]
    if fact.on_page:
        parts.append(_("on the public page"))
    if fact.space and not fact.elsewhere:
        parts.append(_("where it happened"))
    if fact.elsewhere:
        parts.append(_("elsewhere than where it happened, for a reason"))
    return ", ".join(parts)
