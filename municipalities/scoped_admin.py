"""What every admin screen stands on: whose rows a person sees, and what they may do with them.

A row of another town does not exist (404); one of the person's own town, without the right, is refused (403).
What a form offers to choose from is limited in the same way, so that nothing else can be posted.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Field, Model, QuerySet, URLField
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .access import visible_to
from .models import Municipality
from .refusal import Refused
from .roles import Right


def may_anywhere(request: HttpRequest, right: Right | None) -> bool:
    """Whether the person has ``right`` in any town. None is a right that nobody has, the operator neither."""
    if right is None or not request.user.is_authenticated:
        return False
    return request.user.is_superuser or bool(request.user.towns_with(right))


def may(request: HttpRequest, right: Right | None, row: Model | None) -> bool:
    """Whether the person has ``right`` in the town of ``row`` (None: in any town)."""
    anywhere = may_anywhere(request, right)
    return anywhere if row is None else anywhere and request.user.may(right, row.municipality_id)


class Scoped:
    """Rights of a screen or an inline, by class attributes; None means that nobody does it here."""

    read_right: ClassVar[Right | None] = Right.READ
    write_right: ClassVar[Right | None] = None
    """Add, change and delete, where the three below do not say otherwise."""
    add_right: ClassVar[Right | None]
    change_right: ClassVar[Right | None]
    delete_right: ClassVar[Right | None]

    choices: ClassVar[dict[str, str]] = {}
    """Relation in the form -> path from what can be chosen to its town ("" where that is a town itself)."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request, self.read_right, obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request, getattr(self, "add_right", self.write_right), obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request, getattr(self, "change_right", self.write_right), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request, getattr(self, "delete_right", self.write_right), obj)

    def formfield_for_foreignkey(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        kwargs["queryset"] = self.offered(db_field, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        kwargs["queryset"] = self.offered(db_field, request)
        kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for door in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
            if field and hasattr(field.widget, door):
                setattr(field.widget, door, False)
        return field

    def offered(self, db_field: Field, request: HttpRequest) -> QuerySet:
        """What the person can choose for ``db_field``: rows of the towns in which they have the right."""
        if db_field.name not in self.choices:
            raise ImproperlyConfigured(f"{type(self).__name__}.choices says no path to a town for {db_field.name}")
        path = self.choices[db_field.name]
        rows = db_field.remote_field.model._default_manager.all()
        if request.user.is_superuser:
            return rows
        right = self.write_right or Right.READ
        return rows.filter(**{f"{path or 'pk'}__in": request.user.towns_with(right)})

    def limit_to_town(self, form: type[forms.BaseForm], town: int) -> None:
        """Narrows the choices of a form about an existing row to the row's own town."""
        for name, path in self.choices.items():
            if name in form.base_fields:
                field = form.base_fields[name]
                field.queryset = field.queryset.filter(**{path or "pk": town})


class RefusableForm(forms.ModelForm):
    """A form to which a service's refusal can be added afterwards, where it belongs."""

    refusal: ClassVar[Refused | None] = None

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.refusal:
            self.add_error(self.refusal.field if self.refusal.field in self.fields else None, str(self.refusal))


class TownFilter(admin.SimpleListFilter):
    """By municipality; only the person's own, and only where there is more than one."""

    title = _("municipality")
    parameter_name = "town"

    def __init__(self, request, params, model, model_admin) -> None:
        self.town_path = model_admin.town_path
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        towns = list(visible_to(request.user, Municipality.objects.all(), ""))
        return [(town.slug, str(town)) for town in towns] if len(towns) > 1 else []

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(**{f"{self.town_path}__slug" if self.town_path else "slug": self.value()})


class ScopedInline(Scoped):
    """Mixed into a TabularInline or StackedInline; ``obj`` is the row that the inline hangs under."""

    extra = 0

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any):
        formset = super().get_formset(request, obj, **kwargs)
        if obj is not None:
            self.limit_to_town(formset.form, obj.municipality_id)
        return formset


class ScopedAdmin(Scoped, admin.ModelAdmin):
    """Base of every screen. ``town_path`` leads from the model to its municipality, as in access.visible_to."""

    town_path: ClassVar[str] = "municipality"
    form = RefusableForm
    actions = None
    view_on_site = False
    save_as = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return visible_to(request.user, super().get_queryset(request), self.town_path)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model:
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        return row

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        self.get_object(request, unquote(object_id))
        return super().history_view(request, object_id, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Headed by what it lists, not by "Select … to change"."""
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_anywhere(request, self.read_right)

    def get_list_filter(self, request: HttpRequest):
        return (TownFilter, *self.list_filter)

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any):
        form = super().get_form(request, obj, change, **kwargs)
        if obj is not None:
            self.limit_to_town(form, obj.municipality_id)
        refusal = getattr(request, "refusal", None)
        return type(form.__name__, (form,), {"refusal": refusal}) if refusal else form

    def changeform_view(self, request: HttpRequest, object_id=None, form_url="", extra_context=None) -> HttpResponse:
        """A service that refuses takes back the whole save; the form comes again, with its sentence."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            request.refusal = refusal
        for file in request.FILES.values():
            file.seek(0)
        return super().changeform_view(request, object_id, form_url, extra_context)
