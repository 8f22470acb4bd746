"""Addresses of parties: the phrase, their line and what they do in it, and the invitation."""

from django.urls import path, register_converter

from evenhand.doors.portal import file_views, views


class FileNumber:
    """A file's random number, in hex."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(FileNumber, "file_number")

app_name = "portal"
urlpatterns = [
    path("", views.phrase, name="phrase"),
    path("line/", views.line, name="line"),
    path("line/write/", views.write, name="write"),
    path("line/answer/", views.answer, name="answer"),
    path("line/contact/", views.contact, name="contact"),
    path("line/feedback/", views.feedback, name="feedback"),
    path("line/report/", views.report, name="report"),
    path("line/address/", views.address, name="address"),
    path("line/review/", views.review, name="review"),
    path("line/fairness/", views.fairness, name="fairness"),
    path("line/access/", views.access, name="access"),
    path("line/take-access-back/", views.take_access_back, name="take-access-back"),
    path("line/withdraw/", views.withdraw, name="withdraw"),
    path("line/take-back/", views.take_back, name="take-back"),
    path("line/leave/", views.leave, name="leave"),
    path("line/file/<file_number:number>/", file_views.file, name="file"),
    path("line/file/<file_number:number>/part/<int:part>/", file_views.file, name="file-part"),
    path("line/file/<file_number:number>/copy/", file_views.copy, name="file-copy"),
    path("line/file/<file_number:number>/words/", file_views.words, name="file-words"),
    path("line/file/<file_number:number>/original/", file_views.original, name="file-original"),
    path("invitation/<slug:token>/", views.invitation, name="invitation"),
]
