"""The site's settings, with the addresses to compare with beside its own."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
