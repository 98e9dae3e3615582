"""One process loads again and again while everything changes: it stays right, and nothing of it grows.

A world is drawn as for test_oracle.py and lives for some loads, by the hour or by the day. Then it vanishes, as by a
rollback of the chain, and another one appears in the same database, with other ids: there is always something to mint,
and the oracle need not look at what was. `--soak 2000` goes on for longer.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from statistics import median
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from psycopg import sql
from psycopg.rows import dict_row, namedtuple_row

from loader.database import connect
from sandbox.dbt_runner import PROJECT
from tests.catalog import CATALOG, CHALLENGES
from tests.conftest import SOAKED, WORLDS_SEED
from tests.oracle import Notes, Oracle
from tests.test_oracle import Platform, assert_equal, has_table, table_of
from tests.test_schedule import BACKENDS
from tests.world import WEDNESDAY, stop_autovacuum
from tests.worlds import EVERYTHING, KEYS, STATES, WRITTEN, Piece, Step, challenge, mostly, newest, numbered, some

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loader.database import Connection
    from tests.oracle import Tables

pytestmark = pytest.mark.once

Drawn = TypeVar("Drawn")
Answer = dict[str, Any]

LOADS_OF_A_WORLD = 10
IDS_OF_A_WORLD = 1000
PLAIN = 20
MEBIBYTE = 2**20
FEW_NOTES = 10
MANY_STATEMENTS = 24 + 4 * len(CHALLENGES)
KEPT = ("blocks", "challenges", "trending_results")  # what outlives a world, beside its rewards
ENOUGH_LOADS = 1000  # for every challenge to mint in each half of them

# The notification of each reward by the platform's trigger. A reward in cooldown has none if the user had one for
# another reward within the hour.
TOLD = """
    select
        rewards.challenge_id,
        rewards.specifier,
        count(*) filter (where type = 'challenge_reward') as as_reward,
        count(*) filter (where type = 'reward_in_cooldown') as in_cooldown,
        exists (
            select 1
            from notification as others
            where
                others.type = 'reward_in_cooldown'
                and rewards.user_id = any(others.user_ids)
                and others."timestamp" >= rewards.completed_at - interval '1 hour'
        ) as is_told_of_one
    from user_challenges as rewards
    left join notification
        on
            rewards.challenge_id = notification.data ->> 'challenge_id'
            and rewards.specifier = notification.data ->> 'specifier'
    where rewards.is_complete
    group by rewards.challenge_id, rewards.specifier, rewards.user_id, rewards.completed_at
"""
OWN_NOTIFICATIONS = {"t": "tastemaker", "tt": "trending", "tut": "trending_underground"}

LEDGER = """
    select
        count(*) filter (where new + updated + rows_also_written > 0) as written,
        count(*) filter (where new + updated + rows_also_written = 0) as idle,
        (select count(*) from challenges_loader.challenge_status where outcome = 'ok') as ok,
        count(distinct load_id) as loads_of_challenges,
        (select count(*) from challenges_loader.loads) as loads,
        (select count(*) from challenges_loader.mints) as mints
    from challenges_loader.challenge_loads
"""
NOTES = """
    select (select count(*) from challenges_loader.changed_rows)
        + (select count(*) from challenges_loader.full_reads)
"""


@dataclass(frozen=True)
class Turn:
    """What changes before a load, how many hours after the last one it comes, and how it loads."""

    changes: list[Piece]
    hours: int
    mode: str
    in_the_head: bool


TURNS = st.builds(
    Turn,
    some(EVERYTHING.changes, 0, 10),
    st.integers(1, 24),
    mostly("changes", "everything"),
    mostly(False, True, weight=4),
)


def drawn(strategy: st.SearchStrategy[Drawn], count: int, number: int) -> list[Drawn]:
    """Draw so many, all before anything is done with them: what has happened once cannot be tried again.

    Without the first, which are the plainest: in these worlds hardly anything happens.
    """
    found: list[Drawn] = []

    @seed(number)
    @settings(
        max_examples=count + PLAIN,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(one: Drawn) -> None:
        found.append(one)

    keep()
    assert len(found) == count + PLAIN
    return found[PLAIN:]


def moved(value: Any, column: str, world: int, weeks: int) -> Any:
    """Return a value of a column as this world has it, so many weeks later: with its own ids, on the same weekday."""
    if isinstance(value, datetime):
        return value + timedelta(weeks=weeks)
    if column == "event_data" and isinstance(value, dict) and isinstance(value.get("winners"), list):
        return value | {"winners": [moved(name, "winner_id", world, weeks) for name in value["winners"]]}
    if (column.endswith("_id") or column == "referrer") and type(value) is int and 1 <= value < IDS_OF_A_WORLD:
        return world * IDS_OF_A_WORLD + value
    if column == "winner_id" and type(value) is str and re.fullmatch("[1-9][0-9]{0,2}", value):
        return str(moved(int(value), column, world, weeks))
    return value


def in_world(piece: Piece, world: int, weeks: int) -> Piece:
    """Return a piece as this world has it."""
    rows = [{column: moved(value, column, world, weeks) for column, value in row.items()} for row in piece.rows]
    key = zip(KEYS[piece.table], piece.key, strict=True)
    return Piece(piece.table, tuple(moved(value, column, world, weeks) for column, value in key), tuple(rows))


class Worker:
    """The process that loads, and all that it has answered."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.answers: list[Answer] = []

    def load(self, clock: datetime, mode: str) -> Answer:
        """Have it load, and return its answer."""
        self.process.stdin.write(f"{clock.isoformat()} {mode}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the process ended with {self.process.wait()}"
        answer = json.loads(line)
        assert "warning" not in answer, answer
        self.answers.append(answer)
        return answer


@contextmanager
def working() -> Iterator[Worker]:
    command = [sys.executable, "-m", "tests.soak_worker"]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Worker(process)
        process.stdin.close()
        assert process.wait(timeout=60) == 0


@dataclass
class Soak:
    """A platform on which one world follows another, its loader, and what the rules say of the present world."""

    platform: Platform
    worker: Worker
    tables: Tables
    clock: datetime = WEDNESDAY
    world: int = 0
    earlier_rewards: int = 0
    notes: Notes = field(default_factory=Notes)
    play_numbers: Iterator[int] = field(default_factory=lambda: count(100, 10))

    def begin(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Let the present world vanish but for its rewards, and return the pieces of the next one."""
        self.world += 1
        self.earlier_rewards += len(self.tables["user_challenges"])
        for table in KEYS:
            if table not in KEPT:
                self.tables[table] = []
            if table not in (*KEPT, "user_challenges") and has_table(self.platform.connection, table):
                self.platform.connection.execute(sql.SQL("delete from {}").format(table_of(table)))
        self.platform.roll_back()
        catalog = [challenge(challenge_id, True) for challenge_id in CHALLENGES]
        # What an earlier system minted belongs to no world; and the chain grows on.
        others = [piece for piece in pieces if piece.table not in (*WRITTEN, "blocks") and piece.rows]
        return newest([*catalog, *others])

    def load(self, turn: Turn, begun: Sequence[Piece] = ()) -> Answer:
        """Make the changes of a turn, load, and compare with the rules."""
        self.clock += timedelta(hours=turn.hours)
        weeks = (self.clock - WEDNESDAY).days // 7
        # Nobody else writes the second tables: only a load of everything could see it. What an earlier system minted
        # belongs to no world.
        drawn = [piece for piece in (*begun, *turn.changes) if piece.table not in (*STATES, "user_challenges")]
        changes = [in_world(piece, self.world, weeks) for piece in newest(numbered(drawn, self.play_numbers))]
        self.platform.happen(Step(changes, self.clock, turn.mode, turn.in_the_head), self.tables)
        answer = self.worker.load(self.clock, turn.mode)
        oracle = Oracle(self.tables, self.clock, self.notes)
        oracle.load()

        title = f"the load at {self.clock} in world {self.world}"
        assert_equal(title, self.tables, self.written())
        rewards = self.earlier_rewards + len(self.tables["user_challenges"])
        assert one(self.platform.connection, "select count(*) from user_challenges") == rewards, title
        for result in answer["results"]:
            assert result["outcome"] == "ok", (title, result)
            assert result["minted"] == oracle.seen[f"{result['challenge_id']}: written"], (title, result)
        return answer

    def written(self) -> Tables:
        """Return what was written for the present world."""
        ids = (self.world * IDS_OF_A_WORLD, (self.world + 1) * IDS_OF_A_WORLD - 1)
        with self.platform.connection.cursor(row_factory=dict_row) as cursor:
            rewards = cursor.execute("select * from user_challenges where user_id between %s and %s", ids).fetchall()
        return {"user_challenges": rewards} | {table: self.platform.rows(table) for table in WRITTEN[1:]}


def test_a_process_that_loads_for_long_stays_right_and_does_not_grow(
    database: str, request: pytest.FixtureRequest
) -> None:
    count = request.config.getoption("--soak")
    number = request.config.stash[WORLDS_SEED]
    turns = drawn(TURNS, count, number)
    worlds = drawn(EVERYTHING.world, -(-count // LOADS_OF_A_WORLD), number)
    notes: list[int] = []
    backends: list[int] = []
    with connect() as connection, working() as worker:
        # The server's process keeps the statistics of the tables that it plans for. If they came in the middle of the
        # test, its memory would grow by that once.
        stop_autovacuum(connection)
        soak = Soak(Platform(connection, has_triggers=True), worker, {table: [] for table in KEYS})
        for step, turn in enumerate(turns):
            is_new = step % LOADS_OF_A_WORLD == 0
            soak.load(turn, soak.begin(worlds[step // LOADS_OF_A_WORLD]) if is_new else ())
            notes.append(one(connection, NOTES))
            backends.append(one(connection, f"select count(*) from ({BACKENDS}) as backends"))
        request.config.stash[SOAKED] = figures(worker.answers, notes, connection)

        assert_all_kinds_of_loads(worker.answers, count)
        assert_flat([answer["bytes"] for answer in worker.answers])
        assert_statements_are_few(worker.answers)
        assert {answer["pid"] for answer in worker.answers} == {worker.answers[0]["pid"]}
        assert set(backends) == {1}
        # What else the server does may keep them for some loads.
        assert min(notes[3 * count // 4 :]) <= FEW_NOTES
        assert_ledger_is_short(worker.answers, connection)
        assert_each_reward_was_told_once(connection)


def one(connection: Connection, query: str) -> int:
    """Return the number that a query answers."""
    ((number,),) = connection.execute(query).fetchall()
    return number


def quarter(values: Sequence[int], number: int) -> int:
    """Return the median of one quarter of the values."""
    return round(median(values[number * len(values) // 4 : (number + 1) * len(values) // 4]))


def minted(answers: Sequence[Answer]) -> Counter[str]:
    """Return how many rewards of each challenge were minted."""
    counts: Counter[str] = Counter()
    for answer in answers:
        counts.update({result["challenge_id"]: result["minted"] for result in answer["results"]})
    return counts


def assert_all_kinds_of_loads(answers: Sequence[Answer], count: int) -> None:
    """Check that much was read and minted, and until the end."""
    read = {bool(result["scopes"]) if result["scopes"] is not None else None for result in flat(answers)}
    assert read == {None, True, False}
    late = minted(answers[count // 2 :])
    assert sum(late.values()) >= count // 4
    assert count < ENOUGH_LOADS or all(late[challenge_id] for challenge_id in CATALOG), late


def flat(answers: Sequence[Answer]) -> Iterator[dict[str, Any]]:
    """Yield what was done to each challenge in each load."""
    for answer in answers:
        yield from answer["results"]


def assert_flat(sizes: Sequence[int]) -> None:
    """Check that the loader needs no more memory in the end than when it was warm, but for what few loads may tell."""
    tolerance = MEBIBYTE / 2 if len(sizes) >= ENOUGH_LOADS else MEBIBYTE
    assert quarter(sizes, 3) <= quarter(sizes, 1) + tolerance, [quarter(sizes, number) for number in range(4)]


def assert_statements_are_few(answers: Sequence[Answer]) -> None:
    """Check that the server's process keeps a few statements, and as much memory as these need."""
    sizes: dict[int, list[int]] = {}
    for answer in answers[len(answers) // 4 :]:
        sizes.setdefault(answer["prepared"], []).append(answer["server_bytes"])
    assert max(sizes) <= MANY_STATEMENTS
    assert all(max(some) - min(some) <= 2 * MEBIBYTE for some in sizes.values()), sizes


def assert_ledger_is_short(answers: Sequence[Answer], connection: Connection) -> None:
    """Check that of what did nothing in a row there is but the last, and that nothing is lost."""
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        ledger = cursor.execute(LEDGER).fetchone()
    assert ledger.written == sum(result["has_written"] for result in flat(answers))
    assert ledger.idle <= len(CATALOG)
    assert ledger.ok == len(CATALOG)
    assert ledger.loads == ledger.loads_of_challenges
    assert ledger.mints == one(connection, "select count(*) from user_challenges where is_complete")


def assert_each_reward_was_told_once(connection: Connection) -> None:
    """Check the notifications of the platform's trigger and of this system's."""
    counts: Counter[str] = Counter()
    for challenge_id, specifier, as_reward, in_cooldown, is_told_of_one in connection.execute(TOLD):
        counts[challenge_id] += 1
        if CATALOG[challenge_id]["cooldown_days"] in ("", "0"):
            expected = [(1, 0)]
        elif challenge_id in ("b", "s"):
            expected = [(0, 0)]
        else:
            expected = [(0, 1), (0, 0)] if is_told_of_one else [(0, 1)]
        assert (as_reward, in_cooldown) in expected, (challenge_id, specifier)
    for challenge_id, kind in OWN_NOTIFICATIONS.items():
        told = one(connection, f"select count(*) from notification where type = '{kind}'")
        assert told == counts[challenge_id], kind


def figures(answers: Sequence[Answer], notes: Sequence[int], connection: Connection) -> str:
    """Return how it went, in a line."""
    sizes = [answer["bytes"] for answer in answers]
    ledger = one(connection, "select count(*) from challenges_loader.challenge_loads")
    rewards = ", ".join(f"{count} {challenge_id}" for challenge_id, count in sorted(minted(answers).items()))
    return (
        f"soak: {len(answers)} loads, rewards: {rewards}; loader"
        f" {' '.join(f'{quarter(sizes, number) / MEBIBYTE:.2f}' for number in range(4))} MiB by quarters,"
        f" server's process {answers[-1]['server_bytes'] / MEBIBYTE:.1f} MiB with {answers[-1]['prepared']} statements,"
        f" {ledger} rows in the ledger, at most {max(notes)} notes"
    )
