"""The icons that the build took from Lucide, to be drawn in the page itself."""

import json
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FILE = "koers/icons.json"


@lru_cache(maxsize=1)
def _icons() -> dict[str, str]:
    found = finders.find(FILE)
    if found:
        return json.loads(Path(found).read_text())
    if staticfiles_storage.exists(FILE):
        with staticfiles_storage.open(FILE) as file:
            return json.loads(file.read())
    return {}


def inside(name: str) -> str:
    """What stands inside an icon's <svg> of 24 by 24, or "" where there is no such icon."""
    return _icons().get(name, "")


def icon(name: str, css_class: str = "") -> SafeString:
    """An icon for the eye alone; "" where there is no such icon."""
    drawing = inside(name)
    if not drawing:
        return SafeString()
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        f" {css_class}" if css_class else "",
        mark_safe(drawing),  # noqa: S308 - from our own build
    )
