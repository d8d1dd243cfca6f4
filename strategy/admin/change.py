"""Who did what, town by town: to read, not to touch."""

from django.contrib import admin

from municipalities.scoped_admin import ScopedAdmin

from ..models import Change


@admin.register(Change)
class ChangeAdmin(ScopedAdmin):
    town_path = "edition__plan__municipality"
    list_display = ("at", "actor", "action", "key", "edition", "revision")
    list_filter = ("action",)
    list_select_related = ("actor", "edition__plan__municipality")
    search_fields = ("key", "actor__username")
    fields = ("at", "actor", "action", "edition", "revision", "key", "before", "after")
