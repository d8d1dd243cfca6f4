"""Pasted lines as an outline: every line is a goal, and indentation, bullets and numbers say how deep. No ORM."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from ..refusal import Refused
from .correcting import Row
from .detecting import check_size
from .document import Doubt
from .formats.text import clean, decode

MARK = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]?\s+|(?P<letter>[a-zA-Z])[.)]\s+|(?P<sign>[-–—*•·▪◦‣§○●■]|o(?=\s))\s*"
)
TAB = 4


def rows_of_lines(data: bytes) -> tuple[list[Row], list[Doubt]]:
    """A row for each line that is not empty, without a kind yet. Raises Refused where there is none."""
    check_size(data)
    doubts: list[Doubt] = []
    text = clean(decode(data, doubts), doubts)
    lines = [(number, line.expandtabs(TAB)) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    has_codes = any(re.match(r"\s*\d+\.\d", line) for _line, line in lines)
    rows: list[Row] = []
    stack: list[tuple[int, str]] = []
    for number, line in lines:
        words = line.strip()
        mark = MARK.match(words)
        title = words[mark.end() :].strip() if mark else words
        if not title:
            continue
        place = (len(line) - len(line.lstrip()), _mark_name(mark))
        while stack and stack[-1][0] > place[0]:
            stack.pop()
        if place in stack:
            del stack[stack.index(place) :]
        stack.append(place)
        code = mark["number"] if mark and has_codes and mark["number"] else ""
        rows.append(Row(kind="", title=title, depth=len(stack), code=code, line=number))
    if not rows:
        raise Refused(_("There is no line with words in this text."))
    return rows, doubts


def _mark_name(mark: re.Match[str] | None) -> str:
    """The same for all lines of one list: "1.1" and "1.2", "a)" and "b)", two bullets of one sign."""
    if mark is None:
        return ""
    if mark["number"]:
        return "1" + ".1" * mark["number"].count(".")
    return "a" if mark["letter"] else mark["sign"]
