"""The running server publishes what is due at the first visit after its time, kept pages or not."""

import datetime

import pytest
from django.db import DatabaseError
from django.utils import timezone

from strategy.models import Edition
from strategy.public import due
from strategy.services.publishing import start_draft
from strategy.services.scheduling import schedule_publication
from tests.outline import plant
from tests.public.test_keeping import TREE, Site, one_connection  # noqa: F401 - a fixture that is in force by its name

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 1000.0

    monkeypatch.setattr(due.time, "monotonic", lambda: Clock.now)
    return Clock


@pytest.fixture
def waiting(published, plan, officer):
    edition = start_draft(plan, actor=None)
    plant(edition, "Green city")
    return schedule_publication(edition, actor=officer, at=timezone.now() + datetime.timedelta(hours=1))


def come(edition) -> None:
    """Its time comes."""
    Edition.objects.filter(pk=edition.pk).update(publish_at=timezone.now())


def test_a_kept_page_is_that_of_the_new_edition_once_its_time_has_come(site, clock, waiting):
    assert "Green city" not in site.get(TREE).text
    come(waiting)
    clock.now += due.EVERY + 1
    assert "Green city" in site.get(TREE).text
    assert Edition.objects.get(pk=waiting.pk).is_sealed


def test_between_two_looks_nobody_asks(site, clock, waiting, django_assert_num_queries):
    site.get(TREE)
    come(waiting)
    with django_assert_num_queries(0):
        site.get(TREE)
    assert not Edition.objects.get(pk=waiting.pk).is_sealed


def test_a_visit_of_any_page_is_a_look(site, waiting):
    come(waiting)
    site.get("/admin/login/")
    assert Edition.objects.get(pk=waiting.pk).is_sealed


def test_a_database_that_is_away_leaves_kept_pages_readable(site, clock, published, monkeypatch):
    first = site.get(TREE)

    def away():
        raise DatabaseError("away")

    monkeypatch.setattr(due, "is_any_due", away)
    clock.now += due.EVERY + 1
    assert site.get(TREE).body == first.body
