"""Starting the plan of the next term: its period, title and address, and which branches of the old tree go on."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from municipalities.roles import Right

from ..access import plan_for
from ..models import Edition, Plan
from ..refusal import Refused
from ..services.content import language_name
from ..services.succeeding import newest_published, proposed_period, start_next_plan
from .outline import Outline

MOST_YEAR = 9999


class NextPlanForm(forms.Form):
    """``title_<language>`` for each language of the town, the authentic one first and needed."""

    slug = forms.SlugField(
        label=gettext_lazy("address"), max_length=60, help_text=gettext_lazy("As it appears in addresses: 2020-2025.")
    )
    starts_in = forms.IntegerField(label=gettext_lazy("first year"), required=False, min_value=0, max_value=MOST_YEAR)
    ends_in = forms.IntegerField(
        label=gettext_lazy("last year"),
        required=False,
        min_value=0,
        max_value=MOST_YEAR,
        help_text=gettext_lazy("Leave empty if the plan has no end."),
    )

    def __init__(self, plan: Plan, *args, **kwargs) -> None:
        super().__init__(*args, initial=_proposed(plan), use_required_attribute=False, **kwargs)
        town = plan.municipality
        for code in (town.language, *(code for code in town.languages if code != town.language)):
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": language_name(code)},
                max_length=200,
                required=code == town.language,
                widget=forms.TextInput(attrs={"class": "vTextField", "lang": code}),
            )
        self.order_fields(
            [*(name for name in self.fields if name.startswith("title_")), "starts_in", "ends_in", "slug"]
        )

    @property
    def titles(self) -> dict[str, str]:
        return {name[6:]: text for name, text in self.cleaned_data.items() if name.startswith("title_")}


def _proposed(plan: Plan) -> dict[str, object]:
    """Years that follow; title and address with the new years where the old ones stand in them."""
    start, end = proposed_period(plan)
    values: dict[str, object] = {"starts_in": start, "ends_in": end}
    years = {str(plan.starts_in): str(start), str(plan.ends_in): str(end)} if start else {}
    for name in ("slug", *(f"title_{code}" for code in plan.municipality.languages)):
        text = getattr(plan, name) or ""
        for old, new in reversed(years.items()):  # the last year first: it may be the new first one
            text = text.replace(old, new)
        values[name] = text
    if values["slug"] == plan.slug:
        values["slug"] = f"{start}-{end}" if start else f"{plan.slug}-2"
    return values


def next_plan_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    plan = plan_for(request.user, pk, Right.WRITE)
    base = newest_published(plan)
    rows = Outline(base).rows if base else []
    asked = request.POST if request.method == "POST" else None
    form = NextPlanForm(plan, asked)
    kept = set(asked.getlist("keep")) if asked is not None else {row.key for row in rows}
    draft = _started(request, plan, form, kept) if asked is not None and form.is_valid() else None
    if draft:
        count = draft.goals.shown().count()
        kept_words = ngettext("%(count)d goal goes on.", "%(count)d goals go on.", count) % {"count": count}
        dropped = ngettext("%(count)d is dropped.", "%(count)d are dropped.", len(rows) - count)
        messages.success(request, f"{kept_words} {dropped % {'count': len(rows) - count}}")
        messages.info(request, _("Read the plan’s question and introduction again: they were carried over."))
        return redirect("admin:strategy_plan_succession", draft.plan_id)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("The plan after %(plan)s") % {"plan": plan},
        "opts": model_admin.opts,
        "plan": plan,
        "base": base,
        "form": form,
        "rows": rows,
        "kept": kept,
        "language": plan.municipality.language,
    }
    return TemplateResponse(request, "admin/strategy/plan/next.html", context, status=400 if form.errors else 200)


def _started(request: HttpRequest, plan: Plan, form: NextPlanForm, kept: set[str]) -> Edition | None:
    given = form.cleaned_data
    try:
        return start_next_plan(
            plan,
            actor=request.user,
            titles=form.titles,
            slug=given["slug"],
            starts_in=given["starts_in"],
            ends_in=given["ends_in"],
            kept=kept,
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return None
