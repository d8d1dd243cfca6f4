"""The pages of an edition's tree: the outline with its buttons, "move to…" and "delete". All work without scripts."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from municipalities.roles import Right

from ..access import edition_for
from ..models import Edition, Goal
from ..refusal import Refused
from ..services.editing import delete_goal, move_down, move_goal, move_in, move_out, move_up
from ..services.undoing import undone_batches
from ..vocabulary import Status
from .outline import Outline

NUDGES: dict[str, Callable] = {"up": move_up, "down": move_down, "in": move_in, "out": move_out}


def tree_url(edition: Edition, key: str = "") -> str:
    """The tree, at a goal where ``key`` is given."""
    return reverse("admin:strategy_edition_tree", args=[edition.pk]) + (f"?at={key}#goal-{key}" if key else "")


def add_url(edition: Edition, under: str = "") -> str:
    """The form for a new goal below ``under`` ("": at the top)."""
    query = {"edition": edition.pk, "under": under} if under else {"edition": edition.pk}
    return f"{reverse('admin:strategy_goal_add')}?{urlencode(query)}"


def tree_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    edition = edition_for(request.user, pk, Right.READ)
    outline = Outline(edition)
    can_edit = edition.status == Status.DRAFT and request.user.may(Right.WRITE, edition.municipality_id)
    context = _context(request, model_admin, edition, _("Goals of %(edition)s") % {"edition": edition})
    context |= {
        "rows": outline.rows,
        "authentic": outline.authentic,
        "can_edit": can_edit,
        "why_not": "" if can_edit else _why_not(edition),
        "at": request.GET.get("at", ""),
        "add_url": add_url(edition),
        "imported": _standing_import(edition, request.GET.get("imported", "")) if can_edit else "",
    }
    return TemplateResponse(request, "admin/strategy/edition/tree.html", context)


def _standing_import(edition: Edition, batch: str) -> str:
    """The batch of an import that has just been accepted, while it can be undone."""
    return batch if batch and batch not in undone_batches(edition) else ""


@require_POST
def nudge_view(request: HttpRequest, pk: int, key: str, model_admin) -> HttpResponse:
    """One press of up, down, in or out; the answer is the tree again, at the goal."""
    edition = edition_for(request.user, pk, Right.WRITE)
    goal = _goal(edition, key)
    nudge = NUDGES.get(request.POST.get("move", ""))
    if nudge is None:
        raise Http404
    _moved(request, edition, lambda: nudge(goal, actor=request.user))
    return redirect(tree_url(edition, key))


def move_view(request: HttpRequest, pk: int, key: str, model_admin) -> HttpResponse:
    """First "under which goal?", then "where among those?"; both are plain lists of what is possible."""
    edition = edition_for(request.user, pk, Right.WRITE)
    outline = Outline(edition)
    if key not in outline.by_key:
        raise Http404
    moving, under = outline.by_key[key], request.POST.get("under", request.GET.get("under"))
    if request.method == "POST":
        goal, place = _goal(edition, key), _place(under or "", request.POST.get("position", ""))
        if _moved(request, edition, lambda: move_goal(goal, actor=request.user, **place)):
            return redirect(tree_url(edition, key))
    targets, words = outline.targets(moving), request.GET.get("q", "").strip()
    target = outline.top if under == "" else next((row for row in targets if row.key == under), None)
    context = _context(request, model_admin, edition, _("Move “%(goal)s”") % {"goal": moving.name})
    context |= {
        "moving": moving,
        "target": target,
        "siblings": [row for row in target.children if row is not moving] if target else [],
        "targets": [row for row in targets if words.casefold() in f"{row.code} {row.title}".casefold()],
        "words": words,
    }
    return TemplateResponse(request, "admin/strategy/edition/move.html", context)


def delete_view(request: HttpRequest, pk: int, key: str, model_admin) -> HttpResponse:
    """Names the goals that go, and deletes them when told so by POST; not where there are others by then."""
    edition = edition_for(request.user, pk, Right.WRITE)
    row = Outline(edition).by_key.get(key)
    if row is None:
        raise Http404
    if request.POST.get("count") == str(row.below + 1):
        done = _deleted(request, row.name, _goal(edition, key))
        return redirect(tree_url(edition, row.parent.key if done else key))
    context = _context(request, model_admin, edition, _("Delete “%(goal)s”") % {"goal": row.name})
    context |= {
        "row": row,
        "below": row.below,
        "is_draft": edition.status == Status.DRAFT,
        "has_changed": request.method == "POST",
    }
    return TemplateResponse(request, "admin/strategy/edition/delete_goal.html", context)


def _deleted(request: HttpRequest, name: str, goal: Goal) -> bool:
    """Deletes, and says how many goals went, or why not."""
    try:
        below = delete_goal(goal, actor=request.user) - 1
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    sentence = _("“%(goal)s” is deleted.")
    if below:
        sentence = ngettext(
            "“%(goal)s” and %(count)d goal below it are deleted.",
            "“%(goal)s” and %(count)d goals below it are deleted.",
            below,
        )
    messages.success(request, sentence % {"goal": name, "count": below})
    return True


def _context(request: HttpRequest, model_admin, edition: Edition, title: str) -> dict:
    site = model_admin.admin_site.each_context(request)
    return {**site, "title": title, "opts": model_admin.opts, "edition": edition, "tree_url": tree_url(edition)}


def _goal(edition: Edition, key: str) -> Goal:
    goal = Goal.objects.shown().filter(edition=edition, key=key).first()
    if goal is None:
        raise Http404
    return goal


def _why_not(edition: Edition) -> str:
    return {
        Status.PUBLISHED: _("This edition is published and sealed. Start a new draft to change the text."),
        Status.PROPOSED: _("This edition is proposed and frozen. Take it back to draft before you change it."),
        Status.DRAFT: _("You can read this draft. Policy officers of the municipality edit it."),
    }[Status(edition.status)]


def _place(under: str, position: str) -> dict[str, object]:
    """What "first", "last" or "after:<key>" below ``under`` ("": the top) means to services.editing.move_goal."""
    if position.startswith("after:"):
        return {"after": position.removeprefix("after:")}
    return {"under": under or None, "position": 0 if position == "first" else None}


def _moved(request: HttpRequest, edition: Edition, move: Callable[[], Goal]) -> bool:
    """Moves, and says where the goal stands now, or why not."""
    try:
        goal = move()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    siblings = list(Goal.objects.filter(parent=goal.parent_id).order_by("lft").values_list("pk", flat=True))
    name = getattr(goal, f"title_{edition.plan.municipality.language}") or goal.code or goal.key
    messages.success(
        request,
        _("“%(goal)s” now stands at place %(place)d of %(count)d.")
        % {"goal": name, "place": siblings.index(goal.pk) + 1, "count": len(siblings)},
    )
    return True
