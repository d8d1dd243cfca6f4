"""The register of decisions of a municipality: to look through, to filter, to search, and to take along as a table."""

import csv
import datetime
import io

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from municipalities.access import visible_to
from municipalities.models import Body
from municipalities.roles import Right
from municipalities.scoped_admin import ScopedAdmin

from ..exchange.writers.sheet import escaped
from ..models import Decision
from ..models.dates import in_words
from ..services.deciding import delete_decision
from .deciding import change_view, choose_view, correct_view, understood_view, withdraw_view


class BodyFilter(admin.SimpleListFilter):
    """By body; only those of the person's own towns."""

    title = gettext_lazy("decided by")
    parameter_name = "body"

    def lookups(self, request: HttpRequest, model_admin):
        bodies = visible_to(request.user, Body.objects.all(), "organisation__municipality")
        return [(str(body.pk), str(body)) for body in bodies]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(body=int(self.value())) if (self.value() or "").isdecimal() else queryset


class YearFilter(admin.SimpleListFilter):
    title = gettext_lazy("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin):
        days = model_admin.get_queryset(request).exclude(date=None).dates("date", "year", order="DESC")
        return [(str(day.year), str(day.year)) for day in days]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        year = self.value() or ""
        is_year = year.isdecimal() and datetime.MINYEAR <= int(year) <= datetime.MAXYEAR
        return queryset.filter(date__year=int(year)) if is_year else queryset


@admin.register(Decision)
class DecisionAdmin(ScopedAdmin):
    town_path = "edition__plan__municipality"
    write_right = Right.DECIDE
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
        ("corrects", "correction_reason"),
        ("recorded_by", "recorded_at"),
        ("withdrawn_by", "withdrawn_at"),
        "withdrawal_reason",
    )
    list_display = ("when", "body", "kind", "number", "edition", "stands")
    list_display_links = ("when", "body")
    list_filter = (BodyFilter, YearFilter, "kind")
    list_select_related = ("edition__plan__municipality", "body", "correction")
    search_fields = ("number",)
    search_help_text = gettext_lazy("Search by number")
    ordering = ("-date", "-pk")
    change_list_template = "admin/strategy/decision/change_list.html"

    @admin.display(description=gettext_lazy("date"), ordering="date")
    def when(self, decision: Decision) -> str:
        return in_words(decision.date, decision.precision)

    @admin.display(description=pgettext_lazy("record of a decision", "current"), boolean=True)
    def stands(self, decision: Decision) -> bool:
        return decision.is_standing

    def get_readonly_fields(self, request: HttpRequest, obj: Decision | None = None):
        """Of this page; who may write gets the form of deciding.py instead."""
        return [name for row in self.fields for name in ([row] if isinstance(row, str) else row)]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        return choose_view(request, self)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        decision = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, decision):
            return super().change_view(request, object_id, form_url, extra_context)
        return change_view(request, decision, self)

    def has_change_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        """A withdrawn record is only read."""
        return super().has_change_permission(request, obj) and not (obj and obj.withdrawn_at)

    def has_delete_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        """A decision on a published edition is corrected or withdrawn, not deleted."""
        is_fixed = obj is not None and (obj.edition.is_sealed or hasattr(obj, "correction"))
        return super().has_delete_permission(request, obj) and not is_fixed

    def delete_model(self, request: HttpRequest, obj: Decision) -> None:
        delete_decision(obj, actor=request.user)

    def csv_view(self, request: HttpRequest) -> HttpResponse:
        """The rows of the list as it is filtered, for a spreadsheet program."""
        rows = self.get_changelist_instance(request).get_queryset(request).prefetch_related("organisations")
        file = io.StringIO(newline="")
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(str(title) for title, _cell in COLUMNS)
        for row in rows:
            writer.writerow(escaped(str("" if (value := cell(row)) is None else value)) for _title, cell in COLUMNS)
        response = HttpResponse(b"\xef\xbb\xbf" + file.getvalue().encode(), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{_("decisions")}.csv"'
        return response

    def get_urls(self):
        def page(address: str, view, name: str, **given: object):
            return path(address, self.admin_site.admin_view(view), given, name=f"strategy_decision_{name}")

        return [
            page("csv/", self.csv_view, "csv"),
            page("understood/", understood_view, "understood", model_admin=self),
            page("<int:pk>/correct/", correct_view, "correct", model_admin=self),
            page("<int:pk>/withdraw/", withdraw_view, "withdraw", model_admin=self),
            *super().get_urls(),
        ]


COLUMNS = (
    (gettext_lazy("municipality"), lambda row: row.edition.plan.municipality),
    (gettext_lazy("plan"), lambda row: row.edition.plan.title or row.edition.plan.slug),
    (gettext_lazy("edition"), lambda row: row.edition.number),
    (gettext_lazy("decided by"), lambda row: row.body),
    (gettext_lazy("decision"), lambda row: row.get_kind_display()),
    (gettext_lazy("date"), lambda row: row.date),
    (gettext_lazy("how exact the date is"), lambda row: row.get_precision_display()),
    (gettext_lazy("number"), lambda row: row.number),
    (gettext_lazy("address of the published decision"), lambda row: row.uri),
    (gettext_lazy("votes for"), lambda row: row.votes_for),
    (gettext_lazy("votes against"), lambda row: row.votes_against),
    (gettext_lazy("abstentions"), lambda row: row.votes_abstained),
    (gettext_lazy("unanimous"), lambda row: _("yes") if row.is_unanimous else ""),
    (gettext_lazy("takes effect on"), lambda row: row.effective_on),
    (gettext_lazy("applies to"), lambda row: ", ".join(str(organisation) for organisation in row.organisations.all())),
    (gettext_lazy("note"), lambda row: row.note),
    (gettext_lazy("recorded at"), lambda row: row.recorded_at.date()),
    (pgettext_lazy("record of a decision", "current"), lambda row: _("yes") if row.is_standing else _("no")),
    (gettext_lazy("withdrawn at"), lambda row: localdate(row.withdrawn_at) if row.withdrawn_at else ""),
    (gettext_lazy("why it was withdrawn"), lambda row: row.withdrawal_reason),
)
