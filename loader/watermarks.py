"""How far each challenge has been read (head block, and transaction of `changed_rows`), and what changed since."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import ClientCursor, sql

from loader.challenges import CHALLENGE_VIEWS, LAKE_FACTS, UNFINISHED, Challenge, declarations
from loader.database import Connection, missing_relations, query, rows, value
from loader.errors import ChallengesError, utc
from loader.migrate import declared_triggers

FEW_SCOPES = 500  # for so many a plan is kept that looks each up by index


@dataclass(frozen=True)
class StartState:
    """What a load of a challenge starts from, and with that the watermark that it sets.

    `is_finished`: the views are those of the last finished build, and nothing is minted by others. `is_ahead`: the head
    block is not that of the watermark. `is_recent`: it is ahead by few blocks. While the clock `is_before_adoption`, do
    not advance the watermark: rows without a timestamp become payable later. `is_from_lake`: the facts were published,
    as of `lake_time`. They are `is_too_old` if that is more than `max_age_hours` ago, or nothing was published.
    `has_other_facts`: they were made by other code than that of the views.
    """

    challenge_id: str
    is_active: bool
    block_number: int
    block_hash: str | None
    transaction_id: str
    catalog_row: str
    rules_version: str
    server: str
    is_finished: bool
    has_watermark: bool
    full_read_reason: str | None
    is_ahead: bool
    is_recent: bool
    is_before_adoption: bool
    is_from_lake: bool
    is_too_old: bool
    has_other_facts: bool
    lake_time: datetime | None
    max_age_hours: int | None

    @property
    def lacks_facts(self) -> bool:
        """Whether the facts come from the lake, and the load must wait for others."""
        return self.is_too_old or self.has_other_facts

    @property
    def needs_full_read(self) -> bool:
        """Whether changes since the last load are not enough."""
        return not self.has_watermark or self.full_read_reason is not None


def start_states(connection: Connection, schema: str, asked: Sequence[Challenge]) -> list[StartState]:
    """Return what loads start from, as of the snapshot, without challenges missing in the table challenges.

    Sets what the changes views ask for: the watermark of the challenge, or the oldest of those that are recent.
    """
    statement = query(
        "watermarks.start_states",
        builds=query("challenges.builds"),
        triggers=query("triggers.declared"),
        lake_facts=sql.Identifier(schema, LAKE_FACTS),
    )
    locks_with = {challenge.challenge_id: [*challenge.locks_with] for challenge in asked}
    parameters = {"schema": schema, "declarations": declarations(asked), "locks_with": json.dumps(locks_with)}
    # With its parameters in its text, a prepared statement keeps its plan.
    text = ClientCursor(connection).mogrify(statement, parameters | declared_triggers())
    return rows(connection, StartState, sql.SQL(text), prepare=True)


def start_state(connection: Connection, schema: str, challenge: Challenge) -> StartState:
    """Return what a load of a challenge starts from.

    Raises ChallengesError if it is not in the table challenges, its views are not those of a finished build, or its
    facts come from the lake and are too old, or made by other code.
    """
    for state in start_states(connection, schema, [challenge]):
        if not state.is_finished:
            raise ChallengesError(UNFINISHED)
        if state.lacks_facts:
            raise ChallengesError(_lacks_facts(state))
        return state
    raise ChallengesError(
        "not in the table challenges. Run `challenges sync-catalog`. If the challenge is new, first add it to"
        " seeds/catalog.csv and run `dbt seed`"
    )


def _lacks_facts(state: StartState) -> str:
    next_step = "run `dbt build --target spark` and `challenges publish`"
    if state.lake_time is None:
        return f"its facts come from the lake, and were never published: {next_step}"
    if state.has_other_facts:
        return f"its facts come from the lake, and were made by other code than that of its views: {next_step}"
    return (
        f"its facts are of {utc(state.lake_time)}, the lake's time, and may be {state.max_age_hours} hours old: bring"
        f" the lake up to date, {next_step}"
    )


def look_up_by_index(connection: Connection) -> None:
    """Let the plans of the transaction look rows up by index, even if statistics are wrong."""
    connection.execute(query("watermarks.look_up_by_index"))


def plan_as_usual(connection: Connection) -> None:
    """Take back what `look_up_by_index` has set."""
    statements = query("watermarks.plan_as_usual", join_as_usual=query("watermarks.join_as_usual"))
    connection.execute(statements, prepare=False)  # several statements cannot be prepared


def leave_out_complete(connection: Connection, challenge: Challenge) -> None:
    """Let the views of a challenge leave out rewards that are complete already, in this transaction.

    Does nothing if the challenge writes a second table: that may lack what is complete (see trending_results).
    """
    if challenge.also_writes_table is None:
        connection.execute(query("watermarks.leave_out_complete"), {"challenge_id": challenge.challenge_id})


def changed_scopes(connection: Connection, schema: str, challenge: Challenge, start: StartState) -> int:
    """Return of how many scopes something changed since the watermark that `start_state` set.

    Sets which, for the merge. Lets the views leave out complete rewards, even if the challenge writes a second table:
    its rows come from another view, or from candidates that are left. After `look_up_by_index` it leaves that as it is
    for few scopes.
    """
    if not start.is_recent:
        plan_as_usual(connection)
    # Without parameters, a prepared statement keeps its plan: planning takes longer than looking.
    challenge_id = sql.Literal(challenge.challenge_id)
    statement = query("watermarks.changed_scopes", challenge_id=challenge_id, changes=_changes(schema, challenge))
    count = value(connection, statement, prepare=start.is_recent)
    if count > FEW_SCOPES and start.is_recent:
        connection.execute(query("watermarks.join_as_usual"), prepare=False)
    elif count <= FEW_SCOPES and not start.is_recent:
        look_up_by_index(connection)
    return count


def changed_challenges(connection: Connection, schema: str, asked: Sequence[Challenge]) -> Collection[str]:
    """Return the ids of those of the challenges, at least one, of which something changed since their watermarks."""
    # Counted, not "exists": mostly no row is found, and under a limit the planner would read whole tables to find one.
    counts = [
        query("watermarks.count_changes", challenge_id=sql.Literal(each.challenge_id), changes=_changes(schema, each))
        for each in asked
    ]
    statement = query("watermarks.changed_challenges", counts=sql.SQL("\nunion all\n").join(counts))
    return value(connection, statement, prepare=True)


def save_watermarks(connection: Connection, states: Sequence[StartState], *, is_read_in_full: bool = False) -> None:
    """Set the watermarks of challenges, in the transaction of the rewards that they cover."""
    if states:
        watermarks = json.dumps([vars(state) for state in states], default=str)
        # Where plays are on the lake alone, there is no such table.
        has_plays = is_read_in_full and not missing_relations(connection, "public.plays")
        last_play = query("watermarks.last_play") if has_plays else sql.SQL("null::integer")
        connection.execute(query("watermarks.save", last_play=last_play), {"watermarks": watermarks})


def drop_watermark(connection: Connection, challenge: Challenge) -> None:
    """Let the next load of a challenge read everything."""
    connection.execute("delete from challenges_loader.watermarks where challenge_id = %s", (challenge.challenge_id,))


def forget_changes(connection: Connection, schema: str) -> None:
    """Delete the notes of changes that every challenge has read, and the watermarks of challenges that are gone."""
    connection.execute(query("watermarks.forget_changes", challenge_views=sql.Identifier(schema, CHALLENGE_VIEWS)))


def _changes(schema: str, challenge: Challenge) -> sql.Composable:
    tables = challenge.changed_tables
    condition = sql.SQL("table_name = any({})").format(sql.Literal(list(tables))) if tables else sql.SQL("true")
    view = sql.Identifier(schema, challenge.changes_view)
    return sql.SQL("{} where {}").format(view, condition)
