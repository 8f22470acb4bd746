import json
import logging
from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import ResolverMatch

from evenhand.people.communities import Community
from evenhand.shell import errors
from evenhand.shell.events import Event, Line

DESIGNED = {
    400: errors.bad_request,
    403: errors.forbidden,
    404: errors.not_found,
    413: errors.too_large,
    415: errors.unsupported_type,
    500: errors.failed,
}


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/lattice/desk/c/4711/?words=secret")
    request.resolver_match = ResolverMatch(errors.not_found, (), {}, "case", namespaces=["desk"])
    return request


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    log = logging.getLogger("evenhand")
    log.addHandler(caplog.handler)
    yield caplog
    log.removeHandler(caplog.handler)


@pytest.mark.parametrize("status", DESIGNED)
def test_every_error_has_a_page_that_says_what_happened_what_is_kept_and_what_to_do(
    request_: HttpRequest, status: int
) -> None:
    response = DESIGNED[status](request_)

    assert status == response.status_code
    text = response.content.decode()
    assert text.count("<h1>") == 1
    assert text.count("<p>") >= 3
    assert "lattice/desk" not in text


@pytest.mark.django_db
def test_unknown_pages_look_alike_whatever_was_asked(client: Client, lattice: Community) -> None:
    answers = {client.get(address).content for address in ("/lattice/a/", "/lattice/desk/b/", "/lattice/office/c")}

    assert 1 == len(answers)


def test_a_fault_leaves_its_kind_its_route_and_a_reference_in_the_log_and_nothing_else(
    request_: HttpRequest, lines: pytest.LogCaptureFixture
) -> None:
    try:
        int("the words of a reporter")
    except ValueError:
        response = errors.failed(request_)
    else:
        pytest.fail("that is no number")

    written = json.loads(Line().format(lines.records[-1]))
    reference = written.pop("reference")
    written.pop("at")
    assert {
        "level": "error",
        "event": Event.REQUEST_FAILED,
        "kind": "ValueError",
        "route": "desk:case",
    } == written
    assert reference in response.content.decode()


def test_two_faults_have_two_references(request_: HttpRequest, lines: pytest.LogCaptureFixture) -> None:
    first, second = errors.failed(request_), errors.failed(request_)

    assert first.content != second.content
    assert 2 == len(lines.records)
