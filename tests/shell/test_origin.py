import pytest

from evenhand.shell.origin import is_onion, is_own


def own(*, method: str = "POST", plain_http: bool = False, site: str | None = None, origin: str | None = None) -> bool:
    return is_own(method=method, host="reports.example", plain_http=plain_http, site=site, origin=origin)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_is_open_to_links_from_anywhere(method: str) -> None:
    assert own(method=method, site="cross-site", origin="https://elsewhere.example")


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", "SAME-ORIGIN"])
def test_a_form_of_another_site_is_refused(site: str) -> None:
    assert not own(site=site)


def test_a_form_of_ours_is_taken() -> None:
    assert own(site="same-origin", origin="https://reports.example")


def test_the_origin_alone_is_enough_for_an_older_browser() -> None:
    assert own(origin="https://reports.example")


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://reports.example",
        "https://reports.example.evil.example",
        "https://reports.example:8443",
        "https://evil.example/https://reports.example",
        "reports.example",
    ],
)
def test_another_origin_is_refused_whatever_else_the_browser_says(origin: str) -> None:
    assert not own(origin=origin)
    assert not own(site="same-origin", origin=origin)


def test_a_form_that_says_nothing_of_where_it_comes_from_is_refused() -> None:
    assert not own()


def test_plain_http_is_its_own_origin_where_it_is_spoken() -> None:
    assert own(plain_http=True, origin="http://reports.example")
    assert not own(plain_http=True, origin="https://reports.example")


@pytest.mark.parametrize(("host", "expected"), [("abc.onion", True), ("abc.onion:80", True), ("onion.example", False)])
def test_an_onion_service_is_known_by_its_name(host: str, expected: bool) -> None:
    assert expected == is_onion(host)
