"""P8: whoever tries words at the portal cannot tell by the time whether there is anything behind them."""

import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from django.conf import settings
from django.test import Client

from benchmarks.database import throwaway
from benchmarks.results import Result, at_most
from evenhand.casework import staging
from evenhand.doors.portal import fields, phrase_page
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.procedure.facts import Party
from evenhand.procedure.manual_file import builtin
from evenhand.record import parties
from evenhand.vault.phrase import Phrase, new_nonce, phrase_from_nonce, phrase_keys

TRIES = 500
_NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
_REFUSED = 422


def measure() -> list[Result]:
    """Words that lead to a line that is not theirs any more, against words that lead nowhere: 500 tries of each."""
    with tempfile.TemporaryDirectory() as folder, throwaway(Path(folder)):
        occasion = Occasion(_NOW, os.urandom)
        settings.EVENHAND_NOW = lambda: _NOW
        staging.set_up(occasion)
        community = staging.stage(staging.LATTICE, builtin("numpy"), occasion).community
        wrong, unknown = _by_turns(
            community, [_wrong(community, occasion) for _ in range(TRIES)], [_unknown() for _ in range(TRIES)]
        )
    return [
        Result("portal, wrong words, median", wrong * 1000, "ms"),
        Result("portal, unknown words, median", unknown * 1000, "ms"),
        at_most("portal, wrong and unknown words apart", max(wrong, unknown) / min(wrong, unknown), "times", 1.05),
    ]


def _unknown() -> Phrase:
    return phrase_from_nonce(new_nonce(os.urandom))


def _wrong(community: Community, occasion: Occasion) -> Phrase:
    """Words that did lead somewhere, and whose time is over."""
    phrase = _unknown()
    keys = phrase_keys(phrase, community.place)
    parties.keep(community, keys, os.urandom(16), Party("reported-1"), occasion, invitation_until=_NOW)
    return phrase


def _by_turns(community: Community, wrong: list[Phrase], unknown: list[Phrase]) -> tuple[float, float]:
    """Both in the same moments, each as often the first: what else the machine does befalls both."""
    client = Client(headers={"sec-fetch-site": "same-origin"})
    took: dict[str, list[float]] = {"wrong": [], "unknown": []}
    for number, (one, other) in enumerate(zip(wrong, unknown, strict=True)):
        pair = [("wrong", one), ("unknown", other)]
        for kind, phrase in pair if number % 2 else reversed(pair):
            took[kind].append(_tried(client, community, phrase))
    return median(took["wrong"]), median(took["unknown"])


def _tried(client: Client, community: Community, phrase: Phrase) -> float:
    token = phrase_page.hidden(community, Occasion(_NOW, os.urandom))[fields.TOKEN]
    began = time.perf_counter()
    answered = client.post(f"/{community.slug}/portal/", {fields.TOKEN: token, "phrase": phrase})
    taken = time.perf_counter() - began
    if answered.status_code != _REFUSED:
        raise AssertionError(answered.status_code)
    return taken
