"""A program that asks the API."""

import json

import pytest
from django.core.cache import cache

API = "/api/v1/"
PLAN = f"{API}towns/lindehoven/plans/2020-2025"


@pytest.fixture(autouse=True)
def nobody_has_asked_yet():
    cache.clear()


def absolute(path: str) -> str:
    """A word behind API, a path or a whole address as the test client takes it."""
    return path if path.startswith(("/", "http")) else API + path


@pytest.fixture
def ask(client, db):
    """ask("towns") gives what the API answers, and checks that it answers."""

    def get(path: str, **headers: str) -> dict:
        response = client.get(absolute(path), headers=headers)
        assert response.status_code == 200, (path, response.status_code, response.content)
        return json.loads(response.content)

    return get


@pytest.fixture
def refused(client, db):
    """refused("towns/nowhere", 404) gives the sentence with which the API says no."""

    def get(path: str, status: int, **headers: str) -> str:
        response = client.get(absolute(path), headers=headers)
        assert (response.status_code, response["Content-Type"]) == (status, "application/json")
        assert list(response.json()) == ["detail"]
        return response.json()["detail"]

    return get
