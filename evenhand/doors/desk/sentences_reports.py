"""What happened to reports and cases, in a sentence: joined, moved, linked, brought in, only asked (T1, K3, V7)."""

from __future__ import annotations

from typing import assert_never

from django.conf import settings
from django.utils.translation import gettext as _

from evenhand.casework.conversation import Translation
from evenhand.doors.desk.dates import time_words
from evenhand.doors.desk.names import Names, party_name
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Member

Told = (
    f.ReportBrought
    | f.ReportMoved
    | f.WordsCarried
    | f.CasesLinked
    | f.BroughtIn
    | f.ReportMade
    | f.LookedForDanger
    | f.Translated
)


def tell(fact: Told, names: Names) -> str:  # noqa: PLR0911 - one arm a fact
    """One of these facts."""
    match fact:
        case f.ReportBrought():
            return _brought(fact, names)
        case f.ReportMoved():
            return _("The report of %(who)s moved to another case") % {"who": party_name(fact.party)}
        case f.WordsCarried():
            return _carried(fact, names)
        case f.CasesLinked():
            return _("Linked with another case, which goes its own way")
        case f.BroughtIn():
            return _brought_in(fact)
        case f.ReportMade():
            return _("%(who)s made a report of it") % {"who": party_name(fact.party)}
        case f.LookedForDanger():
            if fact.in_danger:
                return _("Looked at for danger: somebody may be in danger")
            return _("Looked at for danger: none was found")
        case f.Translated():
            return _translated(fact.language, fact.translator, fact.version, names)
        case unknown:
            assert_never(unknown)


def translation_heading(one: Translation, names: Names) -> str:
    """Above a translation: into which language, by whom, and whether it is a correction."""
    return _translated(one.language, one.translator, one.version, names)


def _translated(language: str, translator: Member, version: int, names: Names) -> str:
    values = {"language": _language(language), "who": names.member(translator), "number": version}
    if version > 1:
        return _("Translated into %(language)s by %(who)s, corrected (version %(number)s)") % values
    return _("Translated into %(language)s by %(who)s") % values


def purpose_word(purpose: f.Purpose) -> str:
    """What came, by what its writer wants."""
    return {
        f.Purpose.REPORT: _("Report received (%(way)s)"),
        f.Purpose.ADVICE: _("Somebody asks for advice (%(way)s), and makes no report"),
        f.Purpose.RECORD: _("Told for the record only (%(way)s), and no report"),
    }[purpose]


def _brought(fact: f.ReportBrought, names: Names) -> str:
    parts = [_("A report joined from another case; who made it is %(who)s here") % {"who": party_name(fact.party)}]
    out = tuple(dict.fromkeys((*fact.left_out, *fact.involved, *fact.stepped_back)))
    if out:
        parts.append(_("reads neither report: %(who)s") % {"who": names.listed(out)})
    if fact.held_back:
        parts.append(_("held back until somebody has looked: %(who)s") % {"who": names.listed(fact.held_back)})
    if fact.named_elsewhere:
        said = _("named, and told nothing until somebody has looked: %(who)s")
        parts.append(said % {"who": names.listed(fact.named_elsewhere)})
    return "; ".join(parts)


def _carried(fact: f.WordsCarried, names: Names) -> str:
    what = {
        f.Carried.REPORT: _("What %(who)s reported"),
        f.Carried.ADDITION: _("What %(who)s added"),
        f.Carried.MESSAGE: _("What %(who)s wrote"),
        f.Carried.ANSWER: _("What %(who)s answered"),
        f.Carried.LETTER: _("A letter to %(who)s"),
    }[fact.what] % {"who": party_name(fact.party)}
    values = {"what": what, "at": time_words(fact.at), "by": names.member(fact.by) if fact.by is not None else ""}
    if fact.by is not None:
        return _("%(what)s, of %(at)s by %(by)s, sealed anew from the other case") % values
    return _("%(what)s, of %(at)s, sealed anew from the other case") % values


def _brought_in(fact: f.BroughtIn) -> str:
    parts = [_("This case began elsewhere, and was brought in with its dates")]
    if fact.answered_at is not None:
        parts.append(_("first answered %(at)s") % {"at": time_words(fact.answered_at)})
    if fact.promised_until is not None:
        parts.append(_("promised until %(at)s") % {"at": time_words(fact.promised_until)})
    return "; ".join(parts)


def _language(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))
