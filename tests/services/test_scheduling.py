"""Publication at a set time: once, by whoever looks first, and only if it may still be."""

import datetime
import threading

import pytest
from django.core import mail
from django.db import OperationalError, connection
from django.utils import timezone

from municipalities.roles import Role
from strategy.models import Edition
from strategy.public.due import is_any_due
from strategy.services import scheduling
from strategy.services.publishing import propose_edition
from strategy.services.scheduling import call_off_publication, publish_due, schedule_publication
from tests.factories import make_decision, make_draft, make_plan, make_town, make_user
from tests.refusals import refused

SOON = datetime.timedelta(hours=1)


@pytest.fixture
def later(monkeypatch):
    """later(hours) moves the clock of the schedule."""

    def move(hours: float) -> None:
        moment = timezone.now() + datetime.timedelta(hours=hours)
        monkeypatch.setattr(scheduling.timezone, "now", lambda: moment)

    return move


@pytest.fixture
def due_at_noon(plan, officer):
    return schedule_publication(make_draft(plan, "Safe city"), actor=officer, at=timezone.now() + SOON)


def now(edition):
    return Edition.objects.get(pk=edition.pk)


def test_what_is_scheduled_is_frozen(due_at_noon, officer):
    assert (due_at_noon.status, due_at_noon.scheduled_by) == ("proposed", officer)
    assert [change.action for change in due_at_noon.changes.all()[:2]] == ["schedule", "propose"]


def test_it_is_published_when_its_time_has_come_and_not_before(due_at_noon, officer, later):
    assert (publish_due(), is_any_due()) == ([], False)
    assert now(due_at_noon).status == "proposed"
    later(2)
    assert is_any_due()
    assert [outcome.problem for outcome in publish_due()] == [""]
    published = now(due_at_noon)
    assert (published.status, published.published_by, published.publish_at) == ("published", officer, None)
    assert (publish_due(), is_any_due()) == ([], False)


def test_it_can_be_called_off(due_at_noon, officer, later):
    call_off_publication(due_at_noon, actor=officer)
    later(2)
    assert publish_due() == []
    assert now(due_at_noon).status == "proposed"
    with refused("No time of publication is set"):
        call_off_publication(due_at_noon, actor=officer)


def test_a_time_that_has_passed_is_refused(draft, officer):
    with refused("This time has passed.", field="publish_at"):
        schedule_publication(draft, actor=officer, at=timezone.now())
    assert now(draft).status == "draft"


def test_a_published_edition_has_no_time(published, officer):
    with refused("This edition is published and cannot become proposed."):
        schedule_publication(published, actor=officer, at=timezone.now() + SOON)


def test_what_is_in_the_way_then_is_told_and_tried_once(plan, officer, later, caplog):
    edition = schedule_publication(make_draft(plan, "Safe city"), actor=officer, at=timezone.now() + SOON)
    plan.municipality.requires_decision = True
    plan.municipality.save()
    plan.municipality.memberships.create(user=officer, role=Role.SECRETARY)
    later(2)
    (outcome,) = publish_due()
    assert "Lindehoven" in outcome.problem
    edition = now(edition)
    assert (edition.status, edition.publish_at) == ("proposed", None)
    assert edition.changes.first().after == {"reason": outcome.problem}
    assert outcome.problem in caplog.text
    assert mail.outbox[0].to == [officer.email]
    assert outcome.problem in mail.outbox[0].body
    assert publish_due() == []


def test_who_may_not_publish_any_more_does_not(due_at_noon, officer, later):
    officer.memberships.all().delete()
    later(2)
    (outcome,) = publish_due()
    assert outcome.problem
    assert now(due_at_noon).status == "proposed"


def test_an_account_that_is_switched_off_publishes_nothing(due_at_noon, officer, later):
    type(officer).objects.update(is_active=False)
    later(2)
    assert publish_due()[0].problem
    assert now(due_at_noon).status == "proposed"


def test_the_secretary_sets_the_time_of_what_a_decision_adopts(plan, secretary, later):
    draft = make_draft(plan, "Safe city")
    make_decision(draft)
    schedule_publication(draft, actor=secretary, at=timezone.now() + SOON)
    later(2)
    assert publish_due()[0].problem == ""


def test_a_problem_with_one_does_not_hold_up_the_others(due_at_noon, later, officer):
    other = make_town()
    person = make_user("eva", other, Role.OFFICER)
    fine = schedule_publication(make_draft(make_plan(other), "Safe"), actor=person, at=timezone.now() + SOON)
    officer.memberships.all().delete()
    later(2)
    publish_due()
    assert (now(due_at_noon).status, now(fine).status) == ("proposed", "published")


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_publishes(due_at_noon, later):
    later(2)
    outcomes, begin = [], threading.Barrier(4)

    def look():
        begin.wait()
        try:
            outcomes.extend(publish_due())
        except OperationalError:  # SQLite in memory does not wait for a lock
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcomes.extend(publish_due())
    assert [outcome.problem for outcome in outcomes] == [""]
    assert due_at_noon.changes.filter(action="publish").count() == 1


def test_a_proposal_stays_as_it_is_where_no_time_is_set(plan, officer, later):
    edition = propose_edition(make_draft(plan, "Safe city"), actor=officer)
    later(1000)
    assert publish_due() == []
    assert now(edition).status == "proposed"
