"""Row security that may hide rows is an error that says what to do, never a decision by fewer rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loader.database import connect
from sandbox.dbt_runner import DbtFailedError, failures, run_dbt
from tests.catalog import CHALLENGES
from tests.roles import FRIDAY
from tests.test_cli import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.database import Connection
    from tests.roles import Logins

pytestmark = pytest.mark.once

# How a table hides rows: without any policy, by a policy, by one for another role, and by row security forced on its
# owner.
POLICIES = {
    "no policy": "alter table {table} enable row level security",
    "a policy": (
        "alter table {table} enable row level security; create policy hidden on {table} using (blocknumber is null)"
    ),
    "a policy for one role": (
        "alter table {table} enable row level security; create policy hidden on {table} to pg_monitor using (true)"
    ),
    "from its owner": (
        "alter table {table} owner to challenges_dbt;"
        "alter table {table} enable row level security; alter table {table} force row level security"
    ),
}
HIDDEN = 'query would be affected by row-level security policy for table "{table}"'
NEXT_STEP = "as a superuser, run `alter role challenges_dbt bypassrls`, and the same for the role that runs this"


@pytest.fixture
def without_bypass(admin: Connection) -> Iterator[None]:
    """Roles are the server's: what a test allows them is taken back."""
    yield
    admin.execute("alter role challenges_dbt nobypassrls")


def errors(*arguments: str) -> list[str]:
    """Run a command that fails, for some challenges or as a whole, and return the sentences."""
    result = run(*arguments)
    assert result.exit_code in {1, 3}, result.output
    assert "Traceback" not in result.stderr
    return [line for line in result.stderr.splitlines() if line.startswith("error: ")]


def failed(found: list[str]) -> set[str]:
    """Return the ids of the challenges that failed: those that fail with the same error share a sentence."""
    names = ", ".join(line.removeprefix("error: ").split(" failed and ")[0].replace(" and ", ", ") for line in found)
    return {name.split()[0] for name in names.split(", ")}


@pytest.mark.parametrize("policy", POLICIES)
def test_hidden_comments_are_an_error_of_what_reads_them(as_loader: Connection, policy: str) -> None:
    as_loader.execute(POLICIES[policy].format(table="comments"))
    for options in ([], ["--full"], ["--dry-run"]):
        found = errors("load", *options, "--as-of", FRIDAY)
        assert failed(found) >= {"c", "cp"}
        assert "tt" not in failed(found)
        for line in found:
            assert HIDDEN.format(table="comments") in line
            assert NEXT_STEP in line
            assert "grant-rights" not in line
    assert as_loader.execute("select count(*) from user_challenges where challenge_id = 'c'").fetchone() == (0,)
    assert as_loader.execute("select count(*) > 0 from user_challenges").fetchone() == (True,)


@pytest.mark.parametrize("policy", ["no policy", "a policy for one role"])
def test_hidden_rewards_are_an_error_of_every_challenge(as_loader: Connection, policy: str) -> None:
    before = as_loader.execute("select * from user_challenges").fetchall()
    as_loader.execute(POLICIES[policy].format(table="user_challenges"))
    assert failed(errors("load", "--as-of", FRIDAY)) == set(CHALLENGES)
    assert as_loader.execute("select * from user_challenges").fetchall() == before


@pytest.mark.parametrize("table", ["notification", "challenges", "blocks", "users"])
def test_what_triggers_and_the_loader_itself_read_is_not_hidden_either(as_loader: Connection, table: str) -> None:
    as_loader.execute(f"alter table {table} enable row level security")
    found = errors("load", "--as-of", FRIDAY)
    assert found
    for line in found:
        assert HIDDEN.format(table=table) in line
        assert NEXT_STEP in line


@pytest.mark.usefixtures("without_bypass")
def test_the_step_that_the_error_names_helps(as_loader: Connection, logins: Logins) -> None:
    for table in ("comments", "user_challenges", "notification", "users"):
        as_loader.execute(f"alter table {table} enable row level security")
    for role in ("challenges_dbt", logins.names["challenges_loader"]):
        as_loader.execute(f"alter role {role} bypassrls")
    assert run("load", "--as-of", FRIDAY).exit_code == 0
    assert run("explain", "--user", "305").exit_code == 0
    as_loader.execute(f"alter role {logins.names['challenges_loader']} nobypassrls")


def test_the_tables_of_the_loader_are_not_hidden_from_it(as_loader: Connection) -> None:
    as_loader.execute("alter table challenges_loader.adoptions enable row level security")
    assert all(HIDDEN.format(table="adoptions") in line for line in errors("load", "--as-of", FRIDAY))


@pytest.mark.usefixtures("without_bypass")
@pytest.mark.parametrize("table", ["comments", "user_challenges"])
def test_a_test_of_dbt_that_could_see_nothing_is_an_error(
    admin: Connection, logins: Logins, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    admin.execute(f"alter table {table} enable row level security")
    logins.use("challenges_dbt", monkeypatch)
    for command in (["test", "--select", "cosign"], ["run", "--select", "stg_comments"]):
        with pytest.raises(DbtFailedError, match=rf"Row security may hide rows of public\.{table} from dbt") as raised:
            run_dbt(*command)
        assert "alter role challenges_dbt bypassrls" in str(raised.value)

    with connect() as client:
        assert client.execute("select current_user").fetchone() == ("challenges_dbt",)
    admin.execute("alter role challenges_dbt bypassrls")
    assert failures(run_dbt("run", "--select", "stg_comments")) == []
