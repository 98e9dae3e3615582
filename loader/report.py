"""What a person or a program reads of a command: tables, sentences, decisions with their reasons, lines of JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timezone
from operator import attrgetter

from tabulate import tabulate

from loader.adopt import Adoption
from loader.errors import printable
from loader.explain import Cap, Decision, Question
from loader.ledger import ChallengeStatus
from loader.outcome import ChallengeLoad, SourceDefect

LONGEST_SENTENCE = 4000  # characters, of those in the ledger
MOST_REWARDS = 20  # that fill a cap
LONGEST_DESCRIPTION = 3500  # characters, of a gate
JSON_FIELDS = (
    *("time", "load_id", "challenge_id", "outcome", "new", "updated", "already_right", "audio", "rows_also_written"),
    *("scopes", "full_read_reason", "unpayable", "seconds", "error"),
)
ANSWERS = {True: "yes", False: "NO ", None: "-  "}


def load_table(loads: Sequence[ChallengeLoad]) -> str:
    """Return the table of a load, one line per challenge and one for them all."""
    headers = ["challenge", "new", "updated", "already right", "AUDIO", "seconds", ""]
    cells = attrgetter("new", "updated", "already_right", "audio", "seconds")
    lines = [[load.challenge_id, *cells(load), _remark(load)] for load in loads]
    sums = map(sum, zip(*map(cells, loads), strict=True))
    return _table(headers, [*lines, ["all", *sums, ""]], text_columns=[0, 6])


def load_summary(loads: Sequence[ChallengeLoad]) -> str:
    """Return the table of a load, or one line if it wrote nothing and has nothing to report."""
    if any(load.has_written or load.unpayable or load.error for load in loads):
        return load_table(loads)
    return f"{_second(datetime.now(timezone.utc))}  nothing new  {sum(load.seconds for load in loads):.3f} s"


def load_json(load: ChallengeLoad) -> str:
    """Return what was done to a challenge as one line of JSON, for collectors; times are ISO 8601 in UTC."""
    fields = asdict(load) | {"time": load.started_at, "seconds": round(load.seconds, 6)}
    return json.dumps({name: fields[name] for name in JSON_FIELDS}, default=_second)


def load_warnings(loads: Sequence[ChallengeLoad]) -> Iterator[str]:
    """Yield a sentence for each reason for which rewards cannot be paid, with a count and an example."""
    for load in loads:
        for unpayable in load.unpayable:
            rewards = f"{_count(unpayable.rows, 'reward')} {unpayable.reason}, not minted"
            yield f"{printable(load.challenge_id)}: {rewards} (for example {printable(unpayable.example)})."


def load_errors(loads: Sequence[ChallengeLoad]) -> Iterator[str]:
    """Yield a sentence for each challenge that failed or would exceed its limit."""
    for load in loads:
        if load.error:
            over_limit = "would exceed its limit, and nothing of it was minted"
            what = over_limit if load.outcome == "over_limit" else "failed and was rolled back"
            yield f"{printable(load.challenge_id)} {what}: {load.error.rstrip('.')}."


def defect_warnings(defects: Sequence[SourceDefect]) -> Iterator[str]:
    """Yield a sentence for each kind of defect in the platform's tables, with a count and an example."""
    for defect in defects:
        cases = f"{_count(defect.rows, 'case')} of {printable(defect.defect)}"
        yield f"{printable(defect.table_name)}: {cases} (for example {printable(defect.example)})."


def status_table(statuses: Sequence[ChallengeStatus]) -> str:
    """Return the table of how the last load of each challenge went."""
    headers = ["challenge", "outcome", "last load", "last success", "failing since", "blocks behind", "loading since"]
    cells = attrgetter("loaded_at", "succeeded_at", "failing_since", "blocks_behind", "loading_since")
    lines = [[one.challenge_id, _words(one.outcome or "never loaded"), *cells(one)] for one in statuses]
    return _table(headers, lines, text_columns=[0])


def status_json(challenge: ChallengeStatus) -> str:
    """Return the status of a challenge as one line of JSON; times are ISO 8601 in UTC."""
    return json.dumps(asdict(challenge), default=_second)


def status_errors(statuses: Sequence[ChallengeStatus]) -> Iterator[str]:
    """Yield a sentence for each challenge whose last load did not succeed."""
    for challenge in statuses:
        if challenge.error:
            what = f"{printable(challenge.challenge_id)} {_words(challenge.outcome)} in load {challenge.load_id}"
            yield f"{what}: {printable(challenge.error, LONGEST_SENTENCE).rstrip('.')}."


def adoption_table(adoptions: Sequence[Adoption]) -> str:
    """Return the table of what was due before the adoption dates were changed, and of what is due now."""
    headers = ["challenge", "adoption date", "were due", "AUDIO", "are due", "AUDIO"]
    cells = attrgetter("before.rewards", "before.audio", "now.rewards", "now.audio")
    lines = [[one.challenge_id, _utc(one.since) if one.since else "none", *cells(one)] for one in adoptions]
    return _table(headers, lines, text_columns=[0, 1])


def decision_text(decision: Decision) -> str:
    """Return a decision and its reasons as lines for a person."""
    facts = ["an amount that is no whole number" if decision.amount is None else f"{decision.amount:,} AUDIO"]
    if decision.qualified_at:
        facts.append(f"qualified at {_utc(decision.qualified_at)}")
    facts.extend(f"{printable(key)} {printable(value)}" for key, value in decision.keys.items() if value is not None)
    reward = f"{printable(decision.challenge_id)} {printable(decision.specifier)} of user {decision.user_id}"
    lines = [f"{reward}: {_verdict(decision)}", f"  {', '.join(facts)}"]
    width = max((len(printable(gate.name)) for gate in decision.gates), default=0)
    for gate in decision.gates:
        description = printable(gate.description, LONGEST_DESCRIPTION)
        lines.append(f"  {ANSWERS[gate.is_passed]}  {printable(gate.name):<{width}}  {description}{_counted(gate.cap)}")
        if gate.cap and gate.is_passed is False:
            lines.extend(f"       {line}" for line in _filled(gate.cap))
    return "\n".join(lines)


def decision_json(decision: Decision) -> str:
    """Return a decision as one line of JSON; times are ISO 8601 in UTC."""
    fields = asdict(decision) | {"failed_gates": decision.failed_gates}
    return json.dumps(fields, default=lambda value: f"{value.isoformat()}Z" if hasattr(value, "hour") else str(value))


def no_decision(question: Question) -> str:
    """Return the sentence to print if there is no candidate and no minted reward."""
    challenges = f"{' or '.join(map(printable, question.only))} has no" if question.only else "No challenge has a"
    of_user = "" if question.user_id is None else f" of user {question.user_id}"
    specifier = "" if question.specifier is None else f" with the specifier {printable(question.specifier)}"
    return (
        f"{challenges} candidate{of_user}{specifier}, and no such reward is minted. The yaml files in"
        " models/challenges/ describe what makes a candidate; deleted and hidden rows do not."
    )


def _verdict(decision: Decision) -> str:
    refusing = " and ".join(decision.failed_gates)
    if decision.decision == "refused":
        return f"refused because of {refusing}"
    if decision.decision == "earned":
        return "will be minted by the next load"
    if decision.decision == "in progress":
        of_all = "" if decision.step_count is None else f" of {decision.step_count:,}"
        return f"in progress, {decision.current_step_count or 0:,}{of_all} steps"
    if decision.decision == "unpayable":
        return f"earned, but unpayable: {decision.unpayable_reason}; loads skip it until this is fixed"
    minted = f"minted on {_utc(decision.minted_at)}" if decision.minted_at else "minted"
    if not decision.gates:
        return f"{minted}; today's data has no candidate for it"
    return f"{minted}; today's data would refuse it because of {refusing}" if refusing else minted


def _counted(cap: Cap | None) -> str:
    if cap is None or cap.count is None:
        return ""
    days = "" if cap.days is None else f" within {cap.days} days before and after"
    of_all = "no limit in the catalog" if cap.rewards is None else f"{cap.rewards:,}"
    return f" It counted {cap.count:,} of {of_all} {cap.unit} of {printable(cap.key)} {printable(cap.key_value)}{days}."


def _filled(cap: Cap) -> Iterator[str]:
    for reward in cap.filled_by[:MOST_REWARDS]:
        how = "minted" if reward.is_minted else "to be minted by the next load"
        amount = f", {reward.amount:,} AUDIO," if cap.unit == "AUDIO" and reward.amount is not None else ""
        yield f"filled by {printable(reward.specifier)}{amount} at {_utc(reward.counted_at)}, {how}"
    if len(cap.filled_by) > MOST_REWARDS:
        yield f"and by {_count(len(cap.filled_by) - MOST_REWARDS, 'more reward')}; --json lists all"
    if cap.room_after is None:
        yield "no room again: its rewards count for ever"
    else:
        yield f"room again for candidates that qualify after {_utc(cap.room_after)}"


def _remark(load: ChallengeLoad) -> str:
    if load.error:
        return _words(load.outcome).upper()
    if not load.is_active:
        return "inactive"
    rows = load.rows_also_written
    also_written = rows and f"{_count(rows, 'row')} into {printable(load.also_writes_table)}"
    in_full = load.full_read_reason and f"read in full: {load.full_read_reason}"
    return "; ".join(filter(None, [also_written, in_full]))


def _table(headers: Sequence[str], lines: Sequence[Sequence[object]], text_columns: Sequence[int]) -> str:
    def shown(cell: object) -> object:
        return _second(cell) if isinstance(cell, datetime) else cell

    cells = [[printable(challenge_id), *map(shown, others)] for challenge_id, *others in lines]
    return tabulate(cells, headers, intfmt=",", floatfmt=".3f", disable_numparse=text_columns, missingval="-")


def _words(outcome: str) -> str:
    return outcome.replace("_", " ")


def _count(rows: int, noun: str) -> str:
    return f"{rows:,} {noun}" if rows == 1 else f"{rows:,} {noun}s"


def _second(time: datetime | None) -> str | None:
    return time and f"{time.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%SZ}"


def _utc(time: datetime) -> str:
    return f"{time.isoformat(sep=' ')} UTC"
