"""From an address of the API to towns, plans and published editions as plain rows. Never finds a draft."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Edition, Plan
from ..vocabulary import Status
from .texts import Reader, columns

TOWN = (
    "slug", "country", "register_scheme", "register_code", "language", "languages", "is_demonstration",
)  # fmt: skip
TOWN_TEXTS = ("name", "formal_name")
PLAN_TEXTS = ("title", "question", "introduction")


def rows_of(model: type[Model]) -> QuerySet[Any, Any]:
    """Rows as they are stored, without language rewriting and model instances."""
    return QuerySet(model)


class Addresses:
    """Absolute addresses of one town's things: in the API and on the public pages."""

    def __init__(self, request: HttpRequest, town: str, lang: str) -> None:
        self.site = f"{request.scheme}://{request.get_host()}"
        self.town = f"{self.site}{reverse('api:reference')}towns/{town}"
        self.town_page = self.site + reverse("public:town", kwargs={"lang": lang, "town": town})

    def plan(self, slug: str) -> str:
        return f"{self.town}/plans/{slug}"

    def plan_page(self, slug: str) -> str:
        return f"{self.town_page}{slug}/"

    def edition_page(self, slug: str, number: int) -> str:
        return f"{self.plan_page(slug)}editions/{number}/"


@dataclass(frozen=True)
class Place:
    """A plan and one of its editions, as rows; ``newest``: the edition in force, unless another was asked for."""

    reader: Reader
    addresses: Addresses
    plan: Mapping[str, Any]
    editions: list[Mapping[str, Any]]
    in_force: int
    edition: Mapping[str, Any]

    @property
    def slug(self) -> str:
        return str(self.plan["slug"])

    @property
    def is_asked_for(self) -> bool:
        """Whether the edition is another than the one in force, so that addresses must name it."""
        return bool(self.edition["number"] != self.in_force)

    @property
    def mark(self) -> object:
        return (sorted(self.plan.items()), self.editions, self.in_force, self.edition["number"])


def published_plans() -> QuerySet[Any, Any]:
    """Plans that the public can read, with their town, as rows; ``published``: when last."""
    return (
        rows_of(Plan)
        .annotate(published=Max("editions__published_at", filter=Q(editions__status=Status.PUBLISHED)))
        .filter(published__isnull=False)
        .order_by("municipality__slug", "-starts_in", "slug")
        .values(
            "pk",
            "slug",
            "starts_in",
            "ends_in",
            "stamp",
            "published",
            "municipality",
            *(f"municipality__{name}" for name in (*TOWN, *columns(*TOWN_TEXTS))),
            *columns(*PLAN_TEXTS),
        )
    )


def reader_of(row: Mapping[str, Any], lang: str | None) -> Reader:
    """For the texts of a row of published_plans()."""
    return Reader(lang, row["municipality__language"], row["municipality__languages"])


def plans_of(town: str) -> list[Mapping[str, Any]]:
    """The published plans of a town. Raises Http404 where it has none. One query."""
    rows = list(published_plans().filter(municipality__slug=town))
    if not rows:
        raise Http404(_("No municipality here is called “%(town)s”.") % {"town": town})
    return rows


def find(request: HttpRequest, town: str, plan: str, lang: str | None, number: int | None = None) -> Place:
    """The place of an address. Two queries. Raises Http404 with a sentence where the public finds nothing."""
    row = published_plans().filter(municipality__slug=town, slug=plan).first()
    if row is None:
        raise Http404(_("%(town)s has published no plan “%(plan)s”.") % {"town": town, "plan": plan})
    reader = reader_of(row, lang)
    editions = editions_of(row["pk"])
    in_force = edition_in_force(editions, timezone.localdate())
    wanted = in_force if number is None else number
    edition = next((edition for edition in editions if edition["number"] == wanted), None)
    if edition is None:
        raise Http404(_("This plan has no published edition %(number)d.") % {"number": number})
    return Place(reader, Addresses(request, town, reader.lang), row, editions, in_force, edition)


def editions_of(plan: int) -> list[Mapping[str, Any]]:
    """The published editions of a plan, newest first. One query."""
    return list(published_editions().filter(plan=plan))


def published_editions() -> QuerySet[Any, Any]:
    """Rows of all published editions, each plan's newest first."""
    published = Edition.objects.rewrite(False).published().with_beginning()
    plain = ("pk", "plan", "number", "kind", "seal", "based_on__number", "published_at", "begins_on")
    return published.order_by("plan", "-number").values(*plain, *columns("reason"))


def edition_in_force(editions: list[Mapping[str, Any]], today: datetime.date) -> int:
    """The number of the edition that holds today; before the first one begins, the newest."""
    return next((row["number"] for row in editions if row["begins_on"] <= today), editions[0]["number"])
