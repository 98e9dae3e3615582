"""What a page costs does not grow with the platform: counted in pages of tables touched, by no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loader.database import views_schema
from loader.migrate import grant_rights
from sandbox.serve import build_finance
from tests.catalog import CHALLENGES
from tests.filler import SIZES, copy_of
from tests.site import client
from tests.test_growth import pages_touched, scans
from tests.world import FRIDAY, World

if TYPE_CHECKING:
    from tests.conftest import Databases

pytestmark = pytest.mark.once

# A user with much of everything, one with less, and each page.
ADDRESSES = [
    *("/", "/?days=90", "/users?q=1500", "/users/1500", "/users/1501", "/users/1500?challenge=c"),
    *("/loads", "/loads?challenge=c", "/loads/1", "/loads/1?challenge=c", "/finance", "/finance/overdue"),
    *("/finance/overdue?challenge=c", "/healthz"),
    *(f"/challenges/{challenge_id}" for challenge_id in CHALLENGES),
    *(f"/challenges/{challenge_id}?day=2026-05-20" for challenge_id in ("c", "p1")),
]
RARE = {"events"}  # a few thousand on a large platform, too
# A page shows 200 rows at most. Each can be looked up by index, or all be read in order.
LOOKED_UP = 1000


class Cost:
    """What a request took: pages by table, and the tables that were read whole."""

    def __init__(self, world: World, address: str) -> None:
        before = self.counted(world)
        with client() as site:
            answer = site.get(address)
        assert answer.status_code == 200, (address, answer.text[-300:])
        after = self.counted(world)
        self.pages = {table: count - before[0].get(table, 0) for table, count in after[0].items()}
        self.scanned = [
            table for table, count in after[1].items() if count > before[1].get(table, 0) and table not in RARE
        ]

    @staticmethod
    def counted(world: World) -> tuple[dict[str, int], dict[str, int]]:
        # A session reports what it has touched when it ends.
        world.wait_for("select 1 where not exists (select from pg_stat_activity where application_name ~ 'serve')")
        return pages_touched(world), scans(world)


@pytest.fixture(scope="module")
def costs(databases: Databases, filled: dict[int, str]) -> dict[str, list[Cost]]:
    """What each page costs, at each size."""
    found: dict[str, list[Cost]] = {address: [] for address in ADDRESSES}
    with pytest.MonkeyPatch.context() as patch:
        for size in SIZES:
            with copy_of(databases, filled[size], patch) as world:
                # Without triggers: the platform's own would read notifications for each row.
                world.run("set session_replication_role = replica")
                world.run("update user_challenges set completed_at = completed_at - interval '20 days'")
                world.run("set session_replication_role = origin")
                # As on a platform, ten of the best tracks are underground. Otherwise all scores are read.
                world.run("update aggregate_user set follower_count = 0, following_count = 0")
                build_finance(FRIDAY)
                grant_rights(world.connection, views_schema())
                world.run("vacuum analyze")
                for address in ADDRESSES:
                    found[address].append(Cost(world, address))
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_a_platform_ten_times_as_large_costs_less_than_twice_as_much(
    costs: dict[str, list[Cost]], address: str
) -> None:
    small, large = costs[address]
    assert large.scanned == []
    different = {
        table: (small.pages.get(table, 0), pages)
        for table, pages in large.pages.items()
        if pages > small.pages.get(table, 0)
    }
    assert sum(large.pages.values()) < 2 * sum(small.pages.values()) + LOOKED_UP, different
