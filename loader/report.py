"""What a person reads of a load: a table on standard output, warnings and errors as sentences."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from tabulate import tabulate

from loader.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loader.adopt import Adoption
    from loader.explain import Cap, Decision
    from loader.load import ChallengeLoad, SourceDefect
    from loader.status import ChallengeStatus

LONGEST_SENTENCE = 4000  # characters, of those that the ledger has


def load_table(loads: Sequence[ChallengeLoad]) -> str:
    """Return the table of a load, one line per challenge and one for them all."""
    lines: list[list[object]] = [
        [
            printable(load.challenge_id),
            load.new,
            load.updated,
            load.already_right,
            load.audio,
            load.seconds,
            _remark(load),
        ]
        for load in loads
    ]
    lines.append(
        [
            "all",
            sum(load.new for load in loads),
            sum(load.updated for load in loads),
            sum(load.already_right for load in loads),
            sum(load.audio for load in loads),
            sum(load.seconds for load in loads),
            "",
        ]
    )
    headers = ["challenge", "new", "updated", "already right", "AUDIO", "seconds", ""]
    return tabulate(lines, headers, floatfmt=".3f", intfmt=",", disable_numparse=[0, 6])


def load_json(load: ChallengeLoad) -> str:
    """Return what was done to a challenge as one line of JSON, for collectors; times are ISO 8601 in UTC."""
    fields = {
        "time": load.started_at,
        "load_id": load.load_id,
        "challenge_id": load.challenge_id,
        "outcome": load.outcome,
        "new": load.new,
        "updated": load.updated,
        "already_right": load.already_right,
        "audio": load.audio,
        "fed": load.fed,
        "scopes": load.scopes,
        "why_everything": load.why_everything,
        "refusals": [asdict(refusal) for refusal in load.refusals],
        "seconds": round(load.seconds, 6),
        "error": load.error,
    }
    return json.dumps(fields, default=_second)


def is_nothing_new(loads: Sequence[ChallengeLoad]) -> bool:
    """Tell whether a load wrote nothing, and has nothing to say."""
    return not any(load.new or load.updated or load.fed or load.refusals or load.error for load in loads)


def nothing_new(loads: Sequence[ChallengeLoad]) -> str:
    """Return the line of a load with nothing new."""
    return f"{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%SZ}  nothing new  {sum(load.seconds for load in loads):.3f} s"


def status_table(statuses: Sequence[ChallengeStatus]) -> str:
    """Return the table of how the last load of each challenge went."""
    lines = [
        [
            printable(challenge.challenge_id),
            challenge.outcome or "never loaded",
            *map(_second, (challenge.loaded_at, challenge.succeeded_at, challenge.failing_since)),
            challenge.blocks_behind,
            _second(challenge.loading_since),
        ]
        for challenge in statuses
    ]
    headers = ["challenge", "outcome", "last load", "last success", "failing since", "blocks behind", "loading since"]
    return tabulate(lines, headers, intfmt=",", disable_numparse=[0], missingval="-")


def status_json(challenge: ChallengeStatus) -> str:
    """Return the status of a challenge as one line of JSON; times are ISO 8601 in UTC."""
    return json.dumps(asdict(challenge), default=_second)


def status_errors(statuses: Sequence[ChallengeStatus]) -> Iterator[str]:
    """Yield a sentence for each challenge whose last load failed, was stopped or died."""
    for challenge in statuses:
        if challenge.error:
            yield (
                f"{printable(challenge.challenge_id)} {challenge.outcome} in load {challenge.load_id}:"
                f" {printable(challenge.error, LONGEST_SENTENCE).rstrip('.')}."
            )


def adoption_table(adoptions: Sequence[Adoption]) -> str:
    """Return the table of what was due before the lines were drawn or taken back, and of what is due now."""
    lines = [
        [
            printable(adoption.challenge_id),
            _utc(adoption.since) if adoption.since else "everything",
            *(adoption.before.rewards, adoption.before.audio),
            *(adoption.now.rewards, adoption.now.audio),
        ]
        for adoption in adoptions
    ]
    headers = ["challenge", "is ours since", "were due", "AUDIO", "are due", "AUDIO"]
    return tabulate(lines, headers, intfmt=",", disable_numparse=[0, 1])


def load_warnings(loads: Sequence[ChallengeLoad]) -> Iterator[str]:
    """Yield a sentence for each kind of reward that was refused, with a count and an example."""
    for load in loads:
        for refusal in load.refusals:
            yield (
                f"{printable(load.challenge_id)}: {_count(refusal.rows, 'reward')} {refusal.reason}, not minted"
                f" (for example {printable(refusal.example)})."
            )


def defect_warnings(defects: Sequence[SourceDefect]) -> Iterator[str]:
    """Yield a sentence for each kind of defect in the platform's tables, with a count and an example."""
    for defect in defects:
        yield (
            f"{printable(defect.table_name)}: {_count(defect.rows, 'case')} of {printable(defect.defect)}"
            f" (for example {printable(defect.example)})."
        )


def load_errors(loads: Sequence[ChallengeLoad]) -> Iterator[str]:
    """Yield a sentence for each challenge that failed or was stopped."""
    for load in loads:
        if load.error:
            what = "was stopped, and nothing of it minted" if load.is_stopped else "failed and was rolled back"
            yield f"{printable(load.challenge_id)} {what}: {load.error.rstrip('.')}."


def decision_text(decision: Decision) -> str:
    """Return what is decided of a candidate, and why, as lines for a person."""
    facts = ["an amount that is no whole number" if decision.amount is None else f"{decision.amount:,} AUDIO"]
    if decision.qualified_at:
        facts.append(f"qualified at {_utc(decision.qualified_at)}")
    facts.extend(f"{printable(key)} {printable(value)}" for key, value in decision.keys.items() if value is not None)
    lines = [
        f"{printable(decision.challenge_id)} {printable(decision.specifier)} of user {decision.user_id}:"
        f" {_verdict(decision)}",
        f"  {', '.join(facts)}",
    ]
    width = max((len(printable(gate.name)) for gate in decision.gates), default=0)
    for gate in decision.gates:
        said = f"{printable(gate.name):<{width}}  {printable(gate.description, LONGEST_SENTENCE)}"
        lines.append(f"  {_answer(gate.is_passed)}  {said}{_seen(gate.cap)}")
        if gate.cap and gate.is_passed is False:
            lines.extend(f"       {line}" for line in _filled(gate.cap))
    return "\n".join(lines)


def decision_json(decision: Decision) -> str:
    """Return a decision as one line of JSON; times are ISO 8601 in UTC."""
    fields = asdict(decision) | {"failed_gates": decision.failed_gates}
    return json.dumps(
        fields, default=lambda value: f"{value.isoformat()}Z" if isinstance(value, datetime) else str(value)
    )


def no_decision(user_id: int | None, specifier: str | None, only: Sequence[str]) -> str:
    """Return the sentence for a question that no candidate and no reward answers."""
    whose = [f"of user {user_id}"] if user_id is not None else []
    whose += [f"with the specifier {printable(specifier)}"] if specifier is not None else []
    where = f"{' or '.join(map(printable, only))} has" if only else "No challenge has"
    return (
        f"{where}{' no' if only else ' a'} candidate{''.join(f' {part}' for part in whose)}, and no such reward is"
        " minted: what makes a candidate is in the descriptions of the models in models/eligibility/; deleted and"
        " hidden rows make none."
    )


def _verdict(decision: Decision) -> str:
    refusing = " and ".join(decision.failed_gates)
    if decision.decision == "earned":
        return "will be minted by the next load"
    if decision.decision == "unpayable":
        return "earned, but its specifier, amount or block does not fit: the load refuses it, until that is mended"
    if decision.decision == "refused":
        return f"refused because of {refusing}"
    minted = f"minted on {_utc(decision.minted_at)}" if decision.minted_at else "minted"
    if not decision.gates:
        return f"{minted}; by the data of today it is no candidate any more"
    return f"{minted}; the data of today would refuse it because of {refusing}" if refusing else minted


def _answer(is_passed: bool | None) -> str:
    return {True: "yes", False: "NO ", None: "-  "}[is_passed]


def _seen(cap: Cap | None) -> str:
    if cap is None or cap.count is None:
        return ""
    days = "" if cap.days is None else f" within {cap.days} days before and after"
    return f" It saw {cap.count} of {cap.rewards} rewards of {printable(cap.scope)} {printable(cap.scope_id)}{days}."


def _filled(cap: Cap) -> Iterator[str]:
    for reward in cap.filled_by:
        how = "minted" if reward.is_minted else "minted by the next load"
        yield f"filled by {printable(reward.specifier)} at {_utc(reward.counted_at)}, {how}"
    if cap.room_after is None:
        yield "no room again: its rewards count for ever"
    else:
        yield f"room again for what qualifies after {_utc(cap.room_after)}"


def _second(time: datetime | None) -> str | None:
    return time and f"{time.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%SZ}"


def _utc(time: datetime) -> str:
    return f"{time.isoformat(sep=' ')} UTC"


def _remark(load: ChallengeLoad) -> str:
    if load.error:
        return "STOPPED" if load.is_stopped else "FAILED"
    if not load.is_active:
        return "inactive"
    remarks = [f"{_count(load.fed, 'row')} into {printable(load.feed_table)}"] if load.fed else []
    if load.why_everything:
        remarks.append(f"read in full: {load.why_everything}")
    return "; ".join(remarks)


def _count(rows: int, noun: str) -> str:
    return f"{rows:,} {noun}" if rows == 1 else f"{rows:,} {noun}s"
