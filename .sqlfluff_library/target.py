"""What dbt's `target` is to sqlfluff: PostgreSQL."""

type = "postgres"  # noqa: A001 - dbt's name
schema = "challenges"
