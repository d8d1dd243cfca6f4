"""The translation board: goal x language, what changed since, and one goal after another."""

import re

import pytest
from django.urls import reverse

from strategy.models import Goal
from strategy.services.editing import edit_goal
from strategy.services.publishing import publish_edition
from tests.factories import make_draft, make_plan, make_town, make_user
from tests.outline import by_title, plant

CITY = "mission: For all\nSafe city\n  Light\n    Lamps\nGreen city"


@pytest.fixture
def goals(draft):
    """English: one done, one stale, three missing."""
    goals = plant(draft, CITY)
    for title, english in {"Safe city": "A safe city", "Light": "Lights"}.items():
        edit_goal(goals[title], actor=None, changes={"title_en": english})
    edit_goal(goals["Light"], actor=None, changes={"title_nl": "More light"})
    return by_title(draft)


@pytest.fixture
def address(draft):
    def make(view="", **query):
        name = f"admin:strategy_edition_translations{view}"
        return reverse(name, args=[draft.pk], query=query or None)

    return make


def rows(page):
    """What the table says: indentation, name, and the words of each cell, row by row."""
    found = []
    for row in page.context["page"].object_list:
        words = [f"{cell.language}: {cell.words}" for cell in row.cells]
        found.append(f"{'  ' * (row.values['level'] - 1)}{row.name} | {', '.join(words)}")
    return found


def test_goals_stand_in_the_trees_order_with_their_states(at_admin, reader, goals, address):
    page = at_admin(reader).get(address())
    assert rows(page) == [
        "For all | en: translation is missing",
        "Safe city | en: translated",
        "  More light | en: the authentic text has changed since",
        "    Lamps | en: translation is missing",
        "Green city | en: translation is missing",
    ]
    words = " ".join(page.content.decode().split())
    assert "<strong>16%</strong> done: 1 of 6" in words  # five goals, and the title of the plan
    assert "translation is missing: 4" in words


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"state": "missing"}, ["For all", "Lamps", "Green city"]),
        ({"state": "stale", "language": "en"}, ["More light"]),
        ({"kind": "theme"}, ["Safe city", "Green city"]),
        ({"kind": "theme", "state": "done"}, ["Safe city"]),
        ({"kind": "nonsense", "state": "'", "language": "fr", "page": "x"}, None),
    ],
)
def test_filters_show_just_those(query, names, at_admin, officer, goals, address):
    page = at_admin(officer).get(address(**query))
    shown = [row.name for row in page.context["page"].object_list]
    assert shown == (names or ["For all", "Safe city", "More light", "Lamps", "Green city"])


def test_each_cell_leads_to_the_tab_of_its_language(at_admin, officer, goals, address):
    client = at_admin(officer)
    row = client.get(address()).context["page"].object_list[2]
    url = reverse("admin:strategy_goal_change", args=[goals["More light"].pk])
    assert row.cells[0].url == f"{url}?language=en#fieldset-0-2-heading"
    assert 'id="fieldset-0-2-heading"' in client.get(row.cells[0].url).content.decode()


def test_a_stale_cell_shows_the_difference_and_is_confirmed_in_place(at_admin, officer, goals, address):
    client = at_admin(officer)
    words = client.get(address(state="stale")).content.decode()
    assert re.search(r'<del><span class="visually-hidden" lang="en">removed: </span>Light<', words)
    assert re.search(r'<ins><span class="visually-hidden" lang="en">added: </span>More light<', words)
    value = re.search(r'name="confirm" value="([^"]+)"', words)[1]
    answer = client.post(address("_confirm", state="stale"), {"confirm": value}, follow=True)
    key = goals["More light"].key
    assert answer.redirect_chain[0][0] == f"{address(state='stale')}#goal-{key}"
    assert "“More light”: the translation into English was confirmed." in answer.content.decode()
    assert rows(client.get(address()))[2] == "  More light | en: translated"


def test_a_confirmation_of_what_changed_once_more_is_refused(at_admin, officer, goals, address):
    client = at_admin(officer)
    value = re.search(r'name="confirm" value="([^"]+)"', client.get(address()).content.decode())[1]
    edit_goal(goals["More light"], actor=None, changes={"title_nl": "Much more light"})
    page = client.post(address("_confirm"), {"confirm": value}, follow=True)
    assert "The authentic text of “Much more light” has changed again." in page.content.decode()
    assert "the authentic text has changed since" in rows(page)[2]


@pytest.mark.parametrize("value", ["", "nowhere1:en:x", ":::", "x"])
def test_a_confirmation_of_nothing_is_not_found(value, at_admin, officer, goals, address):
    assert at_admin(officer).post(address("_confirm"), {"confirm": value}).status_code == 404


def test_a_reader_reads_and_confirms_nothing(at_admin, reader, goals, address):
    words = at_admin(reader).get(address()).content.decode()
    assert "added: </span>" in words
    assert 'name="confirm"' not in words
    assert "Translate one after another" not in words


def test_the_goals_of_a_sealed_board_are_read_alone(at_admin, officer, goals, draft, address):
    publish_edition(draft, actor=None)
    page = at_admin(officer).get(address())
    assert 'name="confirm"' not in page.content.decode()
    assert "goals are translated in a draft" in page.content.decode()
    key = goals["More light"].key
    answer = at_admin(officer).post(address("_confirm"), {"confirm": f"{key}:en:x"}, follow=True)
    assert "published and sealed" in answer.content.decode()


def test_one_goal_after_another_until_none_waits(at_admin, officer, goals, address):
    client, visited = at_admin(officer), []
    url = address("_next", language="en")
    for _number in range(4):
        form = client.get(url).url
        visited.append(Goal.objects.get(pk=re.search(r"/goal/(\d+)/", form)[1]))
        url = client.get(form).context["next_url"]
    assert [goal.title_nl for goal in visited] == ["For all", "More light", "Lamps", "Green city"]
    assert f"/goal/{goals['For all'].pk}/" in client.get(url).url  # round again
    for goal in visited:
        edit_goal(goal, actor=None, changes={"title_en": f"English {goal.pk}"})
    page = client.get(url, follow=True)
    assert "No other goal waits for a translation into English." in page.content.decode()


@pytest.mark.parametrize("language", ["", "nl", "fr", "xx"])
def test_only_a_language_to_translate_into_has_a_next_one(language, at_admin, officer, goals, address):
    assert at_admin(officer).get(address("_next", language=language)).status_code == 404


def test_a_town_of_one_language_is_told_so(at_admin, db):
    town = make_town("eenwijk")
    draft = make_draft(make_plan(town), "Safe city")
    page = at_admin(make_user("otis", town, "officer")).get(
        reverse("admin:strategy_edition_translations", args=[draft.pk])
    )
    assert "publishes only in Dutch" in page.content.decode()


def test_a_large_board_comes_in_pages_and_few_queries(at_admin, officer, draft, address, django_assert_max_num_queries):
    plant(draft, "\n".join(["Theme", *(f"  Goal {number}" for number in range(450))]))
    client = at_admin(officer)
    with django_assert_max_num_queries(12):
        page = client.get(address(page=3))
    assert len(page.context["page"].object_list) == 51
    assert rows(page)[0] == "  Goal 399 | en: translation is missing"
