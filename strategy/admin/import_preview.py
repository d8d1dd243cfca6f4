"""Bringing a plan in, steps two and three: what was read as an outline to correct, and its acceptance.

A page shows some of the rows, so that thousands fit in forms; every button keeps what was typed on its page first.
"""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from municipalities.access import require
from municipalities.models import User
from municipalities.roles import Right

from ..exchange.accepting import LISTS, rows_in
from ..exchange.correcting import LONGEST, ORDERS, Row, shift
from ..exchange.harmless import cleaned_line, cleaned_text
from ..exchange.working import noticed, start_writing
from ..models import PendingImport
from ..models.pending_import import Stage
from ..refusal import Refused
from ..vocabulary import GOAL_KINDS
from .import_progress import progress_view
from .import_rows import PAGE, preview_context
from .tree import tree_url

DEEPEST = 60


def pending_for(user: User, pk: int) -> PendingImport:
    """The person's own import, while they may still write in its town; nobody else's exists."""
    rows = PendingImport.objects.kept().select_related("municipality", "edition__plan__municipality")
    pending = rows.filter(pk=pk, actor=user).first()
    if pending is None:
        raise Http404
    require(user, Right.WRITE, pending)
    return pending


def preview_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    pending = noticed(pending_for(request.user, pk))
    if pending.stage != Stage.READY:
        return progress_view(request, pending, model_admin)
    if request.method == "POST":
        rows = rows_in(pending)
        _read_typed(request.POST, pending, rows)
        return _answer(request, pending, rows)
    number = request.GET.get("page", "")
    context = preview_context(
        pending,
        page=int(number) if number.isdecimal() and len(number) < 6 else 1,
        may_decide=request.user.may(Right.DECIDE, pending.municipality_id),
    )
    site = model_admin.admin_site.each_context(request)
    context |= {"is_checked": "checked" in request.GET, "at": request.GET.get("at", "")}
    return TemplateResponse(
        request, "admin/strategy/import/preview.html", {**site, "opts": model_admin.opts, **context}
    )


def _answer(request: HttpRequest, pending: PendingImport, rows: list[Row]) -> HttpResponse:
    """Does what the pressed button says: "check", "accept", "discard", or "in", "out", "go", "page" with a number."""
    act, _colon, number = request.POST.get("act", "check").partition(":")
    index = min(int(number), len(rows)) if number.isdecimal() and len(number) < 6 else 0
    page = min(int(request.POST.get("page", "1") or 1), 9999) if request.POST.get("page", "1").isdecimal() else 1
    if act == "discard":
        pending.delete()
        messages.success(request, _("The import has been thrown away. Nothing was saved."))
        return redirect(tree_url(pending.edition) if pending.edition else "admin:strategy_plan_changelist")
    if act in ("in", "out") and index < len(rows):
        shift(rows, index, 1 if act == "in" else -1)
    pending.rows, pending.said = [vars(row) for row in rows], ""
    pending.save(update_fields=["rows", "choices", "said"])
    if act == "accept":
        is_at_work = _accepted(request, pending)
        return redirect(_address(pending) if is_at_work else f"{_address(pending)}?page={page}&checked=1#problems")
    if act in ("in", "out", "go"):
        return redirect(f"{_address(pending)}?page={index // PAGE + 1}&at={index}#row-{index}")
    return redirect(f"{_address(pending)}?page={index if act == 'page' else page}&checked=1#problems")


def _address(pending: PendingImport) -> str:
    return reverse("admin:strategy_plan_import_preview", args=[pending.pk])


def _accepted(request: HttpRequest, pending: PendingImport) -> bool:
    """Whether it is written, or being written; False where it was refused, with the sentence as a message."""
    may_decide = request.user.may(Right.DECIDE, pending.municipality_id)
    try:
        start_writing(pending, actor=request.user, may_decide=may_decide)
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    return True


# -- what was typed --------------------------------------------------------------------------------------


def _read_typed(typed: QueryDict, pending: PendingImport, rows: Sequence[Row]) -> None:
    """Takes over what the page posted; what cannot be meant is left as it was."""
    for index, row in enumerate(rows):
        if f"title-{index}" not in typed:
            continue  # on another page
        row.title = cleaned_line(typed[f"title-{index}"])[:LONGEST]
        row.code = cleaned_line(typed.get(f"code-{index}", row.code))[:LONGEST]
        kind, order = typed.get(f"kind-{index}", ""), typed.get(f"order-{index}", "")
        row.kind = kind if kind in GOAL_KINDS else row.kind
        row.text = cleaned_text(typed[f"text-{index}"]) if f"text-{index}" in typed else row.text
        row.order = order if order in ORDERS else row.order
        depth = typed.get(f"depth-{index}", "")
        row.depth = min(max(int(depth), 1), DEEPEST) if depth.isdecimal() and len(depth) < 4 else row.depth
    if "plan-title" in typed:
        choices = pending.choices
        choices["title"] = cleaned_line(typed["plan-title"])[:LONGEST]
        choices["slug"] = cleaned_line(typed.get("plan-slug", ""))[:LONGEST]
        choices["starts_in"] = _year(typed.get("plan-starts", ""))
        choices["ends_in"] = _year(typed.get("plan-ends", ""))
    for name in LISTS:
        if f"has-{name}" in typed:
            pending.choices[name] = [int(index) for index in typed.getlist(name) if index.isdecimal()]


def _year(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= 4 else None
