"""The site's settings, with the addresses to compare with beside its own."""

from config import logs
from config.settings import *  # noqa: F403

LOGGING = logs.configuration("text", "WARNING")  # a line per request would be measured too, and fill the screen

ROOT_URLCONF = "tests.bench.urls"
