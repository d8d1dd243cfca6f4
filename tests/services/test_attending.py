"""Who has an edition open: the others of the last minute, in every worker alike."""

import datetime

import pytest
from django.utils import timezone

from strategy.models import Presence
from strategy.services.attending import attend, leave
from strategy.services.publishing import discard_edition
from tests.factories import make_draft


def _names(others) -> list[str]:
    return [presence.user.username for presence in others]


def test_each_sees_the_others_and_not_themselves(draft, officer, secretary):
    assert attend(draft, actor=officer) == []
    assert _names(attend(draft, actor=secretary)) == ["olga"]
    assert _names(attend(draft, actor=officer, key="abc")) == ["sam"]
    assert Presence.objects.count() == 2


@pytest.mark.parametrize(("seconds", "is_there"), [(55, True), (65, False)])
def test_after_a_minute_without_a_sign_somebody_is_gone(seconds, is_there, draft, officer, secretary):
    attend(draft, actor=officer)
    Presence.objects.update(seen_at=timezone.now() - datetime.timedelta(seconds=seconds))
    assert _names(attend(draft, actor=secretary)) == (["olga"] if is_there else [])


def test_who_leaves_is_gone_at_once(draft, officer, secretary):
    attend(draft, actor=officer)
    leave(draft, actor=officer)
    assert attend(draft, actor=secretary) == []


def test_another_edition_is_another_room(draft, officer, secretary):
    attend(make_draft(), actor=officer)
    assert attend(draft, actor=secretary) == []


def test_a_draft_goes_though_somebody_has_it_open(draft, officer):
    attend(draft, actor=officer)
    discard_edition(draft, actor=officer)
    assert not Presence.objects.exists()
