"""A real mail server takes the notices; it goes and comes back, nothing is lost or told twice."""

import logging

import pytest
from sqlalchemy import func, select

from intake.config import ConfigError
from intake.desk.notices.relay import check_relay, make_sender
from intake.desk.notices.teller import LEASE_SECONDS, Teller
from intake.store.models import Lease, Notice
from intake.web.services import services_of
from tests.desk.notices.conftest import Desk, Relay
from tests.desk.stored import report

DAY = 86_400


def teller_of(desk: Desk) -> Teller:
    running = services_of(desk.people.app)
    send = make_sender(running.config.settings.notices)
    key = running.config.keys.server
    return Teller(running.database, key, running.clock, send, running.storage)


def waiting(desk: Desk) -> int:
    with services_of(desk.people.app).database.reading() as db:
        return db.scalar(select(func.count()).select_from(Notice)) or 0


def test_a_notice_arrives_with_fixed_words_and_nothing_of_a_case(desk: Desk, relay: Relay) -> None:
    desk.pass_to(0)
    case = report(desk.people, "emergency")
    teller_of(desk).tick()
    assert sorted(to for to, _ in relay.got) == ["anna@example.org", "cara@example.org"]
    for _, message in relay.got:
        assert message["Subject"] == "Desk"
        body = message.get_payload(decode=True)
        assert isinstance(body, bytes)
        assert body.decode().strip() == "Please look at the desk now."
        assert case[:8] not in message.as_string()
        assert "emergency" not in message.as_string().lower()
        assert "apprise" not in message.as_string().lower()
    assert waiting(desk) == 0


def test_what_a_relay_does_not_take_waits_until_it_is_back_and_is_said_once(
    desk: Desk, relay: Relay, caplog: pytest.LogCaptureFixture
) -> None:
    desk.pass_to(0)
    report(desk.people, "emergency")
    relay.stop()
    told = teller_of(desk)
    with caplog.at_level(logging.DEBUG):
        for _ in range(3):
            told.tick()
            desk.people.clock.pass_seconds(20)
    assert (waiting(desk), relay.got) == (2, [])
    ours = [each for each in caplog.records if each.levelno >= logging.ERROR]
    assert [each.getMessage() for each in ours] == ["notices: the relay does not take them"]
    assert "example.org" not in caplog.text
    relay.start()
    told.tick()
    told.tick()
    assert (waiting(desk), len(relay.got)) == (0, 2)


def test_what_nobody_took_for_a_day_is_forgotten(desk: Desk, relay: Relay) -> None:
    desk.pass_to(0)
    report(desk.people, "soon")
    relay.stop()
    told = teller_of(desk)
    told.tick()
    assert waiting(desk) == 2
    desk.people.clock.pass_seconds(DAY + 3_600)
    told.tick()
    assert waiting(desk) == 0


def test_while_another_process_sends_nobody_else_does(desk: Desk, relay: Relay) -> None:
    desk.pass_to(0)
    report(desk.people, "emergency")
    running = services_of(desk.people.app)
    with running.database.session() as db:
        db.add(Lease(name="notices.send", until=running.clock() + LEASE_SECONDS))
        db.commit()
    told = teller_of(desk)
    told.tick()
    assert (waiting(desk), relay.got) == (2, [])
    desk.people.clock.pass_seconds(LEASE_SECONDS)  # It ended in the middle.
    told.tick()
    assert (waiting(desk), len(relay.got)) == (0, 2)


@pytest.mark.parametrize(
    "url",
    [
        "mailto://relay.example.org?from=desk@example.org",
        "nothing://relay.example.org/{address}",
        "{address}",
        "mailto://relay.example.org?to={address}&cc={address}",
        "not an address at all {address}",
    ],
)
def test_what_is_no_relay_stops_the_start_with_one_line(url: str) -> None:
    with pytest.raises(ConfigError, match="notices") as stopped:
        check_relay(url)
    assert "\n" not in str(stopped.value)
