"""What stands beside a plan's tree, as rows shown: decisions, levels, organisations, milestones, attachments."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from urllib.parse import quote

from django.db.models import F

from municipalities.models import Organisation

from ..models import Attachment, Decision, Level, Milestone
from ..models.decision import standing
from ..vocabulary import Status
from . import showing
from .finding import Place, rows_of
from .texts import Reader, columns

DECISION_COLUMNS = (
    "pk", "edition", "edition__number", *showing.DECISION_PLAIN, "date", "effective_on", "document",
    *columns("body__name", "body__by_line"),
)  # fmt: skip


def decisions_of(place: Place, edition: int | None = None) -> list[dict[str, Any]]:
    """The decisions on a plan's published editions (or on the one with this id), oldest first; of a corrected
    record only the correction, and none that is withdrawn. Two queries."""
    about = {"edition__plan": place.plan["pk"], "edition__status": Status.PUBLISHED}
    if edition is not None:
        about["edition"] = edition
    found = rows_of(Decision).filter(standing(), **about)
    rows = list(found.order_by(F("date").asc(nulls_last=True), "pk").values(*DECISION_COLUMNS))
    bound = _bound(place.reader, [row["pk"] for row in rows])
    return [showing.decision(row, place, bound[row["pk"]]) for row in rows]


def _bound(reader: Reader, decisions: list[int]) -> dict[int, list[dict[str, Any]]]:
    """Decision -> the organisations that it binds."""
    links = rows_of(Decision.organisations.through).filter(decision__in=decisions)
    bound: dict[int, list[dict[str, Any]]] = defaultdict(list)
    names = ("decision", "organisation__identifier", *columns("organisation__name"))
    for row in links.order_by("organisation__position", "organisation").values(*names):
        texts = reader.read(row, "name", at="organisation__")
        bound[row["decision"]].append({**texts, "identifier": row["organisation__identifier"]})
    return bound


def levels(place: Place) -> list[dict[str, Any]]:
    rows = rows_of(Level).filter(plan=place.plan["pk"]).order_by("position", "pk")
    names = ("singular", "plural", "lead_in")
    return [{"kind": row["kind"], **place.reader.read(row, *names)} for row in rows.values("kind", *columns(*names))]


def organisations(place: Place) -> list[dict[str, Any]]:
    rows = rows_of(Organisation).filter(plans=place.plan["pk"]).order_by("position", "pk")
    return [
        {**place.reader.read(row, "name"), "identifier": row["identifier"]}
        for row in rows.values("identifier", *columns("name"))
    ]


def milestones(place: Place) -> list[dict[str, Any]]:
    rows = rows_of(Milestone).filter(plan=place.plan["pk"]).order_by(F("date").asc(nulls_last=True), "position", "pk")
    names = ("title", "text", "picture_text")
    return [
        {
            **place.reader.read(row, *names),
            "date": showing.date(row["date"], row["precision"]),
            "picture": _file(place, "pictures", row["pk"], row["picture"]),
        }
        for row in rows.values("pk", "date", "precision", "picture", *columns(*names))
    ]


def attachments(place: Place) -> list[dict[str, Any]]:
    rows = rows_of(Attachment).filter(plan=place.plan["pk"]).order_by("position", "pk")
    plain = ("language", "size", "media_type")
    return [
        {
            **place.reader.read(row, "title"),
            **{name: row[name] for name in plain},
            "href": row["url"] or _file(place, "files", row["pk"], row["file"]),
        }
        for row in rows.values("pk", "url", "file", *plain, *columns("title"))
    ]


def _file(place: Place, folder: str, pk: int, path: str) -> str | None:
    page = place.addresses.plan_page(place.slug)
    return f"{page}{folder}/{pk}/{quote(path.rsplit('/', 1)[-1])}" if path else None
