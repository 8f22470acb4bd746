"""GET shows a form, POST inserts one row durably and answers a page. Nothing is sealed, nobody is told."""

import os

from django.conf import settings

from evenhand.config.environment import Environment, database

if not settings.configured:
    env = Environment(os.environ)
    settings.configure(
        SECRET_KEY="bare",  # noqa: S106 - it keeps nothing
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": database(env.text("EVENHAND_DATABASE_URL"), __import__("pathlib").Path.cwd())},
        MIDDLEWARE=[],
        USE_TZ=True,
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )

import django
from django import forms
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

django.setup()

PAGE = """<!doctype html><title>bare</title><form method="post">{{ form }}<button>Send</button></form>"""


class BareForm(forms.Form):
    """One box."""

    what = forms.CharField(widget=forms.Textarea)


def report(request: HttpRequest) -> HttpResponse:
    """Show the form, or keep what was sent."""
    form = BareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare (what) VALUES (%s)", [form.cleaned_data["what"]])
        return HttpResponse("<!doctype html><title>bare</title><p>Received.")
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}))


def make_table() -> None:
    """Make the one table."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, what TEXT NOT NULL)")


urlpatterns = [path("report/", report)]
application = get_wsgi_application()
