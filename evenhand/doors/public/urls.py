"""What everybody may read: the community's statements, each at an address of its own, and their feed (D7)."""

from django.urls import path, register_converter

from evenhand.doors.public import views

app_name = "public"


class Uid:
    """A statement's random id, in hex."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> bytes:
        """As its bytes."""
        return bytes.fromhex(value)

    def to_url(self, value: bytes) -> str:
        """As an address has it."""
        return value.hex()


register_converter(Uid, "statement")

urlpatterns = [
    path("", views.statements, name="statements"),
    path("feed/", views.feed, name="feed"),
    path("<statement:uid>/", views.statement, name="statement"),
]
