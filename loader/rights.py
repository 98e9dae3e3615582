"""The roles of dbt and of the loader: loader/sql/rights.sql creates them, with the rights that they need and no others.

They are group roles, which nobody logs in as: an administrator makes the roles that log in members of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from loader.database import statement
from loader.errors import ChallengesError, sentence
from loader.migrations import pending_migrations

if TYPE_CHECKING:
    from loader.database import Connection


def rights(schema: str) -> str:
    """Return the statements that create the roles and grant them their rights, on dbt's views in this schema."""
    parts = {"schema": sql.Identifier(schema), "schema_name": sql.Literal(schema)}
    return statement("rights.sql", **parts).as_string(None)


def grant_rights(connection: Connection, schema: str) -> None:
    """Create the roles where they are missing, and grant them their rights, all or nothing.

    Raises:
        ChallengesError: migrations are not applied, a table of the platform is missing, or it needs a superuser.

    """
    if pending := pending_migrations(connection):
        raise ChallengesError(f"Migrations are not applied, {pending[0].name} first: run `challenges migrate`.")
    try:
        with connection.transaction():
            connection.execute(rights(schema))
    except psycopg.errors.InsufficientPrivilege as error:
        raise ChallengesError(
            f"No right was granted: {sentence(error)}. Run it as a superuser, or give one what `--print` prints."
        ) from error
