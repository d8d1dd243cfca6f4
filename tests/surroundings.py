"""The pytest plugin that fixes what tests run in, whatever the developer's own environment says.

At import, that is before pytest-django reads the settings: the database (KOERS_TEST_DATABASE=sqlite or postgresql;
sqlite by default), a data folder of its own, and DEBUG. Workers of pytest-xdist inherit all of it.
Markers choose what a run contains, so that nothing needs to be skipped: ``postgresql`` and ``sqlite`` (on that database
only), ``journey`` (in a browser; not where KOERS_TEST_JOURNEYS=no). With CI=true a skipped test fails the run.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests import postgres
from tests.machine import DATABASE, JOURNEYS, is_ci

PREPARED = "KOERS_TEST_PREPARED"
DATABASES = ("sqlite", "postgresql")
OURS = (
    "ALLOWED_HOSTS",
    "BEHIND_PROXY",
    "CACHE_URL",
    "CONTACT_EMAIL",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_POOL",
    "EMAIL_BACKEND",
    "EMAIL_FROM",
    "EMAIL_URL",
    "KEPT_PAGES_MB",
    "KEPT_PAGES_SECONDS",
    "LOG_FORMAT",
    "LOG_LEVEL",
    "MESSAGES_PER_HOUR",
    "METRICS_TOKEN",
    "OIDC_PROVIDERS",
    "REPLICA_DATABASE_URL",
    "REPLICA_LAG_SECONDS",
    "REQUIRE_SECOND_FACTOR",
    "SEARCH_URL",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SECURE_HSTS_SECONDS",
    "SECURE_SSL_REDIRECT",
    "TIME_ZONE",
)
"""What the site's settings read, and tests must not inherit."""


def prepare() -> None:
    """Set the environment that config/settings.py reads, once for the run and its workers."""
    if os.environ.get(PREPARED):
        return
    database = os.environ.setdefault(DATABASE, "sqlite")
    if database not in DATABASES:
        sys.exit(f"{DATABASE} must be sqlite or postgresql, got {database!r}")
    for name in OURS:
        os.environ.pop(name, None)
    data = tempfile.mkdtemp(prefix="koers-test-")
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    Path(data, "static").mkdir()  # WhiteNoise warns where it is missing
    os.environ |= {"DEBUG": "true", "DATA_DIR": data, "DATABASE_URL": "sqlite:///test.sqlite3", PREPARED: "yes"}
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread of the test
    if database == "postgresql":
        try:
            os.environ["DATABASE_URL"] = postgres.start()
        except postgres.NoPostgres as problem:
            sys.exit(str(problem))
        atexit.register(postgres.stop)


prepare()

_skipped: list[str] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to the other database, or needs a browser that is not there."""
    absent = {name for name in DATABASES if name != os.environ[DATABASE]}
    if os.environ.get(JOURNEYS) == "no":
        absent.add("journey")
    out = [item for item in items if any(item.get_closest_marker(name) for name in absent)]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in set(out)]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skipped and is_ci() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _skipped and is_ci():
        terminalreporter.write_line(f"Nothing may be skipped in CI, and this was: {', '.join(_skipped)}", red=True)
