"""What is done to goals of a tree: moving by a step, "move to…", duplicating and deleting a branch."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from municipalities.roles import Right

from ..access import edition_for
from ..models import Edition, Goal
from ..search.words import fold
from ..services.duplicating import duplicate_branch
from ..services.editing import delete_goal, move_down, move_goal, move_in, move_out, move_up
from ..vocabulary import Status
from .answers import Outcome, answered, goal_in, name_of, place_of, wants_json
from .outline import Outline, Row
from .tree import page_context, tree_url

NUDGES: dict[str, Callable] = {"up": move_up, "down": move_down, "in": move_in, "out": move_out}


@require_POST
def nudge_view(request: HttpRequest, pk: int, key: str, model_admin) -> HttpResponse:
    """One press of up, down, in or out; the answer is the tree again, at the goal."""
    edition = edition_for(request.user, pk, Right.WRITE)
    nudge = NUDGES.get(request.POST.get("move", ""))
    if nudge is None:
        raise Http404
    move = _moving(request, edition, key, nudge)
    return answered(request, edition, move, back=tree_url(edition, key))


def move_view(request: HttpRequest, pk: int, key: str, model_admin) -> HttpResponse:
    """First "under which goal?", then "where among those?"; both are plain lists of what is possible."""
    edition = edition_for(request.user, pk, Right.WRITE)
    under = request.POST.get("under", request.GET.get("under"))
    move = _moving(request, edition, key, move_goal, **_place(under or "", request.POST.get("position", "")))
    if request.method == "POST" and wants_json(request):
        return answered(request, edition, move, back="")
    outline = Outline(edition)
    if key not in outline.by_key:
        raise Http404
    page = TemplateResponse(
        request,
        "admin/strategy/edition/move.html",
        page_context(request, model_admin, edition, _("Move “%(goal)s”") % {"goal": outline.by_key[key].name})
        | _choices(outline, key, under, request.GET.get("q", "").strip()),
    )
    return answered(request, edition, move, back=page) if request.method == "POST" else page


def _choices(outline: Outline, key: str, under: str | None, words: str) -> dict:
    """What "move to…" offers: targets with ``words`` in them, and the places below the one that is chosen."""
    moving = outline.by_key[key]
    targets = outline.targets(moving)
    target = outline.top if under == "" else next((row for row in targets if row.key == under), None)
    return {
        "moving": moving,
        "target": target,
        "siblings": [row for row in target.children if row is not moving] if target else [],
        "targets": [row for row in targets if fold(words) in fold(f"{row.code} {row.title}")],
        "words": words,
    }


@require_POST
def duplicate_view(request: HttpRequest, pk: int, key: str, model_admin) -> HttpResponse:
    """A copy of the branch, right behind it."""
    edition = edition_for(request.user, pk, Right.WRITE)
    return answered(request, edition, lambda: _duplicated(request, edition, key), back=tree_url(edition, key))


def _duplicated(request: HttpRequest, edition: Edition, key: str) -> Outcome:
    source = goal_in(edition, key)
    made = duplicate_branch(source, actor=request.user)
    sentence = ngettext(
        "“%(goal)s” has been duplicated; the copy comes right after it.",
        "“%(goal)s” has been duplicated, %(count)d goals in all; the copy comes right after it.",
        made.count,
    ) % {"goal": name_of(source, edition), "count": made.count}
    notes = [_("The copy has no codes: each code can be used only once in an edition.")] if made.codes else []
    return Outcome(sentence, made.goal.key, notes=notes, data={"refresh": True})


def delete_view(request: HttpRequest, pk: int, key: str, model_admin) -> HttpResponse:
    """Names the goals that go, and deletes them when told so by POST; not where there are others by then."""
    edition = edition_for(request.user, pk, Right.WRITE)
    row = Outline(edition).by_key.get(key)
    if row is None:
        return answered(request, edition, lambda: _deleted(request, edition, goal_in(edition, key)), back="")
    if request.POST.get("count") == str(row.below + 1):
        return answered(request, edition, lambda: _deleted(request, edition, row), back=tree_url(edition, key))
    is_part = request.GET.get("part") == "dialog" or wants_json(request)
    context = page_context(request, model_admin, edition, _("Delete “%(goal)s”") % {"goal": row.name})
    context |= {
        "row": row,
        "below": row.below,
        "is_draft": edition.status == Status.DRAFT,
        "has_changed": request.method == "POST",
        "is_dialog": is_part,
        "address": request.path,
    }
    template = "delete_goal_form.html" if is_part else "delete_goal.html"
    return TemplateResponse(request, f"admin/strategy/edition/{template}", context)


def _deleted(request: HttpRequest, edition: Edition, row: Row) -> Outcome:
    """Deletes, and says how many goals went."""
    below = delete_goal(goal_in(edition, row.key), actor=request.user) - 1
    sentence = _("“%(goal)s” has been deleted.")
    if below:
        sentence = ngettext(
            "“%(goal)s” and %(count)d goal below it have been deleted.",
            "“%(goal)s” and %(count)d goals below it have been deleted.",
            below,
        )
    return Outcome(sentence % {"goal": row.name, "count": below}, row.parent.key, data={"gone": row.key})


def _place(under: str, position: str) -> dict[str, object]:
    """What "first", "last" or "after:<key>" below ``under`` ("": the top) means to services.editing.move_goal."""
    if position.startswith("after:"):
        return {"after": position.removeprefix("after:")}
    return {"under": under or None, "position": 0 if position == "first" else None}


def _moving(request: HttpRequest, edition: Edition, key: str, move: Callable, **place: object) -> Callable:
    """The act: moves, and says where the goal stands then."""

    def act() -> Outcome:
        goal = move(goal_in(edition, key), actor=request.user, **place)
        siblings = list(Goal.objects.filter(parent=goal.parent_id).order_by("lft").values_list("pk", flat=True))
        words = {"goal": name_of(goal, edition), "place": siblings.index(goal.pk) + 1, "count": len(siblings)}
        sentence = _("“%(goal)s” is now at place %(place)d of %(count)d.")
        if goal.level > 1:
            sentence = _("“%(goal)s” is now at place %(place)d of %(count)d below “%(parent)s”.")
            words["parent"] = name_of(goal.parent, edition)
        return Outcome(sentence % words, goal.key, data={"place": place_of(goal)})

    return act
