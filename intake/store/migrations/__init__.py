"""The schema's history (Alembic), one file per change, up and down."""
