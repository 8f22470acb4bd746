"""Reports go from one case to another: who reads, who does no longer, what nobody notices (T1, C2, K1)."""

from dataclasses import replace

import pytest

from evenhand.casework import (
    addresses,
    clockwork,
    conversation,
    filing,
    intake,
    keychanges,
    linking,
    listing,
    moving,
    opening,
    portal,
    reported,
    seats,
    talking,
    triage,
    withdrawing,
)
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import NoSuchCaseError, PartySeat, Seat
from evenhand.casework.staging import Stage
from evenhand.casework.verification import verify
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Owed, duties
from evenhand.procedure.facts import Party
from evenhand.record import ledger, rooms
from tests.cast import Walk, dice

REPORTER, SECOND = Party("reporter-1"), Party("reporter-2")
LEES_WORDS = "Mo called it a waste of paper, in front of everybody."
KAIS_WORDS = "In the meeting Mo said that my patch was a waste of paper."


class Two:
    """Kai's case, filed by Bo; and Lee's, which came through the form."""

    def __init__(
        self, stage: Stage, *, kai_leaves_out: tuple[str, ...] = (), lee_leaves_out: tuple[str, ...] = ()
    ) -> None:
        self.kai, self.lee = Walk(stage), Walk(stage, draw=dice("lee"))
        out = tuple(self.kai.member(name) for name in kai_leaves_out)
        report = reported.Report(KAIS_WORDS, left_out=out, who="Mo", address="kai@example.org")
        reached = filing.Reached(f.Way.MAIL, self.kai.now, report)
        self.kai.number = filing.file_report(stage.signed_in("bo", self.kai.occasion), reached, self.kai.occasion)
        self.lee.wait(hours=5)
        self.kai.now = self.lee.now
        self.lee.report(
            LEES_WORDS,
            who="Mo",
            name="Lee Park",
            address="lee@example.org",
            left_out=tuple(self.lee.member(name) for name in lee_leaves_out),
        )
        self.answers(self.lee, "bo")

    def answers(self, walk: Walk, *names: str) -> None:
        for name in names:
            keychanges.answer_conflict(walk.seat(name), walk.occasion)

    def joined(self, by: str = "bo") -> "Two":
        moving.join(self.lee.seat(by), self.lee.occasion, REPORTER, self.kai.number)
        return self

    def line_of_lee(self) -> PartySeat:
        return self.lee.party()


@pytest.fixture
def two(stage: Stage) -> Two:
    return Two(stage)


def words_of(seat: Seat) -> set[str]:
    """Every word that this seat's keys open."""
    return {raw.decode("utf-8", "replace") for raw in rooms.read(seat.file, seat.keys, seat.file.entries).values()}


def opens(walk: Walk, name: str) -> int:
    file = ledger.load(walk.community, bytes.fromhex(walk.number))
    keys = rooms.open_keys(file, walk.stage.player(name).keys.box)
    return len(rooms.read(file, keys, file.entries))


def test_a_second_report_joins_with_its_line_its_clock_and_its_words(two: Two) -> None:
    joined = two.joined().kai.seat("bo")

    lee = joined.state.parties[SECOND]
    assert (lee.reached_at, lee.first_reply_at) == (two.lee.now, None)
    assert any(LEES_WORDS in said for said in words_of(joined))
    owed = [d for d in duties(joined.state, joined.policy, joined.team, two.lee.now) if d.owed is Owed.ACKNOWLEDGE]
    due = {d.party: d.due - joined.policy.receipt_within for d in owed}
    assert due == {REPORTER: two.kai.seat("bo").state.parties[REPORTER].reached_at, SECOND: two.lee.now}
    assert [] == [str(one) for one in verify(two.kai.community)]


def test_the_words_name_where_they_stood_and_who_sealed_them_anew(two: Two) -> None:
    stood = [r.happened.entry for r in two.lee.seat("bo").file.entries if isinstance(r.happened.fact, f.ReportReceived)]

    file = two.joined().kai.seat("bo").file

    carried = [r.happened for r in file.entries if isinstance(r.happened.fact, f.WordsCarried)]
    assert [stood[0]] == [one.fact.entry for one in carried if isinstance(one.fact, f.WordsCarried)]
    assert {two.kai.seat("bo").actor} == {one.by for one in carried}


def test_the_phrase_leads_to_the_line_in_the_other_case_and_both_ways_go_on(two: Two) -> None:
    two.joined()
    line = two.line_of_lee()

    portal.write(line, two.lee.occasion, "I have slept over it.")
    talking.write(
        two.kai.seat("bo"),
        two.kai.occasion,
        f.LetterKind.ACKNOWLEDGEMENT,
        SECOND,
        talking.Letter("Thank you, Lee.", could_tell=False),
    )

    assert (line.party, line.file.number) == (SECOND, two.kai.number)
    said = [one.text for one in conversation.conversation(two.line_of_lee())]
    assert [LEES_WORDS, "I have slept over it.", "Thank you, Lee."] == said


def test_what_opens_a_case_lies_together_and_what_two_reporters_see_has_nothing_in_common(two: Two) -> None:
    entries = two.lee.seat("bo").file.entries
    receipt = next(number for number, one in enumerate(entries) if isinstance(one.happened.fact, f.ReceiptGiven))
    opened = [one.entry for one in entries[: receipt + 1]]
    assert 1 == len({entry[:8] for entry in opened})
    assert len(opened) == len({entry[8:] for entry in opened})

    seat = two.joined().kai.seat("bo")

    seen = {
        party: {one.entry[:16] for one in conversation.said_in_line(party, seat.file, seat.keys)}
        for party in (REPORTER, SECOND)
    }
    assert all(seen.values())
    assert not seen[REPORTER] & seen[SECOND]


def test_what_the_line_shows_is_the_same_before_and_after(two: Two) -> None:
    talking.write(
        two.lee.seat("bo"), two.lee.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Bo has read it.")
    )
    before = [(one.at, one.text, one.is_own) for one in conversation.conversation(two.line_of_lee())]
    two.lee.wait(hours=7)

    two.joined()

    assert before == [(one.at, one.text, one.is_own) for one in conversation.conversation(two.line_of_lee())]
    assert addresses.newest(two.line_of_lee().file, two.line_of_lee().keys, two.line_of_lee().party)


def test_no_line_holds_a_word_of_the_other(two: Two) -> None:
    two.joined()

    opened = rooms.read(two.line_of_lee().file, two.line_of_lee().keys, two.line_of_lee().file.entries)

    assert not any(KAIS_WORDS.encode() in raw for raw in opened.values())
    assert any(LEES_WORDS.encode() in raw for raw in opened.values())


def test_the_old_case_is_closed_and_stays_with_who_could_read_it(two: Two) -> None:
    two.joined()

    old = two.lee.seat("chidi")
    assert (False, {REPORTER: two.kai.number}) == (old.state.is_open, old.state.moved)
    assert opens(two.lee, "bo") > 0
    assert not any(row.number == two.lee.number for row in listing.owed_at_desk(_signed(two, "bo"), two.lee.now).owed)


@pytest.mark.parametrize(("kai", "lee"), [(("dara",), ()), ((), ("dara",)), (("dara",), ("dara",))])
def test_whoever_one_of_them_left_out_reads_neither(stage: Stage, kai: tuple[str, ...], lee: tuple[str, ...]) -> None:
    two = Two(stage, kai_leaves_out=kai, lee_leaves_out=lee).joined()

    for walk in (two.kai, two.lee):
        assert 0 == opens(walk, "dara")
        with pytest.raises(NoSuchCaseError):
            walk.seat("dara")
    assert opens(two.kai, "chidi") > 0
    assert [] == [str(one) for one in verify(stage.community)]


def test_whoever_one_text_names_waits_in_both(stage: Stage) -> None:
    two = Two(stage)
    two.lee.report("It was Dara Weiss who laughed.", who="Mo", name="Lee Park")
    two.answers(two.lee, "bo")

    two.joined()

    dara = two.kai.member("dara")
    assert dara in two.kai.seat("bo").state.held_back
    assert 0 == opens(two.kai, "dara")


def test_who_had_not_answered_for_both_is_asked_again(two: Two) -> None:
    two.answers(two.kai, "ada", "chidi")
    two.answers(two.lee, "chidi")

    state = two.joined().kai.seat("bo").state

    assert {two.kai.member("bo"), two.kai.member("chidi")} == set(state.conflict_answers)


def test_a_member_who_sits_in_one_of_them_only_cannot_join_them(stage: Stage) -> None:
    two = Two(stage, kai_leaves_out=("chidi",))
    two.answers(two.lee, "chidi")

    with pytest.raises(NoSuchCaseError):
        two.joined(by="chidi")


def test_a_joined_report_can_be_split_off_again(two: Two) -> None:
    two.joined()
    bo = two.kai.seat("bo")

    two.lee.number = moving.split(bo, two.kai.occasion, SECOND)

    own = two.lee.seat("bo")
    assert (REPORTER, two.lee.number) == (two.line_of_lee().party, two.line_of_lee().file.number)
    assert [LEES_WORDS] == [one.text for one in conversation.conversation(two.line_of_lee())]
    assert (True, True) == (own.state.is_open, own.has_answered)
    assert [REPORTER] == [party.handle for party in two.kai.seat("bo").state.reporters]
    assert [] == [str(one) for one in verify(two.kai.community)]


def test_who_was_out_because_of_the_other_report_waits_for_a_look_after_the_split(stage: Stage) -> None:
    two = Two(stage, kai_leaves_out=("dara",)).joined()

    two.lee.number = moving.split(two.kai.seat("bo"), two.kai.occasion, SECOND)

    own = two.lee.seat("bo").state
    assert ({two.lee.member("dara")}, set()) == (set(own.held_back), set(own.left_out))


def test_an_invitation_that_was_not_taken_leads_to_the_new_line(stage: Stage) -> None:
    two = Two(stage)
    seat = two.kai.seat("bo")
    made = talking.invite(seat, two.kai.occasion, REPORTER, talking.Letter("Come in."))

    moving.join(two.kai.seat("bo"), two.kai.occasion, REPORTER, two.lee.number)
    two.kai.tokens["kai"] = made.token
    line = two.kai.accept("kai")

    assert (SECOND, two.lee.number) == (line.party, line.file.number)
    assert any(KAIS_WORDS in one.text for one in conversation.conversation(line))
    assert [] == [str(one) for one in verify(stage.community)]


def test_a_letter_that_is_still_on_its_way_is_waited_for(stage: Stage) -> None:
    two = Two(stage)
    letter = talking.Letter("It has arrived.", via=f.Via.MAIL)
    talking.write(two.lee.seat("bo"), two.lee.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, letter)

    with pytest.raises(RefusedError) as refused:
        two.joined()

    assert Clause.RECEIPT == refused.value.clause


def test_a_form_that_is_sent_again_after_the_joining_is_an_addition_to_the_same_line(stage: Stage) -> None:
    two = Two(stage)
    nonce = b"\x07" * 32
    report = reported.Report(LEES_WORDS, who="Mo")
    shown = opening.readers_shown(stage.community)
    first = intake.receive_report(stage.community, report, shown, nonce, two.lee.occasion)
    two.lee.phrases["reporter-1"] = first.phrase
    two.lee.number = two.line_of_lee().file.number
    two.answers(two.lee, "bo")
    two.joined()

    again = intake.receive_report(
        stage.community, replace(report, name="Lee"), shown, nonce, two.lee.wait(hours=1).occasion
    )

    assert (first.answer_by, ()) == (again.answer_by, again.waiting)
    given = [r.happened.fact for r in two.line_of_lee().file.entries if isinstance(r.happened.fact, f.IdentityGiven)]
    assert [f.IdentityGiven(SECOND)] == given


# --- links ----------------------------------------------------------------------------------------


def test_a_link_is_known_to_who_sits_in_both_and_to_nobody_else(stage: Stage) -> None:
    two = Two(stage, kai_leaves_out=("dara",))
    two.answers(two.lee, "dara")

    linking.link(two.lee.seat("bo"), two.lee.occasion, two.kai.number)

    assert [two.kai.number] == [one.number for one in linking.linked_with(two.lee.seat("bo"))]
    assert [two.lee.number] == [one.number for one in linking.linked_with(two.kai.seat("bo"))]
    dara = two.lee.seat("dara")
    links = [r for r in dara.file.entries if isinstance(r.happened.fact, f.CasesLinked)]
    assert () == linking.linked_with(dara)
    assert [False] == [linking.is_known_to(dara, recorded) for recorded in links]


def test_a_case_is_not_linked_with_itself_nor_with_one_that_is_hidden(stage: Stage) -> None:
    two = Two(stage, kai_leaves_out=("dara",))
    two.answers(two.lee, "dara")

    with pytest.raises(RefusedError):
        linking.link(two.lee.seat("bo"), two.lee.occasion, two.lee.number)
    for number in (two.kai.number, "00" * 16, "x"):
        with pytest.raises(NoSuchCaseError):
            linking.link(two.lee.seat("dara"), two.lee.occasion, number)


# --- one line per role ----------------------------------------------------------------------------


def test_the_same_person_in_two_roles_has_two_lines_that_their_address_never_joins(stage: Stage) -> None:
    two = Two(stage)
    seat = two.lee.seat("bo")
    handle = _contacted(seat, two.lee.occasion, two)
    made = talking.invite(
        two.lee.seat("bo"),
        two.lee.occasion,
        handle,
        talking.Letter("Please tell us.", could_tell=False),
        address="kai@example.org",
    )
    two.lee.tokens["kai"] = made.token

    line = two.lee.accept("kai")

    assert (two.lee.number, Party("reported-1")) == (line.file.number, line.party)
    assert ["Please tell us."] == [one.text for one in conversation.conversation(line)]


def _contacted(seat: Seat, occasion: Occasion, two: Two) -> Party:
    triage.triage(seat, occasion, severe=False)
    two.answers(two.lee, "chidi")
    handle = talking.propose_contact(two.lee.seat("bo"), occasion, f.Role.REPORTED, "Kai, about the meeting.")
    until = occasion.now + seat.policy.objection_within
    talking.tell_of_contact(two.lee.seat("bo"), occasion, REPORTER, 1, talking.Letter("We want to ask Kai."), until)
    talking.second_contact(two.lee.seat("chidi"), occasion, 1)
    portal.answer_contact(two.line_of_lee(), occasion, 1, "", objects=False)
    return handle


def _signed(two: Two, name: str) -> SignedIn:
    return two.kai.stage.signed_in(name, two.kai.occasion)


def test_who_is_erased_is_erased_in_the_case_from_which_their_report_came(two: Two) -> None:
    two.joined()
    portal_of_lee = two.line_of_lee()
    withdrawing.withdraw(portal_of_lee, two.lee.occasion, f.Withdrawal.ERASURE)
    two.lee.wait(days=15)

    clockwork.refresh(two.kai.community, bytes.fromhex(two.kai.number), two.lee.occasion)

    for number in (two.kai.number, two.lee.number):
        seat = seats.admit(_signed(two, "bo"), number)
        assert not any(LEES_WORDS in said or "Lee Park" in said for said in words_of(seat))
    assert [] == [str(one) for one in verify(two.kai.community)]
