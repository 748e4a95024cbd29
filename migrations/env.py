"""Alembic's entry: migrations run on the connection that `groundswell migrate` hands over."""

from alembic import context

from community.kernel.db import Model

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Model.metadata,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
