"""P7, roles x routes: one table of every address and what each of the cast gets there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from evenhand.casework import conversation, keychanges, looking, portal, staging, talking, triage
from evenhand.casework.staging import Stage
from evenhand.doors.portal import cookie
from evenhand.people import communities, lines
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.vault.invitation import Token
from tests.cast import REPORTED, REPORTER, Walk
from tests.chapters import GUS
from tests.endings import reported_to_council
from tests.faults.n1 import walk_file
from tests.joiners import joined, shown
from tests.member_browser import MemberBrowser
from tools.pages import names

MEMBERS = ("chidi", "bo", "ada", "eun", "ines", "jun", "kofi", "wen", "gus")
"""A member of the case, its acting chair, the chair who was left out of it, a member who stepped back, the council
member to whom it was reported, one who was left out of it, one who was granted a look, somebody who joined later and
holds the names alone, and an alternate who is not seated."""
PARTIES = ("reporter", "anonymous", "reported", "affected")
"""The one of the second case who gave a name, the one of the first who gave none, and two who took their invitation."""
NOBODY = ("invited", "stranger")
"""Somebody who has an invitation and has not used it yet, and somebody who has nothing."""

TABLE = """
address               chidi bo  ada eun ines jun kofi wen gus reporter anonymous reported affected invited stranger
root                  200   200 200 200 200  200 200  200 200 200      200       200      200      200     200
look                  200   200 200 200 200  200 200  200 200 200      200       200      200      200     200
intake:front          200   200 200 200 200  200 200  200 200 200      200       200      200      200     200
intake:report         200   200 200 200 200  200 200  200 200 200      200       200      200      200     200
intake:complaint      200   200 200 200 200  200 200  200 200 200      200       200      200      200     200
intake:typed          405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
intake:continue       200   200 200 200 200  200 200  200 200 200      200       200      200      200     200
public:statements     200   200 200 200 200  200 200  200 200 200      200       200      200      200     200
public:feed           200   200 200 200 200  200 200  200 200 200      200       200      200      200     200
public:statement      404   404 404 404 404  404 404  404 404 404      404       404      404      404     404
portal:phrase         200   200 200 200 200  200 200  200 200 303      303       303      303      200     200
portal:line           303   303 303 303 303  303 303  303 303 200      200       200      200      303     303
portal:write          405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
portal:answer         405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
portal:contact        405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
portal:feedback       405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
portal:review         405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
portal:access         405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
portal:take-access-back 405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
portal:fairness       405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
portal:address        405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
portal:report         405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
portal:withdraw       303   303 303 303 303  303 303  303 303 200      200       404      404      303     303
portal:take-back      405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
portal:leave          405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
portal:file           303   303 303 303 303  303 303  303 303 200      404       404      404      303     303
portal:file-part      303   303 303 303 303  303 303  303 303 200      404       404      404      303     303
portal:file-copy      303   303 303 303 303  303 303  303 303 404      404       404      404      303     303
portal:file-words     405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
portal:file-original  303   303 303 303 303  303 303  303 303 200      404       404      404      303     303
portal:invitation     200   200 200 200 200  200 200  200 200 200      200       200      200      200     200
desk:list             200   200 200 200 200  200 200  200 200 401      401       401      401      401     401
desk:list-page        200   200 200 200 200  200 200  200 200 401      401       401      401      401     401
desk:closed           200   200 200 200 200  200 200  200 200 401      401       401      401      401     401
desk:closed-after     200   200 200 200 200  200 200  200 200 401      401       401      401      401     401
desk:file-report      200   200 200 200 404  404 404  200 404 401      401       401      401      401     401
desk:case             200   200 404 404 404  404 404  200 404 401      401       401      401      401     401
desk:earlier          200   200 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:open             405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
desk:identity         200   200 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:came-back        200   200 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:file             404   404 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:file-part        404   404 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:file-copy        404   404 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:file-words       405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
desk:file-original    404   404 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:act              200   200 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:act-about        200   200 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:sign-in          303   303 303 303 303  303 303  303 303 200      200       200      200      200     200
desk:sign-out         405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
desk:recover          200   200 200 200 200  200 200  200 200 200      200       200      200      200     200
desk:enrol-confirm    405   405 405 405 405  405 405  405 405 405      405       405      405      405     405
desk:enrol            404   404 404 404 404  404 404  404 404 404      404       404      404      404     404
desk:account          200   200 200 200 200  200 200  200 200 401      401       401      401      401     401
desk:handover         200   200 200 200 200  200 200  200 200 401      401       401      401      401     401
desk:away             405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
desk:passphrase       405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
desk:throw-away       405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
desk:tests            200   200 200 200 200  200 200  200 200 401      401       401      401      401     401
desk:confirm-test     405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
desk:end-session      405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
desk:look             404   404 404 404 404  404 200  404 404 401      401       401      401      401     401
desk:look-file        404   404 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:look-file-part   404   404 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:look-file-copy   404   404 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:look-file-original 404   404 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:newcomers        200   200 200 200 200  200 200  200 200 401      401       401      401      401     401
desk:peers            200   200 200 200 200  200 200  200 200 401      401       401      401      401     401
desk:speak            200   200 200 200 200  200 200  200 200 401      401       401      401      401     401
desk:speak-text       404   404 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:speak-said       404   404 404 404 404  404 404  404 404 401      401       401      401      401     401
desk:calendar         200   200 200 200 200  200 200  200 200 401      401       401      401      401     401
desk:calendar-feed    404   404 404 404 404  404 404  404 404 404      404       404      404      404     404
council:list          403   403 200 403 200  200 200  403 403 401      401       401      401      401     401
council:list-after    403   403 200 403 200  200 200  403 403 401      401       401      401      401     401
council:report        404   404 404 404 200  404 200  404 404 401      401       401      401      401     401
council:open          405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
council:answer        405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
council:ask-look      405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
council:determine     405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
council:decide        405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
council:position      405   405 405 405 405  405 405  405 405 401      401       401      401      401     401
office:home           403   200 200 403 403  403 403  403 403 401      401       401      401      401     401
office:roster         403   200 200 403 403  403 403  403 403 401      401       401      401      401     401
office:invite         403   200 200 403 403  403 403  403 403 401      401       401      401      401     401
office:rota           403   200 200 403 403  403 403  403 403 401      401       401      401      401     401
office:person         403   404 404 403 403  403 403  403 403 401      401       401      401      401     401
office:admit          403   405 405 403 403  403 403  403 403 401      401       401      401      401     401
office:second         403   405 405 403 403  403 403  403 403 401      401       401      401      401     401
office:roles          403   405 405 403 403  403 403  403 403 401      401       401      401      401     401
office:away           403   405 405 403 403  403 403  403 403 401      401       401      401      401     401
office:link           403   405 405 403 403  403 403  403 403 401      401       401      401      401     401
office:open-again     403   405 405 403 403  403 403  403 403 401      401       401      401      401     401
office:take-back      403   405 405 403 403  403 403  403 403 401      401       401      401      401     401
office:left           403   405 405 403 403  403 403  403 403 401      401       401      401      401     401
office:manual         403   200 200 403 403  403 403  403 403 401      401       401      401      401     401
office:texts          403   200 200 403 403  403 403  403 403 401      401       401      401      401     401
office:publish        403   200 200 403 403  403 403  403 403 401      401       401      401      401     401
office:tests          403   200 200 403 403  403 403  403 403 401      401       401      401      401     401
office:test-letter    403   405 405 403 403  403 403  403 403 401      401       401      401      401     401
office:test-report    403   405 405 403 403  403 403  403 403 401      401       401      401      401     401
office:lost           200   200 200 200 200  200 200  200 200 401      401       401      401      401     401
office:letters        403   404 404 403 403  403 403  403 403 401      401       401      401      401     401
"""
"""What a GET is answered with. The case is the first one; the file is the reporter's, a broken picture that has no
copy; the invitation is unused."""

UNKNOWN = "0123456789abcdef" * 2
PARTS = {
    "slug": "lattice",
    "after": UNKNOWN,
    "entry": UNKNOWN,
    "before": "9",
    "file": UNKNOWN,
    "member": UNKNOWN,
    "room": "names",
    "act": "triage",
    "about": "reporter-1",
    "token": "a-token",
    "part": "1",
    "what": "letter",
    "secret": "0123456789" * 4,
    "text": UNKNOWN,
    "said": UNKNOWN,
    "uid": UNKNOWN,
}
FILES = ("portal:file", "portal:file-part", "portal:file-copy", "portal:file-words", "portal:file-original")


def table() -> dict[str, dict[str, int]]:
    """The table by address and by person."""
    head, *rows = (line.split() for line in TABLE.strip().splitlines())
    return {row[0]: dict(zip(head[1:], map(int, row[1:]), strict=True)) for row in rows}


def addresses(given: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Every address of the product, its parts filled in; what one address needs of its own is given by its name."""

    def filled(name: str, route: str) -> str:
        parts = PARTS | dict(given.get(name, given.get(name.partition(":")[0], {})))
        return "/" + re.sub(r"<\w+:(\w+)>", lambda found: parts[found[1]], route)

    def walked(resolver: URLResolver, prefix: str, route: str) -> Iterator[tuple[str, str]]:
        for entry in resolver.url_patterns:
            here = route + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walked(entry, f"{entry.namespace}:" if entry.namespace else prefix, here)
            elif isinstance(entry, URLPattern):
                yield f"{prefix}{entry.name}", filled(f"{prefix}{entry.name}", here)

    return dict(walked(get_resolver(), "", ""))


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    rows = [line.split()[0] for line in TABLE.strip().splitlines()[1:]]

    assert sorted(names()) == sorted(rows)
    assert all((*MEMBERS, *PARTIES, *NOBODY) == tuple(row) for row in table().values())


@pytest.fixture
def first(stage: Stage) -> Walk:
    """A case with the whole of the committee's cast, from which two were left out, reported to the council."""
    communities.change(stage.community, is_published=True)
    walk = Walk(stage.fresh())
    walk.report(left_out=(walk.member("ada"), walk.member("jun")), who="Mo")
    keychanges.answer_conflict(walk.seat("eun"), walk.occasion)
    keychanges.recuse(walk.seat("eun"), walk.occasion)
    reported_to_council(walk, ("bo", "chidi", "dara"), "bo")
    keychanges.answer_conflict(walk.seat("kofi"), walk.occasion)
    looking.ask(walk.seat("kofi"), walk.occasion, "A complaint.")
    looking.grant(walk.seat("bo"), walk.occasion, 1, walk.now + timedelta(days=7))
    looking.agree(walk.seat("chidi"), walk.occasion, 1)
    walk.stage = staging.join(walk.stage, GUS, walk.occasion)
    return shown(joined(walk))


@pytest.fixture
def second(first: Walk) -> Walk:
    """Another case, with everybody who can be in one and who is not on the committee."""
    walk = replace(first, phrases={}, tokens={}, number="")
    walk.report(
        "Sarcasm on the list.", name="Nia", address="nia@lattice.example", files=(walk_file(walk),), may_be_named=True
    )
    for name in ("bo", "dara"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    letter = talking.Letter("Thank you.")
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, letter)
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, what="No.")
    for number, role in enumerate((f.Role.REPORTED, f.Role.AFFECTED, f.Role.WITNESS), 1):
        _invited(walk, number, role)
    walk.accept(REPORTED)
    walk.accept("affected-1")
    return walk


def _invited(walk: Walk, number: int, role: f.Role) -> None:
    """The reporter is told and does not object, a second member agrees, and a link goes out."""
    party = talking.propose_contact(walk.seat("bo"), walk.occasion, role, "Ask them.")
    until = walk.now + timedelta(hours=48)
    notice = talking.Letter("We would ask them.")
    talking.tell_of_contact(walk.seat("bo"), walk.occasion, REPORTER, number, notice, until)
    portal.answer_contact(walk.party(), walk.occasion, number, "Fine.", objects=False)
    talking.second_contact(walk.seat("dara"), walk.occasion, number)
    letter = talking.Letter("Somebody told us about 1 March.", could_tell=False)
    walk.tokens[party] = talking.invite(walk.seat("bo"), walk.occasion, party, letter).token


def browsers(first: Walk, second: Walk) -> dict[str, Client]:
    """The browser of each of the cast, as somebody has it who is already in."""
    settings.EVENHAND_NOW = lambda: second.now
    phrases = {
        "reporter": second.phrases[REPORTER],
        "anonymous": first.phrases[REPORTER],
        "reported": second.phrases[REPORTED],
        "affected": second.phrases["affected-1"],
    }
    everybody = {who: MemberBrowser(second, who).sign_in().client for who in MEMBERS}
    for who in (*PARTIES, *NOBODY):
        everybody[who] = Client(headers={"sec-fetch-site": "same-origin"})
        if who in phrases:
            everybody[who].cookies[cookie.name()] = lines.begin(second.community, phrases[who], second.occasion)
    return everybody


@pytest.fixture
def _own_clock() -> Iterator[None]:
    """The web's clock is put back afterwards."""
    before = settings.EVENHAND_NOW
    yield
    settings.EVENHAND_NOW = before


@pytest.mark.usefixtures("_own_clock")
def test_every_address_gives_everybody_of_the_cast_what_the_table_says(first: Walk, second: Walk) -> None:
    unused: Token = second.tokens[Party("witness-1")]
    (file,) = (one for said in conversation.conversation(second.party()) for one in said.files)
    everywhere = addresses(
        {
            "desk": {"number": first.number},
            "council": {"number": first.number},
            "desk:list-page": {"number": "2"},
            **{name: {"number": file.uid.hex()} for name in FILES},
            "portal:invitation": {"token": unused},
        }
    )
    people = browsers(first, second)

    found = {
        name: {who: client.get(path).status_code for who, client in people.items()} for name, path in everywhere.items()
    }

    assert table() == found
