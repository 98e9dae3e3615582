"""The roles of dbt and of the loader. loader/sql/rights.sql creates them and grants the rights that they need.

Nobody logs in as one of them. An administrator makes the roles that log in their members.
"""

import psycopg
from psycopg import sql

from loader.database import Connection
from loader.errors import ChallengesError, sentence
from loader.migrate import pending_migrations
from loader.queries import query


def rights(schema: str) -> str:
    """Return the statements that create the roles and grant their rights, with dbt's views in this schema."""
    parts = {"schema": sql.Identifier(schema), "schema_name": sql.Literal(schema)}
    return query("rights.grant_rights", **parts).as_string(None)


def grant_rights(connection: Connection, schema: str) -> None:
    """Create the roles if they are missing, and grant all their rights or none.

    Raises ChallengesError if migrations are not applied, or this role may not grant the rights.
    """
    if pending := pending_migrations(connection):
        raise ChallengesError(f"Migrations are not applied, {pending[0].name} first: run `challenges migrate`.")
    try:
        with connection.transaction():
            connection.execute(rights(schema))
    except psycopg.errors.InsufficientPrivilege as error:
        next_step = "Run this as a superuser, or give a superuser the output of `challenges grant-rights --print`."
        raise ChallengesError(f"No right was granted: {sentence(error)}. {next_step}") from error
