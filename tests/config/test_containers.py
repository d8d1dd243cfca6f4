"""What stands in docker-compose.yml and the Dockerfile agrees with the settings and with each other."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
COMPOSE = (PROJECT / "docker-compose.yml").read_text()
DOCKERFILE = (PROJECT / "Dockerfile").read_text()
SETTINGS = re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", (PROJECT / "config" / "settings.py").read_text())
NOT_GIVEN = {"DEBUG", "DATA_DIR"}
"""Settings that the image decides."""


@pytest.mark.parametrize("name", sorted({*SETTINGS, "SECRET_KEY", "DATABASE_POOL"} - NOT_GIVEN))
def test_every_setting_reaches_the_container(name):
    assert re.search(rf"^    {name}:", COMPOSE, re.MULTILINE)


def test_every_setting_is_explained():
    explained = re.findall(r"^\| `([A-Z_]+)`", (PROJECT / "docs" / "settings.md").read_text(), re.MULTILINE)
    assert {*SETTINGS, "SECRET_KEY", "DATABASE_POOL"} <= set(explained)


def test_the_server_stops_before_the_container_is_killed():
    (patience,) = re.findall(r"GRANIAN_WORKERS_KILL_TIMEOUT=(\d+)", DOCKERFILE)
    (grace,) = re.findall(r"stop_grace_period: (\d+)s", COMPOSE)
    assert int(patience) < int(grace)


def test_the_image_runs_without_privileges_and_without_what_is_secret():
    user = DOCKERFILE.index("\nUSER koers\n")
    assert user > DOCKERFILE.rindex("\nFROM ")
    left_out = (PROJECT / ".dockerignore").read_text().split()
    assert {".git", ".env", "var", "*.sqlite3*"} <= set(left_out)
    shared = COMPOSE[COMPOSE.index("x-koers:") : COMPOSE.index("\nservices:")]
    for promise in ("read_only: true", "cap_drop: [ALL]", '"no-new-privileges:true"'):
        assert promise in shared
