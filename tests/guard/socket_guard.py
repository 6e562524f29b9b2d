"""No socket beyond loopback, in the tests and in the programs that they start.

What is stopped is also written down: the library that tried may swallow the error. Calls from compiled code raise no
audit event and are not seen here.
"""

import ipaddress
import os
import socket
import sys
from pathlib import Path
from typing import Any

LOG = "SOCKET_GUARD_LOG"
BY_ADDRESS = ("socket.connect", "socket.sendto", "socket.sendmsg")
BY_NAME = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
attempts: list[str] = []


class BeyondLoopback(PermissionError):
    """A connection, or a look-up of a name, that would leave this machine."""


def is_near(host: object) -> bool:
    """Whether an address or name means this machine."""
    name = os.fsdecode(host) if isinstance(host, bytes | bytearray) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def _host(event: str, args: tuple[Any, ...]) -> object:
    if event in BY_NAME:
        return args[0]
    if event in BY_ADDRESS and args[0].family in (socket.AF_INET, socket.AF_INET6):
        return args[1][0] if args[1] else None
    return None


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if not event.startswith("socket."):
        return
    host = _host(event, args)
    if is_near(host):
        return
    attempts.append(f"{event} {host!r}")
    log = os.environ.get(LOG)
    if log:
        with Path(log).open("a", encoding="utf-8") as opened:
            opened.write(attempts[-1] + "\n")
    raise BeyondLoopback(f"{event} to {host!r}: nothing may leave this machine")


def install() -> None:
    """Watches this process until it ends."""
    sys.addaudithook(_watch)
