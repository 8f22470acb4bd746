"""The names of all pages, from the product's own addresses."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


class NamelessPageError(Exception):
    """An address has no name, so that no recipe, table or letter can speak of it."""


def names() -> list[str]:
    """List every page as `door:page`, in the order of the addresses."""
    return list(_names(get_resolver(), ""))


def _names(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        match entry:
            case URLResolver():
                yield from _names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
            case URLPattern(name=str(name)):
                yield prefix + name
            case _:
                raise NamelessPageError(f"the address {entry.pattern} under {prefix or 'the root'} has no name")
