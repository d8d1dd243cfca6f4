"""A translation in the form of a goal: beside its source, with what changed there, and confirmed with a tick."""

import re

import pytest
from django.urls import reverse

from strategy.models import Change, Goal
from strategy.services.editing import edit_goal
from tests.outline import plant

from .forms import filled


@pytest.fixture
def goal(draft):
    goal = plant(draft, "Safe city\nGreen city")["Safe city"]
    edit_goal(goal, actor=None, changes={"text_nl": "Day & night"})
    edit_goal(goal, actor=None, changes={"title_en": "A safe city", "text_en": "By day and by night"})
    return goal


@pytest.fixture
def stale(goal):
    edit_goal(goal, actor=None, changes={"title_nl": "Safe and sound city"})
    return goal


@pytest.fixture
def address(goal):
    return reverse("admin:strategy_goal_change", args=[goal.pk])


def tab(page):
    return next(name for name, _options in page.context["adminform"].fieldsets if name and name.startswith("English"))


def ticked(page):
    return re.search(r'name="confirm" value="([^"]+)"', page.content.decode())[1]


def test_the_source_stands_beside_each_field_of_a_translation_and_of_no_other(at_admin, officer, address):
    words = at_admin(officer).get(address).content.decode()
    assert words.count("Authentic text (Dutch)") == 4
    assert '<div class="beside-words" lang="nl">Day &amp; night</div>' in words
    own = words.split('name="title_nl"')[0]
    assert "beside-words" not in own


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({}, "translated"),
        ({"text_en": ""}, "partly translated"),
        ({"title_en": ""}, "translation is missing"),
        ({"title_nl": "Safer city"}, "the authentic text has changed since"),
    ],
)
def test_the_tab_says_the_state_in_words(changes, mark, at_admin, officer, goal, address):
    edit_goal(goal, actor=None, changes=changes)
    assert tab(at_admin(officer).get(address)) == f"English – {mark}"


def test_the_difference_is_marked_for_eyes_and_ears(at_admin, officer, stale, address):
    words = at_admin(officer).get(address).content.decode()
    difference = re.search(r'<p class="wording" lang="nl">(.*?)</p>', words)[1]
    assert re.sub(r"<span.*?</span>", "", difference) == "Safe<ins> and sound</ins> city"
    assert "added: " in difference
    assert "end of what was added" in difference


def test_a_tick_confirms_and_saves_the_rest_of_the_form_too(at_admin, officer, stale, address):
    client = at_admin(officer)
    page = client.get(address)
    client.post(address, filled(page, "goal_form", code="A1", confirm=ticked(page)))
    assert tab(client.get(address)) == "English – translated"
    assert Goal.objects.get(pk=stale.pk).code == "A1"
    assert Change.objects.get(action="confirm").actor == officer


def test_a_tick_under_another_text_is_refused_and_nothing_is_lost(at_admin, officer, stale, address):
    client = at_admin(officer)
    page = client.get(address)
    edit_goal(stale, actor=None, changes={"text_nl": "Always"})
    page = client.post(address, filled(page, "goal_form", code="A1", confirm=ticked(page)))
    assert "has changed again" in page.content.decode()
    assert 'value="A1"' in page.content.decode()
    assert Goal.objects.get(pk=stale.pk).code == ""


def test_a_reader_sees_the_difference_and_no_box(at_admin, reader, stale, address):
    words = at_admin(reader).get(address).content.decode()
    assert "<ins>" in words
    assert 'name="confirm"' not in words


def test_saving_goes_on_to_the_next_goal(at_admin, officer, goal, draft, address):
    edit_goal(goal, actor=None, changes={"title_en": ""})
    client, here = at_admin(officer), f"{address}?language=en"
    page = client.get(here)
    assert "Save and go to the next one (English)" in page.content.decode()
    answer = client.post(here, filled(page, "goal_form", title_en="A safe city", _next="1"), follow=True)
    green = Goal.objects.get(edition=draft, title_nl="Green city")
    assert answer.redirect_chain[-1][0].startswith(reverse("admin:strategy_goal_change", args=[green.pk]))
    assert Goal.objects.get(pk=goal.pk).title_en == "A safe city"


@pytest.mark.parametrize("query", ["", "?language=nl", "?language=fr", "?language="])
def test_the_next_one_is_offered_to_translators_alone(query, at_admin, officer, address):
    assert "_next" not in at_admin(officer).get(address + query).content.decode()


def test_a_confirmation_stands_in_the_history_in_words(at_admin, officer, stale, draft, address):
    client = at_admin(officer)
    page = client.get(address)
    client.post(address, filled(page, "goal_form", confirm=ticked(page)))
    history = reverse("admin:strategy_edition_history", args=[draft.pk])
    assert "“Safe and sound city”: the translation into English was confirmed." in client.get(history).content.decode()
    client.post(reverse("admin:strategy_edition_undo", args=[draft.pk]))
    assert "the translation into English is marked as out of date again." in client.get(history).content.decode()
    assert tab(client.get(address)) == "English – the authentic text has changed since"
