"""The translation board of an edition: goals and texts of the plan x language, with what changed, and one goal after
another to translate."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from municipalities.language_admin import language_title
from municipalities.roles import Right

from ..access import edition_for
from ..models import Edition, Goal, Plan
from ..refusal import Refused
from ..services.content import language_name
from ..services.plan_texts import Written
from ..services.plan_translating import confirm_text
from ..services.translating import confirm_translation
from ..translated_from import State
from ..vocabulary import Status
from .translation_rows import PLAN, Board, PlanBoard
from .translation_tabs import MARKS, next_url, tab_url
from .tree import tree_url

GOALS = 200
"""Goals on a page of the board."""

FILTERS = ("state", "language", "kind")


def board_url(edition: Edition, **chosen: str) -> str:
    """The board, with these FILTERS chosen."""
    words = urlencode({name: value for name, value in chosen.items() if value})
    return reverse("admin:strategy_edition_translations", args=[edition.pk]) + (f"?{words}" if words else "")


def board_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    edition = edition_for(request.user, pk, Right.READ)
    board, texts = Board(edition), PlanBoard(edition)
    chosen, may_write = _chosen(request, board), request.user.may(Right.WRITE, edition.municipality_id)
    can_edit = may_write and edition.status == Status.DRAFT
    languages = [chosen["language"]] if chosen["language"] else board.languages
    page = Paginator(board.chosen(**chosen), GOALS).get_page(request.GET.get("page"))
    board.fill(page.object_list, languages)
    shown_texts = texts.chosen(**chosen) if page.number == 1 else []
    texts.fill(shown_texts, languages)
    context = {
        **model_admin.admin_site.each_context(request),
        **_words(edition, board, languages),
        "opts": model_admin.opts,
        "summary": _summary(edition, board, texts, can_edit),
        "filters": _filters(board, chosen),
        "page": page,
        "plan_texts": shown_texts,
        "is_plan_alone": chosen["kind"] == PLAN,
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "is_filtered": any(chosen.values()),
        "can_edit": can_edit,
        "may_write": may_write,
    }
    return TemplateResponse(request, "admin/strategy/edition/translations.html", context)


def _words(edition: Edition, board: Board, languages: list[str]) -> dict:
    """What the page says, whoever reads it and whatever is chosen but the ``languages``."""
    return {
        "title": _("Translations of %(edition)s") % {"edition": edition},
        "edition": edition,
        "tree_url": tree_url(edition),
        "authentic": board.authentic,
        "authentic_name": language_name(board.authentic),
        "languages": [(code, language_title(code)) for code in languages],
    }


@require_POST
def confirm_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """Confirms the stale translation that the pressed button names; the answer is the board again, at that row."""
    edition = edition_for(request.user, pk, Right.WRITE)
    key, language, source = [*request.POST.get("confirm", "").split(":"), "", ""][:3]
    text = PlanBoard(edition).text(key)
    try:
        name = _confirm(edition, text or key, actor=request.user, language=language, source=source)
        words = {"goal": name, "language": language_name(language)}
        said = _("“%(goal)s”: the translation into %(language)s was confirmed.") % words
        messages.success(request, said)
        if text:  # goals have a record of their own; what happens to a plan stands in the history of its page
            model_admin.admin_site.get_model_admin(Plan).log_change(request, edition.plan, said)
    except Refused as refused:
        messages.error(request, str(refused))
    chosen = {name: request.GET.get(name, "") for name in (*FILTERS, "page")}
    return redirect(board_url(edition, **chosen) + f"#goal-{key}")


def _confirm(edition: Edition, what: Written | str, **given: Any) -> str:
    """Confirms the translation of a text of the plan, or of the goal with this key; returns what that is called."""
    if isinstance(what, Written):
        confirm_text(what, **given)
        return Truncator(what.text).chars(80)
    goal = Goal.objects.shown().filter(edition=edition, key=what).first()
    if goal is None:
        raise Http404
    confirm_translation(goal, **given)
    return getattr(goal, f"title_{edition.plan.municipality.language}") or goal.key


def next_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """Leads to the next goal whose translation into ?language= waits, behind the goal ?after=; else to the board."""
    edition = edition_for(request.user, pk, Right.READ)
    board, language = Board(edition), request.GET.get("language", "")
    if language not in board.languages:
        raise Http404
    row = board.waiting(language, request.GET.get("after", ""))
    if row is None:
        messages.success(
            request,
            _("No other goal waits for a translation into %(language)s.") % {"language": language_name(language)},
        )
        return redirect(board_url(edition))
    return redirect(tab_url(row.values["pk"], board.town, language))


def _chosen(request: HttpRequest, board: Board) -> dict[str, str]:
    """What the filters say, without what nobody could have chosen."""
    kinds = [PLAN, *(kind for kind, _label in board.kinds())]
    known = {"state": list(State), "language": board.languages, "kind": kinds}
    given = {name: request.GET.get(name, "") for name in FILTERS}
    return {name: value if value in known[name] else "" for name, value in given.items()}


def _summary(edition: Edition, board: Board, texts: PlanBoard, can_edit: bool) -> list[dict]:
    """A line a language: how many goals and texts are in which state, as links to just those."""
    rows = [*board.rows, *texts.rows]
    total, lines = len(rows), []
    for code in board.languages:
        counted = Counter(row.states[code] for row in rows)
        states = [
            (MARKS[state], counted[state], board_url(edition, state=state, language=code) if counted[state] else "")
            for state in (State.DONE, State.STALE, State.INCOMPLETE, State.MISSING)
        ]
        lines.append(
            {
                "name": language_title(code),
                "percent": 100 * counted[State.DONE] // total if total else 0,
                "done": counted[State.DONE],
                "total": total,
                "states": states,
                "next": next_url(edition, code) if can_edit and board.waiting(code) else "",
            }
        )
    return lines


def _filters(board: Board, chosen: dict[str, str]) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """(name, label, choices as (value, label, is it chosen)) of each filter."""
    offered = {
        "state": (_("State"), [(str(state), str(MARKS[state])) for state in State]),
        "language": (_("Language"), [(code, language_title(code)) for code in board.languages]),
        "kind": (_("Kind"), [(PLAN, _("texts of the plan itself")), *board.kinds()]),
    }
    return [
        (name, label, [(value, words, value == chosen[name]) for value, words in choices])
        for name, (label, choices) in offered.items()
    ]
