"""The migrations of the database, installed as the package challenges_migrations. loader/migrate.py applies them."""
