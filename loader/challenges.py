"""The challenges, as the view `challenge_views` and the catalog list them; none is known by name."""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from loader.database import Connection, missing_relations, query, rows
from loader.errors import ChallengesError, UnknownChallengeError, printable, sentence
from loader.migrate import pending_migrations

CATALOG = "catalog"
CHALLENGE_VIEWS = "challenge_views"
SOURCE_DEFECTS = "source_defects"
NOT_COPIED = "The catalog was not copied into the table challenges"
ADMINISTRATOR_ONLY = (
    "The catalog sets what is paid. Run this as an administrator, not in the roles of dbt or the loader."
)


@dataclass(frozen=True)
class Challenge:
    """A row of `challenge_views`. Candidates of one scope are decided together; without one, loads read everything.

    `scope_view` has the scopes of a user or of a specifier, unless the scope is the user. `also_writes_table` is
    written first; a row whose key it has is left alone (keep) or updated (replace). One load may mint at most
    `limit_rewards` new rewards, and `limit_audio` AUDIO of rewards that become complete. Rewards of `locks_with` refuse
    candidates of this challenge.
    """

    challenge_id: str
    view_name: str
    scope_column: str | None = None
    scope_view: str | None = None
    changes_view: str | None = None
    changed_tables: Sequence[str] | None = None
    minted_view: str | None = None
    also_writes_table: str | None = None
    also_writes_view: str | None = None
    also_writes_key: Sequence[str] | None = None
    also_writes_on_conflict: str | None = None
    limit_rewards: int = 0
    limit_audio: int = 0
    locks_with: Sequence[str] = ()

    @property
    def is_incremental(self) -> bool:
        """Whether a load reads only what changed since the last one."""
        return self.changes_view is not None

    @property
    def locked_ids(self) -> set[str]:
        """The challenges whose locks a load of this one holds."""
        return {self.challenge_id, *self.locks_with}


def require_ready(connection: Connection, schema: str) -> None:
    """Raise a ChallengesError with the command to run, unless migrations are applied and the views are built."""
    built = [f"{schema}.{name}" for name in (CHALLENGE_VIEWS, SOURCE_DEFECTS, CATALOG)]
    missing = missing_relations(connection, "public.user_challenges", *built)
    if "public.user_challenges" in missing:
        next_step = "Set PGDATABASE to the platform's database and retry."
        raise ChallengesError(f"This database has no table user_challenges. {next_step}")
    if pending := pending_migrations(connection):
        raise ChallengesError(f"Migrations are not applied, {pending[0].name} first. Run `challenges migrate`.")
    for name in missing:
        kind, command = ("catalog", "dbt seed") if name == built[-1] else ("view", "dbt build")
        raise ChallengesError(f"The {kind} {name} is missing. Run `{command}` first.")


def challenges(connection: Connection, schema: str, only: Sequence[str] = ()) -> list[Challenge]:
    """Return the challenges, or some, as they load: by the bytes of their ids. Raises UnknownChallengeError."""
    views, catalog = sql.Identifier(schema, CHALLENGE_VIEWS), sql.Identifier(schema, CATALOG)
    statement = query("challenges.challenges", challenge_views=views, catalog=catalog)
    known = rows(connection, Challenge, statement, prepare=False)  # dbt may change the types of its columns at any time
    ids = [challenge.challenge_id for challenge in known]
    if unknown := [printable(name) for name in sorted(set(only) - set(ids))]:
        choice = ", ".join(map(printable, ids))
        raise UnknownChallengeError(f"No eligibility view decides the challenge {unknown[0]}. Choose from: {choice}.")
    return [challenge for challenge in known if not only or challenge.challenge_id in only]


@dataclass(frozen=True)
class CatalogChanges:
    """How many rows of the catalog were new to `challenges`, changed there, or found already right."""

    new: int
    updated: int
    already_right: int


def sync_catalog(connection: Connection, schema: str) -> CatalogChanges:
    """Insert new ids, set known ones to the catalog's values, and leave alone others. Raises ChallengesError."""
    if missing_relations(connection, f"{schema}.{CATALOG}"):
        raise ChallengesError(f"The catalog {schema}.{CATALOG} is missing. Run `dbt build` (or `dbt seed`) first.")
    try:
        statement = query("challenges.sync_catalog", catalog=sql.Identifier(schema, CATALOG))
        return rows(connection, CatalogChanges, statement)[0]
    except psycopg.Error as error:
        is_denied = isinstance(error, psycopg.errors.InsufficientPrivilege)
        next_step = ADMINISTRATOR_ONLY if is_denied else "Correct seeds/catalog.csv, run `dbt seed`, and retry."
        raise ChallengesError(f"{NOT_COPIED}: {sentence(error)}. {next_step}") from error
