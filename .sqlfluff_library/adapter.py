"""What the macros' `adapter` is to sqlfluff, which renders them without dbt."""

from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context


@pass_context
def dispatch(context: Context, macro_name: str, macro_namespace: str = "") -> Any:  # noqa: ANN401
    """Return PostgreSQL's version of a macro."""
    return context.resolve(f"postgres__{macro_name}")


def quote(name: str) -> str:
    """Return a name of a column as PostgreSQL quotes it."""
    return f'"{name}"'
