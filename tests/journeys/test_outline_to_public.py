"""A whole plan from one paste: thirty goals, put in order, one branch deleted and brought back, published, read."""

import pytest

from municipalities.roles import Role
from strategy.services.publishing import publish_edition
from strategy.tree.checking import faults
from tests.factories import make_draft, make_plan, make_town, make_user
from tests.outline import outline

pytestmark = pytest.mark.journey

THEMES = ("Veilige stad", "Groene stad", "Open stad", "Zorgzame stad", "Slimme stad")
PASTED = "".join(
    f"{number}. {theme}\n"
    + "".join(f"   {number}.{below} Doel {below} voor een {theme.lower()}\n" for below in range(1, 6))
    for number, theme in enumerate(THEMES, 1)
)


@pytest.fixture
def draft(transactional_db):
    town = make_town("lindehoven")
    make_user("olga", town, Role.OFFICER, language="en")
    return make_draft(make_plan(town))


def _branch(theme: str) -> str:
    return f"{theme}\n" + "".join(f"  Doel {below} voor een {theme.lower()}\n" for below in range(1, 6))


def test_thirty_goals_from_a_paste_to_the_citizen(page, at_tree, draft, client):
    screen = at_tree(draft)
    page.get_by_role("link", name="Paste or import…").click()
    page.get_by_label("Or paste text here").fill(PASTED)
    page.get_by_role("button", name="Next: look through it").click()
    page.get_by_role("button", name="Accept and bring in").first.click()
    screen.ready()
    pasted = "".join(map(_branch, THEMES))
    assert (outline(draft), screen.outline()) == (pasted, pasted)
    assert draft.goals.shown().count() == 30

    page.get_by_role("button", name="Undo this import").click()
    screen.says("It has been undone.")
    assert (outline(draft), faults(draft.pk)) == ("", [])
    page.get_by_role("button", name="Do it again").click()
    screen.shows(pasted)
    assert (outline(draft), faults(draft.pk)) == (pasted, [])

    page.get_by_role("button", name="Collapse all").click()
    screen.pick_up("Slimme stad")
    screen.carry("Veilige stad", 0.05)
    screen.drop()
    screen.says("“Slimme stad” is now at place 1 of 5.")
    screen.row("Open stad").click()
    screen.press("Alt+ArrowUp")
    screen.says("“Open stad” is now at place 3 of 5.")
    screen.press("Delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete 6 goals").click()
    screen.says("deleted")
    assert faults(draft.pk) == []
    page.get_by_role("link", name="History", exact=True).click()
    page.get_by_role("button", name="Restore “Open stad”").first.click()
    order = ("Slimme stad", "Veilige stad", "Open stad", "Groene stad", "Zorgzame stad")
    assert outline(draft) == "".join(map(_branch, order))
    assert faults(draft.pk) == []

    publish_edition(draft, actor=None)
    public = client.get("/nl/lindehoven/2020-2025/tree/").content.decode()
    places = [public.index(f">{theme}<") if f">{theme}<" in public else public.index(theme) for theme in order]
    assert places == sorted(places)
    assert all(f"Doel {below} voor een veilige stad" in public for below in range(1, 6))
