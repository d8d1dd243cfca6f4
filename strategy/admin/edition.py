"""Editions: start a draft, and from its page the tree and the steps to publication. Nothing is typed over here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from municipalities.language_admin import language_title
from municipalities.models import Municipality
from municipalities.roles import Right
from municipalities.scoped_admin import RefusableForm, ScopedAdmin

from ..models import Edition
from ..services.plan_translating import explain_edition
from ..services.publishing import start_draft
from ..vocabulary import EditionKind
from .deciding import record_view
from .edition_state import state_of
from .export import export_file_view, export_view
from .extract import extract_view
from .history import history_page, restore_view, undo_view
from .import_plan import import_into_view
from .moving import delete_view, duplicate_view, move_view, nudge_view
from .open_work import open_work
from .presence import presence_view
from .reason import reason_view
from .sharing import links_view, withdraw_view
from .steps import STEPS, step_view
from .translation_board import board_view, confirm_view, next_view
from .tree import tree_view

WHERE_IT_IS = (
    "reason",
    "based_on",
    "is_proposal_public",
    "remarks_until",
    "publish_at",
    "scheduled_by",
    "published_at",
    "published_by",
    "seal",
)
"""What is shown of an edition only where it has it."""


class StartDraftForm(RefusableForm):
    """What a new edition needs to know. It gets its number, and its goals, from the edition in force."""

    kind = forms.ChoiceField(
        label=_("kind"),
        required=False,
        choices=[("", _("automatic: original if first, otherwise amendment")), *EditionKind.choices],
    )
    reason = forms.CharField(
        label=_("reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Why this edition is made, in the authentic language. The public can read it. "
            "A correction must have a reason."
        ),
    )
    empty = forms.BooleanField(
        label=_("begin with an empty tree"),
        required=False,
        help_text=_("Otherwise the draft begins as a copy of the edition in force."),
    )

    class Meta:
        model = Edition
        fields = ("plan",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(str(field.label))


@admin.register(Edition)
class EditionAdmin(ScopedAdmin):
    town_path = "plan__municipality"
    add_right = Right.WRITE
    write_right = None
    choices = {"plan": "municipality"}
    list_display = ("__str__", "status", "kind", "publish_at", "published_at", "tree_link")
    list_filter = ("status",)
    list_select_related = ("plan__municipality",)
    change_form_template = "admin/strategy/edition/change_form.html"
    shown = (
        "plan",
        "number",
        "kind",
        "status",
        "reason",
        "based_on",
        "is_proposal_public",
        "remarks_until",
        "publish_at",
        "scheduled_by",
        "created_at",
        "created_by",
        "published_at",
        "published_by",
        "seal",
    )

    @admin.display(description=_("goals"))
    def tree_link(self, edition: Edition) -> str:
        name = _("Goals of %(edition)s") % {"edition": edition}
        url = reverse("admin:strategy_edition_tree", args=[edition.pk])
        return format_html('<a href="{}" aria-label="{}">{}</a>', url, name, _("Goals"))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        """Headed by what a person comes for."""
        return super().add_view(request, form_url, {"title": _("Start a draft"), **(extra_context or {})})

    def get_fieldsets(self, request: HttpRequest, obj: Edition | None = None):
        if obj is None:
            others = [f"reason_{code}" for code in self._other_languages(request)]
            more = [(_("Reason in other languages"), {"fields": others, "classes": ["collapse"]})] if others else []
            return [(None, {"fields": ("plan", "kind", "reason", "empty")}), *more]
        return [(None, {"fields": [name for name in self.shown if name not in WHERE_IT_IS or getattr(obj, name)]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Edition | None = None):
        return self.shown if obj else ()

    def get_form(self, request: HttpRequest, obj: Edition | None = None, change: bool = False, **kwargs: Any):
        return super().get_form(request, obj, change, **({} if obj else {"form": StartDraftForm}), **kwargs)

    def _other_languages(self, request: HttpRequest) -> list[str]:
        """Those into which a new edition's reason is translated: of the towns that the person writes for, where these
        have one authentic language; else it is done on the page of the reason."""
        towns = list(Municipality.objects.of(request.user, Right.WRITE))
        if len({town.language for town in towns}) != 1:
            return []
        return list(dict.fromkeys(code for town in towns for code in town.languages if code != town.language))

    def formfield_for_dbfield(self, db_field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name.startswith("reason_"):
            field.label, field.help_text = language_title(db_field.language), ""
            field.widget = forms.Textarea(attrs={"rows": 3, "lang": db_field.language})
        return field

    def offered(self, db_field, request: HttpRequest):
        rows = super().offered(db_field, request).select_related("municipality")
        if request.user.is_superuser:
            return rows
        return rows.filter(municipality__in=request.user.towns_with(Right.WRITE))

    def panel_on_index(self, request: HttpRequest) -> str:
        return open_work(request)

    def view_on_site(self, edition: Edition) -> str | None:
        return edition.get_absolute_url() if edition.is_sealed else None

    def save_model(self, request: HttpRequest, obj: Edition, form: forms.ModelForm, change: bool) -> None:
        given = form.cleaned_data
        made = start_draft(
            given["plan"], actor=request.user, kind=given["kind"], reason=given["reason"], empty=given["empty"]
        )
        names = {code: f"reason_{code}" for code in self._other_languages(request)}
        translated = {code: given[name] for code, name in names.items() if given.get(name)}
        if translated:
            made = explain_edition(made, actor=request.user, reasons=translated)
        obj.__dict__.update(made.__dict__)

    def response_post_save_add(self, request: HttpRequest, obj: Edition) -> HttpResponse:
        return self.redirect_to_tree(obj)

    def redirect_to_tree(self, edition: Edition) -> HttpResponse:
        return redirect("admin:strategy_edition_tree", edition.pk)

    def render_change_form(self, request: HttpRequest, context: dict, add=False, change=False, form_url="", obj=None):
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        if obj is not None:
            context |= state_of(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        return history_page(request, self.get_object(request, unquote(object_id)), self)

    def get_urls(self):
        def page(address: str, view, name: str, **extra: object):
            return path(address, self.admin_site.admin_view(view), {"model_admin": self, **extra}, name=name)

        tree = "strategy_edition_tree"
        return [
            page("<int:pk>/tree/", tree_view, tree),
            page("<int:pk>/import/", import_into_view, "strategy_edition_import"),
            page("<int:pk>/extract.pdf", extract_view, "strategy_edition_extract"),
            page("<int:pk>/decisions/", record_view, "strategy_edition_decisions"),
            page("<int:pk>/reason/", reason_view, "strategy_edition_reason"),
            page("<int:pk>/links/", links_view, "strategy_edition_links"),
            page("links/<int:pk>/withdraw/", withdraw_view, "strategy_previewlink_withdraw"),
            page("<int:pk>/export/", export_view, "strategy_edition_export"),
            page("<int:pk>/export/<slug:format>/<slug:language>/", export_file_view, "strategy_edition_export_file"),
            page("<int:pk>/undo/", undo_view, "strategy_edition_undo"),
            page("<int:pk>/restore/", restore_view, "strategy_edition_restore"),
            page("<int:pk>/translations/", board_view, "strategy_edition_translations"),
            page("<int:pk>/translations/confirm/", confirm_view, "strategy_edition_translations_confirm"),
            page("<int:pk>/translations/next/", next_view, "strategy_edition_translations_next"),
            page("<int:pk>/tree/<slug:key>/", nudge_view, f"{tree}_nudge"),
            page("<int:pk>/tree/<slug:key>/move/", move_view, f"{tree}_move"),
            page("<int:pk>/tree/<slug:key>/duplicate/", duplicate_view, f"{tree}_duplicate"),
            page("<int:pk>/tree/<slug:key>/delete/", delete_view, f"{tree}_delete"),
            page("<int:pk>/presence/", presence_view, "strategy_edition_presence"),
            *(page(f"<int:pk>/{name}/", step_view, f"strategy_edition_{name}", step_name=name) for name in STEPS),
            *super().get_urls(),
        ]
