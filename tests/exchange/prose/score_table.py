"""A pytest plugin: prints the score of the corpus at the end of the run, so that worse reading is seen.

Where pytest-xdist runs the tests, the run itself never loads this folder's conftest, so `-p` must name this module.
"""

import json
from pathlib import Path

import pytest

QUESTIONS = ("nodes", "parents", "kinds", "decisions", "periods")


def score_file(config: pytest.Config) -> Path:
    """What the workers of pytest-xdist and the run share."""
    return config.rootpath / ".pytest_cache" / "prose" / "scores.json"


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        score_file(config).unlink(missing_ok=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not score_file(config).exists():
        return
    plain = json.loads(score_file(config).read_text())
    terminalreporter.section("reading pages: score of the corpus")
    terminalreporter.write_line(f"{'':34}" + "".join(f"{question:>11}" for question in QUESTIONS))
    for name, shares in plain.items():
        if name == "all" or min(shares.values()) < 1:
            terminalreporter.write_line(f"{name:34}" + "".join(f"{shares[q]:>11.0%}" for q in QUESTIONS))
    count = sum(min(shares.values()) == 1 for name, shares in plain.items() if name != "all")
    terminalreporter.write_line(f"{count} of {len(plain) - 1} pages are read without a fault")
