"""A decision that is recorded wrongly on a published edition: it can be corrected, or withdrawn."""

import datetime

import pytest

from strategy.models import Decision
from strategy.services.publishing import publish_edition
from tests.factories import make_body, make_decision, make_draft


@pytest.fixture
def body(town):
    return make_body(town)


@pytest.fixture
def wrong(plan, body, secretary):
    draft = make_draft(plan, "Safe city")
    decision = make_decision(draft, body=body, date=datetime.date(2019, 12, 17), actor=secretary)
    publish_edition(draft, actor=None)
    return Decision.objects.get(pk=decision.pk)
