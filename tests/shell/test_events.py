import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.shell.events import Event, Line, UnsafeFactError, log


def line(record: logging.LogRecord) -> dict[str, str | int]:
    written: dict[str, str | int] = json.loads(Line().format(record))
    return written


@given(st.text(min_size=1).filter(lambda text: not all(c.isascii() and (c.isalnum() or c in "_.:-") for c in text)))
def test_a_text_that_is_not_a_plain_code_cannot_be_logged(text: str) -> None:
    with pytest.raises(UnsafeFactError) as refused:
        log(Event.REQUEST_FAILED, route=text)

    assert text not in str(refused.value) or len(text) < 3


def test_an_event_is_one_line_whatever_its_facts() -> None:
    record = logging.LogRecord("evenhand", logging.INFO, "", 0, Event.STARTED, (), None)
    record.facts = {"part": "web"}

    assert {"level": "info", "event": "started", "part": "web"} == {
        key: value for key, value in line(record).items() if key != "at"
    }


def test_the_words_of_a_foreign_record_stay_out_of_the_log() -> None:
    record = logging.LogRecord("library", logging.ERROR, "", 0, "GET /lattice/?secret=%s", ("otter",), None)

    assert "foreign" == line(record)["event"]
    assert "otter" not in str(line(record))
