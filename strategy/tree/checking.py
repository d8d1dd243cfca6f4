"""Do a tree's numbers agree with its parents? If not, renumber a draft by its parents."""

from collections.abc import Sequence

from ..models import Edition
from ..models.goal import unguarded_goals
from ..vocabulary import Action
from . import rearranging


def outline_of(edition_id: int) -> list[tuple[int, int | None, int, int, int]]:
    """(id, parent id, lft, rght, level) of every goal of an edition, by lft."""
    rows = unguarded_goals().filter(edition_id=edition_id).order_by("lft", "pk")
    return list(rows.values_list("pk", "parent_id", "lft", "rght", "level"))


def faults(edition_id: int) -> list[str]:
    """What is wrong with an edition's tree, a sentence each; empty where numbers and parents agree."""
    rows = outline_of(edition_id)
    expected = _numbers_by_parents(rows)
    found = [] if rows else ["the tree has no root"]
    if len(expected) != len(rows):
        found.append(f"{len(rows) - len(expected)} goals cannot be reached from the root")
    for pk, _parent, lft, rght, level in rows:
        if pk in expected and (lft, rght, level) != expected[pk]:
            found.append(f"goal {pk} has numbers {(lft, rght, level)} but its parents say {expected[pk]}")
    return found


def repair(edition: Edition) -> int:
    """Renumbers a draft's tree by its parent pointers; goals cut off from the root go to the top.

    Returns how many rows changed. Raises Refused for an edition that is not a draft.
    """
    with rearranging(edition, actor=None) as tree:
        rows = outline_of(edition.pk)
        expected = _numbers_by_parents(rows)
        root = tree.root.pk
        wrong: set[int] = set()
        while lost := [pk for pk, *_row in rows if pk not in expected]:
            # one at a time: what hangs below it comes back with it
            tree.by_id.filter(pk=lost[0]).update(parent=root)
            wrong.add(lost[0])
            rows = outline_of(edition.pk)
            expected = _numbers_by_parents(rows)
        wrong |= {pk for pk, _parent, *numbers in rows if tuple(numbers) != expected[pk]}
        for pk in wrong:
            lft, rght, level = expected[pk]
            tree.by_id.filter(pk=pk).update(lft=lft, rght=rght, level=level)
        if wrong:
            tree.record(Action.REORDER, "", before={"repaired": len(wrong)})
        return len(wrong)


def _numbers_by_parents(rows: Sequence[tuple[int, int | None, int, int, int]]) -> dict[int, tuple[int, int, int]]:
    """What (lft, rght, level) of each goal should be by the parent pointers; siblings keep their order.

    Goals that cannot be reached from the root are missing in the answer.
    """
    children: dict[int | None, list[int]] = {}
    for pk, parent, *_numbers in rows:
        children.setdefault(parent, []).append(pk)
    numbers: dict[int, tuple[int, int, int]] = {}
    counter = 1
    stack: list[tuple[int, int, int]] = [(pk, 0, 0) for pk in children.get(None, [])[:1]]
    while stack:
        pk, level, lft = stack.pop()
        if lft:
            numbers[pk] = (lft, counter, level)
        else:
            stack.append((pk, level, counter))
            stack.extend((child, level + 1, 0) for child in reversed(children.get(pk, [])))
        counter += 1
    return numbers
