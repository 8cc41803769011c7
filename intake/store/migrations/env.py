"""Alembic's entry: it works on the connection that ``intake.store.schema`` hands in."""

from alembic import context

from intake.store.engine import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
context.run_migrations()
