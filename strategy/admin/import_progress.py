"""The page of an import that is being read or written, was refused or is done. It brings itself up to date: by a
script, or without one by loading itself anew."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..exchange.working import cancel
from ..models import Edition, PendingImport
from ..models.pending_import import Stage
from .tree import tree_url


def progress_view(request: HttpRequest, pending: PendingImport, model_admin) -> HttpResponse:
    """``pending`` is the person's own, and not READY. POST cancels it, whatever else it says."""
    if pending.stage == Stage.DONE:
        return _done(request, pending)
    if request.method == "POST" and pending.stage != Stage.REFUSED:
        return _cancelled(request, pending)
    context = {
        "title": _("Import of “%(source)s”") % {"source": pending.source},
        "pending": pending,
        "edition": pending.edition,
        "is_at_work": pending.stage != Stage.REFUSED,
        "is_writing": pending.stage == Stage.WRITING,
        "told": _told(pending),
        "begin_url": _begin_url(pending),
    }
    site = model_admin.admin_site.each_context(request)
    answer = TemplateResponse(
        request, "admin/strategy/import/progress.html", {**site, "opts": model_admin.opts, **context}
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _told(pending: PendingImport) -> str:
    """How far it is, as far as that is known."""
    done, total = (number_format(count, force_grouping=True) for count in (pending.done, pending.total))
    if not pending.done:
        return ""
    words = {"done": done, "total": total}
    if pending.stage == Stage.WRITING:
        return _("%(done)s of %(total)s goals have been saved.") % words
    if pending.total:
        return _("%(done)s of %(total)s rows or pages have been read.") % words
    return _("%(done)s rows have been read.") % words


def _begin_url(pending: PendingImport) -> str:
    if pending.edition is None:
        return reverse("admin:strategy_plan_import")
    return reverse("admin:strategy_edition_import", args=[pending.edition.pk]) + f"?under={pending.under}"


def _cancelled(request: HttpRequest, pending: PendingImport) -> HttpResponse:
    is_reading = pending.stage == Stage.READING
    if not cancel(pending):
        messages.warning(request, _("It was too late to cancel: this was just finished."))
        return redirect("admin:strategy_plan_import_preview", pending.pk)
    if is_reading:
        messages.success(request, _("The reading has been cancelled. Nothing was saved."))
        return redirect(_begin_url(pending))
    return redirect("admin:strategy_plan_import_preview", pending.pk)


def _done(request: HttpRequest, pending: PendingImport) -> HttpResponse:
    """To the tree, with a summary and the one button that takes it all back."""
    edition = Edition.objects.filter(pk=pending.result["edition"]).first()
    if edition is None:
        messages.warning(request, _("What this import made has been deleted since."))
        return redirect("admin:strategy_plan_changelist")
    messages.success(request, _summary(edition, pending))
    return redirect(f"{tree_url(edition)}?imported={pending.result['batch']}")


def _summary(edition: Edition, pending: PendingImport) -> str:
    made = pending.result["made"]
    said = ngettext(
        "%(count)d goal from “%(source)s” is in edition %(number)d now.",
        "%(count)d goals from “%(source)s” are in edition %(number)d now.",
        made["goals"],
    ) % {"count": made["goals"], "source": pending.source, "number": edition.number}
    beside = {
        "levels": lambda count: ngettext("%(count)d name of a level", "%(count)d names of levels", count),
        "decisions": lambda count: ngettext("%(count)d decision", "%(count)d decisions", count),
        "milestones": lambda count: ngettext("%(count)d milestone", "%(count)d milestones", count),
        "attachments": lambda count: ngettext("%(count)d file or link", "%(count)d files or links", count),
    }
    parts = [words(made[name]) % {"count": made[name]} for name, words in beside.items() if made.get(name)]
    return said if not parts else _("%(said)s Also new: %(parts)s.") % {"said": said, "parts": ", ".join(parts)}
