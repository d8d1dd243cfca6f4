"""Bringing a plan in, step one: a file or pasted text, for a new plan or into a draft. Nothing is written by it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities.models import Municipality
from municipalities.roles import Right

from ..access import edition_for
from ..exchange.beginning import PASTED
from ..exchange.working import start_reading
from ..models import Edition, PendingImport
from ..refusal import Refused
from ..vocabulary import Status
from .outline import Outline, Row
from .tree import tree_url

LONGEST_TEXT = 1_000_000
"""Characters that can be pasted; more comes as a file."""


class LongText(forms.CharField):
    """A text of which nothing is cut off silently: no maxlength, but a sentence."""

    def __init__(self, **kwargs) -> None:
        super().__init__(strip=False, widget=forms.Textarea(attrs={"rows": 12, "cols": 80}), **kwargs)
        self.widget.attrs["class"] = "vLargeTextField"

    def clean(self, value: str) -> str:
        text: str = super().clean(value)
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(too_long(len(text)))
        return text


def too_long(characters: int) -> str:
    counts = {"count": characters, "limit": LONGEST_TEXT}
    return _(
        "This text has about %(count)s characters, and at most %(limit)s can be pasted. Save it as a file and choose "
        "that: a file can be up to 30 MB."
    ) % {name: number_format(count, force_grouping=True) for name, count in counts.items()}


class ImportForm(forms.Form):
    """A file or a text. ``under`` and ``municipality`` are there only where there is something to choose."""

    municipality = forms.ModelChoiceField(
        label=gettext_lazy("Municipality"), queryset=Municipality.objects.none(), empty_label=None
    )
    under = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "Word, OpenDocument, Excel, CSV, PDF, a saved web page, text, JSON or StratML; up to 30 MB."
        ),
    )
    text = LongText(label=gettext_lazy("Or paste text here"), required=False)
    reading = forms.ChoiceField(
        label=gettext_lazy("How to read pasted text"),
        required=False,
        choices=[
            ("", gettext_lazy("Find headings, lists and sentences in it, as in a document")),
            (PASTED, gettext_lazy("Every line is a goal; indentation, bullets and numbers say how deep")),
        ],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict:
        from ..exchange.detecting import LIMIT  # not before somebody imports: it brings the readers' words along

        given = super().clean()
        file, text = given.get("file"), given.get("text") or ""
        if bool(file) == bool(text.strip()) and "text" in given:
            said = _("Choose a file or paste a text: one of the two.")
            self.add_error("file", _("Choose a file, or paste a text below.") if not file else said)
        elif file and file.size > LIMIT:
            self.add_error(
                "file",
                _("This file is %(size)d MB; the limit is %(limit)d MB. Leave out pictures, or split it.")
                % {"size": file.size // 1024**2, "limit": LIMIT // 1024**2},
            )
        return given


def import_new_view(request: HttpRequest, model_admin) -> HttpResponse:
    """A new plan of one of the person's own towns, from a file or text."""
    towns = Municipality.objects.of(request.user, Right.WRITE)
    if not towns:
        raise PermissionDenied
    form = _form(request, reading="")
    del form.fields["under"]
    form.fields["municipality"].queryset = towns
    if len(towns) == 1:
        form.fields["municipality"].disabled, form.initial["municipality"] = True, towns[0]
        form.fields["municipality"].widget = forms.HiddenInput()
    if request.method == "POST" and form.is_valid():
        pending = _begun(request, form, form.cleaned_data["municipality"], None)
        if pending:
            return redirect("admin:strategy_plan_import_preview", pending.pk)
    title = _("New plan from a file or text")
    return _page(request, model_admin, form, {"title": title})


def import_into_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """Goals into a draft, at the top or below the goal with the key ?under=."""
    edition = edition_for(request.user, pk, Right.WRITE)
    outline = Outline(edition)
    form = _form(request, reading=PASTED, under=request.GET.get("under", ""))
    del form.fields["municipality"]
    form.fields["under"].choices = [("", _("at the top")), *map(_choice, filter(lambda row: row.can_add, outline.rows))]
    is_draft = edition.status == Status.DRAFT
    if request.method == "POST" and is_draft and form.is_valid():
        pending = _begun(request, form, edition.plan.municipality, edition)
        if pending:
            return redirect("admin:strategy_plan_import_preview", pending.pk)
    context = {
        "title": _("Paste or import goals"),
        "edition": edition,
        "tree_url": tree_url(edition),
        "is_draft": is_draft,
    }
    return _page(request, model_admin, form, context)


def _form(request: HttpRequest, **initial: str) -> ImportForm:
    if request.method == "POST":
        return ImportForm(request.POST, request.FILES, initial=initial, use_required_attribute=False)
    return ImportForm(initial=initial, use_required_attribute=False)


def _choice(row: Row) -> tuple[str, str]:
    return row.key, "\u2003" * (row.level - 1) + _("below %(code)s “%(goal)s”") % {"code": row.code, "goal": row.name}


def _begun(request: HttpRequest, form: ImportForm, town: Municipality, edition: Edition | None) -> PendingImport | None:
    """Reads what was given. A file that cannot be read is said at its field, and what was typed stays."""
    given = form.cleaned_data
    file = given["file"]
    data = file.read() if file else given["text"].encode()
    name = (file.name or "") if file else str(_("pasted text"))
    try:
        return start_reading(
            data,
            name,
            town,
            actor=request.user,
            format=given["reading"] if not file else "",
            edition=edition,
            under=given.get("under", ""),
        )
    except Refused as refused:
        form.add_error("file" if file else "text", str(refused))
        return None


def _page(request: HttpRequest, model_admin, form: ImportForm, context: dict) -> HttpResponse:
    site = model_admin.admin_site.each_context(request)
    return TemplateResponse(
        request,
        "admin/strategy/import/begin.html",
        {"is_draft": True, **site, "opts": model_admin.opts, "form": form, **context},
    )
