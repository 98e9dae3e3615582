"""Makes a database into a small platform: its tables, its sample data."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from psycopg import sql

from loader.database import set_clock, views_schema

if TYPE_CHECKING:
    from datetime import datetime

    from loader.database import Connection

SANDBOX = Path(__file__).parent
SAMPLE_DATA = SANDBOX / "sample_data"

# The sample's chain is far below the blocks from which the catalog counts u and fp.
FIT_CATALOG = """
update challenges
set active = true, starting_block = case when id in ('u', 'fp') then 0 else starting_block end
where id in ('cs', 'e', 'u', 'fp')
"""

GRANT_ONE_SHOT = """
insert into {one_shots} (campaign, user_id, amount, granted_at, reason)
values (%(campaign)s, %(user_id)s, %(amount)s, %(granted_at)s, %(reason)s)
"""


def create_platform(connection: Connection) -> None:
    """Create the platform's tables, its view of purchases and its trigger in an empty database."""
    with connection.transaction():
        connection.execute((SANDBOX / "platform.sql").read_text())


def add_sample_data(connection: Connection, day: int) -> None:
    """Add the sample data of day 1 or 2."""
    with connection.transaction():
        connection.execute((SAMPLE_DATA / f"day_{day}.sql").read_text())
    connection.execute("analyze")


def add_payments(connection: Connection, clock: datetime) -> None:
    """Add what the payer has paid by the clock, with one mistake of each kind that finance looks for."""
    with connection.transaction():
        set_clock(connection, clock)
        connection.execute((SAMPLE_DATA / "payments.sql").read_text())
    connection.execute("analyze challenge_disbursements")


def fit_catalog(connection: Connection) -> None:
    """Let all challenges decide on the sample data: activate cs and e, and count u and fp from block 0."""
    connection.execute(FIT_CATALOG)


def grant_one_shots(connection: Connection) -> None:
    """Add the sample's one-shot rewards to dbt's table one_shots, as `dbt seed` does with seeds/one_shots.csv."""
    statement = sql.SQL(GRANT_ONE_SHOT).format(one_shots=sql.Identifier(views_schema(), "one_shots"))
    with (SAMPLE_DATA / "one_shots.csv").open(newline="") as lines, connection.cursor() as cursor:
        cursor.executemany(statement, list(csv.DictReader(lines)))
