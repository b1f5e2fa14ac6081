"""What Alembic runs: the migrations, on the connection that ``create_or_migrate`` holds open and locked."""

from __future__ import annotations

from alembic import context

from generator.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by making a new one
)
with context.begin_transaction():
    context.run_migrations()
