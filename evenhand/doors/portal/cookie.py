"""The portal's cookie: its own name, so that neither door's pages speak of the other's (THREATS 4.8)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def name() -> str:
    """The cookie's name; the loopback demo speaks plain http, where a browser sends no `__Host-` cookie."""
    return "evenhand-line" if settings.EVENHAND_DEMO else "__Host-evenhand-line"


def read(request: HttpRequest) -> str:
    """What the browser has brought."""
    return request.COOKIES.get(name(), "")


def give(response: HttpResponse, cookie: str) -> None:
    """Give the browser a cookie that ends with it at the latest."""
    response.set_cookie(name(), cookie, path="/", secure=not settings.EVENHAND_DEMO, httponly=True, samesite="Strict")


def take(response: HttpResponse) -> None:
    """Take it back, and with it whatever the browser kept of our pages (not the other door's cookie)."""
    response.delete_cookie(name(), path="/", samesite="Strict")
    response["Clear-Site-Data"] = '"cache", "storage"'
