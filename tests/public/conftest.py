"""A visitor who reads pages, and plans with texts of their own."""

import pytest

from strategy.models import Edition, Level, Plan
from strategy.services.publishing import publish_edition, start_draft
from strategy.tree import Branch, rearranging


@pytest.fixture
def read(client, db):
    """read("/nl/lindehoven/") gives the page's HTML and checks that it is one."""

    def get(path: str, **headers: str) -> str:
        response = client.get(path, headers=headers)
        assert response.status_code == 200, (path, response.status_code, response.headers.get("Location"))
        return response.content.decode()

    return get


@pytest.fixture
def publish():
    """publish(plan, Branch(…), …) publishes a new edition with these branches instead of what the last one had."""

    def make(plan: Plan, *branches: Branch) -> Edition:
        edition = start_draft(plan, actor=None, empty=True)
        with rearranging(edition, actor=None) as tree:
            tree.build(branches)
        return publish_edition(edition, actor=None)

    return make


@pytest.fixture
def name_level():
    def make(plan: Plan, kind: str, singular: str, plural: str, lead_in: str = "") -> Level:
        return Level.objects.create(plan=plan, kind=kind, singular_nl=singular, plural_nl=plural, lead_in_nl=lead_in)

    return make
