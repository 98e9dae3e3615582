"""The benchmark runs, and its page has every measurement; how long anything takes is not asserted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from bench import measure
from bench.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_page_has_every_measurement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed_rows = {measure.FEW_CHANGES: 10, measure.MANY_CHANGES: 100}
    monkeypatch.setattr(measure, "CHANGED_ROWS", changed_rows)
    monkeypatch.setattr(measure, "RUNS", 1)
    output = tmp_path / "benchmark.md"

    result = CliRunner().invoke(main, ["--scale", "0.0005", "--output", str(output)], catch_exceptions=False)

    assert result.exit_code == 0, result.output
    page = output.read_text()
    names = [
        *(measure.ROW_AT_A_TIME, measure.FULL, measure.COLD, measure.INCREMENTAL, *changed_rows),
        *(measure.FIRST_MINT, measure.FLOOR, measure.QUIET_FIRST_MINT, measure.QUIET_FLOOR),
    ]
    for name in [*names, "memory", "user_challenges"]:
        assert f"| {name} " in page
    assert page.count(" met ") + page.count("not met ") >= 7
