"""Where a web server is to listen, and whether it can: asked before anything is printed or made."""

from __future__ import annotations

import argparse
import errno
import socket

from evenhand.config.environment import MOST_PORT, SettingError

_NEAR = 50
"""So many ports after a taken one are tried for one to name instead."""
_LEAST_OPEN = 8000
"""From here on the system gives ports to anybody."""


def port(text: str) -> int:
    """Read a port from the command line."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST_PORT)) and 0 < int(text) <= MOST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; a port is a whole number from 1 to {MOST_PORT}.")
    return int(text)


def require_free(host: str, at: int, choose: str) -> None:
    """Raise `SettingError` where nobody could listen there now; ``choose`` is how another port is named there."""
    problem = _problem(host, at)
    if problem is None:
        return
    where = f"[{host}]:{at}" if ":" in host else f"{host}:{at}"
    match problem.errno:
        case errno.EADDRINUSE:
            says = "another program listens there already. Is it an Evenhand that still runs?"
        case errno.EACCES | errno.EPERM:
            says = "this user may not listen at this port; those under 1024 are the system's."
        case _:
            raise SettingError(
                f"Nobody can listen at {where}: this machine has no such address ({problem.strerror or problem})."
            )
    found = _free_after(host, max(at, _LEAST_OPEN))
    instead = f" Choose another port, such as {choose.format(found)}." if found else ""
    raise SettingError(f"Port {at} of {host or 'this machine'} cannot be used: {says}{instead}")


def _free_after(host: str, taken: int) -> int:
    candidates = range(taken + 1, min(taken + _NEAR, MOST_PORT) + 1)
    return next((one for one in candidates if _problem(host, one) is None), 0)


def _problem(host: str, at: int) -> OSError | None:
    """Try it as the web server will: what is only waiting for its last packets is free."""
    try:
        family, kind, proto, _name, address = socket.getaddrinfo(
            host or None, at, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except (OSError, UnicodeError) as err:
        return err if isinstance(err, OSError) else OSError(errno.EADDRNOTAVAIL, "it cannot be read")
    return None
