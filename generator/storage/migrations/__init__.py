"""Moves a database from one layout to the next, run by Alembic at start."""
