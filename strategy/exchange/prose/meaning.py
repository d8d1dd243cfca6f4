"""What the words of a heading or lead-in say: statement, goals of a kind, one goal, lead-in, or not of the text."""

from __future__ import annotations

import re
from functools import lru_cache

from ...vocabulary import Kind
from .lexicon import Lexicon
from .numbered import coded, explicit
from .roles import Meaning, Role
from .words import LEXICONS

LONGEST = 160
"""A longer text is no heading, and no pattern is tried on it."""

NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})[.):]?\s+(?=\S)|(?P<roman>[IVX]{1,4}|[A-Z])[.)]\s+(?=\S)")
DATED = re.compile(r"\s+(?:in|i|im jahr|en|by|tegen|bis)\s+20\d\d$", re.I)
BY_YEAR = re.compile(r"(?:by|in|tegen|bis|en|d['’]ici|i|senest i|inden)\s+20\d\d", re.I)
YOURS = re.compile(r"^(?:ihre?|deine?|uw|je|jouw|votre|vos|your|din|dine|jeres)\s+", re.I)
YEARS = re.compile(r"\b20\d\d\s?[-–—/]\s?(?:20)?\d\d\b")
"""A heading with a period in it is the plan's title and no phrase for a vision."""
WORD = re.compile(r"[\w'’\-]+")
MOST_LEFT = 3
"""Words beside the kind's own in a heading that names all goals of a kind."""
EDGES = ' \t\n:?!.…*_"“”„«»'
PLACES = re.compile(
    r"\b(?:stad|gemeente|stadt|gemeinde|ville|commune|kommune|city|county|town|van|für|von|of|for|pour|de|i)\b", re.I
)


def meaning(text: str, language: str) -> Meaning:
    """The meaning of a heading or lead-in in ``language``; English words are understood in every language."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return coded(text, LEXICONS[language]) or Meaning(Role.UNKNOWN, title=text)
    return _meaning(text, language)


@lru_cache(maxsize=20_000)
def _meaning(text: str, language: str) -> Meaning:
    found = _in(text, LEXICONS[language])
    if found.role is Role.UNKNOWN and not found.kinds and language != "en":
        english = _in(text, LEXICONS["en"])
        if english.role in (Role.STATEMENT, Role.STATEMENTS) and not english.is_part and not english.is_phrase:
            return english
    return found


def _in(text: str, lexicon: Lexicon) -> Meaning:
    by_code = coded(text, lexicon)
    if by_code:
        return by_code
    match = NUMBER.match(text)
    number = (match["number"] or match["roman"]) if match else ""
    title = text[match.end() :] if match else text
    bare = title.strip(EDGES)
    asked = DATED.sub("", bare)
    found = (
        (_lead_in(asked, lexicon) if asked != bare else None)
        or explicit(title, lexicon)
        or _phrase(bare, lexicon)
        or _statement(bare, lexicon)
        or _goals(bare, lexicon)
        or _page_part(bare, lexicon)
        or _lead_in(bare, lexicon)
        or Meaning(Role.UNKNOWN, title=title)
    )
    return found if found.number or not number else _with(found, number)


def _with(found: Meaning, number: str) -> Meaning:
    values = {name: getattr(found, name) for name in found.__dataclass_fields__}
    return Meaning(**{**values, "number": number})


def _phrase(bare: str, lexicon: Lexicon) -> Meaning | None:
    tables = (
        (lexicon.both_phrases, Role.STATEMENTS, (Kind.MISSION, Kind.VISION)),
        (lexicon.mission_phrases, Role.STATEMENT, (Kind.MISSION,)),
        (lexicon.values_phrases, Role.STATEMENT, (Kind.VALUE,)),
        (lexicon.vision_phrases, Role.STATEMENT, (Kind.VISION,)),
    )
    for pattern, role, kinds in tables:
        if pattern.fullmatch(bare) and not YEARS.search(bare):
            return Meaning(role, tuple(map(str, kinds)), title=bare, is_phrase=True)
    return None


def _left(bare: str, lexicon: Lexicon, *, without: list[re.Pattern[str]]) -> list[str]:
    """The words that remain of a heading without patterns, fillers, numbers and the town's name."""
    bare = re.sub(r"\([^()]*\)", " ", bare)
    for pattern in without:
        bare = pattern.sub(" ", bare)
    tokens = [
        token for token in WORD.findall(bare.replace("’", "'")) if not re.fullmatch(r"[\d'\-]+|20\d\d\W\d+", token)
    ]
    tokens = [token for token in tokens if token.casefold() not in lexicon.fillers]
    parts = [part for token in tokens for part in token.split("'") if part.casefold() not in lexicon.fillers]
    named = PLACES.search(bare) or lexicon.code in ("nl", "da")
    if parts and len(parts) <= 2 and named and all(part[:1].isupper() for part in parts) and not bare.isupper():
        return [] if lexicon.code != "de" or re.search(r"\b(?:stadt|gemeinde|kreis)\b", bare, re.I) else parts
    return parts


def _statement(bare: str, lexicon: Lexicon) -> Meaning | None:
    words = {Kind.MISSION: lexicon.mission, Kind.VISION: lexicon.vision, Kind.VALUE: lexicon.values}
    kinds = tuple(str(kind) for kind, pattern in words.items() if pattern.search(bare))
    if not kinds:
        match = lexicon.value.fullmatch(bare)
        return Meaning(Role.STATEMENT, (str(Kind.VALUE),), title=bare) if match else None
    left = _left(bare, lexicon, without=list(words.values()))
    if len(kinds) > 1:
        return Meaning(Role.STATEMENTS, kinds, title=bare) if len(left) <= 3 else None
    if not left:
        return Meaning(Role.STATEMENT, kinds, title=bare)
    plural = re.compile("|".join(rf"(?<!\w){many}(?!\w)" for _kind, _one, many in lexicon.kinds), re.I)
    if plural.search(bare) or lexicon.strategy_phrases.fullmatch(" ".join(left)):
        return Meaning(Role.STATEMENTS, kinds, title=bare)
    first = [token for token in WORD.findall(bare) if token.casefold() not in lexicon.fillers][:1]
    starts = bool(first) and any(pattern.fullmatch(first[0]) for pattern in words.values())
    if starts and len(left) <= 8:
        return Meaning(Role.STATEMENT, kinds, title=bare, is_part=True)
    return None


def _goals(bare: str, lexicon: Lexicon) -> Meaning | None:
    """A heading that names kinds in the plural, or one in the singular and nothing else."""
    found: list[tuple[int, str, str]] = []
    for kind, singular, plural in lexicon.kinds:
        match = re.search(rf"(?<!\w)(?:{plural})(?!\w)", bare, re.I)
        if match:
            found.append((match.start(), kind, match[0]))
        elif _is_one(bare, singular, lexicon):
            if kind == Kind.OBJECTIVE and lexicon.operational.search(bare):
                kind = str(Kind.ACTION_PLAN)
            return Meaning(Role.LEAD_IN, (kind,), title=bare, word=bare)
    if lexicon.strategy_phrases.fullmatch(bare):
        return Meaning(Role.STRATEGY, tuple(kind for _at, kind, _word in sorted(found)), title=bare)
    if not found:
        return None
    found.sort()
    kinds = [kind for _at, kind, _word in found]
    if kinds == [Kind.OBJECTIVE] and lexicon.operational.search(bare):
        kinds = [str(Kind.ACTION_PLAN)]
    patterns = [re.compile(rf"(?<!\w)(?:{plural})(?!\w)", re.I) for _k, _s, plural in lexicon.kinds]
    left = _left(bare, lexicon, without=[*patterns, lexicon.strategic, lexicon.operational])
    if not left or _names_all(bare, kinds, len(left), lexicon):
        return Meaning(Role.GOALS, tuple(kinds), title=bare, word=found[0][2])
    return Meaning(Role.UNKNOWN, tuple(kinds), title=bare) if len(bare.split()) <= 6 else None


def _is_one(bare: str, singular: str, lexicon: Lexicon) -> bool:
    """Whether a heading is a kind's word in the singular, alone or with words such as "our strategic"."""
    match = re.fullmatch(rf"(?P<before>(?:[\w'’]+\s+){{0,2}}){singular}", bare, re.I)
    if match is None:
        return False
    return all(
        word.casefold() in lexicon.fillers or lexicon.strategic.fullmatch(word) or lexicon.operational.fullmatch(word)
        for word in match["before"].split()
    )


def _names_all(bare: str, kinds: list[str], words_left: int, lexicon: Lexicon) -> bool:
    """ "Onze maatschappelijke opgaven", "Five aims for the town", "The priorities in the plan are": names no goal."""
    if re.search(rf"\s(?:{lexicon.are})$", bare, re.I):
        return True
    first = WORD.match(bare)
    if first is None or words_left > MOST_LEFT:
        return False
    is_counted = first[0].isdigit() or first[0].casefold() in lexicon.numbers
    is_wide = kinds[0] not in (Kind.ACTION, Kind.ACTION_PLAN) and words_left < MOST_LEFT
    return is_counted or bool(lexicon.ours.match(bare)) or (is_wide and bool(lexicon.articles.match(bare)))


def _page_part(bare: str, lexicon: Lexicon) -> Meaning | None:
    if len(bare.split()) > 8:
        return None
    tables = (
        (lexicon.attachment_phrases, Role.ATTACHMENTS),
        (lexicon.milestone_phrases, Role.MILESTONES),
        (lexicon.introduction_phrases, Role.INTRODUCTION),
    )
    for pattern, role in tables:
        if pattern.fullmatch(bare):
            return Meaning(role, title=bare)
    if len(bare.split()) <= 5 and lexicon.left_out_phrases.fullmatch(YOURS.sub("", bare)):
        return Meaning(Role.LEFT_OUT, title=bare)
    return None


def _lead_in(bare: str, lexicon: Lexicon) -> Meaning | None:
    for pattern, kind in lexicon.lead_ins:
        if pattern.fullmatch(bare):
            return Meaning(Role.LEAD_IN, (kind,) if kind else (), title=bare)
    return None


def lead_in_kind(text: str, language: str) -> str | None:
    """The kind that a lead-in announces, "" where it announces no kind, None where it is no known lead-in."""
    lexicon = LEXICONS[language]
    bare = " ".join(text.split()).strip(EDGES)[-LONGEST:]
    for pattern, kind in lexicon.lead_ins:
        if pattern.fullmatch(bare):
            return kind or _word_kind(bare, lexicon)
    return str(Kind.OBJECTIVE) if BY_YEAR.fullmatch(bare) else None


def _word_kind(text: str, lexicon: Lexicon) -> str:
    for kind, _singular, plural in lexicon.kinds:
        if re.search(rf"(?<!\w)(?:{plural})(?!\w)", text, re.I):
            return kind
    return ""


def word_kind(text: str, language: str) -> str:
    """The kind whose plural stands in ``text`` ("… met 4 thema's"), or ""."""
    return _word_kind(text[-LONGEST:], LEXICONS[language])
