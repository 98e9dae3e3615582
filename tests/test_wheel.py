"""A wheel that is built and installed into an empty environment works from any folder, without a checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from loader.database import connect
from loader.migrate import read_migrations
from sandbox.dbt_runner import PROJECT
from sandbox.platform import add_sample_data, create_platform

pytestmark = pytest.mark.once

PARTS = ("loader", "migrations", "sandbox", "web", "pyproject.toml", "README.md")


def run(*words: str | Path, folder: Path) -> str:
    """Run a program in a folder and return what it prints. No variable leads Python back to the checkout."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    result = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built from a copy because a build leaves files behind."""
    folder = tmp_path_factory.mktemp("wheel")
    for part in PARTS:
        copy = shutil.copytree if (PROJECT / part).is_dir() else shutil.copy
        copy(PROJECT / part, folder / part)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", ".", folder=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", folder, folder=folder)
    constraints = PROJECT / "constraints.txt"
    run(folder / "bin" / "pip", "install", "--quiet", wheel, "--constraint", constraints, folder=folder)
    return folder / "bin"


def test_the_wheel_holds_the_loader_the_migrations_and_the_pages_and_nothing_else(wheel: Path) -> None:
    assert wheel.name == "challenges-1.0.0-py3-none-any.whl"
    names = zipfile.ZipFile(wheel).namelist()
    packages = {"loader": "loader", "challenges_migrations": "migrations", "web": "web"}
    assert {name.split("/")[0] for name in names} == {*packages, "challenges-1.0.0.dist-info"}
    for package, folder in packages.items():
        files = {
            path.relative_to(PROJECT / folder)
            for suffix in ("py", "sql", "html", "css", "js", "svg")
            for path in PROJECT.glob(f"{folder}/**/*.{suffix}")
        }
        assert {Path(name).relative_to(package) for name in names if name.startswith(f"{package}/")} == files


def test_it_depends_on_neither_dbt_nor_the_sandbox(programs: Path, tmp_path: Path) -> None:
    listed = run(programs / "pip", "list", "--format", "freeze", folder=tmp_path)
    installed = {line.split("==")[0].lower().replace("_", "-") for line in listed.splitlines()}
    assert {"challenges", "click", "psycopg", "psycopg-binary", "rich"} <= installed
    others = ("dbt", "pixeltable", "jinja", "starlette", "uvicorn", "plotly", "prometheus")
    assert [name for name in installed if name.startswith(others)] == []


def test_without_the_extra_there_are_no_pages_but_a_sentence(programs: Path, tmp_path: Path) -> None:
    result = subprocess.run([programs / "challenges", "serve"], cwd=tmp_path, capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (3, "")
    assert re.fullmatch(r"error: The pages need the package \w+, which is not installed\. Run .*\n", result.stderr)


@pytest.mark.usefixtures("empty_database")
def test_it_migrates_from_any_folder(programs: Path, tmp_path: Path) -> None:
    with connect() as connection:
        create_platform(connection)
    applied = run(programs / "challenges", "migrate", folder=tmp_path).splitlines()
    assert applied == [f"applied {migration.name}" for migration in read_migrations()]


@pytest.mark.usefixtures("database")
def test_it_loads_explains_and_prints_its_rights_from_any_folder(programs: Path, tmp_path: Path) -> None:
    with connect() as connection:
        add_sample_data(connection, 1)
    assert "create role" in run(programs / "challenges", "grant-rights", "--print", folder=tmp_path)
    assert run(programs / "challenges", "--version", folder=tmp_path).endswith("1.0.0\n")
    assert "nothing was written" in run(programs / "challenges", "load", "--dry-run", folder=tmp_path)
    run(programs / "challenges", "load", folder=tmp_path)
    assert "minted" in run(programs / "challenges", "explain", "--user", "305", folder=tmp_path)
    run(programs / "python", "-m", "loader", "status", folder=tmp_path)
