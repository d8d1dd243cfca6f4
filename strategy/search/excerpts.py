"""Where in a text that people read the words stand that they searched for, and which part to show. Makes no HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .question import Question, Term, is_found
from .words import WORD, plain

LENGTH = 220
"""Characters of an excerpt, about."""
BEFORE = 60
"""Of these, how many stand before what was found."""

Places = tuple[tuple[int, int], ...]
"""(start, stop) in a text, in order and without overlaps."""


@dataclass(frozen=True)
class Marked:
    """A text in ``language``, with the places of what was found."""

    text: str
    language: str
    places: Places = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it was searched for."""
        end = 0
        for start, stop in self.places:
            yield self.text[end:start], False
            yield self.text[start:stop], True
            end = stop
        yield self.text[end:], False


def marked(text: str, language: str, question: Question) -> Marked:
    """The whole ``text`` with its places."""
    found = [match for match in WORD.finditer(text) if plain(match[0])]
    words = [match[0] for match in found]
    hits = {place for term in question.required for place in _hits(words, language, term)}
    return Marked(text, language, tuple(found[place].span() for place in sorted(hits)))


def excerpt(text: str, language: str, question: Question) -> Marked:
    """A part of ``text`` around the first find, cut between words, with its places; the beginning where nothing is."""
    text = " ".join(text.split())
    whole = marked(text, language, question)
    if len(text) <= LENGTH:
        return whole
    first = whole.places[0][0] if whole.places else 0
    start = max(first - BEFORE, 0)
    if start:  # at the next word, but for a word that has no end
        start = text.find(" ", start, first) + 1 or start
    stop = len(text)
    if start + LENGTH < stop:
        blank = text.rfind(" ", start, start + LENGTH)
        stop = blank if blank > first else max(start + LENGTH, first)
    before, after = "… " if start else "", " …" if stop < len(text) else ""
    moved = len(before) - start
    places = tuple((a + moved, b + moved) for a, b in whole.places if a >= start and b <= stop)
    return Marked(before + text[start:stop] + after, language, places)


def _hits(words: list[str], language: str, term: Term) -> Iterator[int]:
    """The numbers of the words that ``term`` asks for."""
    many = len(term.words)
    for first in range(len(words) - many + 1):
        if is_found(term, words[first], language, 0) and all(
            is_found(term, words[first + place], language, place) for place in range(1, many)
        ):
            yield from range(first, first + many)
