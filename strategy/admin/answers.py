"""What an act on the tree answers: to the script of the screen a few lines of JSON, to others the tree again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ..models import Edition, Goal
from ..refusal import Refused
from .outline import row_of
from .steps_back import steps_back
from .tree import tree_url


@dataclass
class Outcome:
    """``say`` is the sentence for the person, ``notes`` what they must know besides; ``at`` the key of the goal to
    go to; ``data`` what the script needs to change its tree: ``place``, ``row``, ``gone`` or ``refresh``; or ``go``,
    the address of another page where the tree itself is gone."""

    say: str
    at: str = ""
    is_done: bool = True
    notes: list[str] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def goal_in(edition: Edition, key: str) -> Goal:
    goal = Goal.objects.shown().filter(edition=edition, key=key).first()
    if goal is None:
        raise Http404
    return goal


def answered(
    request: HttpRequest, edition: Edition, act: Callable[[], Outcome], *, back: str | HttpResponse, onward: str = ""
) -> HttpResponse:
    """Does ``act`` and says how it went; without the script at ``onward`` ("": the tree), or where it was refused
    at ``back``."""
    try:
        outcome = act()
    except Refused as refused:
        outcome = Outcome(str(refused), is_done=False)
    except Http404:
        if not wants_json(request):
            raise
        sentence = _("That goal is no longer there: somebody deleted it. This is the tree as it stands now.")
        outcome = Outcome(sentence, is_done=False, data={"refresh": True})
    onward = outcome.data.get("go", onward)
    if wants_json(request) and "go" not in outcome.data:
        return as_json(request, edition, outcome)
    (messages.success if outcome.is_done else messages.error)(request, outcome.say)
    for note in outcome.notes:
        messages.warning(request, note)
    if wants_json(request):
        return JsonResponse({"ok": True, "go": onward})
    if outcome.is_done:
        return redirect(onward or tree_url(edition, outcome.at))
    return redirect(back) if isinstance(back, str) else back


def as_json(request: HttpRequest, edition: Edition, outcome: Outcome) -> JsonResponse:
    """``revision`` lets the script see whether anybody else has changed the tree since its own last act."""
    return JsonResponse(
        {
            "ok": outcome.is_done,
            "say": " ".join([outcome.say, *outcome.notes]),
            "at": outcome.at,
            "revision": Edition.objects.values_list("revision", flat=True).get(pk=edition.pk),
            "steps": render_to_string(
                "admin/strategy/edition/steps_back.html",
                {"steps": steps_back(request, edition), "edition": edition},
                request,
            ),
            **outcome.data,
        }
    )


def place_of(goal: Goal) -> dict[str, str]:
    """Where a goal stands, by the keys of what it stands under and behind ("" for the top, and for the first)."""
    before = Goal.objects.filter(parent=goal.parent_id, rght=goal.lft - 1).values_list("key", flat=True).first()
    return {"key": goal.key, "under": goal.parent.key if goal.level > 1 else "", "after": before or ""}


def row_html(request: HttpRequest, goal: Goal, edition: Edition) -> str:
    """The row of a goal as the tree shows it."""
    context = {"row": row_of(goal, edition), "authentic": edition.plan.municipality.language, "can_edit": True}
    return render_to_string("admin/strategy/edition/tree_row.html", context, request)


def name_of(goal: Goal, edition: Edition) -> str:
    """What to call a goal in a sentence: its title in the authentic language."""
    return getattr(goal, f"title_{edition.plan.municipality.language}") or goal.code or goal.key
