"""Every type of public page, in every language: axe finds nothing, in a window as narrow as a telephone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from strategy.vocabulary import LANGUAGES
from tests.page_types import addresses, make_full_town

pytestmark = pytest.mark.journey
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OPEN = "document.querySelectorAll('%s').forEach(box => { box.open = true; })"
SAME_COLOUR = """[...document.querySelectorAll('.nl-button')].filter(button => {
    const style = getComputedStyle(button);
    return style.color === style.backgroundColor;
}).map(button => button.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing(page, live_server, transactional_db, lang, monkeypatch):
    make_full_town()
    page.set_viewport_size({"width": 390, "height": 844})
    axe, found = Axe(), {}
    for path in addresses(lang):
        if "aaaaaaaa" in path:
            continue  # the browser writes a 404 to the console, which the fixture takes for a complaint
        page.goto(path)
        page.evaluate(OPEN % "main details, footer details")
        violations = axe.run(page, options=RULES).response["violations"]
        if violations:
            found[path] = [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in violations]
        if unreadable := page.evaluate(SAME_COLOUR):  # axe leaves text on its own colour to people
            found[f"{path} is unreadable"] = unreadable
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            found[f"{path} is too wide"] = wide
    page.evaluate(OPEN % "header details")  # it lies over the page, so it is looked at on its own
    if violations := axe.run(page, context="header", options=RULES).response["violations"]:
        found["the open menu"] = [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in violations]
    assert found == {}
