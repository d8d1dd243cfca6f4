"""Settings from the environment: clear ones are taken, unclear ones stop the start with a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import env

PROJECT = Path(__file__).resolve().parents[2]
ENTRY = '{"id": "a", "name": "A", "issuer": "https://a.example", "client_id": "koers", "secret": "s"}'


@pytest.mark.parametrize(("value", "meaning"), [("true", True), ("ON", True), ("1", True), ("no", False), ("", None)])
def test_a_flag_is_true_false_or_its_default(monkeypatch, value, meaning):
    monkeypatch.setenv("FLAG", value)
    assert env.flag("FLAG", default=True) is (True if meaning is None else meaning)
    assert env.flag("FLAG", default=False) is (False if meaning is None else meaning)


@pytest.mark.parametrize(
    ("call", "name", "value", "sentence"),
    [
        (lambda: env.flag("X", default=True), "X", "maybe", "X must be true or false, got 'maybe'"),
        (lambda: env.number("X", 1), "X", "-3", "X must be a whole number"),
        (lambda: env.cache(os.environ["X"]), "X", "memcached://a", "CACHE_URL must start with redis://"),
        (
            lambda: env.database(os.environ["X"], PROJECT),
            "X",
            "mysql://a/b",
            "DATABASE_URL must start with postgresql://",
        ),
        (lambda: env.database(os.environ["X"], PROJECT), "X", "postgresql://host", "names no database"),
        (lambda: env.mail_server(os.environ["X"]), "X", "mail.example.org:25", "EMAIL_URL must look like smtp://"),
        (lambda: env.identity_providers(os.environ["X"]), "X", "{", "OIDC_PROVIDERS is not JSON"),
        (lambda: env.identity_providers(os.environ["X"]), "X", '{"id": "a"}', "must be a list of objects"),
        (lambda: env.identity_providers(os.environ["X"]), "X", '[{"id": "a"}]', "each with id, name, issuer"),
        (
            lambda: env.identity_providers(os.environ["X"]),
            "X",
            f"[{ENTRY}, {ENTRY}]",
            "'a' must be a word .* once",
        ),
    ],
)
def test_an_unclear_value_is_refused_by_name(monkeypatch, call, name, value, sentence):
    monkeypatch.setenv(name, value)
    with pytest.raises(env.UnclearSetting, match=sentence):
        call()


def test_replicas_are_a_list_of_postgresql_addresses(monkeypatch):
    primary = env.database("postgresql://db/koers", PROJECT)
    assert env.replicas("X", primary, PROJECT) == {}
    monkeypatch.setenv("X", "postgresql://one/koers?sslmode=require, postgresql://two/koers?connect_timeout=9")
    first, second = (found := env.replicas("X", primary, PROJECT)).values()
    assert list(found) == ["replica-1", "replica-2"]
    assert (first["HOST"], first["OPTIONS"]["sslmode"], first["OPTIONS"]["connect_timeout"]) == ("one", "require", "3")
    assert (second["HOST"], second["OPTIONS"]["connect_timeout"]) == ("two", "9")
    with pytest.raises(env.UnclearSetting, match="X must be a postgresql:// address, and so must DATABASE_URL"):
        env.replicas("X", env.database("sqlite:///koers.sqlite3", PROJECT), PROJECT)


def test_a_postgresql_address_is_taken_apart():
    database = env.database("postgresql://me:p%40ss@db:5433/koers?sslmode=require", PROJECT)
    assert (database["USER"], database["PASSWORD"], database["HOST"], database["PORT"], database["NAME"]) == (
        "me", "p@ss", "db", "5433", "koers",
    )  # fmt: skip
    assert database["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize(
    ("url", "port", "starts_tls", "is_tls"),
    [
        ("smtp://me:p%40ss@mail.example", 587, True, False),
        ("smtps://me:p%40ss@mail.example", 465, False, True),
        ("smtp://me:p%40ss@mail.example:2525?tls=no", 2525, False, False),
    ],
)
def test_a_mail_server_is_taken_apart(url, port, starts_tls, is_tls):
    mail = env.mail_server(url)
    assert (mail["EMAIL_HOST"], mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]) == ("mail.example", "me", "p@ss")
    assert (mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]) == (port, starts_tls, is_tls)


def test_a_socket_folder_can_stand_in_the_address():
    assert env.database("postgresql:///koers?host=/run/pg", PROJECT)["HOST"] == "/run/pg"


def test_a_relative_sqlite_file_lies_in_the_data_folder():
    assert env.database("sqlite:///a.sqlite3", PROJECT)["NAME"] == PROJECT / "a.sqlite3"


def start(tmp_path, **environment: str) -> subprocess.CompletedProcess:
    """What the site says when it starts with this environment and no other."""
    code = "import django; django.setup(); print('started')"
    given = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env={**given, **environment}, capture_output=True, text=True
    )


SECRET = "x" * 40


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "SECRET_KEY must be set to at least 32 random characters"),
        ({"SECRET_KEY": "short", "ALLOWED_HOSTS": "a.example"}, "SECRET_KEY must be set"),
        ({"SECRET_KEY": SECRET}, "ALLOWED_HOSTS must name the hosts"),
    ],
)
def test_production_does_not_start_without_its_secrets(tmp_path, environment, sentence):
    answer = start(tmp_path, **environment)
    assert answer.returncode != 0
    assert sentence in answer.stderr


def test_production_starts_with_them(tmp_path):
    assert "started" in start(tmp_path, SECRET_KEY=SECRET, ALLOWED_HOSTS="a.example").stdout


def test_debug_starts_with_nothing_else(tmp_path):
    assert "started" in start(tmp_path, DEBUG="true").stdout


def test_the_deployment_check_finds_nothing(tmp_path):
    answer = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "SECRET_KEY": os.urandom(40).hex(),
             "ALLOWED_HOSTS": "a.example"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
