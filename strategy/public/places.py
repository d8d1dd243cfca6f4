"""What an address of the public pages stands for: town, plan, edition and proposal as plain rows, and their place.

Made by finding.py; knows no query."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..vocabulary import LANGUAGES
from .addresses import Preview
from .texts import Reader, Text, when

Stamps = tuple[tuple[int, int], ...]
"""(plan id, stamp) of every published plan that a page may show; changes with what the public reads."""

TOWN_COLUMNS = (
    *("pk", "slug", "country", "register_code", "language", "languages", "brand_colour", "logo"),
    *("header_picture", "is_demonstration"),
    *("domain", "contact_address", "contact_email", "contact_phone", "contact_url", "privacy_email", "privacy_url"),
    "feedback_kept_days",
)


class NotHere(Http404):
    """There is no such page; the text is a sentence for the visitor, or empty. ``onward`` is the address of a page that
    helps, with what its link says."""

    def __init__(self, sentence: str = "", onward: tuple[str, str] = ("", "")) -> None:
        super().__init__(sentence)
        self.onward = onward


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
    header_picture: str
    is_demonstration: bool
    domain: str
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
    has_succession: bool
    """Whether the public can read what became of its plan's goals, or where they come from."""

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
            row["succession"],
        )

    @property
    def begins(self) -> Any:
        return when(self.begins_on)

    @property
    def published(self) -> Any:
        return when(timezone.localdate(self.published_at))


@dataclass(frozen=True)
class Proposal:
    """``remarks_until``: the last day on which citizens can send remarks, if they are asked for any."""

    number: int
    remarks_until: datetime.date | None

    @classmethod
    def of(cls, row: Mapping[str, Any] | None) -> Proposal | None:
        if row is None:
            return None
        until = row["remarks_until"]
        return cls(row["number"], datetime.date.fromisoformat(until) if until else None)

    @property
    def is_open(self) -> bool:
        return self.remarks_until is not None and timezone.localdate() <= self.remarks_until


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
    in_force: Mapping[int, int] = field(default_factory=dict)
    """Each plan of the town -> its edition in force today."""
    preview: Preview | None = None
    proposal: Proposal | None = None
    """The plan's open edition, where the public may read it."""
    stamps: Stamps = ()
    mark: str = field(default="", repr=False)
    """Changes with everything that these rows hold, the plan's stamp among it, and with the day where that counts."""

    @property
    def sealed(self) -> list[EditionRow]:
        """The published editions: all of them, but for a preview's own."""
        return [row for row in self.editions if row.seal]

    @property
    def is_ahead(self) -> bool:
        """Whether the address names a day that is still to come."""
        return self.day is not None and self.day > timezone.localdate()

    def address(self, view: str, **parts: Any) -> str:
        """Of one of this plan's pages: the public's, or in a preview the preview's own."""
        if self.preview:
            return reverse(f"{self.preview.pages}:{view}", kwargs={**self.preview.door, "lang": self.lang, **parts})
        named = {"lang": self.lang, "town": self.town.slug, "plan": self.plan.slug}
        return reverse(f"public:{view}", kwargs={**named, **parts})

    @property
    def town_page(self) -> str:
        """The page that the town's name leads to. A preview is all that there is of its town."""
        if self.preview:
            return self.address("plan")
        return reverse("public:town", kwargs={"lang": self.lang, "town": self.town.slug})


def languages_of(row: Mapping[str, Any]) -> set[str]:
    return {row["municipality__language"], *row["municipality__languages"]}
