"""The parts of a public address: what a language, a plan's slug, a goal's key and a day look like."""

import datetime

from django.urls import register_converter
from django.urls.converters import SlugConverter

from ..vocabulary import FIXED_WORDS, KEY_LENGTH, LANGUAGES


class Language:
    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PlanSlug(SlugConverter):
    regex = rf"(?!(?:{'|'.join(FIXED_WORDS)})/)[-a-zA-Z0-9_]+"


class Key(SlugConverter):
    regex = f"[a-z2-7]{{{KEY_LENGTH}}}"


class Day:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> datetime.date:
        return datetime.date.fromisoformat(value)

    def to_url(self, value: datetime.date) -> str:
        return value.isoformat()


register_converter(Language, "language")
register_converter(PlanSlug, "plan")
register_converter(Key, "key")
register_converter(Day, "day")
