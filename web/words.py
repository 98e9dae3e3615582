"""How a page writes values: numbers, shares, times and their age, texts of the database."""

from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from loader.errors import printable

NONE = "\u2013"
LONGEST_TEXT = 300  # characters
LONGEST_SENTENCE = 4000
LONGEST_RULE = 10_000
UNITS = ((86400 * 365, "y"), (86400, "d"), (3600, "h"), (60, "min"))  # in seconds, the largest first
OUTCOMES = {None: "never loaded", "ok": "ok", "over_limit": "over limit", "ended_early": "ended early"}
DECISIONS = ("minted", "earned", "in progress", "refused", "unpayable", "dismissed")
STATES = {
    "paid": "paid",
    "in_cooldown": "in cooldown",
    "overdue": "overdue",
    "without_reward": "paid without a reward",
    "other_user": "paid to another user",
    "other_amount": "paid another amount",
}


def number(value: Any) -> str:  # noqa: ANN401
    """Return a number with thousands marks; decimals only if it has some."""
    if value is None:
        return NONE
    if isinstance(value, Decimal):
        if not value.is_finite():
            return str(value)
        value = int(value) if value == value.to_integral_value() else value.normalize()
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def seconds(value: float | None) -> str:
    """Return a duration."""
    if value is None:
        return NONE
    return f"{value:,.3f} s" if value < 10 else f"{value:,.1f} s"


def share(used: Any, limit: Any) -> int | None:  # noqa: ANN401
    """Return how much of a limit is used, in percent; None without a limit. A used limit of 0 is full."""
    if limit is None or used is None:
        return None
    if not limit:
        return 100 if used else 0
    # Rounded up: what is used at all must not look unused.
    return min(100, -(-int(used) * 100 // int(limit)))


def utc(time: datetime) -> datetime:
    """Return a time in UTC with its zone; without a zone it is in UTC already."""
    return time.replace(tzinfo=timezone.utc) if time.tzinfo is None else time.astimezone(timezone.utc)


def moment(time: datetime | date | None) -> str:
    """Return a time in UTC to the minute, or a date."""
    if time is None:
        return NONE
    return f"{utc(time):%Y-%m-%d %H:%M}" if isinstance(time, datetime) else f"{time:%Y-%m-%d}"


def iso(time: datetime | date) -> str:
    """Return a time for machines."""
    return f"{utc(time):%Y-%m-%dT%H:%M:%SZ}" if isinstance(time, datetime) else time.isoformat()


def age(time: datetime | None, now: datetime) -> str:
    """Return how long ago a time was, or how long it is until then, in its largest unit."""
    if time is None:
        return ""
    past = (utc(now) - utc(time)).total_seconds()
    for size, unit in UNITS:
        if abs(past) >= size:
            return f"{int(past // size)} {unit} ago" if past > 0 else f"in {int(-past // size)} {unit}"
    return f"{int(past)} s ago" if past >= 1 else "now" if past > -1 else f"in {int(-past)} s"


def outcome(value: str | None) -> str:
    """Return the word for an outcome."""
    return OUTCOMES.get(value) or text(value).replace("_", " ")


def text(value: Any) -> str:  # noqa: ANN401
    """Return a text of the database on one line, without characters that turn or hide others, and not too long."""
    return NONE if value is None else printable(value, LONGEST_TEXT)


def sentence(written: Any) -> str:  # noqa: ANN401
    """Return a message or a description, which may be long, in the same way."""
    return NONE if written is None else printable(written, LONGEST_SENTENCE)


def value(given: Any) -> str:  # noqa: ANN401
    """Return a value of a column: yes and no, a number, a time, or a text; a text of digits is a number, too."""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, datetime):
        return moment(given)
    if isinstance(given, str) and given.isascii() and given.isdigit() and len(given) < 19:
        return number(int(given))
    return number(given) if isinstance(given, (int, float, Decimal)) else text(given)


def gate_words(name: str) -> str:
    """Return the words for a gate: its name, in the marks of quotation that keep it apart from a sentence."""
    return f"\u201c{text(name).removeprefix('is_').replace('_', ' ')}\u201d"


def key_words(name: str) -> str:
    """Return the words for the column of a key, such as cosigner for cosigner_id."""
    return text(name).removesuffix("_id").replace("_", " ")


def prose(written: str) -> Markup:
    """Return a text of the project's yaml: escaped, with what stands between backticks as code."""
    parts = printable(written, LONGEST_RULE).split("`")
    tags = ("{}", "<code>{}</code>")
    escaped = (Markup(tags[place % 2]).format(part) for place, part in enumerate(parts))  # noqa: S704 - it escapes
    return Markup("").join(escaped)


def path_part(value: Any) -> str:  # noqa: ANN401
    """Return a text as one part of the path of an address."""
    return quote(str(value), safe="")


def count(amount: int, noun: str) -> str:
    """Return a number with its noun, in the plural if it is not one."""
    return f"{number(amount)} {noun if amount == 1 else noun + 's'}"


FILTERS = {
    "number": number,
    "seconds": seconds,
    "moment": moment,
    "iso": iso,
    "age": age,
    "outcome": outcome,
    "text": text,
    "sentence": sentence,
    "value": value,
    "gate_words": gate_words,
    "key_words": key_words,
    "prose": prose,
    "path_part": path_part,
    "count": count,
    "state": lambda value: STATES.get(value, text(value)),
}
