"""The years of a plan, from its title and sentences."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from ..document import Doubt
from .words import LEXICONS

YEAR = r"(?<![\d.,/])(?P<first>(?:19|20)\d\d)"
RANGE = re.compile(rf"{YEAR}\s?[-–—−/>→]+\s?(?P<last>(?:20)?\d\d)(?![\d.,]\d|\d|-\d)")
SHORT_RANGE = re.compile(r"[’'‘`](?P<first>\d\d)\s?[-–—−/]\s?[’'‘`]?(?P<last>\d\d)(?!\d)")
LONGEST = 40
"""Years of the longest period that is believed."""

Text = tuple[int, str, float]
"""(line, text, weight): a title weighs more than a sentence."""


def find_period(
    texts: list[Text], language: str, known_year: int | None
) -> tuple[list[int | None] | None, list[Doubt]]:
    """The period that the texts name, and doubts on it. ``known_year`` is of the decision, or of the page."""
    ranges = [entry for text in texts for entry in _ranges(text, language)]
    if ranges:
        best = max(ranges, key=lambda entry: entry[0])
        return best[1], _rivals(best, ranges)
    for line, text, _weight in texts:
        found = _next_years(text, language, known_year)
        if found:
            sentence = _("“%(text)s” is read as %(first)s–%(last)s, counted from the year %(first)s.")
            return found, [
                Doubt(line=line, message=sentence % {"text": text[:80], "first": found[0], "last": found[1]})
            ]
    for since in (True, False):
        for line, text, weight in texts:
            period = _one_year(text, language, weight, since)
            if period:
                return _with_start(period, line, known_year)
    return None, []


def _ranges(entry: Text, language: str) -> list[tuple[float, list[int | None], int, str]]:
    line, text, weight = entry
    lexicon = LEXICONS[language]
    said = re.compile(rf"{YEAR}\s+(?:{lexicon.between})\s+(?P<last>20\d\d)(?!\d)", re.I)
    found = []
    for pattern in (RANGE, SHORT_RANGE, said):
        for match in pattern.finditer(text):
            first, last = _year(match["first"]), _year(match["last"])
            is_budget_year = last == first + 1 and "/" in match[0]
            if not first < last <= first + LONGEST or first < 1990 or is_budget_year:
                continue
            around = text[max(0, match.start() - 60) : match.end() + 40]
            score = weight + 2 * bool(lexicon.period_words.search(around)) + last / 1e5
            score -= 3 * bool(lexicon.previous.search(text[max(0, match.start() - 40) : match.start()]))
            years: list[int | None] = [first, last]
            found.append((score, years, line, match[0]))
    return found


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _rivals(best: tuple, ranges: list[tuple]) -> list[Doubt]:
    others = {tuple(entry[1]) for entry in ranges if entry[1] != best[1]}
    if not others:
        return []
    listed = ", ".join(f"{first}–{last}" for first, last in sorted(others))
    sentence = _("The period is read as %(best)s; the text also names %(others)s.")
    return [Doubt(line=best[2], message=sentence % {"best": best[3], "others": listed})]


def _next_years(text: str, language: str, known_year: int | None) -> list[int | None] | None:
    """ "de næste fire år" counts from the year of the decision."""
    lexicon = LEXICONS[language]
    match = lexicon.years.search(text)
    if not match or known_year is None:
        return None
    word = next((group for group in match.groups() if group), "").lower()
    count = int(word) if word.isdigit() else lexicon.numbers.get(word, 0)
    return [known_year, known_year + count] if 1 < count <= LONGEST else None


def _one_year(text: str, language: str, weight: float, since: bool) -> list[int | None] | None:
    """ "vanaf 2024" (open end) or "bis 2030" (open start), where the text is on a plan."""
    lexicon = LEXICONS[language]
    word = lexicon.since if since else lexicon.until
    match = re.search(rf"(?<!\w)(?:{word.pattern})\s+(20\d\d)(?![\d/–+-])", text, re.I)
    between = r"(?:\W+\w+){0,2}?" if weight >= 3 and re.search(r"20\d\d\W*$", text) else ""
    named = re.search(rf"(?:{lexicon.period_words.pattern}){between}\W+(20[2-9]\d)(?![\d/–+-])", text, re.I)
    year = int(match[match.lastindex or 1]) if match else None
    if not since and year is None and named and weight >= 2:
        year = int(named[named.lastindex or 1])
    quoted = re.search(r"(?:[«“\"„‘]|(?<!\w)')[^»”\"’']{0,40}?(20[2-9]\d)\b[^»”\"’']{0,60}[»”“\"’']", text)
    if not since and year is None and quoted and lexicon.period_words.search(text):
        return [None, int(quoted[1])]
    if year is None:
        return None
    near = text if match is None else text[max(0, match.start() - 80) : match.end() + 40]
    if weight < 3 and not lexicon.period_words.search(near):
        return None
    return [year, None] if since else [None, year]


def _with_start(
    period: list[int | None], line: int, known_year: int | None
) -> tuple[list[int | None] | None, list[Doubt]]:
    first, last = period
    if first is not None:
        return period, [
            Doubt(line=line, message=_("The plan is read as starting in %(year)d, without an end.") % {"year": first})
        ]
    if known_year is not None and last is not None and known_year < last:
        sentence = _(
            "Only the last year, %(last)d, is named. The first is taken from the date of the decision or page."
        )
        return [known_year, last], [Doubt(line=line, message=sentence % {"last": last})]
    sentence = _("The text names %(last)d as the last year but not the first one. Fill in the period yourself.")
    return None, [Doubt(line=line, message=sentence % {"last": last})]
