"""The page "What became of it": the goals of an older plan beside those of a newer one, with the lines between them.

A form sends what to add and what to take away, so that two people who work at once do not undo each other's work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from municipalities.roles import Right

from ..access import plan_for
from ..models import Edition, Plan
from ..models.goal import unguarded_goals
from ..refusal import Refused
from ..services.planning import period_text
from ..services.succeeding import (
    last_change,
    newest,
    newest_published,
    pairs_of,
    record_succession,
    undo_succession,
)
from ..succession import WORDING, Pair, Succession
from ..vocabulary import KEY_LENGTH, Kind, SuccessionKind
from .outline import Outline, Row

MOST = 400
"""Goals up to which a page shows the whole old plan; above it a branch at a time."""

SHOW_OPEN = "open"
FIELD = "heir-"
"""What the names of the fields begin with in which the goals of the new plan are typed."""


@dataclass
class Line:
    """An old goal with what became of it. ``typed`` and ``ticked``: what stood there when the page was refused."""

    row: Row
    label: str | Promise
    heirs: list[Row]
    is_dropped: bool
    is_open: bool
    typed: str
    problem: str
    ticked: set[str]
    """Keys of heirs to be removed; "" where the goal's own box is ticked."""


class Page:
    """Two plans, their trees and the lines between them."""

    def __init__(self, old: Plan, new: Plan) -> None:
        self.old_edition, self.new_edition = newest_published(old), newest(new)
        self.language = new.municipality.language
        self.old_rows, self.old_words = _tree(self.old_edition, self.language)
        self.new_rows, self.new_words = _tree(self.new_edition, self.language)
        self.succession = Succession(pairs_of(old, new), self.old_words, self.new_words)

    def lines(self, shown: list[Row], request: HttpRequest) -> list[Line]:
        """With what the request has typed and ticked, and what is wrong with it."""
        ticked: dict[str, set[str]] = {}
        for pair in (*request.POST.getlist("remove"), *(f"{key}:" for key in request.POST.getlist("drop"))):
            key, _colon, heir = pair.partition(":")
            ticked.setdefault(key, set()).add(heir)
        return [
            self._line(row, request.POST.get(f"{FIELD}{row.key}", "").strip(), ticked.get(row.key, set()))
            for row in shown
        ]

    def _line(self, row: Row, typed: str, ticked: set[str]) -> Line:
        kind = self.succession.outcome(row.key)
        label = SuccessionKind(kind).label if kind else _("nothing recorded yet")
        heirs = [self.new_rows[key] for key in self.succession.heirs.get(row.key, [])]
        is_wrong = typed and not _named(typed, self)
        problem = (
            _("No goal of the new plan has this name, or more than one does. Choose one from the list.")
            if is_wrong
            else ""
        )
        return Line(row, label, heirs, kind == SuccessionKind.DROPPED, kind is None, typed, problem, ticked)

    def origins(self) -> Iterator[tuple[Row, str | Promise, list[Row]]]:
        """Each new goal, what it is, and the old goals that it comes from."""
        for key, row in self.new_rows.items():
            ancestors = [self.old_rows[old] for old in self.succession.ancestors.get(key, [])]
            yield row, SuccessionKind(self.succession.origin(key)).label, ancestors


def _tree(edition: Edition | None, language: str) -> tuple[dict[str, Row], dict[str, tuple[str, ...]]]:
    """(rows by key, authentic wording by key), both in the order of the tree."""
    if edition is None:
        return {}, {}
    columns = [f"{name}_{language}" for name in WORDING]
    goals = unguarded_goals().filter(edition=edition).exclude(kind=Kind.ROOT).order_by("lft")
    words = {key: tuple(text or "" for text in texts) for key, *texts in goals.values_list("key", *columns)}
    return {row.key: row for row in Outline(edition).rows}, words


def name_of(row: Row) -> str:
    """What the field of a goal holds: its name, and its key, by which it is found again."""
    return f"{row.code} {row.name} [{row.key}]".strip()


def succession_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """The lines by GET, ?from= the older plan; by POST what is added and taken away."""
    new = plan_for(request.user, pk, Right.READ)
    can_edit = request.user.may(Right.WRITE, new.municipality_id)
    if request.method == "POST" and not can_edit:
        raise PermissionDenied
    others = _older(new)
    old = _chosen(others, new, request.GET.get("from", ""))
    context = {"plan": new, "old": old, "others": others, "heirs": _heirs(new), "opts": model_admin.opts}
    context |= {
        **model_admin.admin_site.each_context(request),
        "title": _("What became of it: %(plan)s") % {"plan": new},
    }
    status = 200
    if old:
        page = Page(old, new)
        lines = page.lines(_shown(page, request), request)
        if request.method == "POST":
            if not any(line.problem for line in lines) and _saved(request, old, new, page):
                return redirect(f"{_address(new, old)}&show={request.GET.get('show', '')}")
            status = 400
        context |= _context(request, old, new, page, can_edit) | {"lines": lines}
    return TemplateResponse(request, "admin/strategy/plan/succession.html", context, status=status)


def _heirs(old: Plan) -> list[tuple[Plan, str]]:
    """The plans into which goals of ``old`` went on, each with the address of this page for the two."""
    plans = Plan.objects.filter(ancestors__old_plan=old).select_related("municipality").distinct()
    return [(plan, _address(plan, old)) for plan in plans]


def _context(request: HttpRequest, old: Plan, new: Plan, page: Page, can_edit: bool) -> dict[str, object]:
    return {
        "page": page,
        "tops": [row for row in page.old_rows.values() if row.level == 1],
        "is_narrow": len(page.old_rows) > MOST,
        "names": [name_of(row) for row in page.new_rows.values()],
        "earlier": period_text(old) or str(old),
        "later": period_text(new) or str(new),
        "can_edit": can_edit and page.new_edition is not None,
        "can_undo": can_edit and last_change(old, new) is not None,
        "here": request.get_full_path(),
    }


@require_POST
def succession_undo_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    new = plan_for(request.user, pk, Right.WRITE)
    number = request.POST.get("from", "")
    old = get_object_or_404(_older(new), pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
    try:
        undo_succession(old, new, actor=request.user)
        messages.success(request, _("It has been undone."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(_address(new, old))


def _older(new: Plan):
    """The plans that this one can have come after: the town's others of which something is published."""
    return Plan.objects.published().filter(municipality=new.municipality_id).exclude(pk=new.pk).order_by("-starts_in")


def _chosen(others, new: Plan, number: str) -> Plan | None:
    """The plan that is asked for, or the one that lines come from already, or the one before."""
    if number.isdecimal() and len(number) < 19:
        return get_object_or_404(others, pk=int(number))
    linked = others.filter(heirs__new_plan=new).first()
    earlier = others.filter(starts_in__lt=new.starts_in) if new.starts_in is not None else others.none()
    return linked or earlier.first()


def _address(new: Plan, old: Plan) -> str:
    return f"{reverse('admin:strategy_plan_succession', args=[new.pk])}?from={old.pk}"


def _shown(page: Page, request: HttpRequest) -> list[Row]:
    """All old goals; those of which nothing is said; or, of a large plan or when asked, one branch."""
    asked, rows = request.GET.get("show", ""), list(page.old_rows.values())
    if asked == SHOW_OPEN:
        undecided = set(page.succession.undecided)
        return [row for row in rows if row.key in undecided][:MOST]
    top = page.old_rows.get(asked)
    if top is None and len(rows) > MOST:
        top = rows[0]
    return [top, *_below(top)] if top else rows


def _below(row: Row) -> Iterator[Row]:
    for child in row.children:
        yield child
        yield from _below(child)


def _named(typed: str, page: Page) -> str:
    """The key of the new goal that was typed: by its key in brackets, or else by a code or title that only it has."""
    key = typed.removesuffix("]")[-KEY_LENGTH:]
    if typed.endswith("]") and key in page.new_rows:
        return key
    wanted = typed.casefold()
    found = [key for key, row in page.new_rows.items() if wanted in (row.code.casefold(), row.name.casefold())]
    return found[0] if len(found) == 1 else ""


def _saved(request: HttpRequest, old: Plan, new: Plan, page: Page) -> bool:
    """Stores what was sent; a refusal is said on the page, where everything typed still stands."""
    given = {name.removeprefix(FIELD): text for name, text in request.POST.items() if name.startswith(FIELD)}
    typed = {key: text.strip() for key, text in given.items() if text.strip()}
    add: set[Pair] = {(key, _named(text, page)) for key, text in typed.items()}
    add |= {(key, "") for key in request.POST.getlist("drop")}
    remove: set[Pair] = {
        (key, heir) for key, _colon, heir in (line.partition(":") for line in request.POST.getlist("remove"))
    }
    heirs = page.succession.heirs
    remove |= {(key, heir) for key in request.POST.getlist("drop") for heir in heirs.get(key, [])}
    try:
        record_succession(old, new, actor=request.user, add=add, remove=remove)
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("What became of the goals has been saved."))
    return True
