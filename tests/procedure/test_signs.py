"""Names and titles are read as they are written."""

import pytest

from evenhand.procedure.signs import is_seen_as_written


@pytest.mark.parametrize("name", ["Ada\u202eroforkO", "Ada\u2066", "Ada\nOkafor", "Ada\x00", "Ada\u2028", "Ada\x85"])
def test_an_unseen_sign_that_changes_how_a_line_is_read_is_found(name: str) -> None:
    assert not is_seen_as_written(name)


@pytest.mark.parametrize("name", ["Ada Okafor", "نیلوفر می\u200cخواهد", "ยุวดี", "\U0001f468\u200d\U0001f469", "José"])
def test_what_belongs_to_ordinary_writing_is_left_alone(name: str) -> None:
    assert is_seen_as_written(name)
