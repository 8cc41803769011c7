"""An instance in which many cases wait: reports sealed to its desk and accepted as any other."""

from dataclasses import dataclass
from pathlib import Path

from intake.config import Config
from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case.sealing.sending import Desk
from intake.form.loading.form import load_form
from intake.web.services import services_of
from tests.bench.reports import make_bodies
from tests.bench.servers import desk_member
from tests.people import Person


@dataclass(frozen=True)
class Looks:
    """How two instances are looked at by turns, which differ only in how many cases wait.

    Attributes:
        calls: Looks in a round.
        many: Cases that wait in the one.
        few: Cases that wait in the other.
        rounds: How often a figure is taken.
    """

    calls: int
    many: int = 1_000
    few: int = 10
    rounds: int = 5


def make_waiting(folder: Path, count: int) -> tuple[Config, Person]:
    """Make an instance in a folder that does not exist; return it and its triage member."""
    config, member = desk_member(folder)
    current = services_of(member.people.app).desk()
    if current is None:
        raise RuntimeError("there is no desk")
    desk = Desk(current.id, current.epoch, parse_recipient(current.recipient))
    reporter = member.people.app.test_client()
    for body, kind in make_bodies(desk, load_form(config.instance / "forms").version, count):
        answer = reporter.post("/en/form", data=body, content_type=kind)
        if answer.status_code != 201:
            raise RuntimeError(f"a report was answered {answer.status_code}")
    return config, member
