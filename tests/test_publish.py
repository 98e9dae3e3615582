"""Facts from a lake: published whole or not at all, equal rewards, caps that hold, and how old they may be."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from loader import publish as publishing
from loader.adopt import adopt
from loader.database import connect, views_schema
from loader.errors import BusyError, ChallengesError, UnknownChallengeError
from loader.ledger import status
from loader.metrics import exposition, read_metrics
from loader.migrate import grant_rights, migrate
from loader.publish import publish
from sandbox.__main__ import FRIDAY, THURSDAY
from sandbox.dbt_runner import DbtFailedError, run_dbt
from sandbox.platform import add_sample_data, create_platform, fit_catalog, grant_one_shots
from sandbox.spark import FED
from tests.lake import LAKE, PostgresLake, build_own_facts, feed, publish_own_facts, refuse_failures
from tests.projects import copy_project, replace
from tests.roles import harden
from tests.test_cli import assert_one_sentence, run
from tests.test_growth import pages_touched
from tests.world import NOON, WEDNESDAY, World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from loader.database import Connection
    from tests.conftest import Databases
    from tests.roles import Logins

pytestmark = pytest.mark.once

WRITTEN = {
    "user_challenges": "challenge_id, specifier, user_id, amount, current_step_count, is_complete, completed_at,"
    " completed_blocknumber, created_at",
    "challenge_listen_streak": "*",
    "challenge_profile_completion": "*",
    "trending_results": "user_id, id, rank, type, version, week",
}


def written(world: World) -> dict[str, list[tuple[Any, ...]]]:
    """Return what loads have written, all tables and columns."""
    return {
        table: world.rows(f"select {columns} from {table} order by {table}::text") for table, columns in WRITTEN.items()
    }


def differing(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return, by table, the rows that only one of two has, with how many more of them the first has."""
    found: dict[str, list[Any]] = {}
    for table in one:
        counts = Counter(one[table])
        counts.subtract(Counter(other[table]))
        if rows := [(count, *row) for row, count in counts.items() if count]:
            found[table] = sorted(rows, key=repr)
    return found


def published_rows(world: World) -> list[str]:
    """Return all published facts."""
    tables = [table for (table,) in world.rows("select facts_table from challenges.lake_facts order by 1")]
    return [row for table in tables for (row,) in world.rows(f"select t::text from challenges.{table} as t order by 1")]


def two_days(world: World, publish_day: Callable[[], None] = lambda: None) -> dict[str, list[tuple[Any, ...]]]:
    """Load the sample's two days, incrementally, and return what was written."""
    fit_catalog(world.connection)
    grant_one_shots(world.connection)
    for day, clock in enumerate((THURSDAY, FRIDAY), 1):
        add_sample_data(world.connection, day)
        publish_day()
        loads = world.load(clock=clock)
        assert [load.error for load in loads.values() if load.error] == []
        assert sum(load.new + load.updated for load in world.load(clock=clock).values()) == 0
    return written(world)


def test_published_facts_earn_the_same_rewards(fed: World, databases: Databases, template: tuple[str, Any]) -> None:
    def publish_day() -> None:
        assert [one.error for one in publish_own_facts(fed.connection).values() if one.error] == []

    with_lake = two_days(fed, publish_day)
    with pytest.MonkeyPatch.context() as patch, databases.temporary(patch, template[0]), connect() as connection:
        without_lake = two_days(World(connection))
    assert differing(with_lake, without_lake) == {}
    assert {row[0] for row in with_lake["user_challenges"]} >= set(FED)


def test_only_what_differs_is_written_and_read_again(fed: World) -> None:
    fed.users(2, 3)
    fed.add("comments", comment_id=1, user_id=2)
    fed.add("comments", comment_id=2, user_id=3)
    assert publish_own_facts(fed.connection, "c")["c"].inserted == 2
    fed.load()
    again = publish_own_facts(fed.connection)["c"]
    assert (again.rows, again.inserted, again.deleted) == (2, 0, 0)
    assert fed.load()["c"].scopes == 0

    fed.add("comments", comment_id=3, user_id=3, created_at=NOON + timedelta(days=7))
    fed.run("update comments set is_delete = true where comment_id = 1")
    changed = publish_own_facts(fed.connection)["c"]
    assert (changed.rows, changed.inserted, changed.deleted) == (2, 1, 1)
    load = fed.load()["c"]
    assert (load.scopes, load.new) == (2, 1)
    assert fed.specifiers("c") == ["2:202621", "3:202621", "3:202622"]


def test_a_cap_holds_if_somebody_else_mints_between_the_facts_and_the_load(fed: World) -> None:
    """Five cosigns on the lake, and five other ones that were minted since: the cosigner's cap has no room."""
    fed.run("update challenges set active = true where id = 'cs'")
    fed.users(1, is_verified=True)
    fed.users(2)
    fed.track(10, 1)
    for track_id in range(100, 105):
        fed.track(track_id, 2)
        fed.add("remixes", parent_track_id=10, child_track_id=track_id)
        fed.add("saves", user_id=1, save_item_id=track_id)
    assert publish_own_facts(fed.connection, "cs")["cs"].rows == 5
    for number in range(4):
        fed.add("user_challenges", challenge_id="cs", specifier=f"1:{number + 1}", user_id=2, amount=1000)

    assert fed.load("cs")["cs"].new == 1
    assert fed.rows("select count(*), sum(amount) from user_challenges where challenge_id = 'cs'") == [(5, 5000)]


def test_plays_that_postgresql_does_not_have(
    databases: Databases, template: tuple[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with databases.temporary(monkeypatch, template[0]), connect() as connection:
        world = World(connection)
        build_own_facts(monkeypatch)
        world.users(1, is_verified=True)
        world.users(2)
        world.track(10, 1)
        world.run("update challenges set active = true where id = 'e'")
        for day in range(8):
            world.add("plays", user_id=2, play_item_id=10, created_at=NOON - timedelta(days=8 - day), slot=day)
        world.add("aggregate_monthly_plays", play_item_id=10, count=1200)
        world.run("create schema lake_tables; create table lake_tables.facts as select 1")
        # The lake keeps what it had: PostgreSQL's own facts as tables, for the views go with the platform's tables.
        for name in ("listen_streak", "play_milestone_250", "play_milestone_1000", "play_milestone_10000"):
            world.run(f"create table lake_tables.{name} as select * from {LAKE}.{name}")
        world.run(f"drop schema {LAKE} cascade; alter schema lake_tables rename to {LAKE}")
        world.run("drop schema challenges cascade; drop table plays, aggregate_monthly_plays cascade")
        feed("e", "p1", "p2", "p3", tables_on_lake=["plays", "aggregate_monthly_plays"])
        world.run("update challenges.catalog set limit_rewards = 1000, limit_audio = 100000")
        assert run("migrate").output == "Nothing to apply: the database is up to date.\n"
        assert run("migrate", "--again").exit_code == 0
        with connection.transaction(force_rollback=True):
            grant_rights(connection, views_schema())

        published = publish_own_facts(connection)
        assert {one.challenge_id: (one.rows, one.error) for one in published.values()} == {
            "e": (8, None),
            "p1": (1, None),
            "p2": (1, None),
            "p3": (1, None),
        }
        loads = world.load()
        assert [load.error for load in loads.values() if load.error] == []
        assert [(key, load.new) for key, load in loads.items() if load.new] == [
            ("e", 2),
            ("p1", 1),
            ("p2", 1),
            ("p3", 1),
            ("v", 1),
        ]
        world.run(f"insert into {LAKE}.listen_streak select 99, 2, timestamp '2026-05-20 12:00', 9")
        assert publish_own_facts(connection)["e"].inserted == 1
        load = world.load()["e"]
        assert (load.full_read_reason, load.scopes, load.new) == (None, 1, 1)
        world.load(full=True)
        assert run("status").exit_code == 0
        assert run("explain", "--user", "2").exit_code == 0


def test_a_load_reads_published_plays_after_the_last_counted_one(fed: World) -> None:
    """However many there are before it, on however many pages."""
    fed.users(7)
    fed.run("update challenges set active = true where id = 'e'")
    fed.run(
        "insert into plays (user_id, play_item_id, created_at) select 1 + i %% 1000, 1, %s - i * interval '1 minute'"
        " from generate_series(1, 100000) as i",
        NOON,
    )
    fed.run("set synchronous_commit = on")  # a vacuum marks only pages as visible whose commits are on disk
    publish_own_facts(fed.connection, "e")
    published = f"{views_schema()}.listen_streak_published"
    fed.run(f"vacuum (analyze) {published}")
    assert fed.load("e")["e"].rows_also_written == 1000
    for day in (1, 2):
        fed.add("plays", user_id=7, created_at=NOON + timedelta(days=day))
        publish_own_facts(fed.connection, "e")
        before = pages_touched(fed)[published]
        load = fed.load("e")["e"]
        assert (load.scopes, load.has_written) == (1, True)
        assert pages_touched(fed)[published] - before < 40


def test_days_are_the_same_whether_a_load_reads_all_published_plays_or_the_later_ones(fed: World) -> None:
    """Listeners with a state of any age, without a time, of a time out of range, or none; with plays at its time."""
    fed.run("select setseed(0.5)")
    fed.run(
        "insert into plays (user_id, play_item_id, slot, created_at)"
        " select 1 + i %% 200, 1, i, %s - floor(random() * 300) * interval '1 hour' from generate_series(1, 4000) as i",
        NOON,
    )
    fed.run(
        "insert into challenge_listen_streak select i, case i %% 5 when 0 then null when 1 then '0044-03-15 BC' else"
        " %s::timestamp - floor(random() * 320) * interval '1 hour' end, i %% 9 from generate_series(1, 150) as i",
        NOON,
    )
    fed.run(
        "insert into user_challenges (challenge_id, user_id, specifier, is_complete, amount, completed_at)"
        " select 'e', i, i::text, true, 1, %s::timestamp - i * interval '1 hour' from generate_series(1, 200, 2) as i",
        NOON,
    )
    publish_own_facts(fed.connection, "e")
    days = f"select * from {views_schema()}.listen_streak_days order by user_id, played_at"
    later = fed.rows(days)
    fed.run("set challenges.reads_all = on")
    assert len(later) > 1000
    assert later == fed.rows(days)


@pytest.mark.usefixtures("empty_database")
def test_a_new_database_without_plays_can_be_set_up() -> None:
    with connect() as connection:
        create_platform(connection)
        connection.execute("drop table plays cascade")
        list(migrate(connection))
        feed("e", tables_on_lake=["plays"])


def test_what_dies_half_way_has_published_nothing(fed: World) -> None:
    fed.users(2)
    fed.add("comments", comment_id=1, user_id=2)
    with pytest.raises(KeyboardInterrupt):
        publish_own_facts(fed.connection, stops_after=5)
    assert published_rows(fed) == []
    assert fed.rows("select count(*) from challenges_loader.publications") == [(0,)]
    assert fed.rows("select count(*) from challenges_loader.changed_rows where table_name like 'lake:%'") == [(0,)]

    assert {one.error for one in publish_own_facts(fed.connection).values()} == {None}
    assert fed.load()["c"].new == 1


def test_a_connection_that_is_lost_has_published_nothing(fed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last statement of the transaction meets a server process that has ended."""
    fed.users(2)
    fed.add("comments", comment_id=1, user_id=2)
    with connect() as connection:
        lake = PostgresLake(fed.connection)
        facts = lake.facts

        def facts_until_the_end(name: str) -> publishing.Facts:
            if name == "remix_contest_winner":
                fed.run("select pg_terminate_backend(%s)", connection.info.backend_pid)
            return facts(name)

        monkeypatch.setattr(lake, "facts", facts_until_the_end)
        with pytest.raises((psycopg.OperationalError, ChallengesError)):
            publish(connection, views_schema(), lambda: lake)
    assert published_rows(fed) == []
    assert publish_own_facts(fed.connection)["c"].inserted == 1


def test_one_broken_table_of_the_lake_stops_no_other_challenge(fed: World) -> None:
    fed.users(2)
    fed.add("comments", comment_id=1, user_id=2)
    published = publish_own_facts(fed.connection, broken=["cosign"])
    assert published["cs"].error == "the lake has no table cosign. Build it"
    assert published["c"].inserted == 1


def test_facts_with_other_columns_or_values_are_refused(fed: World) -> None:
    fed.run(
        f"drop view {LAKE}.first_tip; create table {LAKE}.first_tip as select 1 as user_id;"
        f"drop view {LAKE}.mobile_install;"
        f"create table {LAKE}.mobile_install as select '7' as specifier, 99999999999 as user_id, 1 as blocknumber"
    )
    published = publish_own_facts(fed.connection)
    assert "have the columns user_id, and PostgreSQL's have specifier, user_id, " in (published["ft"].error or "")
    assert "99999999999" in (published["m"].error or "")
    assert published["c"].error is None


def test_two_at_once_do_not_meet(fed: World) -> None:
    with connect() as other, connect() as lake:

        def open_lake() -> PostgresLake:
            publish(other, views_schema(), lambda: PostgresLake(lake))
            raise AssertionError

        with pytest.raises(BusyError, match=r"in process \d+ of the server"):
            publish(fed.connection, views_schema(), open_lake)
    assert publish_own_facts(fed.connection)["c"].error is None


def test_many_changes_are_read_in_full(fed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "MANY_SCOPES", 1)
    fed.load()
    fed.users(2, 3)
    fed.add("comments", comment_id=1, user_id=2)
    publish_own_facts(fed.connection)
    fed.load()
    fed.add("comments", comment_id=2, user_id=3)
    fed.add("comments", comment_id=3, user_id=2, created_at=NOON + timedelta(days=7))
    publish_own_facts(fed.connection)
    load = fed.load()["c"]
    assert (load.full_read_reason, load.new) == ("many of its facts were published", 2)


def test_a_user_who_comes_back_is_paid_without_new_facts(fed: World) -> None:
    """Also if the scope is not the user: the users are PostgreSQL's own, so the lake has nothing new to say."""
    fed.run("update challenges set active = true where id = 'cs'")
    fed.users(1, is_verified=True)
    fed.users(2, is_deactivated=True)
    fed.track(10, 1)
    fed.track(11, 2)
    fed.add("remixes", parent_track_id=10, child_track_id=11)
    fed.add("saves", user_id=1, save_item_id=11)
    fed.add("comments", comment_id=1, user_id=2)
    publish_own_facts(fed.connection)
    loads = fed.load()
    assert (loads["c"].new, loads["cs"].new) == (0, 0)

    fed.run("update users set is_deactivated = false, blocknumber = %s where user_id = 2", fed.next_block())
    loads = fed.load()
    assert (loads["c"].new, loads["cs"].new) == (1, 1)
    assert (loads["c"].scopes, loads["cs"].scopes) == (1, 1)


def test_facts_that_are_too_old_or_were_never_published_are_not_loaded(
    databases: Databases, fed_template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with databases.temporary(monkeypatch, fed_template), connect() as connection:
        fed = World(connection)
        feed("c", "e", "m", max_age_hours=24)
        fed.run("update challenges set active = id <> 'm'")
        fed.users(2)
        fed.add("comments", comment_id=1, user_id=2)
        loads = fed.load()
        assert [key for key, load in loads.items() if load.error] == ["c", "e"]
        assert loads["c"].error == (
            "its facts come from the lake, and were never published: run `dbt build --target spark` and"
            " `challenges publish`"
        )
        publish_own_facts(connection, lake_time=WEDNESDAY - timedelta(hours=25))
        error = fed.load()["c"].error or ""
        assert error.startswith("its facts are of 2026-05-19 11:00:00 UTC, the lake's time, and may be 24 hours old: ")
        assert fed.specifiers("c") == []
        (of_c,) = [one for one in status(connection, views_schema()) if one.challenge_id == "c"]
        assert of_c.is_from_lake
        assert of_c.lake_time == WEDNESDAY - timedelta(hours=25)
        result = run("status")
        assert "lake's time 2026-05-19T11:00:00Z" in " ".join(result.stdout.split())
        metrics = exposition(read_metrics(connection, views_schema(), status(connection, views_schema()))).decode()
        assert 'challenges_lake_timestamp_seconds{challenge="c",name="first_weekly_comment"} 1.7791884e+09' in metrics
        assert metrics.count("challenges_lake_age_seconds{") == 3

        publish_own_facts(connection, lake_time=WEDNESDAY - timedelta(hours=23))
        loads = fed.load()
        assert [load.error for load in loads.values() if load.error] == []
        assert loads["c"].new == 1
        # They grow too old while nothing changes, too.
        later = fed.load(clock=WEDNESDAY + timedelta(hours=2))
        assert [key for key, load in later.items() if load.error] == ["c", "e"]


def test_facts_of_other_code_are_neither_published_nor_loaded(fed: World) -> None:
    """A rule that changes its facts earns nothing until its facts are built and published again."""
    fed.users(2)
    fed.add("comments", comment_id=1, user_id=2)
    published = publish_own_facts(fed.connection, version="of former code")
    assert {one.error for one in published.values()} == {
        "the lake's facts were made by other code than that of the views. Run `dbt build` on both, with the same"
        " version of the project and its vars, and publish again."
    }
    assert fed.rows("select * from challenges_loader.publications") == []

    publish_own_facts(fed.connection)
    fed.run("update challenges_loader.publications set facts_version = 'of former code' where challenge_id <> 'm'")
    fed.run("update challenges_loader.publications set facts_version = null where challenge_id = 'cs'")
    fed.run("update challenges set active = id in ('c', 'cs', 'm')")
    for _ in range(2):
        loads = fed.load()
        assert [key for key, load in loads.items() if load.error] == ["c", "cs"]
        assert loads["c"].error == (
            "its facts come from the lake, and were made by other code than that of its views: run"
            " `dbt build --target spark` and `challenges publish`"
        )
    assert fed.specifiers("c") == []
    publish_own_facts(fed.connection)
    assert [(load.new, load.error) for load in fed.load("c").values()] == [(1, None)]


def test_the_version_of_facts_is_that_of_the_code_that_makes_them(fed: World, tmp_path: Path) -> None:
    """Of each macro and model that it names, also for the other engine. Comments and decisions do not count."""
    project = copy_project(tmp_path)
    weekly_comment = project / "models" / "challenges" / "first_weekly_comment" / "first_weekly_comment.sql"

    def versions() -> dict[str, str]:
        variables = json.dumps({"facts_from_lake": FED})
        models = ("challenge_views", "+first_weekly_comment")
        refuse_failures(run_dbt("run", "--select", *models, "--vars", variables, project=project))
        return dict(
            fed.rows("select challenge_id, facts_version from challenges.challenge_views where challenge_id <> 'o'")
        )

    before = versions()
    assert len(set(before.values())) == len(FED)
    fed.users(2)
    fed.add("comments", comment_id=1, user_id=2)
    publish_own_facts(fed.connection)
    replace(weekly_comment, "where is_visible", "where is_visible  -- a comment {# and one of Jinja #}")
    replace(project / "macros" / "eligibility.sql", "    copies=[],\n", "    copies=[],\n    another=none,\n")
    replace(project / "models" / "staging" / "stg_users.sql", "\nfrom", ",\n    1 as another\nfrom")
    unchanged = versions()
    # These name users.
    assert {one for one in ("c", "cp", "ft", "v") if unchanged[one] != before[one]} == {"cp", "v"}
    assert [(load.new, load.error) for load in fed.load("c").values()] == [(1, None)]
    replace(project / "macros" / "iso_week.sql", "spark__iso_week(timestamp) -%}", "spark__iso_week(timestamp) %} ")
    replace(project / "macros" / "relation_of.sql", "{% macro", "{% macro nobody_names() %}{% endmacro %}\n{% macro")
    assert {one for one, version in versions().items() if version != unchanged[one]} == {"c"}
    assert "were made by other code" in (fed.load("c")["c"].error or "")


def test_facts_of_the_day_before_are_no_ranking_of_a_friday(fed: World) -> None:
    """What is frozen stays. So a list waits for the first facts of its Friday."""
    fed.users(1, 2)
    for track_id, owner in ((10, 1), (20, 2)):
        fed.track(track_id, owner)
    score = {"type": "TRACKS", "version": "pnagD", "time_range": "week", "score": 5}
    fed.add("track_trending_scores", track_id=10, **score)
    publish_own_facts(fed.connection, lake_time=FRIDAY - timedelta(hours=13))
    assert fed.load("tt", clock=FRIDAY)["tt"].new == 0
    assert fed.rows("select count(*) from trending_results") == [(0,)]

    fed.run("delete from track_trending_scores")
    fed.add("track_trending_scores", track_id=20, **score)
    publish_own_facts(fed.connection, lake_time=FRIDAY - timedelta(hours=1))
    assert fed.load("tt", clock=FRIDAY)["tt"].new == 1
    assert fed.rows("select id from trending_results") == [("20",)]


def test_what_was_due_at_an_adoption_must_be_known(fed: World) -> None:
    fed.users(2)
    publish_own_facts(fed.connection, lake_time=WEDNESDAY - timedelta(hours=2))
    (adoption,) = adopt(fed.connection, views_schema(), ["p1"], clock=WEDNESDAY)
    assert (adoption.error or "").startswith("its facts are of 2026-05-20 10:00:00 UTC, the lake's time: what was due")
    (adoption,) = adopt(fed.connection, views_schema(), ["p1"], since=WEDNESDAY - timedelta(hours=2), clock=WEDNESDAY)
    assert adoption.error is None


def test_a_lake_of_the_future_is_refused(fed: World) -> None:
    published = publish_own_facts(fed.connection, lake_time=datetime.now(timezone.utc) + timedelta(hours=1))
    assert {"which is in the future" in (one.error or "") for one in published.values()} == {True}
    assert published_rows(fed) == []


def test_a_missing_table_is_reported_and_stops_no_other_challenge(fed: World) -> None:
    fed.users(2)
    fed.add("comments", comment_id=1, user_id=2)
    fed.run("drop table challenges.cosign_published cascade")
    published = publish_own_facts(fed.connection)
    assert published["cs"].error == "the table cosign_published is missing. Run `dbt build`, and publish again"
    assert published["c"].inserted == 1


def test_a_host_who_gives_an_event_away_has_room_again(fed: World) -> None:
    """PostgreSQL knows which cap a reward fills. Nothing changes on the lake."""
    fed.users(1, 2, is_verified=True)
    for event_id, winners in ((1, range(10, 15)), (2, range(20, 25))):
        for winner in winners:
            fed.users(winner)
            fed.track(winner, winner)
        fed.add("events", event_id=event_id, user_id=1, event_data={"winners": [*winners]})
    publish_own_facts(fed.connection)
    assert fed.load("w")["w"].new == 5
    fed.run("update events set user_id = 2, blocknumber = %s where event_id = 1", fed.next_block())
    load = fed.load("w")["w"]
    assert (load.full_read_reason, load.new) == (None, 5)


def test_a_table_that_was_created_again_was_never_published(fed: World) -> None:
    publish_own_facts(fed.connection)
    fed.run("drop table challenges.first_weekly_comment_published cascade")
    feed()
    loads = fed.load()
    assert [key for key, load in loads.items() if load.error] == ["c"]
    assert "were never published" in (loads["c"].error or "")


def test_a_challenge_is_fed_only_by_a_build_that_says_so_to_the_loader(
    databases: Databases, template: tuple[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the list of the fed challenges nothing would ask how old its facts are."""
    variables = json.dumps({"facts_from_lake": ["tt"]})
    with databases.temporary(monkeypatch, template[0]), connect() as connection:
        refuse_failures(run_dbt("run", "--select", "+trending_track", "+trending_track_results", "--vars", variables))
        loads = World(connection).load()
        assert [key for key, load in loads.items() if load.error] == ["tt"]
        assert "its views are not those of the last finished `dbt build`" in (loads["tt"].error or "")


@pytest.mark.parametrize(
    ("variables", "complaint"),
    [
        ({"facts_from_lake": "tt"}, "The var facts_from_lake must be a list, such as ["),
        ({"facts_from_lake": ["e1"]}, "The var facts_from_lake names e1. Choose from: "),
        ({"tables_on_lake": ["play"]}, "The var tables_on_lake names play. Choose from: "),
        ({"tables_on_lake": ["plays"]}, "The challenge e reads plays, which the var tables_on_lake names. Name the"),
        *(
            (
                {"facts_from_lake": FED, "tables_on_lake": [table]},
                f"{table}, which PostgreSQL needs for more than facts.",
            )
            for table in ("blocks", "events", "reposts", "users", "user_challenges")
        ),
        *(
            ({"lake_plays_since": time}, "The var lake_plays_since must be a time in UTC, such as")
            for time in ("2026-02-30", "2026-13-01", "yesterday", "2026-05-20 24:00")
        ),
    ],
)
def test_a_wrong_setting_stops_the_build(database: str, variables: dict[str, Any], complaint: str) -> None:
    with pytest.raises(DbtFailedError, match=re.escape(complaint)):
        run_dbt("run", "--select", "lake_facts", "--vars", json.dumps(variables))


def test_what_cannot_be_published_is_one_sentence(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_one_sentence(run("publish"), 3, "No challenge has its facts from the lake. Name some")
    assert_one_sentence(run("publish", "--challenge", "c"), 2, "The facts of c do not come from the lake")


def test_an_unknown_challenge_is_refused(fed: World) -> None:
    with pytest.raises(UnknownChallengeError, match="facts of nobody do not come from the lake"):
        publish_own_facts(fed.connection, "nobody")


def test_a_challenge_without_facts_cannot_be_fed(database: str) -> None:
    with pytest.raises(ChallengesError, match="The challenge o has no facts that a lake could have"):
        feed("o")


def test_other_columns_of_a_published_table_stop_the_build(fed: World) -> None:
    fed.run("alter table challenges.cosign_published add column more integer")
    with pytest.raises(AssertionError, match=r"The column more of the published facts in .*cosign_published.* is not"):
        feed("cs")


RIGHTS = {
    "temporary on database {database}": "permission denied to create temporary tables",
    "execute on function challenges_loader.note_published": "permission denied for function note_published",
    "select on challenges.first_weekly_comment_published": "permission denied for table first_weekly_comment_published",
    "insert on challenges.first_weekly_comment_published": "permission denied for table first_weekly_comment_published",
    "delete on challenges.first_weekly_comment_published": "permission denied for table first_weekly_comment_published",
}


def test_the_loaders_role_publishes_and_needs_each_right(
    admin: Connection, logins: Logins, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_own_facts(monkeypatch)
    with monkeypatch.context() as as_dbt:
        logins.use("challenges_dbt", as_dbt)
        feed("c")
    harden(admin)
    logins.use("challenges_loader", monkeypatch)
    for right, error in RIGHTS.items():
        granted = right.format(database=admin.info.dbname)
        admin.execute(f"revoke {granted} from challenges_loader")
        with connect() as loader, pytest.raises((psycopg.Error, ChallengesError), match=error):
            publish(loader, views_schema(), lambda: PostgresLake(admin))
        admin.execute(f"grant {granted} to challenges_loader")
    with connect() as loader:
        (published,) = publish(loader, views_schema(), lambda: PostgresLake(admin))
    assert published.inserted > 0
    assert run("load", "--challenge", "c", "--as-of", "2026-05-22T12:00:00Z").exit_code == 0
    for statement in ("truncate challenges.first_weekly_comment_published", "drop table challenges.cosign_published"):
        with connect() as loader, pytest.raises(psycopg.Error):
            loader.execute(statement)
