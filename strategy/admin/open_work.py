"""What waits for a person, on the admin's first page: editions that are not published, and imports half done."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from municipalities.access import visible_to
from municipalities.roles import Right
from municipalities.scoped_admin import may, may_anywhere

from ..models import Change, Edition, Goal, PendingImport
from ..models.pending_import import Stage
from ..vocabulary import Status
from .tree import tree_url

MOST = 12
"""Editions that are shown; an operator of many towns has the list."""


@dataclass
class Work:
    """An open edition, and where the person goes on with it."""

    edition: Edition
    goals: int
    last: Change | None
    tree_url: str
    about_url: str
    decide_url: str
    """Where a decision on a proposal is recorded; "" for who does not record them."""


def open_work(request: HttpRequest) -> SafeString:
    """The panel as HTML: four queries, however much there is."""
    shown = list(_latest(visible_to(request.user, Edition.objects.open(), "plan__municipality"))[: MOST + 1])
    changes = Change.objects.select_related("actor").in_bulk(
        [edition.last_change for edition in shown if edition.last_change]
    )
    imports = PendingImport.objects.kept().filter(actor=request.user.pk).exclude(stage=Stage.DONE).order_by("-made_at")
    context = {
        "work": [_work(request, edition, changes.get(edition.last_change)) for edition in shown[:MOST]],
        "is_more": len(shown) > MOST,
        "imports": imports.defer("document", "rows"),
        "may_write": may_anywhere(request, Right.WRITE),
    }
    return render_to_string("admin/strategy/open_work.html", context, request)


def _latest(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """The one that was worked on last first, each with ``goal_count`` and the id of its ``last_change``."""
    goals = Goal.objects.shown().filter(edition=OuterRef("pk")).order_by().values("edition").annotate(n=Count("pk"))
    last = Change.objects.filter(edition=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    counted = editions.annotate(goal_count=Coalesce(Subquery(goals.values("n")), 0), last_change=Subquery(last))
    return counted.select_related("plan__municipality").order_by(F("last_change").desc(nulls_last=True), "-pk")


def _work(request: HttpRequest, edition: Edition, last: Change | None) -> Work:
    decides = edition.status == Status.PROPOSED and may(request, Right.DECIDE, edition)
    return Work(
        edition,
        edition.goal_count,
        last,
        tree_url(edition),
        reverse("admin:strategy_edition_change", args=[edition.pk]),
        reverse("admin:strategy_edition_decisions", args=[edition.pk]) if decides else "",
    )
