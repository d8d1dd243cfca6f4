"""What a change of wording removed and what it added, word by word. Plain texts in and out: no HTML, no database.

Whoever shows it (a translation that is behind, a goal's history, a page of changes) marks the parts itself.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["same", "removed", "added"]
Part = tuple[Op, str]

MARKS = "\u0300-\u036f\u200d\ufe0f"
"""Accents that stand as characters of their own, and what glues two signs to one."""
WORD = rf"\w[\w{MARKS}]*(?:(?:['’\-\u2011]|(?<=\d)[.,:/](?=\d))\w[\w{MARKS}]*)*"
TOKEN = re.compile(rf"(\s*)({WORD}|[^\w\s][{MARKS}]*|\Z)")
"""The space before a word or a sign, and that word or sign; "" at the end of the text."""

MANY = 500_000
"""Pairs of equal words above which words that stand everywhere ("the") begin no match: it would take too long."""


def word_difference(before: str, after: str) -> list[Part]:
    """The way from ``before`` to ``after`` as (op, text): "same", "removed", "added"; what was removed comes first.

    No part is empty, no two neighbours have the same op, and nothing is lost: the same and removed parts joined
    are ``before``, the same and added ones ``after``, with every space and line break.
    """
    return list(_joined(_gathered(_steps(_tokens(before), _tokens(after)))))


def _tokens(text: str) -> list[tuple[str, str]]:
    return TOKEN.findall(text)


def _steps(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Triples (same, removed, added): words that match, with the space before them where that changed."""
    words, new_words = [word for _space, word in old], [word for _space, word in new]
    matcher = SequenceMatcher(None, words, new_words, autojunk=_is_many(words, new_words))
    for op, low, high, new_low, new_high in matcher.get_opcodes():
        if op != "equal":
            gone, come = _text(old[low:high]), _text(new[new_low:new_high])
            space = old[low][0] if op == "replace" and old[low][0] == new[new_low][0] else ""
            yield space, "", ""
            yield "", gone.removeprefix(space), come.removeprefix(space)
            continue
        for (space, word), (new_space, _word) in zip(old[low:high], new[new_low:new_high], strict=True):
            if space != new_space:
                yield "", space, new_space
                yield word, "", ""
            else:
                yield space + word, "", ""


def _is_many(words: list[str], new_words: list[str]) -> bool:
    counted, new_counted = Counter(words), Counter(new_words)
    return sum(count * new_counted[word] for word, count in counted.items()) > MANY


def _gathered(steps: Iterable[tuple[str, str, str]]) -> Iterator[Part]:
    """Changes with nothing but signs between them are one change: "a, b" to "c, d" reads better whole."""
    removed, added, between = "", "", ""
    for same, gone, come in steps:
        if same:
            between += same
            if removed + added and any(sign.isalnum() for sign in same):
                yield from (("removed", removed), ("added", added))
                removed = added = ""
            if not removed + added:
                yield "same", between
                between = ""
            continue
        removed, added, between = removed + between + gone, added + between + come, ""
    yield from (("removed", removed), ("added", added), ("same", between))


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    held: Part = ("same", "")
    for op, text in parts:
        if op == held[0]:
            held = op, held[1] + text
        elif text:
            if held[1]:
                yield held
            held = op, text
    if held[1]:
        yield held


def _text(tokens: list[tuple[str, str]]) -> str:
    return "".join(space + word for space, word in tokens)
