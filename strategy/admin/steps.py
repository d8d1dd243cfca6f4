"""The steps of an edition: a page each that names what happens and asks, and does it when told so by POST."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities.models import User
from municipalities.roles import Right

from ..access import edition_for
from ..models import Edition
from ..refusal import Refused
from ..services.publishing import (
    discard_edition,
    obstacles,
    propose_edition,
    publish_edition,
    return_edition,
    rights_to_publish,
    show_proposal,
)
from ..services.scheduling import call_off_publication, schedule_publication
from ..vocabulary import TRANSITIONS, Status
from .checks_panel import checks_of
from .step_forms import ProposalForm, PublishForm, ReasonForm, StepForm

Given = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """``rights``: any one of them will do. ``act`` may return a sentence that is said instead of ``done``."""

    name: str
    label: Promise
    what_happens: Promise
    done: Promise
    statuses: frozenset[str]
    rights: Callable[[Edition], tuple[Right, ...]]
    act: Callable[[Edition, User, Given], object]
    form: type[StepForm] = StepForm
    applies: Callable[[Edition], bool] = lambda edition: True

    @property
    def button(self) -> str:
        return _("Save") if self.name == "show" else self.heading

    @property
    def heading(self) -> str:
        return str(self.label).rstrip("…")

    def is_possible(self, edition: Edition) -> bool:
        return edition.status in self.statuses and self.applies(edition)


def _before(status: Status) -> frozenset[str]:
    return frozenset(start for start, ends in TRANSITIONS.items() if status in ends)


def _writing(edition: Edition) -> tuple[Right, ...]:
    return (Right.WRITE,)


def _publish(edition: Edition, actor: User, given: Given) -> str:
    at = given.get("publish_at")
    if at is None:
        publish_edition(edition, actor=actor)
        return ""
    schedule_publication(edition, actor=actor, at=at)
    return _("Edition %(number)d will be published on %(moment)s.") % {
        "number": edition.number,
        "moment": date_format(localtime(at), "DATETIME_FORMAT"),
    }


def _propose(edition: Edition, actor: User, given: Given) -> None:
    shown = given["is_proposal_public"]
    if given["remarks_until"] and not shown:
        show_proposal(edition, actor=actor, is_public=False, remarks_until=given["remarks_until"])  # refuses
    propose_edition(edition, actor=actor, is_public=shown, remarks_until=given["remarks_until"])


def _show(edition: Edition, actor: User, given: Given) -> str:
    shown = given["is_proposal_public"]
    show_proposal(edition, actor=actor, is_public=shown, remarks_until=given["remarks_until"])
    return "" if shown else _("The public does not see the proposal any more.")


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(
            "publish",
            gettext_lazy("Publish…"),
            gettext_lazy(
                "The public reads this edition from then on. It is sealed: nobody can change a word of it again. "
                "What changes later goes into a new edition."
            ),
            gettext_lazy("Edition %(number)d is published and sealed."),
            _before(Status.PUBLISHED),
            rights_to_publish,
            _publish,
            PublishForm,
        ),
        Step(
            "call_off",
            gettext_lazy("Call off the publication…"),
            gettext_lazy("The edition is not published at the time that was set. It stays proposed and frozen."),
            gettext_lazy("The publication of edition %(number)d has been called off."),
            frozenset({Status.PROPOSED}),
            rights_to_publish,
            lambda edition, actor, given: call_off_publication(edition, actor=actor),
            applies=lambda edition: edition.publish_at is not None,
        ),
        Step(
            "propose",
            gettext_lazy("Propose…"),
            gettext_lazy(
                "The draft is frozen, so that a body can decide on exactly these words. It can be taken back to draft."
            ),
            gettext_lazy("Edition %(number)d is proposed and frozen."),
            _before(Status.PROPOSED),
            _writing,
            _propose,
            ProposalForm,
        ),
        Step(
            "show",
            gettext_lazy("Public proposal…"),
            gettext_lazy("Whether the public can read this proposal, and until when they can send remarks on it."),
            gettext_lazy("The public can read edition %(number)d as a proposal."),
            frozenset({Status.PROPOSED}),
            _writing,
            _show,
            ProposalForm,
        ),
        Step(
            "return",
            gettext_lazy("Take back to draft…"),
            gettext_lazy("The edition becomes a draft again and can be changed."),
            gettext_lazy("Edition %(number)d is a draft again."),
            _before(Status.DRAFT),
            lambda edition: (Right.WRITE, Right.ADOPT),
            lambda edition, actor, given: return_edition(edition, actor=actor, reason=given["reason"]),
            ReasonForm,
        ),
        Step(
            "discard",
            gettext_lazy("Delete this draft…"),
            gettext_lazy(
                "The draft is deleted with every goal in it. Published editions stay as they are. "
                "This cannot be undone."
            ),
            gettext_lazy("Edition %(number)d has been deleted."),
            frozenset({Status.DRAFT}),
            _writing,
            lambda edition, actor, given: discard_edition(edition, actor=actor),
        ),
    )
}


def may_take(step: Step, user: User, edition: Edition) -> bool:
    return any(user.may(right, edition.municipality_id) for right in step.rights(edition))


def step_view(request: HttpRequest, pk: int, model_admin, step_name: str) -> HttpResponse:
    """Asks by GET, does it by POST. A refusal is shown on the page, with what was typed."""
    step, edition = STEPS[step_name], edition_for(request.user, pk, Right.READ)
    if not may_take(step, request.user, edition):
        raise PermissionDenied
    form = step.form.of(edition, request.POST if request.method == "POST" else None)
    if request.method == "POST" and _is_taken(request, step, edition, form):
        if step_name == "discard":
            return _after_the_draft(request, edition)
        return redirect("admin:strategy_edition_change", edition.pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("%(edition)s: %(step)s") % {"edition": edition, "step": step.heading},
        "opts": model_admin.opts,
        "edition": edition,
        "step": step,
        "form": form,
        "obstacles": obstacles(edition) if step_name == "publish" and not edition.is_sealed else [],
        "checks": checks_of(edition) if step_name in ("publish", "propose") and not edition.is_sealed else None,
        "is_possible": step.is_possible(edition),
        "goal_count": edition.goals.shown().count(),
    }
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/strategy/edition/step.html", context, status=status)


def _after_the_draft(request: HttpRequest, edition: Edition) -> HttpResponse:
    """To the list; where the plan has nothing left, to the plan, which can now be deleted as well."""
    if edition.plan.editions.exists():
        return redirect("admin:strategy_edition_changelist")
    messages.info(request, _("This plan has no edition any more. Start a new draft, or delete the plan as well."))
    return redirect("admin:strategy_plan_change", edition.plan_id)


def _is_taken(request: HttpRequest, step: Step, edition: Edition, form: StepForm) -> bool:
    """Takes the step and says so; a refusal goes into the form."""
    if not form.is_valid():
        return False
    try:
        said = step.act(edition, request.user, form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    sentence = said if isinstance(said, str) and said else step.done % {"number": edition.number}
    messages.success(request, sentence)
    return True
