"""What Spark builds has no SQL that only PostgreSQL knows: that is in macros, behind adapter.dispatch."""

from __future__ import annotations

import json
import re

import pytest

from sandbox.dbt_runner import PROJECT, run_dbt

pytestmark = pytest.mark.once

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
COMMENT = re.compile(r"--[^\n]*")
TEXT = re.compile(r"'[^']*'")

# What must not be in a model, and what to write instead.
POSTGRESQL_ONLY = {
    r"::": "cast(... as ...)",
    r'"': "adapter.quote",
    r"\bfilter \(": "count(case when ... then 1 end)",
    r"~": "the macro matches",
    r"->": "the macros of unnest_json_array.sql",
    r"\bdistinct on\b": "the macro first_of_each",
    r"\barray\[": "a macro",
    r"\bas (text|varchar|character varying)\b": "type_string() or type_varchar()",
    r"\b(numeric|decimal)\b(?!\()": "numeric(38, 0)",
    r"\bltrim\(": "trim(leading ... from ...)",
    r"\b(to_char|to_hex|jsonb\w*|generate_series|array_agg|string_agg|current_setting|now)\(": "a macro",
    r"\bcollate\b": "the macro byte_order",
    r"\bat time zone\b": "the macro as_utc",
    r"\binterval\b": "the macro hours",
    r"\boffset\b": "the macro planned_alone",
    r"(?<![:/])/(?![/*])": "the macro quotient",
}


def found_in(sql: str) -> list[str]:
    """Return what only PostgreSQL knows in a model's text, with what to write instead."""
    portable = TEXT.sub("''", COMMENT.sub("", JINJA.sub("", sql)))
    return [
        f"{pattern}: write {instead}" for pattern, instead in POSTGRESQL_ONLY.items() if re.search(pattern, portable)
    ]


@pytest.mark.usefixtures("database")
def test_no_model_of_the_facts_has_sql_of_postgresql_alone() -> None:
    variables = json.dumps({"facts_only": True})
    paths = run_dbt(
        *("ls", "--select", "+tag:facts", "--resource-type", "model", "--output", "path", "--vars", variables)
    )
    assert len(paths) > 40
    found = {path: mistakes for path in paths if (mistakes := found_in((PROJECT / path).read_text()))}
    assert found == {}


@pytest.mark.parametrize(
    "sql",
    [
        "select user_id::text",
        'select "timestamp" from plays',
        "select count(*) filter (where is_current)",
        "select name ~ '^a'",
        "select event_data -> 'winners'",
        "select distinct on (user_id) *",
        "select cast(null as text)",
        "select cast(amount as numeric)",
        "select to_hex(user_id)",
        "select created_at at time zone 'UTC'",
        "select micro_dollars / 1000000",
        "select created_at + interval '1 day'",
    ],
)
def test_sql_of_postgresql_alone_is_found(sql: str) -> None:
    assert found_in(sql)


def test_portable_sql_is_not_found() -> None:
    assert found_in("select {{ hex('a::text') }} || ':' -- an interval\nfrom {{ ref('stg_plays') }} as plays") == []
