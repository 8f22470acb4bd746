"""What every template may use without loading it: times, addresses, the cast of a list."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms, template
from django.template import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from evenhand.shell import addresses
from evenhand.shell import forms as our_forms

register = template.Library()


@register.filter
def moment(at: datetime) -> SafeString:
    """Write a time with its weekday, date, hour and zone, in the reader's zone."""
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="minutes"), moment_words(at))


def moment_words(at: datetime) -> str:
    """The same as bare words, for within a sentence."""
    local = timezone.localtime(at)
    return _("%(day)s, %(hour)s (%(zone)s)") % {
        "day": date_format(local, _("l j F Y")),
        "hour": date_format(local, "H:i"),
        "zone": zone_name(timezone.get_current_timezone_name()),
    }


@register.filter
def short_moment(at: datetime) -> SafeString:
    """Write a time for a line of a list, whose zone stands once above or below it."""
    local = timezone.localtime(at)
    words = date_format(local, _("j M")) + " " + date_format(local, "H:i")
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="minutes"), words)


@register.filter
def day(at: date) -> SafeString:
    """Write a day with its weekday; of a time, the day in the reader's zone."""
    local = timezone.localtime(at).date() if isinstance(at, datetime) else at
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, _("l j F Y")))


def zone_name(key: str) -> str:
    """Say a zone as people do: "Berlin time" for Europe/Berlin."""
    ZoneInfo(key)  # an unknown zone is a fault of ours, not a name to print
    city = key.rpartition("/")[2].replace("_", " ")
    return "UTC" if city in {"UTC", "GMT"} else _("%(city)s time") % {"city": city}


@register.simple_tag(takes_context=True)
def address(context: Context, name: str, fragment: str = "", **parts: object) -> str:
    """Write the address of a page inside this community."""
    return addresses.address(context["frame"].request, name, fragment, **parts)


@register.filter
def waits(widget: forms.Widget) -> bool:
    """Tell whether a field is shown only with an answer to another one; then it is not optional."""
    return our_forms.waits(widget)


@register.filter
def group(words: str, size: int) -> list[str]:
    """Cut a phrase into groups of words, as it is read out and written down."""
    parts = words.split()
    return [" ".join(parts[at : at + size]) for at in range(0, len(parts), size)]
