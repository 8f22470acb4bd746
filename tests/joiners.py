"""Somebody who joins the committee while cases are under way, for tests of what they then get (R9)."""

from evenhand.casework import joining, keychanges, staging
from evenhand.casework.seats import Seat
from evenhand.people import accounts, own_keys
from evenhand.people import roster_facts as rf
from evenhand.vault.member_keys import FLOOR
from evenhand.vault.totp import new_totp_secret, totp_code, totp_step
from tests.cast import Walk

WEN = staging.Casting("Wen Li", (rf.COMMITTEE,))


def enrolled(walk: Walk, account: accounts.Account) -> own_keys.Enrolment:
    """Somebody makes their keys behind their link."""
    secret = new_totp_secret(walk.draw)
    code = totp_code(secret, totp_step(walk.now))
    passphrase = "a wholly different passphrase"
    return own_keys.enrol(walk.community, account, passphrase, secret, code, FLOOR, walk.occasion)


def anew(walk: Walk, name: str) -> own_keys.Enrolment:
    """Somebody has lost passphrase and printed key, and makes new keys behind a new link."""
    account = accounts.by_member(walk.community, walk.member(name))
    accounts.renew_invitation(walk.community, account, walk.occasion)
    return enrolled(walk, account)


def joined(walk: Walk) -> Walk:
    """Wen joins an hour later, admitted by the founder and signed for by a second member."""
    walk.wait(hours=1)
    walk.stage = staging.join(walk.stage, WEN, walk.occasion)
    return walk


def named_case(walk: Walk) -> Walk:
    """A report that names somebody, and a member who has answered for it."""
    walk.report(who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    return walk


def shown(walk: Walk) -> Walk:
    """Wen was shown the names of the case."""
    joining.show_names(walk.seat("bo"), walk.occasion, walk.member("wen"))
    return walk


def on_the_names(walk: Walk) -> Seat:
    """Wen's seat while they hold the names alone."""
    return joining.admit_newcomer(walk.stage.signed_in("wen", walk.occasion), walk.number)
