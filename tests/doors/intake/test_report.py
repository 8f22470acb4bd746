"""The report form by Django's client: what it says, what it takes, what comes back, and that nothing is lost."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from evenhand.casework import founding, seats, uploads, words
from evenhand.casework.seats import PartySeat
from evenhand.casework.staging import Casting, Stage, join
from evenhand.outbox.models import Waiting
from evenhand.people import communities, watch
from evenhand.people import roster_facts as rf
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.record import cases, rooms
from evenhand.vault.phrase import parse_phrase, phrase_keys
from tests import cast
from tests.reading import Moved, send, sheet, text

WHAT = "He went on after I had asked him to stop."
ADDRESS = "/lattice/report/"


def member(stage: Stage, name: str) -> str:
    return stage.player(name).member


def phrase_on(html: str) -> str:
    return parse_phrase(text(html.split('<ol class="phrase"', 1)[1].split(">", 1)[1].split("</ol>", maxsplit=1)[0]))


def seat_of(stage: Stage, html: str) -> PartySeat:
    keys = phrase_keys(parse_phrase(phrase_on(html)), stage.community.place)
    return seats.admit_party(stage.community, keys, Occasion(cast.START, cast.dice("seat")))


def said(stage: Stage, html: str) -> list[dict[str, Any]]:
    seat = seat_of(stage, html)
    return [words.decode(raw) for raw in rooms.read(seat.file, seat.keys, seat.file.entries).values()]


def report(client: Client, html: str, **typed: object) -> str:
    answered = send(client, ADDRESS, html, "what", what=WHAT, **typed)
    assert answered.status_code == 200, text(answered.content.decode())
    return str(answered.content.decode())


def refused(client: Client, html: str, **typed: object) -> str:
    answered = send(client, ADDRESS, html, "what", **{"what": WHAT, **typed})
    assert answered.status_code == 422
    return str(answered.content.decode())


# --- what is said before anything is asked ---


def test_the_page_answers_in_the_order_of_somebody_in_distress(form: str) -> None:
    said_in_order = [
        "Is anyone in danger",
        "We are volunteers and not on call",
        "Use a device and a network that are your own",
        "Who will read this",
        "Ada Okafor (chair), Bo Lind, Chidi Eze, Dara Weiss, Eun Park.",
        "Who must not see it?",
        "goes to the council: Ines Duarte, Jun Sato, Kofi Mensah",
        "Who may learn of it later",
        "The server is run by Example Host",
        "conduct@foundation.example",
        "What happened?",
        "Nothing is saved before you press this",
    ]

    places = [text(form).find(part) for part in said_in_order]

    assert -1 not in places
    assert sorted(places) == places


@pytest.mark.parametrize("address", ["", "report/", "complaint/", "continue/"])
def test_no_page_of_the_intake_sets_a_cookie_or_runs_a_script(client: Client, lattice: Stage, address: str) -> None:
    answered = client.get(f"/lattice/{address}")

    assert answered.status_code == 200
    assert not answered.cookies
    assert "<script" not in answered.content.decode()
    assert "script-src" not in answered["Content-Security-Policy"]


def test_sending_sets_no_cookie_either(client: Client, form: str) -> None:
    answered = send(client, ADDRESS, form, "what", what=WHAT)

    assert not answered.cookies


def test_who_sits_on_both_bodies_is_ticked_once(form: str, lattice: Stage) -> None:
    assert form.count(f'value="{member(lattice, "ada")}"') == 1


def test_the_page_after_a_mails_link_says_nothing(client: Client, lattice: Stage) -> None:
    page = client.get("/lattice/continue/").content.decode()

    assert "Continue with your ten words" in page
    assert "Continue as a member" in page
    assert "/lattice/portal/" in page
    assert "/lattice/desk/" in page


def test_before_intake_is_published_the_outside_contact_takes_reports(client: Client, stage: Stage) -> None:
    for answered in (client.get(ADDRESS), client.post(ADDRESS, {"what": WHAT})):
        page = text(answered.content.decode())
        assert "takes no reports today" in page
        assert "conduct@foundation.example" in page

    assert cases.everything(stage.community) == ()


def test_the_front_page_leads_to_everything(client: Client, lattice: Stage) -> None:
    page = client.get("/lattice/").content.decode()

    for address in ("/lattice/report/", "/lattice/complaint/", "/lattice/portal/", "mailto:conduct@foundation.example"):
        assert f'href="{address}"' in page


@pytest.mark.parametrize("address", ["", "report/", "complaint/"])
def test_the_pages_ask_the_database_a_constant_number_of_times(
    client: Client, lattice: Stage, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    with django_assert_max_num_queries(4):
        client.get(f"/lattice/{address}")


# --- what is taken ---


def test_one_box_is_enough(client: Client, form: str, lattice: Stage) -> None:
    receipt = report(client, form)

    assert [WHAT] == [one["text"] for one in said(lattice, receipt)]


def test_the_receipt_says_by_when_and_where_to_turn_if_nobody_answers(client: Client, form: str) -> None:
    receipt = text(report(client, form))

    assert "A person answers by Thursday 5 March 2026, 11:02 (Berlin time)." in receipt
    assert "If nobody does, that is our failure: write to The Lattice Foundation" in receipt
    assert "Ada Okafor, Bo Lind, Chidi Eze, Dara Weiss, Eun Park." in receipt
    assert "http://127.0.0.1:8000/lattice/portal/" in receipt


def test_everything_that_can_be_filled_in_arrives(client: Client, form: str, lattice: Stage) -> None:
    filled = {
        "when": "Monday",
        "where": "#dev",
        "links": "https://example.org/1",
        "others_affected": "Lee, who knows",
        "not_to_contact": "My manager",
        "minor": "on",
    }
    more = {"who": "Mo", "name": "Sam", "reach": "mail", "address": "sam@example.org", "in_danger": "on"}

    receipt = report(client, form, **filled, **more, newcomer="on", may_be_named="yes")

    first = said(lattice, receipt)[0]
    assert {**filled, "minor": True} == {name: first[name] for name in filled}
    state = seat_of(lattice, receipt).state
    party = state.parties[cast.REPORTER]
    assert (party.reach, party.newcomer) == (f.Reach.MAIL, True)
    assert state.in_danger
    assert state.names_written
    assert Waiting.objects.exists()


def test_names_and_the_own_name_are_not_in_the_line(client: Client, form: str, lattice: Stage) -> None:
    receipt = report(client, form, who="Mo the manager", name="Sam Reporter")

    assert "Mo the manager" not in json.dumps(said(lattice, receipt))
    assert "Sam Reporter" not in json.dumps(said(lattice, receipt))


@pytest.mark.parametrize(
    ("language", "nobody_looks", "help_first", "not_on_call"),
    [
        ("en", "none of us may be looking at this moment", "Please turn to help near you first.", "not on call"),
        ("es", "en este momento nadie lo esté mirando", "Busca primero ayuda cerca de ti.", "no estamos de guardia"),
    ],
)
def test_who_ticked_a_danger_reads_on_the_receipt_that_nobody_is_on_call_and_that_help_nearby_comes_first(
    client: Client, lattice: Stage, language: str, nobody_looks: str, help_first: str, not_on_call: str
) -> None:
    address = f"{ADDRESS}?lang={language}"
    page = client.get(address).content.decode()

    receipt = text(send(client, address, page, "what", what=WHAT, in_danger="on").content.decode())

    said_in_order = [receipt.find(part) for part in (nobody_looks, help_first, not_on_call)]
    assert -1 not in said_in_order
    assert sorted(said_in_order) == said_in_order
    assert said_in_order[-1] < receipt.find({"en": "Your phrase", "es": "Tus palabras"}[language])


def test_who_ticked_no_danger_is_not_sent_to_others(client: Client, form: str) -> None:
    assert "help near you" not in text(report(client, form))


def test_who_asked_for_advice_only_is_not_told_of_a_report(client: Client, form: str) -> None:
    receipt = text(report(client, form, purpose="advice"))

    assert "It opens what you sent" in receipt
    assert "your report" not in receipt
    assert "report again" not in receipt


def test_a_report_without_contact_still_gets_a_phrase_and_is_unreachable(
    client: Client, form: str, lattice: Stage
) -> None:
    receipt = report(client, form, reach="none")

    assert "You asked us not to contact you" in receipt
    assert not seat_of(lattice, receipt).state.parties[cast.REPORTER].is_reachable


def test_whoever_is_ticked_gets_no_key_in_any_role(client: Client, form: str, lattice: Stage) -> None:
    ticked = [member(lattice, "ada"), member(lattice, "bo")]

    receipt = report(client, form, left_out=ticked, left_out_council=[member(lattice, "jun")])

    state = seat_of(lattice, receipt).state
    assert {*ticked, member(lattice, "jun")} == state.left_out
    assert "Chidi Eze, Dara Weiss, Eun Park." in text(receipt)
    assert "Ada" not in text(receipt)


def test_with_fewer_than_two_readers_left_it_goes_to_the_council_and_says_so(
    client: Client, form: str, lattice: Stage
) -> None:
    ticked = [member(lattice, name) for name in ("ada", "bo", "chidi", "dara")]

    receipt = text(report(client, form, left_out=ticked))

    assert "Eun Park, Ines Duarte, Jun Sato, Kofi Mensah." in receipt
    assert "Too few of the committee were left, so it went to the council." in receipt


def test_a_member_who_is_named_waits_and_the_receipt_says_so(client: Client, form: str) -> None:
    receipt = text(report(client, form, who="chidieze on chat"))

    assert "Not yet: Chidi Eze." in receipt
    assert "Ada Okafor, Bo Lind, Dara Weiss, Eun Park." in receipt


def test_the_operator_named_is_on_record_and_another_way_stays_in_sight(
    client: Client, form: str, lattice: Stage
) -> None:
    receipt = report(client, form, operator_named="on")

    assert "there is a way that does not pass this server" in receipt
    assert seat_of(lattice, receipt).state.operator_named


def test_a_complaint_can_leave_the_whole_committee_out(client: Client, lattice: Stage) -> None:
    page = client.get("/lattice/complaint/").content.decode()

    answered = send(client, "/lattice/complaint/", page, "what", what=WHAT, left_out=["committee"])

    receipt = answered.content.decode()
    seat = seat_of(lattice, receipt)
    received = next(r.happened.fact for r in seat.file.entries if isinstance(r.happened.fact, f.ReportReceived))
    assert received.about_handling
    assert {member(lattice, name) for name in ("ines", "jun", "kofi")} == set(seat.state.readers)


def test_a_text_of_a_megabyte_arrives_whole(client: Client, form: str, lattice: Stage) -> None:
    long = "ñ" * (1024 * 1024)

    answered = send(client, ADDRESS, form, "what", what=long)

    assert long == said(lattice, answered.content.decode())[0]["text"]


def test_the_language_of_the_page_is_the_language_of_the_line(client: Client, lattice: Stage) -> None:
    page = client.get(ADDRESS + "?lang=es").content.decode()

    answered = send(client, ADDRESS + "?lang=es", page, "what", what=WHAT)

    assert seat_of(lattice, answered.content.decode()).state.parties[cast.REPORTER].language == "es"


# --- again: reload, double click, "back" and "send" ---


def test_the_same_form_again_is_one_report_with_the_same_phrase(client: Client, form: str, lattice: Stage) -> None:
    first, second = report(client, form), report(client, form)

    assert phrase_on(first) == phrase_on(second)
    assert len(cases.everything(lattice.community)) == 1
    assert len(said(lattice, second)) == 1
    assert "You had sent this before" in second


def test_what_was_changed_before_a_resend_is_added_and_nothing_else(client: Client, form: str, lattice: Stage) -> None:
    report(client, form, when="Monday", who="Mo")

    again = report(client, form, when="Tuesday", who="Mo", where="#dev")

    added = said(lattice, again)[-1]
    assert {"text": "", "when": "Tuesday", "where": "#dev"} == {k: v for k, v in added.items() if k != "marks"}
    assert len(cases.everything(lattice.community)) == 1


def test_whoever_is_ticked_only_when_it_is_sent_again_reads_nothing_of_what_is_new(
    client: Client, form: str, lattice: Stage
) -> None:
    first = report(client, form, where="#dev")
    ada = member(lattice, "ada")

    page = refused(client, form, left_out=[ada], what="It is about Ada. She must not see this.", where="#dev")

    assert 1 == len(said(lattice, first))
    assert "Ada" in page
    assert phrase_on(first) in page
    assert "It is about Ada. She must not see this." in page
    assert [ada] == sheet(page, "what").fields["left_out"]
    own = report(client, page)
    assert phrase_on(own) != phrase_on(first)
    assert 2 == len(cases.everything(lattice.community))
    assert ada in seat_of(lattice, own).state.left_out
    assert ada not in seat_of(lattice, first).state.left_out


def test_names_that_come_with_a_resend_go_to_the_names_room(client: Client, form: str, lattice: Stage) -> None:
    report(client, form)

    again = report(client, form, who="Mo the manager", address="sam@example.org", reach="mail")

    seat = seat_of(lattice, again)
    assert seat.state.names_written
    assert "Mo the manager" not in json.dumps(said(lattice, again)[-1])
    assert any(isinstance(r.happened.fact, f.AddressGiven) for r in seat.file.entries)


def test_a_resend_to_a_closed_day_old_form_still_answers_with_the_receipt(
    client: Client, form: str, lattice: Stage, moment: Moved
) -> None:
    first = report(client, form)
    moment.now += timedelta(days=3)

    second = report(client, form)

    assert phrase_on(first) == phrase_on(second)


def test_another_form_is_another_report(client: Client, form: str, lattice: Stage) -> None:
    report(client, form)

    report(client, client.get(ADDRESS).content.decode())

    assert len(cases.everything(lattice.community)) == 2


# --- what comes back ---


@pytest.mark.parametrize("nothing", ["", "  \n\t ", "\u200b\n".replace("\u200b", " ")])
def test_an_empty_text_is_answered_with_a_clear_sentence(client: Client, form: str, nothing: str) -> None:
    page = refused(client, form, what=nothing, where="#dev")

    assert "Tell us what happened, in a sentence or two." in page
    assert 'value="#dev"' in page
    assert 'href="#id_what"' in page


def test_a_form_that_was_open_for_a_day_comes_back_filled_and_then_passes(
    client: Client, form: str, lattice: Stage, moment: Moved
) -> None:
    moment.now += timedelta(hours=25)

    page = refused(client, form, left_out=[member(lattice, "bo")], where="#dev")

    assert "This page had been open for a long time" in page
    assert [WHAT] == sheet(page, "what").fields["what"]
    assert [member(lattice, "bo")] == sheet(page, "what").fields["left_out"]
    receipt = report(client, page)
    assert member(lattice, "bo") in seat_of(lattice, receipt).state.left_out


@pytest.mark.parametrize("field", ["shown", "nonce"])
@pytest.mark.parametrize("altered", ["", "AAAA", "é"])
def test_an_altered_token_comes_back_with_a_fresh_one(
    client: Client, form: str, lattice: Stage, field: str, altered: str
) -> None:
    page = refused(client, form, **{field: altered})

    assert [WHAT] == sheet(page, "what").fields["what"]
    assert cases.everything(lattice.community) == ()
    report(client, page)
    assert len(cases.everything(lattice.community)) == 1


def test_somebody_who_joined_since_the_page_was_shown_waits(client: Client, form: str, lattice: Stage) -> None:
    joined = join(lattice, Casting("Fay Ode", (rf.COMMITTEE,)), Occasion(cast.START, cast.dice("join")))

    receipt = report(client, form)

    assert {joined.player("fay").member} == seat_of(lattice, receipt).state.held_back
    assert "Not yet: Fay Ode." in text(receipt)


def test_when_nobody_would_read_it_the_form_comes_back_and_names_another_way(
    client: Client, form: str, lattice: Stage
) -> None:
    everybody = [member(lattice, name) for name in ("ada", "bo", "chidi", "dara", "eun")]
    council = [member(lattice, name) for name in ("ines", "jun", "kofi")]

    page = refused(client, form, left_out=everybody, left_out_council=council)

    assert "Nobody would be left to read this" in page
    assert [WHAT] == sheet(page, "what").fields["what"]
    assert everybody == sheet(page, "what").fields["left_out"]
    assert "conduct@foundation.example" in text(page)
    assert cases.everything(lattice.community) == ()


def test_the_wish_for_mail_needs_an_address_and_an_address_the_wish(client: Client, form: str) -> None:
    without = refused(client, form, reach="mail")
    beside = refused(client, form, reach="none", address="sam@example.org")

    assert "Write the address to which we may send that mail." in without
    assert "You gave an address. Choose the mail as well" in beside
    assert 'value="sam@example.org"' in beside


def test_a_question_with_something_in_it_comes_back_open(client: Client, form: str) -> None:
    page = refused(client, form, what="", others_affected="Lee")

    opened = page.split("Was someone else affected?")[0].rpartition("<details")[2]
    shut = page.split("Whom should we not contact?")[0].rpartition("<details")[2]
    assert " open" in opened
    assert " open" not in shut


def test_without_room_on_the_disk_nothing_is_acknowledged(
    client: Client, form: str, lattice: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 1 << 60)

    for answered in (client.get(ADDRESS), send(client, ADDRESS, form, "what", what=WHAT)):
        assert answered.status_code == 503
        assert "Not accepted" in answered.content.decode()

    assert cases.everything(lattice.community) == ()


def test_a_database_behind_what_was_acknowledged_takes_nothing(client: Client, form: str, lattice: Stage) -> None:
    watch.raise_high_water(lattice.community.uid, 1000)

    answered = send(client, ADDRESS, form, "what", what=WHAT)

    assert answered.status_code == 503
    assert WHAT in text(answered.content.decode())
    assert cases.everything(lattice.community) == ()


# --- the phrase, typed back ---


def test_a_phrase_typed_back_is_compared_and_shown_again(client: Client, form: str) -> None:
    receipt = report(client, form)

    right = send(client, ADDRESS, receipt, "phrase", phrase=phrase_on(receipt).upper())
    wrong = send(client, ADDRESS, receipt, "phrase", phrase=" ".join(reversed(phrase_on(receipt).split())))
    typo = send(client, ADDRESS, receipt, "phrase", phrase="xyzzy " + phrase_on(receipt))

    assert "That is right" in right.content.decode()
    assert "These are not the ten words above" in wrong.content.decode()
    assert "Word 1 is not one of our words" in typo.content.decode()
    for answered in (right, wrong, typo):
        assert phrase_on(receipt) == phrase_on(answered.content.decode())


def test_a_phrase_is_compared_with_nothing_but_a_receipts_own(client: Client, lattice: Stage) -> None:
    assert client.post("/lattice/report/phrase/", {"phrase": "a", "nonce": "AAAA"}).status_code == 404


# --- whoever exists ---


def test_the_answer_is_the_same_whichever_members_exist(client: Client, lattice: Stage) -> None:
    unknown = client.get("/nowhere/report/")

    assert unknown.status_code == 404
    assert unknown.content == client.get("/nobody/report/").content


def test_a_file_that_is_chosen_is_never_in_the_form(client: Client, form: str, lattice: Stage) -> None:
    picture = SimpleUploadedFile("picture.png", b"not a picture", "image/png")

    receipt = report(client, form, attached=[picture])

    assert ["picture.png"] == [file["name"] for file in said(lattice, receipt)[0]["files"]]
    assert communities.by_pk(lattice.community.pk).is_published


# --- what cannot be taken: said in our words, and nothing is lost ---


def test_a_line_that_is_too_long_names_its_box_and_comes_back_whole(client: Client, form: str) -> None:
    long = "x" * 4100

    page = refused(client, form, where=long)

    assert "Where was it? This is too long: it has 4100 characters, and 4000 can be kept here. Shorten it." in text(
        page
    )
    assert f'value="{long}"' in page
    assert "maxlength" not in page


def test_an_unseen_character_is_named_and_the_rest_comes_back(client: Client, lattice: Stage) -> None:
    spanish = client.get(f"{ADDRESS}?lang=es").content.decode()

    answered = send(client, f"{ADDRESS}?lang=es", spanish, "what", what="antes\0después", address="sam@", reach="mail")

    page = answered.content.decode()
    assert 422 == answered.status_code
    assert "¿Qué pasó? Aquí hay un carácter que no se ve y no se puede guardar" in text(page)
    assert "Tu dirección de correo: Esta no es una dirección de correo completa." in text(page)
    assert "antes" in page
    assert "después" in page


def test_a_file_with_a_very_long_name_arrives_with_it(client: Client, form: str, lattice: Stage) -> None:
    name = "y" * 400 + ".txt"
    attached = BytesIO(b"text")
    attached.name = name  # an uploaded file of Django's would cut it

    receipt = report(client, form, attached=[attached])

    assert name in json.dumps(said(lattice, receipt))


def test_a_form_that_was_closed_again_does_not_say_that_it_was_never_open(client: Client, lattice: Stage) -> None:
    ada = lattice.signed_in("ada", Occasion(cast.START, cast.dice("closing")))
    communities.change(lattice.community, is_published=False)
    never = text(client.get("/lattice/complaint/").content.decode())
    for is_open in (True, False):
        founding.sign(ada, rf.Published(is_open), Occasion(cast.START, cast.dice("closing")))

    again, front = (text(client.get(f"/lattice/{where}").content.decode()) for where in ("complaint/", ""))

    assert "is still setting this page up" in never
    assert "still setting this page up" not in again
    assert "takes no reports through this form for now, nor complaints" in again
    assert "contact outside the committee" in again
    assert "closed for now" in front


@pytest.mark.parametrize("was_open", [False, True])
def test_the_front_page_of_a_closed_form_speaks_of_no_contact_outside_where_none_is_named(
    client: Client, lattice: Stage, *, was_open: bool
) -> None:
    ada = lattice.signed_in("ada", Occasion(cast.START, cast.dice("closing")))
    blanks = communities.manual(lattice.community.pk, lattice.community.manual).placeholders
    communities.change(lattice.community, is_published=False, public={})
    for is_open in (True, False) if was_open else ():
        founding.sign(ada, rf.Published(is_open), Occasion(cast.START, cast.dice("closing")))

    front, closed = (text(client.get(f"/lattice/{where}").content.decode()) for where in ("", "report/"))

    assert any("outside_contact" in one.sentence for one in blanks), "the manual names nobody yet either"
    for page in (front, closed):
        assert "outside" not in page
        assert "to be filled in" not in page
        assert "turn to somebody in the community whom you trust" in page


@pytest.mark.parametrize("blank", ["\u200b", "\u00ad \u2060", "\u3164\n", "\u2800\ufeff"])
def test_a_report_of_which_nothing_can_be_seen_opens_no_case(
    client: Client, form: str, lattice: Stage, blank: str
) -> None:
    before = set(cases.everything(lattice.community))

    refused = send(client, "/lattice/report/", form, "what", what=blank)

    assert 422 == refused.status_code
    assert before == set(cases.everything(lattice.community))
