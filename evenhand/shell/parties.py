"""What a party is called on the pages of members: by their part, since handles are the same in every language."""

from django.utils.translation import gettext as _

from evenhand.procedure.access import is_asker
from evenhand.procedure.facts import Party, Role


def party_name(party: Party) -> str:
    """A party by their part in the case: handles are the same in every language, names are not."""
    role, _dash, number = party.rpartition("-")
    names = {
        Role.REPORTER: _("Reporter %(number)s"),
        Role.REPORTED: _("Reported person %(number)s"),
        Role.AFFECTED: _("Affected person %(number)s"),
        Role.WITNESS: _("Witness %(number)s"),
    }
    if is_asker(party):
        return _("Person who asks %(number)s") % {"number": number}
    return names[Role(role)] % {"number": number} if role in set(Role) else _("Somebody")
