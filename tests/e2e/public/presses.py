"""How often somebody presses until a report is sent: each press counts, typing does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

SENT = "#receipt-code"
NEXT, NOW, SEND = "[name=next]", "[data-move=end]", "[name=send]"


@dataclass
class Presser:
    """One finger on a page: it presses what is in sight, and types where it pressed last."""

    page: Page
    pressed: list[str] = field(default_factory=list)

    def press(self, selector: str) -> None:
        """Press something that can be seen; a choice is pressed on its words."""
        self._on(self.page.locator(selector).first).click()
        self.pressed.append(selector)

    def pick(self, name: str, value: str) -> None:
        """Press one choice of a question."""
        self.press(f"label:has([name={name}][value={value}])")

    def type(self, texts: Mapping[str, str]) -> None:
        """Press into each field, and type."""
        for name, text in texts.items():
            self.press(f"[name={name}]")
            self.page.keyboard.type(text)

    def go_on_to(self, name: str) -> None:
        """Press "next" until a question is in sight."""
        while self.page.locator(f"[name={name}]").first.is_hidden():
            self.press(NEXT)

    def arrive(self) -> int:
        """Wait for the receipt; return how often was pressed."""
        self.page.wait_for_selector(SENT)
        return len(self.pressed)

    @staticmethod
    def _on(place: Locator) -> Locator:
        place.wait_for(state="visible")
        return place


def airport_at_once(page: Page) -> int:
    """A friend at the airport says only what it is, and sends."""
    finger = Presser(page)
    finger.pick("danger_now", "yes")
    finger.pick("kinds", "forced_return")
    finger.press(NOW)
    return finger.arrive()


FACTS = {
    "r_travel": "AB 123, 11:35",
    "r_where": "Terminal 2, check-in",
    "r_look": "red coat, black cap",
    "r_people": "seven, two in suits",
}


def airport_with_facts(page: Page) -> int:
    """The friend says who, what, flight, place, clothes, people, and may we tell the police."""
    finger = Presser(page)
    finger.pick("danger_now", "yes")
    finger.pick("who_for", "someone")
    finger.pick("kinds", "forced_return")
    finger.press(NEXT)
    finger.type(FACTS)
    finger.pick("r_may_call", "yes")
    finger.press(NOW)
    return finger.arrive()


def least_report(page: Page, kind: type[Presser] = Presser) -> int:
    """Somebody in no danger picks what happened, looks at it once, and sends."""
    finger = kind(page)
    finger.pick("danger_now", "no")
    finger.go_on_to("kinds")
    finger.pick("kinds", "harassment")
    finger.press(NOW)
    finger.press(SEND)
    return finger.arrive()


#: What each way may cost, from the form's first screen.
WAYS = {
    "a friend at the airport, at once": (airport_at_once, 4),
    "a friend at the airport, every fact": (airport_with_facts, 10),
    "the least report": (least_report, 7),
}
