"""The catalog seed and its way into the platform's table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loader.challenges import CatalogChanges, sync_catalog
from loader.errors import ChallengesError
from tests.catalog import CATALOG
from tests.test_cli import run

if TYPE_CHECKING:
    from tests.world import World

COLUMNS = ["type", "amount", "active", "step_count", "starting_block", "weekly_pool", "cooldown_days"]


def live(world: World) -> dict[str, list[str]]:
    """Return the table challenges as texts, as the seed's file has them."""
    return {
        row[0]: ["" if value is None else str(value).lower() for value in row[1:]]
        for row in world.rows(f"select id, {', '.join(COLUMNS)} from challenges")
    }


def test_the_table_is_what_the_seed_says(world: World) -> None:
    seed = {challenge_id: [row[column] for column in COLUMNS] for challenge_id, row in CATALOG.items()}
    assert live(world) == seed
    assert seed["cs"] == ["aggregate", "1000", "false", "2147483647", "95017582", "50000", "7"]
    assert seed["tt"] == ["trending", "1000", "true", "", "25346436", "100000", ""]


def test_only_what_differs_is_written(world: World) -> None:
    world.run("update challenges set active = true where id = 'cs'")
    world.run("update challenges set step_count = 3 where id = 'tt'")
    world.run("delete from challenges where id = 'b'")
    world.run("insert into challenges (id, type, amount, active) values ('zz', 'boolean', '1', true)")
    before = dict(world.rows("select id, ctid from challenges"))

    assert sync_catalog(world.connection, "challenges") == CatalogChanges(
        new=1, updated=2, already_right=len(CATALOG) - 3
    )

    after = dict(world.rows("select id, ctid from challenges"))
    assert [key for key in sorted(after) if after[key] != before.get(key)] == ["b", "cs", "tt"]
    assert live(world)["cs"][2] == "false"
    assert live(world)["zz"] == ["boolean", "1", "true", "", "", "", ""]
    assert sync_catalog(world.connection, "challenges") == CatalogChanges(new=0, updated=0, already_right=len(CATALOG))


def test_the_command_prints_each_value_that_changes(world: World) -> None:
    world.run("update challenges set amount = '2\x1b[31m' where id = 'c'")
    world.run("update challenges set amount = '1', cooldown_days = null where id = 'cp'")
    world.run("update challenges.catalog set active = false where id = 'w'")
    world.run("delete from challenges where id = 'tut'")
    before = live(world)

    for arguments, is_written in ((["--dry-run"], False), ([], True)):
        result = run("sync-catalog", *arguments)
        assert result.exit_code == 0
        table, rest = result.stdout.split("\n\n")
        assert [line.split() for line in table.splitlines()[1:]] == [
            ["c", "first_weekly_comment", "amount", "2?[31m", "1"],
            ["cp", "comment_pin", "amount", "1", "10"],
            ["cp", "comment_pin", "cooldown_days", "-", "7"],
            ["tut", "trending_underground", "type", "(new)", "trending"],
            ["tut", "trending_underground", "amount", "(new)", "1000"],
            ["tut", "trending_underground", "active", "(new)", "true"],
            ["tut", "trending_underground", "starting_block", "(new)", "25346436"],
            ["tut", "trending_underground", "weekly_pool", "(new)", "100000"],
            ["w", "remix_contest_winner", "active", "true", "false"],
        ]
        assert rest.startswith("The catalog: 1 new, 3 updated, 19 already right.\n")
        assert rest.endswith("A dry run: nothing was written.\n") != is_written
        assert result.stderr.splitlines() == [
            "warning: cp comment_pin pays 10 AUDIO. It paid 1 before. Check that this is right.",
            "warning: w remix_contest_winner becomes inactive: nothing of it is minted any more.",
        ]
        assert (live(world) == before) != is_written
    assert run("sync-catalog").stdout == "The catalog: 0 new, 0 updated, 23 already right.\n"


def test_a_catalog_that_the_table_cannot_hold_changes_nothing(world: World) -> None:
    world.run("update challenges set amount = '77' where id = 'c'")
    world.run("update challenges.catalog set type = 'lottery' where id = 'w'")
    with pytest.raises(ChallengesError, match=r"lottery.*Correct seeds/catalog\.csv"):
        sync_catalog(world.connection, "challenges")
    assert live(world)["c"][1] == "77"
