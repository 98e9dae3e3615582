"""Runs work on a schedule until the process is stopped."""

import logging
import signal
import time
from collections.abc import Callable
from typing import NoReturn

import psycopg
from psycopg.pq import TransactionStatus

from loader.database import Connection, connect
from loader.errors import ChallengesError, reason


class Terminated(KeyboardInterrupt):
    """SIGTERM. As an interrupt it makes psycopg cancel the running statement."""


def run_every(seconds: float, work: Callable[[Connection], object], warn: Callable[[str], None]) -> None:
    """Do the work on a connection every so many seconds until SIGTERM; a time that comes while it is busy is skipped.

    An error of the first time (ChallengesError or psycopg.Error) ends it, for then it is mostly one of the setup. A
    later one is a warning, and the next time tries again, on a new connection if the old one is lost.
    Raises Terminated at SIGTERM.
    """
    end = _End()
    signal.signal(signal.SIGTERM, end)
    connection: Connection | None = None
    has_worked = False
    due = time.monotonic()
    try:
        while True:
            try:
                if connection is None or connection.closed:
                    connection = connect()
                work(connection)
                has_worked = True
            except (ChallengesError, psycopg.Error) as error:
                if end.is_requested:
                    raise Terminated from error
                if not has_worked:
                    raise
                # It may be in the middle of a transaction, or keep a plan that does not fit any more.
                is_idle = connection is not None and connection.info.transaction_status is TransactionStatus.IDLE
                if connection is not None and (isinstance(error, psycopg.Error) or not is_idle):
                    connection.close()
                warn(f"{reason(error).rstrip('.')}. The next load is in {seconds:g} s at the latest.")
            if end.is_requested:
                raise Terminated
            due += seconds * (1 + (time.monotonic() - due) // seconds)
            time.sleep(max(0.0, due - time.monotonic()))
    finally:
        if connection is not None:
            connection.close()


class _End:
    """Receives SIGTERM, and remembers it: the interrupted command may raise an error of its own instead."""

    is_requested = False

    def __call__(self, _number: int, _frame: object) -> NoReturn:
        self.is_requested = True
        logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # its warnings of the interruption concern nobody
        raise Terminated
