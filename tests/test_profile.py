"""By the profile dbt reaches the same server as the loader, or fails with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loader.database import connect
from sandbox.dbt_runner import DbtFailedError, failures, run_dbt
from tests.test_cli import run

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.once

SELECTED = ("build", "--exclude-resource-type", "unit_test", "--select", "stg_head_block", "stg_comments", "catalog")


def several_hosts() -> tuple[str, str]:
    """Return hosts of which the first is not there, and the port of the server."""
    with connect() as connection:
        return f"/nowhere,{connection.info.host}", str(connection.info.port)


@pytest.mark.parametrize("ports", ["{port},{port}", "{port}, {port}", "{port}"])
def test_several_hosts_lead_both_to_the_same_server(world: World, monkeypatch: pytest.MonkeyPatch, ports: str) -> None:
    hosts, port = several_hosts()
    world.run("drop view challenges.stg_head_block cascade")
    monkeypatch.setenv("PGHOST", hosts)
    monkeypatch.setenv("PGPORT", ports.format(port=port))
    monkeypatch.setenv("PGTARGETSESSIONATTRS", "read-write")
    assert failures(run_dbt(*SELECTED)) == []
    assert world.rows("select count(*) from challenges.stg_head_block") == [(1,)]
    if " " not in ports:
        assert run("migrate").exit_code == 0


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"PGHOST": "a,b", "PGPORT": "5432,5433"}, "PGPORT has different ports, and dbt takes one for all hosts"),
        ({"PGHOST": "a,b", "PGPORT": ",5433"}, "PGPORT has different ports"),
        ({"PGSERVICE": "platform"}, "dbt does not read PGSERVICE"),
    ],
)
def test_what_dbt_cannot_follow_is_refused(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], message: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(DbtFailedError, match=message):
        run_dbt(*SELECTED)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_dbt_builds_with_any_client_encoding(world: World, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", encoding)
    monkeypatch.setenv("PGOPTIONS", "-c search_path= -c DateStyle=German -c TimeZone=Asia/Kathmandu")
    before = definitions(world)
    assert failures(run_dbt("run")) == []
    assert definitions(world) == before


def definitions(world: World) -> list[tuple[str, str]]:
    return world.rows("select viewname, definition from pg_views where schemaname = 'challenges' order by 1")
