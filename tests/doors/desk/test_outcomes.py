"""The record says why nobody was consulted: unreachable is who was tried in vain, not who wished to be left alone."""

from datetime import UTC, datetime

import pytest

from evenhand.doors.desk import sentences
from evenhand.doors.desk.names import Names
from evenhand.people.roster import Roster
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Fact, Member, Party

MARA = Party("reporter-1")
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
NO_CONTACT = f.Withdrawal.NO_CONTACT
WEIGHED = f.FeedbackWeighed(1, (f.Outcome(MARA, f.Feedback.UNREACHABLE),))


@pytest.mark.parametrize(
    ("before", "says"),
    [
        ((), "could not be reached"),
        ((f.Withdrawn(MARA, NO_CONTACT),), "wants no contact"),
        ((f.WithdrawalTakenBack(MARA, NO_CONTACT), f.Withdrawn(MARA, NO_CONTACT)), "could not be reached"),
        ((f.Withdrawn(Party("reporter-2"), NO_CONTACT),), "could not be reached"),
        ((f.IdentityErased(MARA), f.Withdrawn(MARA, f.Withdrawal.ERASURE)), "was erased, as they had asked"),
        ((f.ReportReceived(MARA, f.Way.WEB, AT, f.Reach.NONE, "en"),), "wants no contact"),
        ((f.ReportReceived(MARA, f.Way.WEB, AT, f.Reach.PHRASE, "en"),), "could not be reached"),
    ],
)
def test_whoever_was_not_consulted_is_said_to_be_so_for_their_own_reason(before: tuple[Fact, ...], says: str) -> None:
    told = sentences.tell(WEIGHED, Names(Roster(), Member("")), before)

    assert f"Reporter 1: {says})" in told
