"""What a screen reader is told of each question: name, role, whether it must be answered, help."""

from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

from intake.form.questions.structure import Form, Question
from intake.web.services import services_of
from tests.e2e.conftest import Live


@pytest.fixture
def live(shared_live: Live) -> Live:
    """Nothing here asks what the application stores: one serves them all."""
    return shared_live


#: Type of a question to the role of its field, or of its group.
ROLES = {
    "radio": {"radiogroup"},
    "checkbox": {"group"},
    "text": {"textbox"},
    "textarea": {"textbox"},
    "select": {"combobox", "menulist"},
}
#: What opens every follow-up.
OPENING = [
    "[name=kinds]",
    *(
        f"[name={name}][value={value}]"
        for name, value in {
            "who_for": "someone",
            "last_when": "week",
            "d_where": "shop",
            "d_holder": "other",
            "o_kind": "office",
            "c_mode": "also",
        }.items()
    ),
    "[name=c_channel]",
    "[name^=ident_kind_]",
]
PRESS = """(selector) => {
  for (const field of document.querySelectorAll(selector)) {
    field.click();
    if (field.matches("select")) field.selectedIndex = 1;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""


def told(tree: CDPSession, selector: str) -> dict[str, Any]:
    """Return role, name, description and the properties of one element, as the browser has them."""
    handle = tree.send("Runtime.evaluate", {"expression": f"document.querySelector('{selector}')"})
    found = tree.send(
        "Accessibility.getPartialAXTree",
        {"objectId": handle["result"]["objectId"], "fetchRelatives": False},
    )
    (node,) = found["nodes"]
    assert not node["ignored"], selector
    properties = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
    texts = {key: node[key]["value"] for key in ("role", "name", "description") if key in node}
    return properties | texts


def check(tree: CDPSession, form: Form, question: Question) -> None:
    # Of OPENING it is about somebody else, so all that comes after reads so.
    words = form.words("en", is_other=question.id != "danger_now").questions[question.id]
    group = question.type in {"radio", "checkbox"}
    node = told(tree, f"#q-{question.id}" if group else f"[name={question.id}]")
    assert node["role"] in ROLES[question.type], question.id
    assert node["name"] == words.label
    helps = " ".join(text for text in (words.help, words.why) if text)
    assert str(node.get("description", "")).startswith(helps), question.id
    assert bool(node.get("required")) == question.required, question.id
    for value, text in words.choices.items() if group else ():
        choice = told(tree, f"[name={question.id}][value={value}]")
        assert (choice["role"], choice["name"]) == (question.type, text)


def test_the_tree_of_each_question_holds_its_name_its_role_its_help_and_whether_it_is_needed(
    live: Live, page: Page
) -> None:
    form = services_of(live.app).form
    page.goto("/en/form")
    tree = page.context.new_cdp_session(page)
    for selector in ("[name=danger_now][value=no]", *OPENING):
        page.evaluate(PRESS, selector)
    seen = set[str]()
    while page.locator("[name=send]").is_hidden():
        for part in page.locator("[id^=q-]:visible").all():
            question = form.questions[str(part.get_attribute("id")).removeprefix("q-")]
            if question.type in ROLES:
                check(tree, form, question)
            seen.add(question.id)
        page.click("[name=next]")
    assert set(form.questions) - seen == set()
