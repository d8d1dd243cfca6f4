"""The form of one goal, in a tab per language. Its place is the tree's business (tree.py), not the form's."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Field
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.choices import flatten_choices
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from municipalities.roles import Right
from municipalities.scoped_admin import RefusableForm, ScopedAdmin

from ..access import edition_for, goal_for
from ..models import Goal
from ..models.goal import TEXT_FIELDS
from ..services.editing import add_goal, edit_goal
from ..vocabulary import Kind, Status
from .answers import Outcome, as_json, name_of, place_of, row_html
from .goal_fields import SdgsField, SilentInput
from .history import history_page, history_url
from .icon_choice import IconChoice, icon_choices, words_of
from .outline import Outline
from .translation_tabs import TranslationTabs, next_url
from .tree import add_url, tree_url


def is_in_panel(request: HttpRequest) -> bool:
    """Whether the form stands in the screen of the tree, and not on a page of its own."""
    return getattr(request, "in_panel", False) or request.GET.get("panel") == "1"


@dataclass
class Theirs:
    """A field that a colleague has changed and this person too: both texts, to choose from."""

    name: str
    label: str
    theirs: str
    mine: str
    language: str


class GoalForm(RefusableForm):
    """Each field posts what it showed, too: only what the person changed is saved, whatever others did since."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["revision"] = self.instance.edition.revision
        self.theirs: list[Theirs] = []
        if self.is_bound:
            self._take_theirs()

    def _take_theirs(self) -> None:
        """Where the person has read both texts of a field and chosen theirs, it counts as not changed."""
        chosen = [name for name in self.fields if self.data.get(f"keep-{name}") == "theirs"]
        self.data = self.data.copy() if chosen else self.data
        for name in chosen:
            self.data[self.add_prefix(name)] = self.data.get(self.add_initial_prefix(name), "")

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.refusal and self.instance.pk and "revision" in self.data:
            self._show_theirs()

    def _show_theirs(self) -> None:
        """Bases the form on what is stored now: the typed texts stay, all others become the present ones."""
        stored = Goal.objects.select_related("edition").get(pk=self.instance.pk)
        changed = [name for name in self.changed_data if name != "revision"]
        self.data = self.data.copy()
        for name in [name for name in self.fields if name != "revision"]:
            now, typed = getattr(stored, name), self[name].data
            shown = self.data.get(self.add_initial_prefix(name))
            if name not in changed:
                self.data[self.add_prefix(name)] = now or ""  # "" is an empty text and an unticked box
            elif _plain(now) != _plain(typed) and _plain(str("" if now is None else now)) != _plain(shown):
                self.theirs.append(self._both(name, now, typed))
            self.data[self.add_initial_prefix(name)] = "" if now is None else now
        self.data["revision"] = stored.edition.revision

    def _both(self, name: str, now: Any, typed: Any) -> "Theirs":
        field = self.fields[name]
        texts = [_in_words(value, dict(flatten_choices(getattr(field, "choices", [])))) for value in (now, typed)]
        return Theirs(name, str(field.label), *texts, field.widget.attrs.get("lang", ""))


def _in_words(value: Any, choices: dict[str, Any]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) or (choices and value not in choices and "," in str(value)):
        parts = value if isinstance(value, list) else str(value).split(",")
        return ", ".join(str(choices.get(part, part)) for part in parts)
    return str(choices.get(value, value or ""))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return ",".join(value)
    return " ".join(value.split()) if isinstance(value, str) else value or ""


@admin.register(Goal)
class GoalAdmin(TranslationTabs, ScopedAdmin):
    town_path = "edition__plan__municipality"
    write_right = Right.WRITE
    delete_right = None
    form = GoalForm
    plain = (("kind", "form", "is_priority"), ("code", "external_id"))
    texts = TEXT_FIELDS
    change_form_template = "admin/strategy/goal/change_form.html"

    class Media:
        js = (*TranslationTabs.Media.js, "strategy/admin/goal_form.js")

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).exclude(kind=Kind.ROOT).select_related("edition__plan__municipality")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False  # goals are reached through their edition

    def has_change_permission(self, request: HttpRequest, obj: Goal | None = None) -> bool:
        is_open = obj is None or obj.edition.status == Status.DRAFT
        return is_open and super().has_change_permission(request, obj)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return redirect("admin:strategy_edition_changelist")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        """A new goal of ?edition=, below ?under= (a key; none: at the top)."""
        number = request.GET.get("edition", "")
        if not number.isdecimal():
            raise Http404
        edition = edition_for(request.user, number, Right.WRITE)
        if edition.status != Status.DRAFT:
            raise PermissionDenied
        outline = Outline(edition)
        under, after = request.GET.get("under", ""), request.GET.get("after", "")
        if (under and under not in outline.by_key) or (after and after not in outline.by_key):
            raise Http404
        request.place = (edition, outline, outline.by_key.get(under, outline.top))
        request.position = outline.places[after] + 1 if after else None
        return super().add_view(request, form_url, extra_context)

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None) -> HttpResponse:
        goal = self.get_object(request, unquote(object_id))
        outline = Outline(goal.edition)
        request.place = (goal.edition, outline, outline.by_key[goal.key].parent)
        return super().change_view(request, object_id, form_url, extra_context)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        goal = self.get_object(request, unquote(object_id))
        return history_page(request, goal.edition, self, goal=goal.key)

    # -- the form ----------------------------------------------------------------------------------

    def languages(self, request: HttpRequest, obj: Goal | None) -> list[str]:
        return list(request.place[0].plan.municipality.languages)

    def get_fieldsets(self, request: HttpRequest, obj: Goal | None = None):
        icon = _("Icon: %(icon)s") % {"icon": words_of(obj.icon)} if obj and obj.icon else _("Icon")
        return [
            *super().get_fieldsets(request, obj),
            (icon, {"fields": ["icon"], "classes": ["collapse"]}),
            (capfirst(_("global goals (SDGs)")), {"fields": ["sdgs"], "classes": ["collapse", "sdgs"]}),
        ]

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "sdgs":
            field = SdgsField(required=False, label=field.label, help_text=field.help_text)
        if db_field.name == "icon":
            field = forms.ChoiceField(required=False, label=field.label, widget=IconChoice)
        if field and db_field.name.startswith(("title_", "lead_in_")):
            field.widget = forms.Textarea(attrs={**field.widget.attrs, "rows": 2, "class": "vLargeTextField"})
        if field:
            field.show_hidden_initial, field.hidden_widget = True, SilentInput
        return field

    def get_form(self, request: HttpRequest, obj: Goal | None = None, change: bool = False, **kwargs: Any):
        form = super().get_form(request, obj, change, **kwargs)
        edition, outline, parent = request.place
        if "kind" in form.base_fields:
            kinds = outline.kinds_under(parent.kind)
            form.base_fields["kind"].choices = [(kind, Kind(kind).label) for kind in kinds]
            form.base_fields[f"title_{edition.plan.municipality.language}"].required = True
            form.base_fields["icon"].choices = icon_choices(obj.icon if obj else "")
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        _edition, outline, parent = request.place
        siblings = [row.kind for row in parent.children if row.kind in outline.order]
        steps = [kind for kind in outline.kinds_under(parent.kind) if kind in outline.order]
        return {"kind": (siblings or steps or [Kind.VISION])[-1 if siblings else 0]}

    def render_change_form(self, request: HttpRequest, context: dict, add=False, change=False, form_url="", obj=None):
        edition, outline, parent = request.place
        context |= {
            "edition": edition,
            "parent": parent,
            "tree_url": tree_url(edition, obj.key if obj else parent.key),
            "show_save_and_add_another": add,
            "show_save_and_continue": not add,
            "theirs": getattr(context["adminform"].form, "theirs", []),
            **self.next_context(request, obj),
            "refusal": getattr(context["adminform"].form, "refusal", None),
            "draft_key": f"{request.user.pk}/{edition.pk}/{obj.key if obj else f'new/{parent.key}'}",
            "row": outline.by_key[obj.key] if obj else None,
            "child_url": add_url(edition, obj.key) if obj else "",
            "history_url": history_url(edition, goal=obj.key) if obj else "",
            "branch_url": history_url(edition, branch=obj.key) if obj else "",
        }
        if not is_in_panel(request):
            return super().render_change_form(request, context, add, change, form_url, obj)
        here = request.get_full_path() if add else reverse("admin:strategy_goal_change", args=[obj.pk])
        page = super().render_change_form(request, context, add, change, here.replace("&panel=1", ""), obj)
        page.template_name = "admin/strategy/goal/panel.html"
        return page

    # -- saving ------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Goal, form: GoalForm, change: bool) -> None:
        edition, _outline, parent = request.place
        names = form.changed_data if change else [name for name in form.fields if name != "revision"]
        content = {name: form.cleaned_data[name] for name in names if name != "revision"}
        if change:
            self.confirm_ticked(request, obj)
            edit_goal(obj, actor=request.user, changes=content, revision=form.cleaned_data["revision"])
        else:
            place = {"under": parent.key or None, "position": request.position}
            made = add_goal(edition, actor=request.user, content=content, **place)
            obj.__dict__.update(made.__dict__)

    def response_add(self, request: HttpRequest, obj: Goal, post_url_continue: str | None = None) -> HttpResponse:
        if is_in_panel(request):
            return self.response_in_panel(request, obj, _("“%(goal)s” has been added."))
        answer = super().response_add(request, obj, post_url_continue)
        if "_addanother" not in request.POST:
            return answer
        edition, _outline, parent = request.place
        return redirect(add_url(edition, parent.key))

    def response_change(self, request: HttpRequest, obj: Goal) -> HttpResponse:
        if is_in_panel(request):
            return self.response_in_panel(request, obj, _("“%(goal)s” has been saved."))
        return super().response_change(request, obj)

    def response_in_panel(self, request: HttpRequest, obj: Goal, sentence: str) -> HttpResponse:
        """What the screen of the tree needs to show the goal as it stands now."""
        goal, (edition, _outline, _parent) = goal_for(request.user, obj.pk, Right.WRITE), request.place
        data = {"place": place_of(goal), "row": row_html(request, goal, edition)}
        return as_json(request, edition, Outcome(sentence % {"goal": name_of(goal, edition)}, goal.key, data=data))

    def response_post_save_add(self, request: HttpRequest, obj: Goal) -> HttpResponse:
        return redirect(tree_url(obj.edition, obj.key))

    def response_post_save_change(self, request: HttpRequest, obj: Goal) -> HttpResponse:
        if "_next" in request.POST and (language := self.next_language(request, obj)):
            return redirect(next_url(obj.edition, language, obj.key))
        return redirect(tree_url(obj.edition, obj.key))
