"""Runs the pages until the process is stopped."""

import ipaddress
import os
import signal
import socket
from collections.abc import Callable
from contextlib import closing
from datetime import datetime

import psycopg
import uvicorn

from loader.challenges import require_ready
from loader.errors import ChallengesError, printable, reason
from web.app import application
from web.reading import Connections

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
CONNECT_TIMEOUT = "3"  # seconds
REMOTE = (
    "The pages ask nobody for a password, and everybody who reaches {address} can read them. Put a proxy before them"
    " that lets in only those who may, and encrypts; let no other machine reach this port."
)


def serve(
    host: str,
    port: int,
    *,
    allow_remote: bool = False,
    clock: datetime | None = None,
    started: Callable[[str], object] = lambda _: None,
    warn: Callable[[str], object] = lambda _: None,
) -> None:
    """Serve the pages until SIGINT or SIGTERM. `started` gets the address of the first page, `warn` sentences.

    Raises ChallengesError if the address cannot be used, or others could reach it without `allow_remote`.
    """
    os.environ.setdefault("PGCONNECT_TIMEOUT", CONNECT_TIMEOUT)
    with _listening(host, port, allow_remote=allow_remote) as listener:
        address = _address(listener)
        if is_remote := not _is_loopback(listener.getsockname()[0]):
            warn(REMOTE.format(address=address))
        try:
            with closing(Connections(clock)) as connections, connections.reading() as found:
                require_ready(found.connection, found.schema)
        except (ChallengesError, psycopg.Error) as error:
            warn(f"the pages cannot be read yet: {reason(error).rstrip('.')}. They come as soon as they can.")
        # By its own name only: a page of another site could send requests to this machine.
        app = application(clock, None if is_remote else LOOPBACK_NAMES | {_in_url(host).lower()})
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
        )

        def end(*_: object) -> None:
            server.should_exit = True

        # uvicorn has handlers of its own while it runs, and raises the signal again afterwards.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)
        started(address)
        server.run(sockets=[listener])


def _listening(host: str, port: int, *, allow_remote: bool) -> socket.socket:
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        if not (allow_remote or _is_loopback(place[0])):
            raise ChallengesError(
                f"Others could reach {printable(host)}, and the pages ask nobody for a password. Use --host 127.0.0.1,"
                " or --allow-remote if a proxy stands before them that lets in only those who may."
            )
        return socket.create_server(place[:2], family=family)
    except OSError as error:
        raise ChallengesError(
            f"The pages cannot be served at {printable(host)}, port {port}: {error.strerror}. Choose another with"
            " --host or --port."
        ) from error


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{_in_url(host)}:{port}/"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
