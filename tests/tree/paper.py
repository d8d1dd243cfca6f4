"""A tree on paper: a dict of ordered lists of children, and nothing else. What the real tree is compared with."""

from collections.abc import Iterable
from typing import Any

from strategy.models import Change
from strategy.vocabulary import Action

TOP = ""
"""The parent of what stands at the top, as in a Change."""


class PaperTree:
    def __init__(self) -> None:
        self.children: dict[str, list[str]] = {TOP: []}
        self.titles: dict[str, str] = {}
        self.kinds: dict[str, str] = {TOP: "root"}

    @property
    def keys(self) -> list[str]:
        return sorted(self.titles, key=lambda key: (self.titles[key], key))

    def parent_of(self, key: str) -> str:
        return next(parent for parent, children in self.children.items() if key in children)

    def siblings_of(self, key: str) -> list[str]:
        return self.children[self.parent_of(key)]

    def branch_of(self, key: str) -> list[str]:
        """A goal and all goals below it."""
        return [key, *(below for child in self.children[key] for below in self.branch_of(child))]

    def add(self, key: str, kind: str, title: str, parent: str = TOP, position: int | None = None) -> None:
        self.children[key], self.kinds[key], self.titles[key] = [], kind, title
        self._put(key, parent, position)

    def move(self, key: str, parent: str = TOP, position: int | None = None) -> None:
        self.siblings_of(key).remove(key)
        self._put(key, parent, position)

    def delete(self, key: str) -> None:
        self.siblings_of(key).remove(key)
        for gone in self.branch_of(key):
            del self.titles[gone], self.kinds[gone]
            self.children = {parent: below for parent, below in self.children.items() if parent != gone}

    def outline(self, parent: str = TOP, depth: int = 0) -> str:
        return "".join(
            f"{'  ' * depth}{self.titles[key]}\n{self.outline(key, depth + 1)}" for key in self.children[parent]
        )

    def _put(self, key: str, parent: str, position: int | None) -> None:
        siblings = self.children[parent]
        siblings.insert(len(siblings) if position is None else position, key)


def replayed(changes: Iterable[Change], language: str = "nl") -> PaperTree:
    """The tree that an edition's record tells, from an empty edition on, in the order of its revisions."""
    paper = PaperTree()
    column = f"title_{language}"
    for change in sorted(changes, key=lambda change: (change.revision, change.pk)):
        before, after = change.before, change.after
        if change.action in (Action.ADD, Action.BUILD):
            _grow(paper, after["branch"], column, after["parent"], after["position"])
        elif change.action == Action.MOVE:
            assert paper.parent_of(change.key) == before["parent"], "moved from where it was not"
            paper.move(change.key, after["parent"], after["position"])
        elif change.action == Action.DELETE:
            assert len(paper.branch_of(change.key)) == _size(before["branch"]), "another branch was deleted"
            paper.delete(change.key)
        elif change.action == Action.REORDER:
            assert paper.children[change.key] == before["order"]
            paper.children[change.key] = after["order"]
        elif change.action == Action.EDIT:
            assert paper.titles[change.key] == before[column], "an edit saw an older title"
            paper.titles[change.key] = after[column]
    return paper


def _grow(paper: PaperTree, node: dict[str, Any], column: str, parent: str, position: int | None = None) -> None:
    paper.add(node["key"], node["kind"], node[column], parent, position)
    for child in node["children"]:
        _grow(paper, child, column, node["key"])


def _size(node: dict[str, Any]) -> int:
    return 1 + sum(_size(child) for child in node["children"])
