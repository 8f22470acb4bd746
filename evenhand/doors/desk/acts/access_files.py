"""The files that answer who asked for the data kept about them: put together, read by a second member, given (K1)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import access as acts
from evenhand.casework import uploads
from evenhand.casework.access import Prepared, prepared_for
from evenhand.casework.uploads import StoredFile
from evenhand.doors.desk.acts.access_person import fit_ways, language, other_way, template
from evenhand.doors.desk.acts.base import (
    NOBODY_KNOWN,
    ActForm,
    Done,
    Entry,
    Filled,
    OneOf,
    Sitting,
    ToRead,
    Writing,
)
from evenhand.doors.desk.acts.beginnings import blank_left
from evenhand.outbox.beginnings import Beginning
from evenhand.procedure import facts as f
from evenhand.procedure.next_steps import Act
from evenhand.shell.forms import Choices, Files
from evenhand.vault.errors import VaultError
from evenhand.vault.keyring import COMMITTEE

LONGEST = 100_000
OPEN_FIRST = gettext_lazy("First open the committee's room on the page of the case: the files lie there.")


class PrepareForm(ActForm):
    """What the committee says it keeps; what they said themselves is added word for word."""

    text = Writing(
        label=gettext_lazy("What we keep about them, and what was said about them"),
        help_text=gettext_lazy(
            "It becomes a file. Each part between ⟦ and ⟧ is a blank: write in its place, or take it out. "
            "Tell what others said in your own words, so that nobody can be recognised: above all not who reported."
        ),
        rows=20,
        max_length=LONGEST,
    )
    attached = forms.Field(
        widget=Files,
        label=gettext_lazy("Documents about them, with everybody else made unrecognisable"),
        help_text=gettext_lazy(
            "Paint over names and faces and save it anew: what is only covered can be uncovered. "
            "Files that they sent themselves are added as they came."
        ),
        required=False,
    )
    left_out = Writing(
        label=gettext_lazy("If you keep something back: what kind of thing, and why"),
        help_text=gettext_lazy("They read this beside the files. Left empty, they are told that this is all."),
        required=False,
        rows=3,
        max_length=LONGEST,
    )
    field_order = ("text", "attached", "left_out")

    def prepare(self) -> None:
        """The text begins as its template does, in the language of the person; or as it stood before."""
        self.fields["text"].initial = _before(self.sitting) or template(self.sitting, Beginning.ACCESS)
        made = _made(self.sitting)
        self.fields["left_out"].initial = "" if made is None else made.left_out

    def clean(self) -> dict[str, object]:
        """No blank is left."""
        for name in ("text", "left_out"):
            left = blank_left(str(self.cleaned_data.get(name) or ""))
            if left:
                self.add_error(name, left)
        return self.cleaned_data


class _AboutFiles(ActForm):
    """A form about exact files: they stand above it, texts word for word, and each leads to its own page."""

    @property
    def to_read(self) -> tuple[ToRead, ...]:
        """Every file as it would be given, our own texts word for word; and what is said of what is kept back."""
        made = _made(self.sitting)
        if made is None:
            return ()
        spoken = language(self.sitting)
        beside = made.left_out or _("Nothing is kept back.")
        return (
            *(ToRead(one.name, _text_of(self.sitting, one), spoken, one) for one in made.files[: made.texts]),
            *(ToRead(one.name, file=one) for one in made.files[made.texts :]),
            ToRead(_("Beside the files: what is kept back, and why"), beside, spoken),
        )

    @property
    def unopened(self) -> str:
        """What stands there is in the committee's room, and who opened it is recorded."""
        return "" if _is_open(self.sitting) else str(OPEN_FIRST)

    def clean(self) -> dict[str, object]:
        """Nobody says what they found in files that they could not read."""
        if not _is_open(self.sitting):
            self.add_error(None, str(OPEN_FIRST))
        return self.cleaned_data


class CheckForm(_AboutFiles):
    """Read it as the person would who gets it, and who wants to know who spoke about them."""

    nobody_recognised = OneOf(
        label=gettext_lazy("Can anybody be recognised in it: who reported, or anybody else but this person?"),
        help_text=gettext_lazy(
            "Open every file, theirs too. Think of who was there: a date, a place, a turn of phrase can be enough."
        ),
        choices=NOBODY_KNOWN,
    )
    text = Writing(label=gettext_lazy("What would have to change"), required=False, rows=3)
    needed = {"text": gettext_lazy("needed if something has to")}

    def clean(self) -> dict[str, object]:
        """A no says what would have to change."""
        super().clean()
        if self.cleaned_data.get("nobody_recognised") == "no":
            self.require("text", _("Say what would have to change, so that it can be mended."))
        return self.cleaned_data


class GiveForm(_AboutFiles):
    """On their page; or by hand, with a record of it."""

    via = forms.ChoiceField(label=gettext_lazy("How it goes"), widget=Choices)
    why_other_way = Writing(
        label=gettext_lazy("How you handed it over, to whom, and how you knew that it is they"), required=False, rows=3
    )

    def prepare(self) -> None:
        """Their page first, where they have one."""
        fit_ways(self)
        self.ask_only("why_other_way", "via", lambda way: way == f.Via.OTHER)

    def clean(self) -> dict[str, object]:
        """By hand leaves a record."""
        super().clean()
        if self.cleaned_data.get("via") == f.Via.OTHER:
            self.require("why_other_way", _("Say how, to whom, and how you knew that it is they."))
        return self.cleaned_data


def _is_open(sitting: Sitting) -> bool:
    return (COMMITTEE, sitting.seat.member) in sitting.seat.state.opened_rooms


def _made(sitting: Sitting) -> Prepared | None:
    party = sitting.subject.party
    return None if party is None or not _is_open(sitting) else prepared_for(sitting.seat, party)


def _before(sitting: Sitting) -> str:
    """What the newest version of the files says, to be mended."""
    made = _made(sitting)
    return "" if made is None else _text_of(sitting, made.files[0])


def _text_of(sitting: Sitting, file: StoredFile) -> str:
    try:
        return b"".join(uploads.read(sitting.seat.community, file)).decode("utf-8", "replace")
    except VaultError:
        return _("The file %(name)s is broken or gone.") % {"name": file.name}


def _prepare(done: Filled) -> Done:
    acts.prepare(done.seat, done.occasion, done.party, done.text(), done.text("left_out"), done.files, done.seen)
    return Done()


def _check(done: Filled) -> Done:
    sound = done.yes("nobody_recognised")
    acts.check(done.seat, done.occasion, done.party, done.text(), nobody_recognised=sound)
    return Done()


def _give(done: Filled) -> Done:
    acts.give(done.seat, done.occasion, done.party, other_way=other_way(done))
    return Done()


ENTRIES = {
    Act.PREPARE_ACCESS: Entry(
        PrepareForm,
        _prepare,
        gettext_lazy("Put it together for the check"),
        takes_files=True,
        explains=gettext_lazy(
            "What they told you, what you told them and the files that they sent are added by themselves. Nothing is "
            "given yet: a second member reads exactly these files first, and a changed file asks for a new check."
        ),
    ),
    Act.CHECK_ACCESS: Entry(
        CheckForm,
        _check,
        gettext_lazy("Say what you found"),
        explains=gettext_lazy("What you say holds for exactly these files, and for none that are changed."),
    ),
    Act.GIVE_ACCESS: Entry(
        GiveForm,
        _give,
        gettext_lazy("Give it to %(who)s"),
        explains=gettext_lazy("They can save the files from their page for as long as this case is kept."),
    ),
}
