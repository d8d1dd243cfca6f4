"""Words as the search compares them: lower case, without accents, with their stems. No database.

Stems are made here and not by the database, so that every engine finds the same, and so that what was found can be
marked in the text that people read (docs/search.md).
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any

STEMMERS = {"nl": "dutch_porter", "fr": "french", "de": "german", "en": "english", "da": "danish"}
"""Language -> its algorithm of Snowball."""

LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
"""Letters that Unicode does not take apart into a plain letter and a mark. site.js has the same table."""

SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
"""How people write German and Danish letters that their keyboard lacks: Staedte, Aarhus."""

WORD = re.compile(r"(?:[^\W_][\u0300-\u036f\u00ad\u200b-\u200d\u2060]*)+")
"""Letters and digits, with the marks and invisible signs that may stand inside a word."""

SHORTEST_STEM = 3


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    plain = "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    return "".join(LETTERS.get(part, part) for part in plain.lower())


def fold(text: str) -> str:
    """``text`` as a search compares it: lower case, without accents."""
    return text.lower() if text.isascii() else "".join(map(fold_letter, text))


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """One word (a match of WORD), folded, letters and digits alone."""
    return "".join(letter for letter in fold(word) if letter.isalnum())


def words_of(text: str) -> list[str]:
    """The words of ``text`` in their order, as ``plain`` gives them."""
    return [word for found in WORD.findall(text) if (word := plain(found))]


@lru_cache(maxsize=65_536)
def spelt_out(word: str) -> str:
    """The other way to write a word (Städte: staedte), or "" where there is none."""
    low = unicodedata.normalize("NFC", word).lower()
    other = plain(low.translate(SPELT_OUT))
    return other if other != plain(word) else ""


@lru_cache(maxsize=131_072)
def stems(word: str, language: str) -> frozenset[str]:
    """The stems of a word in ``language``, folded: that of the word as written and that of the word without accents,
    since people leave accents out. None for numbers and codes."""
    low = unicodedata.normalize("NFC", word).lower()
    if len(low) < SHORTEST_STEM or not low.isalpha():
        return frozenset()
    stem = _stemmer(language).stemWord
    return frozenset(filter(None, (plain(stem(low)), plain(stem(plain(low))))))


def stem_mark(stem: str, language: str) -> str:
    """A stem as it stands in the index: apart from words, and from stems of other languages."""
    return f"{language}={stem}"


def forms_of(text: str, language: str) -> set[str]:
    """What else the words of ``text`` can be found by: their stems, and other ways to write them."""
    forms: set[str] = set()
    for word in WORD.findall(text):
        forms |= _forms(word, language)
    return forms


@lru_cache(maxsize=131_072)
def _forms(word: str, language: str) -> frozenset[str]:
    marked = {stem_mark(stem, language) for stem in stems(word, language)}
    return frozenset(marked | ({spelt_out(word)} - {""}))


_stemmers = threading.local()
"""A stemmer keeps the word that it works on, so every thread has its own."""


def _stemmer(language: str) -> Any:
    import snowballstemmer  # here, since most visitors only read

    if not hasattr(_stemmers, language):
        setattr(_stemmers, language, snowballstemmer.stemmer(STEMMERS[language]))
    return getattr(_stemmers, language)
