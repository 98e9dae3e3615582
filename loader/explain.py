"""Explains why a reward was earned or refused: the candidates, their gates, and the rewards that fill their caps."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import psycopg
from psycopg import sql
from psycopg.abc import Buffer
from psycopg.rows import dict_row
from psycopg.types.datetime import TimestampLoader

from loader.challenges import Challenge, challenges, require_ready
from loader.database import Connection, query, rows, set_clock

Row = dict[str, Any]  # of an eligibility view, as each has columns of its own
GateRow = SimpleNamespace  # of the query explain.gates: its columns

# The columns of explain.candidates that are neither keys nor gates: those that a decision has as they are, and others.
AS_IT_IS = {"challenge_id", "specifier", "qualified_at", "current_step_count", "step_count"}
CONTRACT = AS_IT_IS | {"user_id", "amount", "is_complete", "completed_blocknumber", "is_eligible", "unpayable_reason"}


@dataclass(frozen=True)
class Question:
    """The candidates to explain, by default all: of these challenges, a user, a specifier. `clock` is as for `load`."""

    only: Sequence[str] = ()
    user_id: int | None = None
    specifier: str | None = None
    clock: datetime | None = None


@dataclass(frozen=True)
class RewardInCap:
    """A reward that a cap counts: minted, or to be minted by the next load. `counted_at` is in UTC."""

    specifier: str
    counted_at: datetime
    is_minted: bool
    amount: int | None


@dataclass(frozen=True)
class Cap:
    """At most so many rewards for one value of a key within so many days before and after; without days, for ever.

    If the `unit` is AUDIO, it counts the amounts of rewards, and `rewards` is the catalog's step_count. `count` is None
    if the cap did not decide. A candidate after `room_after` (UTC, None for never) finds room.
    """

    rewards: int | None
    days: int | None
    key: str
    key_value: Any
    count: int | None
    filled_by: tuple[RewardInCap, ...]
    room_after: datetime | None
    unit: str = "rewards"


@dataclass(frozen=True)
class Gate:
    """A gate of a candidate. `is_passed` is None for a cap that did not decide, because another gate refused."""

    name: str
    description: str
    is_passed: bool | None
    cap: Cap | None = None


@dataclass(frozen=True)
class Decision:
    """The decision on a candidate, or on a minted reward for which today's data has no candidate (then without gates).

    `decision` is minted, earned (the next load mints it), in progress (of steps), refused (by gates) or unpayable (it
    does not fit user_challenges). Times are in UTC. `amount` is in whole AUDIO, None if it is no whole number.
    """

    challenge_id: str
    specifier: str
    user_id: int
    decision: str
    amount: int | None
    minted_at: datetime | None
    qualified_at: datetime | None = None
    current_step_count: int | None = None
    step_count: int | None = None
    unpayable_reason: str | None = None
    keys: dict[str, Any] = field(default_factory=dict)
    gates: tuple[Gate, ...] = ()

    @property
    def failed_gates(self) -> tuple[str, ...]:
        """The names of the gates that refuse the candidate."""
        return tuple(gate.name for gate in self.gates if gate.is_passed is False)


def explain(connection: Connection, schema: str, question: Question) -> Iterator[Decision]:
    """Yield the decisions by the current data, and minted rewards without a candidate. Raises ChallengesError."""
    require_ready(connection, schema)
    gates = rows(connection, GateRow, query("explain.gates", gates=sql.Identifier(schema, "gates")))
    for challenge in challenges(connection, schema, question.only):
        its_gates = [gate for gate in gates if gate.challenge_id == challenge.challenge_id]
        with connection.transaction():
            connection.execute("set transaction read only")
            set_clock(connection, question.clock)
            decisions = [*_Explanation(connection, schema, question, challenge, its_gates).decisions()]
        yield from decisions


def room_after(times: Iterable[datetime], at: datetime, days: int | None, rewards: int) -> datetime | None:
    """Return the first time from `at`, when a cap is full, after which it has room again; None without days.

    It has room if fewer than `rewards` of the `times` lie within the days before and after, both ends included.
    """
    if days is None:
        return None
    window = timedelta(days=days)
    near = [time for time in times if at - time <= window]
    # Room can only begin when a reward leaves the window: just after its time plus the days.
    for leaves_at in sorted(time + window for time in near if datetime.max - time >= window):
        if sum(leaves_at - window < time <= leaves_at + window for time in near) < rewards:
            return leaves_at
    return None


@dataclass(frozen=True)
class _Explanation:
    connection: Connection
    schema: str
    question: Question
    challenge: Challenge
    gates: Sequence[GateRow]

    def decisions(self) -> Iterator[Decision]:
        candidates = self._candidates()
        specifiers = {row["specifier"] for row in candidates}
        rewards = self._rows("minted", {"candidates": list(specifiers)}, rewards=self._view("stg_user_challenges"))
        minted = {reward["specifier"]: reward for reward in rewards}
        in_caps = {gate.name: self._in_cap(gate, candidates) for gate in self.gates if gate.cap_unit}
        for row in candidates:
            gates = tuple(_judged(gate, row, in_caps) for gate in self.gates)
            yield self._decision(row, minted.get(row["specifier"]), gates)
        for reward in rewards:
            if reward["specifier"] not in specifiers:
                yield Decision(self.challenge.challenge_id, decision="minted", **reward)

    def _candidates(self) -> list[Row]:
        scopes = None
        if self.challenge.scope_view and (self.question.user_id, self.question.specifier) != (None, None):
            # Caps that count rewards of other users too are decided by their scopes, without reading all others.
            scopes = [row["scope_id"] for row in self._rows("scopes", scopes=self._view(self.challenge.scope_view))]
            if not scopes:
                return []
        view, is_in_scope = self._view(self.challenge.view_name), self._is_in_scope(scopes)
        unpayable_reason = query("merge.unpayable_reason", challenge_id=sql.Placeholder("challenge_id"))
        return self._rows("candidates", view=view, is_in_scope=is_in_scope, unpayable_reason=unpayable_reason)

    def _in_cap(self, gate: GateRow, candidates: Sequence[Row]) -> dict[Any, list[RewardInCap]]:
        # By the values of its key for which the cap refuses a candidate.
        in_cap: dict[Any, list[RewardInCap]] = defaultdict(list)
        if refused := [row for row in candidates if row[gate.name] is False]:
            scope_column = self.challenge.scope_column
            for reward in self._rows(
                "rewards_in_cap",
                {"key_values": list({row[gate.cap_key] for row in refused})},
                view=self._view(self.challenge.view_name),
                minted=self._view(self.challenge.minted_view),
                cap_key=sql.Identifier(gate.cap_key),
                is_in_scope=self._is_in_scope(scope_column and list({row[scope_column] for row in refused})),
            ):
                key_value, amount = reward.pop("key_value"), _whole(reward.pop("amount"))
                in_cap[key_value].append(RewardInCap(**reward, amount=amount))
        return in_cap

    def _decision(self, row: Row, reward: Row | None, gates: tuple[Gate, ...]) -> Decision:
        described = {column for gate in self.gates for column in (gate.name, gate.count_column)}
        decision = "minted" if reward else _decided(row)
        return Decision(
            **{name: row[name] for name in AS_IT_IS},
            user_id=(reward or row)["user_id"],
            decision=decision,
            amount=_whole((reward or row)["amount"]),
            minted_at=reward["minted_at"] if reward else None,
            unpayable_reason=row["unpayable_reason"] if decision == "unpayable" else None,
            keys={column: value for column, value in row.items() if column not in CONTRACT | described},
            gates=gates,
        )

    def _view(self, name: str) -> sql.Identifier:
        return sql.Identifier(self.schema, name)

    def _is_in_scope(self, scopes: list[Any] | None) -> sql.Composable:
        if scopes is None:
            return sql.SQL("true")
        return sql.SQL("{} = any({})").format(sql.Identifier(self.challenge.scope_column), sql.Literal(scopes))

    def _rows(self, name: str, parameters: Row | None = None, **parts: sql.Composable) -> list[Row]:
        asked = {"challenge_id": self.challenge.challenge_id} | asdict(self.question) | (parameters or {})
        with self.connection.cursor(row_factory=dict_row) as cursor:
            cursor.adapters.register_loader("timestamp", _AnyTime)
            return cursor.execute(query(f"explain.{name}", **parts), asked).fetchall()


def _decided(row: Row) -> str:
    if not row["is_eligible"]:
        return "refused"
    if row["unpayable_reason"]:
        return "unpayable"
    return "earned" if row["is_complete"] else "in progress"


def _whole(amount: Decimal | int | None) -> int | None:
    return int(amount) if amount is not None and math.isfinite(amount) and amount == int(amount) else None


def _judged(gate: GateRow, row: Row, in_caps: dict[str, dict[Any, list[RewardInCap]]]) -> Gate:
    is_passed = row[gate.name]
    if gate.cap_unit is None:
        return Gate(gate.name, gate.description, is_passed)
    key_value, at = row[gate.cap_key], row["qualified_at"]
    in_cap = in_caps[gate.name][key_value] if is_passed is False and at is not None else []
    window = timedelta.max if gate.cap_days is None else timedelta(days=gate.cap_days)
    near = [reward for reward in in_cap if abs(reward.counted_at - at) <= window]
    filled_by = tuple(reward for reward in near if reward.is_minted or reward.counted_at <= at)
    limit = row["step_count"] if gate.cap_unit == "AUDIO" else gate.cap_rewards
    room = room_after((reward.counted_at for reward in in_cap), at, gate.cap_days, limit)
    count = _whole(row[gate.count_column])
    cap = Cap(limit, gate.cap_days, gate.cap_key, key_value, count, filled_by, room, gate.cap_unit)
    return Gate(gate.name, gate.description, is_passed, cap)


class _AnyTime(TimestampLoader):
    """Reads a time that Python cannot represent, such as infinity, as the first or last one that it can."""

    def load(self, data: Buffer) -> datetime:
        try:
            return super().load(data)
        except psycopg.DataError:
            text = bytes(data)
            return datetime.min if text.startswith(b"-") or text.endswith(b"BC") else datetime.max
