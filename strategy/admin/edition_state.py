"""What the page of an edition says about its state: how it got there, what comes next, what stands in the way."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from municipalities.roles import Right
from municipalities.scoped_admin import may

from ..models import Change, Edition
from ..vocabulary import Action, Status
from .checks_panel import checks_of
from .extract import extracts_of
from .reason import can_be_explained
from .sharing import may_share, preview_url
from .steps import STEPS, may_take
from .translation_board import board_url

WAY = (Action.PROPOSE, Action.RETURN, Action.SCHEDULE, Action.CALL_OFF, Action.NOT_PUBLISHED, Action.PUBLISH)


def state_of(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """The context of ``edition``'s page for the person who asks."""
    last = edition.changes.filter(action__in=WAY).select_related("actor").first()
    return {
        "steps": [
            (step, reverse(f"admin:strategy_edition_{step.name}", args=[edition.pk]))
            for step in STEPS.values()
            if step.is_possible(edition) and may_take(step, request.user, edition)
        ],
        "tree_url": reverse("admin:strategy_edition_tree", args=[edition.pk]),
        "board_url": board_url(edition),
        "checks": None if edition.is_sealed else checks_of(edition),
        "extracts": extracts_of(edition),
        "goal_count": edition.goals.shown().count(),
        "decisions": edition.decisions.standing().select_related("body"),
        "may_explain": may(request, Right.WRITE, edition) and can_be_explained(edition),
        "may_decide": may(request, Right.DECIDE, edition),
        "preview_url": "" if edition.is_sealed else preview_url(edition),
        "may_share": may_share(request.user, edition),
        "was_returned": last if _is(last, Action.RETURN) and edition.status == Status.DRAFT else None,
        "was_not_published": last if _is(last, Action.NOT_PUBLISHED) and not edition.is_sealed else None,
        "proposal_url": edition.get_proposal_url() if edition.is_proposal_public else "",
    }


def _is(change: Change | None, action: Action) -> bool:
    return change is not None and change.action == action
