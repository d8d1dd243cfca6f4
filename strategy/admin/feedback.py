"""What citizens say: to read, to answer, and to mark as handled."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from municipalities.access import visible_to
from municipalities.roles import Right
from municipalities.scoped_admin import RefusableForm, ScopedAdmin

from ..models import Feedback, Goal
from ..services.listening import answer, mark_handled, reopen
from ..vocabulary import MESSAGE_LENGTH, Status


class AnswerForm(RefusableForm):
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Write in the language of the message."),
    )
    by_mail = forms.BooleanField(
        label=gettext_lazy("Send this answer by e-mail"),
        required=False,
        help_text=gettext_lazy("An answer is sent once, and then stays as it is."),
    )
    is_handled = forms.BooleanField(label=gettext_lazy("Handled"), required=False)

    class Meta:
        model = Feedback
        fields = ("answer",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        message = self.instance
        if "is_handled" in self.fields:
            self.fields["is_handled"].initial = message.handled_at is not None
        if "answer" in self.fields and message.language:
            self.fields["answer"].widget.attrs["lang"] = message.language
        if "by_mail" in self.fields and (message.answer_sent_at or not message.email):
            self.fields["by_mail"].disabled = True
        if "answer" in self.fields and message.answer_sent_at:
            self.fields["answer"].disabled = True


class StateFilter(admin.SimpleListFilter):
    """Open or handled."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("open", pgettext("message", "open")), ("handled", pgettext("message", "handled"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Feedback]) -> QuerySet[Feedback]:
        if self.value() == "open":
            return queryset.open()
        return queryset.exclude(handled_at=None) if self.value() == "handled" else queryset


@admin.register(Feedback)
class FeedbackAdmin(ScopedAdmin):
    form = AnswerForm
    change_right = delete_right = Right.WRITE
    add_right = None
    list_display = ("__str__", "kind", "page", "received_at", "handled_at", "answer_sent_at")
    list_filter = (StateFilter, "kind", ("edition", admin.RelatedOnlyFieldListFilter), "language")
    list_select_related = ("municipality",)
    search_fields = ("text", "page")
    date_hierarchy = "received_at"
    shown = ("municipality", "kind", "where", "language", "text", "email", "received_at", "handled", "answer_sent_at")
    fields = (*shown, "answer", "by_mail", "is_handled")
    readonly_fields = shown
    actions = ("mark_handled", "reopen")

    def has_handle_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser or bool(request.user.towns_with(Right.WRITE))

    def note_on_index(self, request: HttpRequest) -> str:
        """How many messages wait, behind the name in the list of screens."""
        count = visible_to(request.user, Feedback.objects.open(), self.town_path).count()
        return ngettext("%(count)d open", "%(count)d open", count) % {"count": count} if count else ""

    @admin.display(description=gettext_lazy("page"))
    def where(self, message: Feedback) -> str:
        """The page as it is now: that of the goal, wherever it has moved, or the address that the visitor named."""
        link = format_html('<a href="{0}">{0}</a>', message.page)
        goal = _goal_of(message)
        if goal is None:
            return link
        return format_html('{}<br>{} <a href="{}">{}</a>', link, _("Goal:"), _address(message, goal), goal)

    @admin.display(description=gettext_lazy("handled"))
    def handled(self, message: Feedback) -> str:
        if message.handled_at is None:
            return _("not yet")
        names = {"date": message.handled_at.date().isoformat(), "person": message.handled_by or "?"}
        return _("on %(date)s by %(person)s") % names

    def get_fields(self, request: HttpRequest, obj: Feedback | None = None) -> tuple[str, ...]:
        """Who may not answer reads the answer; boxes to tick mean nothing to them."""
        return self.fields if self.has_change_permission(request, obj) else (*self.shown, "answer")

    def save_model(self, request: HttpRequest, obj: Feedback, form: forms.ModelForm, change: bool) -> None:
        given = form.cleaned_data
        is_open = obj.handled_at is None
        if given.get("by_mail") or given["answer"] != form.initial.get("answer", ""):
            answer(obj, actor=request.user, text=given["answer"], by_mail=bool(given.get("by_mail")))
        rows = Feedback.objects.filter(pk=obj.pk)
        if given["is_handled"]:
            mark_handled(rows, actor=request.user)
        elif not is_open:
            reopen(rows, actor=request.user)

    def _own(self, request: HttpRequest, rows: QuerySet[Feedback]) -> QuerySet[Feedback]:
        """Of the chosen rows only those of towns where the person may write."""
        if request.user.is_superuser:
            return rows
        return rows.filter(municipality__in=request.user.towns_with(Right.WRITE))

    @admin.action(description=gettext_lazy("Mark as handled"), permissions=["handle"])
    def mark_handled(self, request: HttpRequest, rows: QuerySet[Feedback]) -> None:
        count = mark_handled(self._own(request, rows), actor=request.user)
        self.message_user(
            request,
            ngettext(
                "%(count)d message has been marked as handled.",
                "%(count)d messages have been marked as handled.",
                count,
            )
            % {"count": count},
        )

    @admin.action(description=gettext_lazy("Mark as open"), permissions=["handle"])
    def reopen(self, request: HttpRequest, rows: QuerySet[Feedback]) -> None:
        count = reopen(self._own(request, rows), actor=request.user)
        self.message_user(
            request,
            ngettext("%(count)d message is open again.", "%(count)d messages are open again.", count)
            % {"count": count},
        )


def _goal_of(message: Feedback) -> Goal | None:
    """The goal with the message's key, as the newest published edition has it."""
    if not message.key or message.plan_id is None:
        return None
    goals = Goal.objects.filter(key=message.key, edition__plan=message.plan_id, edition__status=Status.PUBLISHED)
    return goals.order_by("-edition__number").first()


def _address(message: Feedback, goal: Goal) -> str:
    parts = {"lang": message.language, "town": message.municipality.slug, "plan": message.plan.slug, "key": goal.key}
    try:
        return reverse("public:goal", kwargs=parts)
    except NoReverseMatch:
        return message.page
