"""The steps of an edition: a page each that names what happens and asks, and does it when told so by POST."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities.models import User
from municipalities.roles import Right

from ..access import edition_for
from ..models import Edition
from ..refusal import Refused
from ..services.publishing import discard_edition, obstacles, propose_edition, publish_edition, return_edition
from ..vocabulary import TRANSITIONS, Status
from .checks_panel import checks_of


@dataclass(frozen=True)
class Step:
    """``rights``: any one of them will do."""

    name: str
    label: Promise
    what_happens: Promise
    done: Promise
    statuses: frozenset[str]
    rights: Callable[[Edition], tuple[Right, ...]]
    act: Callable[[Edition, User, str], object]
    asks_reason: bool = False

    @property
    def button(self) -> str:
        return str(self.label).rstrip("…")


def _before(status: Status) -> frozenset[str]:
    return frozenset(start for start, ends in TRANSITIONS.items() if status in ends)


def _publishing(edition: Edition) -> tuple[Right, ...]:
    return (Right.ADOPT,) if edition.plan.municipality.requires_decision else (Right.PUBLISH,)


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(
            "publish",
            gettext_lazy("Publish…"),
            gettext_lazy(
                "The public reads this edition from now on. It is sealed: nobody can change a word of it again. "
                "What changes later goes into a new edition."
            ),
            gettext_lazy("Edition %(number)d is published and sealed."),
            _before(Status.PUBLISHED),
            _publishing,
            lambda edition, actor, reason: publish_edition(edition, actor=actor),
        ),
        Step(
            "propose",
            gettext_lazy("Propose…"),
            gettext_lazy(
                "The draft is frozen, so that a body can decide on exactly these words. It can be taken back to draft."
            ),
            gettext_lazy("Edition %(number)d is proposed and frozen."),
            _before(Status.PROPOSED),
            lambda edition: (Right.WRITE,),
            lambda edition, actor, reason: propose_edition(edition, actor=actor),
        ),
        Step(
            "return",
            gettext_lazy("Take back to draft…"),
            gettext_lazy("The edition becomes a draft again and can be changed."),
            gettext_lazy("Edition %(number)d is a draft again."),
            _before(Status.DRAFT),
            lambda edition: (Right.WRITE, Right.ADOPT),
            lambda edition, actor, reason: return_edition(edition, actor=actor, reason=reason),
            asks_reason=True,
        ),
        Step(
            "discard",
            gettext_lazy("Delete this draft…"),
            gettext_lazy(
                "The draft is deleted with every goal in it. Published editions stay as they are. "
                "This cannot be undone."
            ),
            gettext_lazy("Edition %(number)d is deleted."),
            frozenset({Status.DRAFT}),
            lambda edition: (Right.WRITE,),
            lambda edition, actor, reason: discard_edition(edition, actor=actor),
        ),
    )
}


def may_take(step: Step, user: User, edition: Edition) -> bool:
    return any(user.may(right, edition.municipality_id) for right in step.rights(edition))


def step_view(request: HttpRequest, pk: int, model_admin, step_name: str) -> HttpResponse:
    """Asks by GET, does it by POST. A refusal is shown on the page, with the reason that was typed."""
    step, edition = STEPS[step_name], edition_for(request.user, pk, Right.READ)
    if not may_take(step, request.user, edition):
        raise PermissionDenied
    refusal = _taken(request, step, edition) if request.method == "POST" else ""
    if request.method == "POST" and not refusal:
        if step_name == "discard":
            return redirect("admin:strategy_edition_changelist")
        return redirect("admin:strategy_edition_change", edition.pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("%(edition)s: %(step)s") % {"edition": edition, "step": step.button},
        "opts": model_admin.opts,
        "edition": edition,
        "step": step,
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
        "obstacles": obstacles(edition) if step_name == "publish" and not edition.is_sealed else [],
        "checks": checks_of(edition) if step_name in ("publish", "propose") and not edition.is_sealed else None,
        "is_possible": edition.status in step.statuses,
        "goal_count": edition.goals.shown().count(),
    }
    return TemplateResponse(request, "admin/strategy/edition/step.html", context, status=400 if refusal else 200)


def _taken(request: HttpRequest, step: Step, edition: Edition) -> str:
    """Takes the step and says so; returns "", or the sentence with which it was refused."""
    try:
        step.act(edition, request.user, request.POST.get("reason", ""))
    except Refused as refused:
        return str(refused)
    messages.success(request, step.done % {"number": edition.number})
    return ""
