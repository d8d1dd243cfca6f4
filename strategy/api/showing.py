"""Rows of the database as the API shows them: one function for each thing of schemas.py."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ..vocabulary import Precision, sdg_numbers
from .finding import PLAN_TEXTS, TOWN_TEXTS, Addresses, Place
from .texts import Reader

Row = Mapping[str, Any]
GOAL_PLAIN = ("key", "kind", "code", "form", "icon", "is_priority", "external_id", "sdgs")
GOAL_TEXTS = ("title", "short_title", "lead_in", "text")
GOAL_SHAPE = ("pk", "parent__key", "level", "lft", "rght")
DECISION_PLAIN = (
    "kind", "precision", "number", "uri", "votes_for", "votes_against", "votes_abstained", "is_unanimous", "note",
)  # fmt: skip
LENGTHS: dict[str, int] = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


def date(known: datetime.date | None, precision: str) -> str | None:
    """As much of a date as is known."""
    return known.isoformat()[: LENGTHS[precision]] if known and precision in LENGTHS else None


def town(row: Row, reader: Reader, addresses: Addresses) -> dict[str, Any]:
    """``row``: one of finding.published_plans()."""
    texts = reader.read(row, *TOWN_TEXTS, at="municipality__")
    scheme, code = row["municipality__register_scheme"], row["municipality__register_code"]
    return {
        "slug": row["municipality__slug"],
        **texts,
        "country": row["municipality__country"],
        "registered_as": {"scheme": scheme, "code": code} if scheme and code else None,
        "language": reader.authentic,
        "languages": list(reader.spoken),
        "is_demonstration": row["municipality__is_demonstration"],
        "url": addresses.town,
        "plans": f"{addresses.town}/plans",
        "page": addresses.town_page,
    }


def plan(row: Row, reader: Reader, addresses: Addresses) -> dict[str, Any]:
    """``row``: one of finding.published_plans()."""
    slug, first = row["slug"], row["starts_in"]
    return {
        "town": row["municipality__slug"],
        "slug": slug,
        **reader.read(row, *PLAN_TEXTS),
        "period": None if first is None else {"first": first, "last": row["ends_in"]},
        "published_at": row["published"],
        "url": addresses.plan(slug),
        "page": addresses.plan_page(slug),
        "data": f"{addresses.plan_page(slug)}data/",
    }


def edition(row: Row, place: Place) -> dict[str, Any]:
    """``row``: one of finding.published_editions()."""
    number = row["number"]
    url = f"{place.addresses.plan(place.slug)}/editions/{number}"
    return {
        "number": number,
        "kind": row["kind"],
        **place.reader.read(row, "reason"),
        "based_on": row["based_on__number"],
        "is_in_force": number == place.in_force,
        "begins_on": row["begins_on"],
        "published_at": row["published_at"],
        "seal": row["seal"],
        "url": url,
        "sealed": f"{url}/sealed",
        "tree": f"{place.addresses.plan(place.slug)}/tree?edition={number}",
        "page": place.addresses.edition_page(place.slug, number),
    }


class Goals:
    """Shows goals of one edition; addresses are made once, for there may be thousands."""

    def __init__(self, place: Place) -> None:
        number = place.edition["number"]
        self.reader = place.reader
        self.url = f"{place.addresses.plan(place.slug)}/goals/"
        self.page = place.addresses.plan_page(place.slug)
        self.query = ""
        if place.is_asked_for:
            self.page, self.query = place.addresses.edition_page(place.slug, number), f"?edition={number}"

    def show(self, row: Row) -> dict[str, Any]:
        """``row`` has GOAL_PLAIN, GOAL_SHAPE and the columns of GOAL_TEXTS."""
        key = row["key"]
        return {
            **{name: row[name] for name in GOAL_PLAIN},
            "sdgs": sdg_numbers(row["sdgs"]),
            **self.reader.read(row, *GOAL_TEXTS),
            "parent": row["parent__key"] if row["level"] > 1 else None,
            "depth": row["level"],
            "descendants": (row["rght"] - row["lft"] - 1) // 2,
            "url": f"{self.url}{key}{self.query}",
            "page": f"{self.page}goals/{key}/",
        }


def decision(row: Row, place: Place, organisations: list[dict[str, Any]]) -> dict[str, Any]:
    """``row``: one of reading.decisions_of()."""
    document = None
    if row["document"]:
        name = quote(row["document"].rsplit("/", 1)[-1])
        document = f"{place.addresses.plan_page(place.slug)}decisions/{row['pk']}/{name}"
    return {
        "edition": row["edition__number"],
        **{name: row[name] for name in DECISION_PLAIN},
        "body": place.reader.read(row, "name", "by_line", at="body__"),
        "date": date(row["date"], row["precision"]),
        "effective_on": row["effective_on"],
        "organisations": organisations,
        "document": document,
    }
