"""The way of an edition in the admin: shown as a proposal, given back with a reason, published at a set time."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from strategy.models import Edition
from strategy.services.publishing import propose_edition
from strategy.services.scheduling import schedule_publication
from tests.factories import make_decision
from tests.outline import plant

from .forms import filled

LATER = timezone.localtime() + datetime.timedelta(days=2)


@pytest.fixture
def edition(draft):
    plant(draft, "Safe city")
    return draft


@pytest.fixture
def address(edition):
    return lambda step: reverse(f"admin:strategy_edition_{step}", args=[edition.pk])


@pytest.fixture
def now(edition):
    return lambda: Edition.objects.get(pk=edition.pk)


def steps(client, address) -> list[str]:
    return [step.name for step, _url in client.get(address("change")).context["steps"]]


def test_an_officer_proposes_and_shows_it_in_one_go(at_admin, officer, address, now):
    client = at_admin(officer)
    client.post(address("propose"), {"is_proposal_public": "on", "remarks_until": LATER.date().isoformat()})
    assert (now().status, now().is_proposal_public, now().remarks_until) == ("proposed", True, LATER.date())
    page = client.get(address("change")).content.decode()
    assert "and send remarks up to and including" in page
    assert now().get_proposal_url() in page


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"remarks_until": LATER.date().isoformat()}, "Remarks need a proposal that the public can read"),
        ({"is_proposal_public": "on", "remarks_until": "2019-12-17"}, "This day has passed."),
        ({"is_proposal_public": "on", "remarks_until": "soon"}, "Enter a valid date."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_proposed(posted, sentence, at_admin, officer, address, now):
    page = at_admin(officer).post(address("propose"), posted)
    assert page.status_code == 400
    assert sentence in page.content.decode()
    assert now().status == "draft"


def test_a_proposal_is_shown_and_hidden_later(at_admin, officer, edition, address, now):
    propose_edition(edition, actor=officer)
    client = at_admin(officer)
    client.post(address("show"), {"is_proposal_public": "on"})
    assert now().is_proposal_public
    form = filled(client.get(address("show")), "")
    assert "is_proposal_public" in str(client.get(address("show")).content)
    page = client.post(address("show"), {**form, "is_proposal_public": ""}, follow=True)
    assert "The public does not see the proposal any more." in page.content.decode()
    assert not now().is_proposal_public


def test_the_reason_of_a_return_stands_on_the_edition_until_it_is_proposed_again(
    at_admin, officer, secretary, edition, address
):
    propose_edition(edition, actor=officer)
    at_admin(secretary).post(address("return"), {"reason": "Theme 1 <b>has</b> a slip."})
    client = at_admin(officer)
    page = client.get(address("change")).content.decode()
    assert "by sam:" in page
    assert "Theme 1 &lt;b&gt;has&lt;/b&gt; a slip." in page
    assert "Theme 1 &lt;b&gt;has" in client.get(address("history")).content.decode()
    client.post(address("propose"))
    assert "Theme 1" not in client.get(address("change")).content.decode()


def test_a_time_is_set_shown_and_called_off(at_admin, officer, address, now):
    client = at_admin(officer)
    page = client.post(address("publish"), {"publish_at": LATER.strftime("%Y-%m-%dT%H:%M")}, follow=True)
    assert "Edition 1 will be published on" in page.content.decode()
    assert "olga set that time" in page.content.decode()
    assert now().publish_at == LATER.replace(second=0, microsecond=0)
    assert "call_off" in steps(client, address)
    client.post(address("call_off"))
    assert (now().status, now().publish_at) == ("proposed", None)
    assert "call_off" not in steps(client, address)


@pytest.mark.parametrize(
    ("moment", "sentence"), [("2019-12-17T20:00", "This time has passed."), ("tonight", "Enter a valid date/time.")]
)
def test_a_time_that_does_not_fit_publishes_nothing(moment, sentence, at_admin, officer, address, now):
    page = at_admin(officer).post(address("publish"), {"publish_at": moment})
    assert sentence in page.content.decode()
    assert now().status == "draft"


def test_where_a_decision_is_required_the_officer_calls_off_nothing(
    at_admin, officer, secretary, town, edition, address, now
):
    town.requires_decision = True
    town.save()
    make_decision(edition)
    schedule_publication(edition, actor=secretary, at=timezone.now() + datetime.timedelta(hours=1))
    assert at_admin(officer).post(address("call_off")).status_code == 403
    assert at_admin(secretary).post(address("call_off")).status_code == 302
    assert now().publish_at is None


def test_a_publication_that_failed_says_why_on_the_edition(at_admin, officer, secretary, edition, address):
    schedule_publication(edition, actor=officer, at=timezone.now() + datetime.timedelta(hours=1))
    Edition.objects.filter(pk=edition.pk).update(publish_at=timezone.now())
    officer.memberships.all().delete()
    with pytest.raises(CommandError):
        call_command("publish_due", verbosity=0)
    page = at_admin(secretary).get(address("change")).content.decode()
    assert "This edition was due to be published on" in page


@pytest.mark.parametrize("decided", [False, True])
def test_where_none_is_required_the_secretary_publishes_what_is_adopted(
    at_admin, secretary, edition, address, now, decided
):
    propose_edition(edition, actor=None)
    if decided:
        make_decision(edition)
    assert at_admin(secretary).post(address("publish")).status_code == (302 if decided else 403)
    assert now().is_sealed == decided


def test_without_a_decision_the_page_says_so_and_one_can_be_added_later(client, at_admin, secretary, published, town):
    url = published.plan.get_absolute_url().replace("/nl/", "/en/")
    assert "No decision on this text is recorded." in client.get(url).content.decode()
    make_decision(published)
    assert "No decision on this text is recorded." not in client.get(url).content.decode()
    page = at_admin(secretary).get(reverse("admin:strategy_edition_change", args=[published.pk])).content.decode()
    assert reverse("admin:strategy_edition_decisions", args=[published.pk]) in page
