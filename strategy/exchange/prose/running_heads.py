"""Lines that a printed page repeats above or below its text, found where a text was copied out of a PDF."""

from __future__ import annotations

import re
from collections import defaultdict

NUMBER = re.compile(r"(?:pagina|page|seite|side|p\.)?\s*\d{1,3}\s*(?:(?:/|van|of|sur|von|af)\s*\d{1,3})?", re.I)
NUMBERED = re.compile(
    r"(?P<before>\d{1,3})\s*[|·•–-]\s*\S.*"
    r"|\S.*?(?:\s[|·•–-]\s*|\s{2,}|\s(?:pagina|page|seite|side|p\.)\s)(?P<after>\d{1,3})",
    re.I,
)
LETTERS = re.compile(r"[^\W\d_]+")
NEAR = 2
"""Lines with text between a running head and the number of its page, and one."""
LONGEST = 100
FEWEST = 2


def running_heads(lines: list[str]) -> set[int]:
    """Indexes of the running heads among ``lines``: the same words again and again, by the numbers of pages."""
    texts = [line.strip() for line in lines]
    filled = [index for index, text in enumerate(texts) if text]
    numbers = {place for place, index in enumerate(filled) if NUMBER.fullmatch(texts[index])}
    by_words: dict[str, list[int]] = defaultdict(list)
    numbered: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, index in enumerate(filled):
        text = texts[index]
        if len(text) > LONGEST or place in numbers:
            continue
        found = NUMBERED.fullmatch(text)
        words = " ".join(LETTERS.findall(text.casefold()))
        if found and words:
            numbered[words].append((int(found["before"] or found["after"]), index))
        if any(place + step in numbers for step in range(-NEAR, NEAR + 1)):
            by_words[" ".join(text.split())].append(index)
    heads = {index for found in by_words.values() if len(found) >= FEWEST for index in found}
    for pages in numbered.values():
        counted = [page for page, _index in pages]
        if len(pages) > FEWEST and counted == sorted(set(counted)):
            heads.update(index for _page, index in pages)
    return heads
