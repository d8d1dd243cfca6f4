"""List signs and other marks at the beginning of a line. Nothing here knows a language but the names of months."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .words import LEXICONS

BULLETS = {
    "dash": "-–—−‐‑⁃",
    "dot": "•·●∙・⚫",
    "circle": "◦○o⚬",
    "square": "▪■□▫◾◼❑❒",
    "star": "*★☆✱✶❖◆◇♦",
    "plus": "+",
    "arrow": "➢►▶»›>→⇒➔➜➤▸▹‣",
    "check": "✓✔☐☑☒✗✅",
}
CLASSES = {sign: name for name, signs in BULLETS.items() for sign in signs}
SPACED = set("-–—−‐o*+>»")
"""Signs that also occur in words: a space must follow."""

BULLET = re.compile(rf"(?P<sign>[{re.escape(''.join(CLASSES))}])(?P<space>[\s ]*)(?P<text>\S.*)?", re.DOTALL)
WORDS_SIGN = re.compile(r"(?P<sign>[§Øüvq])(?:\t|\s{2,})\s*(?P<text>[^\W\d].*)", re.DOTALL)
"""The bullets of Word where their typeface got lost, which a tab or some spaces tell from letters."""
BOX = re.compile(r"\[[ xX]?\]\s+(?P<text>\S.*)", re.DOTALL)
NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,5})(?P<end>[.):]{0,2})\s+(?P<text>\S.*)", re.DOTALL)
LETTER = re.compile(r"\(?(?P<letter>[a-zA-Z]|[ivxIVX]{1,5}|\d{1,2})[.)]\s+(?P<text>\S.*)", re.DOTALL)
TIME = re.compile(r"\d{1,2}[.:]\d{2}\s*(?:-|–|—|u\b|h\b|uhr\b|tot\b|bis\b|til\b|to\b|à\b|uur\b)", re.I)
MONTH = re.compile("|".join(sorted({m for lex in LEXICONS.values() for m in lex.months}, key=len, reverse=True)), re.I)
MEASURES = re.compile(r"(?:%|€|km|ha|miljoen|mio|millions?|euro|jaar|ans|jahre|years|år|uur|inwoners)\b", re.I)
WIDTH = 4
"""Columns of a tab."""


@dataclass(frozen=True)
class Sign:
    """A list sign: its class ("dot", "number2"), the sign itself and the text after it."""

    name: str
    marker: str
    text: str


def indent_of(line: str) -> int:
    columns = 0
    for character in line:
        if character == "\t":
            columns += WIDTH - columns % WIDTH
        elif character.isspace():
            columns += 1
        else:
            break
    return columns


def sign_of(line: str) -> Sign | None:
    """The sign that ``line`` begins with, or None where it is no list item."""
    text = line.strip()
    if not text:
        return None
    return _box(text) or _bullet(text) or _number(text) or _letter(text) or _emoji(text)


def _box(text: str) -> Sign | None:
    match = BOX.fullmatch(text)
    return Sign("check", text[:3], match["text"]) if match else None


def _bullet(text: str) -> Sign | None:
    lost = WORDS_SIGN.fullmatch(text)
    if lost:
        return Sign("square", lost["sign"], lost["text"])
    match = BULLET.fullmatch(text)
    if not match or not match["text"] or (match["sign"] in SPACED and not match["space"]):
        return None
    boxed = BOX.fullmatch(match["text"])
    if text.startswith("**") or (match["sign"] in "-–—" and re.match(r"\d+[.,]?\d*\s*(?:%|°)", match["text"])):
        return None
    return Sign(CLASSES[match["sign"]], match["sign"], boxed["text"] if boxed else match["text"])


def _number(text: str) -> Sign | None:
    match = NUMBER.fullmatch(text)
    if not match or TIME.match(text) or MONTH.match(match["text"]) or MEASURES.match(match["text"]):
        return None
    dots = match["number"].count(".") + 1
    if dots == 1 and not match["end"]:
        return None
    return Sign(f"number{dots}", match["number"], match["text"])


def _letter(text: str) -> Sign | None:
    match = LETTER.fullmatch(text)
    if not match or MONTH.match(match["text"]):
        return None
    letter = match["letter"]
    name = "bracket" if letter.isdigit() else "roman" if len(letter) > 1 or letter in "iI" else "letter"
    return Sign(f"{name}{'upper' if letter.isupper() else ''}", letter, match["text"])


def _emoji(text: str) -> Sign | None:
    first = text[0]
    if unicodedata.category(first) not in ("So", "Sk", "Co") or first in "©®™°":
        return None
    end = 1
    while end < len(text) and (unicodedata.category(text[end]) in ("So", "Mn", "Cf", "Sk", "Co") or text[end] == "️"):
        end += 1
    rest = text[end:].strip()
    return Sign("emoji", text[:end], rest) if rest and (text[end].isspace() or first > "⬀") else None


class Depths:
    """How deep items of one list stand, from their indentation and the change of their signs."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def forget(self) -> None:
        self._open.clear()

    def depth(self, indent: int, name: str) -> int:
        while self._open and indent < self._open[-1][0] and indent <= self._open[-1][0] - 1:
            if len(self._open) > 1 and indent > self._open[-2][0]:
                break
            self._open.pop()
        if name.startswith("number") and all(not other.startswith("number") for _indent, other in self._open):
            self._open = [entry for entry in self._open if entry[0] < indent]
        same = [index for index, (_indent, other) in enumerate(self._open) if other == name]
        if not self._open or indent > self._open[-1][0]:
            self._open.append((indent, name))
        elif self._open[-1][1] != name and same:
            del self._open[same[-1] + 1 :]
        elif self._open[-1][1] != name:
            self._open.append((indent, name))
        return len(self._open) - 1
