"""Alembic runs this file; the connection and the tables come from `storage.migrate`. There is no offline mode."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    # SQLite cannot change a column in place: Alembic makes a new table, copies the rows and drops the old one.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
