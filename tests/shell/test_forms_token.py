import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.shell.forms_token import FormTokenError, check, issue

SESSION = b"session key of a member, 32 byte"


def entropy(size: int) -> bytes:
    return bytes(range(size))


def test_a_token_is_accepted_for_its_own_session_and_purpose() -> None:
    token = issue(SESSION, "desk", entropy)

    assert check(SESSION, "desk", token)


def test_a_token_of_another_session_is_refused() -> None:
    token = issue(b"session key of another member", "desk", entropy)

    with pytest.raises(FormTokenError):
        check(SESSION, "desk", token)


def test_a_token_of_another_purpose_is_refused() -> None:
    token = issue(SESSION, "portal", entropy)

    with pytest.raises(FormTokenError):
        check(SESSION, "desk", token)


def test_two_tokens_of_one_session_share_no_bytes_that_show() -> None:
    other = issue(SESSION, "desk", lambda size: bytes(255 - at for at in range(size)))

    assert issue(SESSION, "desk", entropy) != other
    assert check(SESSION, "desk", other)


@given(st.text(max_size=200))
def test_nothing_made_up_is_accepted(token: str) -> None:
    with pytest.raises(FormTokenError):
        check(SESSION, "desk", token)


def test_every_changed_character_is_noticed() -> None:
    token = issue(SESSION, "desk", entropy)

    for at, was in enumerate(token.rstrip("=")[:-1]):
        changed = token[:at] + ("A" if was != "A" else "B") + token[at + 1 :]
        with pytest.raises(FormTokenError):
            check(SESSION, "desk", changed)
