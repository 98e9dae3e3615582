"""What jumps: tables that are emptied by mistake and put back, a source that explodes, a clock that runs backwards."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from loader.adopt import adopt
from loader.database import connect, views_schema
from loader.ledger import status
from tests.test_cli import run
from tests.test_soak import MEBIBYTE, working
from tests.world import FRIDAY, NOON, WEDNESDAY, World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.load import ChallengeLoad
    from tests.conftest import Databases

pytestmark = pytest.mark.once

# Each with what "truncate ... cascade" takes along.
OF_BLOCKS = ("blocks", "users", "tracks", "playlists", "comments", "saves", "reposts", "events")
ALONE = (*OF_BLOCKS[1:], "remixes", "sol_purchases", "track_trending_scores", "aggregate_user", "trending_results")
EMPTIED = {table: (table,) for table in ALONE} | {"blocks": OF_BLOCKS}

# What happens while a table is empty is decided without its former rows; their blocks are old, so that no load of
# changes looks again once they are back. t is read in full by each load, and remixes are noted.
FOUND_BY_FULL = {
    "blocks": {"b", "c", "cp", "cs", "s", "w"},
    "users": {"b", "c", "cp", "cs", "s", "w"},
    "tracks": {"b", "cp", "cs", "s", "w"},
    "playlists": {"b", "s"},
}


def appear(world: World, first: int, block: int = 500) -> None:
    """Add an artist and a listener, and what they have, before they do anything."""
    artist, listener, track, remix, playlist = range(first, first + 5)
    world.users(artist, is_verified=True, blocknumber=block, updated_at=NOON)
    world.users(listener, blocknumber=500)
    world.add("aggregate_user", user_id=artist)
    world.track(track, owner_id=artist, pinned_comment_id=first)
    world.track(remix, owner_id=listener)
    world.add("remixes", parent_track_id=track, child_track_id=remix)
    world.add("playlists", playlist_id=playlist, playlist_owner_id=artist, blocknumber=500)
    world.add("track_trending_scores", track_id=track, score=first)


def act(world: World, first: int, block: int) -> None:
    """Let them earn each reward that has no Friday; b and s twice."""
    artist, listener, track, remix, playlist = range(first, first + 5)
    world.add("comments", comment_id=first, user_id=listener, entity_id=track, blocknumber=block)
    world.add("reposts", user_id=artist, repost_item_id=remix, blocknumber=block)
    world.add("saves", user_id=listener, save_item_id=track, blocknumber=block)
    world.add("events", event_id=first, user_id=artist, event_data={"winners": [remix]}, blocknumber=block)
    for content_id, content_type in ((track, "track"), (playlist, "playlist")):
        world.add(
            "sol_purchases",
            signature=f"{listener} buys {content_id}",
            slot=block,
            buyer_user_id=listener,
            content_id=content_id,
            content_type=content_type,
            amount=1_000_000,
        )


# What the two artists earn as soon as they appear.
VERIFIED = {("v", "100"), ("v", "200")}


def rewards_of(first: int) -> set[tuple[str, str]]:
    """Return what they earn by what they do, as challenge and specifier."""
    artist, listener, track, remix, playlist = (f"{number:x}" for number in range(first, first + 5))
    bought = {(challenge_id, f"{listener}:{content}") for challenge_id in "bs" for content in (track, playlist)}
    return bought | {
        ("c", f"{listener}:202621"),
        ("cp", f"{listener}:{track}"),
        ("cs", f"{artist}:{remix}"),
        ("t", f"{listener}:t:{track}"),
        ("w", f"{artist}:{listener}"),
    }


def empty(world: World, table: str) -> None:
    """Empty a table as a person might, with what refers to it; copies are kept aside."""
    for one in EMPTIED[table]:
        world.run(f"create table aside_{one} as table {one}")
    world.run(f"truncate {table} cascade")


def put_back(world: World, table: str) -> None:
    for one in EMPTIED[table]:
        world.run(f"insert into {one} select * from aside_{one} on conflict do nothing")


def live(world: World) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return the rewards by challenge and specifier, with the physical identity of their rows."""
    return {
        (row[2], row[3]): row
        for row in world.rows("select ctid, xmin, challenge_id, specifier, * from user_challenges")
    }


def load_well(world: World, **options: Any) -> dict[str, ChallengeLoad]:
    """Load, change no reward that is there, and trace each new one once."""
    before = live(world)
    results = world.load(**options)
    after = live(world)
    assert {key: after.get(key) for key in before} == before
    assert {challenge_id: result.error for challenge_id, result in results.items() if result.error} == {}
    traced = world.rows("select challenge_id, specifier from challenges_loader.mints")
    assert sorted(traced) == sorted(after)
    return results


@pytest.fixture
def platform(world: World) -> World:
    """A platform on which some have earned each reward, and others will."""
    world.run("update challenges set active = true")
    appear(world, 256)
    appear(world, 512)
    act(world, 256, block=500)
    world.run("insert into blocks (blockhash, number) values ('head', 600)")
    load_well(world)
    assert set(live(world)) == rewards_of(256) | VERIFIED
    return world


# Tables that are emptied by mistake


@pytest.mark.parametrize("table", EMPTIED)
def test_nothing_is_lost_or_paid_twice_while_a_table_is_empty(platform: World, table: str) -> None:
    due = rewards_of(256) | rewards_of(512) | VERIFIED
    empty(platform, table)
    for full in (False, True):
        assert not any(result.has_written for result in load_well(platform, full=full).values())

    act(platform, 512, block=700)
    for full in (False, True, False):
        load_well(platform, full=full)
        assert rewards_of(256) <= set(live(platform)) <= due

    put_back(platform, table)
    load_well(platform)
    assert {challenge_id for challenge_id, _ in due - set(live(platform))} == FOUND_BY_FULL.get(table, set())
    load_well(platform, full=True)
    assert set(live(platform)) == due
    assert not any(result.has_written for result in load_well(platform, full=True).values())


SAVES_AND_REPOSTS = ("saves", "reposts")


def crowd(world: World, users: range, at: datetime, block: int) -> None:
    """Let users save and repost track 258."""
    for user_id in users:
        world.add("saves", user_id=user_id, save_item_id=258, created_at=at, blocknumber=block)
        world.add("reposts", user_id=user_id + 100, repost_item_id=258, created_at=at, blocknumber=block)


def test_a_full_cap_of_a_track_stays_full_while_the_acts_that_filled_it_are_gone(platform: World) -> None:
    platform.users(*range(1001, 1031), *range(1101, 1131))
    platform.run("delete from saves")
    crowd(platform, range(1001, 1011), NOON - timedelta(days=1), 700)
    load_well(platform, full=True)
    filled = set(live(platform))
    assert sum(challenge_id == "t" for challenge_id, _ in filled) == 20

    for table in SAVES_AND_REPOSTS:
        empty(platform, table)
    crowd(platform, range(1011, 1031), NOON, 701)
    for full in (False, True):
        load_well(platform, full=full)
    assert set(live(platform)) == filled


@pytest.mark.parametrize("table", ["remixes", "saves", "reposts"])
def test_a_full_cap_of_a_cosigner_stays_full_while_a_table_is_empty(platform: World, table: str) -> None:
    for child in range(1001, 1010):
        platform.track(child, owner_id=257)
    for child in range(1001, 1005):
        cosign(platform, child, 700)
    load_well(platform)
    filled = set(live(platform))
    assert sum(challenge_id == "cs" for challenge_id, _ in filled) == 5

    empty(platform, table)
    for child in range(1005, 1010):
        cosign(platform, child, 701)
    for full in (False, True):
        load_well(platform, full=full)
    assert set(live(platform)) == filled


def cosign(world: World, child: int, block: int) -> None:
    world.add("remixes", parent_track_id=258, child_track_id=child)
    for item in ("save", "repost"):
        world.add(f"{item}s", user_id=256, **{f"{item}_item_id": child}, blocknumber=block)


def test_a_contest_stays_full_while_events_is_empty_and_its_host_does_not(
    platform: World,
) -> None:
    """Whose contest a reward is of stands in events alone: docs/operations.md says to stop the loader."""
    winners = range(1001, 1013)
    platform.users(*winners)
    for winner in winners:
        platform.track(winner, owner_id=winner)
    platform.run("update events set event_data = %s::jsonb, blocknumber = 500", f'{{"winners": {[*winners[:6]]}}}')
    load_well(platform, full=True)
    assert len(platform.specifiers("w")) == 5

    empty(platform, "events")
    platform.add("events", event_id=257, user_id=256, event_data={"winners": [*winners[6:]]}, blocknumber=700)
    assert load_well(platform)["w"].new == 5
    # Beyond the window of the host, so that the contest alone is full.
    later = {"event_data": {"winners": [*winners[6:]]}, "updated_at": NOON + timedelta(days=8)}
    platform.add("events", event_id=256, user_id=256, blocknumber=701, **later)
    for full in (False, True):
        assert load_well(platform, full=full)["w"].new == 0


@pytest.fixture
def charts(world: World) -> World:
    """A platform on a Friday whose week is frozen: twelve tracks of twelve owners, of whom the second is inactive."""
    for number in range(1, 13):
        world.users(number, is_deactivated=number == 2)
        world.track(number, owner_id=number)
        world.add("aggregate_user", user_id=number)
        world.add("track_trending_scores", track_id=number, score=100 - number)
    return world


def ranks(world: World) -> list[tuple[Any, ...]]:
    """Return the rewards of tt as rank and recipient."""
    return world.rows(
        "select split_part(specifier, ':', 2)::integer as rank, user_id from user_challenges"
        " where challenge_id = 'tt' order by rank"
    )


def test_a_week_that_is_opened_again_pays_no_rank_twice(charts: World) -> None:
    load_well(charts, clock=FRIDAY)
    paid = [(rank, rank) for rank in range(1, 11) if rank != 2]
    assert ranks(charts) == paid

    empty(charts, "trending_results")
    charts.run("update track_trending_scores set score = -score")
    results = load_well(charts, clock=FRIDAY + timedelta(hours=1))
    # The rank that nobody had been paid for goes to whom it belongs now.
    assert (results["tt"].rows_also_written, ranks(charts)) == (10, sorted([*paid, (2, 11)]))

    charts.run("truncate trending_results")
    put_back(charts, "trending_results")
    for full in (False, True):
        assert not load_well(charts, clock=FRIDAY + timedelta(hours=2), full=full)["tt"].has_written


@pytest.mark.parametrize("table", ["tracks", "track_trending_scores"])
def test_a_week_stays_open_while_there_is_nothing_to_rank(charts: World, table: str) -> None:
    empty(charts, table)
    assert load_well(charts, clock=FRIDAY)["tt"].has_written is False
    put_back(charts, table)
    assert load_well(charts, clock=FRIDAY + timedelta(hours=1))["tt"].new == 9


def test_a_week_that_was_frozen_while_users_was_empty_can_be_frozen_again(charts: World) -> None:
    empty(charts, "users")
    result = load_well(charts, clock=FRIDAY)["tt"]
    assert (result.rows_also_written, result.new) == (10, 0)
    put_back(charts, "users")
    assert load_well(charts, clock=FRIDAY + timedelta(hours=1))["tt"].new == 0

    charts.run("delete from trending_results where week = %s", FRIDAY.date())
    assert load_well(charts, clock=FRIDAY)["tt"].new == 9


# A source that explodes


def test_a_million_purchases_at_once_are_stopped_and_keep_nothing_else_from_being_minted(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(*range(2, 5))
    world.track(10, owner_id=1)
    world.run("insert into users (user_id, is_current) select i, true from generate_series(1001, 4000) as i")
    world.run("insert into blocks (blockhash, number) values ('head', 600)")
    with working() as worker:
        sizes = [worker.load(WEDNESDAY, "changes")["bytes"] for _ in range(20)]
        world.run(
            "insert into sol_purchases (signature, instruction_index, amount, slot, from_account, content_type,"
            " content_id, buyer_user_id, access_type, valid_after_blocknumber, is_valid, created_at)"
            " select i, 0, 5000000, 9, '', 'track', 10, 1000 + i, 'stream', 1, true, %s"
            " from generate_series(1, 1000000) as i",
            NOON,
        )
        buy(world, 2)
        world.add("comments", comment_id=1, user_id=2, blocknumber=700)
        before = bought(world)

        answer = worker.load(WEDNESDAY, "changes")
        outcomes = {result["challenge_id"]: result["outcome"] for result in answer["results"]}
        assert {key for key, outcome in outcomes.items() if outcome == "over_limit"} == {"b", "s"}
        assert set(outcomes.values()) == {"over_limit", "ok"}
        assert [result["error"].split(" are due")[0] for result in answer["results"] if result["error"]] == [
            "it would exceed its limit. 3,001 rewards and 15,005 AUDIO",
            "it would exceed its limit. 1,000,001 rewards and 25,000,025 AUDIO",
        ]
        assert world.rows("select challenge_id, specifier from user_challenges order by 1") == [
            ("c", "2:202621"),
            ("v", "1"),
        ]
        assert bought(world) == before
        # What is to be read again, a million ids, only passes through.
        assert answer["peak_bytes"] <= sizes[-1] + 50 * MEBIBYTE
        assert run("status").exit_code == 1

        world.run("delete from sol_purchases where buyer_user_id > 1000")
        buy(world, 3)
        answer = worker.load(WEDNESDAY, "changes")
        assert {result["outcome"] for result in answer["results"]} == {"ok"}
        assert world.specifiers("b") == world.specifiers("s") == ["2:a", "3:a"]
        assert run("load").exit_code == 0


def buy(world: World, buyer: int) -> None:
    world.add(
        "sol_purchases",
        signature=f"good {buyer}",
        slot=9,
        buyer_user_id=buyer,
        content_id=10,
        amount=5_000_000,
    )


def bought(world: World) -> list[tuple[Any, ...]]:
    """Return the watermarks of b and s."""
    return world.rows(
        "select * from challenges_loader.watermarks where challenge_id in ('b', 's') order by challenge_id"
    )


# A clock that runs backwards


@pytest.fixture
def twin(databases: Databases, template: tuple[str, list[Any]], monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Another platform, on which the clock is always right."""
    name = databases.create(template[0])
    with monkeypatch.context() as patch:
        patch.setenv("PGDATABASE", name)
        connection = connect()
    with connection:
        yield World(connection)
    databases.drop(name)


def watermarks(world: World) -> dict[str, tuple[int, int]]:
    """Return how far each challenge has read, as block and transaction."""
    return {
        challenge_id: (block, transaction)
        for challenge_id, block, transaction in world.rows(
            "select challenge_id, block_number, transaction_id::text::bigint from challenges_loader.watermarks"
        )
    }


SATURDAY = FRIDAY + timedelta(days=1)
NEW_YEAR = datetime(2027, 1, 1, 12, tzinfo=timezone.utc)  # a Friday, of the ISO year 2026
MONDAY = NEW_YEAR + timedelta(days=3)
# What happens until each of these times, and how far back the clock runs then: over a Friday that is closed, too.
DAYS: list[tuple[datetime, list[timedelta]]] = [
    (WEDNESDAY, [timedelta(seconds=3), timedelta(days=41)]),
    (FRIDAY, [timedelta(seconds=3), timedelta(days=1)]),
    (SATURDAY, [timedelta(seconds=3), timedelta(days=1), timedelta(days=3), timedelta(days=300)]),
    (NEW_YEAR, [timedelta(days=1), timedelta(days=2)]),
    (MONDAY, [timedelta(days=2), timedelta(days=3), timedelta(days=5), MONDAY - FRIDAY, timedelta(days=600)]),
]


# A week is frozen when the clock says so: the time of these rewards is all that may differ.
REWARDS = """
    select
        challenge_id,
        specifier,
        user_id,
        amount,
        completed_blocknumber,
        case when challenge_id not in ('tt', 'tut') then completed_at end as completed_at
    from user_challenges
    order by challenge_id, specifier collate "C"
"""


def live_on(world: World, day: int, at: datetime) -> None:
    """Let two earn each reward, and another comment on both sides of a new year."""
    first = 256 * (day + 1)
    appear(world, first, block=700 + day)
    act(world, first, block=700 + day)
    world.run("update sol_purchases set created_at = %s where slot = %s", at.replace(tzinfo=None), 700 + day)
    for comment_id, days in ((10 * day + 1, -1), (10 * day + 2, 3)):
        moment = at.replace(tzinfo=None) + timedelta(days=days)
        world.add("comments", comment_id=comment_id, user_id=257, created_at=moment, blocknumber=700 + day)


def test_a_clock_that_runs_backwards_changes_nothing_once_it_is_right_again(world: World, twin: World) -> None:
    for one in (world, twin):
        one.run("update challenges set active = true")
    for day, (right, errors) in enumerate(DAYS):
        for one in (world, twin):
            live_on(one, day, right)
        load_well(twin, clock=right)
        wrong = [right - error for error in errors]
        for clock in (*wrong, right, *wrong):
            before = watermarks(world)
            load_well(world, clock=clock, full=clock == wrong[-1])
            after = watermarks(world)
            assert all(after[challenge_id] >= watermark for challenge_id, watermark in before.items())
            assert_status_is_of_the_last_load(world)

    for what_is_written in (REWARDS, "select * from trending_results order by type, week, rank"):
        assert world.rows(what_is_written) == twin.rows(what_is_written)
    assert len({challenge_id for challenge_id, _ in live(world)}) == 9  # nobody is ranked beyond the first 20


def test_a_clock_that_runs_backwards_to_a_friday_without_a_load_freezes_its_week(charts: World) -> None:
    """As `--as-of` is meant to; what was before the adoption date stays closed."""
    load_well(charts, clock=FRIDAY)
    # Two weeks within 24 hours of the server's clock are more than the limit.
    assert load_well(charts, clock=FRIDAY - timedelta(days=7), over_limit=["tt", "tut"])["tt"].new == 9
    adopt(charts.connection, views_schema(), ["tt"], since=FRIDAY - timedelta(days=7))
    assert load_well(charts, clock=FRIDAY - timedelta(days=14))["tt"].has_written is False


def test_what_came_while_the_clock_was_before_adoption_is_minted_once_it_is_right_again(platform: World) -> None:
    adopt(platform.connection, views_schema(), since=WEDNESDAY)
    load_well(platform)
    before = watermarks(platform)
    act(platform, 512, block=700)
    platform.run("update sol_purchases set created_at = null where slot = 700")
    for full in (False, True, False):
        load_well(platform, clock=WEDNESDAY - timedelta(days=1), full=full)
    assert watermarks(platform) == before
    assert not {key for key in live(platform) if key[0] in "bs"} - rewards_of(256)

    load_well(platform, clock=WEDNESDAY + timedelta(hours=1))
    assert set(live(platform)) == rewards_of(256) | rewards_of(512) | VERIFIED


def assert_status_is_of_the_last_load(world: World) -> None:
    ((load_id,),) = world.rows("select last_value from challenges_loader.loads_id_seq")
    told = status(world.connection, views_schema())
    assert {one.outcome for one in told} == {"ok"}
    assert max(one.load_id or 0 for one in told) == load_id
    assert all(one.blocks_behind in (0, None) for one in told)
