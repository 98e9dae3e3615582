"""What the benchmark found, as a page of the documentation."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from statistics import median
from textwrap import fill
from typing import TYPE_CHECKING

from bench import measure, writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.measure import Figures
    from bench.worker import Run
    from bench.writes import WriteCost

TIMES = [
    measure.ROW_AT_A_TIME,
    measure.MERGE,
    measure.MERGE_CHANGES,
    measure.FULL,
    measure.COLD,
    measure.INCREMENTAL,
    *measure.CHANGED_ROWS,
    measure.READ_ONCE,
    *measure.EXPLAINED,
]
READS = {measure.READ_ONCE, *measure.EXPLAINED}  # these load nothing
PAGE = """\
# Benchmark

Written by `make bench SCALE={scale:g}` on {date}. At scale 1 there are as many rows as in production. Everything was
measured in one run, side by side. All times are medians.

* Machine: {machine}.
* PostgreSQL {postgres}, embedded, without fsync, {shared_buffers} of shared buffers.
* {challenges} challenges, all active. It is a Friday whose week is frozen.

## Against the targets

{targets}

* Time in the database is the time that the process waits for it. Of that, reading is how long PostgreSQL waits for
  pages that are not in its shared buffers; its parallel workers wait at the same time.
* Memory is the peak of the loader's process: {memory}.

## How long it takes

{times}

* Incremental loads are those of a process that stays, as with `challenges load --every`. The first load of a process
  also connects, and PostgreSQL then reads the system tables.
* The platform's own trigger reads notifications for each reward that is written, and takes longer the more there are
  (see the first mint). So 100,000 changed rows are loaded without it, too.
* Of 100 changed rows 60 are new plays, twenty in a statement; 12 saves, 6 reposts, 6 follows, 5 comments, 3 edited
  users, 2 edited tracks, 2 events of users, a pin, a tip, a new purchase, and one that is valid now. The monthly counts
  of the plays are written too. Of 33, each kind is rounded up.
* Row at a time is a loader as earlier systems had it: it reads every view in every run and writes each row with
  `insert ... on conflict do update`, prepared, in a transaction per challenge, with triggers off. It writes no states.
* dbt's merge is an incremental model with `incremental_strategy='merge'` over the same views (`bench/dbt`), run by
  `dbt run` in a process that stays, into a table of its own with the keys and indexes of `user_challenges`. Each run
  decides everything and writes every row again, even if nothing has changed. The loader knows what changed, and writes
  only what differs.
* Reading each source once is `select count(*)` from each staging view that the challenges read.
* Explain answers `challenges explain --user`, for {users} users with the median number of rewards and for the {users}
  with the most. The median number of decisions in an answer is {decisions}.

## Where the time goes

{by_challenge}

* Seconds, as the loader reports them. A challenge of which nothing changed has its share of the one question for all.

## First mint

{first_mint}

* The plain insert is `insert into user_challenges select * from` a table of the same rows in the same order, into the
  same keys, indexes and triggers. Quiet is `challenges load --full --quiet`: no trigger fires.
* With triggers, the notification table is filled. For each reward the platform's own trigger reads the later
  notifications of its kind, so the time grows faster than the rows, for the plain insert too. Hence this is measured on
  fewer rows, and once more without that trigger: that part is the loader's, with our own triggers.
* Nearly all users have the rows of profile completion that the earlier system wrote, and most of these are right: a
  first mint leaves them as they are. The plain insert updates those that are not.

## What the platform's own writes cost

{writes}

* Milliseconds for a statement of {batch} rows, without and with what the migrations add: triggers, notes, indexes and
  the writer lock. Both sides are the same rows of the same database, in turn. The platform's own triggers and indexes
  are on both.
* Of `user_challenges`, another system inserts complete rewards and completes others. The platform changes no plays,
  remixes and tips.
{remarks}
"""


@dataclass(frozen=True)
class Target:
    """What was to be reached, and what was found, in the unit of the target. Both have two decimals."""

    name: str
    target: str
    found: float
    limit: float
    unit: str = ""
    is_at_least: bool = False

    @property
    def verdict(self) -> str:
        """Whether the target is met."""
        found = round(self.found, 2)
        is_met = found >= self.limit if self.is_at_least else found <= self.limit
        return "met" if is_met else "not met"


def page(figures: Figures, scale: float) -> str:
    """Return the whole page."""
    targets = [
        [target.name, target.target, f"{target.found:,.2f}{target.unit}", target.verdict]
        for target in (*_load_targets(figures), *_mint_targets(figures), *_write_targets(figures.writes))
    ]
    return PAGE.format(
        scale=scale,
        date=f"{datetime.now(timezone.utc):%Y-%m-%d}",
        machine=f"{machine()}; {load_average()}",
        postgres=figures.postgres,
        shared_buffers=measure.SHARED_BUFFERS,
        challenges=len(figures.runs[measure.FULL][0].by_challenge),
        users=measure.USERS,
        decisions=_decisions(figures.runs),
        batch=writes.BATCH,
        targets=markdown_table(["", "target", "found", ""], targets),
        memory=_memory(figures),
        times=_times(figures.runs),
        by_challenge=_by_challenge(figures.runs),
        first_mint=_first_mint(figures, scale),
        writes=_writes(figures),
        remarks=_remarks(figures),
    )


def _load_targets(figures: Figures) -> list[Target]:
    runs = figures.runs
    full = _seconds(runs[measure.FULL])
    times_faster = _seconds(runs[measure.ROW_AT_A_TIME]) / full
    times_read_once = full / _seconds(runs[measure.READ_ONCE])
    memory = _peak(runs) / _peak(figures.smaller_runs[-1])
    return [
        Target(
            measure.INCREMENTAL, "20 ms in the database", 1000 * _database_seconds(runs, measure.INCREMENTAL), 20, " ms"
        ),
        Target(measure.SECOND_OF_CHANGES, "60 ms", 1000 * _seconds(runs[measure.SECOND_OF_CHANGES]), 60, " ms"),
        Target(measure.FEW_CHANGES, "250 ms", 1000 * _seconds(runs[measure.FEW_CHANGES]), 250, " ms"),
        Target(measure.MANY_CHANGES, "4 s", _seconds(runs[measure.MANY_CHANGES]), 4, " s"),
        Target(measure.OWN_MANY_CHANGES, "4 s", _seconds(runs[measure.OWN_MANY_CHANGES]), 4, " s"),
        Target(measure.FULL, "8 times faster than row at a time", times_faster, 8, " times", is_at_least=True),
        Target(measure.FULL, "within 2 times of reading each source once", times_read_once, 2, " times"),
        *(
            Target(name, "100 ms in the database", 1000 * _database_seconds(runs, name), 100, " ms")
            for name in measure.EXPLAINED
        ),
        Target(
            "memory", f"flat: within 1.1 times of that of 1/{measure.SMALLER[-1]} of the rows", memory, 1.1, " times"
        ),
    ]


def _mint_targets(figures: Figures) -> list[Target]:
    quiet = _seconds(figures.runs[measure.QUIET_FIRST_MINT]) / _seconds(figures.runs[measure.QUIET_FLOOR])
    fewer, more = (_per_reward(runs[measure.OWN_FIRST_MINT]) for runs in figures.smaller_runs)
    linear = "linear: within 1.25 times a reward on twice the rows"
    return [
        Target(measure.QUIET_FIRST_MINT, "within 2.5 times of the plain insert", quiet, 2.5, " times"),
        Target(measure.OWN_FIRST_MINT, linear, more / fewer, 1.25, " times"),
    ]


def _write_targets(costs: Sequence[WriteCost]) -> Iterator[Target]:
    for limit in (writes.BUSY, writes.OTHER):
        of_limit = [cost for cost in costs if writes.LIMITS[cost.table] == limit and cost.is_ours]
        worst = max(of_limit, key=lambda cost: cost.ratio)
        tables = ", ".join(dict.fromkeys(cost.table for cost in of_limit))
        name = f"the platform's writes: {tables if limit == writes.BUSY else 'other tables that grow with activity'}"
        unit = f" times ({worst.kind}s of {worst.table})"
        yield Target(name, f"at most {limit:.2f} times as long with our triggers and indexes", worst.ratio, limit, unit)


def _times(runs: dict[str, list[Run]]) -> str:
    row_at_a_time = _seconds(runs[measure.ROW_AT_A_TIME])
    lines = []
    for name in TIMES:
        done = runs[name]
        database_seconds = _database_seconds(runs, name)
        cells = [name, len(done), f"{_seconds(done):.3f}", f"{database_seconds:.3f}" if database_seconds else ""]
        cells.append(f"{median(run.reading_seconds for run in done):.3f}")
        if name in READS:
            cells += ["", ""]
        else:
            cells += [f"{median(run.written for run in done):,.0f}", f"{row_at_a_time / _seconds(done):,.1f}"]
        lines.append(cells)
    headers = ["", "runs", "seconds", "in the database", "of that reading", "rewards written"]
    return markdown_table([*headers, "times faster than row at a time"], lines)


def _by_challenge(runs: dict[str, list[Run]]) -> str:
    columns = {
        "full load": measure.FULL,
        **{name.removeprefix("incremental load, "): name for name in measure.CHANGED_ROWS},
    }
    lines = [
        [name, *(f"{median(run.by_challenge[name] for run in runs[column]):.3f}" for column in columns.values())]
        for name in runs[measure.FULL][0].by_challenge
    ]
    total = [f"{median(sum(run.by_challenge.values()) for run in runs[column]):.3f}" for column in columns.values()]
    return markdown_table(["challenge", *columns], [*lines, ["all together", *total]])


def _first_mint(figures: Figures, scale: float) -> str:
    quiet = figures.runs[measure.QUIET_FLOOR], figures.runs[measure.QUIET_FIRST_MINT]
    lines = [["quiet", f"{quiet[1][0].written:,}", *(f"{_seconds(runs):.3f}" for runs in quiet), "", ""]]
    for smaller, runs in zip(measure.SMALLER, figures.smaller_runs, strict=True):
        of = [runs[name] for name in (measure.FLOOR, measure.FIRST_MINT, measure.OWN_FIRST_MINT)]
        lines.append(
            [
                f"with triggers, at scale {scale / smaller:g}",
                f"{of[1][0].written:,}",
                *(f"{_seconds(runs):.3f}" for runs in of),
                f"{1_000_000 * _per_reward(of[2]):,.0f}",
            ]
        )
    headers = ["", "rewards", "plain insert", "loader", "loader without the platform's trigger"]
    return markdown_table([*headers, "microseconds of that for a reward"], lines)


def _writes(figures: Figures) -> str:
    costs = {(cost.table, cost.kind): cost for cost in figures.writes}
    lines = []
    for table, limit in writes.LIMITS.items():
        found = [costs.get((table, kind)) for kind in ("insert", "update")]
        is_met = limit is None or all(cost.ratio <= limit for cost in found if cost)
        verdict = ["reported only", ""] if limit is None else [f"{limit:.2f}", "met" if is_met else "not met"]
        lines.append(
            [table, f"{figures.table_rows[table]:,}", *(cell for cost in found for cell in _cost(cost)), *verdict]
        )
    headers = [f"{kind} {side}" for kind in ("insert", "update") for side in ("without", "with", "ratio")]
    return markdown_table(["table", "rows", *headers, "target", ""], lines)


def _cost(cost: WriteCost | None) -> list[str]:
    if cost is None:
        return ["", "", ""]
    return [f"{1000 * cost.without:.2f}", f"{1000 * cost.with_ours:.2f}", f"{cost.ratio:.2f}"]


def _remarks(figures: Figures) -> str:
    others = [
        f"{rows:,} of `{table}`" for table, rows in figures.table_rows.items() if table not in writes.LIMITS and rows
    ]
    remarks = [f"There are also {', '.join(others)}."]
    if unchanged := dict.fromkeys(f"`{cost.table}`" for cost in figures.writes if not cost.is_ours):
        remarks.insert(0, f"Nothing is added to {', '.join(unchanged)}. Their ratios show how exact the others are.")
    return "\n".join(fill(remark, 120, initial_indent="* ", subsequent_indent="  ") for remark in remarks)


def _memory(figures: Figures) -> str:
    fewer, all_rows = _peak(figures.smaller_runs[-1]), _peak(figures.runs)
    return f"{fewer:.1f} MiB with 1/{measure.SMALLER[-1]} of the rows, {all_rows:.1f} MiB with all"


def _decisions(runs: dict[str, list[Run]]) -> str:
    """Return the median number of decisions in an answer of each kind."""
    return " and ".join(f"{median(run.written for run in runs[name]):,.0f}" for name in measure.EXPLAINED)


def _peak(runs: dict[str, list[Run]]) -> float:
    """Return the peak of MiB of the loads that have a process of their own."""
    return max(run.memory for name in (measure.COLD, measure.FULL) for run in runs[name])


def _seconds(runs: list[Run]) -> float:
    return median(run.seconds for run in runs)


def _database_seconds(runs: dict[str, list[Run]], name: str) -> float:
    return median(run.database_seconds for run in runs[name])


def _per_reward(runs: list[Run]) -> float:
    return _seconds(runs) / max(1, runs[0].written)


def markdown_table(headers: list[str], lines: list[list[object]]) -> str:
    """Return a table of Markdown."""
    rows = [headers, ["---"] * len(headers), *lines]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows)


def machine() -> str:
    """Return the processor, its cores and the memory."""
    information = Path("/proc/cpuinfo")
    models = [
        line.partition(":")[2].strip()
        for line in (information.read_text().splitlines() if information.exists() else [])
        if line.startswith("model name")
    ]
    processor = models[0] if models else platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {measure.MEMORY / 2**30:.0f} GiB of memory"


def load_average() -> str:
    """Return how busy the machine was: above 1 or 2, others were at work too."""
    return f"its load average at the end {os.getloadavg()[1]:.1f}"
