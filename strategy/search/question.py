"""What somebody typed, understood: words that must be there, phrases, and words that must not. Never fails."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from .words import WORD, plain, spelt_out, stem_mark, stems

LONGEST = 200
"""Characters of a question that are read."""
MOST = 10
"""Words and phrases of a question that are read."""
SHORTEST_PREFIX = 3
"""Letters from which a word also finds longer ones; a word with a digit (a code) does so at once."""

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_PART = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=\w)", re.IGNORECASE)
_APART = re.compile(r"[/,;:|()\[\]{}+]+")


class Problem(Enum):
    """Why a question cannot be asked as it is."""

    EMPTY = "empty"
    SHORT = "short"
    ONLY_EXCLUDES = "only excludes"


@dataclass(frozen=True)
class Term:
    """A word, or several that must follow one another. ``written``: as typed, for its stems."""

    words: tuple[str, ...]
    written: str
    is_exact: bool
    """In quotes: exactly so, without stems or longer words."""

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1

    @property
    def is_open(self) -> bool:
        """Whether its last word may go on: "mobil" finds "mobiliteit"."""
        last = self.words[-1]
        return not self.is_exact and (len(last) >= SHORTEST_PREFIX or any(sign.isdigit() for sign in last))

    def beginnings(self) -> set[str]:
        """Ways to write the word."""
        return {self.words[0], spelt_out(self.written) or self.words[0]}

    def stems(self, language: str) -> frozenset[str]:
        return frozenset() if self.is_exact or self.is_phrase else stems(self.written, language)

    def marks(self, languages: tuple[str, ...]) -> set[str]:
        """Its stems as they stand in the index."""
        return {stem_mark(stem, language) for language in languages for stem in self.stems(language)}

    def finds(self, written: str, language: str, place: int = 0) -> bool:
        """Whether the word ``written`` of a text in ``language`` is what this term (its word at ``place``) asks for."""
        word, is_last = plain(written), place == len(self.words) - 1
        wanted = self.words[place]
        if self.is_phrase:
            return word.startswith(wanted) if is_last and self.is_open else word == wanted
        ways = {word, spelt_out(written) or word}
        if any(way.startswith(begin) if self.is_open else way == begin for way in ways for begin in self.beginnings()):
            return True
        own = self.stems(language)
        return not own.isdisjoint(stems(written, language)) or word in own


@lru_cache(maxsize=16_384)
def is_found(term: Term, written: str, language: str, place: int) -> bool:
    """What ``term.finds`` says; a page of results asks it of the same words again and again."""
    return term.finds(written, language, place)


@dataclass(frozen=True)
class Question:
    """``text``: what was read of it. ``is_cut``: whether there was more."""

    text: str
    required: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    is_cut: bool = False

    @property
    def problem(self) -> Problem | None:
        if self.required and not all(_is_letter(term) for term in self.required):
            return None
        if self.required:
            return Problem.SHORT
        return Problem.ONLY_EXCLUDES if self.excluded else Problem.EMPTY


def understood(typed: str) -> Question:
    """The question that somebody typed, whatever it is."""
    text = " ".join(typed.replace("\x00", " ").split())
    shown = text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] or text[:LONGEST]
    required: dict[Term, None] = {}
    excluded: dict[Term, None] = {}
    is_cut = len(text) > LONGEST
    for minus_quoted, quoted, minus, chunk in _PART.findall(shown.translate(QUOTES)):
        for piece in [quoted] if quoted else _APART.split(chunk):
            term = _term(piece, is_exact=bool(quoted))
            if term is None:
                continue
            if len(required) + len(excluded) == MOST:
                is_cut = True
            else:
                (excluded if minus_quoted or minus else required)[term] = None
    return Question(shown, tuple(required), tuple(excluded), is_cut)


def _term(piece: str, *, is_exact: bool) -> Term | None:
    written = WORD.findall(_ELISION.sub(" ", piece))
    words = tuple(filter(None, map(plain, written)))
    return Term(words, written[0] if len(words) == 1 else "", is_exact) if words else None


def _is_letter(term: Term) -> bool:
    return len(term.words) == 1 and len(term.words[0]) == 1 and not term.words[0].isdigit()
