import json
import logging
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
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


@pytest.mark.parametrize("status", [404, 500])
def test_what_somebody_wrote_stands_on_the_error_page_that_answers_it_for_them_to_copy(
    rf: RequestFactory, status: int
) -> None:
    typed = {"text": "A long letter <b>to Reporter 1</b>", "token": "0123456789abcdef" * 4, "passphrase": "my lantern"}
    request = rf.post("/lattice/desk/c/4711/", typed)
    request.resolver_match = ResolverMatch(errors.not_found, (), {}, "case", namespaces=["desk"])

    page = DESIGNED[status](request).content.decode()

    assert "A long letter &lt;b&gt;to Reporter 1&lt;/b&gt;" in page
    assert not any(secret in page for secret in ("0123456789abcdef", "my lantern"))


def test_what_cannot_be_read_any_more_is_not_read_for_it(rf: RequestFactory) -> None:
    broken = rf.generic("POST", "/lattice/report/", b"--x\r\nnothing", content_type="multipart/form-data; boundary=x")
    begun = rf.generic("POST", "/lattice/report/", b"--x--", content_type="multipart/form-data; boundary=x")
    begun.read(1)

    for request in (broken, begun):
        assert "What you wrote is not lost" not in errors.not_found(request).content.decode()


def test_no_file_is_taken_for_it(rf: RequestFactory) -> None:
    sent = {"text": "With a picture.", "files": SimpleUploadedFile("picture.png", b"\x89PNG" * 1000)}
    request = rf.post("/lattice/report/", sent)

    assert "With a picture." in errors.not_found(request).content.decode()
    assert not request.FILES
