"""Answers why somebody earned a reward or did not: the candidates, their gates, and what fills their caps.

Like the loader it knows no challenge by name: which views to read stands in `challenge_views`, what a gate means in
`gates`, what fills a cap in `rewards_in_caps`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.datetime import TimestampLoader

from loader.challenges import Challenge, challenges, require_ready
from loader.database import Connection, set_clock, statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from psycopg.abc import Buffer

LARGEST = 2147483647  # what the columns of user_challenges hold
EARLIEST, LATEST = datetime(2000, 1, 1), datetime(3000, 1, 1)  # in UTC, of what the load takes for a time
LONGEST_SPECIFIER = 1000  # bytes; longer ones do not fit the index of the platform's notifications
CONTRACT = {"challenge_id", "specifier", "user_id", "amount", "qualified_at", "completed_blocknumber", "is_earned"}


@dataclass(frozen=True)
class RewardInCap:
    """A reward that a cap counts: minted, or to be minted by the next load. Its time is in UTC."""

    specifier: str
    counted_at: datetime
    is_minted: bool


@dataclass(frozen=True)
class Cap:
    """A cap and what it saw: `rewards` of one scope within so many days before and after, or for ever.

    `count` is what the candidate was judged by, None where it was not. Of a candidate that it refuses: what fills the
    cap, and the time (UTC) after which a candidate that qualifies then finds room, None where none ever does.
    """

    rewards: int
    days: int | None
    scope: str
    scope_id: int
    count: int | None
    filled_by: tuple[RewardInCap, ...] = ()
    room_after: datetime | None = None


@dataclass(frozen=True)
class Gate:
    """A gate of a candidate. `is_passed` is None of a cap that had not to judge: another gate had refused."""

    name: str
    description: str
    is_passed: bool | None
    cap: Cap | None = None


@dataclass(frozen=True)
class Decision:
    """What is decided of a candidate, or of a minted reward that today's data has no candidate for (no gates).

    `decision` is minted, earned (the next load mints it), refused (by gates), or unpayable: earned, but its specifier,
    amount or block does not fit user_challenges, so the load refuses it. Times are in UTC, amounts in whole AUDIO, None
    where the catalog's is no whole number.
    """

    challenge_id: str
    specifier: str
    user_id: int
    decision: str
    amount: int | None
    minted_at: datetime | None
    qualified_at: datetime | None
    keys: dict[str, Any]
    gates: tuple[Gate, ...]

    @property
    def failed_gates(self) -> tuple[str, ...]:
        """The names of the gates that refuse it."""
        return tuple(gate.name for gate in self.gates if gate.is_passed is False)


@dataclass(frozen=True)
class Question:
    """Whom or what to explain; what is None is not asked for."""

    user_id: int | None = None
    specifier: str | None = None

    @property
    def conditions(self) -> sql.Composable:
        """The conditions on the columns user_id and specifier, true where nothing is asked for; parameters: `vars`."""
        return _all_of(
            sql.SQL("{} = {}").format(sql.Identifier(column), sql.Placeholder(column))
            for column, value in vars(self).items()
            if value is not None
        )

    @property
    def scope_conditions(self) -> sql.Composable:
        """The conditions on the same columns of a view of scopes, which may not know the specifier yet."""
        known = sql.SQL("(specifier = {} or specifier is null)").format(sql.Placeholder("specifier"))
        return _all_of([replace(self, specifier=None).conditions] + ([known] if self.specifier is not None else []))


@dataclass(frozen=True)
class _GateModel:
    """A line of the view `gates`."""

    name: str
    description: str
    cap_rewards: int | None
    cap_days: int | None
    cap_scope_column: str
    count_column: str


def explain(
    connection: Connection,
    schema: str,
    only: Sequence[str] = (),
    *,
    user_id: int | None = None,
    specifier: str | None = None,
    clock: datetime | None = None,
) -> Iterator[Decision]:
    """Yield what is decided of each candidate of a user, of a specifier, of some challenges, or of all that is asked.

    Reads only, and by the data of the moment; `clock` is as for `load`. Minted rewards are told of though today's data
    has no candidate for them.

    Raises:
        ChallengesError: the database is not ready, or a challenge is unknown.

    """
    require_ready(connection, schema)
    question = Question(user_id, specifier)
    gates = _gates(connection, schema)
    for challenge in challenges(connection, schema, only):
        with connection.transaction():
            connection.execute("set transaction read only")
            set_clock(connection, clock)
            decisions = list(_decisions(connection, schema, challenge, gates[challenge.challenge_id], question))
        yield from decisions


def room_after(times: Iterable[datetime], at: datetime, days: int | None, rewards: int) -> datetime | None:
    """Return the time after which a cap has room again, from a time on at which it has none.

    It has room at a time where fewer than `rewards` of the `times` lie within so many days before and after, both
    ends included. None where the rewards count for ever, `days` being None.
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


def _decisions(
    connection: Connection, schema: str, challenge: Challenge, gates: Sequence[_GateModel], question: Question
) -> Iterator[Decision]:
    candidates = _candidates(connection, schema, challenge, question)
    minted = {
        reward["specifier"]: reward
        for reward in _rows(
            connection,
            statement(
                "minted.sql", rewards=sql.Identifier(schema, "stg_user_challenges"), conditions=question.conditions
            ),
            challenge_id=challenge.challenge_id,
            specifiers=[candidate["specifier"] for candidate in candidates],
            **vars(question),
        )
    }
    decisions = [_decision(candidate, minted.get(candidate["specifier"]), gates) for candidate in candidates]
    yield from _with_what_fills_the_caps(connection, schema, challenge, decisions)
    explained = {candidate["specifier"] for candidate in candidates}
    for reward in minted.values():
        if reward["specifier"] not in explained:
            yield Decision(
                challenge.challenge_id,
                reward["specifier"],
                reward["user_id"],
                "minted",
                reward["amount"],
                reward["minted_at"],
                None,
                {},
                (),
            )


def _candidates(connection: Connection, schema: str, challenge: Challenge, question: Question) -> list[dict[str, Any]]:
    """Return the candidates that are asked for; where others share their caps, by the scopes they are judged in."""
    conditions = [question.conditions]
    if challenge.scope_view and question != Question():
        query = statement(
            "scopes.sql", scopes=sql.Identifier(schema, challenge.scope_view), conditions=question.scope_conditions
        )
        scopes = [row["scope_id"] for row in _rows(connection, query, **vars(question))]
        if not scopes:
            return []
        conditions.append(sql.SQL("{} = any({})").format(sql.Identifier(challenge.scope_column), sql.Literal(scopes)))
    query = statement(
        "candidates.sql",
        candidates=sql.Identifier(schema, challenge.candidates_view),
        conditions=_all_of(conditions),
    )
    return _rows(connection, query, **vars(question))


def _decision(candidate: dict[str, Any], reward: dict[str, Any] | None, gate_models: Sequence[_GateModel]) -> Decision:
    described = {column for gate in gate_models for column in (gate.name, gate.count_column)}
    return Decision(
        challenge_id=candidate["challenge_id"],
        specifier=candidate["specifier"],
        user_id=reward["user_id"] if reward else candidate["user_id"],
        decision="minted" if reward else _decided(candidate),
        amount=_whole(reward["amount"] if reward else candidate["amount"]),
        minted_at=reward["minted_at"] if reward else None,
        qualified_at=candidate["qualified_at"],
        keys={column: value for column, value in candidate.items() if column not in CONTRACT | described},
        gates=tuple(
            Gate(gate.name, gate.description, candidate[gate.name], _cap(candidate, gate)) for gate in gate_models
        ),
    )


def _decided(candidate: dict[str, Any]) -> str:
    if not candidate["is_earned"]:
        return "refused"
    amount, block, specifier = _whole(candidate["amount"]), candidate["completed_blocknumber"], candidate["specifier"]
    fits = (
        amount is not None
        and 0 <= amount <= LARGEST
        and block is not None
        and -LARGEST - 1 <= block <= LARGEST
        and candidate["qualified_at"] is not None
        and EARLIEST <= candidate["qualified_at"] <= LATEST
        and specifier is not None
        and len(specifier.encode()) <= LONGEST_SPECIFIER
    )
    return "earned" if fits else "unpayable"


def _whole(amount: Decimal | int | None) -> int | None:
    if amount is None or not math.isfinite(amount) or amount != int(amount):
        return None
    return int(amount)


def _cap(candidate: dict[str, Any], gate: _GateModel) -> Cap | None:
    if gate.cap_rewards is None:
        return None
    return Cap(
        rewards=gate.cap_rewards,
        days=gate.cap_days,
        scope=gate.cap_scope_column,
        scope_id=candidate[gate.cap_scope_column],
        count=candidate[gate.count_column],
    )


def _with_what_fills_the_caps(
    connection: Connection, schema: str, challenge: Challenge, decisions: Sequence[Decision]
) -> Iterator[Decision]:
    """Add to each cap that refuses a candidate the rewards that fill it."""
    refusing = [
        (decision, gate.cap)
        for decision in decisions
        for gate in decision.gates
        if gate.cap and gate.is_passed is False
    ]
    filling: dict[tuple[str, int], list[RewardInCap]] = defaultdict(list)
    if refusing:
        within_scopes = []
        if challenge.scope_column:
            scopes = {decision.keys[challenge.scope_column] for decision, _ in refusing}
            within_scopes.append(sql.SQL("scope_id = any({})").format(sql.Literal(sorted(scopes))))
        query = statement(
            "rewards_in_caps.sql",
            rewards_in_caps=sql.Identifier(schema, "rewards_in_caps"),
            conditions=_all_of(within_scopes),
        )
        cap_scopes = sorted({cap.scope_id for _, cap in refusing})
        for row in _rows(connection, query, challenge_id=challenge.challenge_id, cap_scopes=cap_scopes):
            filling[row["gate"], row["cap_scope_id"]].append(
                RewardInCap(row["specifier"], row["counted_at"], row["is_minted"])
            )
    for decision in decisions:
        yield replace(decision, gates=tuple(_with_what_fills_it(gate, decision, filling) for gate in decision.gates))


def _with_what_fills_it(gate: Gate, decision: Decision, filling: dict[tuple[str, int], list[RewardInCap]]) -> Gate:
    if gate.cap is None or gate.is_passed is not False or decision.qualified_at is None:
        return gate
    cap, at = gate.cap, decision.qualified_at
    rewards = filling[gate.name, cap.scope_id]
    window = timedelta(days=cap.days) if cap.days is not None else timedelta.max
    return replace(
        gate,
        cap=replace(
            cap,
            filled_by=tuple(
                reward
                for reward in rewards
                if abs(reward.counted_at - at) <= window and (reward.is_minted or reward.counted_at <= at)
            ),
            room_after=room_after((reward.counted_at for reward in rewards), at, cap.days, cap.rewards),
        ),
    )


def _gates(connection: Connection, schema: str) -> dict[str, list[_GateModel]]:
    gates: dict[str, list[_GateModel]] = defaultdict(list)
    for row in _rows(connection, statement("gates.sql", gates=sql.Identifier(schema, "gates"))):
        gates[row.pop("challenge_id")].append(_GateModel(row.pop("gate"), **row))
    return gates


class _AnyTime(TimestampLoader):
    """Reads a time that Python cannot name, as infinity, as the first or the last that it can."""

    def load(self, data: Buffer) -> datetime:
        try:
            return super().load(data)
        except psycopg.DataError:
            text = bytes(data)
            return datetime.min if text.startswith(b"-") or text.endswith(b"BC") else datetime.max


def _rows(connection: Connection, query: sql.Composable, **parameters: object) -> list[dict[str, Any]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        cursor.adapters.register_loader("timestamp", _AnyTime)
        return cursor.execute(query, parameters).fetchall()


def _all_of(conditions: Iterable[sql.Composable]) -> sql.Composable:
    return sql.SQL(" and ").join(conditions) if (conditions := list(conditions)) else sql.SQL("true")
