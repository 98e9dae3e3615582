"""Fills the platform's tables with as much activity as a test wants: every user does a little of everything.

User i owns track i, of which track i + 1 is a remix; reposts, saves and buys that one; and has commented on the track
of user i - 1, who pins every second such comment. Every tenth user holds a contest, has completed the profile and a
streak, and has reached all milestones; the others are on the way. Every seventh is not verified. Four in five came by a
referral, use the mobile app, and have sent a tip.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from loader.database import connect
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Databases

SIZES = (3_000, 30_000)
STATEMENTS = (
    "insert into blocks (blockhash, number) select 'block-' || i, i from generate_series(1, %(count)s) as i",
    # As wide as real ones: PostgreSQL reads a small table whole if it expects many look-ups.
    "insert into users (user_id, handle, handle_lc, is_current, is_verified, is_deactivated, is_available,"
    " created_at, updated_at, txhash, blocknumber, bio, name, profile_picture, cover_photo)"
    " select i, i, i, true, i %% 7 > 0, false, true, now(), now(), 'tx', i, repeat('x', 1700), i, i, i"
    " from generate_series(1, %(count)s) as i",
    "insert into follows (follower_user_id, followee_user_id, is_current, is_delete, created_at, txhash, blocknumber)"
    " select i, i + number, true, false, now(), 'tx', i from generate_series(1, %(count)s) as i"
    " cross join generate_series(1, case i %% 10 when 0 then 5 else 1 end) as number",
    "insert into user_events (user_id, referrer, is_mobile_user, is_current, blocknumber)"
    " select i, i + 1, true, true, i from generate_series(1, %(count)s) as i where i %% 5 > 0",
    "insert into user_tips (slot, signature, sender_user_id, receiver_user_id, amount)"
    " select i, i, i, i + 1, 1 from generate_series(1, %(count)s) as i where i %% 5 > 0",
    "insert into aggregate_user (user_id, follower_count, following_count)"
    " select i, i %% 3000, i %% 2000 from generate_series(1, %(count)s) as i",
    "insert into tracks (track_id, owner_id, is_current, is_delete, is_unlisted, is_available, created_at, updated_at,"
    " txhash, track_segments, pinned_comment_id, blocknumber)"
    " select i, i, true, false, false, true, now(), now(), 'tx', '[]', nullif(i %% 2, 0) * i, i"
    " from generate_series(1, %(count)s) as i",
    "insert into playlists (playlist_id, playlist_owner_id, is_album, is_private, playlist_contents, is_current,"
    " is_delete, created_at, updated_at, txhash, blocknumber)"
    " select i, i, false, false, '{\"track_ids\": [{\"track\": 1}]}', true, false, now(), now(), 'tx', i"
    " from generate_series(1, %(count)s) as i",
    # Each day a play, of which the last is a day before the tests' clock.
    "insert into plays (id, user_id, play_item_id, created_at)"
    " select 10 * i + day, i, i + 1, timestamp '2026-05-19 12:00' - day * interval '1 day'"
    " from generate_series(1, %(count)s) as i"
    " cross join generate_series(0, case i %% 10 when 0 then 6 else 1 end) as day",
    "insert into aggregate_monthly_plays (play_item_id, timestamp, count)"
    " select i, month, case i %% 10 when 0 then 6000 else 200 end from generate_series(1, %(count)s) as i"
    " cross join unnest(array[date '2026-04-01', '2026-05-01']) as month",
    "insert into comments (comment_id, text, user_id, entity_id, entity_type, is_delete, is_visible, created_at,"
    " updated_at, txhash, blockhash, blocknumber)"
    " select i, 'x', i + 1, i, 'Track', false, true, now(), now(), 'tx', 'b', i"
    " from generate_series(1, %(count)s) as i",
    "insert into remixes (parent_track_id, child_track_id) select i, i + 1 from generate_series(1, %(count)s - 1) as i",
    "insert into reposts (user_id, repost_item_id, repost_type, is_current, is_delete, created_at, txhash, blocknumber)"
    " select i, i + 1, 'track', true, false, now(), 'tx', i from generate_series(1, %(count)s) as i",
    "insert into saves (user_id, save_item_id, save_type, is_current, is_delete, created_at, txhash, blocknumber)"
    " select i, i + 1, 'track', true, false, now(), 'tx', i from generate_series(1, %(count)s) as i",
    "insert into sol_purchases (signature, instruction_index, amount, slot, from_account, buyer_user_id, content_type,"
    " content_id, access_type, valid_after_blocknumber, is_valid, created_at)"
    " select i, 0, 5000000, i, 'a', i, case i %% 2 when 0 then 'track' else 'playlist' end, i + 1, 'stream', 1, true,"
    " now() from generate_series(1, %(count)s) as i",
    "insert into events (event_id, event_type, user_id, event_data, is_deleted, created_at, updated_at, txhash,"
    " blockhash, blocknumber)"
    " select i, 'remix_contest', 10 * i, jsonb_build_object('winners', array[10 * i + 1]), false, now(), now(), 'tx',"
    " 'b', 10 * i from generate_series(1, %(count)s / 10) as i",
    "insert into track_trending_scores (track_id, type, version, time_range, score, created_at)"
    " select i, 'TRACKS', 'pnagD', 'week', i, now() from generate_series(1, %(count)s) as i",
    "insert into notification (specifier, group_id, type, timestamp, user_ids)"
    " select i, i, case i %% 3 when 0 then 'reward_in_cooldown' else 'other' end,"
    # Before the tests' clock, for the platform's trigger reads all that are later than a reward.
    " timestamp '2026-05-20 12:00' - i * interval '1 minute', array[i]"
    " from generate_series(1, %(count)s) as i",
)


def fill(world: World, count: int, but: tuple[str, ...] = ()) -> None:
    """Fill every table but these with so many rows, and gather their statistics."""
    world.run("set session_replication_role = replica")  # no trigger and no foreign key, for speed
    for statement in STATEMENTS:
        if statement.split()[2] not in but:
            world.connection.execute(statement, {"count": count})
    world.run("set session_replication_role = origin")
    world.run("vacuum analyze")


@contextmanager
def copy_of(databases: Databases, name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Copy a database, and drop the copy after the block."""
    copy = databases.create(name)
    monkeypatch.setenv("PGDATABASE", copy)
    with connect() as connection:
        yield World(connection)
    databases.drop(copy)


def prepare(world: World, size: int) -> None:
    """Fill each table with so many rows, and mint everything."""
    world.run("update challenges set active = true, starting_block = 0")
    fill(world, size)
    world.run(
        "insert into challenges.one_shots"
        " select 'filled', i, 1, '2026-05-19', 'a test' from generate_series(1, 10) as i"
    )
    world.run("update challenges.catalog set limit_rewards = 2147483647, limit_audio = 2147483647")
    results = world.load(full=True, quiet=True)
    assert [result.error for result in results.values() if result.error] == []
    # All but those that are paid on Fridays.
    assert [key for key, result in results.items() if not result.new] == ["tt", "tut"]
    assert world.rows("select count(*) > 10 * %s from user_challenges", size) == [(True,)]
    world.run("vacuum analyze")


@pytest.fixture(scope="session")
def filled(databases: Databases, template: tuple[str, list[Any]]) -> Iterator[dict[int, str]]:
    """For each size the name of a database with so many rows in each table, of which all is minted."""
    names = {}
    with pytest.MonkeyPatch.context() as patch:
        for size in SIZES:
            names[size] = databases.create(template[0])
            patch.setenv("PGDATABASE", names[size])
            with connect() as connection:
                prepare(World(connection), size)
    yield names
    for name in names.values():
        databases.drop(name)
