"""P1, P9 and P12: what people write and upload lies on no disk in clear, and no notice tells two cases apart."""

import argparse
import io
import logging
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from evenhand.casework import keychanges, portal, talking, triage
from evenhand.casework.staging import Stage
from evenhand.doors.desk.taking_out import command
from evenhand.doors.desk.taking_out.command import Terminal
from evenhand.outbox import queue
from evenhand.outbox.queue import Kind, Leaving
from evenhand.outbox.smtp import Server, written
from evenhand.people import communities
from evenhand.procedure import facts as f
from evenhand.vault.totp import totp_code, totp_step
from tests.cast import REPORTER, START, Walk, dice
from tests.copies.made import CANARY, METADATA
from tests.member_browser import MemberBrowser, forms
from tests.security.canaries import STEM, Canaries, forms_at, found_in, shapes, write_into_every_form

SERVER = Server("mail.invalid", 587, "conduct@lattice.example")


@pytest.mark.once
def test_no_word_and_no_file_lies_on_the_disk_in_clear(
    committed_stage: Stage, everywhere: Path, settings: Settings
) -> None:
    communities.change(committed_stage.community, is_published=True)
    sing, walk, seen = Canaries(), Walk(committed_stage.fresh()), set[str]()
    settings.EVENHAND_NOW = lambda: walk.now
    stranger = Client(headers={"sec-fetch-site": "same-origin"})

    for address in ("report", "complaint", "report"):
        (form,) = [one for one in forms_at(stranger, f"/lattice/{address}/") if one.method == "post"]
        filled = sing.fill(address, form, walk.now) | {"left_out": [], "left_out_council": []}
        refused = stranger.post(f"/lattice/{address}/", filled | {"address": sing("no address at all")})
        assert refused.status_code == 422
        sent: Any = stranger.post(f"/lattice/{address}/", filled)
        assert sent.status_code == 200, sent.content.decode()
        stranger.post("/lattice/report/phrase/", forms(sent)[0].fields | {"phrase": sing("a phrase typed back")})
        walk.phrases[REPORTER] = phrase_on(sent)
    walk.number = walk.party().file.number
    stranger.post("/lattice/desk/sign-in/", {name: sing(f"sign-in {name}") for name in ("login", "passphrase", "code")})
    stranger.post("/lattice/portal/", {"phrase": sing("a wrong phrase")})

    members = [MemberBrowser(walk, name).sign_in() for name in ("bo", "ada")]
    for browser in members:
        browser.send(browser.case, f"{browser.case}open/names/")
        browser.send(browser.case, f"{browser.case}answer-conflict/", answer="none", text=sing("conflict"))
        browser.send(browser.case, f"{browser.case}open/line.reporter-1/")
        (filing,) = [one for one in forms(browser.get("desk/file-report/")) if "way" in one.names]
        dated = {"reached_at": "2026-03-02T09:00", "answered_at": "", "promised_until": ""}
        filed = {**sing.fill("file-report", filing, walk.now), **dated, "left_out": []}
        assert browser.post("desk/file-report/", filed).status_code == 303
    went = sum(write_into_every_form(browser, sing, seen) for browser in members * 2)
    write_into_the_line(stranger, walk, sing)
    kept = members[0].post(f"{members[0].case}write-note/", {"text": sing("a draft"), "keep": "1"})
    members[0].send("desk/account/", "desk/account/", handles=sing("handles"), email=f"{sing('mail')}@mail.example")
    walk.wait(hours=1)
    late = members[0].post(f"{members[0].case}write-note/", {"text": sing("after the session ended")})
    sealed = taken_out(walk, "bo", everywhere)
    waiting = [one.mail for one in queue.waiting(walk.community)]
    queue.drain()

    assert STEM in sealed
    assert 401 == late.status_code
    assert kept.status_code in {303, 403}
    assert went >= 8
    assert len(sing.sung) >= 40
    assert [mail for mail in waiting if STEM in mail.to]
    assert [] == found_in(everywhere)
    assert (logging.getLogger("django").propagate, logging.getLogger("django").level) == (False, logging.CRITICAL)


def taken_out(walk: Walk, name: str, folder: Path) -> str:
    """Export everything that somebody may read into this folder, and open it where no disk is."""
    walk.wait(minutes=1)
    own, player = pyrage.x25519.Identity.generate(), walk.stage.player(name)
    shown = iter((player.login, totp_code(player.totp, totp_step(walk.now))))
    given = argparse.Namespace(community=None, case=None, without_files=False, to=[str(own.to_public())], into=folder)
    terminal = Terminal(lambda _: next(shown), lambda _: player.passphrase)
    opened = pyrage.decrypt(command.export(given, terminal, walk.occasion).read_bytes(), [own])
    taken = zipfile.ZipFile(io.BytesIO(opened))
    return "\n".join(taken.read(one).decode() for one in taken.namelist() if one.endswith("record.txt"))


def write_into_the_line(stranger: Client, walk: Walk, sing: Canaries) -> None:
    """Come in by the phrase, write into every box, and once more after the session has ended."""
    (form,) = [one for one in forms_at(stranger, "/lattice/portal/") if "phrase" in one.names]
    came = stranger.post("/lattice/portal/", {**form.fields, "phrase": walk.phrases[REPORTER]})
    assert came.status_code == 303
    for late in (False, True):
        shown = [one for one in forms_at(stranger, "/lattice/portal/line/") if "/line/" in one.action]
        walk.wait(hours=1 if late else 0)
        for one in shown:
            if "leave" not in one.action:
                answer = stranger.post(one.action, sing.fill(one.action, one, walk.now))
                assert answer.status_code in ({401} if late else {200, 303}), one.action
        walk.wait(hours=-1 if late else 0)


def phrase_on(page: Any) -> Any:  # Any: the test client's response
    """The ten words of a receipt."""
    inner = page.content.decode().split('<ol class="phrase"', 1)[1].split(">", 1)[1].split("</ol>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", inner).split())


@pytest.mark.once
@pytest.mark.parametrize("number", range(18))
def test_a_word_that_lies_there_would_be_found(tmp_path: Path, number: int) -> None:
    (tmp_path / "core").write_bytes(b"\0" * 100 + list(shapes(f"{STEM}, and more"))[number])

    assert [str(tmp_path / "core")] == found_in(tmp_path)


def test_notices_of_two_cases_are_the_same_bytes(stage: Stage) -> None:
    first, second = Walk(stage), Walk(stage, START + timedelta(days=10), dice("second"))
    mails: dict[str, list[queue.Leaving]] = {}
    for walk, said in ((first, "He shouted at me."), (second, "A long report. " * 500)):
        queue.drain()
        walk.report(said, who=said[:20], address=f"{len(said)}@mail.example", left_out=())
        for name in ("ada", "bo"):
            keychanges.answer_conflict(walk.seat(name), walk.occasion)
        letter = talking.Letter(said)
        talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, letter)
        triage.triage(walk.seat("bo"), walk.occasion, severe=False, what=said)
        walk.wait(days=1)
        portal.write(walk.party(), walk.occasion, said)
        mails[said] = list(queue.waiting(walk.community))

    one, other = ({as_sent(leaving) for leaving in several} for several in mails.values())

    assert one == other
    assert {Kind.NOTICE, Kind.RECEIPT} == {leaving.mail.kind for several in mails.values() for leaving in several}
    assert len(one) == 3


def as_sent(leaving: Leaving) -> bytes:
    """A mail as it leaves, without what P9 lets differ."""
    raw = written(SERVER, leaving, START).as_bytes()
    return re.sub(rb"(?m)^(To|Date|Message-ID): .*\r\n", b"", raw)


@pytest.mark.once
def test_a_copy_tells_nothing_but_what_it_shows_and_the_original_is_given_back_as_it_came(
    stage: Stage, client: Client, settings: Settings
) -> None:
    """P12, at both doors: whatever can be shown of a file is free of what its maker wrote into it."""
    communities.change(stage.community, is_published=True)
    walk = Walk(stage.fresh())
    settings.EVENHAND_NOW = lambda: walk.now
    sent = {name: make() for name, make in METADATA.items()}
    files = [SimpleUploadedFile(name, content) for name, content in sent.items()]
    (form,) = [one for one in forms_at(client, "/lattice/report/") if one.method == "post"]
    receipt = client.post("/lattice/report/", {**form.fields, "what": "See the pictures.", "attached": files})
    walk.phrases[REPORTER] = phrase_on(receipt)
    walk.number = walk.party().file.number
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    bo = MemberBrowser(walk, "bo").sign_in()
    bo.send(bo.case, f"{bo.case}open/line.reporter-1/")
    (asked,) = [one for one in forms_at(client, "/lattice/portal/") if "phrase" in one.names]
    client.post("/lattice/portal/", {**asked.fields, "phrase": walk.phrases[REPORTER]})

    for get, page in ((bo.get, bo.case), (client.get, "/lattice/portal/line/")):
        links = dict(re.findall(r'href="([^"]*/file/[0-9a-f]{32}/)">([^<]*)<', get(page).content.decode()))
        assert set(sent) == set(links.values())
        for link, name in links.items():
            shown = get(link).content.decode()
            copy, original = get(f"{link}copy/"), get(f"{link}original/")
            assert sent[name] == b"".join(original)
            assert {"application/octet-stream"} == {original["Content-Type"]}
            assert original["Content-Disposition"].startswith("attachment;")
            assert CANARY not in copy.content
            assert ("<img " in shown) == copy["Content-Type"].startswith("image/")
            assert {"default-src 'none'; sandbox"} == {one["Content-Security-Policy"] for one in (copy, original)}
            assert {"no-store"} == {one["Cache-Control"] for one in (copy, original)}
            assert not re.search(r"<(embed|object|iframe|video|audio)\b", shown)
