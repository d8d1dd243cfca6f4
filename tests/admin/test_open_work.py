"""The admin's first page says what is open, to each what is theirs, and leads on from there."""

import pytest
from django.urls import reverse

from strategy.exchange.beginning import begin
from strategy.services.publishing import propose_edition
from tests.factories import make_draft, make_plan
from tests.outline import plant

from .imports import LIST


@pytest.fixture
def index(at_admin):
    """The text of the first page as a person sees it."""
    return lambda person: at_admin(person).get(reverse("admin:index")).content.decode()


def test_an_open_edition_leads_to_its_tree(index, officer, stranger, draft):
    plant(draft, "Safe city\n  Light", actor=officer)
    page = index(officer)
    assert "2 goals." in page
    assert f"by {officer}." in page
    assert reverse("admin:strategy_edition_tree", args=[draft.pk]) in page
    assert "No draft or proposal is open." in index(stranger)


def test_a_published_edition_is_not_open(index, officer, published):
    assert "No draft or proposal is open." in index(officer)


def test_a_proposal_leads_the_secretary_to_the_decision(index, officer, secretary, draft):
    plant(draft, "Safe city")
    decide = reverse("admin:strategy_edition_decisions", args=[draft.pk])
    assert decide not in index(secretary)
    propose_edition(draft, actor=officer)
    assert decide in index(secretary)
    assert decide not in index(officer)


def test_only_who_writes_is_asked_to_begin(index, officer, reader, plan):
    begin_draft = reverse("admin:strategy_edition_add")
    assert f'class="button" href="{begin_draft}"' in index(officer)
    assert begin_draft not in index(reader)


def test_an_import_that_waits_is_its_own_persons(index, officer, secretary, town, draft):
    pending = begin(LIST.encode(), "pasted", town, actor=officer, edition=draft, format="pasted")
    address = reverse("admin:strategy_plan_import_preview", args=[pending.pk])
    assert address in index(officer)
    assert address not in index(secretary)


def test_more_editions_cost_no_more_queries(
    at_admin, operator, other_town, draft, django_assert_num_queries, django_assert_max_num_queries
):
    plant(draft, "Safe city")
    client = at_admin(operator)
    client.get(reverse("admin:index"))
    with django_assert_max_num_queries(14) as few:
        client.get(reverse("admin:index"))
    for number in range(15):
        plant(make_draft(make_plan(other_town, slug=f"p{number}", starts_in=None, ends_in=None)), "Green city")
    with django_assert_num_queries(len(few.captured_queries)):
        page = client.get(reverse("admin:index")).content.decode()
    assert page.count("1 goal.") == 12
    assert reverse("admin:strategy_edition_changelist") in page
