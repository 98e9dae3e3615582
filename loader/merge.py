"""Merges an eligibility view, by the columns of its contract, into `user_challenges`: set-based, in one statement."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

import psycopg
from psycopg import sql

from loader.challenges import Challenge
from loader.database import Connection, query, rows, value
from loader.diagnose import raised_by_trigger
from loader.errors import ChallengesError, printable
from loader.limits import limits_used, over_limit
from loader.outcome import Merged, Unpayable
from loader.watermarks import FEW_SCOPES

Count = SimpleNamespace  # of the query merge.counts: outcome, reason, rows, minted, audio, example
LONGEST_EXAMPLE = 1000  # characters


@dataclass
class Merge:
    """The eligible rows of a challenge: of as many scopes as `changed_scopes` has set in the transaction, or all."""

    connection: Connection
    schema: str
    challenge: Challenge
    scopes: int | None = None
    is_limited: bool = False

    def __post_init__(self) -> None:
        challenge_id = sql.Literal(self.challenge.challenge_id)
        self.scope_condition: sql.Composable = sql.SQL("true")
        if self.scopes is not None:
            self.scope_condition = self._is_in_scopes(sql.Identifier(self.challenge.scope_column))
        self.candidates = query("merge.candidates", rows_of_view=self._rows_of(self.challenge.view_name))
        self.compared = query(
            "merge.compared",
            candidates=self.candidates,
            unpayable_reason=query("merge.unpayable_reason", challenge_id=challenge_id),
            limits_used=limits_used(challenge_id),
            limit_rewards=sql.Literal((self.challenge.limit_rewards or 0) if self.is_limited else None),
            limit_audio=sql.Literal((self.challenge.limit_audio or 0) if self.is_limited else None),
        )

    def _rows_of(self, view_name: str) -> sql.Composable:
        view = sql.Identifier(self.schema, view_name)
        return query("merge.rows_of_view", view=view, scope_condition=self.scope_condition)

    def _is_in_scopes(self, column: sql.Composable) -> sql.Composable:
        if self.scopes <= FEW_SCOPES:
            return query("merge.is_in_scopes", scope_column=column)
        scopes = value(self.connection, query("merge.scopes"))
        return query("merge.is_in_many_scopes", scope_column=column, scopes=sql.Literal(scopes))

    def rows_if_all_right(self) -> int | None:
        """Return how many rows are eligible; None if `write` would write or report one, because not all are right."""
        statement = query("merge.rows_if_all_right", **self._parts(is_to_write=False))
        return value(self.connection, statement, prepare=True)

    def preview(self) -> Merged:
        """Return what `write` would do, but write nothing. Raises OverLimitError as that does."""
        self._prepare()
        # Only planned: PostgreSQL refuses what it would refuse before the first row, such as a missing right or key.
        write = merge_statement(self._parts())
        self.connection.execute(sql.SQL("explain {}").format(write), prepare=False)
        statement = query("merge.preview", compared=self.compared, counts=query("merge.counts"))
        return self._merged(rows(self.connection, Count, statement))

    def write(self) -> Merged:
        """Merge the rows, and return what was done.

        Raises OverLimitError if it is more than the limits allow, ChallengesError if a trigger of the platform raised;
        then nothing was written.
        """
        self._prepare()
        parts = self._parts()
        try:
            with self.connection.transaction():
                counts = rows(self.connection, Count, merge_statement(parts), prepare=self.is_plan_kept)
                # A trigger that is deferred to the commit fires here, where what it raises is understood.
                self.connection.execute("set constraints all immediate")
        except psycopg.Error as error:
            if raising_trigger := raised_by_trigger(self.connection, error, parts):
                raise raising_trigger from error
            raise
        return self._merged(counts)

    @property
    def is_plan_kept(self) -> bool:
        """Whether the merge is prepared. It has no parameters, so its plan is kept then."""
        return self.scopes <= FEW_SCOPES if self.scopes is not None else not self.challenge.is_incremental

    def _prepare(self) -> None:
        if unfit := value(self.connection, query("merge.unfit_table")):
            raise ChallengesError(f"no reward can be written: {printable(unfit)}")
        # A challenge that is never read by scopes has few rows.
        if self.scopes is None and self.challenge.is_incremental:
            self.connection.execute(query("merge.read_all"))

    def _parts(self, *, is_to_write: bool = True) -> dict[str, sql.Composable]:
        also_written = self._also_written(is_to_write=is_to_write)
        return {"candidates": self.candidates, "compared": self.compared, "also_written": also_written}

    def _also_written(self, *, is_to_write: bool) -> sql.Composable:
        challenge = self.challenge
        if challenge.also_writes_table is None:
            return query("merge.nothing_also_written")
        table = sql.Identifier("public", challenge.also_writes_table)
        columns, rows_to_write = self._rows_to_write(table)
        key = challenge.also_writes_key
        values = [column for column in columns if column not in key]
        lists = {"key": _list(key), "values": _list(values)}
        for relation in ("live", "source", "excluded"):
            lists |= {f"{relation}_key": _list(key, relation), f"{relation}_values": _list(values, relation)}
        is_replaced = challenge.also_writes_on_conflict == "replace" and values
        return query(
            "merge.also_written",
            table=table,
            columns=_list(columns),
            key=_list(key),
            key_and_values=_list([*key, *values]),
            rows_to_write=rows_to_write,
            is_different=query("merge.is_different", table=table, **lists) if is_replaced else sql.SQL("true"),
            on_conflict=query("merge.replace", **lists) if is_replaced else sql.SQL("nothing"),
            is_to_write=sql.Literal(is_to_write),
        )

    def _rows_to_write(self, table: sql.Identifier) -> tuple[Sequence[str], sql.Composable]:
        """Return the columns that a second table is given, and the query of the rows."""
        challenge = self.challenge
        if named := challenge.also_writes_columns:
            columns = sql.SQL(", ").join(
                sql.SQL("{} as {}").format(sql.Identifier(source), sql.Identifier(column))
                for column, source in named.items()
            )
            return list(named), query("merge.rows_of_candidates", columns=columns)
        view = sql.Identifier(self.schema, challenge.also_writes_view)
        parameters = {"view": view.as_string(), "table": table.as_string(), "scope_column": challenge.scope_column}
        columns = value(self.connection, query("merge.columns"), parameters)
        return columns, self._rows_of(challenge.also_writes_view)

    def _merged(self, counts: Sequence[Count]) -> Merged:
        totals: Counter[str] = Counter()
        for count in counts:
            if count.outcome == "over_limit":
                raise over_limit(self.connection, self.challenge, count.rows, int(count.audio))
            totals[count.outcome] += count.rows
        return Merged(
            new=totals["new"],
            updated=totals["updated"],
            already_right=totals["already_right"],
            minted=sum(count.minted for count in counts),
            audio=int(sum(count.audio for count in counts)),
            rows_also_written=totals["also_written"],
            unpayable=tuple(
                Unpayable(count.reason or "", count.rows, count.example and count.example[:LONGEST_EXAMPLE])
                for count in counts
                if count.outcome == "unpayable"
            ),
        )


def merge_statement(parts: Mapping[str, sql.Composable]) -> sql.Composed:
    """Return the statement that writes the rewards (`compared`), after a second table (`also_written`)."""
    mint = query("merge.mint", rewards=query("merge.rewards_due"))
    return query("merge.merge", mint=mint, counts=query("merge.counts"), **parts)


def _list(columns: Sequence[str], *relation: str) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(*relation, column) for column in columns)
