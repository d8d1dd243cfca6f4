"""A plan with its levels, milestones and attachments."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities.language_admin import InlineLanguages
from municipalities.roles import Right
from municipalities.scoped_admin import RefusableForm, ScopedAdmin, ScopedInline
from municipalities.uploads import check_document, check_picture

from ..models import Attachment, Level, Milestone, Plan
from ..services.planning import check_levels, delete_plan, period_text, save_plan, touch, why_kept
from .export import export_plan_view
from .import_plan import import_new_view
from .import_preview import preview_view
from .next_plan import next_plan_view
from .plan_text_tabs import PartsWithMarks, PlanTextTabs, confirm_ticked
from .succession import succession_undo_view, succession_view


class PlanForm(RefusableForm):
    def clean(self) -> dict:
        """Says at its field what the constraint of the model would say of both years."""
        given = super().clean()
        if given.get("ends_in") is not None and given.get("starts_in", 0) is None:
            self.add_error("starts_in", _("Give the first year too, or leave both empty."))
        return given

    def clean_organisations(self):
        organisations = self.cleaned_data["organisations"]
        town = self.instance.municipality_id or getattr(self.cleaned_data.get("municipality"), "pk", None)
        if any(organisation.municipality_id != town for organisation in organisations):
            raise ValidationError(_("This organisation belongs to another municipality."))
        return organisations


class MilestoneForm(forms.ModelForm):
    def clean_picture(self):
        picture = self.cleaned_data["picture"]
        if picture and "picture" in self.changed_data:
            check_picture(picture)
        return picture


class AttachmentForm(forms.ModelForm):
    def clean_file(self):
        """Notes what the file is, so that its link can say type and size."""
        file = self.cleaned_data["file"]
        if not file:
            self.instance.media_type, self.instance.size = "", None
        elif "file" in self.changed_data:
            self.instance.media_type, self.instance.size = check_document(file), file.size
        return file


class PartOfPlan(InlineLanguages, ScopedInline, admin.StackedInline):
    write_right = Right.WRITE
    formset = PartsWithMarks
    classes = ("part-of-plan",)


class LevelInline(PartOfPlan):
    model = Level
    fields = (("position", "kind"),)
    texts = ("singular", "plural", "lead_in")


class MilestoneInline(PartOfPlan):
    model = Milestone
    form = MilestoneForm
    fields = (("position", "date", "precision", "picture"),)
    texts = ("title", "picture_text", "text")


class AttachmentInline(PartOfPlan):
    model = Attachment
    form = AttachmentForm
    fields = (("position", "language", "file", "url"),)
    texts = ("title",)


@admin.register(Plan)
class PlanAdmin(PlanTextTabs, ScopedAdmin):
    write_right = Right.WRITE
    form = PlanForm
    choices = {"municipality": "", "organisations": "municipality"}
    plain = ("municipality", "slug", ("starts_in", "ends_in"), "organisations")
    texts = ("title", "question", "introduction")
    inlines = (LevelInline, MilestoneInline, AttachmentInline)
    list_display = ("__str__", "period", "slug")
    list_select_related = ("municipality",)
    change_form_template = "admin/strategy/plan/change_form.html"
    change_list_template = "admin/strategy/plan/change_list.html"

    @admin.display(description=gettext_lazy("period"))
    def period(self, plan: Plan) -> str:
        return period_text(plan)

    def get_urls(self):
        def page(address: str, view, name: str):
            return path(address, self.admin_site.admin_view(view), {"model_admin": self}, name=name)

        return [
            page("import/", import_new_view, "strategy_plan_import"),
            page("import/<int:pk>/", preview_view, "strategy_plan_import_preview"),
            page("<int:pk>/next/", next_plan_view, "strategy_plan_next"),
            page("<int:pk>/succession/", succession_view, "strategy_plan_succession"),
            page("<int:pk>/succession/undo/", succession_undo_view, "strategy_plan_succession_undo"),
            page("<int:pk>/export/", export_plan_view, "strategy_plan_export"),
            *super().get_urls(),
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        """Only a plan without an edition, begun by mistake: anything else has a record to keep."""
        return super().has_delete_permission(request, obj) and not (obj is not None and why_kept(obj))

    def get_deleted_objects(self, objs, request: HttpRequest):
        """Links to the plan before it go along (services.planning.delete_plan); nothing else can stand in the way."""
        deleted, counts, missing, _links = super().get_deleted_objects(objs, request)
        return deleted, counts, missing, []

    def delete_model(self, request: HttpRequest, obj: Plan) -> None:
        delete_plan(obj, actor=request.user)

    def view_on_site(self, plan: Plan) -> str:
        return plan.get_absolute_url()

    def get_readonly_fields(self, request: HttpRequest, obj: Plan | None = None):
        return ("municipality",) if obj else ()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if len(field.queryset) == 1:
            field.empty_label, field.initial = None, field.queryset[0]
        return field

    def save_model(self, request: HttpRequest, obj: Plan, form: forms.ModelForm, change: bool) -> None:
        save_plan(obj, actor=request.user)
        confirm_ticked(request, obj, obj.municipality.language)

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        plan: Model = form.instance
        if formset.model is Level and formset.has_changed():
            check_levels(plan, list(plan.levels.values_list("kind", flat=True)))
        if formset.has_changed():
            touch(plan)
