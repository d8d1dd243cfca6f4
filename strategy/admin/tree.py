"""The screen of an edition's tree: the outline, and beside it the form of the goal that is chosen (?goal=).

Every link and button works without scripts; with them, static/strategy/admin/tree/ does the same without a reload.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipalities.roles import Right

from ..access import edition_for
from ..models import Edition, Goal
from ..search.words import fold
from ..services.standing import undone_batches
from ..vocabulary import Status
from .outline import Outline, Row
from .steps_back import steps_back
from .tree_words import words_for_script


def tree_url(edition: Edition, key: str = "") -> str:
    """The tree, with a goal chosen where ``key`` is given."""
    return reverse("admin:strategy_edition_tree", args=[edition.pk]) + (f"?goal={key}#goal-{key}" if key else "")


def add_url(edition: Edition, under: str = "", after: str = "") -> str:
    """The form for a new goal below ``under`` ("": at the top), right behind its child ``after`` ("": last)."""
    query = {"edition": edition.pk, "under": under, "after": after}
    return f"{reverse('admin:strategy_goal_add')}?{urlencode({name: value for name, value in query.items() if value})}"


@require_safe
def tree_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """The whole screen, or with ?part=rows its rows alone."""
    edition = edition_for(request.user, pk, Right.READ)
    outline = Outline(edition)
    can_edit = may_edit(request, edition)
    context = {"rows": outline.rows, "authentic": outline.authentic, "edition": edition, "can_edit": can_edit}
    if request.GET.get("part") == "rows":
        return TemplateResponse(request, "admin/strategy/edition/tree_rows.html", context)
    chosen = outline.by_key.get(request.GET.get("goal", ""))
    words = request.GET.get("q", "").strip()
    context = page_context(request, model_admin, edition, _("Goals of %(edition)s") % {"edition": edition}) | context
    context |= {
        "rows": _found(outline, words),
        "words": words,
        "count": len(outline.rows),
        "why_not": "" if can_edit else _why_not(edition),
        "chosen": chosen,
        "panel": _panel(request, model_admin, chosen),
        "add_url": add_url(edition),
        "sibling_url": add_url(edition, chosen.parent.key, chosen.key) if chosen else add_url(edition),
        "child_url": add_url(edition, chosen.key) if chosen else add_url(edition),
        "imported": _standing_import(edition, request.GET.get("imported", "")) if can_edit else "",
        "steps": steps_back(request, edition) if can_edit else None,
        "data": _for_script(request, edition, outline, can_edit),
        "is_nav_sidebar_enabled": False,
    }
    return TemplateResponse(request, "admin/strategy/edition/tree.html", context)


def may_edit(request: HttpRequest, edition: Edition) -> bool:
    return edition.status == Status.DRAFT and request.user.may(Right.WRITE, edition.municipality_id)


def page_context(request: HttpRequest, model_admin, edition: Edition, title: str) -> dict:
    """What every page about the tree shows around its own matter."""
    site = model_admin.admin_site.each_context(request)
    return {**site, "title": title, "opts": model_admin.opts, "edition": edition, "tree_url": tree_url(edition)}


def _found(outline: Outline, words: str) -> list[Row]:
    """The rows in which all of ``words`` stand, with all that stands above them; every row where there are none."""
    if not words:
        return outline.rows
    wanted, shown = fold(words).split(), set()
    for row in outline.rows:
        if all(word in fold(f"{row.code} {row.title}") for word in wanted):
            above: Row | None = row
            while above is not None:
                shown.add(above.key)
                above = above.parent
    return outline.only(shown)


def _panel(request: HttpRequest, model_admin, chosen: Row | None) -> str:
    """The form of the chosen goal, ready to stand in the page."""
    if chosen is None:
        return ""
    request.in_panel = True
    answer = model_admin.admin_site.get_model_admin(Goal).change_view(request, str(chosen.pk))
    return answer.render().rendered_content


def _for_script(request: HttpRequest, edition: Edition, outline: Outline, can_edit: bool) -> dict:
    return {
        "edition": edition.pk,
        "person": request.user.pk,
        "revision": edition.revision,
        "canEdit": can_edit,
        "legal": outline.legal(),
        "urls": {
            "tree": tree_url(edition),
            "presence": reverse("admin:strategy_edition_presence", args=[edition.pk]),
            "undo": reverse("admin:strategy_edition_undo", args=[edition.pk]),
            "import": reverse("admin:strategy_edition_import", args=[edition.pk]),
            "add": reverse("admin:strategy_goal_add"),
            "goal": reverse("admin:strategy_goal_change", args=[0]),
            "login": reverse("admin:login"),
        },
        "words": words_for_script(),
    }


def _standing_import(edition: Edition, batch: str) -> str:
    """The batch of an import that has just been accepted, while it can be undone."""
    return batch if batch and batch not in undone_batches(edition) else ""


def _why_not(edition: Edition) -> str:
    return {
        Status.PUBLISHED: _("This edition is published and sealed. Start a new draft to change the text."),
        Status.PROPOSED: _("This edition is proposed and frozen. Take it back to draft before you change it."),
        Status.DRAFT: _("You can read this draft. Policy officers of the municipality edit it."),
    }[Status(edition.status)]
