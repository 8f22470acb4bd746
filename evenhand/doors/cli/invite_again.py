"""`evenhand invite-again LOGIN`: a new link for somebody who lost every key, where nobody is left at the office.

It gives whoever runs the server nothing: the keys behind the link open no room and count for
nothing until two members have heard their six words and signed for them (THREATS 4.7).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from evenhand.casework import inviting
from evenhand.people import accounts, communities, roster
from evenhand.people.accounts import Account
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion

NOT_FOUND = 2


def main(arguments: Sequence[str]) -> int:
    """Make the link, mail it to them, print it, and say what has to follow."""
    parser = argparse.ArgumentParser(
        prog="evenhand invite-again",
        description="Make a new link for somebody who lost every key of theirs, where nobody is left at the office "
        "who could. It opens nothing by itself: two members sign for the new keys.",
    )
    parser.add_argument("login", help="the login of whoever lost passphrase and printed key, or whose link has ended")
    parser.add_argument("--slug", help="how the community's addresses begin; not needed where there is one")
    given = parser.parse_args(arguments)
    found = [one for one in communities.everyone() if given.slug in {None, one.slug}]
    if len(found) != 1:
        return _refuse("say which community with --slug." if found else "there is no such community.")
    (community,) = found
    account = next((one for one in accounts.everyone(community) if one.record.login == given.login), None)
    if account is None or _has_left(community, account):
        return _refuse(f"nobody belongs to {community.name} with this login.")
    link = inviting.invite_again(community, account, Occasion(datetime.now(UTC), os.urandom))
    sys.stdout.write(
        f"{account.record.name} makes new keys with this link. It works once, and for seven days:\n\n    {link}\n\n"
        "It opens nothing by itself, and shuts nothing: the keys that they have count as before. They read the six\n"
        'words of the new ones out to two members, by voice; both sign at their desk, under "The keys of others", and\n'
        "then the new ones take their place. Each member opens again there what they can read themselves.\n"
    )
    return 0


def _has_left(community: Community, account: Account) -> bool:
    person = roster.load(community).people.get(account.member)
    return person is not None and person.has_left


def _refuse(why: str) -> int:
    sys.stderr.write(f"evenhand invite-again: {why}\n")
    return NOT_FOUND
