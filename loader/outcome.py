"""What a load is asked to do, and what it reports."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone


@dataclass(frozen=True)
class LoadOptions:
    """How to load: `only` these challenges (default: all), and with `full` everything, not only what changed.

    `quiet`: fire no trigger, so that nobody is notified. `clock`: the time of loading, with its zone (default: now).
    `over_limit`: the challenges that may mint more than their limits.
    """

    only: Sequence[str] = ()
    full: bool = False
    dry_run: bool = False
    quiet: bool = False
    clock: datetime | None = None
    over_limit: Collection[str] = ()


@dataclass(frozen=True)
class Unpayable:
    """Eligible rows of a view that cannot be paid, for one reason."""

    reason: str
    rows: int
    example: str | None


@dataclass(frozen=True)
class Merged:
    """How many rows had which outcome. `minted` rewards became complete; `audio` is theirs, in whole AUDIO."""

    new: int = 0
    updated: int = 0
    already_right: int = 0
    minted: int = 0
    audio: int = 0
    rows_also_written: int = 0
    unpayable: tuple[Unpayable, ...] = ()

    @property
    def has_written(self) -> bool:
        """Whether a row was written, of rewards or of a second table."""
        return bool(self.new or self.updated or self.rows_also_written)


@dataclass(frozen=True, kw_only=True)
class ChallengeLoad(Merged):
    """What one load did to one challenge. `outcome` is ok, failed, over_limit or ended_early.

    `scopes` counts those that were read, None if everything was. `load_id` is that of the ledger, None of a dry run.
    What a load mints that `may_exceed_limit` does not count against the limits.
    """

    challenge_id: str
    name: str | None = None
    started_at: datetime = field(default_factory=lambda: datetime.now(timezone.utc))
    seconds: float = 0.0
    is_active: bool = True
    may_exceed_limit: bool = False
    scopes: int | None = None
    full_read_reason: str | None = None
    also_writes_table: str | None = None
    outcome: str = "ok"
    error: str | None = None
    load_id: int | None = None


@dataclass(frozen=True)
class SourceDefect:
    """Rows of a platform table that no rule can use, and an example of them."""

    table_name: str
    defect: str
    rows: int
    example: str


def seconds_since(started_at: datetime) -> float:
    """Return the seconds from a time, with its zone, until now."""
    return (datetime.now(timezone.utc) - started_at).total_seconds()
