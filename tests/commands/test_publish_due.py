"""publish_due, as cron runs it: often, and twice at once."""

import datetime

import pytest
from django.core.management import CommandError
from django.utils import timezone

from strategy.models import Edition
from strategy.services.scheduling import schedule_publication
from tests.factories import make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(plan, officer):
    edition = schedule_publication(
        make_draft(plan, "Safe city"), actor=officer, at=timezone.now() + datetime.timedelta(hours=1)
    )
    Edition.objects.filter(pk=edition.pk).update(publish_at=timezone.now())
    return edition


def test_it_publishes_what_is_due_and_says_so_once(run, due):
    assert run("publish_due") == "Lindehoven – Plan 2020-2025, edition 1: published\n"
    assert Edition.objects.get(pk=due.pk).is_sealed
    assert run("publish_due") == ""


def test_it_fails_loudly_where_something_could_not_be_published(run, due, officer):
    officer.memberships.all().delete()
    with pytest.raises(CommandError, match="1 of 1 editions that were due could not be published"):
        run("publish_due")
    assert not Edition.objects.get(pk=due.pk).is_sealed
    assert run("publish_due") == ""
