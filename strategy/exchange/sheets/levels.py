"""Kinds for entries, and what the plan calls its levels: whatever the source says, made to fit one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...vocabulary import STATEMENTS, STEPS, Kind, may_stand_under, step_order
from ..document import LevelEntry
from . import words
from .entries import Doubts, Entry

BY_DEPTH: dict[int, tuple[Kind, ...]] = {
    1: (Kind.OBJECTIVE,),
    2: (Kind.THEME, Kind.OBJECTIVE),
    3: (Kind.THEME, Kind.OBJECTIVE, Kind.AMBITION),
    4: (Kind.THEME, Kind.OBJECTIVE, Kind.ACTION_PLAN, Kind.ACTION),
    5: (Kind.THEME, Kind.OBJECTIVE, Kind.AMBITION, Kind.ACTION_PLAN, Kind.ACTION),
    6: STEPS,
}
"""Kinds by how many levels there are, where the source names none."""


def settle(tops: list[Entry], doubts: Doubts, language: str) -> tuple[list[Entry], list[LevelEntry]]:
    """Gives every entry a kind and a place that its kind allows. Answers with the goals at the top and the levels."""
    _remove_dummies(tops, doubts)
    deepest = max((depth for _entry, depth in walk(tops)), default=1)
    named = _order(tops)
    kinds = _kinds_of(named)
    for label in named:
        if label.startswith("word:"):
            doubts.add(
                0,
                _("“%(word)s” is not a level that we know; it is taken as %(kind)s.")
                % {"word": label[5:], "kind": Kind(kinds[label]).label},
            )
    _fill_kinds(tops, kinds, BY_DEPTH[min(deepest, 6)])
    levels = _levels(tops, named, kinds, language)
    order = step_order([level.kind for level in levels])
    return _raised(tops, order, doubts), levels


def walk(tops: list[Entry]) -> Iterator[tuple[Entry, int]]:
    """Entries with their depth from 1, parents first."""
    stack = [(entry, 1) for entry in reversed(tops)]
    while stack:
        entry, depth = stack.pop()
        yield entry, depth
        stack.extend((child, depth + 1) for child in reversed(entry.children))


def _remove_dummies(tops: list[Entry], doubts: Doubts) -> None:
    """Goals that the finance package marks as a dummy are not goals; what stands under them is."""
    for entry in [entry for entry in tops if entry.is_dummy]:
        said = _("Row %(row)d: “%(name)s” is marked as a dummy and left out; what is under it is kept.")
        doubts.add(entry.line, said % {"row": entry.line, "name": entry.name}, entry.sheet)
        index = tops.index(entry)
        tops[index : index + 1] = entry.children
        for child in entry.children:
            child.above = None


def _order(tops: list[Entry]) -> list[str]:
    """The labels of steps that occur, parents before children; their usual order where the tree does not say."""
    pairs: Counter[tuple[str, str]] = Counter()
    seen: dict[str, None] = {}
    for entry, _depth in walk(tops):
        if not entry.label or entry.label in STATEMENTS:
            continue
        seen.setdefault(entry.label)
        above = entry.above
        if above is not None and above.label not in ("", entry.label, *STATEMENTS):
            pairs[above.label, entry.label] += 1
    arrows = {pair for pair, count in pairs.items() if count >= pairs[pair[1], pair[0]]}
    order: list[str] = []
    rest = sorted(seen, key=_rank)
    while rest:
        free = next((label for label in rest if not any((other, label) in arrows for other in rest)), rest[0])
        order.append(free)
        rest.remove(free)
    return order


def _rank(label: str) -> float:
    if label.startswith("level:"):
        return float(label[6:])
    return words.LABELS.index(label) if label in words.LABELS else len(words.LABELS)


def _kinds_of(labels: list[str]) -> dict[str, str]:
    """A kind of its own for each label: its usual one, and for the others what is free near it."""
    usual = {label: label for label in labels if label in list(STEPS)}
    goals = [label for label in labels if label.startswith("objective")]
    free_tops = [kind for kind in (Kind.THEME,) if kind not in usual]
    free_ends = [kind for kind in (Kind.AMBITION, Kind.TOPIC) if kind not in usual]
    kinds: dict[str, str] = dict(usual)
    if len(goals) == 1:
        kinds[goals[0]] = Kind.OBJECTIVE
    elif goals:
        main = 1 if free_tops else 0
        for index, label in enumerate(goals):
            spare = free_tops if index < main else free_ends
            kinds[label] = Kind.OBJECTIVE if index == main or not spare else spare.pop(0)
    others = [label for label in labels if label not in kinds]
    spare_kinds = [kind for kind in BY_DEPTH[min(max(len(labels), 1), 6)] if kind not in kinds.values()]
    spare_kinds += [kind for kind in STEPS if kind not in kinds.values() and kind not in spare_kinds]
    for label in others:
        kinds[label] = spare_kinds.pop(0) if spare_kinds else Kind.TOPIC
    return {label: str(kind) for label, kind in kinds.items()}


def _fill_kinds(tops: list[Entry], kinds: dict[str, str], by_depth: tuple[Kind, ...]) -> None:
    """Kinds by label; without one, what most rows at that depth are, or else what the depth suggests."""
    common: dict[int, Counter[str]] = {}
    for entry, depth in walk(tops):
        entry.kind = kinds.get(entry.label, entry.label if entry.label in STATEMENTS else "")
        if entry.kind and entry.kind not in STATEMENTS:
            common.setdefault(depth, Counter())[entry.kind] += 1
    order = list(dict.fromkeys([*kinds.values(), *map(str, STEPS)])) if kinds else list(map(str, STEPS))
    for entry, depth in walk(tops):
        if entry.kind:
            continue
        above = entry.above.kind if entry.above is not None else ""
        if depth in common and common[depth].most_common(1)[0][0] != above:
            entry.kind = common[depth].most_common(1)[0][0]
        elif not kinds:
            entry.kind = str(by_depth[min(depth, len(by_depth)) - 1])
        else:
            after = order.index(above) + 1 if above in order else 0
            entry.kind = order[min(after, len(order) - 1)]


def _levels(tops: list[Entry], named: list[str], kinds: dict[str, str], language: str) -> list[LevelEntry]:
    """The plan's own names of its levels, as its source writes them most often."""
    spelled: dict[str, Counter[str]] = {}
    for entry, _depth in walk(tops):
        if entry.label and entry.word:
            spelled.setdefault(entry.label, Counter())[entry.word] += 1
    levels: list[LevelEntry] = []
    for label in named:
        kind = kinds[label]
        word = spelled[label].most_common(1)[0][0][:80] if label in spelled else ""
        if all(level.kind != kind for level in levels):
            is_noun = language == "de" or word.isupper()
            levels.append(LevelEntry(kind=kind, singular=word if is_noun else word[:1].lower() + word[1:]))
    return levels


def _raised(tops: list[Entry], order: list[str], doubts: Doubts) -> list[Entry]:
    """Moves what stands where its kind may not up to the nearest goal under which it may, behind its old parent."""
    for entry, _depth in list(walk(tops)):
        above = entry.above
        if above is None or may_stand_under(entry.kind, above.kind, order):
            continue
        beside, fitting = above, above.above
        while fitting is not None and not may_stand_under(entry.kind, fitting.kind, order):
            beside, fitting = fitting, fitting.above
        above.children.remove(entry)
        siblings = tops if fitting is None else fitting.children
        position = siblings.index(beside) + 1
        while (
            position < len(siblings) and siblings[position].line < entry.line and siblings[position].kind == entry.kind
        ):
            position += 1
        siblings.insert(position, entry)
        entry.above = fitting
        said = _("Row %(row)d: “%(name)s” (%(kind)s) cannot go under “%(parent)s” (%(other)s); it is moved up.")
        named = {"row": entry.line, "name": entry.name, "kind": Kind(entry.kind).label}
        doubts.add(entry.line, said % {**named, "parent": above.name, "other": Kind(above.kind).label}, entry.sheet)
    return tops
