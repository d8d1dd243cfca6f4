"""Texts of the plan in its form: each translation beside its source, with what changed, and confirmed with a tick."""

import html
import re

import pytest
from django.urls import reverse

from strategy.models import Level, Plan
from strategy.services.planning import save_plan

from .forms import filled


@pytest.fixture
def stale(plan):
    """The introduction was translated, and then reworded."""
    plan.title_en = "The plan"
    for introduction in ("Samen sterk", "Samen en sterk"):
        plan.introduction_nl, plan.introduction_en = introduction, "Strong together"
        save_plan(plan, actor=None)
    return plan


@pytest.fixture
def address(plan):
    return reverse("admin:strategy_plan_change", args=[plan.pk])


def tab(page):
    """What the tab of the English texts is called."""
    return html.unescape(re.search(r'id="fieldset-0-2-heading"[^>]*>\s*([^<]*?)\s*<', page.content.decode())[1])


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        ({}, "the authentic text has changed since"),
        ({"introduction_en": "Strong and together"}, "translated"),
        ({"introduction_en": ""}, "partly translated"),
        ({"introduction_en": "", "title_en": ""}, "translation is missing"),
    ],
)
def test_the_tab_says_how_it_is_with_the_language(texts, mark, at_admin, officer, stale, address):
    for name, text in texts.items():
        setattr(stale, name, text)
    save_plan(stale, actor=None)
    assert tab(at_admin(officer).get(address)) == f"English – {mark}"


def test_the_source_stands_beside_each_translation_with_what_changed(at_admin, officer, stale, address):
    words = at_admin(officer).get(address).content.decode()
    sources = re.findall(r'class="beside-words" lang="nl">([^<]*)<', words)
    assert sources == ["Plan 2020-2025", "Samen en sterk"]  # no question above the mission is asked
    assert "Introduction: What has changed in the authentic text since this was translated" in words
    assert re.search(r"<ins>.*added: </span> ?en ?<", words)


def test_a_tick_says_that_it_still_holds(at_admin, officer, stale, address):
    client = at_admin(officer)
    page = client.get(address)
    value = re.search(r'name="confirm" value="([^"]+)"', page.content.decode())[1]
    assert client.post(address, filled(page, "plan_form", confirm=value)).status_code == 302
    assert tab(client.get(address)) == "English – translated"


def test_a_tick_for_a_text_that_is_reworded_at_once_is_refused(at_admin, officer, stale, address):
    client = at_admin(officer)
    page = client.get(address)
    value = re.search(r'name="confirm" value="([^"]+)"', page.content.decode())[1]
    answer = client.post(address, filled(page, "plan_form", confirm=value, introduction_nl="Samen vooruit"))
    assert "has changed again. Look at the difference once more." in answer.content.decode()
    assert Plan.objects.get().introduction_nl == "Samen en sterk"


def test_saving_it_as_it_is_confirms_nothing(at_admin, officer, stale, address):
    client = at_admin(officer)
    client.post(address, filled(client.get(address), "plan_form", question_en="Where to?"))
    assert tab(client.get(address)).endswith("changed since")


def test_a_level_that_is_behind_says_so_at_its_field(at_admin, officer, plan, address):
    level = Level.objects.create(plan=plan, kind="theme", singular_nl="thema", singular_en="theme")
    client = at_admin(officer)
    assert "The authentic text has changed since" not in client.get(address).content.decode()
    client.post(address, filled(client.get(address), "plan_form", **{"levels-0-singular_nl": "onderwerp"}))
    form = client.get(address).context["inline_admin_formsets"][0].formset.forms[0]
    helped = {
        name for name, field in form.fields.items() if field.help_text == "▲ The authentic text has changed since"
    }
    assert (form.instance, helped) == (level, {"singular_en"})


def test_a_reader_sees_what_is_behind_and_no_box(at_admin, reader, stale, address):
    words = at_admin(reader).get(address).content.decode()
    assert "Introduction: What has changed" in words
    assert 'name="confirm"' not in words
