"""The data kept about somebody: put together, read by a second member, given so, and gone when they are (K1)."""

from datetime import timedelta

import pytest

from evenhand.casework import access, clockwork, keychanges, portal, talking, triage, uploads, withdrawing
from evenhand.casework.access import Told
from evenhand.casework.conversation import conversation
from evenhand.casework.errors import RefusedError
from evenhand.casework.staging import Stage
from evenhand.casework.uploads import StoredFile
from evenhand.casework.verification import verify
from evenhand.procedure import facts as f
from evenhand.procedure.access import due_at
from evenhand.record import files as kept
from evenhand.record import models, rooms
from tests.cast import REPORTER, Walk

CANARY = "zwitscherzeisig"
KEPT_BACK = "What others wrote to us: it would show who they are."
ABOUT = "We keep what you told us, and that we look into it."


def files_of(walk: Walk) -> tuple[StoredFile, ...]:
    made = access.prepared_for(walk.seat("bo"), REPORTER)
    assert made is not None
    return made.files


def text(walk: Walk, file: StoredFile) -> str:
    return b"".join(uploads.read(walk.community, file)).decode()


def sent(walk: Walk, name: str, content: bytes) -> tuple[StoredFile, ...]:
    return (uploads.seal(walk.community, name, [content], walk.occasion),)


@pytest.fixture
def asked(stage: Stage) -> Walk:
    """A reporter with a name, an address and a file asks for the data kept about them."""
    walk = Walk(stage)
    walk.report(f"It was said in the meeting, {CANARY}.", who="Mo", name="Nia Roe", address="nia@elsewhere.example")
    for name in ("bo", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    portal.write(walk.party(), walk.occasion, "Here is a picture.", sent(walk, "screen.png", b"as it came"))
    access.ask(walk.party(), walk.occasion, "All of it, please.")
    return walk


def prepared(walk: Walk) -> Walk:
    access.prepare(walk.seat("bo"), walk.occasion, REPORTER, ABOUT, KEPT_BACK)
    return walk


def checked(walk: Walk) -> Walk:
    access.check(prepared(walk).seat("chidi"), walk.occasion, REPORTER, "", nobody_recognised=True)
    return walk


def test_the_files_hold_what_they_said_and_were_told_and_neither_name_nor_address(asked: Walk) -> None:
    about, own, picture = files_of(prepared(asked))

    assert ABOUT == text(asked, about)
    assert {CANARY, "Mo", "Here is a picture.", "All of it, please.", "screen.png"} == {
        word
        for word in (CANARY, "Mo", "Here is a picture.", "All of it, please.", "screen.png")
        if word in text(asked, own)
    }
    assert not {word for word in ("Nia", "nia@elsewhere") if word in text(asked, own)}
    assert "as it came" == text(asked, picture)


def test_they_read_exactly_what_was_checked_and_what_is_kept_back_and_why(asked: Walk) -> None:
    access.give(checked(asked).seat("bo"), asked.occasion, REPORTER)

    given = conversation(asked.party())[-1]
    assert (f.AccessGiven, False) == (type(given.fact), given.is_own)
    assert files_of(asked) == given.files
    assert KEPT_BACK == given.words["left_out"]
    assert [] == list(verify(asked.community))


def test_who_put_them_together_does_not_check_them_and_nothing_else_is_given(asked: Walk) -> None:
    prepared(asked)

    with pytest.raises(RefusedError, match="another member has to read them"):
        access.check(asked.seat("bo"), asked.occasion, REPORTER, "", nobody_recognised=True)
    with pytest.raises(RefusedError, match="another member reads exactly these files"):
        access.give(asked.seat("bo"), asked.occasion, REPORTER)
    access.check(asked.seat("chidi"), asked.occasion, REPORTER, "", nobody_recognised=True)
    prepared(asked)
    with pytest.raises(RefusedError, match="another member reads exactly these files"):
        access.give(asked.seat("bo"), asked.occasion, REPORTER)


def test_files_that_are_no_longer_what_was_read_are_not_given(asked: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_ = files_of(checked(asked))
    whole = kept.parts_of
    monkeypatch.setattr(kept, "parts_of", lambda uid: iter([b"other"]) if uid == first.uid else whole(uid))

    with pytest.raises(RefusedError, match="First put the files together"):
        access.give(asked.seat("bo"), asked.occasion, REPORTER)


def test_a_sentence_about_what_is_kept_back_is_part_of_what_is_checked(asked: Walk) -> None:
    files = files_of(checked(asked))

    assert access.Prepared(1, files).digest != access.Prepared(1, files, KEPT_BACK).digest


def test_a_letter_with_a_blank_or_without_v1s_answer_does_not_leave(asked: Walk) -> None:
    triage.triage(asked.seat("bo"), asked.occasion, severe=False)
    handle = talking.propose_contact(asked.seat("bo"), asked.occasion, f.Role.REPORTED, "What Mo says of it.")
    access.record(asked.seat("bo"), asked.occasion, handle, asked.now, "By mail.")

    for told, why in (
        (Told("No. ⟦the reason⟧", could_tell=False), "blank"),
        (Told("No, because it would show who they are."), "could this reader tell"),
    ):
        with pytest.raises(RefusedError, match=why):
            access.refuse(asked.seat("bo"), asked.occasion, handle, told)


def test_after_the_erasure_no_export_holds_the_identity_and_the_chain_verifies(asked: Walk) -> None:
    access.give(checked(asked).seat("bo"), asked.occasion, REPORTER)
    access.ask(asked.party(), asked.occasion)
    checked(asked)
    exported = [*files_of(asked), *conversation(asked.party())[-1].files]
    withdrawing.withdraw(asked.party(), asked.occasion, f.Withdrawal.ERASURE)
    asked.wait(days=15)

    clockwork.refresh(asked.community, bytes.fromhex(asked.number), asked.occasion)

    seat = asked.seat("bo")
    assert access.prepared_for(seat, REPORTER) is None
    assert not models.FilePart.objects.filter(file__in=[one.uid for one in exported]).exists()
    told = b"".join(rooms.read(seat.file, seat.keys, seat.file.entries).values()).decode()
    assert CANARY not in told
    assert KEPT_BACK not in told
    assert [] == list(verify(asked.community))
    with pytest.raises(RefusedError, match="erased"):
        access.prepare(seat, asked.occasion, REPORTER, ABOUT)


def test_who_takes_it_back_gets_nothing_and_what_was_put_together_stays_sealed(asked: Walk) -> None:
    made = files_of(checked(asked))

    access.take_back(asked.party(), asked.occasion)
    access.take_back(asked.party(), asked.occasion)

    facts = [one.happened.fact for one in asked.seat("bo").file.entries]
    assert 1 == facts.count(f.AccessTakenBack(REPORTER))
    assert f.AccessTakenBack(REPORTER) == conversation(asked.party())[-1].fact
    assert access.prepared_for(asked.seat("bo"), REPORTER) is None
    assert ABOUT == text(asked, made[0])
    with pytest.raises(RefusedError, match="Nothing that this person has asked for"):
        access.give(asked.seat("bo"), asked.occasion, REPORTER)
    access.ask(asked.party(), asked.occasion)
    assert 2 == prepared(asked).seat("bo").state.accesses[REPORTER].version


def test_who_is_no_party_is_answered_another_way_within_the_time_from_the_day_on_which_they_asked(asked: Walk) -> None:
    bo, came = asked.seat("bo"), asked.now - timedelta(days=3)

    who = access.record_asker(bo, asked.occasion, came, "Sol, by mail from the address on their site.")
    access.prepare(asked.seat("bo"), asked.occasion, who, "We keep that your name was mentioned.")
    access.check(asked.seat("chidi"), asked.occasion, who, "", nobody_recognised=True)

    files = access.prepared_for(asked.seat("bo"), who)
    assert files is not None
    assert ["We keep that your name was mentioned."] == [text(asked, one) for one in files.files]
    with pytest.raises(RefusedError, match="no page of their own"):
        access.give(asked.seat("bo"), asked.occasion, who)
    state = asked.seat("bo").state
    assert came + asked.seat("bo").policy.access_within == due_at(state.accesses[who], asked.seat("bo").policy)
    access.give(asked.seat("bo"), asked.occasion, who, other_way="By mail, sealed, to the same address.")
    assert "asking-2" == access.record_asker(asked.seat("bo"), asked.occasion, asked.now, "Kai, by mail.")
    access.record_taken_back(asked.seat("bo"), asked.occasion, f.Party("asking-2"), "Kai wrote that it is settled.")
    assert [] == list(verify(asked.community))
