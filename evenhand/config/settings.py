"""The one settings file: what Django needs, from what the operator decided (environment.py)."""

import hashlib
import hmac
import os
from pathlib import Path

from evenhand.config.environment import Environment, database
from evenhand.shell.moment import wall_clock

_env = Environment(os.environ)
_env.require_all()  # whatever is started: also what only another part reads is wrong now, and not in the night
_package = Path(__file__).resolve().parent.parent

# --- what is ours -----------------------------------------------------------------------------------------------------

EVENHAND_SECRET = _env.key("EVENHAND_SECRET")
EVENHAND_DATA = Path(_env.text("EVENHAND_DATA")).resolve()
EVENHAND_WATCH = Path(_env.text("EVENHAND_WATCH") or EVENHAND_DATA / "watch").resolve()
EVENHAND_DEMO = _env.flag("EVENHAND_DEMO")
EVENHAND_LOOK = _env.flag("EVENHAND_LOOK")
EVENHAND_UNKNOWN = _env.unknown()
EVENHAND_NOW = wall_clock  # tests and the demo put a moved clock here; nothing else reads the time for the web

# --- Django -----------------------------------------------------------------------------------------------------------

DEBUG = False  # on no machine: its pages print keys and words
SECRET_KEY = hmac.new(EVENHAND_SECRET, b"evenhand/django", hashlib.sha256).hexdigest()
ALLOWED_HOSTS = ["localhost", "127.0.0.1"] if EVENHAND_DEMO else list(_env.hosts("EVENHAND_HOSTS"))

INSTALLED_APPS = [
    "evenhand.config",
    "django.forms",
    "django.contrib.staticfiles",
    "evenhand.people",
    "evenhand.record",
    "evenhand.outbox",
    "evenhand.shell",
    "evenhand.doors.intake",
    "evenhand.doors.public",
    "evenhand.doors.portal",
    "evenhand.doors.desk",
    "evenhand.doors.council",
    "evenhand.doors.office",
]
MIDDLEWARE = [
    "evenhand.shell.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "evenhand.shell.middleware.language",
    "evenhand.shell.middleware.strictness",
    "evenhand.shell.middleware.own_origin",
    "evenhand.shell.middleware.whole_address",
    "evenhand.shell.middleware.moment",
    "evenhand.shell.middleware.CommunityMiddleware",
]
ROOT_URLCONF = "evenhand.config.urls"
WSGI_APPLICATION = "evenhand.config.wsgi.application"

DATABASES = {"default": database(_env.text("EVENHAND_DATABASE_URL"), EVENHAND_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["evenhand.shell.templatetags.evenhand", "django.templatetags.i18n"]},
    }
]
FORM_RENDERER = "evenhand.shell.forms.Renderer"

# A file is sealed at its first chunk by the door that wants one; everywhere else files are dropped unread.
FILE_UPLOAD_HANDLERS = ["evenhand.shell.uploads.NoFiles"]
# A text of 1 MB in any script has to reach its form, whose answer keeps it; see also middleware.strictness.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# Files beyond those that are taken are skipped by their handler, so that the text beside them lives.
DATA_UPLOAD_MAX_NUMBER_FILES = 10_000

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]  # complete ones: the menu lists them all
LOCALE_PATHS = [_package / "locale"]

STATIC_URL = "static/"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
WHITENOISE_USE_FINDERS = True  # nothing to collect: the installed package is what is served
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- mail -------------------------------------------------------------------------------------------------------------

EMAIL_HOST = _env.host("EVENHAND_SMTP_HOST")
EMAIL_PORT = _env.number("EVENHAND_SMTP_PORT")
EMAIL_HOST_USER = _env.text("EVENHAND_SMTP_USER")
EMAIL_HOST_PASSWORD = _env.text("EVENHAND_SMTP_PASSWORD")
EMAIL_USE_TLS = _env.tls("EVENHAND_SMTP_TLS") == "starttls"
EMAIL_USE_SSL = not EMAIL_USE_TLS
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = _env.mail_address("EVENHAND_MAIL_FROM")

# --- logs: events of ours, nothing of the request (HARDENING 58) ------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"event": {"()": "evenhand.shell.events.Line"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "event"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "evenhand": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # Django's own lines carry paths, query strings and stack traces; handler500 writes what we want to know.
        "django": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False},
    },
}
