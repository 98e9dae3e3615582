"""The statements of the loader: named queries in loader/sql, a file for each module that runs them."""

from __future__ import annotations

import re
from pathlib import Path

from psycopg import sql


def _read(folder: Path) -> dict[str, str]:
    """Return the text of each query, by `<file>.<name>`; a line `-- name: <name>` begins one."""
    return {
        f"{path.stem}.{name}": text.strip()
        for path in folder.glob("*.sql")
        for name, text in re.findall(r"^-- name: (\w+)\n(.*?)(?=^-- name: |\Z)", path.read_text(), re.M | re.S)
    }


# Read once: a process that stays must not mix the statements of two versions.
QUERIES = _read(Path(__file__).parent / "sql")


def query(name: str, **parts: sql.Composable) -> sql.Composed:
    """Return the query `<file>.<name>`, its {names} replaced by the parts."""
    return sql.SQL(QUERIES[name]).format(**parts)
