"""The dbt project as a whole: its build, its contract, and its views under a loader that never stops."""

from __future__ import annotations

import re
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from loader.challenges import challenges, sync_catalog
from loader.database import connect, views_schema
from loader.errors import BusyError
from loader.explain import Question, explain
from loader.load import load
from loader.outcome import LoadOptions
from sandbox.dbt_runner import PROJECT, DbtFailedError, failures, run_dbt
from tests.catalog import CATALOG
from tests.conftest import DBT_RESULTS
from tests.projects import copy_project
from tests.world import BLOCK, NOON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.world import World

pytestmark = pytest.mark.once


def test_every_view_and_test_of_the_build_passed(template: tuple[str, list[Any]]) -> None:
    results = template[1]
    assert failures(results) == []
    warned = [result.node.name for result in results if result.status == "warn"]
    assert warned == []


def test_every_unit_test_of_a_model_passes(database: str, request: pytest.FixtureRequest) -> None:
    results = run_dbt("test", "--select", "test_type:unit")
    request.config.stash[DBT_RESULTS] += results
    assert failures(results) == []
    assert len(results) > 50


def test_each_catalog_name_is_the_name_of_its_view(world: World) -> None:
    names = dict(world.rows("select id, name from challenges.catalog"))
    views = {challenge.challenge_id: challenge.view_name for challenge in challenges(world.connection, views_schema())}
    assert views == names


def test_purchases_are_ordered_by_bytes_in_a_database_of_any_collation(world: World) -> None:
    # The databases of the tests order by bytes anyway, so no row could show a difference.
    ((definition,),) = world.rows("select pg_get_viewdef('challenges.first_purchases'::regclass)")
    (order,) = re.findall(r"rank\(\) OVER .*? ORDER BY ([^\n]*)\) AS purchase_rank", definition)
    assert re.findall(r"(\w+)\)* COLLATE \"C\"", order) == ["signature", "content_type"]


def test_loads_that_run_while_dbt_builds_all_work(world: World) -> None:
    world.users(*range(2, 200))
    for user_id in range(2, 200):
        world.add("comments", comment_id=user_id, user_id=user_id)
    stop = threading.Event()
    errors: list[str] = []
    loads = [0, 0]

    def poll(poller: int) -> None:
        with connect() as connection:
            while not stop.is_set():
                try:
                    results = load(connection, views_schema(), LoadOptions())
                    errors.extend(result.error for result in results if result.error)
                except BusyError:
                    time.sleep(0.01)
                    continue
                except Exception as error:
                    errors.append(repr(error))
                loads[poller] += 1

    pollers = [threading.Thread(target=poll, args=(number,)) for number in range(2)]
    for poller in pollers:
        poller.start()
    try:
        results = [*run_dbt("build", "--exclude-resource-type", "unit_test"), *run_dbt("run")]
    finally:
        stop.set()
        for poller in pollers:
            poller.join()

    assert failures(results) == []
    assert errors == []
    assert min(loads) > 5
    assert len(world.specifiers("c")) == 198


def test_a_failing_source_test_leaves_the_views_where_they_are(world: World) -> None:
    world.users(2)
    world.users(2, txhash="again")
    world.add("comments", comment_id=1, user_id=2)

    results = run_dbt("build", "--exclude-resource-type", "unit_test")

    assert [result.status for result in results if "users" in result.node.name and result.status == "warn"] == ["warn"]
    assert failures(results) == []
    assert world.load("c")["c"].new == 1


def test_a_removed_column_stops_dbt_with_the_way_out(world: World) -> None:
    world.run("alter view challenges.stg_remixes rename column child_track_id to kid")

    failed = failures(run_dbt("run", "--select", "stg_remixes"))

    assert len(failed) == 1
    assert re.search(
        r"The column kid of .*stg_remixes.* was removed, renamed or moved.*--full-refresh", failed[0], re.S
    )
    assert failures(run_dbt("run", "--full-refresh")) == []
    assert world.load("cs")["cs"].error is None


def test_dbt_refuses_the_platforms_own_schema(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHALLENGES_SCHEMA", "public")
    with pytest.raises(DbtFailedError, match="CHALLENGES_SCHEMA is public"):
        run_dbt("seed", "--full-refresh")
    amounts = [row["amount"] for row in CATALOG.values()]
    assert world.rows("select count(*), count(*) filter (where amount = '100') from challenges") == [
        (len(amounts), amounts.count("100"))
    ]


@pytest.fixture
def documented_challenges(tmp_path: Path) -> Iterator[Path]:
    """A copy of the project with the challenges that docs/adding-a-challenge.md adds."""
    project = copy_project(tmp_path / "project")
    text = (PROJECT / "docs" / "adding-a-challenge.md").read_text()
    for path, content in re.findall(r"^`(models/\S+)`:\n\n```\w+\n(.*?)```", text, re.M | re.S):
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text(content)
    (lines,) = re.findall(r"```csv\n(.*?)```", text, re.S)
    with (project / "seeds" / "catalog.csv").open("a") as seed:
        seed.write(lines)
    decisions = project / "models" / "decisions" / "reward_decisions.sql"
    added = "".join(f"    ref('{line.split(',')[1]}'),\n" for line in lines.splitlines())
    decisions.write_text(decisions.read_text().replace("eligibility_views = [\n", f"eligibility_views = [\n{added}"))
    return project


def test_the_documented_challenges_are_built_explained_and_loaded(world: World, documented_challenges: Path) -> None:
    world.users(2, 3)
    for track_id in range(5):
        world.add("comments", comment_id=track_id, user_id=2, entity_id=track_id)
    world.add("comments", comment_id=9, user_id=3, entity_id=1)

    selected = ["+first_comment+", "+commentator+", "challenge_views", "gates", "catalog"]
    results = run_dbt(
        "build", "--exclude-resource-type", "unit_test", "--select", *selected, project=documented_challenges
    )
    assert failures(results) == []
    sync_catalog(world.connection, views_schema())
    results = world.load()

    assert (results["co"].new, results["co"].audio) == (2, 2)
    assert world.rows(
        "select specifier, amount, current_step_count, is_complete, completed_at, completed_blocknumber"
        " from user_challenges where challenge_id = 'co' order by 1"
    ) == [("2", 2, 5, True, NOON, BLOCK), ("3", 2, 1, False, None, None)]
    assert world.rewards("fc") == [("2", 2, 3, NOON, BLOCK), ("3", 3, 3, NOON, BLOCK)]
    decisions = explain(world.connection, views_schema(), Question(user_id=3))
    assert [(one.challenge_id, one.decision) for one in decisions] == [
        ("c", "minted"),
        ("co", "in progress"),
        ("fc", "minted"),
    ]
    world.run("update comments set is_visible = false where comment_id = 9")
    assert world.load("co")["co"].updated == 0


@pytest.mark.parametrize(
    ("declared", "mistaken", "said"),
    [
        ("scope='host_id'", "scope=none", "declares changes without a scope"),
        ("{'by': ['host_id', 'event_id', 'user_id']", "{'by': ['event_id', 'user_id']", "without the scope host_id"),
        ("{'rewards': 5, 'key': 'event_id'}", "{'rewards': 5, 'days': 1, 'key': 'event_id'}", "two caps with days"),
        ("{'rewards': 5, 'key': 'event_id'}", "{'audio': 'step_count', 'key': 'event_id'}", "a cap in AUDIO beside"),
        ("minted='remix_contest_winner_minted'", "minted=none", "caps without minted and cap_order"),
        ("scope='host_id'", "scope='host_id', also_writes={'table': 'purses'}", "also_writes without either a view or"),
    ],
)
def test_a_declaration_that_cannot_be_decided_by_scope_is_refused(
    documented_challenges: Path, database: str, declared: str, mistaken: str, said: str
) -> None:
    model = documented_challenges / "models" / "challenges" / "remix_contest_winner" / "remix_contest_winner.sql"
    assert declared in model.read_text()
    model.write_text(model.read_text().replace(declared, mistaken))
    with pytest.raises(DbtFailedError, match=f"The challenge w .*{said}"):
        run_dbt("parse", project=documented_challenges)


def test_the_list_of_all_decisions_leaves_no_challenge_out(documented_challenges: Path, world: World) -> None:
    decisions = documented_challenges / "models" / "decisions" / "reward_decisions.sql"
    decisions.write_text(decisions.read_text().replace("    ref('commentator'),\n", ""))

    failed = failures(run_dbt("run", "--select", "reward_decisions", project=documented_challenges))

    assert len(failed) == 1
    assert "reward_decisions leaves out commentator" in failed[0]
