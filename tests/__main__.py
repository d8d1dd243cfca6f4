"""Runs the whole suite on SQLite and then on PostgreSQL; `make test` calls it. Arguments are handed on to pytest.

Journeys run once, in the second pass: what they show does not hang on the database. The exit code is pytest's:
zero where one pass at least ran tests and none failed.
"""

import os
import subprocess
import sys

import pytest

from tests.machine import DATABASE, JOURNEYS, chromium, is_ci

OK, INTERRUPTED, USAGE, NO_TESTS = (
    pytest.ExitCode.OK,
    pytest.ExitCode.INTERRUPTED,
    pytest.ExitCode.USAGE_ERROR,
    pytest.ExitCode.NO_TESTS_COLLECTED,
)


def run(database: str, journeys: bool, arguments: list[str]) -> int:
    environment = {**os.environ, DATABASE: database, JOURNEYS: "yes" if journeys else "no"}
    print(f"\n{'-' * 8} {'SQLite' if database == 'sqlite' else 'PostgreSQL'} {'-' * 8}", flush=True)
    command = [sys.executable, "-m", "pytest", "-n", os.environ.get("JOBS", "2"), *arguments]
    return subprocess.run(command, env=environment).returncode


def main(arguments: list[str]) -> int:
    has_browser = chromium() is not None
    if not has_browser and is_ci():
        print("CI needs Chromium for the browser journeys: install the package chromium.", file=sys.stderr)
        return 1
    if not has_browser:
        print("No Chromium on this machine: the browser journeys are not run; everything else is.")
    codes = []
    for database, journeys in (("sqlite", False), ("postgresql", has_browser)):
        codes.append(run(database, journeys, arguments))
        if codes[-1] in (INTERRUPTED, USAGE):
            return codes[-1]
    if codes[0] not in (OK, NO_TESTS):
        print("The pass on SQLite failed: see above.")
    failed = [code for code in codes if code not in (OK, NO_TESTS)]
    return max(failed) if failed else (OK if OK in codes else NO_TESTS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
