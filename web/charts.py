"""The charts, as their numbers: the script in static/chart.js draws them with Plotly, and a table has them too."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

COLOURS = 6  # that can be told apart; the style sheet has as many, and one for what is left
OTHERS = "others"


@dataclass(frozen=True)
class Chart:
    """Stacked bars: AUDIO by `days` (or weeks, by their Mondays), a series for each challenge, the largest first.

    `columns` are the days that have something, as a table shows them.
    """

    days: Sequence[date]
    series: Sequence[Mapping[str, Any]]
    is_weekly: bool = False

    @property
    def total(self) -> int:
        """The sum of all bars."""
        return sum(sum(one["values"]) for one in self.series)

    @property
    def figure(self) -> dict[str, Any]:
        """What the script reads."""
        return {
            "days": [day.isoformat() for day in self.days],
            "series": [
                {"name": one["name"], "values": one["values"], "is_rest": one["challenge_id"] is None}
                for one in self.series
            ],
            "unit": "week" if self.is_weekly else "day",
        }

    @property
    def lines(self) -> list[tuple[date, list[int], int]]:
        """The days that have something, the newest first: the values of the series, and their sum."""
        values = [[one["values"][place] for one in self.series] for place in range(len(self.days))]
        lines = [(day, line, sum(line)) for day, line in zip(self.days, values, strict=True)]
        return [line for line in reversed(lines) if line[2]]


def day_chart(days: Sequence[date], totals: Sequence[Mapping[str, Any]], names: Mapping[str, str | None]) -> Chart:
    """Return the chart of the AUDIO minted on each day."""
    return _chart(days, [(row["day"], row["challenge_id"], row["audio"]) for row in totals], names)


def week_chart(weeks: Sequence[Mapping[str, Any]], names: Mapping[str, str | None]) -> Chart:
    """Return the chart of the AUDIO minted in each week, from the first that has something to the last."""
    with_something = [row["week"] for row in weeks if row["week"]]
    days = (max(with_something) - min(with_something)).days if with_something else -1
    mondays = [min(with_something) + timedelta(days=day) for day in range(0, days + 1, 7)]
    values = [(row["week"], row["challenge_id"], row["audio_minted"]) for row in weeks if row["week"]]
    return _chart(mondays, values, names, is_weekly=True)


def _chart(
    days: Sequence[date], values: Sequence[tuple[date, str, int]], names: Mapping[str, str | None], **options: bool
) -> Chart:
    sums: Counter[str] = Counter()
    for _day, challenge_id, audio in values:
        sums[challenge_id] += int(audio)
    largest = sorted((key for key in sums if sums[key]), key=lambda key: (-sums[key], key))
    # Two would be one colour each as well as one of both.
    shown = largest if len(largest) <= COLOURS else largest[: COLOURS - 1]
    by_series: dict[str, Counter[date]] = defaultdict(Counter)
    for day, challenge_id, audio in values:
        by_series[challenge_id if challenge_id in shown else OTHERS][day] += int(audio)
    keys = [*shown, *([OTHERS] if len(shown) < len(largest) else [])]
    series = [
        {
            "challenge_id": None if key is OTHERS else key,
            "name": f"{len(largest) - len(shown)} others" if key is OTHERS else names.get(key) or key,
            "values": [by_series[key][day] for day in days],
        }
        for key in keys
    ]
    return Chart(days, series, **options)
