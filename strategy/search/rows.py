"""From a plan to the rows by which it is found: one for each goal that the public reads, in each language.

Reads published editions alone. Old editions are not searched; one that takes effect later is found from that day on.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ..models import Edition, Goal, Plan
from ..models.goal import TEXT_FIELDS
from ..vocabulary import LANGUAGES, Kind
from .words import forms_of, words_of

ANALYSIS = 1
"""Grows with every change of how words are made: rows of another number are made anew (keeping.catch_up)."""

VERSION = f"{ANALYSIS}:"
"""Stands in front of SearchedPlan.made_from."""

PLAN = "plan"
"""The kind of a row that stands for the plan itself."""

ALWAYS = datetime.date.min, datetime.date.max

PLAN_TITLES = ("title", "municipality__name", "municipality__formal_name")
PLAN_TEXTS = ("question", "introduction")


@dataclass(frozen=True)
class Stretch:
    """The days on which an edition is the one that the public pages show, the last one left out."""

    edition: int
    begins: datetime.date
    ends: datetime.date


@dataclass(frozen=True)
class Found:
    """The words of a text: ``forms`` are its stems and other spellings."""

    words: str
    forms: str
    language: str


def said(row: Mapping[str, Any], name: str, language: str, authentic: str) -> tuple[str, str]:
    """The text ``name`` as a page in ``language`` shows it, and the language that it is in."""
    own = row[f"{name}_{language}"]
    return (own, language) if own else (row[f"{name}_{authentic}"] or "", authentic)


class Source:
    """A plan as the search sees it."""

    def __init__(self, row: Mapping[str, Any], today: datetime.date) -> None:
        self.row = row
        self.authentic = row["municipality__language"]
        self.languages = [code for code in LANGUAGES if code in {self.authentic, *row["municipality__languages"]}]
        self.stretches = _stretches(row["pk"], today)

    @property
    def made_from(self) -> str:
        """Changes with everything that rows of goals are made from; the goals themselves are sealed."""
        parts = (self.stretches, self.languages, self.authentic, self.row["starts_in"])
        return f"{VERSION}{hashlib.sha256(repr(parts).encode()).hexdigest()}"

    def of_goals(self) -> Iterator[list[Any]]:
        """Values for the columns of SearchRow, in their order, behind its id."""
        for stretch in self.stretches:
            yield from self._of_edition(stretch)

    def of_plan(self) -> Iterator[list[Any]]:
        """The plan can be found by its title and question, and by its town."""
        if not self.stretches:
            return
        row = self.row
        for language in self.languages:
            title, text = self._found(row, language, PLAN_TITLES), self._found(row, language, PLAN_TEXTS)
            yield self._values(None, "", PLAN, language, ALWAYS, 0, title, text)

    def _of_edition(self, stretch: Stretch) -> Iterator[list[Any]]:
        texts = [f"{name}_{code}" for name in TEXT_FIELDS for code in self.languages]
        goals = QuerySet(Goal).filter(edition=stretch.edition).exclude(kind=Kind.ROOT).order_by("lft")
        paths: dict[int, str] = {}
        for goal in goals.values("pk", "parent_id", "kind", "code", "lft", *texts).iterator(chunk_size=2000):
            above = paths.get(goal["parent_id"], "")
            paths[goal["pk"]] = f"{above} {goal['pk']}".strip()
            for language in self.languages:
                title, text = self._texts(goal, language)
                place = (goal["pk"], above, goal["kind"], language)
                yield self._values(*place, (stretch.begins, stretch.ends), goal["lft"], title, text)

    def _texts(self, goal: Mapping[str, Any], language: str) -> tuple[Found, Found]:
        """The words of title and text as a page in ``language`` shows them."""
        title = self._found(goal, language, ("title", "short_title"), goal["code"])
        return title, self._found(goal, language, ("lead_in", "text"))

    def _found(self, row: Mapping[str, Any], language: str, names: Sequence[str], code: str = "") -> Found:
        words = words_of(code)
        forms = {"".join(words)} if len(words) > 1 else set()
        spoken = ""
        for name in names:
            text, text_language = said(row, name, language, self.authentic)
            if text:
                spoken = spoken or text_language
                words += words_of(text)
                forms |= forms_of(text, text_language)
        return Found(" ".join(words), " ".join(sorted(forms)), spoken or self.authentic)

    def _values(
        self, goal: int | None, path: str, kind: str, language: str, shown: tuple[datetime.date, datetime.date],
        position: int, title: Found, text: Found,
    ) -> list[Any]:  # fmt: skip
        others = [code for code in LANGUAGES if code not in self.languages] if language == self.authentic else []
        return [
            *(self.row["municipality"], self.row["pk"], goal, path, kind, language, title.language),
            *(" ".join([language, *others]), *(day.isoformat() for day in shown), self.row["starts_in"] or 0, position),
            *(title.words, title.forms, text.words, text.forms),
        ]


def source_of(plan: int, today: datetime.date) -> Source | None:
    names = ("starts_in", "municipality", "municipality__language", "municipality__languages")
    texts = [f"{name}_{code}" for name in (*PLAN_TITLES, *PLAN_TEXTS) for code in LANGUAGES]
    row = QuerySet(Plan).filter(pk=plan).values("pk", *names, *texts).first()
    return Source(row, today) if row else None


def _stretches(plan: int, today: datetime.date) -> list[Stretch]:
    """Which edition is shown when, from ``today`` on. On a day: the one with the highest number that has begun, or the
    newest where none has (public.finding)."""
    rows = Edition.objects.filter(plan=plan).published().with_beginning().order_by("-number")
    editions = list(rows.values_list("pk", "begins_on"))
    if not editions:
        return []
    days = sorted({begins for _pk, begins in editions if begins > today})
    found: list[Stretch] = []
    for begins, ends in zip([datetime.date.min, *days], [*days, datetime.date.max], strict=True):
        day = max(begins, today)
        shown = next((pk for pk, start in editions if start <= day), editions[0][0])
        if found and found[-1].edition == shown:
            found[-1] = Stretch(shown, found[-1].begins, ends)
        else:
            found.append(Stretch(shown, begins, ends))
    return found
