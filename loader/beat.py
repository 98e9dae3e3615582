"""Loads on a beat, for as long as nobody says stop."""

from __future__ import annotations

import logging
import signal
import time
from typing import TYPE_CHECKING, NoReturn

import psycopg
from psycopg.pq import TransactionStatus

from loader.database import connect
from loader.errors import ChallengesError, missing_right, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from loader.database import Connection


class Terminated(KeyboardInterrupt):
    """SIGTERM. As an interrupt it makes psycopg cancel the statement that is under way."""


def on_a_beat(every: float, work: Callable[[Connection], object], warn: Callable[[str], None]) -> None:
    """Do the work on a connection every so many seconds until SIGTERM; a beat that comes while it is busy is skipped.

    The first time an error ends it, for then it is mostly one of the setting. After that it is told, and the next beat
    tries again, on a new connection where the old one is lost.

    Raises:
        ChallengesError: the first time failed.
        psycopg.Error: the first time failed.
        Terminated: at SIGTERM.

    """
    end = _End()
    signal.signal(signal.SIGTERM, end)
    connection: Connection | None = None
    has_worked = False
    beat = time.monotonic()
    try:
        while True:
            try:
                if connection is None or connection.closed:
                    connection = connect()
                work(connection)
                has_worked = True
            except (ChallengesError, psycopg.Error) as error:
                if not has_worked and not end.is_asked_for:
                    raise
                is_idle = connection is not None and connection.info.transaction_status is TransactionStatus.IDLE
                if connection is not None and (isinstance(error, psycopg.Error) or not is_idle):
                    connection.close()  # it was left in the middle of something, or keeps a plan that fits no more
                if end.is_asked_for:
                    raise Terminated from error
                said = sentence(error) + missing_right(error) if isinstance(error, psycopg.Error) else str(error)
                warn(f"{said.rstrip('.')}. The next load is in {every:g} s at the latest.")
            if end.is_asked_for:
                raise Terminated
            beat += every * (1 + (time.monotonic() - beat) // every)
            time.sleep(max(0.0, beat - time.monotonic()))
    finally:
        if connection is not None:
            connection.close()


class _End:
    """Hears SIGTERM, and remembers it: where it comes, an error of the interrupted command may come instead of it."""

    def __init__(self) -> None:
        self.is_asked_for = False

    def __call__(self, _number: int, _frame: object) -> NoReturn:
        self.is_asked_for = True
        logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # what it says of the interruption is nobody's concern
        raise Terminated
