"""The platform as a test writes it: rows with sensible defaults, and what became of them."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from psycopg import sql
from psycopg.types.json import Jsonb

from loader.challenges import challenges
from loader.database import views_schema
from loader.load import load
from loader.outcome import ChallengeLoad, LoadOptions

if TYPE_CHECKING:
    from loader.database import Connection

NOON = datetime(2026, 5, 20, 12)  # in UTC
WEDNESDAY = NOON.replace(tzinfo=timezone.utc)
FRIDAY = WEDNESDAY + timedelta(days=2)

BLOCK = 500

DEFAULTS: dict[str, dict[str, Any]] = {
    "aggregate_monthly_plays": {"timestamp": NOON.replace(day=1).date()},
    "follows": {"is_current": True, "is_delete": False, "created_at": NOON, "blocknumber": BLOCK},
    "users": {"is_current": True, "blocknumber": 1},
    "tracks": {"is_current": True, "is_delete": False, "created_at": NOON, "updated_at": NOON, "blocknumber": BLOCK},
    "playlists": {
        "is_album": False,
        "is_private": False,
        "playlist_contents": {"track_ids": []},
        "is_current": True,
        "is_delete": False,
        "created_at": NOON,
        "updated_at": NOON,
    },
    "comments": {
        "text": "Nice",
        "entity_type": "Track",
        "entity_id": 1,
        "created_at": NOON,
        "txhash": "tx",
        "blockhash": "block",
        "blocknumber": BLOCK,
    },
    "saves": {
        "save_type": "track",
        "is_current": True,
        "is_delete": False,
        "created_at": NOON,
        "blocknumber": BLOCK,
    },
    "reposts": {
        "repost_type": "track",
        "is_current": True,
        "is_delete": False,
        "created_at": NOON,
        "blocknumber": BLOCK,
    },
    "events": {
        "event_type": "remix_contest",
        "is_deleted": False,
        "updated_at": NOON,
        "txhash": "tx",
        "blockhash": "block",
        "blocknumber": BLOCK,
    },
    "track_trending_scores": {
        "type": "TRACKS",
        "version": "pnagD",
        "time_range": "week",
        "created_at": NOON,
    },
    "sol_purchases": {
        "instruction_index": 0,
        "from_account": "account",
        "content_type": "track",
        "access_type": "stream",
        "valid_after_blocknumber": 1,
        "is_valid": True,
        "created_at": NOON,
    },
    "plays": {"play_item_id": 1, "created_at": NOON},
    "user_tips": {"receiver_user_id": 1, "amount": 100_000_000, "created_at": NOON},
    "user_events": {"is_current": True, "is_mobile_user": False, "blocknumber": BLOCK},
    "trending_results": {"type": "TRACKS", "version": "pnagD", "rank": 1, "week": FRIDAY.date()},
    "user_challenges": {"is_complete": True, "current_step_count": 1, "amount": 1, "completed_at": NOON},
}

NO_AUTOVACUUM = """
do $$
declare
    relation regclass;
begin
    for relation in
        select oid from pg_class
        where
            relkind = 'r'
            and relpersistence <> 't'
            and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
            and 'autovacuum_enabled=false' <> all(coalesce(reloptions, '{}'))
    loop
        execute format('alter table %s set (autovacuum_enabled = false)', relation);
    end loop;
end $$
"""


def stop_autovacuum(connection: Connection) -> None:
    """Ensure that no table of the database is vacuumed or analyzed in the background; that touches pages, too."""
    connection.execute(NO_AUTOVACUUM)


class World:
    """One platform database."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        # No test depends on the day it is run: for views that are read directly, too, it is Wednesday.
        self.run("select set_config('challenges.as_of', %s, false)", WEDNESDAY.isoformat())

    def add(self, table: str, **values: Any) -> None:
        """Insert a row; a block that it names is made if it is missing."""
        row = DEFAULTS.get(table, {}) | values
        if row.get("blocknumber") is not None:
            self.connection.execute(
                "insert into blocks (blockhash, number) values (%s, %s) on conflict do nothing",
                (f"block-{row['blocknumber']}", row["blocknumber"]),
            )
        self.connection.execute(
            sql.SQL("insert into {} ({}) values ({})").format(
                sql.Identifier(table),
                sql.SQL(", ").join(map(sql.Identifier, row)),
                sql.SQL(", ").join(sql.Placeholder() * len(row)),
            ),
            [Jsonb(value) if isinstance(value, (dict, list)) else value for value in row.values()],
        )

    def next_block(self) -> int:
        """Return the number of a new head block, for rows that change: the platform moves the block of each."""
        ((number,),) = self.rows(
            "insert into blocks (blockhash, number) select 'block-' || coalesce(max(number), 0) + 1,"
            " coalesce(max(number), 0) + 1 from blocks returning number"
        )
        return number

    def users(self, *user_ids: int, **values: Any) -> None:
        """Insert current users that are neither verified nor deactivated, unless the values say so."""
        for user_id in user_ids:
            self.add("users", user_id=user_id, **values)

    def track(self, track_id: int, owner_id: int, **values: Any) -> None:
        """Insert a current, public track."""
        self.add("tracks", track_id=track_id, owner_id=owner_id, **values)

    def run(self, statement: str, *parameters: Any) -> None:
        """Execute a statement."""
        self.connection.execute(statement, parameters or None)

    def rows(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Return what a query answers."""
        return self.connection.execute(query, parameters or None).fetchall()

    def flush_statistics(self) -> None:
        """Let PostgreSQL's statistics have all that this session has done."""
        self.run("select pg_stat_force_next_flush()")
        self.run("select pg_stat_clear_snapshot()")

    def rows_read(self) -> dict[str, int]:
        """Return how many rows of each table of the platform were read since the statistics began."""
        self.flush_statistics()
        return dict(
            self.rows(
                "select relname, seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables"
                " where schemaname = 'public'"
            )
        )

    def wait_for(self, query: str, seconds: float = 20) -> None:
        """Wait until a query answers with a row, and fail if it does not in time."""
        deadline = time.monotonic() + seconds
        while not self.rows(query):
            assert time.monotonic() < deadline, f"never true: {query}"
            time.sleep(0.01)

    def load(self, *challenge_ids: str, **options: Any) -> dict[str, ChallengeLoad]:
        """Load, all challenges or some, on a Wednesday unless a clock is given; return what was done to each."""
        options.setdefault("clock", WEDNESDAY)
        chosen = LoadOptions(only=challenge_ids, **options)
        return {result.challenge_id: result for result in load(self.connection, views_schema(), chosen)}

    def incremental(self) -> list[str]:
        """Return the challenges that declare what changed; every load reads the others in full."""
        query = "select challenge_id from challenges.challenge_views where changes_view is not null order by 1"
        return [challenge_id for (challenge_id,) in self.rows(query)]

    def would_mint(self) -> list[str]:
        """Return the challenges whose views hold rewards that are not minted, in the order of their ids."""
        return [
            challenge.challenge_id
            for challenge in challenges(self.connection, views_schema())
            if self.connection.execute(
                sql.SQL(
                    "select 1 from {} left join user_challenges as live using (challenge_id, specifier)"
                    " where is_eligible and live.specifier is null limit 1"
                ).format(sql.Identifier(views_schema(), challenge.view_name))
            ).fetchone()
        ]

    def note_views(self) -> None:
        """Note the views as they are, as the end of a `dbt build` does: a load mints by no others."""
        noted = ("declaration", "view_versions", "rules_version")
        self.connection.execute(
            sql.SQL(
                "insert into challenges_loader.finished_builds (schema_name, challenge_id, {})"
                " select %(schema)s, challenge_id, declaration, challenges_loader.view_versions(%(schema)s),"
                " challenges_loader.rules_version(%(schema)s, declaration)"
                " from {} as views cross join to_jsonb(views) as declaration"
                " on conflict (schema_name, challenge_id) do update set ({}) = row({})"
            ).format(
                sql.SQL(", ").join(map(sql.Identifier, noted)),
                sql.Identifier(views_schema(), "challenge_views"),
                sql.SQL(", ").join(map(sql.Identifier, noted)),
                sql.SQL(", ").join(sql.Identifier("excluded", column) for column in noted),
            ),
            {"schema": views_schema()},
        )

    def rewards(self, challenge_id: str) -> list[tuple[Any, ...]]:
        """Return (specifier, user_id, amount, completed_at, completed_blocknumber) in the order of the specifiers."""
        return self.rows(
            "select specifier, user_id, amount, completed_at, completed_blocknumber from user_challenges"
            ' where challenge_id = %s order by specifier collate "C"',
            challenge_id,
        )

    def specifiers(self, challenge_id: str) -> list[str]:
        """Return the specifiers of the rewards of a challenge."""
        return [reward[0] for reward in self.rewards(challenge_id)]

    def notifications(self, kind: str) -> list[tuple[Any, ...]]:
        """Return (specifier, group_id, timestamp, blocknumber, data, user_ids) of the notifications of a type."""
        return self.rows(
            'select specifier, group_id, "timestamp", blocknumber, data, user_ids from notification'
            " where type = %s order by id",
            kind,
        )

    def offer(self, *rewards: dict[str, Any], challenge_id: str = "x", step_count: int | None = None) -> None:
        """Make the table of a challenge of the test's own hold these rewards, behind a view like any other.

        Every one is eligible. The first call adds the challenge to `challenges`, to the catalog with limits that are
        never reached, and to the list of views of the loader, in place of all others.
        """
        schema = sql.Identifier(views_schema())
        self.run(
            "insert into challenges (id, type, amount, active, step_count) values (%s, 'numeric', '1', true, %s)"
            " on conflict do nothing",
            challenge_id,
            step_count,
        )
        self.run(
            "insert into challenges.catalog (id, type, amount, active, limit_rewards, limit_audio)"
            " select %s, 'numeric', '1', true, 2147483647, 9223372036854775807"
            " where not exists (select 1 from challenges.catalog where id = %s)",
            challenge_id,
            challenge_id,
        )
        for statement in (
            "create table if not exists offered (challenge_id varchar, specifier varchar, user_id integer,"
            " amount numeric, current_step_count integer, is_complete boolean, qualified_at timestamp,"
            " completed_blocknumber bigint)",
            "truncate offered",
            "create or replace view {schema}.offered as select *, true as is_eligible from public.offered",
            "create or replace view {schema}.challenge_views as"
            " select {challenge_id}::text as challenge_id, 'offered'::text as view_name, null::text as scope_column,"
            " null::text as scope_view, null::text as changes_view, null::text as changed_tables,"
            " null::text as minted_view, null::text as also_writes_table, null::text as also_writes_view,"
            " null::text as also_writes_key, null::text as also_writes_on_conflict, null::text as locks_with,"
            " 'time'::text as adopts_by, null::text as facts_version, null::text as also_writes_columns",
        ):
            self.connection.execute(sql.SQL(statement).format(schema=schema, challenge_id=sql.Literal(challenge_id)))
        self.note_views()
        defaults = {
            "challenge_id": challenge_id,
            "user_id": 1,
            "amount": 1,
            "current_step_count": 1,
            "is_complete": True,
            "qualified_at": NOON,
            "completed_blocknumber": BLOCK,
        }
        for reward in rewards:
            self.add("offered", **(defaults | reward))
