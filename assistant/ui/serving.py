"""Serves the page, and says so once it listens."""

import errno
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn

from assistant.errors import BadSettings, PortInUse
from assistant.ui.desk import Desk
from assistant.ui.guarding import LOOPBACK

if TYPE_CHECKING:
    from fastapi import FastAPI


def serve(desk: Desk, host: str, port: int, announce: Callable[[str], None] = print) -> None:
    """Serves until interrupted.

    Args:
        announce: told the address once it answers.

    Raises:
        PortInUse: if another program serves there.
        BadSettings: if the address cannot be served on, or would be open to others without a password.
    """
    check_access(host, desk.settings.serving.auth)
    listener = listening_socket(host, port)
    from assistant.ui.app import build_app

    with listener:
        Server(build_app(desk), lambda: announce(f"Briefs is at {address_of(listener)}")).run(sockets=[listener])


def check_access(host: str, auth: str | None) -> None:
    """Refuses an address that others can reach unless a password is asked for.

    Raises:
        BadSettings: for an open address without one, or for one that is not `user:password`.
    """
    if auth is not None and not all(auth.partition(":")):
        raise BadSettings("The login must have the form user:password.", "Set it with --auth user:password.")
    if host not in LOOPBACK and auth is None:
        raise BadSettings(
            f"Serving on {host} would open the briefs to everyone who reaches this machine.",
            "Give a login with --auth user:password, or serve on 127.0.0.1.",
        )


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket bound to the address.

    Raises:
        PortInUse: if another program has it.
        BadSettings: if this machine cannot serve on it.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(
                f"Port {port} on {host} is in use.", f"Choose another one, for example --port {port + 1}."
            ) from error
        raise BadSettings(
            f"{host}:{port} cannot be served on: {error.strerror or error}.", "Choose another --host or --port."
        ) from error
    return listener


def address_of(listener: socket.socket) -> str:
    """The address as a browser wants it."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):  # type: ignore[misc]
    """A server that says when it listens."""

    def __init__(self, app: "FastAPI", listening: Callable[[], None] = lambda: None) -> None:
        super().__init__(uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=2))
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, then says so."""
        await super().startup(sockets=sockets)
        if self.started:
            self._listening()
