"""Loaders, the platform and an earlier system, all at work at once: nothing is minted twice, beyond a cap, or lost."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql

from loader.database import connect
from sandbox.dbt_runner import PROJECT
from tests.world import FRIDAY, NOON, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from loader.database import Connection

# What a loader loads, one after the other; each loader begins with another one.
CHOICES = ((), ("cs", "t", "w"), ("c", "cp", "tt"), ("b", "s", "tut"), ("cs",), ("t", "w"))
FANS = range(1, 31)

# What the earlier system mints: some of what is eligible. Of cosigns it has its own order, the latest first, so that it
# fills a cap with others than a load does. tt and tut are minted with the second table, which it does not write.
MINT = """
insert into user_challenges (
    challenge_id, specifier, user_id, amount, current_step_count, is_complete, completed_at, completed_blocknumber
)
select challenge_id, specifier, user_id, amount, current_step_count, is_complete, qualified_at, completed_blocknumber
from ({eligible}) as eligible
where not exists (
    select 1
    from user_challenges as live
    where live.challenge_id = eligible.challenge_id and live.specifier = eligible.specifier
)
order by random()
limit 4
on conflict do nothing
"""
COSIGNS = """
with candidates as (
    select
        *,
        count(*) filter (where is_minted) over (partition by cosigner_id) as minted,
        row_number() over (partition by cosigner_id, is_minted order by qualified_at desc, specifier) as place
    from (
        select
            *,
            exists (
                select 1
                from user_challenges as live
                where live.challenge_id = 'cs' and live.specifier = candidates.specifier
            ) as is_minted
        from challenges.cosign as candidates
    ) as candidates
    where is_cosigner_verified and is_recipient_active
)

select *
from candidates
where minted + place <= 5
"""


def eligible(view: str) -> str:
    return f"select * from challenges.{view} where is_eligible"


ELIGIBLE = {
    "b": eligible("audio_matching_buyer"),
    "c": eligible("first_weekly_comment"),
    "cp": eligible("comment_pin"),
    "cs": COSIGNS,
    "s": eligible("audio_matching_seller"),
    "t": eligible("tastemaker"),
    "w": eligible("remix_contest_winner"),
}
CAPPED = ("cs", "t", "w")
WRITER_LOCK = "select pg_advisory_xact_lock_shared(2003986804, hashtext(%s))"  # as docs/running.md has it

# How much is minted for a cosigner, a track and a contest, the only one of its host, where it is most. Everything
# qualifies within a day, so a window holds all of its scope.
FULLEST = """
with counts as (
    select challenge_id, count(*) as count
    from user_challenges
    where challenge_id in ('cs', 't', 'w')
    group by challenge_id, split_part(specifier, ':', case challenge_id when 't' then 3 else 1 end)
)

select challenge_id, max(count) from counts group by challenge_id
"""

# Users who have more or fewer notifications than rewards. No reward cools down.
MISTOLD = """
with due as (
    select challenge_id, specifier, 'challenge_reward' as type from user_challenges
    union all
    select challenge_id, specifier, 'claimable_reward' from user_challenges where challenge_id not in ('tt', 'tut')
    union all
    select challenge_id, specifier, 'tastemaker' from user_challenges where challenge_id = 't'
    union all
    select challenge_id, specifier, 'trending' from user_challenges where challenge_id = 'tt'
    union all
    select challenge_id, specifier, 'trending_underground' from user_challenges where challenge_id = 'tut'
),

told as (
    select data ->> 'challenge_id', data ->> 'specifier', type
    from notification
    where type in ('challenge_reward', 'claimable_reward')
    union all
    select 't', to_hex(user_ids[1]) || ':t:' || to_hex(specifier::integer), type
    from notification
    where type = 'tastemaker'
    union all
    select case type when 'trending' then 'tt' else 'tut' end, "timestamp"::date || ':' || (data ->> 'rank'), type
    from notification
    where type in ('trending', 'trending_underground')
)

(table due except all table told)
union all
(table told except all table due)
"""

OTHERS = """
select 1
from pg_stat_activity
where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
"""
LOCKS = """
select 1
from pg_locks
where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
"""


class Platform:
    """What artists and fans do, step after step.

    Each step has an artist of its own with a track, a contest and remixes, and goes on with the artists of the three
    steps before: the caps fill while others mint under them.
    """

    def __init__(self, connection: Connection) -> None:
        self.world = World(connection)
        self.dice = random.Random(1)  # noqa: S311
        self.step = 0
        self.world.users(*FANS)

    def at(self) -> datetime:
        """Return a time of the day: what is done later may have qualified before."""
        return NOON + timedelta(seconds=self.dice.randrange(40_000))

    def act(self) -> None:
        """Take a step, in a block and a transaction of its own."""
        self.step += 1
        artist, fan = 1000 + self.step, self.dice.choice(FANS)
        week = NOON - timedelta(weeks=self.dice.randrange(50))
        with self.world.connection.transaction():
            block = self.world.next_block()
            self.world.users(artist, is_verified=True, blocknumber=block)
            self.world.track(artist, owner_id=artist, pinned_comment_id=artist, blocknumber=block)
            self.world.add("aggregate_user", user_id=artist, follower_count=1, following_count=1)
            self.world.add("track_trending_scores", track_id=artist, score=self.step)
            self.world.add("events", event_id=artist, user_id=artist, blocknumber=block)
            self.world.add(
                "comments", comment_id=artist, user_id=fan, entity_id=artist, created_at=week, blocknumber=block
            )
            purchase = {"signature": str(artist), "buyer_user_id": fan, "content_id": artist, "slot": artist}
            self.world.add("sol_purchases", amount=3_000_000, **purchase)
            for each in range(max(artist - 3, 1001), artist + 1):
                self.celebrate(each, block)
            self.world.run("select pg_sleep(0.05)")

    def celebrate(self, artist: int, block: int) -> None:
        """Let the artist cosign three remixes and name them winners, and fans repost and save the artist's track."""
        remixes = [100 * artist + 10 * self.step % 100 + number for number in range(3)]
        for remix, fan in zip(remixes, self.dice.sample(FANS, 3), strict=True):
            self.world.track(remix, owner_id=fan, blocknumber=block)
            self.world.add("remixes", parent_track_id=artist, child_track_id=remix)
            self.world.add("saves", user_id=artist, save_item_id=remix, created_at=self.at(), blocknumber=block)
        self.world.run(
            "update events set blocknumber = %s, updated_at = %s, event_data = jsonb_build_object('winners',"
            " coalesce(event_data -> 'winners', '[]') || to_jsonb(%s::integer[])) where event_id = %s",
            *(block, self.at(), remixes, artist),
        )
        for number in range(5):
            reposter, saver = (FANS[(5 * self.step + number + offset) % len(FANS)] for offset in (0, 15))
            self.world.add("reposts", user_id=reposter, repost_item_id=artist, created_at=self.at(), blocknumber=block)
            self.world.add("saves", user_id=saver, save_item_id=artist, created_at=self.at(), blocknumber=block)


class EarlierSystem:
    """Mints some rewards of three challenges in a transaction, which it sometimes keeps open, or gives up."""

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self.connection = connection
        self.dice = random.Random(2)  # noqa: S311

    def act(self) -> None:
        """Mint once. To check a cap, it must see what others have minted: it takes the lock before it looks."""
        for challenge_id in self.dice.sample([*ELIGIBLE], 3):
            if challenge_id in CAPPED:
                self.connection.execute(WRITER_LOCK, (challenge_id,))
            self.connection.execute(sql.SQL(MINT).format(eligible=sql.SQL(ELIGIBLE[challenge_id])))
        self.connection.execute("select pg_sleep(%s)", (self.dice.choice((0, 0, 0.05, 0.2)),))
        if self.dice.random() < 0.2:
            self.connection.rollback()
        else:
            self.connection.commit()


@contextmanager
def at_work(*acts: Callable[[], None]) -> Iterator[None]:
    """Do each act again and again, all at once, for the length of the block; then raise what one of them raised."""
    over = threading.Event()

    def work(act: Callable[[], None]) -> None:
        while not over.is_set():
            act()

    with ThreadPoolExecutor() as pool:
        works = [pool.submit(work, act) for act in acts]
        try:
            yield
        finally:
            over.set()
    for done in works:
        done.result()


def load_again_and_again(loader: int, times: int) -> list[subprocess.CompletedProcess[str]]:
    """Load in one process after the other, each time something else."""
    runs = []
    for time in range(times):
        only = [f"--challenge={challenge_id}" for challenge_id in CHOICES[(loader + time) % len(CHOICES)]]
        command = [sys.executable, "-m", "loader", "load", "--as-of", "2026-05-22T12:00:00Z", *only]
        runs.append(subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False))
    return runs


@pytest.mark.parametrize(("loaders", "times"), [(2, 6), (8, 2)])
def test_at_once_nothing_is_minted_twice_nor_beyond_a_cap_nor_lost(world: World, loaders: int, times: int) -> None:
    world.run("update challenges set active = true, cooldown_days = 0")
    world.run("update challenges.catalog set limit_rewards = 2147483647, limit_audio = 2147483647")
    with connect() as platforms, psycopg.connect() as systems:
        platform = Platform(platforms)
        for _ in range(25):  # so many tracks that some are underground
            platform.act()
        world.run("analyze")  # as the server would in time
        with at_work(platform.act, EarlierSystem(systems).act), ThreadPoolExecutor(loaders) as pool:
            runs = [*pool.map(load_again_and_again, range(loaders), [times] * loaders)]

    ended = [(run.returncode, run.stderr) for of_loader in runs for run in of_loader]
    assert [(code, said) for code, said in ended if code or said if not said.startswith("error: Another load ")] == []
    assert {code for code, _ in ended} <= {0, 5}
    world.wait_for(f"select 1 where not exists ({OTHERS})")
    assert world.rows(LOCKS) == []
    assert world.rows("select deadlocks from pg_stat_database where datname = current_database()") == [(0,)]

    world.run("select set_config('challenges.as_of', %s, false)", FRIDAY.isoformat())
    assert {result.error for result in world.load(clock=FRIDAY).values()} == {None}
    assert world.would_mint() == []
    assert sum(result.new for result in world.load(clock=FRIDAY, full=True).values()) == 0
    fullest = dict(world.rows(FULLEST))
    assert (fullest["cs"], fullest["w"]) == (5, 5)
    assert fullest["t"] <= 20
    assert world.rows(MISTOLD) == []
