"""Coming to every state of a public page by what somebody does: the verbs of ``states.toml``."""

import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from intake.form.languages import SOURCE
from intake.web.admission import rooms
from intake.web.services import Services
from tests.box.test_no_readers import past_the_guard, without_desk_key
from tests.e2e.conftest import Live
from tests.e2e.reporting import ANSWER, MORE, STORY, ready
from tests.people import Person, Reporter
from tests.web.admission.asking import full

TABLE = Path(__file__).parent / "states.toml"
WECHAT = {"User-Agent": "Mozilla/5.0 (Linux; Android 10) MicroMessenger/8.0.49"}


@dataclass(frozen=True)
class State:
    """One row of the table; its words stand there."""

    name: str
    template: str
    do: list[str]
    cards: str = ""
    through: str = ""
    quiet: bool = False


STATES = [State(**each) for each in tomllib.loads(TABLE.read_text(encoding="utf-8"))["state"]]
#: The first state of each template, by whose steps alone somebody comes there.
FIRST = list({state.template: state for state in reversed(STATES)}.values())[::-1]


@dataclass
class Visit:
    """One browser page in one language, with a desk behind it.

    Attributes:
        page: Where somebody stands.
        live: The server.
        anna: The desk's one member.
        lang: In which language.
        code: Of the case that was made last.
        held: What must be given back before the next page: rooms, the desk.
    """

    page: Page
    live: Live
    anna: Person
    lang: str
    code: str = ""
    is_cut: bool = False
    held: ExitStack = field(default_factory=ExitStack)

    def come_to(self, state: State) -> Iterator[str]:
        """Do what leads to a state; yield a name wherever there is something to look at."""
        for step in state.do:
            verb, _, rest = step.partition(" ")
            getattr(self, verb)(rest)
        self.held.close()
        if state.cards:
            yield from self._cards(state)
        else:
            yield state.name
        number = 1
        while state.through and self.page.locator(state.through).is_hidden():
            self.page.click("[name=next]")
            self.open("#form details")
            yield f"{state.name}-{(number := number + 1)}"

    def _cards(self, state: State) -> Iterator[str]:
        every = self.page.locator(f"[id^={state.cards}-].say").all()
        for card in every if self.lang == SOURCE else every[:1]:  # They speak to the officer.
            name = card.get_attribute("id")
            self.page.evaluate("name => { location.hash = name; }", name)
            yield f"{state.name}-{name}"

    def go(self, path: str) -> None:
        """Load a page, and wait for its script where one comes."""
        self.page.goto(path if path == "/" else f"/{self.lang}/{path}")
        if self.page.locator("script[type=module]").count() and not self.is_cut:
            ready(self.page)

    def press(self, selector: str) -> None:
        """Press something."""
        self.page.click(selector)

    def pick(self, answer: str) -> None:
        """Pick one choice of a question."""
        name, value = answer.split()
        self.page.check(f"[name={name}][value={value}]")

    def unpick(self, answer: str) -> None:
        """Take one choice back."""
        name, value = answer.split()
        self.page.uncheck(f"[name={name}][value={value}]")

    def choose(self, answer: str) -> None:
        """Choose from a list."""
        name, value = answer.split()
        self.page.select_option(f"[name={name}]", value)

    def write(self, answer: str) -> None:
        """Write into a field; a word in capitals stands for what is written in each language."""
        name, _, text = answer.partition(" ")
        known = {"STORY": STORY[self.lang], "MORE": MORE[self.lang], "CODE": self.code}
        self.page.fill(f"[name={name}]", known.get(text, text))

    def until(self, selector: str) -> None:
        """Press "next" until something is in sight."""
        while self.page.locator(selector).first.is_hidden():
            self.page.click("[name=next]")

    def wait(self, selector: str) -> None:
        """Wait until something is in sight."""
        self.page.locator(selector).locator("visible=true").first.wait_for()

    def open(self, selector: str) -> None:
        """Open what is folded."""
        self.page.locator(selector).evaluate_all("all => all.forEach((it) => { it.open = true; })")

    def line(self, how: str) -> None:
        """Let nothing that is sent arrive (``cut``), no script come (``slow``), or all (``up``)."""
        self.is_cut = how == "slow"
        self.page.unroute_all()
        if how == "cut":
            self.page.route("**/*", lose_what_is_sent)
        if how == "slow":
            self.page.route("**/static/*.js", lambda route: route.abort())

    def wechat(self, _: str) -> None:
        """Come with WeChat's own browser."""
        self.page.set_extra_http_headers(WECHAT)
        self.held.callback(self.page.set_extra_http_headers, {})

    def desk(self, _: str) -> None:
        """Let there be none yet."""
        patch = self.held.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(Services, "desk", lambda _: None)

    def full(self, room: str) -> None:
        """Take every place of a room."""
        self.held.enter_context(full(getattr(rooms, room)))

    def case(self, how: str) -> None:
        """Let there be a case: ``new``, ``answered``, or ``lost`` to all who could read it."""
        reporter = self.live.people.reporter(STORY[self.lang], "soon")
        assert reporter.send().status_code == 201
        self.code = reporter.receipt
        if how == "answered":
            self._answer(reporter)
        if how == "lost":
            past_the_guard(self.live.people, without_desk_key(reporter.sending.case))

    def _answer(self, reporter: Reporter) -> None:
        case = reporter.sending.case
        assert self.anna.take(self.anna.open(case)).status_code == 201
        said = self.anna.answer(self.anna.open(case, "casework"), ANSWER[self.lang])
        assert said.status_code == 201


def lose_what_is_sent(route: Route) -> None:
    """Lose what is posted on its way."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()
