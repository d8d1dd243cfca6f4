"""The secretary's screens for decisions: record them on an edition, change or fill one in, correct or withdraw one.

A record is typed in one form, by keyboard, in a minute; what is already recorded stands above it.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from municipalities.roles import Right

from ..access import decision_for, edition_for
from ..models import Decision, Edition
from ..models.dates import in_words
from ..refusal import Refused
from ..services.deciding import (
    consequences_of_withdrawing,
    correct_decision,
    record_decision,
    why_not_withdrawn,
    withdraw_decision,
)
from ..services.publishing import publish_edition
from ..vocabulary import APPROVING, Status
from .decision_form import DecisionForm, WithdrawalForm, as_it_was, first_guess
from .imprecise_date import understand


def record_url(edition: Edition, **query: str) -> str:
    address = reverse("admin:strategy_edition_decisions", args=[edition.pk])
    return f"{address}?{urlencode(query)}" if query else address


def record_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """All decisions on an edition, and the form for the next one. "Save and publish" does both in one go."""
    edition = edition_for(request.user, pk, Right.DECIDE)
    may_publish = edition.status == Status.PROPOSED and request.user.may(Right.ADOPT, edition.municipality_id)
    form = DecisionForm(
        request.POST or None,
        request.FILES or None,
        instance=Decision(edition=edition),
        initial={**first_guess(edition, request.user), **_asked(request)},
    )
    then = request.POST.get("then", "")
    if then == "publish" and not may_publish:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid() and _may_follow(form, then) and _is_recorded(request, form):
        if then == "another":
            typed = form.cleaned_data["date_text"]
            return redirect(record_url(edition, date=in_words(*typed) if typed and typed[0] else "?") + "#record")
        if then == "publish":
            _publish(request, edition)
        return redirect("admin:strategy_edition_change", edition.pk)
    title = _("Decisions on %(edition)s") % {"edition": edition}
    return _page(request, model_admin, edition, form, title, may_publish=may_publish)


def change_view(request: HttpRequest, decision: Decision, model_admin) -> HttpResponse:
    """Changes a record; on a published edition only what is empty can be filled in."""
    form = DecisionForm(request.POST or None, request.FILES or None, instance=decision, initial=as_it_was(decision))
    if request.method == "POST" and form.is_valid() and _is_recorded(request, form):
        return redirect("admin:strategy_edition_change", decision.edition_id)
    return _page(request, model_admin, decision.edition, form, str(decision), decision=decision)


def correct_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """A new record in the place of a wrong one, which stays readable below it."""
    decision = decision_for(request.user, pk, Right.DECIDE)
    form = DecisionForm(
        request.POST or None,
        request.FILES or None,
        instance=Decision(edition=decision.edition),
        initial=as_it_was(decision),
        corrects=decision,
    )
    if request.method == "POST" and form.is_valid() and _is_corrected(request, form, decision):
        return redirect("admin:strategy_edition_change", decision.edition_id)
    title = _("Correct the record: %(decision)s") % {"decision": decision}
    return _page(request, model_admin, decision.edition, form, title, corrects=decision)


def withdraw_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """Asks why, and says what follows; by POST the record is withdrawn for good."""
    decision = decision_for(request.user, pk, Right.DECIDE)
    why_not = why_not_withdrawn(decision)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_withdrawn(request, form, decision):
        return redirect("admin:strategy_edition_change", decision.edition_id)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Withdraw the record: %(decision)s") % {"decision": decision},
        "opts": model_admin.opts,
        "edition": decision.edition,
        "decision": decision,
        "date": in_words(decision.date, decision.precision),
        "form": form,
        "why_not": why_not,
        "consequences": [] if why_not else consequences_of_withdrawing(decision),
    }
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/strategy/decision/withdraw.html", context, status=status)


def understood_view(request: HttpRequest, model_admin) -> HttpResponse:
    """What a date is understood as, for the line below its field."""
    found = understand(request.GET.get("text", "")[:60])
    return HttpResponse(in_words(*found) if found else "", content_type="text/plain; charset=utf-8")


def choose_view(request: HttpRequest, model_admin) -> HttpResponse:
    """On which edition? The open ones first."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    rows = Edition.objects.select_related("plan__municipality").order_by("plan", "-number")
    if not request.user.is_superuser:
        rows = rows.filter(plan__municipality__in=request.user.towns_with(Right.DECIDE))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("On which edition was it decided?"),
        "opts": model_admin.opts,
        "editions": sorted(rows, key=lambda edition: edition.is_sealed),
    }
    return TemplateResponse(request, "admin/strategy/decision/choose.html", context)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The date of the record before, where the next one is to have the same."""
    return {"date_text": request.GET["date"]} if request.GET.get("date") else {}


def _may_follow(form: DecisionForm, then: str) -> bool:
    if then == "publish" and form.cleaned_data["kind"] not in APPROVING:
        form.add_error("kind", _("Only a decision that adopts or amends the text leads to its publication."))
        return False
    return True


def _is_recorded(request: HttpRequest, form: DecisionForm) -> bool:
    """Stores what the form says and shows it back; a refusal goes into the form."""
    try:
        decision = record_decision(form.instance, actor=request.user, organisations=form.bound())
    except Refused as refused:
        return _refuse(form, refused)
    _say(request, decision)
    return True


def _is_corrected(request: HttpRequest, form: DecisionForm, old: Decision) -> bool:
    if not form.cleaned_data["document"]:
        form.instance.document = old.document
    try:
        decision = correct_decision(
            old,
            form.instance,
            actor=request.user,
            reason=form.cleaned_data["reason"],
            organisations=form.cleaned_data["organisations"],
        )
    except Refused as refused:
        return _refuse(form, refused)
    _say(request, decision)
    return True


def _is_withdrawn(request: HttpRequest, form: WithdrawalForm, decision: Decision) -> bool:
    try:
        withdraw_decision(decision, actor=request.user, reason=form.cleaned_data["reason"])
    except Refused as refused:
        return _refuse(form, refused)
    messages.success(request, _("The record is withdrawn: %(decision)s.") % {"decision": decision})
    return True


def _refuse(form: forms.Form | DecisionForm, refused: Refused) -> bool:
    field = {"date": "date_text", "effective_on": "effective_text"}.get(refused.field, refused.field)
    form.add_error(field if field in form.fields else None, str(refused))
    return False


def _say(request: HttpRequest, decision: Decision) -> None:
    """What was understood, shown back."""
    parts = {
        "body": decision.body,
        "kind": decision.get_kind_display(),
        "date": in_words(decision.date, decision.precision),
    }
    messages.success(request, _("Recorded: %(body)s, %(kind)s, %(date)s.") % parts)


def _publish(request: HttpRequest, edition: Edition) -> None:
    """A refusal is said; the decision was taken all the same, so its record stays."""
    try:
        publish_edition(edition, actor=request.user)
    except Refused as refused:
        messages.error(request, _("The edition was not published: %(reason)s") % {"reason": refused})
    else:
        messages.success(request, _("Edition %(number)d is published and sealed.") % {"number": edition.number})


def _page(
    request: HttpRequest, model_admin, edition: Edition, form: DecisionForm, title: str, **more: Any
) -> HttpResponse:
    recorded = edition.decisions.select_related("body", "corrects__body", "correction").order_by("-pk")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        "edition": edition,
        "form": form,
        "recorded": [(row, in_words(row.date, row.precision)) for row in recorded],
        "has_bodies": form.fields["body"].queryset.exists(),
        **more,
    }
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/strategy/decision/record.html", context, status=status)
