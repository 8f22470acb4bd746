"""A party's line by Django's client: what it says to whom, what they can do there, and what is kept when it fails."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from evenhand.casework import (
    clockwork,
    closing,
    conversation,
    deciding,
    portal,
    summaries,
    talking,
    withdrawing,
    words,
)
from evenhand.people import communities, watch
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.record import models as record
from evenhand.record import rooms
from tests.cast import REPORTED, REPORTER, Walk
from tests.copies import made
from tests.doors.portal.conftest import Come
from tests.member_browser import MemberBrowser
from tests.reading import Moved, send, sheet, text

LINE = "/lattice/portal/line/"


def page_of(client: Client) -> str:
    answered = client.get(LINE)
    assert answered.status_code == 200
    return str(answered.content.decode())


def entries(walk: Walk, kind: type[f.Fact]) -> list[f.Fact]:
    return [r.happened.fact for r in walk.seat("bo").file.entries if isinstance(r.happened.fact, kind)]


def last_words(walk: Walk, handle: str = REPORTER) -> dict[str, Any]:
    seat = walk.party(handle)
    room = rooms.line(handle)
    opened = rooms.read(seat.file, seat.keys, [r for r in seat.file.entries if r.room == room])
    return words.decode(list(opened.values())[-1])


def decided(walk: Walk) -> Walk:
    """The reported person has answered, and the committee proposes something to both."""
    walk.accept(REPORTED)
    portal.answer_question(walk.party(), walk.occasion, 1, "Do you have a link? Here.")
    portal.answer_question(walk.party(REPORTED), walk.occasion, 2, "I was tired.")
    nobody = deciding.Determination(
        f.Answer.YES, f.Answer.YES, (Party(REPORTED),), f.Answer.NO, f.Answer.NO, {"happened": "Sarcasm."}
    )
    deciding.determine(walk.seat("bo"), walk.occasion, nobody)
    measures = (f.Measure(f.MeasureKind.PRIVATE_REPRIMAND, Party(REPORTED)),)
    deciding.propose(walk.seat("ada"), walk.occasion, deciding.Proposal(measures, {"text": "A reprimand."}))
    for name in ("bo", "chidi", "dara", "eun"):
        deciding.take_position(walk.seat(name), walk.occasion, 1, f.Position.CONSENT)
    for party in (REPORTER, REPORTED):
        letter = talking.Letter(f"To {party}: this is what we propose.", could_tell=False)
        deciding.consult(walk.seat("bo"), walk.occasion, Party(party), 1, letter)
    return walk


# --- what it says ---


def test_a_reporter_reads_where_things_stand(walk: Walk, come: Come) -> None:
    page = text(page_of(come()))

    for said in (
        "You told us about something, and we are looking into it.",
        "Done: We have your report Monday 2 March 2026, 11:02 (Berlin time)",
        "A person answers Thursday 5 March 2026, 11:02 (Berlin time)",
        "What you reported",
        "The comments of 1 March.",
        "What we can never tell you, and why",
        "Complain about how this is handled",
        "I would rather talk: offer me a call",
    ):
        assert said in page


def test_a_reported_person_is_told_nothing_is_decided_and_never_who_told_us(invited: Walk, come: Come) -> None:
    invited.accept(REPORTED)

    page = text(page_of(come(REPORTED)))

    for said in (
        "Somebody told us about something that concerns you. Nothing is decided.",
        "someone may support you",
        "You may decline, and not answering is not an admission.",
        "We do not say who told us; please do not try to find out.",
        "Somebody told us about the comments of 1 March.",
        "Answer what you were asked",
    ):
        assert said in page
    for word in ("reporter", "The comments of 1 March. ", "Do you have a link?", "Thank you. I am Bo."):
        assert word not in page


def test_neither_line_says_a_word_of_the_other_or_of_the_committees_room(invited: Walk, come: Come) -> None:
    decided(invited)
    reporters, reporteds = page_of(come()), page_of(come(REPORTED))
    name = summaries.name_of(bytes.fromhex(invited.number))

    for mine, others in ((reporters, "I was tired."), (reporteds, "Do you have a link?")):
        for word in (others, name, invited.number, "A reprimand.", "consent", "desk", "Sarcasm."):
            assert word not in mine
    assert "To reporter-1" in reporters
    assert "To reported-1" not in reporters
    assert "To reported-1" in reporteds


@pytest.mark.parametrize(("hours", "broken"), [(71, False), (72, True)])
def test_a_broken_promise_shows_the_contact_outside(walk: Walk, come: Come, hours: int, broken: bool) -> None:
    walk.wait(hours=hours)

    page = text(page_of(come()))

    assert broken == ("We promised you a person's answer by now, and did not keep that." in page)
    assert broken == ("You can turn to this contact outside the committee: The Lattice Foundation" in page)


def test_two_weeks_without_a_word_break_a_promise_too_and_an_update_mends_it(asked: Walk, come: Come) -> None:
    asked.wait(days=14)
    late = text(page_of(come()))
    letter = talking.Letter("It takes longer.")
    until = asked.now + timedelta(days=7)
    talking.write(asked.seat("bo"), asked.occasion, f.LetterKind.UPDATE, REPORTER, letter, until=until)

    page = text(page_of(come()))

    assert "nobody has told you a new one" in late
    assert "It is our failure." not in page
    assert "A resolution is now expected by Tuesday 24 March 2026" in page


def test_who_reads_what_is_written_stands_at_every_box(asked: Walk, come: Come) -> None:
    page = page_of(come())

    assert page.count("<textarea") == page.count("Read by:") == 4
    assert "Ada Okafor, Bo Lind, Chidi Eze, Dara Weiss, Eun Park." in page
    assert "Not by:" not in page


def test_an_address_is_never_shown_not_even_to_its_owner(walk: Walk, come: Come) -> None:
    client = come()

    send(client, "", page_of(client), "address", address="sam@example.org")

    page = page_of(client)
    assert "sam@example.org" not in page
    assert "We have an address of yours." in page


def test_the_page_asks_the_database_a_constant_number_of_times(
    invited: Walk, come: Come, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = come()
    for number in range(5):
        portal.write(invited.party(), invited.occasion, f"Message {number}")

    with django_assert_max_num_queries(8):
        page_of(client)


def test_the_title_is_the_same_on_every_line(invited: Walk, come: Come) -> None:
    invited.accept(REPORTED)

    titles = {page_of(come(handle)).split("<title>")[1].split("</title>")[0].strip() for handle in (REPORTER, REPORTED)}

    assert titles == {"Where things stand · Lattice"}


# --- what they can do ---


def test_a_party_writes_and_reads_it_where_it_was_said(walk: Walk, come: Come) -> None:
    client = come()

    sent = send(client, "", page_of(client), "call", text="And one thing more.")

    assert (303, LINE + "#newest") == (sent.status_code, sent["Location"])
    assert "You wrote" in page_of(client)
    assert last_words(walk)["text"] == "And one thing more."


def test_a_double_click_is_one_message_and_the_same_words_later_are_two(walk: Walk, come: Come, moment: Moved) -> None:
    client = come()
    page = page_of(client)
    send(client, "", page, "call", text="Hello?")

    send(client, "", page, "call", text="Hello?")

    assert len(entries(walk, f.MessageReceived)) == 1
    moment.now += timedelta(minutes=11)
    send(client, "", page, "call", text="Hello?")
    assert len(entries(walk, f.MessageReceived)) == 2


def test_the_wish_for_a_call_is_said_in_words(walk: Walk, come: Come) -> None:
    client = come()

    send(client, "", page_of(client), "call", text="Mornings.", call="on")

    assert last_words(walk)["text"] == "I would rather talk. Please offer me a call.\n\nMornings."


def test_a_question_is_answered_with_a_file_and_not_asked_again(asked: Walk, come: Come) -> None:
    client = come()
    page = page_of(client)
    file = SimpleUploadedFile("proof.txt", b"proof")
    one = sheet(page, "attached", number="1")

    sent = client.post(one.action, {**one.fields, "text": "Here.", "attached": [file]})

    assert sent.status_code == 303
    assert [f.QuestionAnswered(REPORTER, 1)] == [
        replace(fact, sealed=()) for fact in entries(asked, f.QuestionAnswered) if isinstance(fact, f.QuestionAnswered)
    ]
    assert "Answer what you were asked" not in page_of(client)


@pytest.mark.parametrize(("said", "objects"), [("yes", True), ("no", False)])
def test_a_reporter_says_whether_they_object_to_a_contact(asked: Walk, come: Come, said: str, objects: bool) -> None:
    client = come()

    send(client, "", page_of(client), "objects", objects=said, text="")

    assert entries(asked, f.ContactAnswered) == [f.ContactAnswered(1, REPORTER, objects)]
    assert "Say whether you object" not in page_of(client)


def test_a_proposed_resolution_is_explained_and_answered(invited: Walk, come: Come) -> None:
    client = come()
    decided(invited)

    send(client, "", page_of(client), "feedback", feedback="in-part", text="Only if he reads it.")

    assert entries(invited, f.FeedbackGiven) == [f.FeedbackGiven(REPORTER, 1, f.Feedback.IN_PART)]
    assert "You find it acceptable in part" in page_of(client)


def test_an_address_can_be_given_later(walk: Walk, come: Come) -> None:
    client = come()

    wrong = send(client, "", page_of(client), "address", address="nobody")
    right = send(client, "", page_of(client), "address", address="sam@example.org")

    assert (422, 303) == (wrong.status_code, right.status_code)
    assert 'value="nobody"' in wrong.content.decode()
    assert len(entries(walk, f.AddressGiven)) == 1


def test_a_form_that_lacks_something_comes_back_with_its_text_and_files(asked: Walk, come: Come) -> None:
    client = come()
    page = page_of(client)
    file = SimpleUploadedFile("proof.txt", b"proof")
    without = send(client, "", page, "call", text="  ", attached=[file]).content.decode()

    sent = send(client, "", without, "call", text="With it.")

    assert "Write something first." in without
    assert "proof.txt" in without
    assert sent.status_code == 303
    assert ["proof.txt"] == [one["name"] for one in last_words(asked)["files"]]


def test_an_act_out_of_order_is_answered_with_reason_clause_and_the_text(invited: Walk, come: Come) -> None:
    client = come()
    page = page_of(client)
    form = sheet(page, "call")
    answer = {**form.fields, "number": "9", "text": "To a question that nobody asked."}
    token = sheet(page, "attached", number="1").fields["token"]

    refused = client.post(f"{LINE}answer/", {**answer, "token": token})

    said = refused.content.decode()
    assert refused.status_code == 422
    assert "There is no such question." in said
    assert '<span class="unseen">Clause </span>R2' in said
    assert "To a question that nobody asked." in said


def test_everybody_already_contacted_means_no_objection_and_says_so(asked: Walk, come: Come, moment: Moved) -> None:
    client = come()
    page = page_of(client)
    talking.second_contact(asked.seat("dara"), asked.occasion, 1)
    asked.wait(hours=48)
    letter = talking.Letter("Somebody told us.", could_tell=False)
    talking.invite(asked.seat("bo"), asked.occasion, Party(REPORTED), letter)
    moment.now += timedelta(minutes=1)

    refused = send(client, "", page, "objects", objects="yes", text="Please do not.")

    assert refused.status_code == 422
    assert "This person has been contacted already." in refused.content.decode()
    assert "Please do not." in refused.content.decode()


def test_a_closed_case_can_be_read_and_written_to_and_asks_nothing(invited: Walk, come: Come) -> None:
    client = come()
    decided(invited)
    portal.give_feedback(invited.party(), invited.occasion, 1, f.Feedback.ACCEPTS, "Fine.")
    invited.wait(days=1)
    deciding.weigh_feedback(invited.seat("bo"), invited.occasion, "They agree.")
    letter = talking.Letter("The comments hurt people.", could_tell=False)
    closing.deliver_reprimand(invited.seat("ada"), invited.occasion, 0, letter)
    closing.report_to_council(invited.seat("ada"), invited.occasion, "A private reprimand.")
    for party in (REPORTER, REPORTED):
        last = talking.Letter("It is over.", could_tell=False)
        talking.write(invited.seat("bo"), invited.occasion, f.LetterKind.CLOSING, Party(party), last)
    closing.close(invited.seat("bo"), invited.occasion)
    client = come()

    sent = send(client, "", page_of(client), "call", text="Thank you.")

    page = text(page_of(client))
    assert sent.status_code == 303
    assert "This has come to its end." in page
    assert "It is over." in page
    assert "Thank you." in page
    assert "If you can, by" not in page


def test_a_database_behind_what_was_acknowledged_takes_nothing_and_can_be_read(walk: Walk, come: Come) -> None:
    client = come()
    page = page_of(client)
    watch.raise_high_water(walk.community.uid, 1000)

    assert send(client, "", page, "call", text="Lost?").status_code == 503
    assert "The comments of 1 March." in page_of(client)


# --- a session that ends in a long letter ---


def test_what_was_sent_too_late_waits_for_its_writer(asked: Walk, come: Come, moment: Moved) -> None:
    client = come()
    page = page_of(client)
    form = sheet(page, "attached", number="1")
    moment.now += timedelta(hours=2)
    late = client.post(
        form.action, {**form.fields, "text": "A long answer.", "attached": [SimpleUploadedFile("proof.txt", b"proof")]}
    )
    before = late.content.decode()

    back = send(client, "", before, "phrase", phrase=asked.phrases[REPORTER]).content.decode()

    assert late.status_code == 401
    assert "A long answer." not in before
    assert "It is not sent yet." in back
    waiting = sheet(back, "attached", number="1")
    assert ["A long answer."] == waiting.fields["text"]
    assert client.post(waiting.action, waiting.fields).status_code == 303
    assert ["proof.txt"] == [one["name"] for one in last_words(asked)["files"]]


def test_what_waits_opens_for_nobody_else(invited: Walk, come: Come, moment: Moved) -> None:
    invited.accept(REPORTED)
    client = come()
    page = page_of(client)
    moment.now += timedelta(hours=2)
    late = send(client, "", page, "call", text="For the committee only.").content.decode()

    other = send(client, "", late, "phrase", phrase=invited.phrases[REPORTED])

    assert other.status_code == 303
    assert "For the committee only." not in page_of(client)


def test_where_nobody_knows_any_more_whose_it_was_the_text_can_be_copied(walk: Walk, come: Come, moment: Moved) -> None:
    client = come()
    page = page_of(client)
    moment.now += timedelta(hours=25)

    late = send(client, "", page, "call", text="Two days of thinking.", token="AAAA")

    assert late.status_code == 401
    assert "Copy it before you go on" in late.content.decode()
    assert "Two days of thinking." in late.content.decode()


def close(client: Client) -> None:
    """Close the page, as in another tab."""
    token = next(part for part in page_of(client).split("<form") if "/line/leave/" in part)
    assert client.post(f"{LINE}leave/", {"token": token.split('value="')[1].split('"')[0]}).status_code == 303


@pytest.mark.parametrize("hours", [0, 25])
def test_what_was_written_is_kept_when_its_writer_closes_the_page_in_another_tab(
    walk: Walk, come: Come, moment: Moved, hours: int
) -> None:
    client = come()
    page = page_of(client)
    close(client)
    moment.now += timedelta(hours=hours)

    late = send(client, "", page, "call", text="Two days of thinking.").content.decode()
    back = send(client, "", late, "phrase", phrase=walk.phrases[REPORTER]).content.decode()

    assert "Two days of thinking." not in late
    assert ["Two days of thinking."] == sheet(back, "call").fields["text"]


def test_what_was_written_comes_back_to_whoever_has_come_in_anew_in_another_tab(walk: Walk, come: Come) -> None:
    client = come()
    page = page_of(client)
    client.cookies = come().cookies
    before = record.Entry.objects.count()
    picture = SimpleUploadedFile("night.txt", b"What they wrote.")

    late = send(client, "", page, "call", text="Two days of thinking.", attached=picture)
    back = late.content.decode()

    assert late.status_code == 422
    assert "You had been signed out, so it was not sent." in back
    assert before == record.Entry.objects.count()
    assert ["Two days of thinking."] == sheet(back, "call").fields["text"]
    assert "night.txt" in back
    assert send(client, "", back, "call").status_code == 303
    assert before < record.Entry.objects.count()


def test_what_was_written_is_not_shown_to_another_party_who_comes_in_there(invited: Walk, come: Come) -> None:
    invited.accept(REPORTED)
    client = come()
    page = page_of(client)
    client.cookies = come(REPORTED).cookies

    late = send(client, "", page, "call", text="For the committee only.")
    back = send(client, "", late.content.decode(), "phrase", phrase=invited.phrases[REPORTER]).content.decode()

    assert late.status_code == 403
    assert "For the committee only." not in late.content.decode()
    assert "This was written on another page" in late.content.decode()
    assert ["For the committee only."] == sheet(back, "call").fields["text"]


# --- files ---


def test_own_files_are_attachments_that_no_browser_shows(asked: Walk, come: Come) -> None:
    client = come()
    send(client, "", page_of(client), "call", text="See.", attached=[SimpleUploadedFile("x.svg", b"<svg/>" * 9000)])
    number = last_words(asked)["files"][0]["id"]

    page = client.get(f"{LINE}file/{number}/").content.decode()
    fetched = client.get(f"{LINE}file/{number}/original/")

    assert "Such a file can run programs" in page
    assert "&lt;svg" not in page
    assert client.get(f"{LINE}file/{number}/copy/").status_code == 404
    assert fetched.getvalue() == b"<svg/>" * 9000
    assert fetched["Content-Type"] == "application/octet-stream"
    assert fetched["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert fetched["X-Content-Type-Options"] == "nosniff"
    assert fetched["Content-Disposition"].startswith('attachment; filename="x.svg"')


def test_a_file_of_another_line_is_one_that_does_not_exist(invited: Walk, come: Come) -> None:
    invited.accept(REPORTED)
    client = come()
    send(client, "", page_of(client), "call", text="See.", attached=[SimpleUploadedFile("mine.txt", b"mine")])
    number = last_words(invited)["files"][0]["id"]
    other = come(REPORTED)

    for page in ("", "part/1/", "part/2/", "copy/", "original/"):
        foreign, unknown = other.get(f"{LINE}file/{number}/{page}"), other.get(f"{LINE}file/{'0' * 32}/{page}")

        assert (404, foreign.content) == (unknown.status_code, unknown.content)
        assert foreign.status_code == 404
    assert record.FilePart.objects.exists()


def test_a_party_says_what_their_own_file_shows_and_the_committee_reads_it(asked: Walk, come: Come) -> None:
    client = come()
    send(client, "", page_of(client), "call", text="See.", attached=[SimpleUploadedFile("photo.png", made.png())])
    number = last_words(asked)["files"][0]["id"]
    page = client.get(f"{LINE}file/{number}/").content.decode()
    assert "A picture that nobody has described yet" in page

    empty = send(client, "", page, "text", text=" ")
    said = send(client, "", empty.content.decode(), "text", text="A red half, a blue half.")

    assert (422, 303) == (empty.status_code, said.status_code)
    assert entries(asked, f.FileDescribed) == [f.FileDescribed(REPORTER)]
    assert 'alt="A red half, a blue half."' in client.get(f"{LINE}file/{number}/").content.decode()
    assert "A red half, a blue half." in page_of(client)


def test_nobody_describes_a_file_of_another_line(invited: Walk, come: Come) -> None:
    invited.accept(REPORTED)
    client, other = come(), come(REPORTED)
    for one in (client, other):
        send(one, "", page_of(one), "call", text="See.", attached=[SimpleUploadedFile("mine.txt", b"mine")])
    mine, theirs = (last_words(invited, handle)["files"][0]["id"] for handle in (REPORTER, REPORTED))
    page = client.get(f"{LINE}file/{mine}/").content.decode()

    refused = client.post(f"{LINE}file/{theirs}/words/", {**sheet(page, "text").fields, "text": "Theirs."})

    assert refused.status_code == 404
    assert entries(invited, f.FileDescribed) == []


# --- what a reporter gave that their phrase does not open (K1) ---

NAMES, NAME = "Mo, the release manager", "Sam Reporter"


@pytest.fixture
def told_all(walk: Walk) -> Walk:
    """Somebody else reported, named who was involved, and said what to call them."""
    return walk.report("The comments of 2 March.", who=NAMES, name=NAME)


def test_a_reporter_reads_that_they_gave_names_and_who_can_read_them(told_all: Walk, come: Come) -> None:
    page = text(page_of(come()))

    for said in (
        "Who was involved You told us.",
        "They can be read by: Ada Okafor, Bo Lind, Chidi Eze, Dara Weiss, Eun Park.",
        "Your name, or what to call you You told us.",
        "whoever opens it leaves a record that they did, and why",
    ):
        assert said in page


def test_their_phrase_shows_neither_the_names_nor_their_own(told_all: Walk, come: Come) -> None:
    page = page_of(come())

    assert NAMES not in page
    assert NAME not in page


def test_who_gave_no_name_is_not_told_of_one(come: Come) -> None:
    page = page_of(come())

    assert "Who was involved" not in page
    assert "Your name, or what to call you" not in page


def test_what_somebody_else_reported_is_not_told_as_theirs(told_all: Walk) -> None:
    seat = told_all.party()

    assert conversation.GivenApart(names=True, name=True) == conversation.given_apart(seat)
    assert conversation.GivenApart() == conversation.given_apart(replace(seat, party=Party("reporter-2")))


def test_after_an_erasure_nothing_tells_that_a_name_was_given(told_all: Walk) -> None:
    seat = told_all.party()
    withdrawing.withdraw(seat, told_all.occasion, f.Withdrawal.ERASURE)
    told_all.wait(days=15)
    assert 1 == clockwork.refresh(told_all.community, bytes.fromhex(told_all.number), told_all.occasion).erased

    erased = replace(seat, file=told_all.seat("bo").file, state=told_all.seat("bo").state)

    assert conversation.GivenApart() == conversation.given_apart(erased)


def test_files_that_waited_with_a_form_are_named_when_it_comes_back(walk: Walk, come: Come, moment: Moved) -> None:
    client = come()
    form = sheet(page_of(client), "call")
    walk.wait(minutes=45)
    moment.now = walk.now
    file = SimpleUploadedFile("proof.txt", b"proof")

    late = client.post(form.action, {**form.fields, "text": "With it.", "attached": [file]}).content.decode()
    send(client, "", late, "phrase", phrase=walk.phrases[REPORTER])
    back = send(client, "", late, "phrase", phrase=walk.phrases[REPORTER])

    page = back.content.decode() or page_of(client)
    assert "These files are kept with it and go when you send it" in page
    assert "proof.txt" in page


@pytest.mark.parametrize("blank", ["\u200b", "\u2060\u00ad", "\u3164"])
def test_a_message_of_which_nothing_can_be_seen_is_none(walk: Walk, come: Come, blank: str) -> None:
    client = come()

    refused = send(client, "", page_of(client), "call", text=blank)

    assert 422 == refused.status_code
    assert [] == entries(walk, f.MessageReceived)


def test_the_date_by_which_a_reported_person_can_answer_is_not_called_the_one_on_which_they_hear(
    invited: Walk, come: Come
) -> None:
    decided(invited)
    client = come(REPORTED)

    shown = text(page_of(client))

    assert "You say how you see what we propose" in shown
    assert "by then, if you want to" in shown
    assert "You hear what we propose" not in shown


def test_a_reported_person_is_promised_no_more_than_holds_and_nothing_once_it_is_over(
    invited: Walk, come: Come, browser_of: Callable[[str], MemberBrowser]
) -> None:
    decided(invited)
    reporter, reported, bo = come(), come(REPORTED), browser_of("bo")
    assert "Your answer is noted before anything is done." in text(page_of(reporter))
    before = text(page_of(reported))
    assert "We need not wait for it" in before
    assert "You can say how you see it until" in before
    portal.give_feedback(invited.party(), invited.occasion, 1, f.Feedback.ACCEPTS, "Fine.")
    weigh = text(bo.get(f"{bo.case}weigh-feedback/1/").content.decode())
    assert "Reported person 1 was told and has until" in weigh
    deciding.weigh_feedback(invited.seat("bo"), invited.occasion, "Fine.")
    reprimand = f"{MemberBrowser(invited, 'ada').case}deliver-reprimand/reported-1.0/"
    assert "was told and has until" in text(browser_of("ada").get(reprimand).content.decode())

    letter = talking.Letter("The comments hurt people.", could_tell=False)
    closing.deliver_reprimand(invited.seat("ada"), invited.occasion, 0, letter)

    after = text(page_of(reported))
    assert "Say how you see what we propose" not in after
    assert "You could say how you see it until" in after
    assert "by then, if you want to" not in after
    assert "You can say how you see it until" not in after


def test_a_contact_that_was_answered_can_be_objected_to_no_more(asked: Walk, come: Come) -> None:
    assert "You can object until" in text(page_of(come()))

    portal.answer_contact(asked.party(), asked.occasion, 1, "Fine.", objects=False)

    assert "You could object until" in text(page_of(come()))


def test_a_complaint_is_offered_while_the_form_takes_it_and_else_whom_to_turn_to(walk: Walk, come: Come) -> None:
    client = come()
    while_open = page_of(client)
    communities.change(walk.community, is_published=False)
    closed = page_of(client)
    communities.change(walk.community, public={**walk.community.public, "outside_contact": ""})
    without = page_of(client)

    assert 'href="/lattice/complaint/"' in while_open
    assert "The form for it is closed" not in while_open
    for page in (closed, without):
        assert 'href="/lattice/complaint/"' not in page
        assert "The form for it is closed for now." in page
    assert "You can turn to this contact outside the committee:" in closed
    assert "Turn to somebody of the council above the committee whom you trust." in without
