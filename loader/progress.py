"""Prints a load while it runs: each challenge as soon as it is done, and what is at work and since when."""

from __future__ import annotations

import math
import threading
import time
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Protocol

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from loader import report
from loader.tables import console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from loader.outcome import ChallengeLoad

LONG = 5.0  # seconds of work on one challenge after which a log has a line about it
AGAIN = 60.0  # seconds until the next one


class Display(Protocol):
    """Shows what is at work."""

    def begin(self, what: str) -> None:
        """Show that something began now."""


class LoadPrinter:
    """Prints the challenges of one load, as lines of a table or of JSON.

    A load on a schedule prints only those with news, or one line. `outcomes` are those of the load before.
    """

    def __init__(self, *, as_json: bool, is_scheduled: bool, outcomes: dict[str, str] | None = None) -> None:
        self.as_json = as_json
        self.is_scheduled = is_scheduled
        self.outcomes = {} if outcomes is None else outcomes
        self.console = console()
        self.loads: list[ChallengeLoad] = []
        self.is_begun = False

    def done(self, load: ChallengeLoad) -> None:
        """Print what was done to a challenge."""
        self.loads.append(load)
        has_changed = self.outcomes.get(load.challenge_id, load.outcome) != load.outcome
        self.outcomes[load.challenge_id] = load.outcome
        if not self.is_scheduled or has_changed or load.has_written or load.unpayable or load.error:
            if not self.is_begun and not self.as_json:
                self.print(report.load_header())
            self.is_begun = True
            self.print(Text(report.load_json(load)) if self.as_json else report.load_row(load))

    def end(self) -> None:
        """Print the sums, or the one line of a load without news."""
        if self.is_begun and not self.as_json:
            self.print(report.load_sums(self.loads, with_time=self.is_scheduled))
        elif self.loads and not self.is_begun:
            idle = report.idle_json if self.as_json else report.idle_line
            self.print(Text(idle(self.loads)))

    def print(self, line: Text) -> None:
        """Print a line at once, without wrapping it."""
        self.console.print(line, soft_wrap=True)


@contextmanager
def display(printer: LoadPrinter) -> Iterator[Display]:
    """Show what is at work for the length of the block: always on a terminal, and in a log if it takes long."""
    if printer.as_json:
        yield _Nothing()
    elif printer.console.is_terminal:
        with _Spinner(printer.console) as spinner:
            yield spinner
    else:
        lines = _Lines(printer)
        try:
            yield lines
        finally:
            lines.is_over.set()


class _Nothing:
    def begin(self, what: str) -> None:
        """Collectors of JSON read lines of JSON alone."""


class _Spinner:
    def __init__(self, screen: Console) -> None:
        columns = SpinnerColumn("line"), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
        self.progress = Progress(*columns, console=screen, transient=True, redirect_stdout=False)
        self.task = self.progress.add_task("")

    def __enter__(self) -> _Spinner:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def begin(self, what: str) -> None:
        self.progress.reset(self.task, description=report.at_work(what, datetime.now(timezone.utc)))


class _Lines:
    def __init__(self, printer: LoadPrinter) -> None:
        self.printer = printer
        self.is_over = threading.Event()
        self.begun = 0
        self.line = ""
        threading.Thread(target=self._watch, daemon=True).start()

    def begin(self, what: str) -> None:
        self.line = report.at_work(what, datetime.now(timezone.utc))
        self.begun += 1

    def _watch(self) -> None:
        begun, printed_at = 0, -math.inf
        while not self.is_over.wait(LONG):
            now = time.monotonic()
            if begun != self.begun:
                begun, printed_at = self.begun, -math.inf
            elif begun and now - printed_at >= AGAIN:
                printed_at = now
                self.printer.print(Text(self.line))
