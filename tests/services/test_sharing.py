"""Links to previews: their token is told once, they end, and nobody makes one of what everybody can read."""

import datetime

import pytest
from django.utils import timezone

from strategy.models import PreviewLink
from strategy.services.publishing import publish_edition
from strategy.services.sharing import link_of, share_edition, withdraw_link
from tests.outline import plant
from tests.refusals import refused


def test_the_token_is_not_in_the_database(draft, officer):
    link, token = share_edition(draft, actor=officer, note="  council\n members ")
    row = PreviewLink.objects.values().get()
    assert token not in repr(row)
    assert (row["note"], row["made_by_id"]) == ("council members", officer.pk)
    assert link_of(token) == link
    assert link_of(token[:-1] + ("a" if token[-1] != "a" else "b")) is None


@pytest.mark.parametrize(("days", "is_possible"), [(0, False), (1, True), (14, True), (90, True), (91, False)])
def test_a_link_works_for_a_choice_of_days(draft, days, is_possible):
    if not is_possible:
        with refused("A link works for at least 1 day and at most 90 days", "days"):
            share_edition(draft, actor=None, note="council", days=days)
        return
    link, _token = share_edition(draft, actor=None, note="council", days=days)
    assert abs(link.expires_at - timezone.now() - datetime.timedelta(days=days)) < datetime.timedelta(minutes=1)


def test_a_link_says_for_whom_it_is(draft):
    with refused("Say for whom", "note"):
        share_edition(draft, actor=None, note=" ")


def test_a_published_edition_needs_no_link(draft):
    plant(draft, "Safe city")
    with refused("This edition is published"):
        share_edition(publish_edition(draft, actor=None), actor=None, note="council")


def test_withdrawing_twice_keeps_who_did_it_first(draft, officer, secretary):
    link, token = share_edition(draft, actor=officer, note="council")
    withdraw_link(link, actor=officer)
    withdraw_link(link, actor=secretary)
    found = link_of(token)
    assert found is not None
    assert (found.is_valid, found.withdrawn_by) == (False, officer)
