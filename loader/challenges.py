"""The challenges, as the view `challenge_views` and the catalog list them; none is known by name."""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from loader.database import Connection, missing_relations, rows
from loader.errors import ChallengesError, UnknownChallengeError, printable, sentence
from loader.migrate import pending_migrations
from loader.queries import query

CATALOG = "catalog"
CHALLENGE_VIEWS = "challenge_views"
SOURCE_DEFECTS = "source_defects"
NOT_COPIED = "The catalog was not copied into the table challenges"


@dataclass(frozen=True)
class Challenge:
    """A row of `challenge_views`: a challenge, its eligibility view, and what goes with it.

    Candidates of one scope are decided together. `scope_column` holds the scope, in the eligibility view and in
    `also_writes_view`; without it every load reads everything. `scope_view` has the scopes of a user or of a specifier,
    unless the scope is the user. `changes_view` has the scopes that changed, by `changed_tables` if given.

    `also_writes_table` is written before the rewards, from `also_writes_view`, by the unique key `also_writes_key`; a
    row whose key it has already is left alone (keep) or updated (replace). One load may mint at most `limit_rewards`
    new rewards, and `limit_audio` AUDIO of rewards that become complete.
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

    @property
    def is_incremental(self) -> bool:
        """Whether a load reads only what changed since the last one."""
        return self.changes_view is not None


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
    """Return the challenges, or only some, in the order in which they load: by the bytes of their ids.

    Raises UnknownChallengeError if one of `only` has no eligibility view.
    """
    views, catalog = sql.Identifier(schema, CHALLENGE_VIEWS), sql.Identifier(schema, CATALOG)
    statement = query("challenges.challenges", challenge_views=views, catalog=catalog)
    known = rows(connection, Challenge, statement, prepare=False)  # dbt may change the types of its columns at any time
    ids = [challenge.challenge_id for challenge in known]
    if unknown := sorted(set(only) - set(ids)):
        choice = ", ".join(map(printable, ids))
        raise UnknownChallengeError(
            f"No eligibility view decides the challenge {printable(unknown[0])}. Choose from: {choice}."
        )
    return [challenge for challenge in known if not only or challenge.challenge_id in only]


@dataclass(frozen=True)
class CatalogChanges:
    """How many rows of the catalog were new to `challenges`, changed there, or found already right."""

    new: int
    updated: int
    already_right: int


def sync_catalog(connection: Connection, schema: str) -> CatalogChanges:
    """Insert new ids, set known ones to the catalog's values, and leave alone the ids that it does not name.

    Raises ChallengesError if the seed is missing, or holds what the table cannot.
    """
    if missing_relations(connection, f"{schema}.{CATALOG}"):
        raise ChallengesError(f"The catalog {schema}.{CATALOG} is missing. Run `dbt build` (or `dbt seed`) first.")
    try:
        return rows(
            connection, CatalogChanges, query("challenges.sync_catalog", catalog=sql.Identifier(schema, CATALOG))
        )[0]
    except psycopg.errors.InsufficientPrivilege as error:
        next_step = (
            "The catalog sets what is paid. Run this as an administrator, not in the roles of dbt or the loader."
        )
        raise ChallengesError(f"{NOT_COPIED}: {sentence(error)}. {next_step}") from error
    except psycopg.Error as error:
        next_step = "Correct seeds/catalog.csv, run `dbt seed`, and retry."
        raise ChallengesError(f"{NOT_COPIED}: {sentence(error)}. {next_step}") from error
