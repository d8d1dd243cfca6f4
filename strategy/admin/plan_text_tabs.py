"""Texts of the plan itself in forms: each translation beside its authentic text, with what changed there since."""

from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from municipalities.language_admin import LanguageTabs

from ..models import Plan
from ..models.translated import Translated
from ..services.content import language_name
from ..services.plan_texts import Written, texts_of
from ..services.plan_translating import confirm_text
from ..translated_from import State
from .translation_tabs import MARKS, BesideSource, changed_words


def stale_words(row: Translated, authentic: str, code: str, *, can_edit: bool, level: int = 3) -> SafeString:
    """For each text of ``row`` that its translation is behind: the difference, and the box that says that it holds.
    ``level``: that of its heading."""
    stale = [text for text in texts_of(row, authentic) if text.state_in(code) == State.STALE]
    return mark_safe("".join(_stale(text, code, can_edit, level) for text in stale))  # noqa: S308 - made by templates


def _stale(text: Written, code: str, can_edit: bool, level: int) -> str:
    context = {
        "label": text.label,
        "level": level,
        "changed": changed_words(text.changed_since(code), type(text.row)),
        "authentic": text.language,
        "language": language_name(code),
        "confirm": f"{text.key}:{code}:{text.source}",
        "can_edit": can_edit,
    }
    return render_to_string("admin/strategy/goal/stale.html", context)


def confirm_ticked(request: HttpRequest, row: Translated, authentic: str) -> None:
    """Confirms the translations of ``row`` whose box was ticked, for the text that stood beside it then."""
    texts = {text.key: text for text in texts_of(row, authentic)}
    for ticked in request.POST.getlist("confirm"):
        key, language, source = [*ticked.split(":"), "", ""][:3]
        if key in texts:
            confirm_text(texts[key], actor=request.user, language=language, source=source)


class PlanTextTabs(LanguageTabs):
    """For the screen of a plan."""

    def language_mark(self, obj: Plan | None, code: str) -> str:
        """The state of the language as a whole: nothing translated, behind, some of it, or all."""
        if obj is None or code == self.authentic(obj):
            return super().language_mark(obj, code)
        states = {text.state_in(code) for text in texts_of(obj, self.authentic(obj))}
        if State.STALE in states:
            return str(MARKS[State.STALE])
        return str(MARKS[State.INCOMPLETE if len(states) > 1 else next(iter(states), State.DONE)])

    def language_fieldset(self, request: HttpRequest, obj: Plan | None, code: str) -> tuple[str, dict[str, Any]]:
        heading, options = super().language_fieldset(request, obj, code)
        if obj is not None and code != self.authentic(obj):
            can_edit = self.has_change_permission(request, obj)
            options["description"] = stale_words(obj, self.authentic(obj), code, can_edit=can_edit)
        return heading, options

    def get_form(self, request: HttpRequest, obj: Plan | None = None, change: bool = False, **kwargs: Any):
        form = super().get_form(request, obj, change, **kwargs)
        for code in self.languages(request, obj) if obj is not None else ():
            for name in self.texts:
                field = form.base_fields.get(f"{name}_{code}")
                if field and code != self.authentic(obj):
                    source = str(getattr(obj, f"{name}_{self.authentic(obj)}") or "")
                    field.widget = BesideSource(field.widget, source, self.authentic(obj))
        return form

    def authentic(self, obj: Plan) -> str:
        return obj.municipality.language


class PartsWithMarks(BaseInlineFormSet):
    """Levels, milestones or attachments: a translation that is behind says so below its field."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if not form.instance.pk:
            return
        town = self.instance.municipality
        for text in texts_of(form.instance, town.language):
            for code in town.languages:
                field = form.fields.get(f"{text.field}_{code}")
                if field and code != town.language and text.state_in(code) == State.STALE:
                    field.help_text = f"▲ {capfirst(str(MARKS[State.STALE]))}"
