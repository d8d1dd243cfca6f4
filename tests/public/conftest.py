"""A visitor who reads pages, and plans with texts of their own."""

import pytest

from strategy.models import Level, Plan


@pytest.fixture
def read(client, db):
    """read("/nl/lindehoven/") gives the page's HTML and checks that it is one."""

    def get(path: str, **headers: str) -> str:
        response = client.get(path, headers=headers)
        assert response.status_code == 200, (path, response.status_code, response.headers.get("Location"))
        return response.content.decode()

    return get


@pytest.fixture
def name_level():
    def make(plan: Plan, kind: str, singular: str, plural: str, lead_in: str = "") -> Level:
        return Level.objects.create(plan=plan, kind=kind, singular_nl=singular, plural_nl=plural, lead_in_nl=lead_in)

    return make
