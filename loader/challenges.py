"""The challenges, as the view `challenge_views` and the catalog list them; none is known by name."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

import psycopg
from psycopg import sql

from loader.database import Connection, missing_relations, query, rows, value
from loader.errors import ChallengesError, UnknownChallengeError, printable, sentence
from loader.migrate import pending_migrations

CATALOG = "catalog"
CHALLENGE_VIEWS = "challenge_views"
LAKE_FACTS = "lake_facts"
UNFINISHED = (
    "its views are not those of the last finished `dbt build`. If one is running, wait for it; otherwise run"
    " `dbt build`"
)
NOT_COPIED = "The catalog was not copied into the table challenges"
ADMINISTRATOR_ONLY = (
    "The catalog sets what is paid. Run this as an administrator, not in the roles of dbt or the loader."
)


@dataclass(frozen=True)
class Challenge:
    """A row of `challenge_views`. Candidates of one scope are decided together; without one, all are.

    Without a `changes_view` every load reads everything. `scope_view` has the scopes of a user or of a specifier,
    unless the scope is the user. `also_writes_table` is written first; a row whose key it has is left alone (keep) or
    updated (replace). Its rows are those of `also_writes_view`; or all candidates, and `also_writes_columns` has by its
    columns those of the candidates. In any 24 hours at most `limit_rewards` rewards may become complete, and
    `limit_audio` AUDIO of them; none if a limit is None. Rewards of `locks_with` refuse candidates of this challenge.
    `adopts_by` is time, block, or None if an adoption refuses nothing. `declaration` is its row as JSON.
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
    also_writes_columns: Mapping[str, str] | None = None
    limit_rewards: int | None = None
    limit_audio: int | None = None
    locks_with: Sequence[str] = ()
    adopts_by: str | None = "time"
    declaration: str = "{}"

    @property
    def views(self) -> Sequence[str | None]:
        """The views that a load reads; None for one that the challenge does not have."""
        return self.view_name, self.changes_view, self.also_writes_view

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
    built = [f"{schema}.{name}" for name in (CHALLENGE_VIEWS, CATALOG)]
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


def lock_views(connection: Connection, schema: str, *names: str | None) -> None:
    """Let nobody replace views, or the views below them, until the transaction ends.

    To be the first statement of a transaction. PostgreSQL expands a view as it is now, even under an older snapshot.
    `lock table` takes no snapshot, so the snapshot that comes after it shows the views that are expanded.
    """
    views = [sql.Identifier(schema, name) for name in dict.fromkeys(names) if name]
    connection.execute(sql.SQL("lock table {} in access share mode").format(sql.SQL(", ").join(views)))


def declarations(asked: Sequence[Challenge]) -> str:
    """Return the declarations of challenges by their ids, as JSON."""
    return json.dumps({challenge.challenge_id: json.loads(challenge.declaration) for challenge in asked})


def unfinished(connection: Connection, schema: str, challenge: Challenge) -> bool:
    """Return whether the views of a challenge are others than those of its last finished build."""
    statement = query("challenges.unfinished", builds=query("challenges.builds"))
    return value(connection, statement, {"schema": schema, "declarations": declarations([challenge])})


@dataclass(frozen=True)
class CatalogChange:
    """A value of the table challenges that differs from the catalog; `old` is None if the id is new."""

    challenge_id: str
    name: str | None
    column: str
    old: object
    new: object
    is_new: bool


@dataclass(frozen=True)
class CatalogChanges:
    """How many rows of the catalog were new to `challenges`, changed there, or found already right, and each change."""

    new: int
    updated: int
    already_right: int
    changes: tuple[CatalogChange, ...] = field(default=(), compare=False)


def sync_catalog(connection: Connection, schema: str, *, dry_run: bool = False) -> CatalogChanges:
    """Insert new ids, set known ones to the catalog's values, and leave alone others; a dry run only compares.

    Raises ChallengesError if the catalog is missing, or the table challenges cannot hold it; then nothing is changed.
    """
    if missing_relations(connection, f"{schema}.{CATALOG}"):
        raise ChallengesError(f"The catalog {schema}.{CATALOG} is missing. Run `dbt build` (or `dbt seed`) first.")
    catalog = sql.Identifier(schema, CATALOG)
    try:
        with connection.transaction():
            compared = rows(connection, SimpleNamespace, query("challenges.catalog_compared", catalog=catalog))
            different = [row for row in compared if row.old != row.new]
            if different and not dry_run:
                parameters = {"challenge_ids": [row.challenge_id for row in different]}
                connection.execute(query("challenges.sync_catalog", catalog=catalog), parameters)
    except psycopg.Error as error:
        is_denied = isinstance(error, psycopg.errors.InsufficientPrivilege)
        next_step = ADMINISTRATOR_ONLY if is_denied else "Correct seeds/catalog.csv, run `dbt seed`, and retry."
        raise ChallengesError(f"{NOT_COPIED}: {sentence(error)}. {next_step}") from error
    new = sum(row.old is None for row in different)
    changes = tuple(change for row in different for change in _changes(row))
    return CatalogChanges(new, len(different) - new, len(compared) - len(different), changes)


def _changes(row: SimpleNamespace) -> Iterator[CatalogChange]:
    old = row.old or {}
    for column, new in row.new.items():
        if column != "id" and old.get(column) != new:
            yield CatalogChange(row.challenge_id, row.name, column, old.get(column), new, is_new=row.old is None)
