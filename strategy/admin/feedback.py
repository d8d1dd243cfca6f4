"""What citizens say: to read, and to mark as handled."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from municipalities.roles import Right
from municipalities.scoped_admin import ScopedAdmin

from ..models import Feedback
from ..services.listening import mark_handled


@admin.register(Feedback)
class FeedbackAdmin(ScopedAdmin):
    list_display = ("__str__", "page", "received_at", "handled_at", "handled_by")
    list_filter = (("handled_at", admin.EmptyFieldListFilter), "language")
    list_select_related = ("municipality", "handled_by")
    fields = ("municipality", "page", "language", "text", "email", "received_at", "handled_at", "handled_by")
    actions = ("mark_handled",)

    def has_handle_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser or bool(request.user.towns_with(Right.WRITE))

    @admin.action(description=_("Mark as handled"), permissions=["handle"])
    def mark_handled(self, request: HttpRequest, rows: QuerySet[Feedback]) -> None:
        """Of the chosen rows only those of towns where the person may write."""
        if not request.user.is_superuser:
            rows = rows.filter(municipality__in=request.user.towns_with(Right.WRITE))
        count = mark_handled(rows, actor=request.user)
        self.message_user(
            request,
            ngettext("%(count)d message is marked as handled.", "%(count)d messages are marked as handled.", count)
            % {"count": count},
        )
