"""What the benchmark found, as a page of the documentation."""

from __future__ import annotations

import os
import platform
from datetime import datetime, timezone
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench import measure

if TYPE_CHECKING:
    from bench.measure import Figures
    from bench.worker import Run

PAGE = """\
# Benchmark

Written by `make bench SCALE={scale:g}` on {date}; at scale 1 there are as many rows as in production. Everything was
measured in one run, side by side.

* Machine: {machine}.
* PostgreSQL {postgres}, embedded, without fsync, 256 MB of shared buffers.
* The notification table: {notifications}.

## How long it takes

{times}

* Seconds are the median of the runs, in challenges the part that the loader reports of all challenges together.
* Incremental loads are those of a process that stays, as with `challenges load --every`; the first load of a process
  also connects, and PostgreSQL then reads the system tables.
* Row at a time is a loader as earlier systems had it: it reads every view in every run and writes each row with
  `insert ... on conflict do update`, prepared, in a transaction per challenge, with triggers off. It writes no states.
* Plain insert is the floor for the first mint: `insert into user_challenges select * from` a table of the same rows in
  the same order, into the same keys, indexes and triggers. Quiet is `challenges load --full --quiet`: no trigger fires.
* It is a Friday whose week is frozen. All 23 challenges are active.
* Nearly all users have the rows of profile completion that the earlier system wrote, and most of these are right: a
  first mint leaves them as they are. The plain insert updates those that are not.
* From scale 0.005 on, the first mint with triggers and its plain insert are measured on the smaller database only: the
  platform's own trigger reads all later notifications of its kind for each reward, so the time grows with the square
  of the rows on both sides.
* Of 100 changed rows 60 are new plays, twenty in a statement; 12 saves, 6 reposts, 6 follows, 5 comments, 3 edited
  users, 2 edited tracks, 2 events of users, a pin, a tip, a new purchase, and one that is valid now. The monthly counts
  of the plays are written too.

## How much memory the loader takes

{memory}

## Against the targets

{targets}

## Rows per table

{rows}
"""


def page(figures: Figures, scale: float, *, with_notifications: bool) -> str:
    """Return the whole page."""
    return PAGE.format(
        scale=scale,
        date=f"{datetime.now(timezone.utc):%Y-%m-%d}",
        machine=_machine(),
        postgres=figures.postgres,
        notifications="filled too" if with_notifications else "empty at first",
        times=_times(figures.runs),
        memory=_memory(figures),
        targets=_targets(figures),
        rows=_table(["table", "rows"], [[name, f"{rows:,}"] for name, rows in figures.table_rows.items()]),
    )


def _times(runs: dict[str, list[Run]]) -> str:
    row_at_a_time = _seconds(runs[measure.ROW_AT_A_TIME])
    floor = _seconds(runs[measure.FLOOR] or runs[measure.QUIET_FLOOR])
    lines = []
    for name, done in runs.items():
        if not done:
            continue
        seconds = _seconds(done)
        challenge_seconds = median(run.challenge_seconds for run in done)
        lines.append(
            [
                name,
                len(done),
                f"{seconds:.3f}",
                f"{challenge_seconds:.3f}" if challenge_seconds else "",
                f"{median(run.written for run in done):,.0f}",
                f"{row_at_a_time / seconds:,.1f}",
                f"{seconds / floor:.3f}",
            ]
        )
    headers = ["", "runs", "seconds", "in challenges", "rewards written"]
    return _table([*headers, "row at a time takes so many times as long", "times as long as the plain insert"], lines)


def _memory(figures: Figures) -> str:
    lines = [
        [
            name,
            *(f"{max(run.memory for run in runs[name]):.1f} MiB" for runs in (figures.smaller_runs, figures.runs)),
            f"{figures.runs[name][0].written:,}",
        ]
        for name in _in_both(figures)
    ]
    return _table(["in a process of its own", "1 % of the rows", "all rows", "rewards written"], lines)


def _in_both(figures: Figures) -> list[str]:
    """Return the measurements that were made on the database and on the smaller one."""
    return [name for name in (measure.COLD, measure.FULL, measure.FIRST_MINT) if figures.runs[name]]


def _targets(figures: Figures) -> str:
    runs = figures.runs
    with_triggers = runs if runs[measure.FIRST_MINT] else figures.smaller_runs
    row_at_a_time = _seconds(runs[measure.ROW_AT_A_TIME])
    in_challenges = 1000 * median(run.challenge_seconds for run in runs[measure.INCREMENTAL])
    few_changes = 1000 * _seconds(runs[measure.FEW_CHANGES])
    times_faster = {name: row_at_a_time / _seconds(runs[name]) for name in (measure.INCREMENTAL, measure.FULL)}
    where = "" if with_triggers is runs else " (on 1 % of the rows)"
    times_floor = {
        f"{mint}{where if of is not runs else ''}": _seconds(of[mint]) / _seconds(of[floor])
        for of, mint, floor in (
            (with_triggers, measure.FIRST_MINT, measure.FLOOR),
            (runs, measure.QUIET_FIRST_MINT, measure.QUIET_FLOOR),
        )
    }
    growth = max(
        max(run.memory for run in runs[name]) / max(run.memory for run in figures.smaller_runs[name])
        for name in _in_both(figures)
    )
    found = [
        (measure.INCREMENTAL, "2,000 times faster than row at a time", times_faster[measure.INCREMENTAL], ">=", 2000),
        (measure.INCREMENTAL, "under 30 ms in all challenges together", in_challenges, "<", 30),
        (measure.FEW_CHANGES, "under 250 ms", few_changes, "<", 250),
        (measure.FULL, "30 times faster than row at a time", times_faster[measure.FULL], ">=", 30),
        *((mint, "within 1.3 times the plain insert", ratio, "<=", 1.3) for mint, ratio in times_floor.items()),
        ("memory", "at most 1.1 times that of 1 % of the rows", growth, "<=", 1.1),
    ]
    return _table(["", "target", "found", ""], [_verdict(*line) for line in found])


def _verdict(name: str, target: str, found: float, comparison: str, limit: float) -> list[str]:
    is_met = {">=": found >= limit, "<": found < limit, "<=": found <= limit}[comparison]
    return [name, target, f"{found:,.2f}", "met" if is_met else "not met"]


def _seconds(runs: list[Run]) -> float:
    return median(run.seconds for run in runs)


def _table(headers: list[str], lines: list[list[object]]) -> str:
    rows = [headers, ["---"] * len(headers), *lines]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows)


def _machine() -> str:
    """Return the processor, its cores and the memory, and how busy it was: above 1 or 2, others were at work too."""
    information = Path("/proc/cpuinfo")
    models = [
        line.partition(":")[2].strip()
        for line in (information.read_text().splitlines() if information.exists() else [])
        if line.startswith("model name")
    ]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    processor = models[0] if models else platform.machine()
    load = f"its load average at the end {os.getloadavg()[1]:.1f}"
    return f"{processor}, {os.cpu_count()} cores, {memory:.0f} GiB of memory; {load}"
