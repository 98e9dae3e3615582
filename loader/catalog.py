"""Brings the catalog of challenges, a dbt seed, into the platform's table `challenges`."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import sql

from loader.database import Connection, relation_exists, statement
from loader.errors import ChallengesError, sentence

SEED = "challenges"


@dataclass(frozen=True)
class CatalogChanges:
    """How many rows of the catalog were new to `challenges`, changed there, or found already right."""

    new: int
    updated: int
    already_right: int


def sync_catalog(connection: Connection, schema: str) -> CatalogChanges:
    """Insert new ids, set known ones to the catalog's values, and leave alone the ids it does not name.

    Raises:
        ChallengesError: the seed is not there, or holds what the table cannot.

    """
    if not relation_exists(connection, schema, SEED):
        raise ChallengesError(f"The catalog {schema}.{SEED} is not there: run `dbt build` (or `dbt seed`) first.")
    try:
        row = connection.execute(statement("sync_catalog.sql", catalog=sql.Identifier(schema, SEED))).fetchone()
    except psycopg.errors.InsufficientPrivilege as error:
        raise ChallengesError(
            f"The catalog was not brought into the table challenges: {sentence(error)}. The catalog sets what is paid:"
            " run this as an administrator, not in the roles of dbt or the loader."
        ) from error
    except psycopg.Error as error:
        raise ChallengesError(
            f"The catalog was not brought into the table challenges: {sentence(error)}."
            " Correct seeds/challenges.csv, run `dbt seed`, and try again."
        ) from error
    return CatalogChanges(*row) if row else CatalogChanges(0, 0, 0)
