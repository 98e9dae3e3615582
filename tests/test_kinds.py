"""The macros for kinds of challenges that the catalog does not have yet: their unit tests, in a project of its own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.dbt_runner import PROJECT, failures, run_dbt

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.once


def test_the_kinds_pass_their_unit_tests(database: str, tmp_path: Path) -> None:
    for name in ("models", "macros", "seeds"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copy(PROJECT / "dbt_project.yml", tmp_path)
    (tmp_path / "tests").mkdir()
    shutil.copytree(PROJECT / "tests" / "generic", tmp_path / "tests" / "generic")
    shutil.copytree(PROJECT / "tests" / "kinds", tmp_path / "models" / "challenges" / "kinds")

    results: list[Any] = run_dbt("test", "--select", "test_type:unit,kind_*", project=tmp_path)

    assert failures(results) == []
    assert len(results) > 5
