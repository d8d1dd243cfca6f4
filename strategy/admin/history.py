"""What happened to an edition's tree: who, when, what; the latest act can be undone, deleted branches restored."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import CharField, Count, F, Max, Q, QuerySet, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from municipalities.roles import Right

from ..access import edition_for
from ..exchange.taking_back import is_import, undo_import
from ..models import Change, Edition, Goal
from ..models.goal import unguarded_goals
from ..services.standing import latest_act, undone_batches
from ..services.undoing import restore_branch, undo_batch, undo_last
from ..vocabulary import Action, Status
from .answers import Outcome, answered
from .change_words import Teller, Told
from .tree import tree_url

ACTS = 25
"""Acts on a page."""

SHOWN = 12
"""Changes of one act that are told; the rest is counted."""


@dataclass
class Act:
    """What a person did in one go. ``undo`` is the label of its button, "" where it has none."""

    batch: uuid.UUID
    count: int
    told: list[Told]
    is_undone: bool
    undo: str

    @property
    def first(self) -> Change:
        return self.told[0].change

    @property
    def more(self) -> int:
        return self.count - len(self.told)


def history_url(edition: Edition, **query: str) -> str:
    words = "&".join(f"{name}={value}" for name, value in query.items() if value)
    return reverse("admin:strategy_edition_history", args=[edition.pk]) + (f"?{words}" if words else "")


def history_page(request: HttpRequest, edition: Edition, model_admin, *, goal: str = "") -> HttpResponse:
    """The acts on an edition, the latest first; of one goal (``goal``, ?goal=) or one branch (?branch=) where asked."""
    key, branch = goal or request.GET.get("goal", ""), request.GET.get("branch", "")
    chosen = _chosen(edition, key or branch)
    changes = _of_branch(edition, chosen) if branch and chosen else edition.changes.all()
    if key and not branch:
        changes = changes.filter(key=key)
    acts = changes.order_by().values("batch").annotate(last=Max("pk"), count=Count("pk")).order_by("-last")
    page = Paginator(acts, ACTS).get_page(request.GET.get("page"))
    site = model_admin.admin_site.each_context(request)
    can_edit = edition.status == Status.DRAFT and request.user.may(Right.WRITE, edition.municipality_id)
    context = {
        **site,
        "title": _("History of %(edition)s") % {"edition": edition},
        "opts": model_admin.opts,
        "edition": edition,
        "tree_url": tree_url(edition),
        "acts": _told(edition, changes, page.object_list, can_edit),
        "page": page,
        "can_edit": can_edit,
        "goal": chosen,
        "filters": _filters(edition, chosen, key or branch),
        "query": f"branch={branch}&" if branch else f"goal={key}&" if key else "",
        "here": history_url(edition),
        "language": edition.plan.municipality.language,
    }
    return TemplateResponse(request, "admin/strategy/history/history.html", context)


@require_POST
def undo_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """Undoes the act that is named, or else the last one."""
    edition = edition_for(request.user, pk, Right.WRITE)
    here = tree_url(edition) if request.POST.get("back") == "tree" else history_url(edition)
    return answered(request, edition, lambda: _undone(request, edition), back=here, onward=here)


def _undone(request: HttpRequest, edition: Edition) -> Outcome:
    batch, actor = request.POST.get("batch", ""), request.user
    batch = batch or str(latest_act(edition) or "")
    if batch and is_import(edition, batch):
        return _import_undone(request, edition, batch)
    undone = undo_batch(edition, batch, actor=actor) if batch else undo_last(edition, actor=actor)
    return Outcome(_("It has been undone."), notes=[*undone.notes, *_emptied(edition)], data={"refresh": True})


def _import_undone(request: HttpRequest, edition: Edition, batch: str) -> Outcome:
    """Raises Refused where something came later. Where it leaves nothing, to the list of plans."""
    may_decide = request.user.may(Right.DECIDE, edition.municipality_id)
    plan = str(edition.plan)
    taken = undo_import(edition, batch, actor=request.user, may_decide=may_decide)
    if not taken.gone:
        return Outcome(_("It has been undone."), notes=[*taken.notes, *_emptied(edition)], data={"refresh": True})
    said = _("The import has been undone, and the plan “%(plan)s” that it made is gone.")
    if taken.gone != "plan":
        said = _("The import has been undone, and the draft of “%(plan)s” that it made is gone.")
    return Outcome(said % {"plan": plan}, notes=taken.notes, data={"go": reverse("admin:strategy_plan_changelist")})


def _emptied(edition: Edition) -> list[str]:
    if edition.goals.shown().exists():
        return []
    return [_("The draft has no goals now. The plan itself, with its levels and dates, stays.")]


@require_POST
def restore_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """Restores the branch whose deletion the named change records."""
    edition = edition_for(request.user, pk, Right.WRITE)
    number = request.POST.get("change", "")
    rows = edition.changes.select_related("edition__plan__municipality")
    change = rows.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None
    if change is None:
        raise Http404
    return answered(request, edition, lambda: _restored(request, change), back=history_url(edition))


def _restored(request: HttpRequest, change: Change) -> Outcome:
    undone = restore_branch(change, actor=request.user)
    return Outcome(_("The branch is back."), change.key, notes=undone.notes, data={"refresh": True})


def _chosen(edition: Edition, key: str) -> Goal | None:
    return unguarded_goals().filter(edition=edition, key=key).first() if key else None


def _filters(edition: Edition, chosen: Goal | None, key: str) -> list[tuple[str, str]]:
    """Links to the same history told wider or narrower: (label, address)."""
    if not key:
        return []
    links = [(_("the whole edition"), history_url(edition)), (_("this goal only"), history_url(edition, goal=key))]
    if chosen:
        links.append((_("this goal and all below it"), history_url(edition, branch=key)))
    return links


def _of_branch(edition: Edition, top: Goal) -> QuerySet[Change]:
    """Changes of what stands in a branch now, was deleted out of it, or moved into or out of it."""
    inside = unguarded_goals().filter(edition=top.edition_id, lft__range=(top.lft, top.rght)).values("key")
    places = {side: Cast(KeyTextTransform("parent", side), CharField(max_length=8)) for side in ("before", "after")}
    told = edition.changes.annotate(was_under=places["before"], is_under=places["after"])
    return told.filter(Q(key__in=inside) | Q(was_under__in=inside) | Q(is_under__in=inside))


def _told(edition: Edition, changes: QuerySet[Change], acts: list[dict[str, Any]], can_edit: bool) -> list[Act]:
    batches = [act["batch"] for act in acts]
    numbered = changes.filter(batch__in=batches).annotate(
        place=Window(RowNumber(), partition_by=F("batch"), order_by=F("pk").asc())
    )
    rows = list(numbered.filter(place__lte=SHOWN).select_related("actor").order_by("pk"))
    teller = Teller(edition, rows)
    latest, undone = latest_act(edition) if can_edit else None, undone_batches(edition)
    told: dict[uuid.UUID, list[Told]] = {}
    for change in rows:
        told.setdefault(change.batch, []).append(teller.told(change))
    return [
        Act(
            act["batch"],
            act["count"],
            told[act["batch"]],
            str(act["batch"]) in undone,
            _button(told[act["batch"]], act["batch"] == latest, can_edit and str(act["batch"]) not in undone),
        )
        for act in acts
    ]


def _button(told: list[Told], is_latest: bool, stands: bool) -> str:
    """What the button of an act says: the latest one, an import and an undoing can be taken back from here."""
    actions = {line.change.action for line in told}
    if not stands:
        return ""
    if Action.UNDO in actions:
        return _("Do it again")
    if Action.IMPORT in actions:
        return _("Undo this import")
    return _("Undo") if is_latest else ""
