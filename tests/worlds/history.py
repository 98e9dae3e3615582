"""Pieces of a world, and what happens to it step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from tabulate import tabulate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.oracle import Row, Tables

KEYS = {
    "aggregate_monthly_plays": ("play_item_id", "timestamp", "country"),
    "aggregate_user": ("user_id",),
    "blocks": ("number",),
    "challenge_listen_streak": ("user_id",),
    "challenge_profile_completion": ("user_id",),
    "challenges": ("id",),
    "comments": ("comment_id",),
    "events": ("event_id",),
    "follows": ("follower_user_id", "followee_user_id"),
    "one_shots": ("campaign", "user_id"),
    "playlists": ("playlist_id",),
    "plays": ("id",),
    "remixes": ("parent_track_id", "child_track_id"),
    "reposts": ("user_id", "repost_item_id", "repost_type"),
    "saves": ("user_id", "save_item_id", "save_type"),
    "sol_purchases": ("signature", "instruction_index"),
    "track_trending_scores": ("track_id", "type", "version", "time_range"),
    "tracks": ("track_id",),
    "trending_results": ("rank", "type", "version", "week"),
    "user_challenges": ("challenge_id", "specifier"),
    "user_events": ("user_id",),
    "user_tips": ("slot", "signature"),
    "users": ("user_id",),
}
ADOPTED_NOW = datetime.max
STATES = ("challenge_listen_streak", "challenge_profile_completion")
WRITTEN = ("user_challenges", "trending_results", *STATES)
# The platform moves the block of a row with every change.
MARKED = {"comments", "events", "follows", "playlists", "reposts", "saves", "tracks", "user_events", "users"}


@dataclass(frozen=True)
class Piece:
    """The rows of one entity: none, one, or several if former rows and defects are among them."""

    table: str
    key: tuple[Any, ...]
    rows: tuple[Row, ...]

    def put_into(self, tables: Tables) -> None:
        """Replace the rows of this entity."""
        columns = KEYS[self.table]
        others = [row for row in tables[self.table] if tuple(row[column] for column in columns) != self.key]
        tables[self.table] = others + [dict(row) for row in self.rows]

    def changed_in(self, block: int) -> Piece:
        """Return the piece as a block wrote it; a row without a block stays without."""
        if self.table not in MARKED:
            return self
        # What a user did before stays where it was said; only the last event is new.
        kept = len(self.rows) - 1 if self.table == "user_events" else 0
        changed = (row | {"blocknumber": row["blocknumber"] and block} for row in self.rows[kept:])
        return Piece(self.table, self.key, (*self.rows[:kept], *changed))

    @property
    def is_rollback(self) -> bool:
        """Return whether rows vanish of which the platform keeps all: then the chain was rolled back."""
        return self.table in MARKED and not self.rows


@dataclass(frozen=True)
class Step:
    """Changes, and then a load at a time.

    `mode` is how it loads: "changes", "everything", or "crash" if a load is rolled back before one of changes.
    `in_the_head` says that the changes are more of the head block. With `since`, this system takes over before the
    load, from that time on, or by ADOPTED_NOW from the clock on; with `is_taken_back`, it takes back that it did.
    """

    changes: list[Piece]
    clock: datetime
    mode: str = "changes"
    in_the_head: bool = False
    since: datetime | None = None
    is_taken_back: bool = False

    @property
    def now(self) -> datetime:
        """Return the clock as the platform's tables write times."""
        return self.clock.astimezone(timezone.utc).replace(tzinfo=None)

    @property
    def adopted_since(self) -> datetime | None:
        """Return the time from which on this system takes over, None if it does not. It can be in the future."""
        return self.now if self.since == ADOPTED_NOW else self.since

    def __str__(self) -> str:
        takeover = "taken back, " if self.is_taken_back else ""
        if self.since:
            takeover = f"adopted since {self.adopted_since}, "
        return f"{takeover}load of {self.mode}{' in the head block' if self.in_the_head else ''} at {self.clock}"


@dataclass(repr=False)
class History:
    """The pieces of a world and what happens to it; only these challenges are loaded, or all."""

    pieces: list[Piece]
    steps: list[Step]
    challenges: tuple[str, ...]

    def __repr__(self) -> str:
        parts = [f"loads of {', '.join(self.challenges) or 'all challenges'}", shown(assembled(self.pieces))]
        for number, step in enumerate(self.steps, start=1):
            changes = [
                f"change: {shown({piece.table: list(piece.rows)}) or f'{piece.table} {piece.key} goes'}"
                for piece in step.changes
            ]
            parts += [*changes, f"{number}: {step}"]
        return "\n" + "\n\n".join(parts)

    def _repr_pretty_(self, printer: Any, is_cycle: bool) -> None:
        """Let Hypothesis print the rows, not the calls that drew them."""
        printer.text(repr(self))


def numbered(pieces: Iterable[Piece], numbers: Iterator[int]) -> list[Piece]:
    """Give each play the next number, a multiple of 10, in the order of the pieces: drawn plays have negative ones.

    Every seventh commits late: its number is below that of the play before it.
    """
    found = []
    for one in pieces:
        if one.table == "plays" and one.key[0] < 0:
            number = next(numbers) - (15 if one.key[0] % 7 == 0 else 0)
            found.append(Piece("plays", (number,), tuple(row | {"id": number} for row in one.rows)))
        else:
            found.append(one)
    return found


def newest(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces without those that a later one replaces."""
    return list({(piece.table, piece.key): piece for piece in pieces}.values())


def assembled(pieces: Iterable[Piece]) -> Tables:
    """Return the tables of a world; rewards of challenges that are not in its catalog cannot be."""
    tables: Tables = {table: [] for table in KEYS}
    for piece in pieces:
        tables[piece.table] += [dict(row) for row in piece.rows]
    known = {row["id"] for row in tables["challenges"]}
    tables["user_challenges"] = [row for row in tables["user_challenges"] if row["challenge_id"] in known]
    return tables


def add_blocks(tables: Tables) -> None:
    """Add the blocks that source rows name: the platform's foreign keys see to that."""
    numbers = {row["number"] for row in tables["blocks"]}
    named = {row.get("blocknumber") for table, rows in tables.items() if table != "blocks" for row in rows}
    tables["blocks"] += [{"number": number} for number in sorted(named - numbers - {None})]


def happen(step: Step, tables: Tables) -> list[Piece]:
    """Make the changes of a step, in one block or as more of the head block, and return them as they were made."""
    head = max((row["number"] for row in tables["blocks"]), default=4)
    pieces = [piece.changed_in(head + (not step.in_the_head)) for piece in step.changes]
    for piece in pieces:
        piece.put_into(tables)
    add_blocks(tables)
    return pieces


def shown(tables: Tables) -> str:
    """Return the tables that have rows, as text."""
    return "\n\n".join(
        f"{table}\n{tabulate(rows, headers='keys', missingval='null')}" for table, rows in tables.items() if rows
    )
