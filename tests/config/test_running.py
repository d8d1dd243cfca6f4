"""What tells an operator how the site is: health, readiness, log lines, figures."""

import io
import json
import logging
import os
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from config import health, logs


def test_the_process_lives_whatever_host_name_it_is_asked_by(client, db, settings, django_assert_num_queries):
    settings.SECURE_SSL_REDIRECT = True
    with django_assert_num_queries(0):
        answer = client.get("/healthz", headers={"host": "10.1.2.3:8000"})
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")


def test_it_is_ready_with_database_cache_and_migrations(client, db):
    answer = client.get("/readyz", headers={"host": "10.1.2.3"})
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "cache": "ok", "migrations": "ok"})


def test_it_is_not_ready_without_its_database(client, db, monkeypatch):
    def gone():
        raise DatabaseError("the password of the database is hunter2")

    monkeypatch.setitem(health.CHECKS, "database", gone)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "fails")
    assert b"hunter2" not in answer.content


def test_it_is_not_ready_without_its_cache(client, db, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda key: None)
    assert client.get("/readyz").json() == {"database": "ok", "cache": "fails", "migrations": "ok"}


def test_it_is_not_ready_while_a_migration_waits(client, db):
    MigrationRecorder(connection).migration_qs.filter(app="strategy").order_by("-pk").first().delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "fails")


@pytest.fixture
def written():
    """What the site logs, a dictionary a line."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(logs.WithRequest())
    handler.setFormatter(logs.Json())
    logger = logging.getLogger("koers.requests")
    before = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(before)


def test_each_request_is_a_line_with_its_id_and_without_the_visitor(client, db, written):
    answer = client.get("/nl/?q=mijn+geheim", headers={"X-Request-ID": "evil\u0041-not-believed"})
    (line,) = written()
    assert (line["method"], line["path"], line["status"]) == ("GET", "/nl/", 200)
    assert line["request_id"] == answer["X-Request-ID"] != "evilA-not-believed"
    assert "geheim" not in json.dumps(line)
    assert "127.0.0.1" not in json.dumps(line)


def test_a_proxys_id_is_kept_where_a_proxy_is_believed(client, db, settings, written):
    settings.BEHIND_PROXY = True
    assert client.get("/nl/", headers={"X-Request-ID": "abcd-1234"})["X-Request-ID"] == "abcd-1234"
    assert client.get("/nl/", headers={"X-Request-ID": "two\nlines"})["X-Request-ID"] != "two\nlines"
    assert written()[0]["request_id"] == "abcd-1234"


BEGIN = """
import django; django.setup()
from config.wsgi import application
from django.test import RequestFactory
def ask(path, **headers):
    begun = []
    body = b"".join(application(RequestFactory().get(path, headers=headers, HTTP_HOST="localhost").environ,
                                lambda status, headers, *more: begun.append(status)))
    return begun[0] + " " + body.decode()
from strategy.replicas import has_read
ask("/nowhere")
has_read.send(None, answer="primary")
print(ask("/healthz"), ask("/metrics"), ask("/metrics", Authorization="Bearer wrong"))
print(ask("/metrics", Authorization="Bearer right-token"))
"""


@pytest.mark.parametrize(("token", "shown"), [("right-token", True), ("", False)])
def test_figures_are_for_whoever_brings_the_token(token, shown, tmp_path):
    environment = {**os.environ, "METRICS_TOKEN": token, "DJANGO_SETTINGS_MODULE": "config.settings"}
    run = subprocess.run(
        [sys.executable, "-c", BEGIN], env=environment | {"DATA_DIR": str(tmp_path)}, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("200 OK ok\n 404 Not Found")
    assert ('koers_requests_total{method="GET"' in run.stdout) is shown
    assert ('koers_public_reads_total{answer="primary"} 1.0' in run.stdout) is shown
