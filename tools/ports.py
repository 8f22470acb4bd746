"""Ports of this machine's own address, for what tests, benchmarks and pictures start."""

import socket
import time

_HERE = "127.0.0.1"


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind((_HERE, 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, patience: float = 20) -> None:
    """Return once somebody listens there; raise `TimeoutError` after so many seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((_HERE, port)) == 0:
                return
        time.sleep(0.05)
    message = f"nobody listens on port {port}"
    raise TimeoutError(message)
