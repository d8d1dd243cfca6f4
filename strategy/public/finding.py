"""From an address to what it stands for: town, plan and published edition, as plain rows. Finds a draft for nobody
but a preview, which has been let in by previews.py.

Raises NotHere (404) where there is nothing for the public, OtherLanguage where the town does not have the language.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities.models import FooterLink

from ..models import Edition, Goal, Level, Plan, Succession
from ..vocabulary import LANGUAGES, STEPS, Kind, Status
from .addresses import Addresses, Preview
from .places import (
    TOWN_COLUMNS,
    EditionRow,
    NotHere,
    OtherLanguage,
    Place,
    PlanRow,
    Proposal,
    Stamps,
    Town,
    languages_of,
)
from .rows import Given, JsonRows, Question, rows_of
from .texts import Reader

TRANSLATED = ("title", "question", "introduction", "municipality__name", "municipality__formal_name")
PLAN_COLUMNS = (
    *("slug", "starts_in", "ends_in", "stamp"),
    *(f"municipality__{name}" for name in TOWN_COLUMNS),
    *(f"{name}_{code}" for name in TRANSLATED for code in LANGUAGES),
)
EDITION_COLUMNS = ("number", "kind", "seal", "based_on", "published_at", "begins_on", "steps", "succession")
NAMING = ("code", *(f"{name}_{code}" for name in ("short_title", "title") for code in LANGUAGES))
LINK_COLUMNS = ("pk", "position", "url", *(f"label_{code}" for code in LANGUAGES))
LEVEL_COLUMNS = ("kind", *(f"{name}_{code}" for name in ("singular", "plural", "lead_in") for code in LANGUAGES))


def stamps_in(rows: Iterable[Mapping[str, Any]]) -> Stamps:
    """The stamps that rows of published_plans() carry."""
    return tuple(sorted((row["pk"], row["stamp"]) for row in rows))


def stamps_of(town: str, through: BaseDatabaseWrapper | None = None) -> Stamps:
    """The stamps of a town's published plans as they are now ("": of all towns). One query on indexed columns.
    ``through``: a connection to ask over; without it Django's own."""
    return tuple(map(tuple, _stamps(bool(town)).ask(through, town=town)))


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
    preview: Preview | None = None,
) -> Place:
    """The place of an address. One query, whatever the plan's size.

    ``plan`` None: the one for today, or else the newest. ``number``: that edition instead of the one in force;
    ``day``: the edition that was in force then. ``goal``: the key of a goal that the address names. ``preview``: the
    plan's open edition instead, as if it had been published today.
    """
    rows, editions_by_plan = _of_town(town, goal, preview.edition if preview else 0)
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
    current = editions[0] if preview else _in_force(editions, today)
    if day is not None and day < min(row.begins_on for row in editions):
        raise _too_early(editions, Addresses(lang, town, chosen.slug), lang)
    shown = _asked_for(editions, number, day) or current
    proposal = Proposal.of(editions_by_plan[chosen.pk][0]["proposal"])
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
        is_current_plan=chosen is newest or preview is not None,
        levels=tuple(editions_by_plan[chosen.pk][0]["levels"] or ()),
        named=next(row.get("goal") for row in editions_by_plan[chosen.pk] if row["pk"] == shown.pk),
        in_force={pk: _in_force_of(of_plan, today) for pk, of_plan in editions_by_plan.items()} | {chosen.pk: shown.pk},
        preview=preview,
        proposal=proposal,
        stamps=stamps_in(rows),
        mark=_digest(
            rows,
            [(row.number, row.seal, row.begins_on) for row in editions],
            (shown.number, current.number, day is not None and day > today),
            (proposal, proposal and proposal.is_open),
        ),
    )


def _in_force(editions: list[EditionRow], today: datetime.date) -> EditionRow:
    return next((row for row in editions if row.begins_on <= today), editions[0])


def _in_force_of(rows: list[dict[str, Any]], today: datetime.date) -> int:
    return int(next((row["pk"] for row in rows if row["begins_on"] <= today), rows[0]["pk"]))


def _too_early(editions: list[EditionRow], addresses: Addresses, lang: str) -> NotHere:
    """What is said of a day on which no edition was in force yet."""
    first = min(editions, key=lambda row: (row.begins_on, row.number))
    sentence = _("On that day this plan was not yet in force. Its first edition took effect on %(day)s.")
    words = _("Read edition %(number)s") % {"number": first.number}
    return NotHere(sentence % {"day": first.begins.words(lang)}, (addresses.edition(first.number), words))


def _asked_for(editions: list[EditionRow], number: int | None, day: datetime.date | None) -> EditionRow | None:
    if day is not None:
        return next(row for row in editions if row.begins_on <= day)
    if number is None:
        return None
    found = next((row for row in editions if row.number == number), None)
    if found is None:
        raise NotHere(_("This plan has no edition with that number."))
    return found


def _of_town(town: str, goal: str, opened: int) -> tuple[list[dict[str, Any]], dict[int, list[dict[str, Any]]]]:
    """(rows of a town's plans as published_plans() has them, plan -> rows of its editions, newest first)"""
    editions: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _editions(bool(goal), bool(opened)).ask(town=town, goal=goal, opened=opened):
        if row["published_at"] is None:  # a preview: as if it had been published now
            row["published_at"] = timezone.now()
            row["begins_on"] = row["begins_on"] or timezone.localdate()
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
def _editions(with_goal: bool, with_open: bool) -> Question:
    """The published editions of one town, each with its plan, the plan's levels and the town, and one of its goals;
    ``with_open``: and one that is not published."""
    wanted = Q(status=Status.PUBLISHED)
    steps = rows_of(Goal).filter(edition=OuterRef("pk"), kind__in=STEPS)
    lines = rows_of(Succession).filter(
        Q(old_plan=OuterRef("plan"), new_plan__editions__status=Status.PUBLISHED)
        | Q(new_plan=OuterRef("plan"), old_plan__editions__status=Status.PUBLISHED)
    )
    links = rows_of(FooterLink).filter(municipality=OuterRef("plan__municipality")).order_by().values("municipality")
    levels = rows_of(Level).filter(plan=OuterRef("plan")).order_by().values("plan")
    proposals = rows_of(Edition).filter(plan=OuterRef("plan"), is_proposal_public=True)
    rows = (
        Edition.objects.rewrite(False)
        .filter(wanted | Q(pk=Given("opened")) if with_open else wanted, plan__municipality__slug=Given("town"))
        .with_beginning()
        .annotate(
            steps=Exists(steps),
            succession=Exists(lines),
            proposal=Subquery(proposals.values_list(JSONObject(number="number", remarks_until="remarks_until"))),
            levels=_gathered(levels, LEVEL_COLUMNS),
            links=_gathered(links, LINK_COLUMNS),
        )
        .order_by("-plan__starts_in", "plan__slug", "-number")
    )
    columns = ["pk", "plan", *EDITION_COLUMNS, "levels", "links", "proposal", *(f"reason_{code}" for code in LANGUAGES)]
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
