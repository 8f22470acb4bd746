"""What somebody outside is told, people under 18, and what another member makes of either (K1, R3)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates.acts import Act, Candidate
from evenhand.procedure.informing import uninformed
from evenhand.procedure.minors import known_people

__all__ = ["law"]


def law(asked: Asked) -> Iterator[Candidate]:
    """One disclosure, its second look, who is under 18, and whether they are written to."""
    number = len(asked.state.disclosures) + 1
    told = f.Disclosed(number, f.DisclosedTo.COURT, f.DisclosureGround.ORDER, asked.now, told_first=True)
    yield Candidate(Act.DISCLOSE, told)
    for one in asked.state.disclosures.values():
        yield Candidate(Act.SECOND_DISCLOSURE, f.DisclosureSeconded(one.number, stands=True), number=one.number)
    for party, _since in uninformed(asked.state):
        yield Candidate(Act.GIVE_DATA_NOTICE, f.DataNoticeGiven(party), party)
        later = asked.now + asked.policy.data_notice_within
        yield Candidate(Act.DEFER_DATA_NOTICE, f.DataNoticeDeferred(party, later), party)
    people = known_people(asked.state)
    for named in ((), *((party,) for party in people)):
        yield Candidate(Act.NAME_MINORS, f.MinorsNamed(named))
    for party in asked.state.minors:
        yield Candidate(Act.AGREE_TO_MINOR, f.MinorContactAgreed(party), party)
