"""Measures the loader on an embedded PostgreSQL of its own: `make bench`."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import click

from bench.measure import MAX_SECONDS, SHARED_BUFFERS, measure, prepare_template
from bench.report import page
from sandbox.dbt_runner import PROJECT
from sandbox.server import throwaway_server


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--scale", type=click.FloatRange(0, min_open=True), default=0.1, help="1: as many rows as production.")
@click.option("--output", type=click.Path(path_type=Path), default=PROJECT / "docs" / "benchmark.md", help="The page.")
def main(scale: float, output: Path) -> None:
    """Measure, and write what was found as a page."""
    started = perf_counter()

    def say(line: str) -> None:
        click.echo(f"{perf_counter() - started:7.1f} s  {line}")

    say("Starting an embedded PostgreSQL and building the views ...")
    with throwaway_server(shared_buffers=SHARED_BUFFERS, max_seconds=MAX_SECONDS):
        prepare_template()
        figures = measure(scale, say=say)
    output.write_text(page(figures, scale))
    say(f"Done: see {output}")


if __name__ == "__main__":
    main()
