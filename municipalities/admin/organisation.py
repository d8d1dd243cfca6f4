"""A legal entity of a town and the bodies that decide for it."""

from django.contrib import admin

from ..language_admin import InlineLanguages, LanguageTabs
from ..models import Body, Organisation
from ..roles import Right
from ..scoped_admin import ScopedAdmin, ScopedInline


class BodyInline(InlineLanguages, ScopedInline, admin.StackedInline):
    model = Body
    write_right = Right.MANAGE
    fields = ()
    texts = ("name", "by_line")


@admin.register(Organisation)
class OrganisationAdmin(LanguageTabs, ScopedAdmin):
    write_right = Right.MANAGE
    choices = {"municipality": ""}
    plain = ("municipality", "identifier", "position")
    texts = ("name",)
    inlines = (BodyInline,)
    list_display = ("__str__", "municipality", "identifier")
    list_select_related = ("municipality",)

    def get_deleted_objects(self, objs, request):
        """What a decision binds stays: the register says so for ever."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        bound = [str(decision) for organisation in objs for decision in organisation.decisions.all()]
        return deleted, counts, missing, [*protected, *bound]

    def get_readonly_fields(self, request, obj=None):
        return ("municipality",) if obj else ()
