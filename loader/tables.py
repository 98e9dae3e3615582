"""Tables and colours on stdout. Without a terminal a table has 80 columns and no control character."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

WIDTH = 80  # columns, without a terminal
RED = {"failed", "over limit", "ended early", "died", "FAILED", "OVER LIMIT", "NO"}


class _Unfailing(io.TextIOBase):
    """A stream that drops what cannot be written: a full disk, or a reader that has gone, must not end a load."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401
        self.stream = stream

    def isatty(self) -> bool:
        return self.stream.isatty()

    def fileno(self) -> int:
        return self.stream.fileno()

    @property
    def encoding(self) -> str:
        return self.stream.encoding or "utf-8"

    def write(self, text: str) -> int:
        with suppress(OSError, ValueError):
            self.stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self.stream.flush()


def console() -> Console:
    """Return the console of stdout."""
    stream = sys.stdout or io.StringIO()  # none if it was closed before the start
    is_terminal = stream.isatty()
    return Console(
        file=_Unfailing(stream),
        force_terminal=is_terminal,  # no variable of the environment puts colours into a log
        no_color=bool(os.environ.get("NO_COLOR")),
        width=None if is_terminal else WIDTH,
        highlight=False,
        markup=False,
        emoji=False,
    )


def drawn(*parts: Table | Text, is_wrapped: bool = True) -> str:
    """Return tables and texts as lines, with colours if stdout is a terminal."""
    screen = console()
    with screen.capture() as capture:
        for part in parts:
            screen.print(part, soft_wrap=not is_wrapped)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def table(headers: Sequence[str], rows: Sequence[Sequence[object]], texts: Collection[int]) -> Table:
    """Return a table. The columns numbered in `texts` are aligned left and may wrap; the others are aligned right."""
    drawing = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for column, header in enumerate(headers):
        is_text = column in texts
        drawing.add_column(
            header, justify="left" if is_text else "right", no_wrap=not is_text, overflow="fold", vertical="top"
        )
    for row in rows:
        drawing.add_row(*(_cell(value) for value in row))
    return drawing


def coloured(text: str) -> Text:
    """Return a text, in red if it is the word for what failed, was stopped or is refused."""
    return Text(text, style="red" if text in RED else "")


def number(value: object) -> str:
    """Return a number as people read it, with commas; "-" for none."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.3f}" if abs(value) < 100 else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else str(value)


def _cell(value: object) -> Text:
    return value if isinstance(value, Text) else coloured(number(value))
