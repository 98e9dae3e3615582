"""Compares the views of two schemas: which rewards the next load would mint by one and not by the other."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import psycopg
from psycopg import sql

from loader.challenges import (
    CATALOG,
    CHALLENGE_VIEWS,
    UNFINISHED,
    Challenge,
    challenges,
    declarations,
    lock_views,
    require_ready,
)
from loader.database import Connection, missing_relations, query, rows, set_clock
from loader.errors import ChallengesError, UnknownChallengeError, printable, reason_of_view
from loader.merge import Merge
from loader.watermarks import start_states

SAMPLE = 1000  # rewards of each kind whose gates are looked at
EXAMPLES = 3  # rewards of each kind that are shown
NO_CANDIDATE = "no candidate"
INCOMPLETE = "steps are missing"

Row = SimpleNamespace  # of compare.differences


@dataclass(frozen=True)
class Due:
    """Rewards that a full load would mint, and their AUDIO."""

    rewards: int = 0
    audio: int = 0


@dataclass(frozen=True)
class Example:
    """A reward that differs. Without a user and an amount, it would not be minted by the views of that schema.

    `refused_by`: why not, as `Difference` has it.
    """

    specifier: str
    user_id: int | None
    audio: int | None
    other_user_id: int | None
    other_audio: int | None
    refused_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """Rewards that would be minted by the other views only (new), the live ones only (gone), or otherwise (changed).

    `audio` is their AUDIO by the live views, `other_audio` by the others. `refused_by` counts, of the first `sample`
    rewards by the time of qualifying, which gates refuse them where they would not be minted.
    """

    kind: str
    rewards: int
    audio: int
    other_audio: int
    sample: int
    refused_by: Mapping[str, int]
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Comparison:
    """A challenge by two schemas. `rules` is same, changed, new or removed; if they are the same, nothing was read.

    `note` is why nothing would be minted by either, such as that the challenge is inactive. With an `error` it was not
    compared.
    """

    challenge_id: str
    name: str
    rules: str = "changed"
    live: Due = Due()
    other: Due = Due()
    differences: tuple[Difference, ...] = ()
    note: str | None = None
    error: str | None = None


@dataclass(frozen=True)
class _Side:
    """A schema, and a challenge as its views decide it, if they do. `rules` is None if they cannot be compared."""

    schema: str
    challenge: Challenge | None
    rules: str | None


def compare(
    connection: Connection, schema: str, other: str, only: Sequence[str] = (), clock: datetime | None = None
) -> Iterator[Comparison]:
    """Yield for each challenge, or some, what the next load would mint otherwise by the views of the schema `other`.

    A challenge is read in full if its rules differ, in a read-only transaction of its own. Limits are not applied.
    Raises ChallengesError if views are missing, UnknownChallengeError.
    """
    require_ready(connection, schema)
    if missing_relations(connection, *(f"{other}.{name}" for name in (CHALLENGE_VIEWS, CATALOG))):
        name = printable(other)
        next_step = f"Run `CHALLENGES_SCHEMA={name} dbt build --exclude tag:finance` in the branch."
        raise ChallengesError(f"The schema {name} has no views of dbt. {next_step}")
    sides = [_sides(connection, name) for name in (schema, other)]
    known = sorted({*sides[0], *sides[1]}, key=str.encode)
    if unknown := [printable(name) for name in sorted(set(only) - set(known))]:
        choice = ", ".join(map(printable, known))
        raise UnknownChallengeError(f"No eligibility view decides the challenge {unknown[0]}. Choose from: {choice}.")
    for challenge_id in known:
        if not only or challenge_id in only:
            live = sides[0].get(challenge_id) or _Side(schema, None, None)
            yield _compared_alone(connection, live, sides[1].get(challenge_id) or _Side(other, None, None), clock)


def _sides(connection: Connection, schema: str) -> dict[str, _Side]:
    found = challenges(connection, schema)
    parameters = {"schema": schema, "declarations": declarations(found)}
    with connection.transaction():
        # PostgreSQL prints the names of its views without it.
        connection.execute(sql.SQL("set local search_path to {}").format(sql.Identifier(schema)))
        rules = dict(connection.execute(query("compare.rules"), parameters).fetchall())
    return {one.challenge_id: _Side(schema, one, rules.get(one.challenge_id)) for one in found}


def _compared_alone(connection: Connection, live: _Side, other: _Side, clock: datetime | None) -> Comparison:
    challenge = other.challenge or live.challenge
    result = Comparison(challenge.challenge_id, challenge.view_name, _rules(live, other))
    if result.rules == "same":
        return result
    try:
        with connection.transaction():
            for side in (live, other):
                if side.challenge:
                    lock_views(connection, side.schema, side.challenge.view_name)
            connection.execute("set transaction read only")
            set_clock(connection, clock)
            return _compared(connection, live, other, result)
    except (psycopg.Error, ChallengesError) as error:
        if connection.closed:
            raise
        return replace(result, error=reason_of_view(error))


def _rules(live: _Side, other: _Side) -> str:
    if live.challenge is None:
        return "new"
    if other.challenge is None:
        return "removed"
    return "same" if live.rules is not None and live.rules == other.rules else "changed"


def _compared(connection: Connection, live: _Side, other: _Side, result: Comparison) -> Comparison:
    for side in (live, other):
        if side.challenge is None:
            continue
        # It also sets which plays are read.
        state = next(iter(start_states(connection, side.schema, [side.challenge])), None)
        if state is None:
            return replace(result, note="it is not in the table challenges, so it mints nothing")
        if not state.is_finished:
            raise ChallengesError(f"in the schema {printable(side.schema)}, {UNFINISHED}")
        if not state.is_active:
            return replace(result, note="it is inactive, so it mints nothing")
    parts = {"live": _due(connection, live), "other": _due(connection, other), "sample": sql.Literal(SAMPLE)}
    found = rows(connection, Row, query("compare.differences", **parts))
    by_kind: dict[str, list[Row]] = {}
    for row in found:
        if row.kind:
            by_kind.setdefault(row.kind, []).append(row)
    refusing = {"gone": other, "new": live}
    return replace(
        result,
        live=Due(found[0].live_rewards, found[0].live_audio),
        other=Due(found[0].other_rewards, found[0].other_audio),
        differences=tuple(
            _difference(kind, sample, _refusals(connection, refusing[kind], sample) if kind in refusing else {})
            for kind, sample in sorted(by_kind.items(), reverse=True)
        ),
    )


def _due(connection: Connection, side: _Side) -> sql.Composable:
    if side.challenge is None:
        return query("compare.nothing_due")
    return query("compare.due", compared=Merge(connection, side.schema, side.challenge).compared)


def _difference(kind: str, sample: Sequence[Row], refusals: Mapping[str, tuple[str, ...]]) -> Difference:
    counts = Counter(name for row in sample for name in refusals.get(row.specifier, ()))
    examples = (
        Example(
            row.specifier,
            row.live_user_id,
            row.live_amount,
            row.other_user_id,
            row.other_amount,
            refusals.get(row.specifier, ()),
        )
        for row in sample[:EXAMPLES]
    )
    first = sample[0]
    return Difference(
        kind, first.rewards, first.live_sum, first.other_sum, len(sample), dict(counts.most_common()), tuple(examples)
    )


def _refusals(connection: Connection, side: _Side, sample: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """Return by specifier why the views of a side would not mint these rewards: the gates that refuse them."""
    challenge = side.challenge
    refusals: dict[str, tuple[str, ...]] = {row.specifier: (NO_CANDIDATE,) for row in sample}
    if challenge is None:
        return refusals
    gates = [
        gate.name
        for gate in rows(connection, Row, query("explain.gates", gates=sql.Identifier(side.schema, "gates")))
        if gate.challenge_id == challenge.challenge_id
    ]
    asked = {
        "user_ids": list({row.live_user_id or row.other_user_id for row in sample}),
        "specifiers": list(refusals),
        "challenge_id": challenge.challenge_id,
    }
    candidates = query(
        "compare.candidates",
        view=sql.Identifier(side.schema, challenge.view_name),
        unpayable_reason=query("merge.unpayable_reason", challenge_id=sql.Placeholder("challenge_id")),
        is_in_scope=_is_in_scope(connection, side, asked),
    )
    for row in rows(connection, Row, candidates, asked):
        why = tuple(name for name in gates if row.columns.get(name) is False)
        why = why or ((row.unpayable_reason,) if row.unpayable_reason else () if row.is_complete else (INCOMPLETE,))
        # Candidates can share a specifier: the one that is nearest to being minted counts.
        if refusals[row.specifier] == (NO_CANDIDATE,) or len(why) < len(refusals[row.specifier]):
            refusals[row.specifier] = why
    return refusals


def _is_in_scope(connection: Connection, side: _Side, asked: Mapping[str, Any]) -> sql.Composable:
    # The rewards are looked up by their scopes, as `explain` does, so that the view is not read in full once more.
    column, view = side.challenge.scope_column, side.challenge.scope_view
    if view:
        scopes = query("compare.scopes", scopes=sql.Identifier(side.schema, view))
        values = [row[0] for row in connection.execute(scopes, asked).fetchall()]
    elif column == "user_id":
        values = asked["user_ids"]
    else:
        return sql.SQL("true")
    return sql.SQL("{} = any({})").format(sql.Identifier(column), sql.Literal(values))
