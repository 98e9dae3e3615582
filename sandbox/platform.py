"""Makes a database into a small platform: its tables, its sample data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loader.database import Connection

SANDBOX = Path(__file__).parent


def create_platform(connection: Connection) -> None:
    """Create the platform's tables, its view of purchases and its trigger in an empty database."""
    with connection.transaction():
        connection.execute((SANDBOX / "platform.sql").read_text())


def add_sample_data(connection: Connection, day: int) -> None:
    """Add the sample data of day 1 or 2."""
    with connection.transaction():
        connection.execute((SANDBOX / "sample_data" / f"day_{day}.sql").read_text())
    connection.execute("analyze")
