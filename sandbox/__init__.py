"""A platform to try things on: a throw-away PostgreSQL, the platform's tables, sample data, and the demo."""
