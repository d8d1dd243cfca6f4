"""What changed between two editions, goal by goal. Plain rows in and out: no HTML, no database.

Goals are the same goal where they have the same key, wherever they stand. The public page, the API and whoever else
shows the difference reads it from here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .vocabulary import Difference

TOP = ""
"""The parent of what stands at the top."""


@dataclass(frozen=True, slots=True)
class Row:
    """A goal. ``plain`` holds what is the same in every language, "kind" and "code" among it;
    ``texts`` what is not, by field and language, without empty ones."""

    key: str
    parent: str
    plain: Mapping[str, str | bool]
    texts: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a goal; ``language`` is "" where it has none. What was not there is ""."""

    name: str
    language: str
    before: str | bool
    after: str | bool


@dataclass(frozen=True, slots=True)
class GoalChange:
    """What changed of one goal. ``before`` or ``after`` is None where the edition does not have it.

    ``follows`` is the key of the goal after which it stands now ("" for none): said where it was reordered.
    """

    before: Row | None
    after: Row | None
    kinds: tuple[Difference, ...]
    fields: tuple[FieldChange, ...] = ()
    follows: str = ""

    @property
    def row(self) -> Row:
        """The goal as it is now, or as it was last."""
        row = self.after or self.before
        assert row is not None  # noqa: S101 - a change is a change of something
        return row

    @property
    def key(self) -> str:
        return self.row.key


@dataclass
class Side:
    """One of the two trees."""

    rows: dict[str, Row]
    children: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Side:
        side = cls({row.key: row for row in rows})
        children = defaultdict(list)
        for row in side.rows.values():
            children[row.parent].append(row.key)
        side.children = dict(children)
        return side

    def path(self, key: str) -> list[Row]:
        """The goals above one of them, from the top down."""
        above: list[Row] = []
        while (key := self.rows[key].parent) != TOP:
            above.insert(0, self.rows[key])
        return above


def edition_difference(before: Side, after: Side, authentic: str) -> list[GoalChange]:
    """All goals that differ, in the order of the tree; a goal that was dropped stands where it stood.

    ``authentic`` is the language whose texts are binding: a change of another one is a change of translation.
    Rows stand in the order of reading, each before those below it.
    """
    reordered = _reordered(before, after)
    changes = (_change(key, before, after, authentic, reordered) for key in _in_order(before, after))
    return [change for change in changes if change.kinds]


def goal_difference(old: Row | None, new: Row | None, authentic: str) -> GoalChange:
    """What changed of one goal, apart from its place among siblings; without ``kinds`` where nothing did."""
    if old is None or new is None:
        kinds = {Difference.ADDED} if new else {Difference.DROPPED} if old else set()
        return GoalChange(old, new, tuple(kinds))
    fields = tuple(_fields(old, new))
    kinds = {_kind_of(change, authentic) for change in fields}
    if old.parent != new.parent:
        kinds.add(Difference.MOVED)
    return GoalChange(old, new, _sorted(kinds), fields)


def _change(key: str, before: Side, after: Side, authentic: str, reordered: set[str]) -> GoalChange:
    change = goal_difference(before.rows.get(key), after.rows.get(key), authentic)
    if key not in reordered:
        return change
    siblings = after.children[change.row.parent]
    place = siblings.index(key)
    follows = siblings[place - 1] if place else ""
    return replace(change, kinds=_sorted({*change.kinds, Difference.REORDERED}), follows=follows)


def _sorted(kinds: Collection[Difference]) -> tuple[Difference, ...]:
    return tuple(kind for kind in Difference if kind in kinds)


def _fields(old: Row, new: Row) -> Iterator[FieldChange]:
    for name, value in new.plain.items():
        if old.plain[name] != value:
            yield FieldChange(name, "", old.plain[name], value)
    for name, language in dict.fromkeys((*old.texts, *new.texts)):
        was, now = old.texts.get((name, language), ""), new.texts.get((name, language), "")
        if was != now:
            yield FieldChange(name, language, was, now)


def _kind_of(change: FieldChange, authentic: str) -> Difference:
    if change.language:
        return Difference.REWORDED if change.language == authentic else Difference.TRANSLATED
    return {"kind": Difference.RECAST, "code": Difference.RECODED}.get(change.name, Difference.DETAILED)


def counts_of(changes: Iterable[GoalChange]) -> dict[Difference, dict[str, int]]:
    """How many goals of which kind differ in which way, in the order of Difference."""
    found: dict[Difference, dict[str, int]] = {kind: {} for kind in Difference}
    for change in changes:
        goal = str(change.row.plain["kind"])
        for kind in change.kinds:
            found[kind][goal] = found[kind].get(goal, 0) + 1
    return {kind: goals for kind, goals in found.items() if goals}


def _reordered(before: Side, after: Side) -> set[str]:
    """Goals that stand elsewhere among the siblings that they kept. Those that kept their order are as many as can
    be: one goal that went to the front is one change, and what came or went between siblings is none."""
    moved: set[str] = set()
    for parent, keys in after.children.items():
        places = {key: place for place, key in enumerate(before.children.get(parent, []))}
        stayed = [key for key in keys if key in places]
        kept = _longest_rise([places[key] for key in stayed])
        moved.update(key for index, key in enumerate(stayed) if index not in kept)
    return moved


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Indexes of a longest rising subsequence of different ``numbers`` (patience sorting)."""
    ends: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for index, number in enumerate(numbers):
        place = bisect_left(ends, number)
        previous.append(last[place - 1] if place else -1)
        ends[place : place + 1] = [number]
        last[place : place + 1] = [index]
    found: set[int] = set()
    index = last[-1] if last else -1
    while index >= 0:
        found.add(index)
        index = previous[index]
    return found


def _in_order(before: Side, after: Side) -> Iterator[str]:
    """The keys of both trees as one tree: the later one, with what was dropped where it stood."""
    stack = _merged(before, after, TOP)[::-1]
    while stack:
        key = stack.pop()
        yield key
        stack.extend(reversed(_merged(before, after, key)))


def _merged(before: Side, after: Side, parent: str) -> list[str]:
    """The goals below ``parent`` now, each dropped one behind the sibling that it followed."""
    now = after.children.get(parent, [])
    dropped_behind: dict[str, list[str]] = defaultdict(list)
    anchor, here = "", set(now)
    for key in before.children.get(parent, []):
        if key in here:
            anchor = key
        elif key not in after.rows:
            dropped_behind[anchor].append(key)
    return [key for sibling in ("", *now) for key in (*((sibling,) if sibling else ()), *dropped_behind[sibling])]
