"""What an incremental load costs does not grow with the platform: counted in pages touched, by no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loader.database import connect
from tests.filler import SIZES, copy_of
from tests.world import World, stop_autovacuum

if TYPE_CHECKING:
    from tests.conftest import Databases

NOTHING = ()
# Twenty; half of the listeners have a whole streak, and half of the artists have reached all milestones.
PLAYS = (
    "insert into plays (id, user_id, play_item_id, created_at)"
    " select 1000000 + i / 5, i, i, '2026-05-20 12:00' from generate_series(2405, 2500, 5) as i",
    # The platform counts each play; one stands for a thousand here.
    "insert into aggregate_monthly_plays as counts (play_item_id, timestamp, count)"
    " select i, '2026-05-01', 1000 from generate_series(2405, 2500, 5) as i"
    " on conflict (play_item_id, timestamp, country) do update set count = counts.count + excluded.count",
)
# Rows of a new block, some in each table.
CHANGES = (
    "insert into blocks (blockhash, number) values ('new', %(block)s)",
    "update users set is_deactivated = false, blocknumber = %(block)s where user_id between 1001 and 1010",
    "update tracks set updated_at = now(), blocknumber = %(block)s where track_id between 1101 and 1110",
    "update playlists set updated_at = now(), blocknumber = %(block)s where playlist_id between 1201 and 1210",
    "insert into comments (comment_id, text, user_id, entity_id, entity_type, is_delete, is_visible, txhash, blockhash,"
    " created_at, blocknumber) select 100000 + i, 'x', i, i, 'Track', false, true, 'tx', 'b', now() + '8 days',"
    " %(block)s from generate_series(1301, 1317) as i",
    "insert into reposts (user_id, repost_item_id, repost_type, is_current, is_delete, created_at, txhash, blocknumber)"
    " select i - 1, i, 'track', true, false, now(), 'new', %(block)s from generate_series(1401, 1410) as i",
    "insert into saves (user_id, save_item_id, save_type, is_current, is_delete, created_at, txhash, blocknumber)"
    " select i - 1, i, 'track', true, false, now(), 'new', %(block)s from generate_series(1501, 1510) as i",
    "insert into remixes (parent_track_id, child_track_id) select i, i + 2 from generate_series(1601, 1610) as i",
    "insert into sol_purchases (signature, instruction_index, amount, slot, from_account, buyer_user_id, content_type,"
    " content_id, access_type, valid_after_blocknumber, is_valid, created_at)"
    " select 'new ' || i, 0, 5000000, i, 'a', i, 'track', i - 1, 'stream', 1, true, now()"
    " from generate_series(1701, 1710) as i",
    "update events set event_data = jsonb_build_object('winners', array[event_id + 2]), blocknumber = %(block)s"
    " where event_id between 101 and 103",
    "update track_trending_scores set score = 1000000 + track_id where track_id between 1901 and 1910",
    # Every fifth user has none of the filler's tips and events; every tenth follows enough already.
    "insert into user_tips (slot, signature, sender_user_id, receiver_user_id, amount)"
    " select 1000000, i, i, 1, 1 from generate_series(2005, 2050, 5) as i",
    "insert into user_events (user_id, referrer, is_mobile_user, is_current, blocknumber)"
    " select i, i + 2, true, true, %(block)s from generate_series(2105, 2150, 5) as i",
    "insert into follows (follower_user_id, followee_user_id, is_current, is_delete, created_at, txhash, blocknumber)"
    " select i, i - number, true, false, now(), 'new', %(block)s"
    " from generate_series(2201, 2205) as i cross join generate_series(1, 4) as number",
    # The second and third track of these users.
    "insert into tracks (track_id, owner_id, is_current, is_delete, is_unlisted, created_at, updated_at, txhash,"
    " track_segments, blocknumber)"
    " select 1000000 + 2 * i + number, i, true, false, false, now(), now(), 'tx', '[]', %(block)s"
    " from generate_series(2301, 2305) as i cross join generate_series(0, 1) as number",
    *PLAYS,
    "insert into challenges.one_shots values ('new', '2501', '5', '2026-05-20', 'a test')",
)
# Of tables that grow with what users do; challenges and the loader's own are small, and are read whole.
GROWING = (
    *("aggregate_monthly_plays", "aggregate_user", "blocks", "challenge_listen_streak", "challenge_profile_completion"),
    *("comments", "events", "follows", "mints", "notification", "playlists", "plays", "remixes", "reposts", "saves"),
    *("sol_purchases", "track_trending_scores", "tracks", "user_challenges", "user_events", "user_tips", "users"),
)
# What PostgreSQL knows of the tables, and of their indexes.
STATISTICS = {
    "of empty tables": "delete from pg_statistic; update pg_class set reltuples = 0, relpages = (relkind = 'i')::int",
    "of tables a hundred times as large": "update pg_class set reltuples = 100 * reltuples",
    "none": "delete from pg_statistic; update pg_class set reltuples = -1, relpages = 0",
}
OF_THE_PLATFORM = "where relnamespace = 'public'::regnamespace"
PAGES = (
    "coalesce(heap_blks_read + heap_blks_hit, 0) + coalesce(idx_blks_read + idx_blks_hit, 0)"
    " + coalesce(toast_blks_read + toast_blks_hit, 0) + coalesce(tidx_blks_read + tidx_blks_hit, 0)"
)


def pages_touched(world: World) -> dict[str, int]:
    """Return how many pages of each table and its indexes were touched since the statistics began."""
    stop_autovacuum(world.connection)
    world.flush_statistics()
    return dict(world.rows(f"select schemaname || '.' || relname, {PAGES} from pg_statio_user_tables"))


def rows_by_index(world: World) -> dict[str, int]:
    """Return how many rows of plays and of their counts each index has found since the statistics began."""
    world.flush_statistics()
    return dict(
        world.rows(
            "select indexrelname, idx_tup_read from pg_stat_user_indexes"
            " where relname in ('plays', 'aggregate_monthly_plays')"
        )
    )


def scans(world: World) -> dict[str, int]:
    """Return how often each growing table was read from its beginning to its end."""
    return dict(world.rows("select relname, seq_scan from pg_stat_user_tables where relname = any(%s)", [*GROWING]))


class Cost:
    """What a load took: the rewards that it minted, pages by table, and the tables that were read whole."""

    def __init__(self, world: World) -> None:
        before = pages_touched(world), scans(world)
        self.minted = sum(result.new for result in world.load().values())
        after = pages_touched(world), scans(world)
        self.pages = {table: pages - before[0][table] for table, pages in after[0].items() if pages > before[0][table]}
        self.scanned = [table for table, count in after[1].items() if count > before[1][table]]


@pytest.mark.parametrize("changes", [pytest.param(NOTHING, id="nothing new"), pytest.param(CHANGES, id="a new block")])
def test_a_load_of_a_platform_ten_times_as_large_costs_less_than_twice_as_much(
    databases: Databases, filled: dict[int, str], monkeypatch: pytest.MonkeyPatch, changes: tuple[str, ...]
) -> None:
    costs = []
    for size in SIZES:
        with copy_of(databases, filled[size], monkeypatch) as world:
            world.load()  # what a new connection looks up once
            for statement in changes:
                world.connection.execute(statement, {"block": size + 1})
            costs.append(Cost(world))
    small, large = costs

    assert large.minted == small.minted
    assert (large.minted > 0) == bool(changes)
    assert large.scanned == []
    assert sum(large.pages.values()) < 2 * sum(small.pages.values()), (small.pages, large.pages)


def test_after_a_long_pause_the_next_loads_cost_as_little_again(
    databases: Databases, filled: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Later loads do not use the plan that PostgreSQL made when everything had changed."""
    with copy_of(databases, filled[SIZES[1]], monkeypatch) as world:
        world.load()
        before = Cost(world)
    with copy_of(databases, filled[SIZES[1]], monkeypatch) as world:
        world.run("update challenges_loader.watermarks set block_number = 1, block_hash = null")
        paused = world.load()
        world.load()  # the question of idle loads, which this connection has not planned yet
        after = Cost(world)

    assert max(result.scopes or 0 for result in paused.values()) > SIZES[1] / 2
    assert after.scanned == []
    assert sum(after.pages.values()) < 2 * sum(before.pages.values()), (before.pages, after.pages)


def test_after_an_adoption_a_load_looks_up_only_what_it_reads(
    databases: Databases, filled: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was due then, for each candidate by its key."""
    costs = []
    for size in SIZES:
        with copy_of(databases, filled[size], monkeypatch) as world:
            world.run("insert into challenges_loader.adoptions select id, '2000-01-01', 1 from challenges")
            world.run(
                "insert into challenges_loader.adopted_rewards select id, number::text"
                " from challenges cross join generate_series(1, %s) as number",
                size // 3,
            )
            world.run("analyze challenges_loader.adopted_rewards")
            world.load()  # it reads everything, because of the adoption
            world.load()
            for statement in CHANGES:
                world.connection.execute(statement, {"block": size + 1})
            costs.append(Cost(world))
    small, large = costs

    assert large.minted == small.minted
    assert large.minted > 0
    assert large.scanned == []
    assert sum(large.pages.values()) < 2 * sum(small.pages.values()), (small.pages, large.pages)


def test_a_load_of_new_plays_reads_no_other_plays(
    databases: Databases, filled: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By primary key; and the counts only of those who were played and have not reached all milestones."""
    for size in SIZES:
        with copy_of(databases, filled[size], monkeypatch) as world:
            world.load()  # what a new connection looks up once
            for statement in PLAYS:
                world.run(statement)
            before = rows_by_index(world)
            cost = Cost(world)
            rows = {name: count - before[name] for name, count in rows_by_index(world).items() if count > before[name]}

        assert cost.minted > 0
        assert set(rows) == {"plays_pkey", "aggregate_monthly_plays_pkey"}
        # Four challenges ask twice who is concerned, and one reads the plays twice. The planner looks up a few more.
        assert rows["plays_pkey"] < 10 * 20 + 20
        # For each milestone ten artists. Of each two months; one was updated, and so may be in the index twice.
        assert rows["aggregate_monthly_plays_pkey"] < 3 * 10 * 3 + 20


@pytest.mark.parametrize("is_full", [True, False])
def test_of_a_cosigners_acts_a_load_reads_only_the_cosigns(world: World, *, is_full: bool) -> None:
    """Neither all acts of the cosigner once more for each remix, nor all acts on the remix."""
    world.run("update challenges set active = true where id = 'cs'")
    world.users(1, is_verified=True)
    world.users(2)
    world.run(
        "insert into tracks (track_id, owner_id, is_current, is_delete, created_at, updated_at, txhash)"
        " select n, case when n <= 50 then 1 else 2 end, true, false, now(), now(), 'tx'"
        " from generate_series(1, 100) as n"
    )
    world.run("insert into remixes select n, n + 50 from generate_series(1, 50) as n")
    for acts, act in (("saves", "save"), ("reposts", "repost")):
        # The cosigner's, of which four are cosigns; then those of others, on the remixes.
        for user_id, item in (("1", "n + 95"), ("n", "51 + n % 50")):
            world.run(
                f"insert into {acts} (user_id, {act}_item_id, {act}_type, is_current, is_delete, created_at, txhash,"
                f" blocknumber) select {user_id}, {item}, 'track', true, false, '2026-05-01', 'tx', 1"
                " from generate_series(2, 5000) as n"
            )
    world.run("vacuum analyze")
    world.next_block()
    assert world.load("cs")["cs"].new == 4
    world.run("update saves set blocknumber = %s where user_id = 1 and save_item_id = 98", world.next_block())
    before = world.rows_read()
    assert world.load("cs", full=is_full)["cs"].scopes == (None if is_full else 1)
    after = world.rows_read()
    assert sum(after[acts] - before[acts] for acts in ("saves", "reposts")) < 200


@pytest.fixture(scope="module")
def usual(databases: Databases, filled: dict[int, str]) -> Cost:
    """Return what a load of a new block costs with statistics that are up to date."""
    with pytest.MonkeyPatch.context() as patch, copy_of(databases, filled[SIZES[1]], patch):
        return cost_of_a_new_block()


@pytest.mark.parametrize("statistics", STATISTICS)
def test_a_load_costs_as_little_with_any_statistics(
    databases: Databases, filled: dict[int, str], usual: Cost, monkeypatch: pytest.MonkeyPatch, statistics: str
) -> None:
    """Tables grow faster than their statistics are renewed, and statistics can be lost."""
    with copy_of(databases, filled[SIZES[1]], monkeypatch) as world:
        world.run(f"{STATISTICS[statistics]} {OF_THE_PLATFORM}")
        cost = cost_of_a_new_block()

    assert cost.minted == usual.minted
    assert cost.scanned == []
    assert sum(cost.pages.values()) < 1.5 * sum(usual.pages.values()), (cost.pages, usual.pages)


def cost_of_a_new_block() -> Cost:
    """Load what CHANGES changes, in a session that has planned nothing before."""
    with connect() as connection:
        world = World(connection)
        world.load()
        for statement in CHANGES:
            world.connection.execute(statement, {"block": SIZES[1] + 1})
        return Cost(world)
