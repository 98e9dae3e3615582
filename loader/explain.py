"""Explains why a reward was earned or refused: the candidates, their gates, and the rewards that fill their caps."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import psycopg
from psycopg import errors, sql
from psycopg.abc import Buffer
from psycopg.rows import dict_row
from psycopg.types.datetime import TimestampLoader

from loader.challenges import UNFINISHED, Challenge, challenges, lock_views, require_ready, unfinished
from loader.database import Connection, query, rows, set_clock, value
from loader.errors import UnknownUserError, printable, reason, reason_of_view, sentence
from loader.watermarks import FEW_SCOPES, look_up_by_index, plan_as_usual

Row = dict[str, Any]  # of an eligibility view, as each has columns of its own
GateRow = SimpleNamespace  # of the query explain.gates: its columns

ADOPTION_GATE = "is_after_adoption"

# The columns of explain.candidates that are neither keys nor gates: those that a decision has as they are, and others.
AS_IT_IS = {"challenge_id", "specifier", "qualified_at", "current_step_count", "step_count"}
AS_IT_IS |= {"adoption_date", "was_due_at_adoption"}
OF_REWARD = ("minted_at", "load_id", "completed_at", "created_at")
CONTRACT = AS_IT_IS | {"user_id", "amount", "is_complete", "completed_blocknumber", "is_eligible", "unpayable_reason"}

DECISIONS = ("minted", "earned", "in progress", "refused", "unpayable", "dismissed")
DISMISSED_ACTS = "dismissed_acts"
USER_HANDLES = "user_handles"
LARGEST_ID = 2147483647


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

    `decision` is one of DECISIONS: minted, earned (the next load mints it), in progress (of steps), refused (by gates),
    unpayable (it does not fit user_challenges), or dismissed (an act that was deleted or is hidden, so no candidate).
    Times are in UTC. `amount` is in whole AUDIO, None if it is no whole number. `minted_at` and `load_id` are of the
    ledger, None if another system minted the reward. `completed_at` and `created_at` are the reward's.
    `was_due_at_adoption`: for that reason it is never minted.
    """

    challenge_id: str
    specifier: str
    user_id: int
    decision: str
    amount: int | None
    minted_at: datetime | None = None
    load_id: int | None = None
    completed_at: datetime | None = None
    created_at: datetime | None = None
    qualified_at: datetime | None = None
    current_step_count: int | None = None
    step_count: int | None = None
    unpayable_reason: str | None = None
    dismissed_reason: str | None = None
    adoption_date: datetime | None = None
    was_due_at_adoption: bool = False
    name: str | None = None
    handle: str | None = None
    keys: dict[str, Any] = field(default_factory=dict)
    gates: tuple[Gate, ...] = ()

    @property
    def failed_gates(self) -> tuple[str, ...]:
        """The names of the gates that refuse the candidate."""
        return tuple(gate.name for gate in self.gates if gate.is_passed is False)


def user_of(connection: Connection, schema: str, text: str) -> int:
    """Return the id of a user: digits are an id, anything else is a handle. Raises UnknownUserError."""
    if text.isascii() and text.isdigit():
        if 1 <= int(text) <= LARGEST_ID:
            return int(text)
        raise UnknownUserError(f"{printable(text)} is no user id: ids go from 1 to {LARGEST_ID}.")
    handle = text.removeprefix("@")
    ids = value(connection, query("explain.users_of_handle", **_handles(schema)), {"handle": handle})
    if not ids:
        raise UnknownUserError(f"No current user has the handle {printable(handle)}. Ask by the id, or check the name.")
    if len(ids) > 1:
        listed = ", ".join(map(str, ids))
        raise UnknownUserError(f"Several users have the handle {printable(handle)}: {listed}. Ask by the id.")
    return ids[0]


def is_user(connection: Connection, schema: str, user_id: int) -> bool:
    """Return whether the platform has a current user of the id."""
    return value(connection, query("explain.is_user", **_handles(schema)), {"user_id": user_id})


def dismissed(connection: Connection, schema: str, question: Question) -> list[Decision]:
    """Return the acts of the user that count for nothing, because they were deleted or are hidden."""
    view = sql.Identifier(schema, DISMISSED_ACTS)
    parameters = asdict(question) | {"only": list(question.only)}
    with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
        cursor.adapters.register_loader("timestamp", _AnyTime)
        acts = cursor.execute(query("explain.dismissed", dismissed_acts=view), parameters).fetchall()
    names = {challenge.challenge_id: challenge.view_name for challenge in challenges(connection, schema)}
    found = [_dismissal(act, names.get(act["challenge_id"])) for act in acts]
    return _with_handles(connection, schema, found)


@dataclass(frozen=True)
class Unexplained:
    """A challenge that could not be explained, and why, with the next step."""

    challenge_id: str
    error: str


def explain(
    connection: Connection, schema: str, question: Question, warn: Callable[[str], object] = lambda _: None
) -> Iterator[Decision | Unexplained]:
    """Yield the decisions by the current data, and minted rewards without a candidate. Raises ChallengesError.

    A challenge whose views are broken is Unexplained alone. `warn` gets a sentence for what limits an answer.
    """
    require_ready(connection, schema)
    gates = _gates(connection, schema, warn)
    for challenge in challenges(connection, schema, question.only):
        name = printable(challenge.challenge_id)
        its_gates = [gate for gate in gates if gate.challenge_id == challenge.challenge_id]
        explanation = _Explanation(connection, schema, question, challenge, its_gates)
        try:
            try:
                decisions = explanation.decisions()
            except errors.FeatureNotSupported:
                # A view was replaced. The rollback has let go of the plan that was kept of it.
                decisions = explanation.decisions()
        except psycopg.Error as error:
            if connection.closed:
                raise
            why = f"{reason(error)}; {UNFINISHED}" if explanation.is_unfinished else reason_of_view(error)
            yield Unexplained(challenge.challenge_id, why)
        else:
            if explanation.is_unfinished and decisions:
                warn(f"{name}: {UNFINISHED}. No load mints by these views.")
            yield from _with_handles(connection, schema, decisions)


def _gates(connection: Connection, schema: str, warn: Callable[[str], object]) -> Sequence[GateRow]:
    try:
        return rows(connection, GateRow, query("explain.gates", gates=sql.Identifier(schema, "gates")))
    except psycopg.Error as error:
        if connection.closed:
            raise
        what = "Gates are shown by their names only, and caps without what fills them"
        warn(f"The view {printable(schema)}.gates cannot be read: {sentence(error)}. {what}. Run `dbt build`.")
        return ()


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


@dataclass
class _Explanation:
    connection: Connection
    schema: str
    question: Question
    challenge: Challenge
    gates: Sequence[GateRow]
    is_unfinished: bool = False  # known once it is decided

    def decisions(self) -> list[Decision]:
        """Decide in a transaction of its own, which writes nothing."""
        with self.connection.transaction():
            lock_views(self.connection, self.schema, self.challenge.view_name)
            self.connection.execute("set transaction read only")
            set_clock(self.connection, self.question.clock)
            self.is_unfinished = unfinished(self.connection, self.schema, self.challenge)
            return [*self._decisions()]

    def _decisions(self) -> Iterator[Decision]:
        candidates = self._candidates()
        gates_known = self._known_gates(candidates)
        specifiers = {row["specifier"] for row in candidates}
        rewards = self._rows("minted", {"candidates": list(specifiers)})
        minted = {reward["specifier"]: reward for reward in rewards}
        in_caps = {gate.name: self._in_cap(gate, candidates) for gate in gates_known if gate.cap_unit}
        for row in candidates:
            gates = tuple(_judged(gate, row, in_caps) for gate in gates_known)
            yield self._decision(row, minted.get(row["specifier"]), gates)
        for reward in rewards:
            if reward["specifier"] not in specifiers:
                yield Decision(self.challenge.challenge_id, decision="minted", name=self.challenge.view_name, **reward)

    def _known_gates(self, candidates: Sequence[Row]) -> Sequence[GateRow]:
        # By their names in the eligibility view, if the view gates does not have them, or has others.
        columns = {column for gate in self.gates for column in (gate.name, gate.cap_key, gate.count_column)} - {None}
        if not candidates or (self.gates and columns <= candidates[0].keys()):
            return self.gates
        names = [name for name in candidates[0] if name.startswith("is_") and name not in CONTRACT]
        return [GateRow(name=name, description="", cap_unit=None, count_column=None) for name in names]

    def _candidates(self) -> list[Row]:
        scopes = self._scopes()
        if scopes == []:
            return []
        view = self._view(self.challenge.view_name)
        unpayable_reason = query("merge.unpayable_reason", challenge_id=sql.Placeholder("challenge_id"))
        if scopes is None or len(scopes) > FEW_SCOPES:
            is_in_scope = self._is_in_scope(scopes)
            return self._rows("candidates", view=view, is_in_scope=is_in_scope, unpayable_reason=unpayable_reason)
        # Of few scopes each is looked up by index, and the plan is kept for the next question on this connection.
        is_in_scope = query("merge.is_in_scopes", scope_column=sql.Identifier(self.challenge.scope_column))
        look_up_by_index(self.connection)
        self.connection.execute(query("explain.keep_plan"), {"scopes": scopes})
        parts = {"view": view, "is_in_scope": is_in_scope, "unpayable_reason": unpayable_reason}
        found = self._rows("candidates", is_prepared=True, **parts)
        self.connection.execute(query("explain.keep_no_plan"))
        plan_as_usual(self.connection)
        return found

    def _scopes(self) -> list[int] | None:
        # Caps that count rewards of other users too are decided by their scopes, without reading all others.
        question, scope_view = self.question, self.challenge.scope_view
        if scope_view and (question.user_id, question.specifier) != (None, None):
            return [row["scope_id"] for row in self._rows("scopes", scopes=self._view(scope_view))]
        if self.challenge.scope_column == "user_id" and question.user_id is not None:
            return [question.user_id]
        return None

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
        described = {gate.name for gate in gates} | {gate.count_column for gate in self.gates}
        decision = "minted" if reward else _decided(row)
        return Decision(
            **{name: row[name] for name in AS_IT_IS},
            user_id=(reward or row)["user_id"],
            decision=decision,
            amount=_whole((reward or row)["amount"]),
            **{name: reward[name] for name in OF_REWARD if reward},
            unpayable_reason=row["unpayable_reason"] if decision == "unpayable" else None,
            name=self.challenge.view_name,
            keys={column: value for column, value in row.items() if column not in CONTRACT | described},
            gates=gates,
        )

    def _view(self, name: str) -> sql.Identifier:
        return sql.Identifier(self.schema, name)

    def _is_in_scope(self, scopes: list[Any] | None) -> sql.Composable:
        if scopes is None:
            return sql.SQL("true")
        return sql.SQL("{} = any({})").format(sql.Identifier(self.challenge.scope_column), sql.Literal(scopes))

    def _rows(
        self, name: str, parameters: Row | None = None, *, is_prepared: bool = False, **parts: sql.Composable
    ) -> list[Row]:
        asked = {"challenge_id": self.challenge.challenge_id} | asdict(self.question) | (parameters or {})
        with self.connection.cursor(row_factory=dict_row) as cursor:
            cursor.adapters.register_loader("timestamp", _AnyTime)
            return cursor.execute(query(f"explain.{name}", **parts), asked, prepare=is_prepared or None).fetchall()


def _handles(schema: str) -> dict[str, sql.Composable]:
    return {"user_handles": sql.Identifier(schema, USER_HANDLES)}


def _with_handles(connection: Connection, schema: str, decisions: Sequence[Decision]) -> list[Decision]:
    # If the view of the handles is missing or broken, the ids are enough.
    handles: dict[int, str] = {}
    with suppress(psycopg.Error):
        asked = {"user_ids": list({decision.user_id for decision in decisions})}
        handles = dict(connection.execute(query("explain.handles", **_handles(schema)), asked).fetchall())
    return [replace(decision, handle=handles.get(decision.user_id)) for decision in decisions]


def _dismissal(act: Row, name: str | None) -> Decision:
    keys = {act["act"]: act["act_id"]} | ({} if act["actor_id"] == act["user_id"] else {"by_user": act["actor_id"]})
    return Decision(
        act["challenge_id"],
        act["specifier"],
        act["user_id"],
        decision="dismissed",
        amount=None,
        qualified_at=act["acted_at"],
        dismissed_reason=act["dismissed_reason"],
        name=name,
        keys=keys,
    )


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
