"""Preparing a demo instance so that there is either a whole one or none.

Everything is made in ``.preparing`` inside the instance folder. When the play is over the folder is
renamed to ``.prepared``, and then its content moves into place, ``intake.toml`` last. What an
interruption leaves is therefore either thrown away or moved to its end at the next start.
"""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from intake.admin.instance import KEY_FILES, make_instance
from intake.client.played import PlayedClock
from intake.config import ConfigError, database_url, folders, load_config, read_settings
from intake.crypto.passwords import LIST_WORDS
from intake.demo import credentials
from intake.demo.play import Play
from intake.demo.stage import set_stage
from intake.log.signing.locks import hold_lock
from intake.store.engine import open_database
from intake.store.schema import current_revision

ORIGIN = "demo.invalid"
SETTINGS, DATABASE = "intake.toml", "intake.db"
DRAFT, WHOLE = ".preparing", ".prepared"
WORDS = Path(__file__).parent.parent / "static" / "built" / "words.txt"

Progress = Callable[[int, int], None]  # steps taken, steps in all


def is_prepared(instance: Path) -> bool:
    """Tell whether there is a demo instance.

    Raises:
        ConfigError: There is an instance, but no demo or not a whole one.
    """
    if not (instance / SETTINGS).exists():
        return False
    if not read_settings(instance / SETTINGS).demo:
        raise ConfigError(f"{instance} is not a demo instance; name another with INTAKE_INSTANCE")
    if not (instance / credentials.NAME).exists():
        raise ConfigError(
            f"{instance} has no {credentials.NAME}; remove the folder to prepare it again"
        )
    return True


def prepare(environ: Mapping[str, str], base_url: str, now: int, progress: Progress) -> None:
    """Make a demo instance where there is none.

    Args:
        environ: Names the folders and the database, as for the running program.
        base_url: Where it will be served.
        now: Unix seconds; the cases happen in the nine days before.
        progress: Called before the first and after every step.

    Raises:
        ConfigError: There are keys or data of another instance, or the words are not built.
    """
    instance, keys = folders(environ)
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    with hold_lock(instance / ".lock"):
        if is_prepared(instance):
            return  # Somebody else was faster.
        if not (instance / WHOLE).exists():
            _require_room(environ, instance, keys)
            shutil.rmtree(instance / DRAFT, ignore_errors=True)
            _make(environ, instance / DRAFT, base_url, now, progress)
            (instance / DRAFT).rename(instance / WHOLE)
        _move_into_place(instance / WHOLE, instance, keys)


def read_words() -> list[str]:
    """Return the words passphrases are drawn from.

    Raises:
        ConfigError: They are not built.
    """
    try:
        words = WORDS.read_text(encoding="ascii").split()
    except FileNotFoundError:
        raise ConfigError(f"{WORDS.name} is not built: run `make build`") from None
    if len(set(words)) != LIST_WORDS:
        raise ConfigError(f"{WORDS.name} is damaged: run `make build`")
    return words


def _require_room(environ: Mapping[str, str], instance: Path, keys: Path) -> None:
    """Refuse to begin where keys or data of another instance lie."""
    parts = [*(keys / name for name in KEY_FILES), instance / DATABASE]
    taken = [path for path in parts if path.exists()]
    if taken:
        raise ConfigError(
            f"{taken[0]} is there without {instance / SETTINGS}: nothing is written over it; "
            "move it away to prepare a new demo"
        )
    if url := environ.get("INTAKE_DATABASE_URL"):
        database = open_database(url)
        revision = current_revision(database)
        database.close()
        if revision is not None:
            raise ConfigError("the database of INTAKE_DATABASE_URL is not empty")


def _make(
    environ: Mapping[str, str], draft: Path, base_url: str, now: int, progress: Progress
) -> None:
    """Play everything in a folder of its own."""
    words = read_words()
    own = dict(environ) | {"INTAKE_INSTANCE": str(draft), "INTAKE_KEYS": str(draft / "keys")}
    make_instance(own, ORIGIN, demo=True)
    database = open_database(database_url(draft, own))
    stage = set_stage(load_config(own), database, PlayedClock(0))
    play = Play(stage, words, now)
    steps = [0]

    def advance() -> None:
        progress(steps[0], len(play.steps))
        steps[0] += 1

    advance()
    played = play.run(advance)
    credentials.write_credentials(draft, base_url, stage.roster.recipient, played)
    database.close()


def _move_into_place(whole: Path, instance: Path, keys: Path) -> None:
    """Move what is left of a whole preparation; can be interrupted and begun again."""
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in (whole / "keys").glob("*"):
        path.replace(keys / path.name)
    for path in sorted(whole.iterdir(), key=lambda path: path.name == SETTINGS):
        if path.name != "keys":
            path.rename(instance / path.name)
    shutil.rmtree(whole)
