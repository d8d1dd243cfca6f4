"""Dates in texts of the five languages, with how exactly they are known."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from .lexicon import Lexicon
from .words import LEXICONS

NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?((?:19|20)\d{2})(?![\d])")
ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})-(\d{2})-(\d{2})(?!\d)")
ORDINAL = r"(?:\.|er|ère|e|de|ste|st|nd|rd|th)?"


@dataclass(frozen=True)
class Found:
    """A date in a text: ISO (the first day of what is known), how exact, and where it stands."""

    date: str
    precision: str
    start: int
    end: int

    @property
    def year(self) -> int:
        return int(self.date[:4])


@lru_cache(maxsize=8)
def _patterns(code: str) -> dict[str, re.Pattern[str]]:
    months = LEXICONS[code].month_names
    gap = r"(?:\s+(?:of|de|du|van|d\.)\s+|\s*,?\s*)"
    return {
        "day": re.compile(rf"(?<!\d)(\d{{1,2}}){ORDINAL}\s+(?:of\s+|de\s+)?({months}){gap}((?:19|20)\d\d)(?!\d)", re.I),
        "month_first": re.compile(rf"(?<!\w)({months})\s+(\d{{1,2}}){ORDINAL},?\s+((?:19|20)\d\d)(?!\d)", re.I),
        "month": re.compile(rf"(?<!\w)({months}){gap}((?:19|20)\d\d)(?!\d)", re.I),
        "day_only": re.compile(rf"(?<!\d)(\d{{1,2}}){ORDINAL}\s+({months})(?!\w)", re.I),
        "month_only": re.compile(rf"(?<!\w)({months})(?!\w)", re.I),
        "season": re.compile(
            rf"(?<!\w)({'|'.join(map(re.escape, LEXICONS[code].seasons))})\s+(?:\w+\s+)?((?:19|20)\d\d)", re.I
        ),
        "year": re.compile(r"(?<![\d/–-])((?:19|20)\d\d)(?![\d/–-])"),
    }


def find_dates(text: str, language: str, context_year: int | None = None) -> list[Found]:
    """Dates in the order of the text, none inside another. A day or month without a year takes ``context_year``."""
    lexicon, patterns = LEXICONS[language], _patterns(language)
    found: list[Found] = []

    def add(match: re.Match[str], precision: str, year: int, month: int = 1, day: int = 1) -> None:
        if any(match.start() < other.end and other.start < match.end() for other in found):
            return
        try:
            date = datetime.date(year, month, day).isoformat()
        except ValueError:
            return
        found.append(Found(date, precision, match.start(), match.end()))

    for match in ISO.finditer(text):
        add(match, "day", int(match[1]), int(match[2]), int(match[3]))
    for match in NUMERIC.finditer(text):
        add(match, "day", int(match[3]), int(match[2]), int(match[1]))
    for match in patterns["day"].finditer(text):
        add(match, "day", int(match[3]), _month(match[2], lexicon), int(match[1]))
    for match in patterns["month_first"].finditer(text):
        add(match, "day", int(match[3]), _month(match[1], lexicon), int(match[2]))
    for match in patterns["month"].finditer(text):
        add(match, "month", int(match[2]), _month(match[1], lexicon))
    if context_year:
        for match in patterns["day_only"].finditer(text):
            add(match, "day", context_year, _month(match[2], lexicon), int(match[1]))
        for match in patterns["month_only"].finditer(text):
            if not (lexicon.code == "en" and match[1] in ("may", "march", "mar", "sep")):
                add(match, "month", context_year, _month(match[1], lexicon))
    for match in patterns["season"].finditer(text):
        add(match, "year", int(match[2]))
    for match in patterns["year"].finditer(text):
        add(match, "year", int(match[1]))
    return sorted(found, key=lambda date: date.start)


def _month(name: str, lexicon: Lexicon) -> int:
    return lexicon.months[name.lower()]
