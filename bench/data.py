"""Fills a platform's database with as much as production has, or with a share of it, in minutes.

What is in it is made up, but skewed as real activity is, and the same each time: see data.sql.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from psycopg import sql

if TYPE_CHECKING:
    from loader.database import Connection

BENCH = Path(__file__).parent
TABLES = [
    "aggregate_monthly_plays",
    "aggregate_user",
    "blocks",
    "comments",
    "events",
    "follows",
    "notification",
    "playlists",
    "plays",
    "remixes",
    "reposts",
    "saves",
    "sol_purchases",
    "track_trending_scores",
    "tracks",
    "user_events",
    "user_tips",
    "users",
]
# What the loader writes, or the platform when it does.
WRITTEN = ["challenge_listen_streak", "challenge_profile_completion", "notification", "user_challenges"]


def generate(connection: Connection, scale: float, with_notifications: bool = True) -> None:
    """Fill the empty tables of a platform with `scale` times the rows of production.

    The connection is in autocommit and a superuser's: triggers are off meanwhile, and indexes and constraints are
    dropped and built again, which is much faster than keeping them up. All of it is one transaction.
    """
    # A vacuum marks no page as visible while the commits around it are not on disk.
    connection.execute("set synchronous_commit = on")
    with connection.transaction():
        connection.execute(
            "select set_config('bench.scale', %s, true), set_config('bench.with_notifications', %s, true)",
            (str(scale), str(with_notifications)),
        )
        connection.execute((BENCH / "settings.sql").read_text())
        built = connection.execute((BENCH / "indexes.sql").read_text(), {"tables": TABLES}).fetchall()
        for drop_statement, _ in built:
            connection.execute(drop_statement)
        connection.execute((BENCH / "data.sql").read_text())
        for _, create_statement in reversed(built):
            connection.execute(create_statement)
    # A load should meet tables as they are after years: with statistics and a visibility map.
    tables = sql.SQL(", ").join(map(sql.Identifier, TABLES))
    connection.execute(sql.SQL("vacuum (analyze) {}").format(tables))
    connection.execute("reset synchronous_commit")
