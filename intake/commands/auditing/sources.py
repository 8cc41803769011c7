"""Where copies are made from, as people name it: an address, an instance, another copy."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from intake.audit.instance_source import InstanceSource
from intake.commands.rows import log_command
from intake.config import load_config
from intake.log.signing.signer import Signer
from intake.store.engine import open_database
from intake.verify.mirror.http import HttpSource
from intake.verify.mirror.sources import FolderSource, Source


@contextmanager
def open_source(source: str) -> Iterator[Source]:
    """Open the source that a name stands for.

    Raises:
        ConfigError: An instance that cannot be read.
        SourceError: Nothing to copy from.
    """
    if "://" in source:
        with closing(HttpSource(source)) as server:
            yield server
    elif not (Path(source) / "intake.toml").is_file():
        yield FolderSource(Path(source))
    else:
        config = load_config(os.environ | {"INTAKE_INSTANCE": source})
        signer = Signer(config.instance / "signer", config.settings.origin, config.keys.log)
        with closing(open_database(config.database_url)) as database:
            yield InstanceSource(log_command(database), signer)
