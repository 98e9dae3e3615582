"""A proxy between a client and the server, for tests that step in when a statement is done and its answer under way.

On either side of it everything is real: an unchanged loader, an unchanged server.
"""

from __future__ import annotations

import socket
import struct
import tempfile
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Kinds of messages in PostgreSQL's protocol, version 3.
PARSE, QUERY, BIND, SYNC, TERMINATE = b"P", b"Q", b"B", b"S", b"X"
AUTHENTICATION = b"R"
READY = b"Z"  # nothing more comes until the next statement
ANSWERED = {3, 5, 10, 11}  # what the server asks for a password, or a proof that the client knows it


class CutError(Exception):
    """To be raised if the connection is to be cut: the client does not hear the answer."""


class Wire:
    """Leads clients to a server, and calls back after each statement that it has carried out.

    `on_answer(number, statement)` is called before the client hears of it. Statements are counted from 1, over all
    connections.
    """

    def __init__(self, host: str, port: int, listener: socket.socket, on_answer: Callable[[int, str], None]) -> None:
        self.host, self.port = host, port
        self.listener = listener
        self.on_answer = on_answer
        self.count = 0

    def accept(self) -> None:
        """Lead each client to the server, until the listener is closed."""
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self.lead, args=[client], daemon=True).start()

    def lead(self, client: socket.socket) -> None:
        """Carry one client's statements to the server and the answers back, until either of them hangs up."""
        with client, suppress(OSError, EOFError, CutError), self.reach() as server:
            server.sendall(message(client, has_kind=False))
            greet(server, client)
            prepared: dict[bytes, bytes] = {}
            while True:
                kind, statement = b"", b""
                while kind not in {QUERY, SYNC}:
                    request = message(client)
                    server.sendall(request)
                    kind, text = request[:1], request[5:].split(b"\0")
                    if kind == QUERY:
                        statement = text[0]
                    elif kind == PARSE:
                        prepared[text[0]] = statement = text[1]
                    elif kind == BIND:
                        statement = prepared[text[1]]
                    elif kind == TERMINATE:
                        return
                self.carry_answer(server, client, statement)

    def reach(self) -> socket.socket:
        """Connect to the server."""
        if not self.host.startswith("/"):
            return socket.create_connection((self.host, self.port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{self.host}/.s.PGSQL.{self.port}")
        return server

    def carry_answer(self, server: socket.socket, client: socket.socket, statement: bytes) -> None:
        """Wait for all of an answer, call back, and pass the answer on."""
        answer = b""
        try:
            kind = b""
            while kind != READY:
                part = message(server)
                kind, answer = part[:1], answer + part
        except EOFError:
            client.sendall(answer)  # its last words
            raise
        self.count += 1
        self.on_answer(self.count, statement.decode())
        client.sendall(answer)


def greet(server: socket.socket, client: socket.socket) -> None:
    """Let the two agree on who the client is, until the server waits for statements."""
    kind = b""
    while kind != READY:
        said = message(server)
        client.sendall(said)
        kind = said[:1]
        if kind == AUTHENTICATION and struct.unpack("!i", said[5:9])[0] in ANSWERED:
            server.sendall(message(client))


def message(source: socket.socket, *, has_kind: bool = True) -> bytes:
    """Read a message: its kind, but for the first of a client, its length, and what it says."""
    head = exactly(source, 5 if has_kind else 4)
    (length,) = struct.unpack("!i", head[-4:])
    return head + exactly(source, length - 4)


def exactly(source: socket.socket, count: int) -> bytes:
    """Read so many bytes.

    Raises:
        EOFError: the other side has hung up.

    """
    read = source.recv(count, socket.MSG_WAITALL)
    if len(read) < count:
        raise EOFError
    return read


@contextmanager
def wire(on_answer: Callable[[int, str], None]) -> Iterator[str]:
    """Open a wire to the server for the length of the block; yield what PGHOST is to be for those who use it."""
    with (
        tempfile.TemporaryDirectory(prefix="wire-") as directory,
        socket.socket(socket.AF_UNIX) as listener,
    ):
        with psycopg.connect() as connection:
            host, port = connection.info.host, connection.info.port
        listener.bind(f"{directory}/.s.PGSQL.{port}")
        listener.listen()
        threading.Thread(target=Wire(host, port, listener, on_answer).accept, daemon=True).start()
        try:
            yield directory
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
