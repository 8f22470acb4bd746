import tempfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST
from pytest_django.fixtures import Settings

from evenhand.config import urls
from evenhand.people import communities
from evenhand.people.communities import Community
from evenhand.shell.asking import Asking
from evenhand.shell.middleware import MOST_ENCODED_BYTES, MOST_REQUEST_BYTES, content_policy, headers

PAGES = ["/", "/_look/", "/nowhere/", "/lattice/nowhere/", "/static/nothing.css"]


def echo(request: Asking) -> HttpResponse:
    return HttpResponse(f"{request.community.name} {request.moment:%Y} {timezone.get_current_timezone_name()}")


@require_POST
def post_only(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("words", ""))


def breaks(request: HttpRequest) -> HttpResponse:
    match request.GET["how"]:
        case "large":
            raise RequestDataTooBig("too much")
        case "fields":
            raise TooManyFieldsSent("too many")
        case "full":
            raise OperationalError("database or disk is full")
        case _:
            raise RuntimeError("otter-lantern: words of a reporter")


class Urls:
    """The product's addresses and three of our own, to see what views see."""

    handler400 = urls.handler400
    handler403 = urls.handler403
    handler404 = urls.handler404
    handler500 = urls.handler500
    urlpatterns = (
        path("breaks/", breaks, name="breaks"),
        path("post-only/", post_only),
        path("<slug:slug>/echo/", echo),
        *urls.urlpatterns,
    )


@pytest.fixture
def ours(settings: Settings) -> None:
    settings.ROOT_URLCONF = Urls


@pytest.fixture
def quiet_client() -> Client:
    return Client(raise_request_exception=False, headers={"sec-fetch-site": "same-origin"})


def assert_safe(response: HttpResponseBase) -> None:
    assert "nosniff" == response["X-Content-Type-Options"]
    assert "same-origin" == response["Referrer-Policy"]
    assert "same-origin" == response["Cross-Origin-Opener-Policy"]
    assert "same-origin" == response["Cross-Origin-Resource-Policy"]
    assert "require-corp" == response["Cross-Origin-Embedder-Policy"]
    assert "camera=()" in response["Permissions-Policy"]
    policy = response["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_every_answer_carries_the_security_headers(client: Client, lattice: Community, address: str) -> None:
    response = client.get(address)
    response.close()

    assert_safe(response)
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("address", [page for page in PAGES if "static" not in page])
def test_no_page_may_be_kept_by_the_browser(client: Client, lattice: Community, address: str) -> None:
    assert "no-store" == client.get(address)["Cache-Control"]


@pytest.mark.django_db
def test_the_stylesheet_may_be_kept(client: Client) -> None:
    response = client.get("/static/evenhand.css")
    response.close()

    assert 200 == response.status_code
    assert "no-store" not in response["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in response
    assert_safe(response)


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize(
    "address",
    [
        *("/lattice", "/lattice/report", "/lattice/portal/line/write", "/nobody-here"),
        *("/lattice/portal/invitation/a-token", f"/lattice/desk/case/{'0' * 32}"),
    ],
)
def test_an_address_without_its_last_slash_leads_to_the_page_and_nothing_is_looked_up(
    client: Client, method: str, address: str
) -> None:
    response = getattr(client, method)(address)  # the test has no database, so a look-up would fail

    assert (307, f"{address}/") == (response.status_code, response["Location"])
    assert b"" == response.content
    assert "no-store" == response["Cache-Control"]
    assert_safe(response)


@pytest.mark.parametrize(
    "address",
    [
        *("/nowhere/at-all", "/lattice/desk/case/0", "//evil.example", "///evil.example", "//evil.example/report"),
        *("/\\evil.example", "/%2Fevil.example", "/%5Cevil.example", "/evil.example", "/lattice//evil.example"),
        *("/lattice%0d%0aSet-Cookie:a=b", "/lattice.", "/lattice%2e", "/https:"),
    ],
)
def test_what_is_no_page_with_the_slash_either_is_not_found(client: Client, address: str) -> None:
    response = client.get("/", PATH_INFO=unquote(address))

    assert 404 == response.status_code
    assert "Location" not in response


def test_nothing_that_was_asked_with_it_goes_along_but_the_language(client: Client) -> None:
    assert "/lattice/?lang=es" == client.get("/lattice?lang=es&what=They+hit+me")["Location"]
    assert "/lattice/" == client.get("/lattice?lang=%2F%2Fevil&what=They+hit+me")["Location"]


@pytest.mark.django_db
def test_a_form_that_was_sent_without_the_slash_arrives_as_it_is(client: Client, lattice: Community) -> None:
    communities.change(lattice, is_published=True)

    arrived = client.post("/lattice/report", {"what": "An hour of words."}, follow=True)

    assert [("/lattice/report/", 307)] == arrived.redirect_chain
    assert "An hour of words." in arrived.content.decode()


def test_a_form_of_another_page_is_refused_before(client: Client) -> None:
    assert 403 == client.post("/lattice/report", headers={"sec-fetch-site": "cross-site"}).status_code


def test_a_browser_is_told_to_stay_with_https(client: Client) -> None:
    age = client.get("/")["Strict-Transport-Security"]

    assert int(age.removeprefix("max-age=").partition(";")[0]) >= 365 * 24 * 60 * 60


def test_an_onion_service_is_not(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["abc.onion"]

    assert "Strict-Transport-Security" not in client.get("/", headers={"host": "abc.onion"})


def test_the_demo_is_not(client: Client, settings: Settings) -> None:
    settings.EVENHAND_DEMO = True

    assert "Strict-Transport-Security" not in client.get("/")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("address", ["/", "/nowhere/"])
def test_a_method_that_no_page_uses_is_refused(client: Client, method: str, address: str) -> None:
    response = getattr(client, method)(address)

    assert 405 == response.status_code
    assert "GET, HEAD, POST" == response["Allow"]
    assert_safe(response)


def test_who_asks_for_the_head_of_a_page_gets_its_length_and_no_words() -> None:
    response = headers(lambda _: HttpResponse("Two words."))(RequestFactory().head("/lattice/"))

    assert isinstance(response, HttpResponse)
    assert (b"", "10") == (response.content, response["Content-Length"])


@pytest.mark.usefixtures("ours")
def test_reading_what_only_takes_a_form_gets_a_page_that_says_so(client: Client) -> None:
    response = client.get("/post-only/")

    assert 405 == response.status_code
    assert "POST" == response["Allow"]
    assert "use the buttons" in response.content.decode()


def test_a_form_sent_to_a_page_that_only_shows_is_refused(client: Client) -> None:
    assert 405 == client.post("/").status_code


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/xml", ""])
def test_a_body_that_is_not_a_form_is_refused(client: Client, kind: str) -> None:
    assert 415 == client.post("/post-only/", data=b"{}", content_type=kind).status_code


@pytest.mark.usefixtures("ours")
def test_a_form_in_another_encoding_is_refused(client: Client) -> None:
    kind = "application/x-www-form-urlencoded; charset=utf-7"

    assert 415 == client.post("/post-only/", data=b"words=x", content_type=kind).status_code


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize(
    ("kind", "most"),
    [
        ("application/x-www-form-urlencoded", MOST_ENCODED_BYTES),
        ("multipart/form-data; boundary=x", MOST_REQUEST_BYTES),
    ],
)
def test_a_form_larger_than_any_of_ours_is_refused_before_it_is_read(client: Client, kind: str, most: int) -> None:
    sent = b"x" * BEGINNING

    response = client.post("/post-only/", data=sent, content_type=kind, CONTENT_LENGTH=str(most + 1))

    assert 413 == response.status_code


BEGINNING = 4 * 1024 * 1024
"""So much of a form that is too large is read at most."""


def _as_form(*parts: str) -> bytes:
    return b"".join(b"--x\r\nContent-Disposition: form-data; " + part.encode() for part in parts)


def _too_large(client: Client, body: bytes) -> str:
    answer = client.post(
        "/post-only/",
        data=body + b"x" * BEGINNING,
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(MOST_REQUEST_BYTES + 1),
    )
    assert 413 == answer.status_code
    return answer.content.decode()


@pytest.mark.usefixtures("ours")
def test_the_text_of_a_form_with_files_that_are_too_large_stands_on_the_page_to_copy(client: Client) -> None:
    text = 'name="text"\r\n\r\nA whole evening of <b>writing</b>.\r\n'
    secret = 'name="passphrase"\r\n\r\nkettle orbit\r\n'
    film = 'name="files"; filename="film.mp4"\r\n\r\n' + "film" * 1024 * 1024

    page = _too_large(client, _as_form(text, secret, film))

    assert "A whole evening of &lt;b&gt;writing&lt;/b&gt;." in page
    assert "copy it before you go on" in page
    assert "kettle orbit" not in page
    assert "filmfilm" not in page


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("body", [_as_form('name="text"\r\n\r\nnever ends'), b"", b"no form at all", b"--x\r\n"])
def test_where_the_text_was_not_read_whole_the_page_says_so_and_leads_back(client: Client, body: bytes) -> None:
    page = _too_large(client, body)

    assert "we did not read it. Go back at once" in page
    assert "copy it before" not in page


@pytest.mark.usefixtures("ours")
def test_a_megabyte_of_text_in_any_script_reaches_its_form(client: Client) -> None:
    words = "ж" * 1024 * 1024

    assert words == client.post("/post-only/", {"words": words}).content.decode()


@pytest.mark.usefixtures("ours")
def test_a_form_of_ours_is_taken(client: Client) -> None:
    assert "x" == client.post("/post-only/", {"words": "x"}).content.decode()


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("said", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}])
def test_a_form_of_another_site_changes_nothing(said: dict[str, str]) -> None:
    response = Client(headers=said).post("/post-only/", {"words": "x"})

    assert 403 == response.status_code
    assert "does not seem to come from a page of ours" in response.content.decode()
    assert_safe(response)


@pytest.mark.parametrize("host", ["elsewhere.example", "testserver.evil.example", "a b", ""])
def test_another_host_is_a_bad_request_with_a_page(client: Client, host: str) -> None:
    response = client.get("/", headers={"host": host})

    assert 400 == response.status_code
    assert_safe(response)


def test_forwarded_headers_change_nothing(client: Client) -> None:
    forwarded = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "http", "forwarded": "host=evil.example"}

    assert client.get("/").content == client.get("/", headers=forwarded).content


@pytest.mark.usefixtures("ours")
def test_a_view_gets_the_community_and_one_reading_of_the_clock(
    client: Client, lattice: Community, settings: Settings
) -> None:
    settings.EVENHAND_NOW = lambda: datetime(2031, 1, 1, tzinfo=UTC)

    assert "Lattice 2031 Europe/Berlin" == client.get("/lattice/echo/").content.decode()
    assert "UTC" == timezone.get_current_timezone_name()


@pytest.mark.usefixtures("ours")
@pytest.mark.django_db
def test_a_community_that_does_not_exist_is_a_page_that_does_not_exist(client: Client) -> None:
    assert client.get("/nobody/echo/").content == client.get("/nowhere/").content


@pytest.mark.parametrize(
    ("address", "accepted", "expected"),
    [
        ("/", "es", "es"),
        ("/", "es-AR, en;q=0.5", "es"),
        ("/", "fr", "en"),
        ("/", "", "en"),
        ("/?lang=es", "en", "es"),
        ("/?lang=xx", "es", "es"),
        ("/?lang=../../etc", "", "en"),
    ],
)
def test_the_language_is_the_chosen_one_else_the_browsers(
    client: Client, address: str, accepted: str, expected: str
) -> None:
    response = client.get(address, headers={"accept-language": accepted})

    assert expected == response["Content-Language"]
    assert f'<html lang="{expected}">' in response.content.decode()


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize(("how", "status"), [("large", 413), ("fields", 413), ("full", 503), ("other", 500)])
def test_an_accident_promises_nothing_and_tells_nothing(quiet_client: Client, how: str, status: int) -> None:
    response = quiet_client.get(f"/breaks/?how={how}")

    assert status == response.status_code
    assert "otter-lantern" not in response.content.decode()
    assert "Traceback" not in response.content.decode()
    assert_safe(response)


def test_only_a_page_that_asks_for_scripts_may_run_ours() -> None:
    assert "script-src 'self'" in content_policy(scripts=True)
    assert "script-src" not in content_policy(scripts=False)


@pytest.mark.usefixtures("ours")
def test_a_file_that_nobody_asked_for_is_dropped_and_the_text_after_it_kept(client: Client) -> None:
    evidence = SimpleUploadedFile("evidence.txt", b"canary" * 100_000)

    response = client.post("/post-only/", {"file": evidence, "words": "kept"})

    assert "kept" == response.content.decode()


@pytest.mark.usefixtures("ours")
def test_a_dropped_file_never_touches_the_disk(client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    client.post("/post-only/", {"file": SimpleUploadedFile("evidence.txt", b"canary" * 1_000_000), "words": "x"})

    assert [] == list(tmp_path.iterdir())
