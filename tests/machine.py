"""What the machine has that tests can use, and the names by which a run is told what to contain."""

import os
import shutil

DATABASE = "KOERS_TEST_DATABASE"
"""sqlite or postgresql: where this run keeps its rows."""

JOURNEYS = "KOERS_TEST_JOURNEYS"
"""no: leave the browser journeys out."""


def is_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def chromium() -> str | None:
    """The path of the machine's Chromium, for Playwright's ``executable_path``."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
