"""The people of the desk get real accounts: invited, enrolled, admitted, signed in with a code."""

from collections.abc import Iterator
from contextlib import contextmanager

from intake.client.member.account.person import OpenSession
from intake.client.member.account.person import Person as Member
from intake.crypto.passwords import new_passphrase
from intake.demo.cases import PersonPlan
from intake.demo.prepare import read_words
from intake.demo.staffing import Staff
from tests.quarter.real.program import Program
from tests.quarter.staff import Person

MEMBERS = frozenset({"caseworker", "supervisor"})  # Roles that stand on the list of the desk.


class Accounts:
    """Who has an account by now, by name."""

    def __init__(self, program: Program) -> None:
        self._staff = Staff(program.stage, read_words())

    def join(self, person: Person) -> None:
        """Let somebody come to the desk."""
        is_member = person.role in MEMBERS
        plan = PersonPlan(person.name, person.role, 0, person.triage, admitted=is_member)
        self._staff.join(plan)

    def of(self, person: Person) -> Member:
        """Return what somebody has on paper."""
        return self._staff.people[person.name]

    def has(self, person: Person) -> bool:
        """Tell whether somebody has come already."""
        return person.name in self._staff.people

    def add(self, member: Member) -> None:
        """Take in somebody who came another way."""
        self._staff.people[member.username] = member

    def everybody(self) -> list[Member]:
        """Return everybody who has an account, or had one."""
        return list(self._staff.people.values())

    def phrase(self) -> str:
        """Return a passphrase for somebody who comes another way."""
        return new_passphrase(self._staff.words)

    @contextmanager
    def session(self, person: Person) -> Iterator[OpenSession]:
        """Sign in, give the session, sign out."""
        with self._staff.session(self.of(person)) as own:
            yield own
