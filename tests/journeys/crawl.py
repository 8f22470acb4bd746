"""Everything that somebody can reach, as bytes that can be laid beside those of another installation.

The addresses come from the URL configuration, filled in with whatever the crawler is given, and from the links of the
pages themselves; so a page that is added tomorrow is crawled tomorrow.
"""

from __future__ import annotations

import hashlib
import html
import itertools
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

from evenhand.people.sessions import read_cookie
from evenhand.shell import forms_token
from evenhand.shell.sessions import cookie_name

MOST = 3_000
_LINK = re.compile(r'(?:href|action|src)="([^"]*)"')
_DRAWN = re.compile(
    rb'(<input type="hidden" name="(?:token|once|shown|nonce|parked|kept|kept_files|handle)" value=")[^"]*'
)
_ROOTS = re.compile(rb"\b[0-9a-f]{64,}\b|[A-Za-z0-9+/_-]{43,}={0,2}")
"""Log roots and signatures, in hex or base64. The number of a case has 32 digits, so it is never masked."""
_NOT_FOLLOWED = ("/sign-out/", "lang=")
"""What ends the session of whoever asks, and the same page once more in another language."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, but for what is drawn anew each time; and how much the database was asked for it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    queries: int

    @classmethod
    def of(cls, response: HttpResponseBase, queries: int) -> Answer:
        """Mask an answer."""
        raw = b"".join(response) if response.streaming else response.getvalue()
        kept = sorted((name, value) for name, value in response.items() if name != "Date")
        cookies = [("Set-Cookie", name) for name in sorted(response.cookies)]
        return cls(response.status_code, (*kept, *cookies), _masked(raw), queries)


Seen = dict[str, Answer]
"""Every address that was asked, with its answer; a form that was sent stands as ``POST address``."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the crawler tries in addresses: random ids everywhere, and words for the parts that take words."""

    slug: str
    ids: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]

    def fitting(self, name: str, pattern: str) -> list[str]:
        """Everything that could stand for this part of an address."""
        if name == "slug":
            return [self.slug]
        pool = self.words.get(name, (*self.ids, "1", "made-up"))
        return [one for one in pool if re.fullmatch(pattern, one)]


def addresses(known: Known) -> Iterator[str]:
    """Every address of the product, with everything filled in that is known."""
    for route, parts in _routes(get_resolver(), ""):
        choices = [[(name, value) for value in known.fitting(name, pattern)] for name, pattern in parts]
        for chosen in itertools.product(*choices):
            address = route
            for name, value in chosen:
                address = address.replace(f"<{name}>", value)
            yield f"/{address}"


def crawl(client: Client, begin: Iterable[str], *, most: int = MOST) -> Seen:
    """Ask for these addresses and for everything to which their pages lead, once each."""
    seen: Seen = {}
    waiting = list(dict.fromkeys(begin))
    while waiting:
        address = waiting.pop(0)
        if address in seen:
            continue
        assert len(seen) < most, "the crawl finds no end"
        seen[address] = answer = ask(client, address)
        waiting += [one for one in _links(address, answer) if not any(part in one for part in _NOT_FOLLOWED)]
    return seen


def ask(client: Client, address: str) -> Answer:
    """One address."""
    return _answer(lambda: client.get(address))


def press(client: Client, address: str, **typed: str) -> Answer:
    """Send a form there, as if one of the member's own pages had shown it."""
    cookie = read_cookie(client.cookies[cookie_name()].value) or b""
    token = forms_token.issue(cookie, urlsplit(address).path, os.urandom)
    once = hashlib.sha256(address.encode()).hexdigest()[:32]  # of each form its own, or only the first would count
    return _answer(lambda: client.post(address, {"token": token, "once": once, **typed}))


def _answer(asking: Callable[[], HttpResponseBase]) -> Answer:
    asked = 0

    def count(execute: Callable[..., object], *query: object) -> object:
        nonlocal asked
        asked += 1
        return execute(*query)

    with connection.execute_wrapper(count):
        response = asking()
        return Answer.of(response, asked)


def differences(one: Seen, other: Seen) -> list[str]:
    """Where two crawls differ, each in a sentence."""
    found = [f"{address}: only in one of the two" for address in sorted(one.keys() ^ other.keys())]
    for address in sorted(one.keys() & other.keys()):
        found += [f"{address}: {what}" for what in _between(one[address], other[address])]
    return found


def _between(one: Answer, other: Answer) -> Iterator[str]:
    if one.status != other.status:
        yield f"status {one.status} and {other.status}"
    if one.headers != other.headers:
        yield f"headers {sorted(set(one.headers) ^ set(other.headers))}"
    if one.body != other.body:
        yield f"bytes {_first_difference(one.body, other.body)}"
    if one.queries != other.queries:
        yield f"{one.queries} and {other.queries} queries"


def _first_difference(one: bytes, other: bytes) -> str:
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"…{one[max(at - 60, 0) : at + 60]!r} and …{other[max(at - 60, 0) : at + 60]!r}"


def _masked(raw: bytes) -> bytes:
    return _ROOTS.sub(b"~", _DRAWN.sub(rb"\1~", raw))


def _links(address: str, answer: Answer) -> Iterator[str]:
    headers = dict(answer.headers)
    if "Location" in headers:
        yield from _own(address, headers["Location"])
    if headers.get("Content-Type", "").startswith("text/html"):
        for found in _LINK.findall(answer.body.decode()):
            yield from _own(address, html.unescape(found))


def _own(address: str, link: str) -> Iterator[str]:
    whole = urldefrag(urljoin(f"https://own.invalid{address}", link)).url
    parts = urlsplit(whole)
    if parts.netloc == "own.invalid" and not parts.path.startswith("/static/"):
        yield parts.path + (f"?{parts.query}" if parts.query else "")


def _routes(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", route), _parts(route)


def _parts(route: str) -> list[tuple[str, str]]:
    kinds = get_converters()
    return [(name, kinds[kind or "str"].regex) for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", route)]
