"""What holds for every act's form: one entry each, a draft, a double click, a refusal, two at once."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evenhand.casework import keychanges, listing, portal, talking, triage
from evenhand.doors.desk.acts.base import Subject
from evenhand.doors.desk.acts.table import CHAPTERS, ENTRIES
from evenhand.doors.desk.wording import TITLES
from evenhand.people import models
from evenhand.procedure import facts as f
from evenhand.procedure.next_steps import Act
from tests.cast import REPORTER, Walk
from tests.member_browser import MemberBrowser, forms

BrowserOf = Callable[[str], MemberBrowser]


@pytest.fixture
def answered(walk: Walk) -> Walk:
    """A report that everybody may read."""
    walk.report(who="Mo, the release manager")
    for name in ("ada", "bo", "chidi", "dara", "eun"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    return walk


def test_every_act_has_exactly_one_entry_and_one_title() -> None:
    found = [act for chapter in CHAPTERS for act in chapter.ENTRIES]

    assert sorted(Act) == sorted(found)
    assert set(Act) == set(ENTRIES) == set(TITLES)


@pytest.mark.parametrize("about", ["", "reporter-1", "reporter-1.1", "3", "0" * 32, "witness-12"])
def test_what_an_act_is_about_is_read_as_it_was_written(about: str) -> None:
    subject = Subject.parse(about)

    assert subject is not None
    assert about == subject.about


@pytest.mark.parametrize("about", ["reporter", "reporter-0", "Reporter-1", ".", "1.reporter-1", "x", "-1", "001"])
def test_what_an_act_is_not_about_is_not_read(about: str) -> None:
    assert Subject.parse(about) is None


def notes_of(walk: Walk) -> int:
    """How many notes the members have written."""
    return sum(isinstance(one.happened.fact, f.NoteWritten) for one in walk.seat("bo").file.entries)


def standing_out(reader: MemberBrowser) -> list[str]:
    """What a reader of the case page is drawn to: filled buttons that are not folded away."""
    html = reader.get(reader.case).content.decode()
    in_sight = re.sub(r'<details class="more">.*?</details>', "", html, flags=re.DOTALL)
    return re.findall(r'class="act"[^>]*>\s*([^<]+)', in_sight)


def test_one_thing_stands_out_first_reading_and_then_what_is_owed_first(answered: Walk, browser_of: BrowserOf) -> None:
    on_duty, other = (browser_of(name) for name in ("ada", "bo"))
    unread = [standing_out(one) for one in (on_duty, other)]

    for one in (on_duty, other):
        for room in ("line.reporter-1", "names"):
            one.send(one.case, f"{one.case}open/{room}/")

    assert 2 * [["Open what Reporter 1 and the committee wrote"]] == unread
    assert 1 == len(standing_out(on_duty))
    assert [] == standing_out(other)


def test_a_draft_is_kept_for_its_author_alone(answered: Walk, browser_of: BrowserOf) -> None:
    bo, ada = browser_of("bo"), browser_of("ada")
    page = f"{bo.case}acknowledge/reporter-1/"

    kept = bo.send(page, text="Half a letter", keep="1")

    assert 303 == kept.status_code
    assert ["Half a letter"] == bo.form(page).fields["text"]
    assert [""] == ada.form(page).fields["text"]


def test_a_draft_is_gone_once_it_was_sent(answered: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    page = f"{bo.case}acknowledge/reporter-1/"
    bo.send(page, text="Half a letter", keep="1")

    bo.letter(page, text="A whole letter", via="line")

    assert 0 == models.Draft.objects.count()


def test_a_form_with_a_mistake_comes_back_filled_and_is_kept(answered: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    page = f"{bo.case}acknowledge/reporter-1/"

    refused = bo.send(page, text="A letter by carrier", via="other")

    assert 422 == refused.status_code
    assert "Say which way" in refused.content.decode()
    assert ["A letter by carrier"] == forms(refused)[0].fields["text"]
    assert ["A letter by carrier"] == bo.form(page).fields["text"]


def test_nothing_is_sent_before_it_was_read_once_more(answered: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")

    shown = bo.send(f"{bo.case}acknowledge/reporter-1/", text="Thank you.\n\nBo", via="line")

    html = shown.content.decode()
    assert "Thank you.\n\nBo" in html
    assert "Send it to Reporter 1" in html
    assert () == answered.seat("bo").state.letters


def test_words_are_pointed_at_before_a_letter_goes_and_it_goes_as_it_was_written(
    answered: Walk, browser_of: BrowserOf
) -> None:
    bo = browser_of("bo")
    page = f"{bo.case}acknowledge/reporter-1/"

    quiet = bo.send(page, text='Thank you. You wrote "he is a troll".', via="line").content.decode()
    shown = bo.send(page, text="Thank you. <It> was decided that the troll will answer.", via="line")
    html = shown.content.decode()
    sent = bo.post(page, {**forms(shown)[0].fields, "send": "1"})

    assert "Words to look at once more" not in quiet
    assert "Words to look at once more" in html
    assert "<q>troll</q>" in html
    assert "decided that</q>" in html
    assert "&lt;It&gt; was decided that the troll will answer." in html
    assert 303 == sent.status_code
    assert 1 == len(answered.seat("bo").state.letters)


def test_change_it_gives_the_letter_back_to_its_writer(answered: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    page = f"{bo.case}acknowledge/reporter-1/"
    shown = bo.send(page, text="Thank you.", via="line")

    again = bo.post(page, {**forms(shown)[0].fields, "change": "1"})

    assert ["Thank you."] == forms(again)[0].fields["text"]


def test_a_double_click_sends_one_letter(answered: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    page = f"{bo.case}write-letter/reporter-1/"
    shown = bo.send(page, text="Thank you.", via="line")
    sent = {**forms(shown)[0].fields, "send": "1"}

    first, second = bo.post(page, sent), bo.post(page, sent)

    assert (303, 303) == (first.status_code, second.status_code)
    assert 1 == len(answered.seat("bo").state.letters)


def test_another_note_in_the_form_of_the_first_is_not_lost_and_goes_when_it_is_sent_again(
    answered: Walk, browser_of: BrowserOf
) -> None:
    bo = browser_of("bo")
    page = f"{bo.case}write-note/"
    sent = {**bo.form(page).fields, "text": "The first note."}
    assert 303 == bo.post(page, sent).status_code

    back = bo.post(page, {**sent, "text": "Another note, after going back."})

    assert 409 == back.status_code
    assert "This form was sent already" in back.content.decode()
    assert 1 == notes_of(answered)
    again = next(form for form in forms(back) if form.action.endswith("/write-note/"))
    assert "Another note, after going back." in again.fields["text"][0]
    assert 303 == bo.post(page, again.fields).status_code
    assert 2 == notes_of(answered)
    assert not bo.form(page).fields["text"][0].strip()


def test_another_letter_in_the_form_of_one_that_went_is_read_once_more_and_comes_back(
    answered: Walk, browser_of: BrowserOf
) -> None:
    bo = browser_of("bo")
    page = f"{bo.case}write-letter/reporter-1/"
    shown = bo.send(page, text="Thank you.", via="line")
    sent = {**forms(shown)[0].fields, "send": "1"}
    assert 303 == bo.post(page, sent).status_code

    back = bo.post(page, {**sent, "text": "Thank you, and one thing more."})

    assert 409 == back.status_code
    assert "Thank you, and one thing more." in back.content.decode()
    assert 1 == len(answered.seat("bo").state.letters)


def test_the_second_click_of_somebody_who_stepped_back_leads_to_the_list(answered: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    page = f"{bo.case}recuse/{answered.member('bo')}/"
    sent = {**bo.form(page).fields, "how": "leaves"}

    first, second = bo.post(page, sent), bo.post(page, sent)
    other = bo.post(page, {**sent, "once": "another form"})

    assert ["/lattice/desk/", "/lattice/desk/"] == [first["Location"], second["Location"]]
    assert 404 == other.status_code


def test_the_second_click_on_what_the_first_has_changed_leads_to_the_case_and_keeps_no_draft(
    answered: Walk, browser_of: BrowserOf
) -> None:
    bo = browser_of("bo")
    page = f"{bo.case}write-names/"
    sent = {**bo.form(page).fields, "text": "Mo, and Chidi.", "involved": [answered.member("chidi")]}

    first, second = bo.post(page, sent), bo.post(page, sent)

    assert (303, 303) == (first.status_code, second.status_code)
    assert [""] == bo.form(page).fields["text"]


def test_a_form_that_was_refused_can_be_sent_again_as_it_is(answered: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    page = f"{bo.case}propose-contact/"
    typed = {"role": "reported", "text": "Ask Mo.", "member": "", "token": bo.token(page), "once": "1"}
    refused = bo.post(page, typed)
    triage.triage(answered.seat("ada"), answered.occasion, severe=False, what="No.")

    again = bo.post(page, typed)

    assert (409, 303) == (refused.status_code, again.status_code)


ORDER = (
    ("propose-contact/", "T1", {"role": "reported", "text": "Ask Mo.", "member": ""}),
    ("close/", "D4", {"text": ""}),
    ("report-to-council/", "D6", {"names": "Mo", "text": "Nothing."}),
    ("take-position/", "D1", {"position": "consent", "text": ""}),
    ("weigh-feedback/0/", "D1", {"text": "Fine."}),
)


@pytest.mark.parametrize(("page", "clause", "typed"), ORDER)
def test_an_act_out_of_order_is_refused_with_its_clause_and_keeps_what_was_written(
    answered: Walk, browser_of: BrowserOf, page: str, clause: str, typed: dict[str, str]
) -> None:
    bo = browser_of("bo")
    before = answered.seat("bo").state.length

    shown = bo.get(bo.case + page).content.decode()
    refused = bo.post(bo.case + page, {**typed, "token": bo.token(bo.case + page), "once": "1", "send": "1"})

    assert f"</span>{clause}</summary>" in shown
    assert 409 == refused.status_code
    assert f"</span>{clause}</summary>" in refused.content.decode()
    assert all(text in refused.content.decode() for text in typed.values())
    assert before == answered.seat("bo").state.length


def test_the_second_of_two_members_sees_what_the_first_did_and_keeps_the_text(
    answered: Walk, browser_of: BrowserOf
) -> None:
    bo, ada = browser_of("bo"), browser_of("ada")
    page = f"{bo.case}acknowledge/reporter-1/"
    shown = ada.send(page, text="From Ada", via="line")
    bo.letter(page, text="From Bo", via="line")

    second = ada.post(page, {**forms(shown)[0].fields, "send": "1"})

    html = second.content.decode()
    assert 409 == second.status_code
    assert "Bo: Acknowledgement to Reporter 1" in html
    assert ["From Ada"] == forms(second)[0].fields["text"]
    assert 1 == len(answered.seat("bo").state.letters)


def test_a_letter_to_anybody_but_the_reporter_asks_whether_they_could_tell(
    answered: Walk, browser_of: BrowserOf
) -> None:
    bo, now = browser_of("bo"), answered.occasion
    triage.triage(answered.seat("bo"), now, severe=False, what="No.")
    talking.propose_contact(answered.seat("bo"), now, f.Role.REPORTED, "Ask Mo.")
    notice = talking.Letter("We would ask the person.")
    talking.tell_of_contact(answered.seat("bo"), now, REPORTER, 1, notice, answered.now + timedelta(hours=48))
    portal.answer_contact(answered.party(), now, 1, "Fine.", objects=False)
    talking.second_contact(answered.seat("dara"), now, 1)

    unasked = bo.send(f"{bo.case}invite/reported-1.1/", text="Somebody told us.", asks="no")

    assert "could_tell" not in bo.form(f"{bo.case}write-letter/reporter-1/").names
    assert 422 == unasked.status_code
    assert "Choose one of the answers." in unasked.content.decode()


def test_the_identity_opens_for_a_reason_that_the_others_read(walk: Walk, browser_of: BrowserOf) -> None:
    walk.report(who="Mo", name="Kai Noe")
    for name in ("ada", "bo"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    bo, ada = browser_of("bo"), browser_of("ada")
    assert "Kai Noe" not in bo.get(bo.case).content.decode()

    without = bo.send(f"{bo.case}identity/", text=" ")
    bo.send(f"{bo.case}identity/", text="They asked to be called.")

    assert 422 == without.status_code
    assert "Kai Noe" in bo.get(bo.case).content.decode()
    assert "Kai Noe" not in ada.get(ada.case).content.decode()


def test_only_names_are_shown_before_the_conflict_question(walk: Walk, browser_of: BrowserOf) -> None:
    walk.report("The words of the report.", who="Mo, the release manager")
    bo = browser_of("bo")

    before = bo.get(bo.case).content.decode()
    bo.send(bo.case, f"{bo.case}open/names/")
    names = bo.get(bo.case).content.decode()

    assert "Mo, the release manager" not in before
    assert "Mo, the release manager" in names
    assert "The words of the report." not in before + names
    assert "answer-conflict/" in names
    assert 303 == bo.get(f"{bo.case}determine/").status_code


def test_where_nobody_was_named_the_member_on_duty_reads_first_and_writes_the_names(
    walk: Walk, browser_of: BrowserOf
) -> None:
    walk.report("The words of the report.")
    ada, dara = browser_of("ada"), browser_of("dara")
    waits = dara.get(dara.case).content.decode()

    ada.send(ada.case, f"{ada.case}open/line.reporter-1/")
    first = ada.get(ada.case).content.decode()
    ada.send(ada.case, f"{ada.case}write-names/", text="Mo, on the tracker")
    dara.send(dara.case, f"{dara.case}open/names/")

    assert "Ada is on duty, reads the report first" in waits
    assert "The words of the report." in first
    assert "The words of the report." not in waits
    assert "Mo, on the tracker" in dara.get(dara.case).content.decode()


def test_stepping_back_is_one_step_and_the_case_is_gone_from_that_moment(answered: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")

    left = bo.send(f"{bo.case}recuse/{answered.member('bo')}/", how="leaves", text="Mo is my flatmate.")

    assert "/lattice/desk/" == left["Location"]
    assert 404 == bo.get(bo.case).status_code
    name = listing.stepped_back_from(answered.stage.signed_in("bo", answered.occasion))[0]
    assert name in bo.get("desk/account/").content.decode()
    assert name not in bo.get("desk/").content.decode()


def test_a_held_back_member_waits_until_somebody_has_looked(walk: Walk, browser_of: BrowserOf) -> None:
    walk.report("Dara Weiss told me to write to you.", who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    bo, dara = browser_of("bo"), browser_of("dara")
    before = dara.get(dara.case).status_code

    bo.send(f"{bo.case}admit/{walk.member('dara')}/")

    assert (404, 200) == (before, dara.get(dara.case).status_code)


def test_a_report_that_reached_a_member_becomes_a_case_with_its_original(walk: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    form = bo.form("desk/file-report/")
    typed = {
        "way": "mail",
        "reached_at": "2026-03-02T09:00",
        "left_out": [walk.member("ada")],
        "conflict": "none",
        "what": "They wrote to me about Mo.",
        "who": "Mo",
        "name": "Kai Noe",
        "attached": SimpleUploadedFile("mail.eml", b"From: kai@example.org\n\nHello"),
    }

    filed = bo.post("desk/file-report/", {**form.fields, **typed})

    assert 303 == filed.status_code, filed.content.decode()
    walk.number = filed["Location"].split("/")[-2]
    seat = walk.seat("bo")
    assert walk.member("ada") in seat.state.left_out
    assert f.Way.MAIL is seat.state.way
    bo.send(bo.case, f"{bo.case}open/line.reporter-1/")
    html = bo.get(bo.case).content.decode()
    link = html.split(f"/lattice/{bo.case}file/")[1].split("/")[0] + "/"
    saved = bo.get(f"{bo.case}file/{link}original/")
    assert b"From: kai@example.org\n\nHello" == b"".join(saved.streaming_content)
    assert saved["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in saved["Content-Security-Policy"]
    assert 404 == browser_of("ada").get(bo.case).status_code


def test_a_letter_that_came_back_is_owed_again(answered: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    bo.letter(
        f"{bo.case}acknowledge/reporter-1/", text="Thank you.", via="other", why_other_way="They asked for a call."
    )
    link = bo.get(bo.case).content.decode().split("/came-back/")[1].split("/")[0]

    bo.send(f"{bo.case}came-back/{link}/")

    assert answered.seat("bo").state.parties[REPORTER].first_reply_at is None


@pytest.mark.parametrize("cases", [1, 12])
def test_a_list_and_a_case_take_the_same_number_of_queries_however_much_there_is(
    walk: Walk,
    browser_of: BrowserOf,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
    cases: int,
) -> None:
    for number in range(cases):
        walk.report(f"Report {number}.", who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    keychanges.open_room(walk.seat("bo"), walk.occasion, "line:reporter-1")
    for _ in range(cases):
        talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.MESSAGE, REPORTER, talking.Letter("Hello."))
    bo = browser_of("bo")

    with django_assert_max_num_queries(9):
        bo.get("desk/")
    with django_assert_max_num_queries(16):
        bo.get(bo.case)


def test_a_case_rests_with_a_date_and_a_reason_and_leaves_the_list(answered: Walk, browser_of: BrowserOf) -> None:
    bo, chidi = browser_of("bo"), browser_of("chidi")
    bo.send(f"{bo.case}triage/", severe="no", in_danger="no", ongoing="no")
    bo.letter(f"{bo.case}acknowledge/reporter-1/", text="Thank you.", via="line")
    until = (answered.now + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
    too_late = (answered.now + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M")

    silent = bo.send(f"{bo.case}rest/", until=until, text="")
    refused = bo.send(f"{bo.case}rest/", until=too_late, text="Mo is travelling.")
    rested = bo.send(f"{bo.case}rest/", until=until, text="Mo is travelling.")
    mine, case = chidi.get("desk/").content.decode(), chidi.get(chidi.case).content.decode()

    assert (422, 409, 303) == (silent.status_code, refused.status_code, rested.status_code)
    assert "Something is due before that date" in refused.content.decode()
    assert "Mo is travelling." in refused.content.decode()
    assert "Resting until a date: 1 case" in mine
    assert "Determine what happened" not in mine
    assert "Rests until" in case
    assert "Due later, after it has rested" in case
    assert "Nothing is owed in this case now" not in case

    woken = chidi.send(f"{chidi.case}wake/", text="")

    assert 303 == woken.status_code
    assert "Determine what happened" in chidi.get("desk/").content.decode()
