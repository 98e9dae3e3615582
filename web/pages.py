"""What each page shows: functions from a reading of the database and what was asked to the values of a template."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter, itemgetter
from types import SimpleNamespace
from typing import Any

import psycopg
from psycopg import sql

from loader import database
from loader.challenges import CatalogChange, Challenge, challenges, require_ready, sync_catalog
from loader.errors import ChallengesError, UnknownUserError
from loader.explain import Decision, Question, Unexplained, dismissed, explain, is_user, user_of
from loader.health import full_reads_due, silent_triggers
from loader.ledger import ChallengeStatus, status
from loader.watermarks import look_up_by_index
from web.charts import day_chart, week_chart
from web.reading import Reading, Row
from web.words import DECISIONS, STATES, share, utc

Asked = Mapping[str, str]  # the parameters of an address
Page = dict[str, Any]

PERIODS = (30, 90)  # days
WEEKS = 13
MOST_LOADS = 50
MOST_REWARDS = 50
MOST_OF_A_CHALLENGE = 10  # candidates of a user, until that challenge is asked for
MOST_MINTED = 200  # rewards of a load; its CSV file has all
MOST_FINDINGS = 100
MOST_LINES = 1_000_000  # of a CSV file
NEAR_LIMIT = 80  # percent of a daily limit
SAMPLED_ACTS = 100  # of each kind, whose users are a sample
SAMPLED_SCOPES = 100  # of these users
SAMPLED_CANDIDATES = 5000
SAMPLE_TIMEOUT = "2s"
NOT_BUILT = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn)
LARGEST_ID = 2**63 - 1
LAST_DATE = date(9999, 12, 1)
FINDINGS = ("overdue", "without_reward", "other_user", "other_amount")
FINDING_COLUMNS = ("challenge_id", "specifier", "user_id", "audio_minted", "minted_at", "claimable_at", "paid_user_id")
FINDING_COLUMNS += ("audio_paid", "paid_amount_text", "paid_at", "signature")
MINTED_COLUMNS = ("challenge_id", "specifier", "user_id", "amount", "completed_at", "completed_blocknumber")
NO_CHALLENGE = "There is no challenge of this id. The overview lists all."
RECENT = {
    "comments": "stg_comments",
    "saves": "stg_saves_of_all_types",
    "reposts": "stg_reposts_of_all_types",
    "tracks": "stg_tracks",
    "plays": "stg_plays",
}


class NotFoundError(Exception):
    """The page that was asked for does not exist; its message is a sentence for the user."""


def overview(reading: Reading, asked: Asked) -> Page:
    """Return how each challenge is, what was minted on each day, and what failed."""
    statuses = sorted(status(reading.connection, reading.schema), key=_by_name)
    active = _active(reading)
    period = _period(asked)
    totals = _daily(reading, period)
    states = [_state(one, active.get(one.challenge_id)) for one in statuses]
    return {
        "states": states,
        "failing": [one for one in statuses if one.outcome not in {"ok", None}],
        "never_loaded": [one for one in statuses if one.outcome is None],
        "newest_load": max((one.loaded_at for one in statuses if one.loaded_at), default=None),
        "near_limit": sum(_is_near_limit(one) for one in states),
        "blocks_behind": max((one.blocks_behind for one in statuses if one.blocks_behind is not None), default=None),
        "silent_triggers": silent_triggers(reading.connection),
        "full_reads_due": full_reads_due(reading.connection, reading.schema),
        "names": {one.challenge_id: one.name for one in statuses},
        **_of_period(reading, totals, period, {one.challenge_id: one.name for one in statuses}),
    }


def search(reading: Reading, asked: Asked) -> Page:
    """Return the id of the user whose handle or id was asked for, or why there is none."""
    text = asked.get("q", "").strip()
    if not text:
        return {"asked_for": "", "problem": None}
    require_ready(reading.connection, reading.schema)
    try:
        user_id = user_of(reading.connection, reading.schema, text)
    except UnknownUserError as error:
        return {"asked_for": text, "problem": str(error)}
    return {"asked_for": text, "problem": None, "user_id": user_id}


def user(reading: Reading, asked: Asked, user_id: int) -> Page:
    """Return all candidates and rewards of a user, by challenge, and what was paid of them."""
    if not 1 <= user_id <= 2**31 - 1:
        raise NotFoundError("There is no user of this id: ids go from 1 to 2147483647.")
    require_ready(reading.connection, reading.schema)
    names = _names(reading)
    chosen = (asked["challenge"],) if asked.get("challenge") else ()
    if set(chosen) - set(names):
        raise NotFoundError(NO_CHALLENGE)
    question = Question(only=chosen, user_id=user_id, specifier=asked.get("specifier"), clock=reading.set_clock)
    warnings: list[str] = []
    answers = [*explain(reading.connection, reading.schema, question, warnings.append)]
    try:
        answers += dismissed(reading.connection, reading.schema, question)
    except psycopg.Error:
        warnings.append("Acts that were deleted or hidden could not be looked for. Run `dbt build`.")
    decisions = [one for one in answers if isinstance(one, Decision)]
    payments, payments_problem = _payments(reading, question)
    if not (decisions or payments) and not is_user(reading.connection, reading.schema, user_id):
        raise NotFoundError(f"The platform has no current user {user_id}, and no reward of one.")
    wanted = asked.get("decision") if asked.get("decision") in DECISIONS else None
    shown = [one for one in decisions if wanted in {None, one.decision}]
    return {
        "user_id": user_id,
        "handle": reading.handles([user_id]).get(user_id),
        "counts": Counter(one.decision for one in decisions),
        "decisions": DECISIONS,
        "wanted": wanted,
        "chosen": chosen[0] if chosen else None,
        "specifier": question.specifier,
        "groups": sorted(_by_challenge(shown, has_all=bool(chosen)), key=_in_order(names, attrgetter("challenge_id"))),
        "unexplained": [one for one in answers if isinstance(one, Unexplained)],
        "warnings": warnings,
        "minted": sum(one.amount or 0 for one in decisions if one.decision == "minted"),
        "payments": payments,
        "unmatched": [one for one in payments.values() if _is_unmatched(one, user_id)],
        "paid": sum(one["audio_paid"] or 0 for one in payments.values() if _is_paid_to(one, user_id)),
        "payments_problem": payments_problem,
    }


def challenge(reading: Reading, asked: Asked, challenge_id: str) -> Page:
    """Return the rule of a challenge, how it is, what it minted, and what its gates refuse."""
    statuses = {one.challenge_id: one for one in status(reading.connection, reading.schema)}
    if challenge_id not in statuses:
        raise NotFoundError(NO_CHALLENGE)
    one = statuses[challenge_id]
    (declared,) = challenges(reading.connection, reading.schema, [challenge_id])
    period = _period(asked)
    since, days = _chosen_days(asked)
    totals = _daily(reading, period, challenge_id)
    rewards = _rewards(reading, challenge_id, since, days)
    gates = _gates(reading, challenge_id)
    differences, catalog_problem = _differences(reading, challenge_id)
    ids = {"challenge_id": challenge_id}
    refusals = _refusals(reading, declared, [gate.name for gate in gates], asked.get("gate"))
    return {
        "state": _state(one, _active(reading).get(challenge_id)),
        "rule": reading.value("challenge.rule", ids, challenge_rules=reading.relation("challenge_rules")),
        "catalog": reading.value("challenge.catalog", ids, catalog=reading.relation("catalog")) or {},
        "differences": differences,
        "catalog_problem": catalog_problem,
        "adoption_date": reading.value("challenge.adoption_date", ids),
        "gates": gates,
        "gate": asked.get("gate"),
        "refusals": refusals,
        "since": since,
        "is_week": days == 7,
        "rewards": rewards[:MOST_REWARDS],
        "has_more": len(rewards) > MOST_REWARDS,
        "handles": reading.handles([one["user_id"] for one in [*rewards, *refusals.get("examples", [])]]),
        **_of_period(reading, totals, period, {challenge_id: one.name}),
    }


def loads(reading: Reading, asked: Asked) -> Page:
    """Return the newest loads of the ledger, all or those of a challenge, a page at a time."""
    require_ready(reading.connection, reading.schema)
    chosen = asked.get("challenge") or None
    before = _whole(asked.get("before"), LARGEST_ID)
    parameters = {"before": before, "challenge_id": chosen, "most": MOST_LOADS + 1}
    found = reading.rows("loads.loads", parameters)
    return {
        "loads": found[:MOST_LOADS],
        "next_before": found[MOST_LOADS - 1]["load_id"] if len(found) > MOST_LOADS else None,
        "is_first": before == LARGEST_ID,
        "unfinished": reading.rows("loads.unfinished") if before == LARGEST_ID and not chosen else [],
        "chosen": chosen,
        "names": _names(reading),
    }


def load(reading: Reading, asked: Asked, load_id: int) -> Page:
    """Return one load: what it did to each challenge, and the rewards that it minted."""
    require_ready(reading.connection, reading.schema)
    found = reading.rows("loads.load", {"load_id": load_id}) if load_id <= LARGEST_ID else []
    if not found:
        raise NotFoundError("The ledger has no load of this number. It keeps no load that wrote nothing.")
    chosen = asked.get("challenge") or None
    names = _names(reading)
    parts = sorted(
        reading.rows("loads.challenge_loads", {"load_id": load_id}), key=_in_order(names, itemgetter("challenge_id"))
    )
    minted = _minted(reading, load_id, chosen, MOST_MINTED + 1)
    return {
        "load": found[0],
        "parts": parts,
        "sums": {name: sum(part[name] for part in parts) for name in ("new", "updated", "minted", "audio")},
        "chosen": chosen,
        "minted": minted[:MOST_MINTED],
        "has_more": len(minted) > MOST_MINTED,
        "handles": reading.handles([reward["user_id"] for reward in minted]),
        "names": names,
    }


def load_lines(reading: Reading, asked: Asked, load_id: int) -> tuple[Sequence[str], list[Row]]:
    """Return the columns and the rows of the CSV file of a load."""
    load(reading, asked, load_id)  # raises, if it is unknown
    return MINTED_COLUMNS, _minted(reading, load_id, asked.get("challenge") or None, MOST_LINES)


def finance(reading: Reading, asked: Asked) -> Page:
    """Return what was minted and paid in each week, and what does not agree."""
    require_ready(reading.connection, reading.schema)
    names = _names(reading)
    try:
        totals = reading.rows("finance.totals", payment_totals=reading.relation("payment_totals"))
        weeks = _weekly(reading)
    except NOT_BUILT:
        return {"built_at": None, "names": names, "figure": None}
    sums: dict[str, Row] = {
        state: {"payments": 0, "audio_minted": 0, "audio_paid": 0, "by_challenge": []} for state in STATES
    }
    for total in totals:
        if (kind := sums.get(total["state"])) and total["payments"]:
            kind["by_challenge"].append(total)
            for name in ("payments", "audio_minted", "audio_paid"):
                kind[name] += total[name]
    return {
        "built_at": min((total["built_at"] for total in totals), default=None),
        "names": names,
        "sums": sums,
        "finding_states": FINDINGS,
        "weeks": [*_weeks(weeks, names)],
        "figure": week_chart(weeks, names),
    }


def findings(reading: Reading, asked: Asked, state: str) -> Page:
    """Return what does not agree, of one kind, a page at a time."""
    rows, totals = _findings(reading, asked, state, MOST_FINDINGS + 1)
    shown = rows[:MOST_FINDINGS]
    chosen = asked.get("challenge") or None
    counted = [one for one in totals if one["state"] == state and chosen in {None, one["challenge_id"]}]
    return {
        "state": state,
        "findings": shown,
        "total": sum(one["payments"] for one in counted),
        "built_at": min((one["built_at"] for one in totals), default=None),
        "next_after": shown[-1]["finding_number"] if len(rows) > MOST_FINDINGS else None,
        "is_first": not asked.get("after"),
        "chosen": chosen,
        "handles": reading.handles([one[name] for one in shown for name in ("user_id", "paid_user_id")]),
        "names": _names(reading),
    }


def finding_lines(reading: Reading, asked: Asked, state: str) -> tuple[Sequence[str], list[Row]]:
    """Return the columns and the rows of the CSV file of a kind of finding."""
    return FINDING_COLUMNS, _findings(reading, asked, state, MOST_LINES)[0]


def _findings(reading: Reading, asked: Asked, state: str, most: int) -> tuple[list[Row], list[Row]]:
    """Return findings of a kind, and the totals of all kinds."""
    if state not in FINDINGS:
        raise NotFoundError("There are no findings of this kind. The page of finance lists all kinds.")
    require_ready(reading.connection, reading.schema)
    parameters = {"state": state, "after": _whole(asked.get("after"), 0), "most": most}
    parameters["challenge_id"] = asked.get("challenge") or None
    try:
        totals = reading.rows("finance.totals", payment_totals=reading.relation("payment_totals"))
        parts = {"payment_findings": reading.relation("payment_findings")}
        return reading.rows("finance.findings", parameters, **parts), totals
    except NOT_BUILT as error:
        raise NotFoundError("The findings are not built yet. Run `dbt build --select tag:finance`.") from error


def _differences(reading: Reading, challenge_id: str) -> tuple[list[CatalogChange], str | None]:
    """Return in what the table challenges differs from the catalog, and why that is not known, if it is not."""
    try:
        changes = sync_catalog(reading.connection, reading.schema, dry_run=True).changes
    except ChallengesError:
        return [], "The catalog cannot be compared with the table challenges. `challenges sync-catalog` says why."
    return [each for each in changes if each.challenge_id == challenge_id], None


def _by_name(one: ChallengeStatus) -> tuple[str, str]:
    # A number at the end would be sorted as text: the ids of the milestones are in their order.
    return (one.name or one.challenge_id).rstrip("0123456789"), one.challenge_id


def _names(reading: Reading) -> dict[str, str]:
    """Return the names of the challenges by their ids, in the order of the names."""
    found = {each.challenge_id: each.view_name for each in challenges(reading.connection, reading.schema)}
    return dict(sorted(found.items(), key=lambda item: (item[1].rstrip("0123456789"), item[0])))


def _state(one: ChallengeStatus, is_active: bool | None) -> SimpleNamespace:
    """Return the status of a challenge with the word that sums it up, and how much of its limits is used."""
    word = "inactive" if one.outcome == "ok" and is_active is False else one.outcome or "never_loaded"
    return SimpleNamespace(
        **vars(one),
        word=word,
        share_of_rewards=share(one.used_rewards, one.limit_rewards),
        share_of_audio=share(one.used_audio, one.limit_audio),
    )


def _is_near_limit(state: SimpleNamespace) -> bool:
    return max(state.share_of_rewards or 0, state.share_of_audio or 0) >= NEAR_LIMIT


def _in_order(names: Mapping[str, str], id_of: Callable[[Any], str]) -> Callable[[Any], int]:
    """Return a key to sort by: the place of a challenge among the names; what exists no more comes last."""
    places = {challenge_id: place for place, challenge_id in enumerate(names)}
    return lambda one: places.get(id_of(one), len(places))


def _active(reading: Reading) -> dict[str, bool]:
    return {row["id"]: row["active"] for row in reading.rows("challenge.active")}


def _period(asked: Asked) -> int:
    return 90 if asked.get("days") == "90" else 30


def _daily(reading: Reading, period: int, challenge_id: str | None = None) -> list[Row] | None:
    """Return the totals of each day of the period, None if they are not built."""
    last_day = utc(reading.clock).date()
    parameters = {"first_day": last_day - timedelta(days=period - 1), "last_day": last_day}
    parameters["challenge_id"] = challenge_id
    try:
        return reading.rows("totals.daily", parameters, daily_totals=reading.relation("daily_totals"))
    except NOT_BUILT:
        return None


def _of_period(reading: Reading, totals: list[Row] | None, period: int, names: Mapping[str, str | None]) -> Page:
    by_challenge: dict[str, Counter[str]] = defaultdict(Counter)
    for total in totals or ():
        by_challenge[total["challenge_id"]].update(rewards=total["rewards"], audio=total["audio"])
    last_day = utc(reading.clock).date()
    days = [last_day - timedelta(days=back) for back in reversed(range(period))]
    return {
        "period": period,
        "periods_offered": PERIODS,
        "by_challenge": by_challenge,
        "period_rewards": sum(one["rewards"] for one in by_challenge.values()),
        "period_audio": sum(one["audio"] for one in by_challenge.values()),
        "figure": None if totals is None else day_chart(days, totals, names),
        "totals_built_at": _built_at(reading) if totals is not None else None,
    }


def _built_at(reading: Reading) -> datetime | None:
    try:
        return reading.value("totals.built_at", payment_totals=reading.relation("payment_totals"))
    except NOT_BUILT:
        return None


def _by_challenge(decisions: Sequence[Decision], *, has_all: bool) -> Iterator[SimpleNamespace]:
    """Yield the decisions of each challenge, the newest first; of the challenge that was asked for all."""
    for challenge_id, found in groupby(decisions, attrgetter("challenge_id")):
        newest = sorted(found, key=_time_of, reverse=True)
        yield SimpleNamespace(
            challenge_id=challenge_id,
            name=newest[0].name,
            shown=newest if has_all else newest[:MOST_OF_A_CHALLENGE],
            count=len(newest),
            minted=sum(one.amount or 0 for one in newest if one.decision == "minted"),
        )


def _time_of(decision: Decision) -> datetime:
    return decision.qualified_at or decision.completed_at or decision.created_at or datetime.min


def _payments(reading: Reading, question: Question) -> tuple[dict[tuple[str, str], Row], str | None]:
    """Return the payments that the question is about, by challenge and specifier, or why they are not known."""
    parts = {"payments": reading.relation("payments")}
    try:
        found = reading.rows("finance.payments_of_user", {"user_id": question.user_id}, **parts)
    except NOT_BUILT:
        return {}, "What was paid is not built yet. Run `dbt build --select tag:finance`."
    return {
        (one["challenge_id"], one["specifier"]): one
        for one in found
        if (not question.only or one["challenge_id"] in question.only)
        and question.specifier in {None, one["specifier"]}
    }, None


def _is_unmatched(payment: Row, user_id: int) -> bool:
    """Return whether the user was paid for no reward of the user's own."""
    return payment["state"] == "without_reward" or payment["user_id"] != user_id


def _is_paid_to(payment: Row, user_id: int) -> bool:
    return payment["state"] != "other_user" or payment["user_id"] != user_id


def _gates(reading: Reading, challenge_id: str) -> list[SimpleNamespace]:
    statement = database.query("explain.gates", gates=reading.relation("gates"))
    gates = database.rows(reading.connection, SimpleNamespace, statement)
    return [gate for gate in gates if gate.challenge_id == challenge_id]


def _refusals(reading: Reading, declared: Challenge, gates: Sequence[str], gate: str | None) -> Row:
    """Return what the gates refuse among a sample: the candidates of users who did something last.

    What is decided without scopes is read as a load reads it, because its candidates are few.
    """
    refused_by = [sql.SQL("case when {} is false then {} end").format(sql.Identifier(name), name) for name in gates]
    parameters = {"challenge_id": declared.challenge_id, "gate": gate, "most": SAMPLED_CANDIDATES}
    try:
        with reading.connection.transaction():
            reading.value("reading.timeout", {"statement_timeout": SAMPLE_TIMEOUT})
            database.set_clock(reading.connection, reading.set_clock)
            users = _recent_users(reading)
            is_in_scope = _is_in_scope(reading, declared, users)
            if declared.scope_column:
                look_up_by_index(reading.connection)  # as a load of few scopes
            (found,) = reading.rows(
                "challenge.refusals",
                parameters,
                view=reading.relation(declared.view_name),
                rewards=reading.relation("stg_user_challenges"),
                failed_gates=sql.SQL("array_remove(array[{}]::text[], null)").format(sql.SQL(", ").join(refused_by)),
                is_in_scope=is_in_scope,
            )
    except psycopg.errors.QueryCanceled:
        return {"problem": "The candidates of the sample could not be counted in time. Try again later."}
    except psycopg.Error:
        return {"problem": "The view of this challenge cannot be read. Run `dbt build`."}
    return found | {"users": len(users) if declared.scope_column else None, "problem": None}


def _recent_users(reading: Reading) -> list[int]:
    parts = {name: reading.relation(view) for name, view in RECENT.items()}
    return reading.value("challenge.recent_users", {"most": SAMPLED_ACTS}, **parts)


def _is_in_scope(reading: Reading, declared: Challenge, users: list[int]) -> sql.Composable:
    # As explain looks for the candidates of a user.
    if declared.scope_view:
        parts = {"scopes": reading.relation(declared.scope_view)}
        reading.value("challenge.read_no_table_whole")
        scopes = reading.value("challenge.scopes_of_users", {"user_ids": users, "most": SAMPLED_SCOPES}, **parts)
        return sql.SQL("{} = any({})").format(sql.Identifier(declared.scope_column), sql.Literal(scopes))
    return sql.SQL("user_id = any({})").format(sql.Literal(users)) if declared.scope_column else sql.SQL("true")


def _chosen_days(asked: Asked) -> tuple[date | None, int]:
    """Return the first day of the rewards that were asked for, None for the newest, and how many days."""
    for name, days in (("day", 1), ("week", 7)):
        if since := _date(asked.get(name)):
            return since, days
    return None, 0


def _rewards(reading: Reading, challenge_id: str, since: date | None, days: int) -> list[Row]:
    """Return the newest rewards of a challenge, or those of some days, one more than a page has."""
    first = datetime(since.year, since.month, since.day) if since else datetime(1, 1, 1)
    # One whose time is later than the clock is there, too.
    until = first + timedelta(days=days) if since and since < LAST_DATE else datetime.max
    parameters = {"challenge_id": challenge_id, "since": first, "until": until, "most": MOST_REWARDS + 1}
    return reading.rows("challenge.newest_rewards", parameters, rewards=reading.relation("stg_user_challenges"))


def _minted(reading: Reading, load_id: int, challenge_id: str | None, most: int) -> list[Row]:
    parameters = {"load_id": load_id, "challenge_id": challenge_id, "most": most}
    return reading.rows("loads.minted", parameters, rewards=reading.relation("stg_user_challenges"))


def _weekly(reading: Reading) -> list[Row]:
    today = utc(reading.clock).date()
    last_week = today - timedelta(days=today.weekday())
    parameters = {"first_week": last_week - timedelta(weeks=WEEKS - 1), "last_week": last_week}
    return reading.rows("totals.weekly", parameters, weekly_totals=reading.relation("weekly_totals"))


def _weeks(rows: Sequence[Row], names: Mapping[str, str]) -> Iterator[SimpleNamespace]:
    """Yield the weeks, the newest first, each with its challenges in the order of the names."""
    in_order = _in_order(names, itemgetter("challenge_id"))
    for week, of_week in groupby(rows, itemgetter("week")):
        # A payment can name a challenge that does not exist: those come last.
        found = sorted(of_week, key=in_order)
        by_challenge = {
            row["challenge_id"]: row | {"share": share(row["audio_minted"], row["weekly_pool"])} for row in found
        }
        yield SimpleNamespace(
            week=week,
            by_challenge=by_challenge,
            audio_minted=sum(row["audio_minted"] for row in by_challenge.values()),
            audio_paid=sum(row["audio_paid"] for row in by_challenge.values()),
        )


def _whole(text: str | None, otherwise: int) -> int:
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 20
    return min(int(text), LARGEST_ID) if is_number else otherwise


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
