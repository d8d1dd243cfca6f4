"""A document's texts in one language, each with the language that it is really in; dates and decisions in words."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from babel.dates import format_date, format_skeleton
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from ...vocabulary import Kind, Precision
from ..document import BodyEntry, DecisionEntry, LevelEntry, PlanDocument
from ..papers.pieces import labels

LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "de": "de_DE", "en": "en_GB", "da": "da_DK"}
UNFIT = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""


@dataclass(frozen=True)
class Said:
    """A text and its language, which is another than the reader's where it is not translated."""

    text: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


class Wording:
    """``language`` is the reader's, never ""."""

    def __init__(self, document: PlanDocument, language: str = "") -> None:
        self.document = document
        self.language = language or document.language
        self.levels: dict[str, LevelEntry] = {level.kind: level for level in document.levels}
        self.bodies: dict[str, BodyEntry] = {body.name: body for body in document.bodies}

    def of(self, entry: object, name: str) -> Said:
        """A translated field of an entry of the document: in the reader's language, or else in the authentic one."""
        translations: dict[str, dict[str, str]] = getattr(entry, "translations", {})
        translated = translations.get(self.language, {}).get(name, "")
        if translated and self.language != self.document.language:
            return Said(translated, self.language)
        return Said(getattr(entry, name), self.document.language)

    def own(self, text: str) -> Said:
        """A text that is in the reader's language already: an interface word, a date, a number."""
        return Said(text, self.language)

    def level(self, kind: str, name: str) -> str:
        """What the plan calls a kind, in the reader's language only: a foreign word in a label helps nobody."""
        said = self.of(self.levels[kind], name) if kind in self.levels else Said("", "")
        return said.text if said.language == self.language else ""

    def singular(self, kind: str) -> str:
        with override(self.language):
            return self.level(kind, "singular") or str(Kind(kind).label)

    def lead_in(self, kind: str) -> Said:
        return self.of(self.levels[kind], "lead_in") if kind in self.levels else self.own("")

    def period(self) -> str:
        if not self.document.period:
            return ""
        first, last = self.document.period
        if last:
            return f"{first}–{last}"
        with override(self.language):
            return _("from %(year)s") % {"year": first}

    def date(self, iso: str, precision: str = Precision.DAY) -> str:
        """A date as it is said, as exactly as it is known: "17 december 2019", "september 2018", "2019"."""
        try:
            date = datetime.date.fromisoformat(iso)
        except ValueError:
            return iso
        locale = LOCALES.get(self.language, "en_GB")
        if precision == Precision.YEAR:
            return str(date.year)
        if precision == Precision.MONTH:
            return format_skeleton("yMMMM", date, locale=locale)
        return format_date(date, "long", locale=locale)

    def decision(self, entry: DecisionEntry) -> Said:
        """ "Approved: gemeenteraad, 17 December 2019, number 2019_GR_1, 21 for, 9 against" """
        with override(self.language):
            body = self.bodies.get(entry.body)
            who = self.of(body, "name").text if body else entry.body
            words = labels(self.language)
            number = words.number % {"number": entry.number} if entry.number else ""
            parts = [who, self.date(entry.date, entry.precision), number]
            parts += [words.unanimous] if entry.is_unanimous else []
            counts = ((getattr(entry, name), said) for name, said in words.votes.items())
            parts += [said % {"count": count} for count, said in counts if count is not None]
            label = words.decided.get(entry.kind, entry.kind)
        return self.own(f"{label}: {', '.join(filter(None, parts))}")


def unpublished(status: str) -> str:
    """What stands in a file of an edition that is not published; "" where it is. In the language that is active."""
    draft, proposal = labels(get_language() or "en").statuses
    return draft if status == "draft" else proposal if status else ""


def paragraphs(text: str) -> list[str]:
    """A text at its empty lines; line breaks inside stay."""
    return [part.strip("\n") for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def fit(text: str) -> str:
    """``text`` without what XML cannot hold, its line breaks all of one kind."""
    return UNFIT.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
