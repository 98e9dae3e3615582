"""What a person or a program reads of a command: tables, sentences, decisions with their reasons, lines of JSON."""

import json
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timezone
from operator import attrgetter
from typing import TypeVar

from rich.text import Text

from loader.adopt import Adoption
from loader.challenges import CatalogChanges
from loader.compare import Comparison
from loader.errors import printable, utc
from loader.explain import ADOPTION_GATE, Cap, Decision, Gate, Question
from loader.ledger import ChallengeStatus
from loader.outcome import ChallengeLoad, SourceDefect
from loader.publish import Published
from loader.tables import WIDTH, coloured, drawn, number, table

Reported = TypeVar("Reported", ChallengeLoad, ChallengeStatus, Adoption, Comparison, Published)

LONGEST_SENTENCE = 4000  # characters, of those in the ledger
MOST_REWARDS = 20  # that fill a cap
LONGEST_DESCRIPTION = 3500  # characters, of a gate
LABEL_WIDTH = 24  # columns, of the id and the name of a challenge
LOAD_COLUMNS = {"new": 9, "updated": 9, "right": 9, "AUDIO": 17, "seconds": 7}  # with their widths
JSON_FIELDS = ("time", "load_id", "challenge_id", "name", "outcome", "new", "updated", "already_right", "audio")
JSON_FIELDS += ("rows_also_written", "scopes", "full_read_reason", "unpayable", "seconds", "error")
UNUSUAL_RAISE = 10  # times the old amount
_KINDS = {"new": "new", "gone": "gone", "changed": "otherwise"}
_RULES = {
    "changed": "the rules differ",
    "new": "only the other views decide it",
    "removed": "only the live views decide it",
}
ANSWERS = {True: "yes", False: "NO", None: "-"}


def load_header() -> Text:
    """Return the first line of a load's table."""
    return Text(_line("challenge", *LOAD_COLUMNS), style="bold")


def load_row(load: ChallengeLoad) -> Text:
    """Return the lines of a challenge in a load's table."""
    label = _label(load.challenge_id, load.name)
    if load.error or not load.is_active:
        word = _words(load.outcome).upper() if load.error else "inactive"
        line = Text(_line(label, "", "", "", word, load.seconds))
        line.highlight_words([word], coloured(word).style)
    else:
        line = Text(_line(label, load.new, load.updated, load.already_right, load.audio, load.seconds))
    for remark in _remarks(load):
        for part in textwrap.wrap(remark, WIDTH - 4, subsequent_indent="  "):
            line.append(f"\n    {part}")
    return line


def load_sums(loads: Sequence[ChallengeLoad], *, with_time: bool = False) -> Text:
    """Return the last line of a load's table, for all challenges; `with_time`, when the load began."""
    cells = attrgetter("new", "updated", "already_right", "audio", "seconds")
    sums = map(sum, zip(*map(cells, loads), strict=True))
    time = f" {loads[0].started_at.astimezone(timezone.utc):%Y-%m-%d %H:%M:%SZ}" if with_time else ""
    return Text(_line(f"all{time}", *sums))


def idle_line(loads: Sequence[ChallengeLoad]) -> str:
    """Return the line of a load on a schedule that has nothing to report."""
    return f"{_second(datetime.now(timezone.utc))}  nothing new  {sum(load.seconds for load in loads):.3f} s"


def idle_json(loads: Sequence[ChallengeLoad]) -> str:
    """Return that line as JSON: the load, how many challenges it looked at, and how long it took."""
    seconds = round(sum(load.seconds for load in loads), 6)
    fields = {"time": loads[0].started_at, "load_id": loads[0].load_id, "outcome": "ok", "challenges": len(loads)}
    return json.dumps(fields | {"seconds": seconds}, default=_second)


def at_work(what: str, since: datetime) -> str:
    """Return what a load is at work on, and since when."""
    return f"{printable(what)}: at work since {_second(since)}"


def load_json(load: ChallengeLoad) -> str:
    """Return what was done to a challenge as one line of JSON, for collectors; times are ISO 8601 in UTC."""
    fields = asdict(load) | {"time": load.started_at, "seconds": round(load.seconds, 6)}
    return json.dumps({name: fields[name] for name in JSON_FIELDS}, default=_second)


def load_warnings(loads: Sequence[ChallengeLoad]) -> Iterator[str]:
    """Yield a sentence for each reason for which rewards cannot be paid, with a count and an example."""
    for load in loads:
        for unpayable in load.unpayable:
            rewards = f"{_count(unpayable.rows, 'reward')} {unpayable.reason}, not minted"
            example = "" if unpayable.example is None else f" (for example {printable(unpayable.example)})"
            yield f"{_label(load.challenge_id, load.name)}: {rewards}{example}."


def load_errors(loads: Sequence[ChallengeLoad]) -> Iterator[str]:
    """Yield a sentence for each error: of the challenges that failed with it, or would exceed their limit."""
    for failed in _alike(loads, "outcome"):
        rolled_back = f"failed and {'was' if len(failed) == 1 else 'were'} rolled back"
        what = "minted nothing" if failed[0].outcome == "over_limit" else rolled_back
        yield f"{_labels(failed)} {what}: {failed[0].error.rstrip('.')}."


def defect_warnings(defects: Sequence[SourceDefect]) -> Iterator[str]:
    """Yield a sentence for each kind of defect in the platform's tables, with a count and an example."""
    for defect in defects:
        cases = f"{_count(defect.rows, 'case')} of {printable(defect.defect)}"
        yield f"{printable(defect.table_name)}: {cases} (for example {printable(defect.example)})."


def catalog_changes(changes: CatalogChanges) -> str:
    """Return the table of the values that differ from the catalog, and a line that counts."""
    headers = ["challenge", "column", "old", "new"]
    lines = [
        [
            _label(one.challenge_id, one.name),
            one.column,
            "(new)" if one.is_new else _catalog_value(one.old),
            _catalog_value(one.new),
        ]
        for one in changes.changes
    ]
    counts = f"The catalog: {changes.new} new, {changes.updated} updated, {changes.already_right} already right."
    return f"{_table(headers, lines, text_columns=[0, 1, 2, 3])}\n\n{counts}" if lines else counts


def catalog_warnings(changes: CatalogChanges) -> Iterator[str]:
    """Yield a sentence for what stops a payment, or makes it ten times as large."""
    for one in changes.changes:
        name = _label(one.challenge_id, one.name)
        if one.column == "active" and one.old is True:
            yield f"{name} becomes inactive: nothing of it is minted any more."
        if one.column == "amount" and not one.is_new and _times(one.old, one.new) >= UNUSUAL_RAISE:
            was = f"It paid {printable(one.old)} before. Check that this is right."
            yield f"{name} pays {printable(one.new)} AUDIO. {was}"


def _times(old: object, new: object) -> float:
    try:
        return float(str(new)) / float(str(old))
    except (ValueError, ZeroDivisionError):  # text in the platform's table
        return 0.0


def _catalog_value(value: object) -> str:
    if value is None:
        return "-"
    return str(value).lower() if isinstance(value, bool) else printable(value)


def status_table(statuses: Sequence[ChallengeStatus]) -> str:
    """Return the table of how the last load of each challenge went, with lines for what is not as usual."""
    headers = ["challenge", "outcome", "last load", "blocks behind"]
    lines: list[list[object]] = []
    for one in statuses:
        label, outcome = _label(one.challenge_id, one.name), _words(one.outcome or "never loaded")
        lines.append([label, outcome, _second(one.loaded_at) or "-", one.blocks_behind])
        if one.loading_since:
            lines.append(["", "loading since", _second(one.loading_since), ""])
        if one.failing_since:
            lines.append(["", "failing since", _second(one.failing_since), ""])
            lines.append(["", "last success", _second(one.succeeded_at) or "never", ""])
        if one.is_from_lake:
            lines.append(["", "lake's time", _second(one.lake_time) or "never published", ""])
        if one.used_rewards or one.limit_rewards is None or one.limit_audio is None:
            lines.append(["", "in 24 hours", _of_limit(one.used_rewards, one.limit_rewards, "rewards"), ""])
            lines.append(["", "", _of_limit(one.used_audio, one.limit_audio, "AUDIO"), ""])
    return _table(headers, lines, text_columns=[0, 1, 2])


def status_json(challenge: ChallengeStatus) -> str:
    """Return the status of a challenge as one line of JSON; times are ISO 8601 in UTC."""
    return json.dumps(asdict(challenge), default=_second)


def status_errors(statuses: Sequence[ChallengeStatus]) -> Iterator[str]:
    """Yield a sentence for each error with which the last load of a challenge, or of several, did not succeed."""
    for failed in _alike(statuses, "outcome", "load_id"):
        outcome = "minted nothing" if failed[0].outcome == "over_limit" else _words(failed[0].outcome or "")
        error = printable(failed[0].error, LONGEST_SENTENCE).rstrip(".")
        yield f"{_labels(failed)} {outcome} in load {failed[0].load_id}: {error}."


def age_errors(statuses: Sequence[ChallengeStatus], max_age: float) -> Iterator[str]:
    """Yield a sentence with the challenges whose last success is older than so many seconds, or that have none."""
    ages = [one.seconds_since_success for one in statuses]
    old = [one for one, age in zip(statuses, ages, strict=True) if age is None or age > max_age]
    if old:
        found = (f"{_label(one.challenge_id, one.name)} ({_second(one.succeeded_at) or 'never'})" for one in old)
        yield f"The last success is more than {max_age:g} s ago: {', '.join(found)}."


def full_read_warnings(due: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield a sentence for each reason for which the next load reads everything."""
    for reason, challenge_ids in due.items():
        yield f"The next load reads everything of {_listed(challenge_ids)}: {printable(reason)}."


def trigger_warnings(triggers: Sequence[str]) -> Iterator[str]:
    """Yield a sentence if triggers of this project are missing or disabled."""
    if triggers:
        has, them = ("The trigger", "it") if len(triggers) == 1 else ("The triggers", "them")
        is_off = "is" if len(triggers) == 1 else "are"
        yield (
            f"{has} {_listed(triggers)} {is_off} missing or disabled. Until an administrator runs `challenges migrate`,"
            f" which restores {them}, changes are not noted, and loads that depend on them read everything."
        )


def ledger_sentence(error: str) -> str:
    """Return the sentence for a ledger that takes no load."""
    return f"Loads cannot be recorded: {error.rstrip('.')}. Fix this: until then the outcomes above are out of date."


def published_table(published: Sequence[Published]) -> str:
    """Return the table of how many facts each challenge has now, how many came and went, and of what time they are."""
    headers = ["challenge", "facts", "new", "gone", "lake's time", "seconds"]
    lines = [
        [_label(one.challenge_id, one.name), one.rows, one.inserted, one.deleted, _second(one.lake_time), one.seconds]
        for one in published
        if not one.error
    ]
    return _table(headers, lines, text_columns=[0, 4])


def published_errors(published: Sequence[Published]) -> Iterator[str]:
    """Yield a sentence for each reason for which facts were not published, with the challenges that have it."""
    for failed in _alike(published):
        yield f"{_labels(failed)}: nothing was published: {failed[0].error.rstrip('.')}."


def adoption_table(adoptions: Sequence[Adoption]) -> str:
    """Return the table of what was due before the adoption dates were changed, what was recorded, what is due now."""
    headers = ["challenge", "were due", "AUDIO", "recorded", "are due", "AUDIO"]
    cells = attrgetter("before.rewards", "before.audio", "recorded", "now.rewards", "now.audio")
    changed = [one for one in adoptions if not one.error]
    lines = [[_label(one.challenge_id, one.name), *cells(one)] for one in changed]
    sums = map(sum, zip(*map(cells, changed), strict=True))
    dates = sorted({_second(one.since) or "none" for one in changed})
    date = f"Adoption date: {', '.join(dates)}"
    return f"{date}\n\n{_table(headers, [*lines, ['all', *sums]], text_columns=[0])}"


def adoption_errors(adoptions: Sequence[Adoption]) -> Iterator[str]:
    """Yield a sentence for each reason for which no adoption was changed, with the challenges that have it."""
    for failed in _alike(adoptions):
        yield f"{_labels(failed)}: no adoption was changed: {failed[0].error.rstrip('.')}."


def comparison_text(comparison: Comparison) -> str:
    """Return a challenge that was compared: what differs, the gates that refuse it, and examples."""
    lines: list[Text] = [Text(_label(comparison.challenge_id, comparison.name), style="bold")]
    if comparison.note:
        lines += _indented(f"{_RULES[comparison.rules]}; {comparison.note}", 2)
    for difference in comparison.differences:
        audio = _changed(*(f"{audio:,}" if audio else None for audio in (difference.audio, difference.other_audio)))
        what = f"{_count(difference.rewards, 'reward')} {_KINDS[difference.kind]}, {audio or 0} AUDIO"
        lines += _indented(what, 2)
        if difference.refused_by:
            of_sample = f" (of the first {difference.sample:,})" if difference.sample < difference.rewards else ""
            gates = ", ".join(f"{printable(name)} {count:,}" for name, count in difference.refused_by.items())
            lines += _indented(f"refused by{of_sample}: {gates}", 4)
        for example in difference.examples:
            user = _changed(example.user_id, example.other_user_id)
            audio = _changed(example.audio, example.other_audio)
            gates = f": {', '.join(map(printable, example.refused_by))}" if example.refused_by else ""
            lines += _indented(f"{printable(example.specifier)} of user {user}, {audio} AUDIO{gates}", 4)
    return f"{drawn(*lines, is_wrapped=False)}\n"


def comparison_json(comparison: Comparison) -> str:
    """Return a challenge that was compared as one line of JSON."""
    return json.dumps(asdict(comparison))


def comparison_sums(compared: Sequence[Comparison]) -> str:
    """Return the last line of a comparison: how many challenges have the same rules, or mint the same."""
    same = sum(one.rules == "same" for one in compared)
    alike = sum(one.rules != "same" and not one.differences and not one.error for one in compared)
    different = sum(bool(one.differences) for one in compared)
    of_all = f"Of {_count(len(compared), 'challenge')}, {same:,} {'has' if same == 1 else 'have'} the same rules"
    return f"{of_all}, {alike:,} mint the same by other rules, and {different:,} mint different rewards."


def comparison_errors(compared: Sequence[Comparison]) -> Iterator[str]:
    """Yield a sentence for each challenge, or several alike, that could not be compared."""
    for failed in _alike(compared):
        yield f"{_labels(failed)} could not be compared: {failed[0].error.rstrip('.')}."


def decision_text(decision: Decision) -> str:
    """Return a decision and its reasons as lines for a person."""
    facts = [] if decision.decision == "dismissed" else [_amount(decision)]
    if decision.qualified_at:
        facts.append(f"{'acted' if decision.decision == 'dismissed' else 'qualified'} at {utc(decision.qualified_at)}")
    facts.extend(f"{printable(key)} {printable(value)}" for key, value in decision.keys.items() if value is not None)
    reward = f"{_label(decision.challenge_id, decision.name)} {printable(decision.specifier)}"
    handle = f" (@{printable(decision.handle)})" if decision.handle else ""
    lines = [
        Text(f"{reward} of user {decision.user_id}{handle}: {verdict(decision)}"),
        *_indented(", ".join(facts), 2),
    ]
    if not decision.gates:
        return drawn(*lines, is_wrapped=False)
    width = max(len(printable(gate.name)) for gate in decision.gates)
    for gate in decision.gates:
        description = (
            f"{printable(gate.description, LONGEST_DESCRIPTION)}{of_adoption(gate, decision)}{counted_by_cap(gate.cap)}"
        )
        first, *others = textwrap.wrap(description, max(WIDTH - width - 9, 30)) or [""]
        answer = ANSWERS[gate.is_passed]
        lines.append(
            Text.assemble("  ", coloured(answer), f"{'':5}"[len(answer) :], f"{printable(gate.name):<{width}}  {first}")
        )
        lines.extend(Text(f"{'':{width + 9}}{other}") for other in others)
        if gate.cap and gate.is_passed is False:
            for line in _filled(gate.cap):
                lines.extend(_indented(line, 7))
    return drawn(*lines, is_wrapped=False)


def decision_json(decision: Decision) -> str:
    """Return a decision as one line of JSON; times are ISO 8601 in UTC."""
    fields = asdict(decision) | {"failed_gates": decision.failed_gates}
    return json.dumps(fields, default=lambda value: f"{value.isoformat()}Z" if hasattr(value, "hour") else str(value))


def no_decision(question: Question, wanted: Sequence[str] = ()) -> str:
    """Return the sentence to print if there is no candidate and no minted reward, or none with a wanted decision."""
    if wanted:
        return f"No candidate that fits is {' or '.join(wanted)}. Without --decision, all are shown."
    challenges = f"{' or '.join(map(printable, question.only))} has no" if question.only else "No challenge has a"
    of_user = "" if question.user_id is None else f" of user {question.user_id}"
    specifier = "" if question.specifier is None else f" with the specifier {printable(question.specifier)}"
    return (
        f"{challenges} candidate{of_user}{specifier}, and no such reward is minted. The yaml files in"
        " models/challenges/ describe what makes a candidate; deleted and hidden rows do not."
    )


def _amount(decision: Decision) -> str:
    return "an amount that is no whole number" if decision.amount is None else f"{decision.amount:,} AUDIO"


def _indented(text: str, columns: int) -> list[Text]:
    return [Text(f"{'':{columns}}{line}") for line in textwrap.wrap(text, WIDTH - columns)]


def verdict(decision: Decision, gate_words: Callable[[str], str] = str) -> str:
    """Return what was decided, in words; `gate_words` gives those for the name of a gate."""
    refusing = " and ".join(map(gate_words, decision.failed_gates))
    if decision.decision == "refused":
        return f"refused because of {refusing}"
    if decision.decision == "earned":
        return "will be minted by the next load"
    if decision.decision == "in progress":
        of_all = "" if decision.step_count is None else f" of {decision.step_count:,}"
        return f"in progress, {decision.current_step_count or 0:,}{of_all} steps"
    if decision.decision == "unpayable":
        return f"earned, but unpayable: {decision.unpayable_reason}; loads skip it until this is fixed"
    if decision.decision == "dismissed":
        return f"dismissed, {decision.dismissed_reason}"
    minted = _minted(decision)
    if not decision.gates:
        return f"{minted}; today's data has no candidate for it"
    return f"{minted}; today's data would refuse it because of {refusing}" if refusing else minted


def _minted(decision: Decision) -> str:
    if decision.minted_at:
        return f"minted on {utc(decision.minted_at)} by load {decision.load_id}"
    if decision.load_id:
        return f"minted by load {decision.load_id}"
    at = decision.completed_at or decision.created_at
    what = "completed" if decision.completed_at else "created"
    return f"minted by another system{f', {what} on {utc(at)}' if at else ''}"


def of_adoption(gate: Gate, decision: Decision) -> str:
    """Return the adoption that the gate of adoptions stands for, as a sentence that follows its description."""
    if gate.name != ADOPTION_GATE or decision.adoption_date is None:
        return ""
    was_due = ", and it was due then" if decision.was_due_at_adoption else ""
    return f" The adoption date is {utc(decision.adoption_date)}{was_due}."


def counted_by_cap(cap: Cap | None, key_words: Callable[[str], str] = printable) -> str:
    """Return what a cap counted, as a sentence that follows its description; nothing for a gate that is no cap.

    `key_words` gives the words for the column of its key.
    """
    if cap is None or cap.count is None:
        return ""
    days = "" if cap.days is None else f" within {cap.days} days before and after"
    of_all = "no limit in the catalog" if cap.rewards is None else f"{cap.rewards:,}"
    return f" It counted {cap.count:,} of {of_all} {cap.unit} of {key_words(cap.key)} {printable(cap.key_value)}{days}."


def _filled(cap: Cap) -> Iterator[str]:
    for reward in cap.filled_by[:MOST_REWARDS]:
        how = "minted" if reward.is_minted else "to be minted by the next load"
        amount = f", {reward.amount:,} AUDIO," if cap.unit == "AUDIO" and reward.amount is not None else ""
        yield f"filled by {printable(reward.specifier)}{amount} at {utc(reward.counted_at)}, {how}"
    if len(cap.filled_by) > MOST_REWARDS:
        yield f"and by {_count(len(cap.filled_by) - MOST_REWARDS, 'more reward')}; --json lists all"
    if cap.room_after is None:
        yield "no room again: its rewards count for ever"
    else:
        yield f"room again for candidates that qualify after {utc(cap.room_after)}"


def _changed(live: object, other: object) -> str:
    # Of what only one side has there is one value.
    values = list(dict.fromkeys(str(value) for value in (live, other) if value is not None))
    return " -> ".join(values)


def _table(headers: Sequence[str], lines: Sequence[Sequence[object]], text_columns: Sequence[int]) -> str:
    return drawn(table(headers, lines, texts=text_columns))


def _remarks(load: ChallengeLoad) -> Iterator[str]:
    if rows := load.rows_also_written:
        yield f"{_count(rows, 'row')} into {printable(load.also_writes_table)}"
    if load.full_read_reason:
        yield f"read in full: {load.full_read_reason}"


def _line(label: str, *cells: object) -> str:
    # Widths that are known before the rows are: each row is printed as soon as its challenge is done.
    numbers = zip(map(number, cells), LOAD_COLUMNS.values(), strict=True)
    return " ".join([_fitting(label), *(f"{cell:>{width}}" for cell, width in numbers)])


def _fitting(label: str) -> str:
    return f"{label:<{LABEL_WIDTH}}" if len(label) <= LABEL_WIDTH else f"{label}\n{'':{LABEL_WIDTH}}"


def _alike(challenges: Iterable[Reported], *fields: str) -> Collection[list[Reported]]:
    # Those with an error, together if they have the same one, and the same values of these fields.
    same: dict[object, list[Reported]] = {}
    for challenge in challenges:
        if challenge.error:
            same.setdefault(attrgetter("error", *fields)(challenge), []).append(challenge)
    return same.values()


def _label(challenge_id: str, name: str | None = None) -> str:
    return f"{printable(challenge_id)} {printable(name)}" if name else printable(challenge_id)


def _labels(challenges: Sequence[Reported]) -> str:
    if len(challenges) == 1:
        return _label(challenges[0].challenge_id, challenges[0].name)
    return _listed([challenge.challenge_id for challenge in challenges])


def _listed(names: Sequence[str]) -> str:
    *first, last = map(printable, names)
    return f"{', '.join(first)} and {last}" if first else last


def _of_limit(used: int, limit: int | None, unit: str) -> str:
    return f"{used:,} {unit}, no limit set" if limit is None else f"{used:,} of {limit:,} {unit}"


def _words(outcome: str) -> str:
    return outcome.replace("_", " ")


def _count(rows: int, noun: str) -> str:
    return f"{rows:,} {noun}" if rows == 1 else f"{rows:,} {noun}s"


def _second(time: datetime | None) -> str | None:
    # Without a zone it is in UTC already.
    return time and f"{time.replace(tzinfo=time.tzinfo or timezone.utc).astimezone(timezone.utc):%Y-%m-%dT%H:%M:%SZ}"
