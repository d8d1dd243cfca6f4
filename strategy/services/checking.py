"""Checks of an edition before it is published: how they read it and say what they find, and those that find errors.

This is what publishing refuses; reviewing.py adds what it does not, for the panel that shows both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import Edition, Goal
from ..models.goal import TEXT_FIELDS
from ..vocabulary import APPROVING, EditionKind, Kind
from .content import language_name
from .plan_texts import written_texts


class Severity(TextChoices):
    ERROR = "error", gettext_lazy("must be solved")
    WARNING = "warning", gettext_lazy("look at this")
    NOTICE = "notice", gettext_lazy("good to know")


@dataclass(frozen=True)
class Place:
    """A goal that a finding is about: its columns, and the language of the text ("" for the goal as a whole).
    ``note`` says more, where there is more to say."""

    values: dict[str, Any]
    language: str = ""
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """What a check found, in a sentence with its count, and where. ``state``, with ``language``: what the
    translation board shows of it; ``is_of_plan``: it is about the plan's own texts."""

    severity: Severity
    sentence: str
    places: list[Place] = field(default_factory=list)
    language: str = ""
    state: str = ""
    is_of_plan: bool = False


class Reading:
    """What the checks read: an edition's goals in one query, all else when it is asked for."""

    def __init__(self, edition: Edition) -> None:
        self.edition, self.plan, self.town = edition, edition.plan, edition.plan.municipality
        self.authentic: str = self.town.language
        self.translations = [code for code in self.town.languages if code != self.authentic]

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        columns = [f"{name}_{code}" for name in TEXT_FIELDS for code in self.town.languages]
        goals = Goal.objects.rewrite(False).filter(edition=self.edition).exclude(kind=Kind.ROOT).order_by("lft")
        names = ("pk", "parent_id", "key", "kind", "code", "lft", "rght", "translated_from")
        return list(goals.values(*names, *columns))

    def text(self, row: dict[str, Any], name: str, language: str = "") -> str:
        return str(row[f"{name}_{language or self.authentic}"] or "")

    def texts(self) -> Iterator[tuple[dict[str, Any], str, str, str]]:
        """(row, field, language, text) of every text that is not empty."""
        for row in self.rows:
            for language in self.town.languages:
                for name in TEXT_FIELDS:
                    if text := row[f"{name}_{language}"]:
                        yield row, name, language, text

    @cached_property
    def plan_texts(self) -> list:
        return written_texts(self.edition)


Check = Callable[[Reading], Iterator[Finding]]


def errors(edition: Edition) -> list[Finding]:
    """What stands between an edition and its publication."""
    reading = Reading(edition)
    return [finding for check in ERRORS for finding in check(reading)]


def is_adopted(edition: Edition) -> bool:
    """Whether an approving decision is recorded on it; a correction rests on the decision of its base."""
    if edition.decisions.standing().filter(kind__in=APPROVING).exists():
        return True
    return edition.kind == EditionKind.CORRECTION and edition.based_on is not None and is_adopted(edition.based_on)


def _is_empty(reading: Reading) -> Iterator[Finding]:
    if not reading.rows:
        yield Finding(Severity.ERROR, _("This edition has no goals yet. Add at least a mission or one goal."))


def _untitled(reading: Reading) -> Iterator[Finding]:
    places = [Place(row, reading.authentic) for row in reading.rows if not reading.text(row, "title").strip()]
    sentence = ngettext(
        "%(count)d goal has no title. Give it one.",
        "%(count)d goals have no title. Give each of them one.",
        len(places),
    )
    if places:
        yield Finding(Severity.ERROR, sentence % {"count": len(places)}, places, reading.authentic)


def _not_adopted(reading: Reading) -> Iterator[Finding]:
    if reading.town.requires_decision and not is_adopted(reading.edition):
        sentence = _(
            "%(town)s publishes only what a decision adopts. Ask the council secretary to record the decision on "
            "this edition first."
        )
        yield Finding(Severity.ERROR, sentence % {"town": reading.town})


ERRORS: tuple[Check, ...] = (_is_empty, _untitled, _not_adopted)


def in_language(sentence: str, count: int, language: str) -> str:
    """A sentence with its count and the name of a language."""
    return sentence % {"count": count, "language": language_name(language)}
