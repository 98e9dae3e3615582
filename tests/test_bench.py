"""The benchmark runs, and its page has every measurement; how long anything takes is not asserted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bench import measure, spark, writes
from bench.__main__ import main
from bench.report import TIMES
from sandbox.dbt_runner import PROJECT
from tests.catalog import CHALLENGES

if TYPE_CHECKING:
    from pathlib import Path

SMALLER = ("1.25e-06", "2.5e-06")


@pytest.mark.once  # `make bench` has a server of its own
def test_the_page_has_every_measurement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed_rows = dict(zip(measure.CHANGED_ROWS, (3, 10, 100, 100), strict=True))
    for name, value in {
        "CHANGED_ROWS": changed_rows,
        "RUNS": 1,
        "MANY_RUNS": 1,
        "BATCHES": 1,
        "ROUNDS": 1,
        "USERS": 1,
    }.items():
        monkeypatch.setattr(measure, name, value)
    output = tmp_path / "benchmark.md"

    result = CliRunner().invoke(main, ["--scale", "0.0005", "--output", str(output)], catch_exceptions=False)

    assert result.exit_code == 0, result.output
    sections = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", output.read_text(), re.M | re.S))
    times = _cells(sections["How long it takes"])
    assert [*times] == TIMES
    peers = [int(times[name][4].replace(",", "")) for name in (measure.ROW_AT_A_TIME, measure.MERGE)]
    assert peers[0] == peers[1] > 0, "they write everything"
    targets = re.findall(r"\| (met|not met) \|$", sections["Against the targets"], re.M)
    assert len(targets) == 14
    assert len(_cells(sections["Where the time goes"])) == len(CHALLENGES) + len(["all together"])
    assert [*_cells(sections["First mint"])] == ["quiet", *(f"with triggers, at scale {scale}" for scale in SMALLER)]
    costs = _cells(sections["What the platform's own writes cost"])
    assert [*costs] == [*writes.LIMITS]
    assert "reported only" in costs["events"]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (
            (20, 29, 2, 20),
            "* Extrapolated, not measured: if every further row takes as long, Spark on these two cores builds all"
            " facts faster than PostgreSQL from scale 1.9 on.",
        ),
        ((20, 29, 4, 40), "* Interpolated, not measured: "),
        ((20, 47, 2, 20), "On these two cores Spark is slower at each scale, and grows by more a row."),
    ],
)
def test_the_page_of_spark_says_how_both_grow(seconds: tuple[float, ...], said: str) -> None:
    found = [spark.Figures(0.1, facts=1_000), spark.Figures(1, facts=10_000)]
    for figures, on_spark, alone in zip(found, seconds[:2], seconds[2:], strict=True):
        figures.keep(spark.POSTGRESQL, spark.FACTS, alone)
        for workers in (1, 2):
            figures.keep(spark.in_words(workers), spark.WARM, on_spark)
    page = spark.page(found, "figures.json")
    assert "## Scale 0.1: 1,000 facts" in page
    assert "With 10 times the rows, all facts take 10.0 times as long: PostgreSQL alone." in page
    assert said in page


def test_the_page_of_spark_keeps_what_was_measured_at_other_scales(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def measured(scale: float, _: object) -> spark.Figures:
        figures = spark.Figures(scale)
        for place, what in zip(spark.PLACES, spark.KINDS, strict=True):
            figures.keep(place, what, 10 * scale)
        return figures

    monkeypatch.setattr(spark, "measure", measured)
    output = tmp_path / "page.md"
    for scale in ("1", "0.1"):
        result = CliRunner().invoke(spark.main, ["--scale", scale, "--output", str(output)], catch_exceptions=False)
        assert result.exit_code == 0, result.output
    assert re.findall(r"^## Scale (\S+):", output.read_text(), re.M) == ["0.1", "1"]
    assert "With 10 times the rows, all facts take 10.0 times as long: Spark, 1 worker." in output.read_text()


def test_the_page_of_spark_is_what_its_figures_say() -> None:
    figures = PROJECT / "docs" / "benchmark-spark.json"
    assert figures.with_suffix(".md").read_text() == spark.page(spark.kept_figures(figures), figures.name)


def _cells(section: str) -> dict[str, list[str]]:
    """Return the cells of the section's table by the first one of each line, without its head."""
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return {first: others for first, *others in lines[2:]}
