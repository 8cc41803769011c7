"""How the demo's staff come together: invited, enrolled, admitted after comparing numbers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from intake.client import administrator
from intake.client.member.account.enrolling import enrol
from intake.client.member.account.person import OpenSession, Person
from intake.client.member.account.roster import compare_desk, desk_number, load_roster
from intake.client.member.account.session import session
from intake.client.member.people import admitting
from intake.client.member.people.vouching import vouch
from intake.crypto import passwords, totp
from intake.demo.cases import PersonPlan
from intake.demo.stage import Stage
from intake.roster.vouching import VOUCHED

WRITING_DOWN = 300  # Seconds until an invitation is used.
READING_ALOUD = 120  # Seconds in which two people compare six groups of five digits.


class Staff:
    """Everybody who has enrolled so far, by user name."""

    def __init__(self, stage: Stage, words: Sequence[str]) -> None:
        """Begin with nobody.

        Args:
            stage: The program.
            words: The 2,048 words a passphrase is drawn from.
        """
        self.people: dict[str, Person] = {}
        self._stage, self.words = stage, words

    def join(self, plan: PersonPlan) -> None:
        """Invite somebody, let them enrol, and admit them or vouch for them, as it is planned."""
        token = self.invite(plan)
        self._stage.clock.pass_seconds(WRITING_DOWN)
        person = enrol(self._stage.browser(), token, passwords.new_passphrase(self.words))
        self._stage.clock.pass_seconds(READING_ALOUD)
        if plan.admitted and self._stage.roster.find_member(person.account) is None:
            self._admit(person)
        if plan.role in VOUCHED:
            self._vouch(person)
        self.people[person.username] = person

    def invite(self, plan: PersonPlan) -> str:
        """Return an invitation's token: the administrator's, or at first the command line's."""
        inviter = next((p for p in self.people.values() if p.role == "administrator"), None)
        if inviter is None:
            return self._stage.invite(plan.username, plan.role, triage=plan.triage)
        with self.session(inviter) as admin:
            return administrator.invite(admin, plan.username, plan.role, triage=plan.triage)

    @contextmanager
    def session(self, person: Person) -> Iterator[OpenSession]:
        """Wait for a code that was not used yet, sign in, give the session, sign out."""
        self._stage.clock.pass_seconds(totp.STEP)
        with session(self._stage.browser(), person) as unlocked:
            yield unlocked

    def _admit(self, newcomer: Person) -> None:
        """Compare numbers both ways; one member signs, a second where the rules ask for it."""
        with self.session(newcomer) as arriving:
            number = admitting.own_number(arriving, self._stage.roster.desk)
            self._stage.clock.pass_seconds(READING_ALOUD)
            members = self._stage.roster.members
            first, *others = [self.people[m.user_name] for m in members if m.triage]
            with self.session(first) as member:
                if admitting.propose(member, newcomer.account, number):
                    self._second(others[0], newcomer, number)
                read_out = desk_number(load_roster(member))
            compare_desk(arriving, read_out)

    def _vouch(self, newcomer: Person) -> None:
        """Let the first who reads what waits vouch, for an auditor by the number of their key."""
        first = next(each for each in self.people.values() if each.triage)
        key = self._key_of(newcomer) if newcomer.role == "auditor" else None
        with self.session(first) as member:
            vouch(member, newcomer.username, key)

    def _key_of(self, person: Person) -> bytes:
        with self.session(person) as own:
            self._stage.clock.pass_seconds(READING_ALOUD)
            return own.recipient

    def _second(self, person: Person, newcomer: Person, number: str) -> None:
        with self.session(person) as member:
            admitting.second(member, newcomer.account, number)
