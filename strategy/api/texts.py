"""Translated columns as the API gives them: in the language asked for, or in the authentic one, and then named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ..vocabulary import LANGUAGES


class Reader:
    """Reads rows of one town. A language that the town has not switched on counts as not asked for."""

    def __init__(self, asked: str | None, authentic: str, spoken: Collection[str]) -> None:
        self.authentic = authentic
        self.spoken = tuple(code for code in LANGUAGES if code == authentic or code in spoken)
        self.lang = asked if asked in self.spoken else authentic

    def read(self, row: Mapping[str, Any], *names: str, at: str = "") -> dict[str, Any]:
        """The texts by name, with "lang", and under "fallback" the names of those that are not in it.

        ``at`` is what stands before the names in the row's columns ("municipality__").
        """
        texts: dict[str, Any] = {}
        fallback = []
        for name in names:
            text = row[f"{at}{name}_{self.lang}"] or ""
            if not text and self.lang != self.authentic:
                text = row[f"{at}{name}_{self.authentic}"] or ""
                fallback += [name] if text else []
            texts[name] = text
        return {**texts, "lang": self.lang, "fallback": fallback}

    def maps(self, row: Mapping[str, Any], *names: str, at: str = "") -> dict[str, dict[str, str]]:
        """The texts by name and language, in all languages of the town; {} where there is none."""
        return {
            name: {code: row[f"{at}{name}_{code}"] for code in self.spoken if row[f"{at}{name}_{code}"]}
            for name in names
        }


def columns(*names: str) -> list[str]:
    """The columns to ask the database for, in every language."""
    return [f"{name}_{code}" for name in names for code in LANGUAGES]
