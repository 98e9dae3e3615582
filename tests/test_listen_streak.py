"""The listening streak: a challenge that goes on from a state, and reads only plays that are new."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from loader.adopt import adopt, take_back
from loader.database import connect, views_schema
from loader.errors import ConnectionLostError
from loader.explain import Question, explain
from tests.test_growth import pages_touched
from tests.world import NOON, WEDNESDAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.world import World

pytestmark = pytest.mark.once
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HEAD = 600
USERS = range(1, 41)


@pytest.fixture
def listeners(world: World) -> World:
    """A platform on which the challenge is active and has been loaded once, with some users."""
    world.run("update challenges set active = true where id = 'e'")
    world.users(*USERS)
    world.add("blocks", blockhash="head", number=HEAD)
    assert world.load("e")["e"].outcome == "ok"
    return world


def play(world: World, user_id: int, *times: datetime, slot: int | None = None) -> None:
    """Add plays of a user, by one statement each."""
    for time in times:
        world.add("plays", user_id=user_id, created_at=time, slot=slot)


def days(count: int, *, since: datetime = NOON) -> list[datetime]:
    return [since + day * DAY for day in range(count)]


def rows(world: World) -> dict[str, tuple[Any, ...]]:
    """Return (user_id, steps, is_complete, amount, completed_at, completed_blocknumber) by the specifier."""
    answer = world.rows(
        "select specifier, user_id, current_step_count, is_complete, amount, completed_at, completed_blocknumber"
        " from user_challenges where challenge_id = 'e'"
    )
    return {specifier: tuple(row) for specifier, *row in answer}


def states(world: World) -> dict[int, tuple[datetime, int]]:
    answer = world.rows("select user_id, last_listen_date, listen_streak from challenge_listen_streak")
    return {user_id: (last, streak) for user_id, last, streak in answer}


# The rule once more, in plain Python


@dataclass
class Listener:
    """One user, by the spec: what a load of some new plays makes of the state and of the rewards."""

    user_id: int
    is_active: bool = True
    last: datetime | None = None
    streak: int = 0
    rows: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    created: dict[str, int] = field(default_factory=dict)  # by the specifier: the load that wrote it

    def load(self, plays: Iterable[tuple[datetime, int, int | None]], number: int) -> None:
        """Walk new plays, as (time, id, slot)."""
        specifier = self.row_under_way()
        for time, _, slot in sorted(plays):
            if self.last is not None and time < self.last + 16 * HOUR:
                continue
            if self.last is None or time >= self.last + 48 * HOUR:
                self.streak, specifier = 0, None
            self.last, self.streak = time, self.streak + 1
            block = HEAD if slot is None else slot
            here = f"{self.user_id:x}{time:%Y%m%d%H}"
            specifier = specifier or here
            if not self.is_active:
                continue
            if self.streak > 7:
                self.rows[here] = (self.user_id, 1, True, 1, time, block)
                continue
            self.created.setdefault(specifier, number)
            is_complete = self.streak == 7
            done = (time, block) if is_complete else (None, None)
            self.rows[specifier] = (self.user_id, self.streak, is_complete, 7, *done)

    def row_under_way(self) -> str | None:
        in_progress = [specifier for specifier, row in self.rows.items() if not row[2]]
        if not 1 <= self.streak < 7:
            return None
        return max(in_progress, key=lambda one: (self.created[one], one[-10:]), default=None)


def random_times(rng: random.Random, count: int) -> list[datetime]:
    """Return times with gaps near the limits of 16 and 48 hours, in their order."""
    times, time = [], NOON + timedelta(minutes=rng.randrange(3000))
    for _ in range(count):
        times.append(time)
        gap = rng.choice([0, 1, 8, 15, 16, 17, 24, 24, 24, 24, 30, 40, 47, 48, 49, 70])
        time += gap * HOUR + rng.choice([-1, 0, 0, 1]) * timedelta(seconds=1)
    return sorted(times)


@pytest.mark.parametrize("seed", range(4))
def test_any_order_and_number_of_loads_gives_what_the_rule_says(listeners: World, seed: int) -> None:
    """Half of the users' plays come in their order, so how often is loaded does not matter; others come late."""
    rng = random.Random(seed)  # noqa: S311
    waiting = {}
    for user_id in USERS:
        plays = [(time, rng.choice([None, rng.randrange(10**6)])) for time in random_times(rng, rng.randrange(1, 40))]
        if user_id % 2:
            rng.shuffle(plays)
        waiting[user_id] = plays
    walked = {user_id: Listener(user_id) for user_id in USERS}
    everything = defaultdict(list)
    for number in range(100):
        new = defaultdict(list)
        values: list[tuple[Any, ...]] = []
        for user_id, plays in waiting.items():
            count = len(plays) if number == 99 else rng.choice([0, 0, 1, 1, 2, 8])
            values += [(user_id, *one) for one in plays[:count]]
            del plays[:count]
        rng.shuffle(values)
        for user_id, time, slot in values:
            ((play_id,),) = listeners.rows(
                "insert into plays (user_id, play_item_id, created_at, slot) values (%s, 1, %s, %s) returning id",
                *(user_id, time, slot),
            )
            new[user_id].append((time, play_id, slot))
            everything[user_id].append((time, play_id, slot))
        for user_id, plays in new.items():
            walked[user_id].load(plays, number)
        clock = WEDNESDAY + number * HOUR
        result = listeners.load("e", full=rng.random() < 0.2, clock=clock)["e"]
        assert (result.outcome, result.new + result.updated > 0 or not new) in (("ok", True), ("ok", False))
        if not any(waiting.values()):
            break

    expected = {specifier: row for listener in walked.values() for specifier, row in listener.rows.items()}
    assert rows(listeners) == expected
    assert states(listeners) == {one.user_id: (one.last, one.streak) for one in walked.values()}
    for user_id in USERS:
        at_once = Listener(user_id)
        at_once.load(everything[user_id], 0)
        if user_id % 2 == 0:
            assert (at_once.rows, at_once.last) == (walked[user_id].rows, walked[user_id].last)
    before = listeners.rows("select * from challenges_loader.mints"), rows(listeners)
    assert not listeners.load("e", full=True)["e"].has_written
    assert (listeners.rows("select * from challenges_loader.mints"), rows(listeners)) == before


@pytest.mark.parametrize("seed", range(3))
def test_with_listeners_and_the_challenge_switched_off_and_on_the_rule_is_kept(listeners: World, seed: int) -> None:
    """Rewards of a deactivated listener are lost. An inactive load ends what may be read, by its clock."""
    rng = random.Random(seed)  # noqa: S311
    waiting = {user_id: random_times(rng, 30) for user_id in USERS}
    walked = {user_id: Listener(user_id) for user_id in USERS}
    unread = defaultdict(list)
    is_active, first_time = True, datetime.min
    for number in range(30):
        clock = NOON + number * DAY
        for user_id in rng.sample(USERS, 8):
            walked[user_id].is_active = not walked[user_id].is_active
            listeners.run(
                "update users set is_deactivated = %s where user_id = %s", not walked[user_id].is_active, user_id
            )
        for user_id, times in waiting.items():
            for time in times[: rng.choice([0, 1, 2])]:
                times.remove(time)
                ((play_id,),) = listeners.rows(
                    "insert into plays (user_id, play_item_id, created_at) values (%s, 1, %s) returning id",
                    *(user_id, time),
                )
                unread[user_id].append((time, play_id, None))
        if rng.random() < 0.3:
            is_active = not is_active
            listeners.run("update challenges set active = %s where id = 'e'", is_active)
        result = listeners.load("e", full=rng.random() < 0.2, clock=clock.replace(tzinfo=timezone.utc))["e"]
        assert (result.outcome, result.is_active) == ("ok", is_active)
        if not is_active:
            first_time = clock
            continue
        for user_id, plays in unread.items():
            walked[user_id].load([one for one in plays if one[0] >= first_time], number)
        unread.clear()

    expected = {specifier: row for listener in walked.values() for specifier, row in listener.rows.items()}
    assert rows(listeners) == expected
    assert states(listeners) == {one.user_id: (one.last, one.streak) for one in walked.values() if one.last}


def test_the_first_load_walks_all_plays_at_once(world: World) -> None:
    """Those from before the notes, too."""
    world.users(1)
    world.add("blocks", blockhash="head", number=HEAD)
    world.run("alter table plays disable trigger user")
    play(world, 1, *days(9))
    world.run("alter table plays enable trigger user")
    world.run("update challenges set active = true where id = 'e'")

    assert world.load("e")["e"].full_read_reason is None

    assert list(rows(world)) == ["12026052012", "12026052712", "12026052812"]
    assert states(world) == {1: (NOON + 8 * DAY, 9)}
    assert rows(world)["12026052012"] == (1, 7, True, 7, NOON + 6 * DAY, HEAD)


def test_a_reward_in_progress_shows_one_to_seven_steps(listeners: World) -> None:
    steps = []
    for time in days(8):
        play(listeners, 1, time)
        listeners.load("e")
        steps.append(rows(listeners)["12026052012"][1:4])
    assert steps == [*((step, False, 7) for step in range(1, 7)), (7, True, 7), (7, True, 7)]
    assert rows(listeners)["12026052712"][1:4] == (1, True, 1)


def test_the_catalogs_amount_is_paid_sevenfold_then_once(listeners: World) -> None:
    listeners.run("update challenges set amount = '3' where id = 'e'")
    play(listeners, 1, *days(8))
    listeners.load("e")
    assert [row[3] for row in rows(listeners).values()] == [21, 3]


def test_a_late_play_counts_if_it_is_after_the_last_counted_one(listeners: World) -> None:
    play(listeners, 1, NOON)
    listeners.load("e")
    play(listeners, 1, NOON - DAY, NOON + 15 * HOUR, NOON + 16 * HOUR)
    listeners.load("e")
    assert states(listeners) == {1: (NOON + 16 * HOUR, 2)}


# What is noted


def notes(world: World) -> list[tuple[int, int]]:
    return world.rows("select first_id, last_id from challenges_loader.changed_ranges order by first_id")


def test_a_statement_is_noted_once_by_the_range_of_its_ids(listeners: World) -> None:
    """Ids between, of other writers, cost a load less than further notes cost the indexer."""
    listeners.run("insert into plays (user_id, play_item_id) select 1, 1 from generate_series(1, 100)")
    listeners.run("insert into plays (id, user_id, play_item_id) values (201, 1, 1), (300, 1, 1)")
    listeners.run("insert into plays (id, user_id, play_item_id) select 1000, 1, 1 where false")
    assert notes(listeners) == [(1, 100), (201, 300)]


def test_a_far_id_in_a_statement_does_not_widen_the_range(listeners: World) -> None:
    insert = "insert into plays (id, user_id, play_item_id) select id, 1, 1 from unnest(%s::integer[]) as id"
    listeners.run(insert, [2_000_000_000, 5, 6, -2_000_000_000])
    far = [(-2_000_000_000, -2_000_000_000), (5, 6), (2_000_000_000, 2_000_000_000)]
    assert notes(listeners) == far

    listeners.run(insert, [*range(10_001, 13_001)])
    assert notes(listeners) == [*far[:2], (10_001, 13_000), far[2]]


def test_a_play_whose_listener_or_time_changes_is_read_and_another_change_is_not(listeners: World) -> None:
    listeners.run("insert into plays (user_id, play_item_id, created_at) values (null, 1, %s), (2, 1, %s)", NOON, NOON)
    listeners.load("e")
    listeners.run("delete from challenges_loader.changed_ranges")
    listeners.run("update plays set city = 'Rome'")
    assert notes(listeners) == []

    listeners.run("update plays set user_id = 1 where user_id is null")
    listeners.run("update plays set created_at = created_at + interval '1 day' where user_id = 2")

    assert notes(listeners) == [(1, 1), (2, 2)]
    listeners.load("e")
    assert states(listeners) == {1: (NOON, 1), 2: (NOON + DAY, 2)}


def test_a_deleted_play_takes_nothing_back(listeners: World) -> None:
    play(listeners, 1, *days(7))
    listeners.load("e")
    before = rows(listeners), states(listeners)
    listeners.run("delete from plays")
    assert not listeners.load("e")["e"].has_written
    assert not listeners.load("e", full=True)["e"].has_written
    assert (rows(listeners), states(listeners)) == before


def test_a_play_that_cannot_be_noted_is_inserted_and_found(listeners: World) -> None:
    listeners.run("alter table challenges_loader.changed_ranges add check (first_id < 0)")
    play(listeners, 1, NOON)
    assert notes(listeners) == []
    assert listeners.load("e")["e"].full_read_reason == "a change of plays could not be noted"
    assert states(listeners) == {1: (NOON, 1)}


def test_a_play_is_inserted_even_if_nothing_can_be_noted(listeners: World) -> None:
    listeners.run("drop table challenges_loader.changed_ranges, challenges_loader.full_reads cascade")
    play(listeners, 1, NOON)
    assert listeners.rows("select count(*) from plays") == [(1,)]


def test_a_full_load_finds_plays_that_no_trigger_noted(listeners: World) -> None:
    play(listeners, 1, NOON)
    listeners.load("e")
    listeners.run("set session_replication_role = replica")
    play(listeners, 2, NOON)
    listeners.run("set session_replication_role = origin")
    assert listeners.load("e")["e"].scopes == 0
    assert listeners.load("e", full=True)["e"].new == 1
    assert states(listeners) == {1: (NOON, 1), 2: (NOON, 1)}


def test_plays_that_writers_commit_out_of_the_order_of_their_ids_are_all_read(listeners: World) -> None:
    with psycopg.connect() as slow:
        slow.execute("insert into plays (user_id, play_item_id, created_at) values (1, 1, %s)", [NOON])
        play(listeners, 2, NOON)
        listeners.load("e", full=True)
        play(listeners, 3, NOON)
        listeners.load("e")
        assert set(states(listeners)) == {2, 3}
        slow.commit()

    assert listeners.load("e")["e"].scopes is not None
    assert set(states(listeners)) == {1, 2, 3}


def test_a_full_load_reads_what_was_committed_late(listeners: World) -> None:
    with psycopg.connect() as slow:
        slow.execute("insert into plays (user_id, play_item_id, created_at) values (1, 1, %s)", [NOON])
        play(listeners, 2, NOON)
        listeners.load("e", full=True)
        slow.commit()
    listeners.load("e", full=True)
    assert set(states(listeners)) == {1, 2}


def test_notes_of_plays_are_forgotten_once_they_are_read(listeners: World) -> None:
    listeners.load()
    play(listeners, 1, NOON)
    for _ in range(5):
        listeners.next_block()
        listeners.load()
    assert notes(listeners) == []


# The state and the rewards


def test_the_platforms_trigger_finds_the_state_of_the_rewards(listeners: World) -> None:
    listeners.run("create table seen (specifier text, streak integer)")
    listeners.run(
        "create function see() returns trigger language plpgsql as $$ begin insert into seen select new.specifier,"
        " (select listen_streak from challenge_listen_streak where user_id = new.user_id); return null; end $$"
    )
    listeners.run("create trigger see after insert or update on user_challenges for each row execute function see()")
    play(listeners, 1, *days(8))
    listeners.load("e")
    assert listeners.rows("select * from seen") == [("12026052012", 8), ("12026052712", 8)]


def test_a_load_that_dies_leaves_neither_state_nor_rewards(listeners: World) -> None:
    listeners.run(
        "create function die() returns trigger language plpgsql as"
        " $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$"
    )
    listeners.run("create trigger die after insert on user_challenges for each row execute function die()")
    play(listeners, 1, *days(8))
    with connect() as connection, pytest.raises(ConnectionLostError):
        type(listeners)(connection).load("e")
    assert (rows(listeners), states(listeners)) == ({}, {})

    listeners.run("drop trigger die on user_challenges")
    listeners.load("e")

    assert (len(rows(listeners)), states(listeners)) == (2, {1: (NOON + 7 * DAY, 8)})


def test_over_the_limit_nothing_is_written_and_the_plays_stay_due(listeners: World) -> None:
    play(listeners, 1, NOON)
    listeners.load("e")
    listeners.run("update challenges.catalog set limit_rewards = 1 where id = 'e'")
    play(listeners, 2, *days(8))
    play(listeners, 1, NOON + DAY)
    before = rows(listeners), states(listeners)
    for full in (False, True, False):
        assert listeners.load("e", full=full)["e"].outcome == "over_limit"
        assert (rows(listeners), states(listeners)) == before

    assert listeners.load("e", over_limit=["e"])["e"].outcome == "ok"

    assert states(listeners) == {1: (NOON + DAY, 2), 2: (NOON + 7 * DAY, 8)}


def test_a_dry_run_writes_nothing_and_tells_what_is_due(listeners: World) -> None:
    play(listeners, 1, *days(8))
    assert listeners.load("e", dry_run=True)["e"].new == 2
    assert (rows(listeners), states(listeners)) == ({}, {})
    assert listeners.load("e")["e"].new == 2


def test_if_the_state_was_lost_nothing_counts_up_to_the_newest_reward(listeners: World) -> None:
    """A streak begins again, and the rewards of the former one stay."""
    play(listeners, 1, *days(8))
    listeners.load("e")
    before = rows(listeners)
    listeners.run("delete from challenge_listen_streak")
    play(listeners, 1, NOON - DAY, *days(8), NOON + 7 * DAY + HOUR)

    listeners.load("e")

    named = f"1{NOON + 7 * DAY + HOUR:%Y%m%d%H}"
    assert rows(listeners) == before | {named: (1, 1, False, 7, None, None)}
    assert states(listeners) == {1: (NOON + 7 * DAY + HOUR, 1)}


def test_a_reward_of_an_earlier_system_without_a_time_counts_when_it_was_created(listeners: World) -> None:
    listeners.run("set session_replication_role = replica")
    listeners.add(
        "user_challenges",
        challenge_id="e",
        specifier="1:20260520",
        user_id=1,
        completed_at=None,
        created_at=datetime(2026, 5, 20, 14, tzinfo=timezone(2 * HOUR)),
    )
    listeners.run("set session_replication_role = origin")
    play(listeners, 1, NOON, NOON + HOUR)
    listeners.load("e")
    assert states(listeners) == {1: (NOON + HOUR, 1)}


@pytest.mark.parametrize("specifier", ["1:20260515", "12026051512"])
def test_a_row_in_progress_of_an_earlier_system_goes_on(listeners: World, specifier: str) -> None:
    listeners.add("challenge_listen_streak", user_id=1, last_listen_date=NOON - DAY, listen_streak=5)
    in_progress = {"challenge_id": "e", "user_id": 1, "is_complete": False, "completed_at": None, "amount": 7}
    created_at = WEDNESDAY - 5 * DAY
    listeners.add("user_challenges", specifier=specifier, current_step_count=5, created_at=created_at, **in_progress)
    listeners.add("user_challenges", specifier="12026050112", created_at=created_at - HOUR, **in_progress)
    play(listeners, 1, *days(3), slot=77)

    listeners.load("e")

    assert rows(listeners) == {
        specifier: (1, 7, True, 7, NOON + DAY, 77),
        "12026050112": (1, 1, False, 7, None, None),
        "12026052212": (1, 1, True, 1, NOON + 2 * DAY, 77),
    }
    assert states(listeners) == {1: (NOON + 2 * DAY, 8)}


def test_while_a_listener_is_deactivated_the_state_goes_on_and_the_rewards_are_lost(listeners: World) -> None:
    play(listeners, 1, *days(6))
    listeners.load("e")
    listeners.run("update users set is_deactivated = true where user_id = 1")
    play(listeners, 1, *days(3, since=NOON + 6 * DAY))
    listeners.load("e")
    assert rows(listeners) == {"12026052012": (1, 6, False, 7, None, None)}
    assert states(listeners) == {1: (NOON + 8 * DAY, 9)}

    listeners.run("update users set is_deactivated = false, blocknumber = %s where user_id = 1", listeners.next_block())
    listeners.load("e")
    listeners.load("e", full=True)
    assert len(rows(listeners)) == 1
    play(listeners, 1, NOON + 9 * DAY)
    listeners.load("e")

    assert rows(listeners) == {
        "12026052012": (1, 6, False, 7, None, None),
        "12026052912": (1, 1, True, 1, NOON + 9 * DAY, HEAD + 1),
    }


# What is never read


def test_what_was_played_before_the_last_load_that_found_it_inactive_never_counts(world: World) -> None:
    """No state is kept meanwhile. The plays may come late."""
    world.users(1, 2)
    world.add("blocks", blockhash="head", number=HEAD)
    play(world, 1, NOON - 2 * DAY)
    for clock in (WEDNESDAY - DAY, WEDNESDAY):
        assert world.load("e", clock=clock)["e"].is_active is False
    play(world, 1, NOON - HOUR, NOON + DAY)
    world.run("update challenges set active = true where id = 'e'")
    assert states(world) == {}

    world.load("e", clock=WEDNESDAY + DAY)
    play(world, 2, NOON - HOUR, NOON)
    world.load("e", clock=WEDNESDAY + DAY)

    assert states(world) == {1: (NOON + DAY, 1), 2: (NOON, 1)}


def test_a_failed_or_dry_load_does_not_find_it_inactive(listeners: World) -> None:
    listeners.run("update challenges set active = false where id = 'e'")
    listeners.load("e", dry_run=True)
    listeners.run("update challenges set active = true where id = 'e'")
    play(listeners, 1, NOON - DAY)
    listeners.load("e")
    assert states(listeners) == {1: (NOON - DAY, 1)}


def test_a_pause_while_it_was_inactive_does_not_end_a_state(listeners: World) -> None:
    play(listeners, 1, *days(3))
    listeners.load("e")
    listeners.run("update challenges set active = false where id = 'e'")
    listeners.load("e", clock=WEDNESDAY + 2 * DAY + HOUR)
    listeners.run("update challenges set active = true where id = 'e'")
    play(listeners, 1, NOON + 3 * DAY)
    listeners.load("e", clock=WEDNESDAY + 3 * DAY)
    assert rows(listeners) == {"12026052012": (1, 4, False, 7, None, None)}


def test_what_was_played_before_the_adoption_date_never_counts(world: World) -> None:
    world.users(1, 2)
    world.run("update challenges set active = true where id = 'e'")
    world.add("challenge_listen_streak", user_id=2, last_listen_date=NOON - DAY, listen_streak=7)
    play(world, 1, NOON - DAY, NOON)
    play(world, 2, NOON - 2 * HOUR, NOON + HOUR)
    adopt(world.connection, views_schema(), ["e"], since=WEDNESDAY)

    world.load("e")
    play(world, 1, NOON - HOUR)
    world.load("e")

    assert states(world) == {1: (NOON, 1), 2: (NOON + HOUR, 8)}


def test_taking_the_adoption_back_reads_all_plays_once(world: World) -> None:
    world.users(1, 2)
    world.run("update challenges set active = true where id = 'e'")
    play(world, 1, NOON - DAY)
    adopt(world.connection, views_schema(), ["e"], since=WEDNESDAY)
    world.load("e")
    assert states(world) == {}

    take_back(world.connection, views_schema(), ["e"])
    world.load("e")

    assert states(world) == {1: (NOON - DAY, 1)}


# What a load touches


def pages_of_load(world: World, **options: Any) -> int:
    before = pages_touched(world)
    world.load("e", **options)
    after = pages_touched(world)
    tables = ("public.plays", "public.challenge_listen_streak", "public.user_challenges")
    return sum(after[table] - before[table] for table in tables)


def fill(world: World, first: int, last: int) -> None:
    """Add plays of many listeners, and their states, as read long ago."""
    world.run("set session_replication_role = replica")
    world.run(
        "insert into plays (id, user_id, play_item_id, created_at) select i, 1 + i %% 5000, i %% 100, %s::timestamp"
        " - i * interval '1 minute' from generate_series(%s::integer, %s::integer) as i",
        *(NOON - DAY, first, last),
    )
    world.run(
        "insert into challenge_listen_streak select i, %s, 3 from generate_series(1, 5000) as i on conflict do nothing",
        NOON - DAY,
    )
    world.run("set session_replication_role = origin")
    world.run("select setval('plays_id_seq', %s)", last)
    world.run("vacuum analyze plays, challenge_listen_streak")


def test_a_load_reads_only_new_plays_however_many_there_are(listeners: World) -> None:
    """Incremental and full ones, and the first one after the challenge was inactive."""
    costs = []
    for first, last in ((1, 20_000), (20_001, 200_000)):
        fill(listeners, first, last)
        listeners.run("update challenges_loader.watermarks set play_id = %s", last)
        cost = []
        for number in range(4):
            if number == 2:
                listeners.run("update challenges set active = not active where id = 'e'")
                listeners.load("e", clock=WEDNESDAY)
                listeners.run("update challenges set active = not active where id = 'e'")
                listeners.run("update challenges_loader.watermarks set play_id = null")
            listeners.run(
                "insert into plays (id, user_id, play_item_id, created_at) select %s + i, i, 1, %s"
                " from generate_series(1, 20) as i",
                *(last * 10 + number * 100, NOON + (number + (first > 1) * 10) * DAY),
            )
            cost.append(pages_of_load(listeners, full=number == 1))
        costs.append(cost)
    assert all(large < 2 * small for small, large in zip(*costs, strict=True)), costs
    assert all(streak > 1 for user_id, (_, streak) in states(listeners).items() if user_id <= 20)


def test_an_inactive_challenge_is_not_read(world: World) -> None:
    fill(world, 1, 5000)
    play(world, 1, NOON)
    before = pages_touched(world)["public.plays"]
    for full in (False, True, False):
        assert not world.load("e", full=full)["e"].has_written
    adopt(world.connection, views_schema(), ["e"])
    assert pages_touched(world)["public.plays"] - before < 20


# What people see


def test_a_listener_is_explained(listeners: World) -> None:
    play(listeners, 1, *days(8))
    play(listeners, 2, NOON)
    listeners.load("e")
    listeners.run("update users set is_deactivated = true where user_id = 1")
    play(listeners, 1, NOON + 8 * DAY)

    decisions = [*explain(listeners.connection, views_schema(), Question(only=["e"], user_id=1))]

    assert [(one.specifier, one.decision, one.amount) for one in decisions] == [
        ("12026052812", "refused", 1),
        ("12026052012", "minted", 7),
        ("12026052712", "minted", 1),
    ]
    assert decisions[0].failed_gates == ("is_recipient_active",)
    assert decisions[0].keys == {"streak_day": 9}


def test_progress_is_not_explained_by_the_catalogs_step_count(listeners: World) -> None:
    play(listeners, 1, *days(3))
    (decision,) = explain(listeners.connection, views_schema(), Question(only=["e"], user_id=1))
    assert (decision.decision, decision.current_step_count, decision.step_count) == ("in progress", 3, None)


def test_a_play_at_a_time_that_no_reward_can_have_stops_nobody(listeners: World) -> None:
    listeners.run(
        "insert into plays (user_id, play_item_id, created_at) values (1, 1, 'infinity'), (1, 1, '-infinity')"
    )
    listeners.run("insert into plays (user_id, play_item_id, created_at) values (1, 1, '9999-01-01'), (2, 1, %s)", NOON)
    assert listeners.load("e")["e"].outcome == "ok"
    assert states(listeners) == {2: (NOON, 1)}
    defects = listeners.rows("select defect, count(*) from challenges.source_defects group by defect order by defect")
    assert ("a time before 2000 or more than a day ahead", 3) in defects


@pytest.mark.parametrize(
    ("last", "count"), [("294276-12-31", 1), ("infinity", 1), ("4713-01-01 BC", 1), ("2026-05-19 12:00", 2147483647)]
)
def test_a_state_that_cannot_be_harms_nobody_else(listeners: World, last: str, count: int) -> None:
    listeners.run("insert into challenge_listen_streak values (1, %s::text::timestamp, %s)", last, count)
    play(listeners, 1, *days(1))
    play(listeners, 2, *days(7))
    result = listeners.load("e", clock=WEDNESDAY + 7 * DAY)["e"]
    assert result.error is None
    assert [row[0] for row in rows(listeners).values() if row[2]] == ([1, 2] if count > 1 else [2])
    play(listeners, 1, *days(6, since=NOON + DAY))
    assert listeners.load("e", clock=WEDNESDAY + 7 * DAY)["e"].error is None
    last_listen_date, listen_streak = states(listeners)[1]
    assert (last_listen_date, listen_streak >= 7) == (NOON + 6 * DAY, True)
