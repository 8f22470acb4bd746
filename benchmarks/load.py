"""Clients that fill a form as a browser does: GET it, POST it with its hidden fields, on one connection each."""

import html
import http.client
import re
import sys
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlencode

_WHAT = "x" * 1500


@dataclass(frozen=True, slots=True)
class Flows:
    """What came of a run: flows a second, and the 95th of a hundred flows in seconds."""

    per_second: float
    p95: float


# Read by a pattern, not by a parser: the clients share the machine with what they measure.
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def run(port: int, path: str, clients: int, seconds: float, *, received: str) -> Flows:
    """Let so many clients send reports for so long; every answer has to say that it was received."""
    took: list[float] = []
    lock, until = threading.Lock(), time.perf_counter() + seconds
    errors: list[str] = []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        mine: list[float] = []
        try:
            while time.perf_counter() < until:
                began = time.perf_counter()
                _flow(connection, port, path, received)
                mine.append(time.perf_counter() - began)
        except (AssertionError, OSError, http.client.HTTPException) as err:
            errors.append(repr(err))
        with lock:
            took.extend(mine)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise RuntimeError("; ".join(errors[:3]))
    ordered = sorted(took)
    return Flows(len(took) / (time.perf_counter() - began), ordered[int(len(ordered) * 0.95)])


def _flow(connection: http.client.HTTPConnection, port: int, path: str, received: str) -> None:
    page = _ask(connection, "GET", path)
    hidden = {name: html.unescape(value) for name, value in _HIDDEN.findall(page)}
    body = urlencode({**hidden, "what": _WHAT})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{port}",
        "Sec-Fetch-Site": "same-origin",
    }
    answer = _ask(connection, "POST", path, body, headers)
    if received not in answer:
        raise AssertionError(answer[:2000])


def _ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: str = "",
    headers: dict[str, str] | None = None,
) -> str:
    connection.request(method, path, body or None, headers or {})
    answer = connection.getresponse()
    return answer.read().decode()


if __name__ == "__main__":
    port, path, clients, seconds, received = sys.argv[1:]
    flows = run(int(port), path, int(clients), float(seconds), received=received)
    print(flows.per_second, flows.p95)
