"""A load with nothing to do: one question for all challenges that declare changes, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from loader.database import connect, views_schema
from loader.load import load
from loader.outcome import LoadOptions
from tests.wire import wire
from tests.world import WEDNESDAY

if TYPE_CHECKING:
    from loader.outcome import ChallengeLoad
    from tests.world import World

COPIES = 14


def loaded(*only: str, **options: Any) -> tuple[list[ChallengeLoad], list[str]]:
    """Load on a connection of its own; return what was done, and the statements sent from the first to the last."""
    statements: list[str] = []
    with (
        wire(lambda _, statement: statements.append(statement)) as host,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("PGHOST", host)
        with connect() as connection:
            results = list(load(connection, views_schema(), LoadOptions(only=only, clock=WEDNESDAY, **options)))
    return results, statements


def count(statements: list[str], text: str) -> int:
    return sum(text in statement for statement in statements)


def watermarks(world: World) -> dict[str, int]:
    return dict(world.rows("select challenge_id, block_number from challenges_loader.watermarks"))


def copies(world: World) -> list[str]:
    """Add copies of c to the challenges, each with a view of its own, and return their ids."""
    ids = [f"c{number:02}" for number in range(COPIES)]
    columns = "specifier, user_id, amount, current_step_count, is_complete, qualified_at, completed_blocknumber"
    ((definition,),) = world.rows("select pg_get_viewdef('challenges.challenge_views'::regclass)")
    lists = [definition.rstrip(";")]
    for challenge_id in ids:
        world.run(
            f"create view challenges.{challenge_id} as select '{challenge_id}'::text as challenge_id, {columns},"
            " is_eligible from challenges.first_weekly_comment"
        )
        lists.append(
            f"select '{challenge_id}', '{challenge_id}', scope_column, scope_view, changes_view, changed_tables,"
            " minted_view, also_writes_table, also_writes_view, also_writes_key, also_writes_on_conflict, locks_with,"
            " adopts_by, facts_version, also_writes_columns"
            f" from ({lists[0]}) as views where challenge_id = 'c'"
        )
        world.run("insert into challenges select %s, type, amount, active from challenges where id = 'c'", challenge_id)
        world.run(
            "insert into challenges.catalog (id, limit_rewards, limit_audio) values (%s, 1000, 1000)", challenge_id
        )
    world.run(f"create or replace view challenges.challenge_views as {' union all '.join(lists)}")
    world.note_views()
    return ids


def test_idle_is_one_question_however_many_challenges_there_are(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    world.load()

    incremental = world.incremental()

    few, statements = loaded(*incremental)

    assert [(result.challenge_id, result.scopes, result.outcome) for result in few] == [
        (challenge_id, 0, "ok") for challenge_id in incremental
    ]
    assert count(statements, "BEGIN") == count(statements, "COMMIT") == 1
    ids = copies(world)
    assert {result.new for result in world.load(*ids).values()} == {1}

    many, more_statements = loaded(*incremental, *ids)

    assert [result.challenge_id for result in many] == sorted([*incremental, *ids])
    assert {(result.scopes, result.outcome) for result in many} == {(0, "ok")}
    assert all(result.seconds > 0 for result in many)
    assert len(more_statements) == len(statements)


def test_a_new_head_block_advances_all_watermarks_at_once(world: World) -> None:
    incremental = world.incremental()
    ids = copies(world)
    world.next_block()
    world.load()
    _, statements = loaded(*incremental, *ids)
    assert count(statements, "insert into challenges_loader.watermarks") == 0
    head = world.next_block()

    _, more_statements = loaded(*incremental, *ids)

    assert watermarks(world) == dict.fromkeys([*incremental, *ids], head)
    assert count(more_statements, "insert into challenges_loader.watermarks") == 1
    assert len(more_statements) == len(statements) + 1


def test_only_what_has_work_gets_a_transaction(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(2)
    world.track(10, owner_id=1)
    world.load()
    head = world.next_block()
    world.add("events", event_id=1, user_id=1, entity_id=10, blocknumber=head)

    results, statements = loaded(*world.incremental())

    assert {result.challenge_id for result in results if result.scopes} == {"w"}
    assert count(statements, "BEGIN") == 2
    assert watermarks(world) == dict.fromkeys(world.incremental(), head)


def test_a_challenge_that_declares_no_changes_gets_a_transaction_only_if_something_is_due(world: World) -> None:
    world.users(1, 2)
    world.track(10, owner_id=1)
    world.add("track_trending_scores", track_id=10, score=1)
    world.load()

    results, statements = loaded()

    assert {result.challenge_id for result in results if result.scopes is None} == {"t", "tt", "tut"}
    assert {result.outcome for result in results} == {"ok"}
    assert count(statements, "BEGIN") == count(statements, "COMMIT") == 2
    world.add("reposts", user_id=2, repost_item_id=10)

    results, statements = loaded("t", "tt", "tut")

    assert {result.challenge_id: result.new for result in results} == {"t": 1, "tt": 0, "tut": 0}
    assert count(statements, "BEGIN") == 2
    world.run("update challenges set active = false where id = 't'")
    world.add("reposts", user_id=1, repost_item_id=10)
    results, statements = loaded("t")
    assert [(result.is_active, result.new) for result in results] == [(False, 0)]
    assert count(statements, "BEGIN") == 1


def test_a_broken_view_of_a_challenge_that_declares_no_changes_fails_alone(world: World) -> None:
    world.users(1, 2)
    world.track(10, owner_id=1)
    world.add("track_trending_scores", track_id=10, score=1)
    world.add("reposts", user_id=2, repost_item_id=10)
    world.load(*world.incremental())
    ((definition,),) = world.rows("select pg_get_viewdef('challenges.tastemaker'::regclass)")
    world.run(
        "create or replace view challenges.tastemaker as"
        f" select * from ({definition.rstrip(';')}) as former where 1 / (user_id - 2) <> 7"
    )
    world.note_views()

    results, statements = loaded()

    assert {result.challenge_id: result.error for result in results if result.error} == {"t": "division by zero"}
    assert count(statements, "BEGIN") == 3


def test_a_challenge_whose_watermark_is_older_finds_what_came_since(world: World) -> None:
    """Then what changed is asked of all since the oldest watermark, and of each that has work since its own."""
    world.users(2, 3)
    world.load()
    world.add("comments", comment_id=1, user_id=2, blocknumber=501)
    world.load("b", "cp", "cs", "s", "w")
    world.add("comments", comment_id=2, user_id=3, blocknumber=502)
    world.load("b", "cs", "s", "w")
    old = watermarks(world)
    assert (old["c"] < 501, old["cp"], old["b"]) == (True, 501, 502)

    results = world.load()

    assert (results["c"].scopes, results["c"].new) == (2, 2)
    assert results["b"].scopes == 0
    assert watermarks(world) == dict.fromkeys(world.incremental(), 502)


def test_full_loads_and_dry_runs_ask_each_challenge(world: World) -> None:
    world.load()
    for options in ({"full": True}, {"dry_run": True}):
        _, statements = loaded("c", "cp", **options)
        assert count(statements, "BEGIN") == 2


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        ("select 1 / (user_id - 7) as scope_id from users", "division by zero"),
        (None, 'relation "challenges.cosign_changes" does not exist; run `dbt build`'),
    ],
)
def test_a_broken_view_of_changes_fails_its_challenge_alone(world: World, definition: str | None, said: str) -> None:
    world.users(2, 7)
    with connect() as other:
        other.execute("drop view challenges.cosign_changes")
        if definition:
            other.execute(f"create view challenges.cosign_changes as {definition}")
            world.note_views()
    world.load()
    world.add("comments", comment_id=1, user_id=2, blocknumber=501)

    results = world.load()

    assert {result.challenge_id: result.error for result in results.values() if result.error} == {"cs": said}
    assert (results["c"].scopes, results["c"].new, results["b"].scopes) == (1, 1, 0)
    assert world.load()["c"].scopes == 0


def test_the_one_question_is_one_statement_whichever_challenges_are_read_in_full(world: World) -> None:
    """Its plan takes 12 MB, so the process must not keep one for each choice of challenges."""
    note = "insert into challenges_loader.full_reads (challenge_id, reason) values (%s, 'a test')"
    world.load()
    for challenge_id in ("c", "cp", "ft"):
        world.run(note, challenge_id)
        reasons = {key: load.full_read_reason for key, load in world.load().items() if load.full_read_reason}
        assert reasons == {challenge_id: "a test"}
    kept = world.rows("select count(*) from pg_prepared_statements where statement like '%%filter (where count > 0)%%'")
    assert kept == [(1,)]
