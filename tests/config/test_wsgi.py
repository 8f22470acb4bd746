from collections.abc import Callable, Iterable
from typing import Any

import pytest

from evenhand.config import wsgi


def test_below_everything_an_answer_promises_nothing_and_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        raise UnicodeDecodeError("utf-8", b"words of a reporter", 0, 1, "no")

    started: list[str] = []
    monkeypatch.setattr(wsgi, "_django", breaks)

    def start(status: str, _headers: list[tuple[str, str]], _error: object = None, /) -> Callable[[bytes], object]:
        started.append(status)
        return lambda _body: None

    body = b"".join(wsgi.application({}, start))

    assert ["500 Internal Server Error"] == started
    assert b"not accepted" in body
    assert b"reporter" not in body
