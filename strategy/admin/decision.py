"""The register of decisions: the council secretary's screen."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from municipalities.roles import Right
from municipalities.scoped_admin import RefusableForm, ScopedAdmin
from municipalities.uploads import check_document

from ..models import Decision
from ..services.deciding import delete_decision, record_decision


class DecisionForm(RefusableForm):
    def clean_document(self):
        document = self.cleaned_data["document"]
        if document and "document" in self.changed_data:
            check_document(document)
        return document


@admin.register(Decision)
class DecisionAdmin(ScopedAdmin):
    town_path = "edition__plan__municipality"
    write_right = Right.DECIDE
    form = DecisionForm
    choices = {
        "edition": "plan__municipality",
        "body": "organisation__municipality",
        "organisations": "municipality",
    }
    fields = (
        "edition",
        ("body", "kind"),
        ("date", "precision"),
        ("number", "effective_on"),
        "uri",
        "document",
        ("votes_for", "votes_against", "votes_abstained", "is_unanimous"),
        "organisations",
        "note",
    )
    list_display = ("__str__", "edition", "kind", "date", "number")
    list_filter = ("kind",)
    list_select_related = ("edition__plan__municipality", "body")

    def get_readonly_fields(self, request: HttpRequest, obj: Decision | None = None):
        return ("edition",) if obj else ()

    def offered(self, db_field, request: HttpRequest):
        rows = super().offered(db_field, request)
        return rows.select_related("plan__municipality") if db_field.name == "edition" else rows

    def save_model(self, request: HttpRequest, obj: Decision, form: forms.ModelForm, change: bool) -> None:
        record_decision(obj, actor=request.user, organisations=form.cleaned_data["organisations"])

    def has_delete_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        """A decision on a published edition is corrected, not deleted."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.edition.is_sealed)

    def delete_model(self, request: HttpRequest, obj: Decision) -> None:
        delete_decision(obj, actor=request.user)
