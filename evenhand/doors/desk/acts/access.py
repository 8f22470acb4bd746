"""When somebody asks for the data kept about them: written down, taken back, put off or refused (K1)."""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import access as acts
from evenhand.casework.access import Told
from evenhand.doors.desk.acts.access_person import fit_ways, language, other_way, template
from evenhand.doors.desk.acts.base import ActForm, Done, Entry, Filled, Writing
from evenhand.doors.desk.acts.letters import LetterForm
from evenhand.outbox.beginnings import Beginning
from evenhand.procedure.access import due_at
from evenhand.procedure.changing import replace
from evenhand.procedure.next_steps import Act
from evenhand.shell.forms import At


class AskedForm(ActForm):
    """A request that arrived another way: when, and how one knows that it is they."""

    asked_at = At(
        label=gettext_lazy("When did it reach the committee?"),
        help_text=gettext_lazy("The time of the law runs from then."),
        error_messages={"required": gettext_lazy("Say when it reached the committee.")},
    )
    text = Writing(
        label=gettext_lazy("What they asked for, how it came, and how you know that it is they"),
        help_text=gettext_lazy(
            "If you are in doubt, ask them something that only they know, or answer on a way that you know to be "
            "theirs. Ask for no more than you need."
        ),
        rows=4,
    )


class AskerForm(AskedForm):
    """Somebody who is no party of the case asks: who they are, too."""

    text = Writing(
        label=gettext_lazy("Who asks, for what, how it came, and how you know that it is they"),
        help_text=gettext_lazy(
            "Write also where your answer can go. If you are in doubt who it is, ask them something that only they "
            "know, or answer on a way that you know to be theirs. Ask for no more than you need."
        ),
        rows=5,
    )


class TakenBackForm(ActForm):
    """They want it no more, and said so another way."""

    text = Writing(
        label=gettext_lazy("What they said, how it came, and how you know that it is they"),
        help_text=gettext_lazy("It has to be their own wish: nobody asks them to take it back."),
        rows=3,
    )


class _ToldForm(LetterForm):
    """A letter to whoever asked, on their page or another way; never by mail, where others may read it."""

    which = Beginning.ACCESS_REFUSED

    def prepare(self) -> None:
        """It begins as its template does; somebody who is only named has no page, and is asked about as well."""
        super().prepare()
        fit_ways(self)
        self.fields["text"].initial = template(self.sitting, self.which, self.until())

    def until(self) -> str:
        """A date that the letter gives."""
        return ""


class RefuseForm(_ToldForm):
    """Why they get nothing."""


class ExtendForm(_ToldForm):
    """Why it takes longer, and by when they have it."""

    which = Beginning.ACCESS_LATER

    def until(self) -> str:
        """The last day of the longer time, in their language."""
        seat, party = self.sitting.seat, self.sitting.subject.party
        known = None if party is None else seat.state.accesses.get(party)
        if known is None:
            return ""
        last = timezone.localtime(due_at(replace(known, extended=True), seat.policy))
        with translation.override(language(self.sitting)):
            return date_format(last, _("l j F Y"))


def _record(done: Filled) -> Done:
    acts.record(done.seat, done.occasion, done.party, done.values["asked_at"], done.text())
    return Done()


def _record_asker(done: Filled) -> Done:
    acts.record_asker(done.seat, done.occasion, done.values["asked_at"], done.text())
    return Done()


def _take_back(done: Filled) -> Done:
    acts.record_taken_back(done.seat, done.occasion, done.party, done.text())
    return Done()


def _extend(done: Filled) -> Done:
    acts.extend(done.seat, done.occasion, done.party, _told(done))
    return Done()


def _refuse(done: Filled) -> Done:
    acts.refuse(done.seat, done.occasion, done.party, _told(done))
    return Done()


def _told(done: Filled) -> Told:
    could = done.values.get("could_tell")
    return Told(done.text(), None if could is None else could == "yes", other_way(done))


ENTRIES = {
    Act.RECORD_ACCESS: Entry(
        AskedForm,
        _record,
        gettext_lazy("Write it down"),
        explains=gettext_lazy(
            "Whoever has a page of their own here can ask there. Write it down for who asked another way."
        ),
    ),
    Act.RECORD_ASKER: Entry(
        AskerForm,
        _record_asker,
        gettext_lazy("Write it down"),
        explains=gettext_lazy(
            "For somebody who is no party of this case, such as a person who is only named in it. Before you know who "
            "they are, tell them nothing, not even that there is a case. The answer goes to them another way, and you "
            "write down how."
        ),
    ),
    Act.TAKE_BACK_ACCESS: Entry(
        TakenBackForm,
        _take_back,
        gettext_lazy("Write it down"),
        explains=gettext_lazy(
            "Nothing is owed to them then, and what was put together stays sealed here. They can ask again at any time."
        ),
    ),
    Act.EXTEND_ACCESS: Entry(
        ExtendForm,
        _extend,
        gettext_lazy("Send it to %(who)s"),
        is_letter=True,
        explains=gettext_lazy(
            "Only once, only where the law allows it and there is a reason, such as how much there is to read. "
            "They have to be told within the first time."
        ),
    ),
    Act.REFUSE_ACCESS: Entry(
        RefuseForm,
        _refuse,
        gettext_lazy("Send it to %(who)s"),
        is_letter=True,
        explains=gettext_lazy(
            "Mostly there is something that you can give: put that together, and say what you keep back. Ask a lawyer "
            "before you refuse all of it, and name the contact outside the committee."
        ),
    ),
}
