"""Sentences of a text, without breaking dates ("17. Dezember") and abbreviations."""

from __future__ import annotations

import re

PARAGRAPHS = re.compile(r"\n\s*\n")
END = re.compile(r"(?<=[.!?…])[\"”“»’)]*\s+(?=[\"“„«‘(]?[A-ZÀ-ÖØ-Þ0-9])")
SHORTENED = re.compile(
    r"(?:\b\d{1,2}|\b[A-Za-z]|\b(?:bv|o\.a|d\.w\.z|z\.b|u\.a|p\.ex|ex|e\.g|i\.e|nr|no|art|st|dr|mr|mrs|ca|ff|bzw|jan|feb|mrt|apr|aug"
    r"|sept?|okt|oct|nov|dec|dez|d|kl|pct|mio|inkl|incl|resp|cf|evt|f\.eks))\.$",
    re.I,
)


def sentences(text: str) -> list[str]:
    """The sentences of ``text``; line breaks end one only where there is an empty line."""
    found: list[str] = []
    for paragraph in PARAGRAPHS.split(text):
        start = 0
        flat = " ".join(paragraph.split())
        for match in END.finditer(flat):
            if SHORTENED.search(flat[max(0, match.start() - 12) : match.start()]):
                continue
            found.append(flat[start : match.start()].strip())
            start = match.end()
        if flat[start:].strip():
            found.append(flat[start:].strip())
    return found


def last_sentence(text: str) -> tuple[str, str]:
    """(what comes before, the last sentence)."""
    if "\n" in text.strip():
        rest, _sign, last = text.strip().rpartition("\n")
        return rest.strip(), last.strip()
    parts = sentences(text)
    return " ".join(parts[:-1]), parts[-1] if parts else ""
