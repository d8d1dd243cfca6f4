"""The form of a goal: the town's languages in tabs, and nobody overwrites a colleague unawares."""

import pytest
from django.urls import reverse

from strategy.models import Change, Goal
from strategy.services.editing import edit_goal
from strategy.tree.checking import faults
from tests.outline import outline, plant

from .forms import filled


@pytest.fixture
def goal(draft):
    return plant(draft, "Safe city\n  Light in every street")["Light in every street"]


@pytest.fixture
def address(goal):
    return reverse("admin:strategy_goal_change", args=[goal.pk])


def add_address(edition, under=""):
    return reverse("admin:strategy_goal_add") + f"?edition={edition.pk}&under={under}"


def test_only_the_towns_languages_show_and_the_authentic_one_comes_first(at_admin, officer, address):
    page = at_admin(officer).get(address)
    fieldsets = page.context["adminform"].fieldsets
    headings = [name for name, options in fieldsets if "language-tab" in options.get("classes", ())]
    assert headings == ["Dutch – authentic text", "English – translation is missing"]
    assert "title_fr" not in page.content.decode()


def test_a_translation_is_done_until_its_source_changes(at_admin, officer, goal, address):
    edit_goal(goal, actor=None, changes={"title_en": "Light"})
    assert "English – translated" in at_admin(officer).get(address).content.decode()
    edit_goal(goal, actor=None, changes={"title_nl": "Licht in elke straat"})
    assert "English – the authentic text has changed since" in at_admin(officer).get(address).content.decode()


def test_saving_writes_what_was_typed_and_nothing_else(at_admin, officer, goal, address, draft):
    client = at_admin(officer)
    page = client.get(address)
    answer = client.post(address, filled(page, "goal_form", title_en="Light", text_nl="One\r\nTwo"))
    assert answer.url.endswith(f"#goal-{goal.key}")
    stored = Goal.objects.get(pk=goal.pk)
    assert (stored.title_en, stored.text_nl, stored.title_nl) == ("Light", "One\nTwo", "Light in every street")
    assert sorted(Change.objects.filter(action="edit").get().after) == ["text_nl", "title_en"]
    assert faults(draft.pk) == []


def test_two_people_who_change_different_fields_both_keep_their_text(at_admin, officer, goal, address):
    client = at_admin(officer)
    page = client.get(address)
    edit_goal(goal, actor=None, changes={"title_nl": "Theirs"})
    client.post(address, filled(page, "goal_form", text_nl="Mine"))
    stored = Goal.objects.get(pk=goal.pk)
    assert (stored.title_nl, stored.text_nl) == ("Theirs", "Mine")


def test_a_stale_save_is_refused_and_both_texts_are_shown(at_admin, officer, secretary, goal, address):
    client = at_admin(officer)
    page = client.get(address)
    edit_goal(goal, actor=secretary, changes={"title_nl": "Theirs"})
    page = client.post(address, filled(page, "goal_form", title_nl="Mine"))
    words = page.content.decode()
    assert "sam changed “Theirs” while you were working on it." in words
    assert page.context["theirs"] == [("Title (Dutch)", "Theirs")]
    assert ">\nMine</textarea>" in words.replace("\r\n", "\n")
    assert Goal.objects.get(pk=goal.pk).title_nl == "Theirs"
    # having seen both, the person decides
    assert client.post(address, filled(page, "goal_form")).status_code == 302
    assert Goal.objects.get(pk=goal.pk).title_nl == "Mine"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title_nl": ""}, "This field is required."),
        ({"kind": "mission"}, "Select a valid choice."),
        ({"code": "S1"}, "The code S1 is already used by “Safe city”."),
        ({"kind": "theme"}, "Select a valid choice."),
    ],
)
def test_a_mistake_comes_back_with_a_sentence(changes, sentence, at_admin, officer, goal, address, draft):
    edit_goal(plant(draft, "")["Safe city"], actor=None, changes={"code": "S1"})
    client = at_admin(officer)
    page = client.post(address, filled(client.get(address), "goal_form", text_nl="Typed at length", **changes))
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "Typed at length" in page.content.decode()


def test_a_language_that_the_town_has_not_switched_on_is_not_taken(at_admin, officer, goal, address):
    client = at_admin(officer)
    client.post(address, filled(client.get(address), "goal_form", title_fr="Lumière", text_nl="x"))
    assert not Goal.objects.get(pk=goal.pk).title_fr


def test_a_sealed_goal_can_be_read_alone(at_admin, officer, published):
    goal = published.goals.shown().first()
    client, address = at_admin(officer), reverse("admin:strategy_goal_change", args=[goal.pk])
    assert '<textarea name="title_nl"' not in client.get(address).content.decode()
    assert client.post(address, {"title_nl": "Other"}).status_code == 403


def test_adding_below_a_goal_offers_the_kinds_that_fit_there(at_admin, officer, goal, draft):
    form = at_admin(officer).get(add_address(draft, goal.key)).context["adminform"].form
    assert [kind for kind, _label in form.fields["kind"].choices] == ["ambition", "action_plan", "action", "topic"]
    form = at_admin(officer).get(add_address(draft)).context["adminform"].form
    assert "mission" in dict(form.fields["kind"].choices)


def test_a_new_goal_stands_last_below_its_parent(at_admin, officer, goal, draft):
    client, address = at_admin(officer), add_address(draft, goal.key)
    answer = client.post(address, filled(client.get(address), "goal_form", kind="ambition", title_nl="Lamps"))
    assert "#goal-" in answer.url
    assert outline(draft) == "Safe city\n  Light in every street\n    Lamps\n"
    assert faults(draft.pk) == []


def test_adding_another_stays_at_the_same_place(at_admin, officer, goal, draft):
    client, address = at_admin(officer), add_address(draft, goal.key)
    form = filled(client.get(address), "goal_form", kind="ambition", title_nl="Lamps", _addanother="1")
    assert client.post(address, form).url == address


@pytest.mark.parametrize("query", ["", "?edition=x", "?edition=999999", "?edition={own}&under=nowhere1"])
def test_a_place_that_is_not_there_is_not_found(query, at_admin, officer, draft):
    address = reverse("admin:strategy_goal_add") + query.format(own=draft.pk)
    assert at_admin(officer).get(address).status_code == 404


def test_nothing_is_added_to_an_edition_that_is_published(at_admin, officer, published):
    assert at_admin(officer).post(add_address(published), {"title_nl": "Late"}).status_code == 403


def test_after_a_conflict_the_form_stands_on_what_is_stored_now(at_admin, officer, goal, address):
    client = at_admin(officer)
    page = client.get(address)
    edit_goal(goal, actor=None, changes={"title_nl": "Theirs", "text_nl": "Their text", "is_priority": True})
    page = client.post(address, filled(page, "goal_form", title_nl="Mine"))
    form = filled(page, "goal_form", title_nl="Light in every street")  # the first wording, on purpose
    assert client.post(address, form).status_code == 302
    stored = Goal.objects.get(pk=goal.pk)
    assert (stored.title_nl, stored.text_nl, stored.is_priority) == ("Light in every street", "Their text", True)
