"""Texts that exist in several languages, in admin forms: a tab for each language of the town, and no others."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import Field, Model
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .models import Municipality
from .roles import Right

NAMES = dict(settings.LANGUAGES)


def language_title(code: str) -> str:
    """The language's name as a heading."""
    return capfirst(str(NAMES[code]))


def tab_anchor(languages: Sequence[str], code: str) -> str:
    """The end of an address that leads to the tab of a language, of a town with these languages."""
    return f"#fieldset-0-{list(languages).index(code) + 1}-heading"


class InLanguages:
    """Mixed into a ModelAdmin or an inline before its base.

    ``texts`` are the translated fields; everything else that the form shows stands in ``plain`` (a screen) or
    ``fields`` (an inline).
    """

    texts: ClassVar[tuple[str, ...]] = ()

    def languages(self, request: HttpRequest, obj: Model | None) -> list[str]:
        """Languages of the row's town, the authentic one first; for a new row, of all towns it could belong to."""
        if obj is not None:
            return list(Municipality.objects.get(pk=obj.municipality_id).languages)
        towns = Municipality.objects.of(request.user, self.write_right or Right.READ)
        return list(dict.fromkeys(code for town in towns for code in town.languages))

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        source = getattr(db_field, "translated_field", None)
        if field and source is not None:
            names = {"field": capfirst(str(source.verbose_name)), "language": str(NAMES[db_field.language])}
            field.label = _("%(field)s (%(language)s)") % names
            field.widget.attrs["lang"] = db_field.language
        return field


class LanguageTabs(InLanguages):
    """For screens: one fieldset a language, which language_tabs.js turns into tabs."""

    plain: ClassVar[tuple[Any, ...]] = ()

    class Media:
        js = ("strategy/admin/language_tabs.js",)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None):
        tabs = [self.language_fieldset(request, obj, code) for code in self.languages(request, obj)]
        if len(tabs) == 1:
            tabs[0][1]["classes"] = []
        return [(None, {"fields": self.get_plain(request, obj)}), *tabs]

    def get_plain(self, request: HttpRequest, obj: Model | None) -> tuple[Any, ...]:
        return self.plain

    def language_fieldset(self, request: HttpRequest, obj: Model | None, code: str) -> tuple[str, dict[str, Any]]:
        fields = [f"{name}_{code}" for name in self.texts]
        name = language_title(code)
        mark = self.language_mark(obj, code)
        heading = f"{name} – {mark}" if mark else name
        return heading, {"fields": fields, "classes": ["language-tab"]}

    def language_mark(self, obj: Model | None, code: str) -> str:
        """What to say of this language behind its name."""
        if obj is None:
            return ""
        return _("authentic text") if code == self.authentic(obj) else ""

    def render_change_form(self, request: HttpRequest, context: dict, add=False, change=False, form_url="", obj=None):
        sets = enumerate(context["adminform"].fieldsets)
        tabs = [
            (f"fieldset-0-{index}-heading", name)
            for index, (name, options) in sets
            if "language-tab" in options.get("classes", ())
        ]
        context["language_links"] = tabs
        return super().render_change_form(request, context, add, change, form_url, obj)

    def authentic(self, obj: Model) -> str:
        return Municipality.objects.get(pk=obj.municipality_id).language


class InlineLanguages(InLanguages):
    """For inlines: each line of ``fields`` as it is, then a line per language."""

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        lines = [tuple(f"{name}_{code}" for name in self.texts) for code in self.languages(request, obj)]
        return [*self.fields, *lines]
