"""Why an edition was made, in the town's languages: the authentic wording in a draft, its translations at any time."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from municipalities.language_admin import language_title
from municipalities.roles import Right

from ..access import edition_for
from ..models import Edition
from ..refusal import Refused
from ..services.content import language_name
from ..services.plan_translating import explain_edition
from ..vocabulary import Status
from .plan_text_tabs import confirm_ticked, stale_words
from .translation_tabs import BesideSource


class ReasonsForm(forms.Form):
    """A box a language, the authentic one first and only in a draft; each translation stands beside its source."""

    def __init__(self, edition: Edition, posted=None) -> None:
        super().__init__(posted)
        town = edition.plan.municipality
        source = getattr(edition, f"reason_{town.language}") or ""
        for code in town.languages:
            if code == town.language and edition.status != Status.DRAFT:
                continue
            widget = forms.Textarea(attrs={"rows": 4, "cols": 60, "lang": code})
            self.fields[f"reason_{code}"] = forms.CharField(
                label=language_title(code),
                required=False,
                initial=getattr(edition, f"reason_{code}"),
                widget=widget if code == town.language else BesideSource(widget, source, town.language),
            )

    def reasons(self) -> dict[str, str]:
        return {name.removeprefix("reason_"): reason for name, reason in self.cleaned_data.items()}


def can_be_explained(edition: Edition) -> bool:
    """Whether there is anything to write here: in a draft always, later translations of the reason that there is."""
    town = edition.plan.municipality
    return edition.status == Status.DRAFT or (
        len(town.languages) > 1 and bool(getattr(edition, f"reason_{town.language}"))
    )


def reason_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """Asks by GET, writes by POST. A refusal is shown on the page, with what was typed."""
    edition = edition_for(request.user, pk, Right.WRITE)
    form = ReasonsForm(edition, request.POST if request.method == "POST" else None)
    if request.method == "POST" and _is_written(request, edition, form):
        return redirect("admin:strategy_edition_change", edition.pk)
    town = edition.plan.municipality
    stale = [(code, stale_words(edition, town.language, code, can_edit=True, level=2)) for code in town.languages]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Why edition %(number)d was made") % {"number": edition.number},
        "opts": model_admin.opts,
        "edition": edition,
        "form": form,
        "stale": [words for code, words in stale if code != town.language],
        "authentic": town.language,
        "authentic_name": language_name(town.language),
        "fixed": getattr(edition, f"reason_{town.language}"),
        "is_fixed": edition.status != Status.DRAFT,
    }
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/strategy/edition/reason.html", context, status=status)


def _is_written(request: HttpRequest, edition: Edition, form: ReasonsForm) -> bool:
    """Writes the reasons, then confirms what was ticked, and says so; a refusal goes into the form."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            written = explain_edition(edition, actor=request.user, reasons=form.reasons())
            confirm_ticked(request, written, edition.plan.municipality.language)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    messages.success(request, _("The reason of edition %(number)d was saved.") % {"number": edition.number})
    return True
