"""The web's only look at the clock: once per request, through the setting `EVENHAND_NOW`."""

from datetime import UTC, datetime


def wall_clock() -> datetime:
    """Answer the time of this machine, in UTC."""
    return datetime.now(UTC)
