"""Metrics for Prometheus: how the loads went, how much of the limits is used, and what finance found.

It needs the package prometheus-client, of the extra `web`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest, write_to_textfile
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from psycopg import sql

from loader.challenges import CHALLENGE_VIEWS
from loader.database import Connection, missing_relations, query, rows
from loader.errors import ChallengesError, printable
from loader.health import silent_triggers
from loader.ledger import ChallengeStatus

OUTCOMES = ("ok", "failed", "over_limit", "ended_early", "died", "never")
PAYMENT_TOTALS = "payment_totals"
CHALLENGE = ("challenge", "name")  # the labels of a challenge
Value = float | None
Labels = tuple[str, ...]
Labelled = Callable[..., Labels]  # the id of a challenge, and what else is a label


@dataclass(frozen=True)
class Written:
    """What was minted of a challenge, and its last load that wrote something or ended differently from the one before.

    `minted_rewards` and `minted_audio` are without what a person let exceed the limits. The rest is None if no load of
    the challenge was recorded.
    """

    challenge_id: str
    minted_rewards: int
    minted_audio: int
    recorded_at: datetime | None
    seconds: float | None
    new: int | None
    updated: int | None
    unpayable: int | None
    audio: int | None


@dataclass(frozen=True)
class PaymentTotal:
    """Payments of a challenge in one state, as of `built_at`. Without an id: of challenges that do not exist."""

    challenge_id: str | None
    state: str
    payments: int
    audio: float
    built_at: datetime


@dataclass(frozen=True, eq=False)  # a registry keeps it by its identity
class Readings:
    """What the metrics are made of. `payments` is empty if dbt has not built finance's tables."""

    statuses: Sequence[ChallengeStatus]
    written: Sequence[Written]
    payments: Sequence[PaymentTotal]
    silent_triggers: int

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics, for a registry of prometheus-client."""
        names = {one.challenge_id: one.name or "" for one in self.statuses}

        def of(challenge_id: str, *more: str) -> Labels:
            return (challenge_id, names.get(challenge_id, ""), *more)

        yield from _of_loads(self.statuses, of)
        yield from _of_written(self.written, of)
        yield from _of_payments(self.payments, of)
        text = "Triggers of this project that are missing or disabled"
        yield _gauge("challenges_silent_triggers", text, (), [((), self.silent_triggers)])


def read_metrics(connection: Connection, schema: str, statuses: Sequence[ChallengeStatus]) -> Readings:
    """Return what the metrics are made of: the statuses, as `status` returns them, and what else there is now."""
    views = sql.Identifier(schema, CHALLENGE_VIEWS)
    payments: Sequence[PaymentTotal] = ()
    if not missing_relations(connection, f"{schema}.{PAYMENT_TOTALS}"):
        totals = sql.Identifier(schema, PAYMENT_TOTALS)
        statement = query("metrics.payments", payment_totals=totals, challenge_views=views)
        payments = rows(connection, PaymentTotal, statement)
    written = rows(connection, Written, query("metrics.written", challenge_views=views))
    return Readings(statuses, written, payments, len(silent_triggers(connection)))


def exposition(readings: Readings) -> bytes:
    """Return the metrics in Prometheus's text format, UTF-8."""
    return generate_latest(_registry(readings))


def write_metrics(readings: Readings, path: Path) -> None:
    """Replace a file by the metrics, for the textfile collector; it is never half written. Raises ChallengesError."""
    try:
        write_to_textfile(str(path), _registry(readings))
    except OSError as error:
        raise ChallengesError(
            f"The metrics were not written to {printable(path)}: {error.strerror}. Choose a file in a directory that"
            " this user can write."
        ) from error


def _registry(readings: Readings) -> CollectorRegistry:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(readings)  # type: ignore[arg-type]
    return registry


def _of_loads(statuses: Sequence[ChallengeStatus], of: Labelled) -> Iterator[Metric]:
    def gauge(name: str, text: str, values: Iterable[tuple[ChallengeStatus, Value]]) -> Metric:
        return _gauge(name, text, CHALLENGE, [(of(one.challenge_id), value) for one, value in values])

    succeeded = [(one, one.succeeded_at and one.succeeded_at.timestamp()) for one in statuses]
    yield gauge("challenges_last_success_timestamp_seconds", "When the last load began that was ok", succeeded)
    ages = [(one, one.seconds_since_success) for one in statuses]
    yield gauge("challenges_last_success_age_seconds", "How long ago that was when this was read", ages)
    loaded = [(one, one.loaded_at and one.loaded_at.timestamp()) for one in statuses]
    yield gauge("challenges_last_load_timestamp_seconds", "When the last load began", loaded)
    behind = [(one, one.blocks_behind) for one in statuses]
    yield gauge("challenges_blocks_behind", "Blocks from the watermark to the head block", behind)
    lake = [(one, one.lake_time and one.lake_time.timestamp()) for one in statuses]
    yield gauge("challenges_lake_timestamp_seconds", "The time of the lake's data, if they are published", lake)
    ages = [(one, one.lake_age_seconds) for one in statuses]
    yield gauge("challenges_lake_age_seconds", "How long ago that was when this was read", ages)
    outcomes = [
        (of(one.challenge_id, outcome), float(outcome == (one.outcome or "never")))
        for one in statuses
        for outcome in OUTCOMES
    ]
    yield _gauge("challenges_outcome", "1 for the outcome of the last load", (*CHALLENGE, "outcome"), outcomes)
    used = [
        (of(one.challenge_id, unit), _share(amount, limit))
        for one in statuses
        for unit, amount, limit in (
            ("rewards", one.used_rewards, one.limit_rewards),
            ("AUDIO", one.used_audio, one.limit_audio),
        )
    ]
    text = "Share of the limit that was minted in the last 24 hours"
    yield _gauge("challenges_limit_used_ratio", text, (*CHALLENGE, "unit"), used)


def _of_written(written: Sequence[Written], of: Labelled) -> Iterator[Metric]:
    minted = "that were minted, without what was let exceed a limit"
    for unit, text in (("rewards", f"Rewards {minted}"), ("audio", f"AUDIO of the rewards {minted}")):
        counter = CounterMetricFamily(f"challenges_minted_{unit}", text, labels=CHALLENGE)
        for one in written:
            counter.add_metric(of(one.challenge_id), getattr(one, f"minted_{unit}"))
        yield counter
    last = "of the last load that wrote something or ended differently"
    rewards = [
        (of(one.challenge_id, result), getattr(one, result))
        for one in written
        for result in ("new", "updated", "unpayable")
    ]
    yield _gauge("challenges_written_rows", f"Rewards {last}", (*CHALLENGE, "result"), rewards)
    for name, text, values in (
        ("challenges_written_audio", f"AUDIO {last}", [one.audio for one in written]),
        ("challenges_written_duration_seconds", f"Duration {last}", [one.seconds for one in written]),
        (
            "challenges_written_timestamp_seconds",
            f"Time {last}",
            [one.recorded_at and one.recorded_at.timestamp() for one in written],
        ),
    ):
        labels = [of(one.challenge_id) for one in written]
        yield _gauge(name, text, CHALLENGE, zip(labels, values, strict=True))


def _of_payments(payments: Sequence[PaymentTotal], of: Labelled) -> Iterator[Metric]:
    labels = (*CHALLENGE, "state")
    counts = [(of(one.challenge_id or "", one.state), one.payments) for one in payments]
    yield _gauge("challenges_payments", "Rewards and payments by what finance found", labels, counts)
    audio = [(of(one.challenge_id or "", one.state), one.audio) for one in payments]
    yield _gauge("challenges_payments_audio", "Their AUDIO, of the rewards or else of the payments", labels, audio)
    built = [((), one.built_at.replace(tzinfo=timezone.utc).timestamp()) for one in payments[:1]]
    yield _gauge("challenges_payments_timestamp_seconds", "When dbt last built finance's tables", (), built)


def _gauge(name: str, text: str, labels: Labels, values: Iterable[tuple[Labels, Value]]) -> Metric:
    # A value that is not known has no line: 0 would be a lie.
    gauge = GaugeMetricFamily(name, text, labels=labels)
    for of_value, value in values:
        if value is not None:
            gauge.add_metric(of_value, value)
    return gauge


def _share(used: int, limit: int | None) -> float | None:
    if limit is None:
        return None
    return used / limit if limit else 1.0  # a limit of 0 has no room
