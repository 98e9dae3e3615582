"""What a person reads of a load: a table on standard output, warnings and errors as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabulate import tabulate

from loader.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loader.load import ChallengeLoad, SourceDefect


def load_table(loads: Sequence[ChallengeLoad]) -> str:
    """Return the table of a load, one line per challenge and one for them all."""
    lines: list[list[object]] = [
        [load.challenge_id, load.new, load.updated, load.already_right, load.audio, load.seconds, _remark(load)]
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
            f"{defect.table_name}: {_count(defect.rows, 'case')} of {defect.defect}"
            f" (for example {printable(defect.example)})."
        )


def load_errors(loads: Sequence[ChallengeLoad]) -> Iterator[str]:
    """Yield a sentence for each challenge that failed."""
    for load in loads:
        if load.error:
            yield f"{printable(load.challenge_id)} failed and was rolled back: {load.error.rstrip('.')}."


def _remark(load: ChallengeLoad) -> str:
    if load.error:
        return "FAILED"
    if not load.is_active:
        return "inactive"
    return f"{_count(load.fed, 'row')} into {load.feed_table}" if load.fed else ""


def _count(rows: int, noun: str) -> str:
    return f"{rows:,} {noun}" if rows == 1 else f"{rows:,} {noun}s"
