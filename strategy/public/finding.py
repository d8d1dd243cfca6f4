"""From an address to what it stands for: town, plan and published edition, as plain rows. Never finds a draft.

Raises NotHere (404) where there is nothing for the public, OtherLanguage where the town does not have the language.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities.models import FooterLink

from ..models import Edition, Goal, Level, Plan
from ..vocabulary import LANGUAGES, STEPS, Kind, Status
from .rows import Given, JsonRows, Question, rows_of
from .texts import Reader, Text, when

Stamps = tuple[tuple[int, int], ...]
"""(plan id, stamp) of every published plan that a page may show; changes with what the public reads."""

TOWN_COLUMNS = (
    *("pk", "slug", "country", "register_code", "language", "languages", "brand_colour", "logo", "is_demonstration"),
    *("contact_address", "contact_email", "contact_phone", "contact_url", "privacy_email", "privacy_url"),
    "feedback_kept_days",
)
TRANSLATED = ("title", "question", "introduction", "municipality__name", "municipality__formal_name")
PLAN_COLUMNS = (
    *("slug", "starts_in", "ends_in", "stamp"),
    *(f"municipality__{name}" for name in TOWN_COLUMNS),
    *(f"{name}_{code}" for name in TRANSLATED for code in LANGUAGES),
)
EDITION_COLUMNS = ("number", "kind", "seal", "based_on", "published_at", "begins_on", "steps")
NAMING = ("code", *(f"{name}_{code}" for name in ("short_title", "title") for code in LANGUAGES))
LINK_COLUMNS = ("pk", "position", "url", *(f"label_{code}" for code in LANGUAGES))
LEVEL_COLUMNS = ("kind", *(f"{name}_{code}" for name in ("singular", "plural", "lead_in") for code in LANGUAGES))


class NotHere(Http404):
    """There is no such page; the text is a sentence for the visitor, or empty."""


class Gone(NotHere):
    """What stood at this address once; ``ways``: (text, address) of where it can still be read."""

    def __init__(self, sentence: str, ways: Iterable[tuple[str, str]]) -> None:
        super().__init__(sentence)
        self.ways = list(ways)


class OtherLanguage(Exception):
    """The town does not speak the language of the address; ``lang`` is the one to send the visitor to."""

    def __init__(self, lang: str) -> None:
        self.lang = lang


@dataclass(frozen=True)
class Town:
    pk: int
    slug: str
    country: str
    register_code: str
    language: str
    languages: tuple[str, ...]
    name: Text
    formal_name: Text
    brand_colour: str
    logo: str
    is_demonstration: bool
    contact_address: str
    contact_email: str
    contact_phone: str
    contact_url: str
    privacy_email: str
    privacy_url: str
    feedback_kept_days: int
    links: tuple[tuple[Text, str], ...] = ()
    """What it adds to the foot of its pages: (text, address)."""

    @classmethod
    def of(cls, row: Mapping[str, Any], reader: Reader, links: Iterable[Mapping[str, Any]] = ()) -> Town:
        """From a row with columns ``municipality__…``, and rows of LINK_COLUMNS."""
        plain = {name: row[f"municipality__{name}"] for name in TOWN_COLUMNS}
        plain["languages"] = tuple(code for code in LANGUAGES if code in languages_of(row))
        name = reader.read(row, "municipality__name")
        ordered = sorted(links, key=lambda link: (link["position"], link["pk"]))
        named = ((reader.read(link, "label"), link["url"]) for link in ordered)
        return cls(
            **plain,
            name=name,
            formal_name=reader.read(row, "municipality__formal_name") or name,
            links=tuple((text, href) for text, href in named if text),
        )


@dataclass(frozen=True)
class PlanRow:
    pk: int
    slug: str
    title: Text
    question: Text
    introduction: Text
    starts_in: int | None
    ends_in: int | None
    published_at: datetime.datetime

    @classmethod
    def of(cls, row: Mapping[str, Any], reader: Reader) -> PlanRow:
        texts = {name: reader.read(row, name) for name in ("title", "question", "introduction")}
        return cls(
            row["pk"],
            row["slug"],
            **texts,
            starts_in=row["starts_in"],
            ends_in=row["ends_in"],
            published_at=row["published"],
        )

    @property
    def period(self) -> str:
        """ "2020–2025", "from 2018", or nothing."""
        if self.starts_in is None:
            return ""
        if self.ends_in is None:
            return _("from %(year)d") % {"year": self.starts_in}
        return f"{self.starts_in}–{self.ends_in}" if self.ends_in != self.starts_in else str(self.starts_in)

    def currency(self, year: int) -> tuple[int, int, datetime.datetime]:
        """Sorts plans by how much they are the one to show today: covers it, has no period, or is the newest."""
        covers = self.starts_in is not None and self.starts_in <= year <= (self.ends_in or year)
        return (2 if covers else int(self.starts_in is None), self.starts_in or 0, self.published_at)


@dataclass(frozen=True)
class EditionRow:
    pk: int
    number: int
    kind: str
    reason: Text
    seal: str
    based_on: int | None
    published_at: datetime.datetime
    begins_on: datetime.date
    has_steps: bool

    @classmethod
    def of(cls, row: Mapping[str, Any], reader: Reader) -> EditionRow:
        return cls(
            row["pk"],
            row["number"],
            row["kind"],
            reader.read(row, "reason"),
            row["seal"],
            row["based_on"],
            row["published_at"],
            row["begins_on"],
            row["steps"],
        )

    @property
    def begins(self) -> Any:
        return when(self.begins_on)

    @property
    def published(self) -> Any:
        return when(timezone.localdate(self.published_at))


@dataclass(frozen=True)
class Place:
    """What an address stands for. ``number`` is set where the address names the edition itself."""

    lang: str
    reader: Reader
    town: Town
    plan: PlanRow
    plans: list[PlanRow]
    editions: list[EditionRow]
    edition: EditionRow
    current: EditionRow
    number: int | None
    day: datetime.date | None = None
    is_current_plan: bool = True
    levels: tuple[Mapping[str, Any], ...] = ()
    """The rows of the plan's levels (see words.Words)."""
    named: Mapping[str, Any] | None = None
    """NAMING of the goal that the address names, where the edition has it."""
    stamps: Stamps = ()
    mark: str = field(default="", repr=False)
    """Changes with everything that these rows hold, the plan's stamp among it."""


def languages_of(row: Mapping[str, Any]) -> set[str]:
    return {row["municipality__language"], *row["municipality__languages"]}


def stamps_in(rows: Iterable[Mapping[str, Any]]) -> Stamps:
    """The stamps that rows of published_plans() carry."""
    return tuple(sorted((row["pk"], row["stamp"]) for row in rows))


def stamps_of(town: str) -> Stamps:
    """The stamps of a town's published plans as they are now ("": of all towns). One query on indexed columns."""
    return tuple(map(tuple, _stamps(bool(town)).ask(town=town)))


@functools.cache
def _stamps(is_of_one_town: bool) -> Question:
    plans = rows_of(Plan).filter(editions__status=Status.PUBLISHED)
    if is_of_one_town:
        plans = plans.filter(municipality__slug=Given("town"))
    return Question(plans.order_by("pk").values_list("pk", "stamp").distinct(), as_tuples=True)


def published_plans() -> QuerySet[Any, Any]:
    """Plans that the public can read, with their town, as rows; ``published``: when last."""
    return (
        rows_of(Plan)
        .annotate(published=Max("editions__published_at", filter=Q(editions__status=Status.PUBLISHED)))
        .filter(published__isnull=False)
        .order_by("municipality__slug", "-starts_in", "slug")
        .values(
            "pk",
            "published",
            *PLAN_COLUMNS,
        )
    )


def find(
    lang: str,
    town: str,
    plan: str | None = None,
    number: int | None = None,
    day: datetime.date | None = None,
    goal: str = "",
) -> Place:
    """The place of an address. One query (two with ``day``), whatever the plan's size.

    ``plan`` None: the one for today, or else the newest. ``number``: that edition instead of the one in force;
    ``day``: the edition that was in force then. ``goal``: the key of a goal that the address names.
    """
    rows, editions_by_plan = _of_town(town, goal)
    if not rows:
        raise NotHere(_("This site has no municipality at this address."))
    reader = Reader(lang, rows[0]["municipality__language"])
    plans = [PlanRow.of(row, reader) for row in rows]
    today = timezone.localdate()
    newest = max(plans, key=lambda row: row.currency(today.year))
    chosen = next((row for row in plans if row.slug == plan), None) if plan else newest
    if chosen is None:
        raise NotHere(_("This municipality has no plan at this address."))
    if lang not in languages_of(rows[0]):
        raise OtherLanguage(rows[0]["municipality__language"])
    editions = [EditionRow.of(row, reader) for row in editions_by_plan[chosen.pk]]
    current = next((row for row in editions if row.begins_on <= today), editions[0])
    shown = _asked_for(chosen.pk, editions, number, day) or current
    return Place(
        lang,
        reader,
        Town.of(rows[0], reader, editions_by_plan[chosen.pk][0]["links"] or ()),
        chosen,
        plans,
        editions,
        shown,
        current,
        number=shown.number if day else number,
        day=day,
        is_current_plan=chosen is newest,
        levels=tuple(editions_by_plan[chosen.pk][0]["levels"] or ()),
        named=next(row.get("goal") for row in editions_by_plan[chosen.pk] if row["pk"] == shown.pk),
        stamps=stamps_in(rows),
        mark=_digest(rows, [(row.number, row.seal, row.begins_on) for row in editions], shown.number),
    )


def _asked_for(
    plan: int, editions: list[EditionRow], number: int | None, day: datetime.date | None
) -> EditionRow | None:
    if day is not None:
        number = Edition.objects.in_force_on(day).filter(plan=plan).values_list("number", flat=True).first()
        if number is None:
            raise NotHere(_("On that day this plan was not yet in force."))
    if number is None:
        return None
    found = next((row for row in editions if row.number == number), None)
    if found is None:
        raise NotHere(_("This plan has no edition with that number."))
    return found


def _of_town(town: str, goal: str) -> tuple[list[dict[str, Any]], dict[int, list[dict[str, Any]]]]:
    """(rows of a town's plans as published_plans() has them, plan -> rows of its editions, newest first)"""
    editions: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _editions(bool(goal)).ask(town=town, goal=goal):
        editions[row["plan"]].append(row)
    plans = [
        {
            "pk": pk,
            "published": max(row["published_at"] for row in rows),
            **{name: rows[0][f"plan__{name}"] for name in PLAN_COLUMNS},
        }
        for pk, rows in editions.items()
    ]
    return plans, editions


@functools.cache
def _editions(with_goal: bool) -> Question:
    """The published editions of one town, each with its plan, the plan's levels and the town, and one of its goals."""
    steps = rows_of(Goal).filter(edition=OuterRef("pk"), kind__in=STEPS)
    links = rows_of(FooterLink).filter(municipality=OuterRef("plan__municipality")).order_by().values("municipality")
    levels = rows_of(Level).filter(plan=OuterRef("plan")).order_by().values("plan")
    rows = (
        Edition.objects.rewrite(False)
        .filter(plan__municipality__slug=Given("town"))
        .published()
        .with_beginning()
        .annotate(
            steps=Exists(steps),
            levels=_gathered(levels, LEVEL_COLUMNS),
            links=_gathered(links, LINK_COLUMNS),
        )
        .order_by("-plan__starts_in", "plan__slug", "-number")
    )
    columns = ["pk", "plan", *EDITION_COLUMNS, "levels", "links", *(f"reason_{code}" for code in LANGUAGES)]
    if with_goal:
        goals = rows_of(Goal).filter(edition=OuterRef("pk"), key=Given("goal")).exclude(kind=Kind.ROOT)
        rows = rows.annotate(goal=Subquery(goals.values_list(JSONObject(**{name: name for name in NAMING}))))
        columns.append("goal")
    return Question(rows.values(*columns, *(f"plan__{name}" for name in PLAN_COLUMNS)))


def _gathered(rows: QuerySet[Any, Any], columns: Iterable[str]) -> Subquery:
    """``rows``, of one group, as one column of another query."""
    return Subquery(rows.annotate(rows=JsonRows(JSONObject(**{name: name for name in columns}))).values("rows"))


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
