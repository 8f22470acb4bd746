"""What reporters say to a proposed contact, and whether it is still weighed (R3)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Party
from evenhand.procedure.state.model import Contact


def answered(contact: Contact, party: Party, at: datetime, *, objects: bool) -> Contact:
    """An objection is weighed anew; another reporter's "no objection" changes nothing of what was weighed (R3)."""
    answers = {**contact.answers, party: objects}
    no_longer = contact.answers.get(party) is True and not objects
    weighed = None if objects or (no_longer and _was_for_them(contact, answers)) else contact.weighed
    after = replace(contact, answers=answers, weighed=weighed, moved_at=at)
    since = contact.objected_at if waits(contact) else None
    return replace(after, objected_at=(since or at) if waits(after) else None)


def weighed(contact: Contact, at: datetime, *, go_on: bool) -> Contact:
    """Heeded or not; what was heeded can be weighed anew, and then its steps are owed from that day."""
    again = at if go_on and contact.weighed is False else contact.again_at
    return replace(contact, weighed=go_on, moved_at=at, again_at=again)


def waits(contact: Contact) -> bool:
    """Whether somebody objects, and it was not weighed."""
    return contact.weighed is None and True in contact.answers.values()


def _was_for_them(contact: Contact, answers: dict[Party, bool]) -> bool:
    """Whether the weighing falls with an objection that was taken back: it was heeded, or it was the only one."""
    return contact.weighed is False or True not in answers.values()
