"""Run by Alembic on the connection that the store gives it, inside the store's transaction."""

from alembic import context

from explorer.exhibitions.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=context.config.attributes["version_table"],
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
