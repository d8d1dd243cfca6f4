"""The plan's own texts on the translation board: with their state, what changed, and confirmed in place."""

import re

import pytest
from django.urls import reverse

from strategy.models import Attachment, Level, Milestone, Plan
from strategy.services.planning import save_plan
from strategy.services.publishing import publish_edition
from tests.factories import make_draft, make_published
from tests.outline import plant


@pytest.fixture
def board(at_admin, officer, draft):
    """The board as the officer sees it."""
    address = reverse("admin:strategy_edition_translations", args=[draft.pk])

    def get(person=officer, **query):
        return at_admin(person).get(address, query)

    return get


@pytest.fixture
def confirm(at_admin, officer, draft):
    def post(value, person=officer):
        address = reverse("admin:strategy_edition_translations_confirm", args=[draft.pk])
        return at_admin(person).post(address, {"confirm": value}, follow=True)

    return post


@pytest.fixture
def stale(plan, draft):
    """The introduction was translated, and then reworded."""
    for introduction in ("Samen sterk", "Samen en sterk"):
        plan.introduction_nl, plan.introduction_en = introduction, "Strong together"
        save_plan(plan, actor=None)
    plant(draft, "Safe city")
    return draft


def lines(page):
    """What the section says, row by row."""
    return [
        f"{row.text.place}, {row.text.label}: {row.text.text} | "
        + ", ".join(f"{cell.language}: {cell.words}" for cell in row.cells)
        for row in page.context["plan_texts"]
    ]


def value_in(page):
    return re.search(r'name="confirm" value="([^"]+)"', page.content.decode())[1]


def test_they_stand_above_the_goals_with_their_states(board, stale, plan):
    level = Level.objects.create(plan=plan, kind="theme", singular_nl="thema", singular_en="theme", plural_nl="thema's")
    level.singular_nl = "onderwerp"
    level.save()
    Milestone.objects.create(plan=plan, title_nl="Workshop", precision="unknown")
    Attachment.objects.create(plan=plan, title_nl="Boek", title_en="Book", language="nl", url="https://a.example")
    page = board()
    assert lines(page) == [
        "Plan, title: Plan 2020-2025 | en: translation is missing",
        "Plan, introduction: Samen en sterk | en: the authentic text has changed since",
        "Level: theme, name of one: onderwerp | en: the authentic text has changed since",
        "Level: theme, name of several: thema's | en: translation is missing",
        "Milestone, title: Workshop | en: translation is missing",
        "Attachment, title: Boek | en: translated",
    ]
    words = " ".join(page.content.decode().split())
    assert words.index("Texts of the plan itself</h2>") < words.index("Goals</h2>")
    assert "<strong>14%</strong> done: 1 of 7" in words


def test_each_leads_to_the_form_in_which_it_is_written(at_admin, officer, board, stale, plan):
    Milestone.objects.create(plan=plan, title_nl="Workshop", precision="unknown")
    urls = [row.cells[0].url for row in board().context["plan_texts"]]
    form = reverse("admin:strategy_plan_change", args=[plan.pk])
    assert urls == [f"{form}#fieldset-0-2-heading", f"{form}#fieldset-0-2-heading", f"{form}#milestones-group"]
    page = at_admin(officer).get(form).content.decode()
    assert 'id="fieldset-0-2-heading"' in page
    assert 'id="milestones-group"' in page


def test_the_reason_of_the_edition_stands_among_them(at_admin, officer, plan):
    make_published(plan, "Safe city")
    draft = make_draft(plan, reason="Nieuwe raad.")
    page = at_admin(officer).get(reverse("admin:strategy_edition_translations", args=[draft.pk]))
    assert lines(page)[-1] == "Edition 2, reason: Nieuwe raad. | en: translation is missing"
    address = page.context["plan_texts"][-1].cells[0].url
    assert 'id="id_reason_en"' in at_admin(officer).get(address).content.decode()


def test_a_stale_one_shows_the_difference_and_is_confirmed_in_place(board, confirm, stale, plan, at_admin, officer):
    page = board(state="stale")
    assert re.search(r"<ins>.*added: </span> ?en ?<", page.content.decode())
    answer = confirm(value_in(page))
    assert answer.redirect_chain[0][0].endswith(f"#goal-plan-{plan.pk}-introduction")
    assert "“Samen en sterk”: the translation into English was confirmed." in answer.content.decode()
    assert lines(board())[1].endswith("en: translated")
    history = at_admin(officer).get(reverse("admin:strategy_plan_history", args=[plan.pk])).content.decode()
    assert "“Samen en sterk”: the translation into English was confirmed." in history


def test_a_confirmation_of_what_changed_once_more_is_refused(board, confirm, stale, plan):
    value = value_in(board())
    plan.introduction_nl = "Samen vooruit"
    save_plan(plan, actor=None)
    assert "The authentic text of “Samen vooruit” has changed again." in confirm(value).content.decode()
    assert lines(board())[1].endswith("changed since")


def test_a_text_of_another_plan_is_not_found(confirm, stale, other_town):
    foreign = make_draft()
    assert confirm(f"plan-{foreign.plan_id}-title:en:x").status_code == 404
    assert confirm(f"plan-{stale.plan_id}-slug:en:x").status_code == 404


def test_after_publication_the_texts_of_the_plan_are_still_confirmed(board, confirm, stale):
    publish_edition(stale, actor=None)
    page = board()
    assert "The texts of the plan itself can be translated at any time." in page.content.decode()
    confirm(value_in(page))
    assert lines(board())[1].endswith("en: translated")


def test_a_reader_confirms_nothing(board, confirm, reader, stale, plan):
    words = board(reader).content.decode()
    assert "added: </span>" in words
    assert 'name="confirm"' not in words
    assert confirm(f"plan-{plan.pk}-introduction:en:x", reader).status_code == 403


@pytest.mark.parametrize(
    ("query", "texts", "goals"),
    [
        ({"state": "missing"}, ["Plan 2020-2025"], ["Safe city"]),
        ({"state": "stale", "language": "en"}, ["Samen en sterk"], []),
        ({"kind": "plan"}, ["Plan 2020-2025", "Samen en sterk"], []),
        ({"kind": "plan", "state": "done"}, [], []),
        ({"kind": "theme"}, [], ["Safe city"]),
    ],
)
def test_filters_show_just_those(query, texts, goals, board, stale):
    page = board(**query)
    assert [row.text.text for row in page.context["plan_texts"]] == texts
    assert [row.name for row in page.context["page"].object_list] == goals
    assert ("No text of the plan itself is in this state." in page.content.decode()) == (not texts and not goals)


def test_publishing_is_told_what_is_behind(at_admin, officer, stale):
    page = at_admin(officer).get(reverse("admin:strategy_edition_publish", args=[stale.pk]))
    words = page.content.decode()
    assert "1 text of the plan itself is not translated: English." in words
    assert "1 text of the plan itself has changed since it was translated: English." in words
    (found,) = [one for one in page.context["checks"].found if "has changed since it was" in one.finding.sentence]
    board = at_admin(officer).get(found.url)
    assert lines(board) == ["Plan, introduction: Samen en sterk | en: the authentic text has changed since"]
    assert 'id="goals-heading"' not in board.content.decode()


def test_the_public_reads_the_translation_as_it_is(client, stale):
    """As with goals: what is behind is for the officers to know."""
    publish_edition(stale, actor=None)
    page = client.get(Plan.objects.get().get_absolute_url().replace("/nl/", "/en/"))
    assert "Strong together" in page.content.decode()
