"""Who did what, town by town, in words: to read, not to touch."""

from collections.abc import Iterable

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from municipalities.scoped_admin import ScopedAdmin

from ..models import Change, Edition
from .change_words import Teller
from .history import history_url


def tell(changes: Iterable[Change]) -> None:
    """Gives every change its ``sentence``. A question or two for each edition among them."""
    of_editions: dict[int, list[Change]] = {}
    for change in changes:
        of_editions.setdefault(change.edition_id, []).append(change)
    for alike in of_editions.values():
        teller = Teller(alike[0].edition, alike)
        for change in alike:
            change.sentence = teller.told(change).sentence


class ToldChanges(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        tell(self.result_list)


@admin.register(Change)
class ChangeAdmin(ScopedAdmin):
    town_path = "edition__plan__municipality"
    list_display = ("at", "who", "what", "of_edition")
    list_filter = ("action",)
    list_select_related = ("actor", "edition__plan__municipality")
    search_fields = ("=key", "actor__username", "actor__first_name", "actor__last_name")
    fields = ("at", "who", "what", "of_edition", "revision", "key", "before", "after")
    readonly_fields = ("who", "what", "of_edition")

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ChangeList]:
        return ToldChanges

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("actor", "edition__plan__municipality")

    @admin.display(description=pgettext_lazy("change", "by"), ordering="actor__username")
    def who(self, change: Change) -> str:
        return str(change.actor or pgettext("who did it", "a command"))

    @admin.display(description=gettext_lazy("what happened"))
    def what(self, change: Change) -> str:
        if not hasattr(change, "sentence"):
            tell([change])
        return change.sentence

    @admin.display(description=Edition._meta.verbose_name, ordering="edition")
    def of_edition(self, change: Change) -> SafeString:
        address = history_url(change.edition, goal=change.key)
        return format_html('<a href="{}">{}</a>', address, change.edition)
