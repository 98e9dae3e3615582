"""Runs dbt on the project inside this process: one import of dbt serves every run."""

from __future__ import annotations

import contextlib
import gc
import io
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loader.errors import ChallengesError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

PROJECT = Path(__file__).parent.parent
# Nothing here reads dbt's artifacts or its log. Writing them takes longer than building a model.
NOTHING_WRITTEN = ("--no-write-json", "--log-level-file", "none")
# Nearly all of dbt's objects live until its end. With its own thresholds, Python searches them for garbage so often
# that a build takes a tenth longer.
RARE_COLLECTIONS = (100_000, 50, 50)


class DbtFailedError(ChallengesError):
    """A dbt run did not succeed; the message names what failed."""


def run_dbt(
    *arguments: str, project: Path = PROJECT, on_progress: Callable[[int, int], None] | None = None
) -> list[Any]:
    """Run dbt quietly with the project's own example profile and return the results of its nodes, failed ones too.

    The first argument is dbt's command. No artifacts are written, unless `--write-json` is among the others.
    `on_progress` is called with the number of finished nodes and of all.

    Raises:
        DbtFailedError: dbt could not run at all.

    """
    finished = 0

    def report(event: Any) -> None:  # noqa: ANN401
        nonlocal finished
        total = {"LogModelResult": "total", "LogSeedResult": "total", "LogTestResult": "num_models"}.get(
            event.info.name
        )
        if on_progress and total:
            finished += 1
            on_progress(finished, getattr(event.data, total))

    folder = project / "target" / "sandbox"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(PROJECT / "profiles.yml.example", folder / "profiles.yml")
    command, *options = arguments
    places = ["--project-dir", str(project), "--profiles-dir", str(folder), "--log-path", str(folder)]
    with _interrupts_kept(), _rare_collections(), contextlib.redirect_stdout(io.StringIO()) as output:
        from dbt.cli.main import dbtRunner  # takes seconds: only where it is used

        quietly = [*NOTHING_WRITTEN, "--no-use-colors"]
        outcome = dbtRunner(callbacks=[report]).invoke([command, *quietly, *places, *options])
    if outcome.exception is not None:
        raise DbtFailedError(f"dbt {arguments[0]} could not run: {outcome.exception}")
    if outcome.result is None:
        raise DbtFailedError(f"dbt {arguments[0]} gave no results:\n{output.getvalue()}")
    return list(outcome.result)


@contextlib.contextmanager
def _rare_collections() -> Iterator[None]:
    thresholds = gc.get_threshold()
    gc.set_threshold(*RARE_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


@contextlib.contextmanager
def _interrupts_kept() -> Iterator[None]:
    """End with KeyboardInterrupt if Ctrl-C came: dbt, and imports that it tries, catch the exception and go on."""
    handler = signal.getsignal(signal.SIGINT)
    if not callable(handler):  # nobody expects KeyboardInterrupt
        yield
        return
    interrupts = []

    def note(number: int, frame: FrameType | None) -> None:
        interrupts.append(number)
        handler(number, frame)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if interrupts:
            raise KeyboardInterrupt


def failures(results: list[Any]) -> list[str]:
    """Return a line for each node that failed, was skipped, or could not run."""
    return [
        f"{result.node.unique_id}: {result.status} {result.message or ''}"
        for result in results
        if result.status in {"error", "fail", "skipped", "runtime error"}
    ]
