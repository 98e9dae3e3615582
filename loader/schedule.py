"""Runs work on a schedule until the process is stopped."""

import logging
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from typing import NoReturn

import psycopg

from loader.database import Connection, connect
from loader.errors import ChallengesError, reason


class Terminated(KeyboardInterrupt):
    """SIGTERM. As an interrupt it makes psycopg cancel the running statement."""


def run_every(seconds: float, work: Callable[[Connection], object], warn: Callable[[str], None]) -> None:
    """Do the work on a connection every so many seconds; a time that comes while it is busy is skipped.

    Raises Terminated at SIGTERM, and an error of the first time, mostly one of the setup. A later one is a warning.
    """
    end = _End()
    signal.signal(signal.SIGTERM, end)
    connection: Connection | None = None
    has_worked = False
    due = time.monotonic()
    with ExitStack() as opened:
        while True:
            try:
                connection = connection or opened.enter_context(closing(connect()))
                work(connection)
                has_worked = True
            except (ChallengesError, psycopg.Error) as error:
                if end.is_requested:
                    raise Terminated from error
                if not has_worked:
                    raise
                opened.close()  # it may be in the middle of a transaction, or keep a plan that does not fit any more
                connection = None
                warn(f"{reason(error).rstrip('.')}. The next load is in {seconds:g} s at the latest.")
            if end.is_requested:
                raise Terminated
            due += seconds * (1 + (time.monotonic() - due) // seconds)
            time.sleep(max(0.0, due - time.monotonic()))


class _End:
    """Receives SIGTERM, and remembers it: the interrupted command may raise an error of its own instead."""

    is_requested = False

    def __call__(self, _number: int, _frame: object) -> NoReturn:
        self.is_requested = True
        logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # its warnings of the interruption concern nobody
        raise Terminated
