"""The challenges of the catalog, read from the seed: no test lists them by hand."""

from __future__ import annotations

import csv

from sandbox.dbt_runner import PROJECT

with (PROJECT / "seeds" / "catalog.csv").open(newline="") as seed:
    CATALOG = {row["id"]: row for row in csv.DictReader(seed)}

CHALLENGES = sorted(CATALOG)  # in the order in which they load


def in_words(ids: list[str]) -> str:
    """Return challenges as messages name them."""
    return f"{', '.join(ids[:-1])} and {ids[-1]}"
