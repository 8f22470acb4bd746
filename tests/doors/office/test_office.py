"""The office: who belongs here, the manual, health. It opens no room and shows nothing of any case."""

import base64
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings

from evenhand.casework import clockwork, founding, rehearsing, signing
from evenhand.doors.office import urls
from evenhand.outbox import queue
from evenhand.people import accounts, communities, roster, watch
from evenhand.people import roster_facts as rf
from evenhand.people.communities import Community
from evenhand.shell.qr import qr_code
from evenhand.vault.keys import fingerprint, fingerprint_words
from evenhand.vault.totp import totp_code, totp_step
from tests.cast import Walk
from tests.joiners import anew
from tests.member_browser import FoundForm, MemberBrowser, forms
from tests.reading import text

BrowserOf = Callable[[str], MemberBrowser]
PASSPHRASE = "kettle orbit meadow violin tram"


def invited(ada: MemberBrowser) -> str:
    """Invite Gil; answer the path of the link."""
    made = ada.send("office/roster/invite/", name="Gil Moreau", login="gil", roles=["committee"], handles="gilm")
    assert made.status_code == 200, made.content.decode()
    found = re.search(r"/lattice/desk/enrol/[^/]+/", made.content.decode())
    assert found
    return found[0]


def enrolled(walk: Walk, link: str) -> tuple[MemberBrowser, str]:
    """Make Gil's keys behind the link; answer a browser at the printed key, and its page."""
    gil = MemberBrowser(walk, "gil")
    page = gil.get(link)
    groups = re.findall(r"<li>([A-Z2-7 ]+)</li>", page.content.decode())
    secret = base64.b32decode("".join(groups).replace(" ", ""))
    typed = {"passphrase_new": PASSPHRASE, "passphrase_again": PASSPHRASE}
    code = totp_code(secret, totp_step(walk.now))
    made = gil.post(link, {**forms(page)[0].fields, **typed, "code": code})
    assert made.status_code == 200, made.content.decode()
    return gil, made.content.decode()


def member_of(community: Community, login: str) -> str:
    return next(one.member for one in accounts.everyone(community) if one.record.login == login)


def test_somebody_joins_by_a_link_a_voice_and_two_signatures(walk: Walk, browser_of: BrowserOf) -> None:
    ada, bo = browser_of("ada"), browser_of("bo")
    link = invited(ada)
    _, printed = enrolled(walk, link)
    member = member_of(walk.community, "gil")
    account = accounts.by_member(walk.community, member)  # type: ignore[arg-type]  # a member's id
    page = f"office/roster/person/{member}/"

    shown = ada.get(page).content.decode()
    ada.send(page, f"{page}admit/", heard="on")
    first = roster.load(walk.community).people[account.member].is_seconded
    bo.send(page, f"{page}second/", heard="on")

    assert all(word in shown for word in fingerprint_words(fingerprint(account.box, account.signing)))
    assert "It is shown once" in printed
    assert (False, True) == (first, roster.load(walk.community).people[account.member].is_seconded)


def test_a_link_to_join_works_once(walk: Walk, browser_of: BrowserOf) -> None:
    link = invited(browser_of("ada"))
    enrolled(walk, link)

    assert 404 == MemberBrowser(walk, "gil").get(link).status_code


def test_the_secret_of_a_new_authenticator_is_shown_to_its_camera(walk: Walk, browser_of: BrowserOf) -> None:
    page = MemberBrowser(walk, "gil").get(invited(browser_of("ada"))).content.decode()

    leads = unescape(page.split('href="otpauth')[1].split('"')[0])

    assert qr_code(f"otpauth{leads}", "The secret, for the camera of your authenticator") in page


def test_the_printed_key_is_confirmed_by_two_groups(walk: Walk, browser_of: BrowserOf) -> None:
    gil, printed = enrolled(walk, invited(browser_of("ada")))
    groups = re.findall(r"<li>([0-9A-Z]{4})</li>", printed)
    sheet = re.search(r'name="sheet" value="([^"]+)"', printed)
    assert sheet

    wrong = gil.post("desk/enrol/confirm/", {"sheet": sheet[1], "third": groups[3], "sixth": groups[5]})
    right = gil.post("desk/enrol/confirm/", {"sheet": sheet[1], "third": groups[2], "sixth": groups[5]})

    assert (422, 200) == (wrong.status_code, right.status_code)
    assert "read these six words out" in right.content.decode()


def test_somebody_who_was_not_let_in_cannot_sign_in(walk: Walk, browser_of: BrowserOf) -> None:
    gil, _ = enrolled(walk, invited(browser_of("ada")))
    walk.wait(minutes=2)

    answer = gil.post("desk/sign-in/", {"login": "gil", "passphrase": PASSPHRASE, "code": "000000"})

    assert 422 == answer.status_code
    assert 401 == gil.get("desk/").status_code


STEP_UP = ("roster/invite/", "roster/rota/", "manual/", "texts/", "publish/")


@pytest.mark.parametrize("page", STEP_UP)
def test_what_changes_who_belongs_here_asks_for_the_passphrase_again(
    walk: Walk, browser_of: BrowserOf, page: str
) -> None:
    ada = browser_of("ada")
    fresh = ada.form(f"office/{page}")
    walk.wait(minutes=11)
    stale = ada.form(f"office/{page}", having=["passphrase"])

    refused = ada.post(f"office/{page}", {**stale.fields, "passphrase": "not the passphrase"})

    assert "passphrase" not in fresh.names
    assert "passphrase" in stale.names
    assert 422 == refused.status_code


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("roster/rota/", "Who is on duty is signed with your keys."),
        ("publish/", "That people can report here, or not, is signed with your keys."),
        ("tests/", "That a test was sent, and to whom, is signed with your keys."),
        ("texts/", "Your passphrase shows that it is you, who holds the office."),
        ("manual/", "Which manual is in force is signed with your keys."),
    ],
)
def test_the_box_for_the_passphrase_says_what_for(walk: Walk, browser_of: BrowserOf, page: str, says: str) -> None:
    ada = browser_of("ada")
    walk.wait(minutes=11)

    read = text(ada.get(f"office/{page}").content.decode())

    assert says in read
    assert "What changes who belongs here" not in read


def test_every_form_about_a_person_asks_for_the_passphrase_again(walk: Walk, browser_of: BrowserOf) -> None:
    ada, page = browser_of("ada"), f"office/roster/person/{walk.member('dara')}/"
    walk.wait(minutes=11)

    found: list[FoundForm] = forms(ada.get(page))

    assert {"roles", "away", "link", "left"} == {form.action.split("/")[-2] for form in found}
    assert all("passphrase" in form.names for form in found)


def test_somebody_who_left_is_signed_out_at_once(walk: Walk, browser_of: BrowserOf) -> None:
    ada, dara, page = browser_of("ada"), browser_of("dara"), f"office/roster/person/{walk.member('dara')}/"

    ada.send(page, f"{page}left/", sure="on")

    assert 401 == dara.get("desk/").status_code


def test_the_manuals_rules_stand_apart_from_the_local_choices(walk: Walk, browser_of: BrowserOf) -> None:
    html = browser_of("ada").get("office/manual/").content.decode()
    rules, choices = html.split("where the manual is silent")

    assert "confirms receipt within" in rules
    assert "72 hours" in rules
    assert "a position on a proposal within" in choices
    assert "a position on a proposal within" not in rules


def test_a_manual_with_mistakes_is_refused_with_its_lines(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    source = ada.form("office/manual/", having=["source"]).fields["source"][0].replace('"72 hours"', '"soon"')

    refused = ada.send("office/manual/", source=source)

    assert 422 == refused.status_code
    assert re.search(r"Line \d+: .+ cannot be read", refused.content.decode())
    assert walk.community.manual == communities.by_pk(walk.community.pk).manual


def blank_of(name: str) -> str:
    return f"blank-{name}"


FILLED = {
    blank_of("choice.retention"): "3 years",
    blank_of("outside_contact.name"): 'The "Pylon" foundation',
    blank_of("outside_contact.address"): "care@pylon.example",
}


def test_the_blanks_of_the_manual_are_filled_in_box_by_box(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    before = communities.manual_source(walk.community.pk, walk.community.manual)

    done = ada.send("office/manual/", **FILLED)

    assert 303 == done.status_code, done.content.decode()
    now = communities.by_pk(walk.community.pk)
    manual = communities.manual(now.pk, now.manual)
    assert not manual.placeholders
    assert ('The "Pylon" foundation', timedelta(days=3 * 365)) == (manual.outside_contact.name, manual.retention)
    changed = communities.manual_source(now.pk, now.manual)
    assert 3 == sum(a != b for a, b in zip(before.splitlines(), changed.splitlines(), strict=True))
    assert "Still to be filled in" not in ada.get("office/manual/").content.decode()


def test_what_the_manual_says_is_not_asked_again_for_the_public_pages(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    communities.change(walk.community, public={})
    ada.send("office/manual/", **FILLED)

    fields = ada.form("office/texts/").fields

    assert ['The "Pylon" foundation'] == fields["outside_name"]
    assert ["care@pylon.example"] == fields["outside_contact"]
    assert ["3 years"] == fields["retention"]


def test_a_blank_filled_in_wrongly_keeps_everything_and_says_why_at_its_box(walk: Walk, browser_of: BrowserOf) -> None:
    refused = browser_of("ada").send("office/manual/", **FILLED | {blank_of("choice.retention"): "a long time"})

    html = refused.content.decode()
    assert 422 == refused.status_code
    assert "&quot;retention&quot; cannot be read." in html
    assert 'href="#id_blank-choice.retention"' in html
    assert 'value="a long time"' in html
    assert "care@pylon.example" in html
    assert communities.by_pk(walk.community.pk).manual == walk.community.manual


def test_filling_in_a_blank_asks_for_the_passphrase_again(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    walk.wait(minutes=11)

    refused = ada.send("office/manual/", **FILLED, **{blank_of("passphrase"): "not the passphrase"})

    assert 422 == refused.status_code
    assert "That is not your passphrase." in refused.content.decode()
    assert "care@pylon.example" in refused.content.decode()


def test_a_blank_left_empty_is_asked_for(walk: Walk, browser_of: BrowserOf) -> None:
    refused = browser_of("ada").send("office/manual/", **FILLED | {blank_of("outside_contact.name"): " "})

    assert 422 == refused.status_code
    assert "reports cannot be opened without it" in refused.content.decode()


def test_reports_cannot_be_opened_while_the_manual_has_blanks(walk: Walk, browser_of: BrowserOf) -> None:
    refused = browser_of("ada").send("office/publish/", although="on")

    assert 409 == refused.status_code
    assert "blanks that your community has to fill" in refused.content.decode()


def with_floor(walk: Walk, floor: int) -> bytes:
    """The manual in force, its blanks filled, with another floor."""
    source = communities.manual_source(walk.community.pk, walk.community.manual)
    filled = source.replace(b'"to be chosen"', b'"7 years"').replace(b'"to be filled in"', b'"the foundation"')
    return filled.replace(b"floor = { is = 2,", b"floor = { is = %d," % floor)


def test_a_floor_that_no_committee_has_is_refused_with_its_line(walk: Walk, browser_of: BrowserOf) -> None:
    refused = browser_of("ada").send("office/manual/", source=with_floor(walk, 99).decode())

    assert 422 == refused.status_code
    assert re.search(r"Line 25: .floor. is 99. No committee has so many members.", unescape(refused.content.decode()))


def test_reports_cannot_be_opened_with_a_floor_above_the_number_of_members(walk: Walk, browser_of: BrowserOf) -> None:
    ada, members = browser_of("ada"), len(roster.load(walk.community).committee)
    ada.send("office/manual/", source=with_floor(walk, members + 1).decode())

    refused = ada.send("office/publish/", although="on")
    steps = text(ada.get("office/").content.decode())
    ada.send("office/manual/", source=with_floor(walk, members).decode())

    assert 409 == refused.status_code
    assert "above the number of members that you have" in refused.content.decode()
    assert f"to do {members + 1} members of the committee, the floor of your manual, and a chair" in steps
    assert 303 == ada.send("office/publish/", although="on").status_code


def test_no_floor_above_the_number_of_members_comes_in_force_while_reports_come(
    walk: Walk, browser_of: BrowserOf
) -> None:
    opened_or_closed(walk, is_open=True)
    ada, before = browser_of("ada"), walk.community.manual

    refused = ada.send("office/manual/", source=with_floor(walk, 20).decode())

    assert 422 == refused.status_code
    assert "above the number of members that you have" in refused.content.decode()
    assert "floor = { is = 20," in unescape(refused.content.decode()), "what was pasted is kept"
    assert before == communities.by_pk(walk.community.pk).manual


def test_reports_cannot_be_opened_with_a_number_taken_before_it_was_looked_at(
    walk: Walk, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(communities, "read_new_manual", lambda _: None)
        communities.adopt_manual(walk.community, with_floor(walk, 99))

    refused = browser_of("ada").send("office/publish/", although="on")

    assert 409 == refused.status_code
    assert "a number that no community could live by" in refused.content.decode()


def test_the_office_looks_the_same_with_a_case_and_without(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    without = [seen(ada, path) for path in pages()]

    walk.report(left_out=(walk.member("ada"),), who="Mo", in_danger=True)

    assert without == [seen(ada, path) for path in pages()]


def pages() -> list[str]:
    return [f"office/{pattern.pattern}" for pattern in urls.urlpatterns if "<" not in str(pattern.pattern)]


def seen(browser: MemberBrowser, path: str) -> str:
    return re.sub(r'value="[^"]*"', "", browser.get(path).content.decode())


def test_letters_are_shown_in_the_demo_only(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")

    assert 404 == ada.get("office/letters/").status_code
    assert not settings.EVENHAND_DEMO


def test_after_a_restored_backup_two_members_sign_and_work_goes_on(
    walk: Walk,
    browser_of: BrowserOf,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    watch.raise_high_water(walk.community.uid, 10_000)
    ada, dara = browser_of("ada"), browser_of("dara")
    behind = dara.get("office/lost/").content.decode()

    ada.send("office/lost/")
    again = ada.send("office/lost/")
    with django_capture_on_commit_callbacks(execute=True):
        dara.send("office/lost/")

    assert "older than what was already confirmed" in behind
    assert "10" not in re.sub(r"<[^>]*>", "", behind.split("<main")[1])
    assert 409 == again.status_code
    assert "There is nothing to sign." in ada.get("office/lost/").content.decode()


DEPUTY_STEP, COUNCIL_STEP = "A second person who may hold the office", "signed for by a second member"


def done(page: str, says: str) -> bool:
    return re.search(r"due-done\">[^<]*</span></dt>\s*<dd><a [^>]*>[^<]*" + re.escape(says), page) is not None


def test_the_first_steps_say_who_may_sign_and_who_was_signed_for(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    before = ada.get("office/").content.decode()
    for name in ("bo", "ines", "jun", "kofi"):
        founding.set_roles(
            walk.stage.signed_in("ada", walk.occasion), walk.member(name), (rf.COMMITTEE,), walk.occasion
        )
    after = ada.get("office/").content.decode()

    assert [True, True] == [done(before, step) for step in (DEPUTY_STEP, COUNCIL_STEP)]
    assert [False, False] == [done(after, step) for step in (DEPUTY_STEP, COUNCIL_STEP)]


def test_where_leave_quickly_leads_is_chosen_at_the_office(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")

    unsafe = ada.send("office/texts/", leave_to="javascript:alert(1)")
    ada.send("office/texts/", leave_to="https://weather.example/")

    assert 422 == unsafe.status_code
    assert 'class="leave" href="https://weather.example/"' in ada.get("").content.decode()
    assert "leave_to" not in communities.by_pk(walk.community.pk).public


def test_who_may_not_enter_the_office_is_shown_the_way_on(walk: Walk, browser_of: BrowserOf) -> None:
    refused = browser_of("chidi").get("office/")

    assert 403 == refused.status_code
    assert 'href="/lattice/desk/"' in refused.content.decode()


def test_what_was_written_behind_a_fold_is_in_sight_when_a_form_comes_back(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    empty = ada.get("office/roster/invite/").content.decode()
    refused = ada.send("office/roster/invite/", name="Lou", login="", handles="lulu", roles=["committee"])
    html = refused.content.decode()

    assert 422 == refused.status_code
    assert ["", " open"] == [fold(page, "They are known by other names as well") for page in (empty, html)]
    assert 'value="lulu"' in html


def fold(page: str, summary: str) -> str:
    """Whether the fold with this summary is open."""
    found = re.search(r'<details class="more"( open)?>\s*<summary>' + re.escape(summary), page)
    assert found
    return found[1] or ""


def test_the_roster_says_whose_new_keys_wait_and_for_whom(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    made = anew(walk, "bo")
    page = "office/roster/"

    unsigned = text(ada.get(page).content.decode())
    founding.admit_new_keys(walk.stage.signed_in("chidi", walk.occasion), made.account, walk.occasion)
    signed = text(ada.get(page).content.decode())
    signing.throw_new_away(walk.stage.signed_in("bo", walk.occasion))
    thrown_away = text(ada.get(page).content.decode())

    assert "here with the old keys; two members have to sign for new ones" in unsigned
    assert "here with the old keys; one member has signed for new ones, a second has to" in signed
    assert "old keys" not in thrown_away


def test_the_form_is_called_closed_and_not_fine_while_it_takes_nothing(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    never = text(ada.get("office/").content.decode())
    opened_or_closed(walk, is_open=True)
    is_open = text(ada.get("office/").content.decode())
    opened_or_closed(walk, is_open=False)
    closed = text(ada.get("office/").content.decode())

    assert "Report form not open yet" in never
    assert "Report form fine" in is_open
    assert "Report form closed Since " in closed
    assert "Nobody can report or complain through it." in closed


def opened_or_closed(walk: Walk, *, is_open: bool) -> None:
    """Write down that the form was opened or closed, as the office does; the numbers of the manual are not asked."""
    founding.sign(walk.stage.signed_in("ada", walk.occasion), rf.Published(is_open), walk.occasion)
    communities.change(walk.community, is_published=is_open)


def invites(ada: MemberBrowser, **typed: str) -> tuple[int, str]:
    filled = {"name": "Gil Moreau", "login": "gil", **typed}
    answer = ada.send("office/roster/invite/", roles=["committee"], **filled)
    return answer.status_code, text(answer.content.decode())


@pytest.mark.parametrize("typed", ["Bo Lind", " bo  LIND "])
def test_nobody_is_invited_under_a_name_that_somebody_has(walk: Walk, browser_of: BrowserOf, typed: str) -> None:
    status, said = invites(browser_of("ada"), name=typed)

    assert 422 == status
    assert "Somebody here is called that already. Add what tells them apart." in said


def test_a_name_of_somebody_who_was_invited_or_who_left(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    invited(ada)
    founding.leave(walk.stage.signed_in("ada", walk.occasion), walk.member("dara"), walk.occasion)
    gone = roster.load(walk.community).people[walk.member("dara")].name

    assert 422 == invites(ada, login="gil2")[0]
    assert 200 == invites(ada, login="dara2", name=gone)[0]


def test_a_name_that_is_not_read_as_it_is_written_is_refused(walk: Walk, browser_of: BrowserOf) -> None:
    status, said = invites(browser_of("ada"), name="Gil \u202euaeroM")

    assert 422 == status
    assert "There is a sign in this that nobody sees" in said


def test_an_invitation_is_taken_back_with_its_link_and_its_login(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    link = invited(ada)
    page = f"office/roster/person/{member_of(walk.community, 'gil')}/"
    assert "Take the invitation back" in text(ada.get(page).content.decode())
    form = ada.form(page, f"{page}take-back/").fields

    assert 303 == ada.post(f"{page}take-back/", form).status_code

    assert 404 == MemberBrowser(walk, "gil").get(link).status_code
    assert "Gil Moreau" not in text(ada.get("office/roster/").content.decode())
    assert 303 == ada.post(f"{page}take-back/", form).status_code
    assert 200 == invites(ada)[0]


def test_whoever_was_let_in_meanwhile_is_not_taken_back(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    enrolled(walk, invited(ada))
    member = member_of(walk.community, "gil")
    page = f"office/roster/person/{member}/"
    form = ada.form(page, f"{page}take-back/").fields
    ada.send(page, f"{page}admit/", heard="on")

    answer = ada.post(f"{page}take-back/", form)

    assert 409 == answer.status_code
    assert "They belong here meanwhile." in text(answer.content.decode())
    assert member in roster.load(walk.community).people


def test_nobody_is_away_until_a_day_that_has_passed(walk: Walk, browser_of: BrowserOf) -> None:
    ada, page = browser_of("ada"), f"office/roster/person/{walk.member('dara')}/"

    answers = [
        ada.send(page, f"{page}away/", until="2020-01-01T10:00"),
        ada.send("desk/account/", "desk/account/away/", until="2020-01-01T10:00"),
    ]

    assert [422, 422] == [one.status_code for one in answers]
    assert all("This date has passed already." in text(one.content.decode()) for one in answers)


def test_the_office_reads_whose_mail_is_refused_and_what_to_do(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    ada.send("office/roster/invite/", name="Gil Moreau", login="gil", roles=["committee"], email="gil@gone.example")
    refused = {"gil@gone.example", accounts.by_member(walk.community, walk.member("bo")).record.email}
    rehearsing.send_letters(walk.stage.signed_in("ada", walk.occasion), walk.occasion)

    for one in queue.waiting(walk.community):
        if one.mail.to in refused:
            clockwork.letter_came_back(walk.community, one.mail, walk.occasion)
    roster_page = text(ada.get("office/roster/").content.decode())

    assert 1 == roster_page.count("the mail with the link was refused: look at the address")
    assert 1 == roster_page.count("here, but mail to them is refused")
    assert "Mail to your address was refused" in browser_of("bo").get("desk/").content.decode()
    assert "Mail to your address was refused" not in browser_of("chidi").get("desk/").content.decode()
