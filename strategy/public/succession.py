"""What became of goals from one plan to the next, as the public reads it: of one goal, and of two whole plans."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Goal, Succession
from ..succession import WORDING, Pair
from ..succession import Succession as Between
from ..vocabulary import Kind, SuccessionKind
from .addresses import Addresses
from .outline import Node
from .places import Place, PlanRow
from .rows import Given, Question, rows_of
from .texts import Text

Wording = tuple[str, ...]

BECAME: dict[SuccessionKind | None, str | Promise] = {
    SuccessionKind.CONTINUED: gettext_lazy("Continued as"),
    SuccessionKind.REWORDED: gettext_lazy("Continued in other words as"),
    SuccessionKind.MERGED: gettext_lazy("Merged with others into"),
    SuccessionKind.SPLIT: gettext_lazy("Split into"),
    SuccessionKind.DROPPED: gettext_lazy("Dropped"),
    None: gettext_lazy("Nothing is recorded about this goal."),
}
CAME: dict[SuccessionKind | None, str | Promise] = {
    SuccessionKind.CONTINUED: gettext_lazy("Continued from"),
    SuccessionKind.REWORDED: gettext_lazy("Reworded from"),
    SuccessionKind.MERGED: gettext_lazy("Merged from"),
    SuccessionKind.SPLIT: gettext_lazy("Split off from"),
    SuccessionKind.NEW: gettext_lazy("New in this plan"),
}


@dataclass(frozen=True)
class Other:
    """A goal of the other plan."""

    title: Text
    href: str
    ref: str = ""


@dataclass(frozen=True)
class Told:
    """What is said on a goal's page about one other plan."""

    heading: str
    label: str | Promise
    goals: list[Other]


@dataclass(frozen=True)
class Neighbour:
    """Another plan, with the lines between it and the place's own. ``is_next``: it came later."""

    plan: PlanRow
    edition: int
    is_next: bool
    pairs: list[Pair]

    def between(self, own: dict[str, Any], theirs: dict[str, Any]) -> Between:
        return Between(self.pairs, own, theirs) if self.is_next else Between(self.pairs, theirs, own)


@functools.cache
def _lines() -> Question:
    lines = rows_of(Succession).filter(Q(old_plan=Given("plan")) | Q(new_plan=Given("plan")))
    return Question(lines.values_list("old_plan", "new_plan", "old_key", "new_key"), as_tuples=True)


def neighbours_of(place: Place) -> list[Neighbour]:
    """The plans that the place's own followed or was followed by, and that the public can read. At most one query."""
    if not place.edition.has_succession:
        return []
    plans = {plan.pk: plan for plan in place.plans if plan.pk != place.plan.pk}
    found: dict[tuple[int, bool], list[Pair]] = {}
    for old_plan, new_plan, old_key, new_key in _lines().ask(plan=place.plan.pk):
        is_next = old_plan == place.plan.pk
        found.setdefault((new_plan if is_next else old_plan, is_next), []).append((old_key, new_key))
    return [
        Neighbour(plans[pk], place.in_force[pk], is_next, pairs)
        for (pk, is_next), pairs in sorted(found.items(), key=lambda item: item[0][1])
        if pk in plans
    ]


def wordings(place: Place, editions: Collection[int], keys: Collection[str] | None = None) -> dict[str, Wording]:
    """The authentic wording of goals, by key: of whole editions, or of ``keys`` in them. One query."""
    rows = rows_of(Goal).filter(edition__in=editions).exclude(kind=Kind.ROOT)
    if keys is not None:
        rows = rows.filter(key__in=keys)
    columns = [f"{name}_{place.town.language}" for name in WORDING]
    return {key: tuple(text or "" for text in texts) for key, *texts in rows.values_list("key", *columns)}


def plan_words(plan: PlanRow) -> str:
    """ "2020–2025", or the title of a plan without years."""
    return plan.period or plan.title.text


def heading(neighbour: Neighbour) -> str:
    words = {"plan": plan_words(neighbour.plan)}
    return _("In the plan %(plan)s") % words if neighbour.is_next else _("From the plan %(plan)s") % words


def told_of(place: Place, node: Node) -> list[Told]:
    """What became of a goal, and where it comes from. No query where nothing is recorded, else two."""
    neighbours = neighbours_of(place)
    linked = {key for other in neighbours for pair in other.pairs if node.key in pair for key in pair if key}
    if not neighbours:
        return []
    rows = _goals(place, {place.edition.pk, *(other.edition for other in neighbours)}, linked | {node.key})
    own: dict[str, Any] = dict.fromkeys(node.outline.by_key)
    own[node.key] = rows[place.edition.pk, node.key][1]
    found = []
    for other in neighbours:
        theirs = {key: row for (edition, key), row in rows.items() if edition == other.edition}
        between = other.between(own, {key: wording for key, (_shown, wording) in theirs.items()})
        kind = between.outcome(node.key) if other.is_next else between.origin(node.key)
        keys = (between.heirs if other.is_next else between.ancestors).get(node.key, [])
        if kind is not None:
            label = (BECAME if other.is_next else CAME)[kind]
            addresses = Addresses(place.lang, place.town.slug, other.plan.slug)
            found.append(Told(heading(other), label, [_other(addresses, key, theirs[key][0]) for key in keys]))
    return found


def _goals(
    place: Place, editions: Iterable[int], keys: Iterable[str]
) -> dict[tuple[int, str], tuple[tuple[Text, Text, str], Wording]]:
    """(edition, key) -> ((title, short title, code), authentic wording)."""
    reader, authentic = place.reader, [f"{name}_{place.town.language}" for name in WORDING]
    rows = rows_of(Goal).filter(edition__in=editions, key__in=keys).order_by("edition", "lft")
    columns = {"edition", "key", "code", *reader.columns("title", "short_title"), *authentic}
    return {
        (row["edition"], row["key"]): (
            (reader.read(row, "title"), reader.read(row, "short_title"), row["code"]),
            tuple(row[name] or "" for name in authentic),
        )
        for row in rows.values(*columns)
    }


def _other(addresses: Addresses, key: str, shown: tuple[Text, Text, str]) -> Other:
    title, short, code = shown
    named = title or Text(code or key, title.lang)
    return Other(named, addresses.goal(key, (short or named).text), code)
