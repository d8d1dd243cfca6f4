"""What a list shows is what the rules permit: for every model of the admin and the whole cast, in two towns."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from municipalities.models import Organisation
from strategy.models import Feedback
from tests.factories import make_decision, make_draft, make_plan
from tests.outline import plant

CAST = ("officer", "secretary", "administrator", "reader", "stranger", "operator", "visitor")
admin.autodiscover()
MODELS = {model._meta.label: screen for model, screen in admin.site._registry.items()}


@pytest.fixture
def rows(town, other_town):
    """Something of every kind in both towns."""
    for place in (town, other_town):
        edition = make_draft(make_plan(place))
        plant(edition, "Safe city")
        make_decision(edition)
        Organisation.objects.create(municipality=place, name_nl="City")
        Feedback.objects.create(municipality=place, page="/nl/", language="nl", text="A slip.")


@pytest.fixture
def asking(request):
    """asking("officer") is a request of theirs."""

    def asking(name: str):
        asked = RequestFactory().get("/")
        asked.user = request.getfixturevalue(name)
        return asked

    return asking


def everything_but_roots(model) -> list:
    """The hidden root of an edition's tree is nobody's: see test_fetching."""
    return [row for row in model._default_manager.all() if getattr(row, "kind", "") != "root"]


def shown_by(screen, asked) -> set[int]:
    may_look = screen.has_view_permission(asked)
    return set(screen.get_queryset(asked).values_list("pk", flat=True)) if may_look else set()


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("label", MODELS)
def test_a_list_shows_what_the_rules_permit(rows, asking, label, name):
    screen, asked = MODELS[label], asking(name)
    everything = everything_but_roots(screen.model)
    assert everything or label == "municipalities.User"
    assert shown_by(screen, asked) == {row.pk for row in everything if screen.has_view_permission(asked, row)}


@pytest.mark.parametrize("name", [name for name in CAST if name != "operator"])
@pytest.mark.parametrize("label", MODELS)
def test_nobody_changes_what_they_do_not_see(rows, asking, label, name):
    screen, asked = MODELS[label], asking(name)
    shown = shown_by(screen, asked)
    for row in everything_but_roots(screen.model):
        may = screen.has_change_permission(asked, row) or screen.has_delete_permission(asked, row)
        assert row.pk in shown or not may
