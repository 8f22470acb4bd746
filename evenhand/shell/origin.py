"""Did this request come from our own page? Decided from what browsers say and pages cannot forge."""

from urllib.parse import urlsplit

SAFE_METHODS = frozenset({"GET", "HEAD"})


def is_own(*, method: str, host: str, plain_http: bool, site: str | None, origin: str | None) -> bool:
    """Say whether a request may change something: only one that our own pages sent.

    `site` is Sec-Fetch-Site and `origin` is Origin, both None where the browser is silent. A request that says
    neither is refused: every browser of the last years sends at least one with a POST.
    """
    if method in SAFE_METHODS:
        return True
    if site is not None and site != "same-origin":
        return False
    if origin is not None:
        scheme = "http" if plain_http else "https"
        parts = urlsplit(origin)
        return (parts.scheme, parts.netloc) == (scheme, host)
    return site is not None


def is_onion(host: str) -> bool:
    """Say whether a host is an onion service, which brings its own encryption and speaks plain http."""
    return host.partition(":")[0].endswith(".onion")
