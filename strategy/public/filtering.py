"""The search in the tree, as the server answers it (?q=); site.js does the same in place, and must agree."""

from __future__ import annotations

from .outline import Node, Outline
from .texts import fold


def words_of(question: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(question).split()))


def own_text(node: Node) -> str:
    """What a page shows of the goal itself."""
    number = "" if node.parent and node.code else node.number
    return fold(" ".join((number, node.code, node.title.text, node.own_lead_in.text, node.text.text)))


def keep_only(outline: Outline, words: tuple[str, ...]) -> int:
    """Hides every goal in which ``words`` do not stand, and marks them in the others. Returns how many goals match.

    A goal matches if it has one of the words itself, and all of them together with the goals above it. With a goal,
    all that stands above it is shown; below one that has all the words everything is shown.
    """
    return sum(_keep(top, words, "", False)[0] for top in outline.tops)


def _keep(node: Node, words: tuple[str, ...], above: str, is_below_match: bool) -> tuple[int, bool]:
    """(number of matches in the branch, whether any of it is shown)"""
    own = own_text(node)
    path = f"{above} {own}"
    is_match = all(word in path for word in words) and any(word in own for word in words)
    has_all = is_below_match or is_match
    below = [_keep(child, words, path, has_all) for child in node.children]
    is_shown = has_all or any(shown for _count, shown in below)
    node.is_hidden = not is_shown
    node.marks = words
    return int(is_match) + sum(count for count, _shown in below), is_shown
