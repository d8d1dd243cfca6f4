"""Texts of strangers without the signs that a database, a reader or a person cannot bear. No ORM."""

from __future__ import annotations

import re
from typing import Any

HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(value: Any) -> Any:
    """``value``, and everything in it, without control characters and those that turn text around."""
    if isinstance(value, str):
        return HARMFUL.sub("", value) if HARMFUL.search(value) else value
    if isinstance(value, list):
        return [harmless(item) for item in value]
    if isinstance(value, dict):
        return {harmless(name): harmless(item) for name, item in value.items()}
    return value


def cleaned_line(text: str) -> str:
    """A typed line without line breaks and signs that do harm."""
    return " ".join(harmless(text).split())


def cleaned_text(text: str) -> str:
    """A typed text with its line breaks as \\n and without signs that do harm."""
    return str(harmless(text.replace("\r\n", "\n").replace("\r", "\n"))).strip("\n")
