"""Tabs of a goal's languages: each translation beside its authentic text, and what changed there since it was made."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities.language_admin import LanguageTabs, tab_anchor
from municipalities.models import Municipality

from ..models import Edition, Goal
from ..models.goal import TEXT_FIELDS
from ..services.content import language_name
from ..services.translating import confirm_translation, values_of
from ..translated_from import Changed, State, Values, difference_in, source_hash, state_in

MARKS = {
    State.MISSING: gettext_lazy("translation is missing"),
    State.INCOMPLETE: gettext_lazy("partly translated"),
    State.STALE: gettext_lazy("the authentic text has changed since"),
    State.DONE: gettext_lazy("translated"),
}


def tab_url(goal: int, town: Municipality, language: str) -> str:
    """The form of the goal with this id, at the tab of ``language``."""
    address = reverse("admin:strategy_goal_change", args=[goal])
    return f"{address}?{urlencode({'language': language})}{tab_anchor(town.languages, language)}"


def next_url(edition: Edition, language: str, after: str = "") -> str:
    """Leads to the next goal, behind the one with the key ``after``, whose translation waits for somebody."""
    query = urlencode({"language": language, "after": after} if after else {"language": language})
    return f"{reverse('admin:strategy_edition_translations_next', args=[edition.pk])}?{query}"


def changed_words(changed: list[Changed], model: type[Model] = Goal) -> list[tuple[str, list]]:
    """Differences for components/wording_difference.html: (label of the text, its parts)."""
    return [(str(model._meta.get_field(text.field).verbose_name), text.parts) for text in changed]


class BesideSource(forms.Widget):
    """The field of a translation, with the authentic text beside it to read."""

    def __init__(self, field: forms.Widget, source: str, language: str) -> None:
        super().__init__(field.attrs)
        self.field, self.source, self.language = field, source, language

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> str:
        return render_to_string(
            "admin/strategy/goal/beside_source.html",
            {
                "field": self.field.render(name, value, attrs, renderer),
                "source": self.source,
                "language": self.language,
                "name": language_name(self.language),
            },
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return self.field.value_from_datadict(data, files, name)


class TranslationTabs(LanguageTabs):
    """For the screen of a goal; its request knows the goal's place, as ``request.place[0]`` its edition."""

    def language_mark(self, obj: Goal | None, code: str) -> str:
        if obj is None:
            return ""
        authentic = obj.edition.plan.municipality.language
        return _("authentic text") if code == authentic else str(MARKS[state_in(values_of(obj), code, authentic)])

    def language_fieldset(self, request: HttpRequest, obj: Goal | None, code: str) -> tuple[str, dict[str, Any]]:
        heading, options = super().language_fieldset(request, obj, code)
        if obj is not None and code != obj.edition.plan.municipality.language:
            options["description"] = self._state_words(request, obj, values_of(obj), code)
        return heading, options

    def _state_words(self, request: HttpRequest, goal: Goal, values: Values, code: str) -> str:
        """Where the translation is behind: the difference, and the box that says that it still holds."""
        authentic = goal.edition.plan.municipality.language
        if state_in(values, code, authentic) != State.STALE:
            return ""
        context = {
            "changed": changed_words(difference_in(values, code, authentic)),
            "authentic": authentic,
            "language": language_name(code),
            "confirm": f"{code}:{source_hash(values, authentic)}",
            "can_edit": self.has_change_permission(request, goal),
        }
        return render_to_string("admin/strategy/goal/stale.html", context)

    def get_form(self, request: HttpRequest, obj: Goal | None = None, change: bool = False, **kwargs: Any):
        form = super().get_form(request, obj, change, **kwargs)
        authentic = request.place[0].plan.municipality.language
        for code in self.languages(request, obj) if obj is not None else ():
            for name in TEXT_FIELDS:
                field = form.base_fields.get(f"{name}_{code}")
                if field and code != authentic:
                    source = str(getattr(obj, f"{name}_{authentic}") or "")
                    field.widget = BesideSource(field.widget, source, authentic)
        return form

    def next_language(self, request: HttpRequest, obj: Goal | None) -> str:
        """The language in which the person translates one goal after another, "" where they do not."""
        code = request.GET.get("language", "")
        town = request.place[0].plan.municipality
        may_edit = obj is not None and self.has_change_permission(request, obj)
        return code if may_edit and code in town.languages and code != town.language else ""

    def next_context(self, request: HttpRequest, obj: Goal | None) -> dict[str, str]:
        """What the form's buttons to the next goal need."""
        code = self.next_language(request, obj)
        if not code:
            return {}
        return {"next_url": next_url(obj.edition, code, obj.key), "next_language": language_name(code)}

    def confirm_ticked(self, request: HttpRequest, obj: Goal) -> None:
        """Confirms the translations whose box was ticked, for the text that stood beside it then."""
        for ticked in request.POST.getlist("confirm"):
            language, _colon, source = ticked.partition(":")
            confirm_translation(obj, actor=request.user, language=language, source=source)
