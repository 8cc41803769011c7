"""How the demo's staff come together: invited, enrolled, admitted after comparing numbers."""

from collections.abc import Sequence

from intake.admin import inviting
from intake.client import admitting
from intake.client.people import Person, enrol
from intake.client.server import Server
from intake.client.unlocked import compare_desk, desk_number, load_roster, session
from intake.crypto.roster.roster import Roster
from intake.demo.cases import PersonPlan
from intake.log.act import SYSTEM, Act

WRITING_DOWN = 300  # Seconds until an invitation is used.
READING_ALOUD = 120  # Seconds in which two people compare six groups of five digits.


class Staff:
    """Everybody who has enrolled so far, by user name."""

    def __init__(self, server: Server, words: Sequence[str]) -> None:
        """Begin with nobody.

        Args:
            server: The instance.
            words: The 2,048 words a passphrase is drawn from.
        """
        self.people: dict[str, Person] = {}
        self._server, self.words = server, words

    def join(self, plan: PersonPlan) -> None:
        """Invite somebody, let them enrol, and admit them if the plan says so."""
        token = self.invite(plan)
        self._server.clock.pass_seconds(WRITING_DOWN)
        person = enrol(self._server, token, self.words)
        self._server.clock.pass_seconds(READING_ALOUD)
        if plan.admitted and self._roster().find_member(person.account) is None:
            self._admit(person)
        self.people[person.username] = person

    def invite(self, plan: PersonPlan) -> str:
        """Return an invitation's token: the administrator's, or at first the command line's."""
        inviter = next((p for p in self.people.values() if p.role == "administrator"), None)
        if inviter is None:
            with self._server.act() as db:
                return self._invite(Act(db, SYSTEM, self._server.now), plan)
        with session(self._server, inviter) as unlocked, unlocked.act() as act:
            return self._invite(act, plan)

    def _invite(self, act: Act, plan: PersonPlan) -> str:
        keys = self._server.running.config.keys
        return inviting.invite(act, keys, plan.username, plan.role, triage=plan.triage)

    def _admit(self, newcomer: Person) -> None:
        """Compare numbers both ways; one member signs, a second where the rules ask for it."""
        with session(self._server, newcomer) as arriving:
            number = admitting.own_number(arriving, self._roster().desk)
            self._server.clock.pass_seconds(READING_ALOUD)
            first, *others = [self.people[m.user_name] for m in self._roster().members if m.triage]
            with session(self._server, first) as member:
                if admitting.propose(member, newcomer.account, number):
                    self._second(others[0])
                read_out = desk_number(load_roster(member))
            compare_desk(arriving, read_out)

    def _second(self, person: Person) -> None:
        with session(self._server, person) as member:
            admitting.second(member)

    def _roster(self) -> Roster:
        roster = self._server.running.roster()
        if roster is None:
            raise LookupError("the first person of the plan must make the desk")
        return roster
