"""The register of changes tells in words who did what, in which edition, and leads to the goal's history."""

import pytest
from django.urls import reverse

from strategy.models import Change
from strategy.services.editing import edit_goal
from tests.factories import make_draft, make_plan
from tests.outline import plant

REGISTER = reverse("admin:strategy_change_changelist")


def told(page) -> list[str]:
    return [change.sentence for change in page.context["cl"].result_list]


def test_changes_say_who_did_what(at_admin, officer, draft):
    goal = plant(draft, "Safe city", actor=officer)["Safe city"]
    edit_goal(goal, actor=None, changes={"title_nl": "Safe town"})
    page = at_admin(officer).get(REGISTER)
    assert told(page) == ["“Safe town” was edited.", "“Safe town” was added at place 1 at the top."]
    words = page.content.decode()
    assert "<h1>Changes</h1>" in words
    assert [words.count(f'<td class="field-who">{who}</td>') for who in ("olga", "a command")] == [1, 1]
    history = reverse("admin:strategy_edition_history", args=[draft.pk])
    assert f'<a href="{history}?goal={goal.key}">' in words


def test_one_change_is_told_on_its_own_page(at_admin, officer, draft):
    plant(draft, "Safe city", actor=officer)
    page = at_admin(officer).get(reverse("admin:strategy_change_change", args=[Change.objects.get().pk]))
    assert "“Safe city” was added at place 1 at the top." in page.content.decode()


@pytest.mark.parametrize(("query", "count"), [("olga", 1), ("nobody", 0), ("{key}", 1)])
def test_it_is_searched_by_person_and_by_goal(query, count, at_admin, officer, draft):
    goal = plant(draft, "Safe city", actor=officer)["Safe city"]
    assert len(told(at_admin(officer).get(REGISTER, {"q": query.format(key=goal.key)}))) == count


def test_a_long_list_asks_once_for_each_edition(at_admin, officer, draft, town, django_assert_max_num_queries):
    other = make_draft(make_plan(town, slug="2026-2031", starts_in=2026, ends_in=2031))
    for edition in (draft, other):
        plant(edition, "\n".join(f"Goal {number}" for number in range(15)), actor=officer)
    client = at_admin(officer)
    with django_assert_max_num_queries(16):
        assert len(told(client.get(REGISTER))) == 30
