"""Copies of the dbt project, which a test may change."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from sandbox.dbt_runner import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

PARTS = ("dbt_project.yml", ".dbtignore", "models", "macros", "seeds", "tests")
PARSED = "target/partial_parse.msgpack"


def copy_project(folder: Path) -> Path:
    """Copy what dbt reads to a folder, which may be new, with what it has parsed, and return the folder."""
    (folder / "target").mkdir(parents=True, exist_ok=True)
    if (PROJECT / PARSED).exists():
        shutil.copy2(PROJECT / PARSED, folder / PARSED)
    for name in PARTS:
        source = PROJECT / name
        shutil.copytree(source, folder / name) if source.is_dir() else shutil.copy(source, folder)
    return folder


def replace(path: Path, text: str, by: str) -> None:
    """Replace the first occurrence of a text in a file, which must have it."""
    before = path.read_text()
    assert text in before
    path.write_text(before.replace(text, by, 1))
