"""Writes a dump of a small database of the present version, to be upgraded from by later ones.

    python -m tests.upgrades.dump > tests/upgrades/1.0.0.sql

Run it once, when a version is released. It needs PostgreSQL 15, the oldest server, whose dumps every later one can
restore. The dump has no views: dbt builds them.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

from loader.adopt import adopt
from loader.challenges import sync_catalog
from loader.database import connect, views_schema
from loader.load import load
from loader.migrate import migrate
from loader.outcome import LoadOptions
from sandbox.dbt_runner import failures, run_dbt
from sandbox.platform import add_sample_data, create_platform
from sandbox.server import libpq_variables, throwaway_server

ADOPTION_DATE = datetime(2026, 1, 1, tzinfo=timezone.utc)
THURSDAY = datetime(2026, 5, 21, 12, tzinfo=timezone.utc)
FRIDAY = datetime(2026, 5, 22, 12, tzinfo=timezone.utc)
# Most users of the sample data do nothing, and most blocks are empty.
THIN_OUT = """
delete from users
where user_id between 21 and 300 and user_id not in (select user_id from saves union select user_id from reposts);
delete from blocks
where
    number < 1200
    and number not in (
        select blocknumber from comments where blocknumber is not null
        union select blocknumber from events
        union select blocknumber from playlists
        union select blocknumber from reposts
        union select blocknumber from saves
        union select blocknumber from tracks
        union select blocknumber from users
    );
"""
OPTIONS = ["--no-owner", "--rows-per-insert", "100", "--exclude-table-data", "public.notification"]


def main() -> None:
    """Make the database, and print its dump."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--binaries", type=Path, default=Path("/usr/lib/postgresql/15/bin"))
    binaries = arguments.parse_args().binaries
    with throwaway_server(binaries) as variables, libpq_variables(variables):
        with connect() as connection:
            create_platform(connection)
            list(migrate(connection))
            if failed := failures(run_dbt("build", "--exclude-resource-type", "unit_test", "test")):
                sys.exit(f"dbt build failed: {failed}")
            sync_catalog(connection, views_schema())
            add_sample_data(connection, 1)
            adopt(connection, views_schema(), ["c"], since=ADOPTION_DATE)
            for clock in (THURSDAY, FRIDAY):
                list(load(connection, views_schema(), LoadOptions(clock=clock)))
            connection.execute(THIN_OUT)
        dump = subprocess.run(
            [binaries / "pg_dump", "--exclude-schema", views_schema(), *OPTIONS],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    # Without the commands of psql, comments and empty lines.
    print(re.sub(r"^(\\.*|--.*)?\n", "", dump, flags=re.M), end="")


if __name__ == "__main__":
    main()
